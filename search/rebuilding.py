"""Makes lexicon and projection anew; may be interrupted and run again."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from secrets import token_hex

from django.db import transaction

from offers.models import Offer
from reference.models import Municipality
from search.analysis.chain import Chain
from search.analysis.lexicon import Lexicon
from search.analysis.words import fold
from search.concepts import plain_chain
from search.models import Beginning, Entry, LaterWord, LexiconRow, SiteText
from search.postings import Names, texts, words_of
from search.projection import LANGUAGES, refresh_offers, sources
from search.reading import lexicon
from search.site import readable, rebuild_site

BATCH = 500
STALE_GROWTH = 1.5


def rebuild(*, progress: Callable[[Iterable[list[int]]], Iterable[list[int]]] = iter) -> int:
    """Renew the lexicon, then write every offer anew; gives the number of offers."""
    renew_lexicon()
    ids = list(Offer.objects.values_list("pk", flat=True))
    for batch in progress(list(_batches(ids))):
        refresh_offers(batch)
    rebuild_site()
    return len(ids)


def is_stale() -> bool:
    """Whether the catalogue has outgrown the lexicon, so that words split badly, or comes from before an upgrade."""
    if (Entry.objects.exists() and not Beginning.objects.exists()) or (
        not SiteText.objects.exists() and readable().exists()
    ):
        return True
    for language in ("da", "sv"):
        entries = Entry.objects.filter(language=language).count()
        row = LexiconRow.objects.filter(pk=language).first()
        if entries > STALE_GROWTH * (row.offers if row else 0):
            return True
    return False


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def renew_lexicon() -> None:
    """Count the words of all live offers and freeze them under a new version."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    lengths: Counter[str] = Counter()
    offers: Counter[str] = Counter()
    chains = {language: plain_chain(language) for language in LANGUAGES}
    names = Names.load()
    for batch in _batches(list(Offer.objects.values_list("pk", flat=True))):
        for entry, page, facts in sources(batch):
            words = words_of(texts(entry, page, facts, names), chains[entry.language])
            counted[entry.language].update(words.keys())
            offers[entry.language] += 1
            lengths[entry.language] += words.total()
    for language in LANGUAGES:
        typical = lengths[language] / offers[language] if offers[language] else 0.0
        freeze(language, counted[language], chains[language], average_length=typical, offers=offers[language])


@transaction.atomic
def freeze(language: str, counted: Counter[str], chain: Chain, *, average_length: float, offers: int) -> None:
    """Store a lexicon; later words start from nothing."""
    bases: Counter[str] = Counter()
    written: defaultdict[str, set[str]] = defaultdict(set)
    for word, having in counted.items():
        for token in chain.simple_bases(word):
            bases[token] = max(bases[token], having)
        for base in chain.known(word):
            written[fold(base)].add(base)
    shared = frozenset(token for token, several in written.items() if len(several) > 1)
    names = frozenset(name.lower() for name in Municipality.objects.values_list("name", flat=True))
    made = Lexicon(words=dict(counted), bases=dict(bases), shared=shared, names=names)
    facts = {
        "version": token_hex(8),
        "packed": made.packed(),
        "average_length": average_length or lexicon(language).average_length,
        "offers": offers,
    }
    LexiconRow.objects.update_or_create(language=language, defaults=facts)
    LaterWord.objects.filter(language=language).delete()
