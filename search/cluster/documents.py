"""What the cluster keeps of an offer in one language, and the indices: one for each language behind an alias."""

from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.dsl import (
    Boolean,
    Completion,
    Document,
    GeoPoint,
    Index,
    InnerDoc,
    Integer,
    Keyword,
    Long,
    MetaField,
    Nested,
    Text,
)
from elasticsearch.dsl import Date as Moment

from search.analysis.plan import K1, B
from search.completing import LONGEST_KEY
from search.projection import LANGUAGES

SIMILARITY = "words"
DEEPEST = 200_000


def tokens_field() -> Any:
    """A field of tokens that the chain has made; the server only splits them at spaces."""
    return Text(analyzer="whitespace", similarity=SIMILARITY, index_options="freqs")


def _beginnings() -> Any:
    """A field of names that are folded already."""
    return Completion(analyzer="whitespace", max_input_length=LONGEST_KEY)


class BookableDate(InnerDoc):
    """A coming date. `lapses` are the moments at which requests that hold its places end, unless they are answered."""

    starts = Moment()
    closes = Moment()
    has_room = Boolean()
    lapses = Moment()


class OfferDocument(Document):
    """One offer in one language; the identifier is the offer's."""

    offer = Long()
    entry = Long()
    language = Keyword()
    shown_in = Keyword()
    state = Keyword()
    lexicon = Keyword()
    title = Keyword(index=False, doc_values=False)
    host_name = Keyword(index=False, doc_values=False)
    places = Keyword(index=False, doc_values=False)
    title_key = Keyword()
    published = Long()
    is_free = Boolean()
    is_unbooked = Boolean()
    grade_min = Integer()
    grade_max = Integer()
    place = GeoPoint()
    klassetrin = Keyword()
    fag = Keyword()
    form = Keyword()
    varighed = Keyword()
    erfaring = Keyword()
    branche = Keyword()
    kommune = Keyword()
    besoegssprog = Keyword()
    tekstsprog = Keyword()
    facts = Keyword()
    weighted_facts = Keyword()
    words_da = tokens_field()
    words_sv = tokens_field()
    words_en = tokens_field()
    begins_title = _beginnings()
    begins_company = _beginnings()
    begins_place = _beginnings()
    dates = Nested(BookableDate)

    class Meta:
        dynamic = MetaField("strict")


def words_field(language: str) -> str:
    """Each language has a field of its own, so that one request over several indices counts rarity in each."""
    return f"words_{language}"


def begins_field(kind: str) -> str:
    """Each kind of name is proposed by itself, so that many titles leave room for a company."""
    return f"begins_{kind}"


def alias(language: str) -> str:
    """The name under which the index of a language is asked and written."""
    return f"{settings.ELASTICSEARCH_PREFIX}_{language}"


def aliases() -> list[str]:
    """Those of all languages."""
    return [alias(language) for language in LANGUAGES]


def create(using: Elasticsearch, language: str, document: type[Document] = OfferDocument) -> str:
    """Make an empty index beside the one in use; gives its name."""
    name = f"{alias(language)}-{datetime.now(UTC):%Y%m%d%H%M%S}-{token_hex(3)}"
    index = Index(name)
    index.document(document)
    index.settings(
        number_of_shards=settings.ELASTICSEARCH_SHARDS,
        auto_expand_replicas=f"0-{settings.ELASTICSEARCH_REPLICAS}",
        max_result_window=DEEPEST,
        similarity={SIMILARITY: {"type": "BM25", "k1": K1, "b": B}},
    )
    index.create(using=using)
    return name


def indices_behind(using: Elasticsearch, language: str) -> list[str]:
    """The indices that the alias of a language leads to."""
    if not using.indices.exists_alias(name=alias(language)):
        return []
    return list(using.indices.get_alias(name=alias(language)).body)


def swap(using: Elasticsearch, made: dict[str, str]) -> None:
    """Lead every alias to its new index in one step, and remove what was behind it."""
    steps: list[dict[str, Any]] = []
    for language, name in made.items():
        steps += [{"remove_index": {"index": old}} for old in indices_behind(using, language)]
        steps.append({"add": {"index": name, "alias": alias(language)}})
    using.indices.update_aliases(actions=steps)


def remove_leftovers(using: Elasticsearch, keys: Iterable[str] = LANGUAGES) -> None:
    """Remove indices of ours that no alias leads to: remains of interrupted rebuilds."""
    for language in keys:
        there = set(using.indices.get(index=f"{alias(language)}-*", features="aliases").body)
        for name in there - set(indices_behind(using, language)):
            using.indices.delete(index=name, ignore_unavailable=True)
