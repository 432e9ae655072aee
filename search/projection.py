"""Keeps the projection: what a page says now becomes entries, facet values and postings."""

from collections.abc import Iterable, Iterator
from itertools import chain as joined

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import Organisation
from offers.models import Offer, OfferPage
from search.completing import beginnings_of
from search.hierarchy import regions_of, stages_of
from search.lengths import length_of
from search.models import Beginning, Entry, FacetValue, IndexState
from search.postings import Names, Row, note_words, rows_of, texts, words_of, write
from search.reading import chain

LANGUAGES = ("da", "sv", "en")
ALPHABET_ENDS = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})
BATCH = 500


def title_key(title: str) -> str:
    """A key that sorts a title as Danish does: æ, ø and å last."""
    return title.lower().translate(ALPHABET_ENDS)[:80]


def refresh_offer(offer: Offer) -> None:
    """Write the entries of one offer anew, in the caller's transaction."""
    refresh_offers([offer.pk])


def refresh_offers_of(host: Organisation) -> None:
    """Write what a company offers anew, in the caller's transaction: name, place or experience changed."""
    refresh_offers(Offer.objects.hosted_by(host).values_list("pk", flat=True))


@transaction.atomic
def refresh_offers(offer_ids: Iterable[int]) -> int:
    """Write the entries of these offers anew; gives how many entries there are now."""
    ids = _locked(offer_ids)
    raise_versions(ids)
    Entry.objects.filter(offer_id__in=ids).delete()
    by_offer = _pages(ids)
    made = [entry for pages_of in by_offer.values() for entry in _entries(pages_of)]
    Entry.objects.bulk_create(made, batch_size=BATCH)
    _write_details(made, by_offer)
    return len(made)


def _locked(offer_ids: Iterable[int]) -> list[int]:
    """One writer for an offer's entries: two would delete the same old ones and both insert the new."""
    offers = Offer.objects.select_for_update(no_key=True).filter(pk__in=list(offer_ids)).order_by("pk")
    return list(offers.values_list("pk", flat=True))


def raise_versions(ids: list[int]) -> None:
    """Tell the cluster's documents that their texts are read anew, in the same transaction."""
    if settings.SEARCH_ENGINE == "elasticsearch":
        IndexState.objects.bulk_create([IndexState(offer_id=pk) for pk in ids], BATCH, ignore_conflicts=True)
        IndexState.objects.filter(offer__in=ids).update(raised=F("raised") + 1)


def sources(offer_ids: list[int]) -> Iterator[tuple[Entry, OfferPage, OfferPage]]:
    """Each entry as it would be now (unsaved), with its page and the page of its facts."""
    for pages in _pages(offer_ids).values():
        for entry in _entries(pages):
            yield entry, pages[entry.language], _facts(pages)


def pages_by_language(offer_ids: list[int]) -> Iterator[tuple[int, dict[str, OfferPage], OfferPage]]:
    """Each offer with its live pages by language and the page of its facts; nothing of its host is read."""
    for offer, pages in _grouped(_live(offer_ids).prefetch_related("locale")).items():
        yield offer, pages, _facts(pages)


def _live(ids: list[int]) -> "QuerySet[OfferPage]":
    return OfferPage.objects.live().public().filter(offer_id__in=ids).select_related("offer")


def _pages(ids: list[int]) -> dict[int, dict[str, OfferPage]]:
    """The live pages of offers by offer and language, with their hosts."""
    return _grouped(_live(ids).select_related("offer__host__municipality", "offer__host__company", "locale"))


def _grouped(pages: Iterable[OfferPage]) -> dict[int, dict[str, OfferPage]]:
    """Without aliases; left out here, because SQLite would look through all pages that are none."""
    by_offer: dict[int, dict[str, OfferPage]] = {}
    for page in pages:
        if page.alias_of_id is None:
            by_offer.setdefault(page.offer_id, {})[page.locale.language_code] = page
    return by_offer


def _facts(pages: dict[str, OfferPage]) -> OfferPage:
    first = next(iter(pages.values())).offer.first_language
    return pages.get(first) or next(iter(pages.values()))


def _entries(pages: dict[str, OfferPage]) -> list[Entry]:
    facts = _facts(pages)
    return [_entry(page, facts, _shown_in(language, pages, facts)) for language, page in pages.items()]


def _shown_in(language: str, pages: dict[str, OfferPage], facts: OfferPage) -> set[str]:
    others = set(LANGUAGES) - set(pages) if pages[language] is facts else set()
    return {language} | others


def _entry(page: OfferPage, facts: OfferPage, shown_in: set[str]) -> Entry:
    host = page.offer.host
    return Entry(
        offer=page.offer,
        page=page,
        language=page.locale.language_code,
        in_da="da" in shown_in,
        in_sv="sv" in shown_in,
        in_en="en" in shown_in,
        title=page.title,
        title_key=title_key(page.title),
        summary=page.summary,
        url_path=page.url_path,
        host_name=host.name,
        town=host.town,
        municipality_name=str(host.municipality or ""),
        form=facts.form,
        industry=facts.industry,
        grade_min=facts.grade_min,
        grade_max=facts.grade_max,
        youth_levels=facts.youth_levels,
        price=facts.price,
        duration_minutes=facts.duration_minutes,
        latitude=facts.latitude if facts.latitude is not None else host.latitude,
        longitude=facts.longitude if facts.longitude is not None else host.longitude,
        published_at=page.first_published_at,
    )


def _write_details(entries: list[Entry], by_offer: dict[int, dict[str, OfferPage]]) -> None:
    names = Names.load()
    regions = regions_of(entry.offer.host.municipality_id or "" for entry in entries)
    chains = {language: chain(language) for language in {entry.language for entry in entries}}
    facets: list[FacetValue] = []
    rows: list[Row] = []
    met: dict[str, set[str]] = {language: set() for language in chains}
    for entry in entries:
        pages = by_offer[entry.offer_id]
        facts = _facts(pages)
        facets += [
            FacetValue(entry=entry, facet=facet, value=value) for facet, value in _facets(facts, pages, regions)
        ]
        words = words_of(texts(entry, pages[entry.language], facts, names), chains[entry.language])
        rows += rows_of(entry, words, facts, chains[entry.language])
        met[entry.language] |= words.keys()
    FacetValue.objects.bulk_create(facets, batch_size=BATCH)
    Beginning.objects.bulk_create(joined.from_iterable(map(beginnings_of, entries)), batch_size=BATCH)
    write(rows)
    for language, found in met.items():
        note_words(language, found, chains[language])


def _facets(facts: OfferPage, pages: dict[str, OfferPage], regions: dict[str, set[str]]) -> set[tuple[str, str]]:
    host: Organisation = facts.offer.host
    company = getattr(host, "company", None)
    low, high = facts.grade_min, facts.grade_max
    grades = range(low, high + 1) if low is not None and high is not None else range(0)
    levels = [*map(str, grades), *map(str, facts.youth_levels)]
    values = {("klassetrin", level) for level in [*levels, *stages_of(levels)]}
    values |= {("kommune", region) for region in regions.get(host.municipality_id or "", ())}
    values |= {("fag", str(code)) for code in facts.subjects}
    values |= {("besoegssprog", str(code)) for code in facts.visit_languages}
    values |= {("tekstsprog", language) for language in pages}
    single = {
        "form": facts.form,
        "varighed": length_of(facts.duration_minutes),
        "branche": facts.industry,
        "kommune": host.municipality_id or "",
        "erfaring": company.experience if company else "",
    }
    return values | {(facet, str(value)) for facet, value in single.items() if value}
