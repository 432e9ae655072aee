"""Keeps the projection: what a page says now becomes entries, facet values and postings."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Organisation
from offers.models import Offer, OfferPage
from reference.models import Industry, Subject
from search.analysis import tokens
from search.models import Entry, FacetValue, Posting

LANGUAGES = ("da", "sv", "en")
ALPHABET_ENDS = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"})
BATCH = 500


@dataclass(frozen=True)
class Field:
    """A text of an entry and how much a word in it weighs."""

    text: str
    boost: float


def title_key(title: str) -> str:
    """A key that sorts a title as Danish does: æ, ø and å last."""
    return title.lower().translate(ALPHABET_ENDS)[:80]


def refresh_offer(offer: Offer) -> None:
    """Write the entries of one offer anew, in the caller's transaction."""
    refresh_offers([offer.pk])


@transaction.atomic
def refresh_offers(offer_ids: Iterable[int]) -> int:
    """Write the entries of these offers anew; gives how many entries there are now."""
    ids = list(offer_ids)
    Entry.objects.filter(offer_id__in=ids).delete()
    pages = OfferPage.objects.live().public().filter(offer_id__in=ids, alias_of__isnull=True)
    by_offer: dict[int, dict[str, OfferPage]] = {}
    for page in pages.select_related("offer__host__municipality", "locale"):
        by_offer.setdefault(page.offer_id, {})[page.locale.language_code] = page
    made = [entry for pages_of in by_offer.values() for entry in _entries(pages_of)]
    Entry.objects.bulk_create(made, batch_size=BATCH)
    _write_details(made, by_offer)
    return len(made)


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
    names = _Names.load()
    facets: list[FacetValue] = []
    postings: list[Posting] = []
    for entry in entries:
        pages = by_offer[entry.offer_id]
        facts = _facts(pages)
        facets += [FacetValue(entry=entry, facet=facet, value=value) for facet, value in _facets(facts, pages)]
        postings += _postings(entry, pages[entry.language], facts, names)
    FacetValue.objects.bulk_create(facets, batch_size=BATCH)
    Posting.objects.bulk_create(postings, batch_size=BATCH)


def _facets(facts: OfferPage, pages: dict[str, OfferPage]) -> set[tuple[str, str]]:
    host: Organisation = facts.offer.host
    low, high = facts.grade_min, facts.grade_max
    grades = range(low, high + 1) if low is not None and high is not None else range(0)
    values = {("klassetrin", str(grade)) for grade in grades}
    values |= {("klassetrin", str(level)) for level in facts.youth_levels}
    values |= {("fag", str(code)) for code in facts.subjects}
    values |= {("besoegssprog", str(code)) for code in facts.visit_languages}
    values |= {("tekstsprog", language) for language in pages}
    single = {"form": facts.form, "branche": facts.industry, "kommune": host.municipality_id or ""}
    return values | {(facet, str(value)) for facet, value in single.items() if value}


@dataclass(frozen=True)
class _Names:
    """The names of subjects and industries by language and code, read once for a batch."""

    subjects: dict[str, Subject]
    industries: dict[str, Industry]

    @classmethod
    def load(cls) -> "_Names":
        return cls(Subject.objects.in_bulk(), Industry.objects.in_bulk())

    def of(self, facts: OfferPage, language: str) -> str:
        """The names of the offer's subjects and industry in one language."""
        rows: list[Subject | Industry | None] = [self.subjects.get(code) for code in facts.subjects]
        rows.append(self.industries.get(facts.industry))
        return " ".join(str(getattr(row, f"name_{language}")) for row in rows if row)


def _postings(entry: Entry, page: OfferPage, facts: OfferPage, names: _Names) -> list[Posting]:
    fields = (
        Field(page.title, 5),
        Field(names.of(facts, entry.language), 4),
        Field(" ".join(map(str, facts.extra_words)), 4),
        Field(facts.get_form_display() or "", 3),
        Field(entry.host_name, 3),
        Field(page.summary, 2),
        Field(f"{entry.town} {entry.municipality_name}", 2),
        Field(" ".join([page.description, page.before, page.during, page.after, page.learning]), 1),
        Field(f"{page.education_and_jobs} {facts.offer.external_id or ''}", 1),
    )
    weights: defaultdict[str, float] = defaultdict(float)
    for field in fields:
        counted = Counter(tokens(field.text, entry.language))
        for word, times in counted.items():
            weights[word] += field.boost * times / (times + 1.2)
    return [Posting(entry=entry, language=entry.language, token=w, weight=weight) for w, weight in weights.items()]
