"""The site's other pages in the cluster: their own index for each language, kept up by the same rule of versions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from elasticsearch import Elasticsearch
from elasticsearch.dsl import Document, Keyword, MetaField, Search
from elasticsearch.helpers import scan, streaming_bulk
from wagtail.models import Page

from search.analysis.plan import QueryPlan
from search.cluster.connection import BULK_TIMEOUT, client
from search.cluster.documents import alias, tokens_field, words_field
from search.cluster.requests import matches, scored
from search.cluster.sending import arrived
from search.models import SiteState, SiteText
from search.projection import LANGUAGES
from search.query import SiteQuery
from search.site import tokens_of

KEYS = tuple(f"site_{language}" for language in LANGUAGES)
BATCH = 500
Targets = dict[str, str]


class SiteDocument(Document):
    """A page in its language; the identifier is the page's."""

    language = Keyword()
    title_key = Keyword()
    words_da = tokens_field()
    words_sv = tokens_field()
    words_en = tokens_field()

    class Meta:
        dynamic = MetaField("strict")


def key_of(language: str) -> str:
    """The name of a language's index among the others."""
    return f"site_{language}"


def asked_for(query: SiteQuery, plan: QueryPlan) -> Search:
    """The pages that have all that was asked, best first."""
    found = Search(index=alias(key_of(query.language))).query(scored(plan, matches(plan, plan.needed)))
    first = (query.page - 1) * query.page_size
    shown = {"_source": False, "track_total_hits": True, "track_scores": True}
    found = found.params(ignore_unavailable="true")  # before the first renewal after an upgrade
    return found.sort("_score", "title_key").extra(from_=first, size=query.page_size, **shown)


def send_site_ahead(targets: Targets | None = None) -> int:
    """Send the pages that the index has not seen as they are now; gives how many."""
    number = 0
    while rows := list(SiteState.objects.exclude(sent=F("version")).order_by("pk")[:BATCH]):
        done = send_site({row.page_number: row.version for row in rows}, targets)
        number += len(done)
        if len(done) < len(rows):
            break
    return number


def send_site(found: dict[int, int], targets: Targets | None = None) -> set[int]:
    """Write the documents of these pages with their versions and note it; gives those that arrived."""
    names = targets or {key: alias(key) for key in KEYS}
    late: set[int] = set()
    results = streaming_bulk(client(timeout=BULK_TIMEOUT), _actions(found, names), raise_on_error=False, refresh=True)
    for good, result in results:
        if not good and not arrived(result):
            late.add(int(next(iter(result.values()))["_id"]))
    done = found.keys() - late
    for number in done:
        SiteState.objects.filter(pk=number).update(sent=found[number])
    return done


def _actions(found: dict[int, int], names: Targets) -> Iterator[dict[str, Any]]:
    there = {text.page_id: text for text in SiteText.objects.filter(page__in=found)}
    pages = {page.pk: page for page in Page.objects.filter(pk__in=there).specific().select_related("locale")}
    for number, version in found.items():
        text = there.get(number)
        for key in KEYS:
            facts = {"_index": names[key], "_id": str(number), "version": version, "version_type": "external_gte"}
            if text and key == key_of(text.language):
                yield {**facts, "_op_type": "index", "_source": _source(text, pages[number])}
            else:
                yield {**facts, "_op_type": "delete"}


def _source(text: SiteText, page: Page) -> dict[str, Any]:
    return {"language": text.language, "title_key": text.title_key, words_field(text.language): tokens_of(page)}


def fill_site(targets: Targets) -> dict[int, int]:
    """Write all pages into new indices; gives the versions they were written with."""
    known = set(SiteState.objects.values_list("pk", flat=True))
    missing = SiteText.objects.exclude(page__in=known).values_list("page", flat=True)
    SiteState.objects.bulk_create([SiteState(page_number=number) for number in missing], ignore_conflicts=True)
    versions = dict(SiteState.objects.values_list("pk", "version"))
    send_site(versions, targets)
    return versions


def catch_up_site(filled: dict[int, int]) -> None:
    """After the swap: what others have noted as sent meanwhile went into the old index, so it goes out again."""
    for number, version in filled.items():
        SiteState.objects.filter(pk=number).update(sent=version)
    SiteState.objects.exclude(pk__in=filled).update(sent=-1)
    send_site_ahead()


def compare_site(using: Elasticsearch) -> set[int]:
    """The pages whose document is missing, left over, or not as the database has it."""
    using.indices.refresh(index=[alias(key) for key in KEYS])
    right = {(key_of(language), page) for page, language in SiteText.objects.values_list("page", "language")}
    versions = dict(SiteState.objects.values_list("pk", "version"))
    found, wrong = set(), set()
    for key in KEYS:
        for row in scan(using, index=alias(key), query={"_source": False, "version": True}):
            found.add((key, int(row["_id"])))
            if int(row["_version"]) != versions.get(int(row["_id"])):
                wrong.add(int(row["_id"]))
    return wrong | {page for _key, page in found ^ right}


def repair_site(pages: set[int], using: Elasticsearch) -> None:
    """Send them again with a version above every one the index may have."""
    highest = 0
    for key in KEYS:
        for row in scan(using, index=alias(key), query={"_source": False, "version": True}):
            highest = max(highest, int(row["_version"]))
    rows = [SiteState(page_number=page, version=0) for page in pages]
    SiteState.objects.bulk_create(rows, ignore_conflicts=True)
    SiteState.objects.filter(pk__in=pages).update(version=F("version") + highest + 1)
    send_site_ahead()
