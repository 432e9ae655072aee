"""Makes documents of offers: what the projection says, the tokens of the chain, and the dates to come."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from bookings.models import Booking
from bookings.models.booking import LAPSING
from offers.models import Occurrence, Offer, OfferPage
from search.analysis.chain import Chain
from search.cluster.documents import begins_field, words_field
from search.completing import names_of, starts
from search.exposure import booked_among
from search.models import Entry, FacetValue
from search.postings import LONGEST_TOKEN, Names, facts_of, texts
from search.projection import LANGUAGES, pages_by_language
from search.reading import chain

Row = dict[str, Any]


def documents(offer_ids: list[int]) -> Iterator[Row]:
    """The documents of these offers, as `OfferDocument` has them; an offer without a live text has none.

    Plain rows: the document class takes a sixth of the time of a rebuild, and the index refuses unknown fields itself.
    """
    written = {
        (offer, language): (page, facts)
        for offer, pages, facts in pages_by_language(offer_ids)
        for language, page in pages.items()
    }
    entries = Entry.objects.filter(offer_id__in=offer_ids)
    chains = {language: chain(language) for language in LANGUAGES}
    booked = booked_among(offer_ids)
    dates, facets, names = _dates(offer_ids), _facets(offer_ids), Names.load()
    for entry in entries:
        if (entry.offer_id, entry.language) in written:
            page, facts = written[entry.offer_id, entry.language]
            made = _document(entry, page, facts, names, chains[entry.language])
            made["is_unbooked"] = entry.offer_id not in booked
            yield _without_empty(made | facets[entry.pk] | {"dates": dates[entry.offer_id]})


def _without_empty(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None and value != []}


def weighted(token: str, weight: float) -> str:
    """A fact with its weight, so that a request can give each weight its points."""
    return f"{token[:LONGEST_TOKEN]}={weight:g}"


def _document(entry: Entry, page: OfferPage, facts: OfferPage, names: Names, read: Chain) -> Row:
    known = list(facts_of(facts))
    return (
        _facts(entry, page.offer)
        | _beginnings(entry)
        | {
            "lexicon": read.lexicon.version,
            "facts": [token[:LONGEST_TOKEN] for token, _weight in known],
            "weighted_facts": [weighted(token, weight) for token, weight in known],
            words_field(entry.language): _tokens(texts(entry, page, facts, names), read),
        }
    )


def _facts(entry: Entry, offer: Offer) -> Row:
    has_place = entry.latitude is not None and entry.longitude is not None
    return {
        "offer": entry.offer_id,
        "entry": entry.pk,
        "language": entry.language,
        "shown_in": [language for language in LANGUAGES if getattr(entry, f"in_{language}")],
        "state": offer.state,
        "title": entry.title,
        "host_name": entry.host_name,
        "places": [place for place in (entry.town, entry.municipality_name) if place],
        "title_key": entry.title_key,
        "published": _microseconds(entry.published_at),
        "is_free": entry.price == 0 if entry.price is not None else None,
        "grade_min": entry.grade_min,
        "grade_max": entry.grade_max,
        "place": {"lat": entry.latitude, "lon": entry.longitude} if has_place else None,
    }


def _microseconds(at: datetime | None) -> int | None:
    return round(at.timestamp() * 1_000_000) if at else None


def _facets(offer_ids: list[int]) -> defaultdict[int, defaultdict[str, list[str]]]:
    """The facet values by entry."""
    found: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = FacetValue.objects.filter(entry__offer__in=offer_ids)
    for entry, facet, value in rows.values_list("entry", "facet", "value"):
        found[entry][facet].append(value)
    return found


def _tokens(parts: list[tuple[str, int]], read: Chain) -> str:
    """The tokens with their repetitions: what the database engine counts, the cluster counts too."""
    found = [(read.index_tokens(text), times) for text, times in parts]
    return " ".join(token[:LONGEST_TOKEN] for tokens, times in found for token in tokens * times)


def _beginnings(entry: Entry) -> dict[str, dict[str, list[str]]]:
    """What somebody may begin to type, by what it names."""
    inputs: defaultdict[str, list[str]] = defaultdict(list)
    for kind, name in names_of(entry):
        inputs[begins_field(kind)] += [start for _at, start in starts(name, entry.language)]
    return {field: {"input": keys} for field, keys in inputs.items()}


def _dates(offer_ids: list[int]) -> defaultdict[int, list[Row]]:
    """The coming dates of offers: their places and requests; the clock has its say when somebody searches."""
    waiting = Booking.objects.filter(state__in=LAPSING, expires_at__isnull=False)
    rows = Occurrence.objects.standing().coming(timezone.now()).filter(offer_id__in=offer_ids)
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("bookings", waiting, to_attr="waiting")):
        found[row.offer_id].append(_date(row))
    return found


def _date(row: Occurrence) -> Row:
    date = {
        "starts": row.starts_at,
        "closes": row.closes_at or row.starts_at,
        "has_room": row.taken < row.capacity,
        "lapses": [booking.expires_at for booking in row.waiting],  # type: ignore[attr-defined]  # set by the prefetch
    }
    return _without_empty(date)
