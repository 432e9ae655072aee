"""Takes in the catalogue of another portal, row by row; the last line of a file decides, an id stands in it once."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from accounts.models import Organisation
from companies.actions import InReview, register_company
from content.municipalities import open_municipality
from offers.actions import GroupSizesCrossed, change_live, change_terms, put_live
from offers.models import Offer, OfferForm, OfferPage
from reference.imports import Outcome, Refused, Row
from reference.models import Industry, Municipality, Postcode, Subject

LANGUAGES = ("da", "sv", "en")
COLUMNS = (
    "external_id",
    "language",
    "title",
    "summary",
    "description",
    "form",
    "subjects",
    "grade_min",
    "grade_max",
    "industry",
    "host_name",
    "municipality",
    "postcode",
    "price",
    "duration_minutes",
    "max_pupils",
)
HIGHEST_GRADE = 10
LONGEST_NUMBER = 12
TEXT_LIMITS = {"title": 255, "summary": 300}
KRONER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?")


def number(row: Row, name: str, *, highest: int = 1_000_000) -> int | None:
    """A whole number of a column; None for a blank; Refused for anything else."""
    text = row.get(name, "").replace(" ", "")
    if not text:
        return None
    readable = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if not readable or int(text) > highest:
        raise Refused(f"{name} is {row[name]!r}, not a whole number from 0 to {highest}")
    return int(text)


def money(row: Row, name: str) -> Decimal | None:
    """Kroner, with a comma or a point before at most two decimals; None for a blank.

    1.500 is refused: it may mean one and a half kroner or fifteen hundred.
    """
    text = row.get(name, "").replace(" ", "")
    if not text:
        return None
    if not KRONER.fullmatch(text):
        raise Refused(f"{name} is {row[name]!r}, not an amount from 0 to 999999 with at most two decimals")
    return Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))


@dataclass
class Catalogue:
    """Stores rows of offers; remembers what many rows share: municipalities, subjects, industries, hosts."""

    seen: set[str] = field(default_factory=set)
    municipalities: dict[str, Municipality] = field(default_factory=dict)
    opened: dict[str, Municipality] = field(default_factory=dict)
    hosts: dict[tuple[str, str], Organisation] = field(default_factory=dict)
    made: list[tuple[dict[Any, Any], Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.subjects = list(Subject.objects.all())
        self.industries = list(Industry.objects.all())

    def forget_row(self) -> None:
        """After a row was rolled back: what it made is gone."""
        for remembered, key in self.made:
            del remembered[key]

    def forget_all(self) -> None:
        """After a batch was rolled back."""
        self.opened.clear()
        self.hosts.clear()

    def store(self, row: Row) -> Outcome:
        """Make or update the offer of one row, by its external id."""
        self.made = []
        external_id, language = self._identity(row)
        values = self._values(row, language)
        known = Offer.objects.filter(external_id=external_id).select_related("host").first()
        host = self._host(row)
        if known is None:
            put_live(host=host, language=language, values=values, external_id=external_id)
            return Outcome.NEW
        return self._update(known, host, language, values)

    def _identity(self, row: Row) -> tuple[str, str]:
        external_id, language = row.get("external_id", ""), row.get("language", "").lower()
        if not external_id:
            raise Refused("external_id is missing")
        if len(external_id) > 80:
            raise Refused("external_id is longer than 80 characters")
        if external_id in self.seen:
            raise Refused(f"external_id {external_id!r} stands in the file twice")
        self.seen.add(external_id)
        if language not in LANGUAGES:
            raise Refused(f"language is {row.get('language', '')!r}, not one of {', '.join(LANGUAGES)}")
        return external_id, language

    def _values(self, row: Row, language: str) -> dict[str, Any]:
        if not row.get("title"):
            raise Refused("title is missing")
        form = row.get("form", "").lower()
        if form not in OfferForm.values:
            raise Refused(f"form is {row.get('form', '')!r}, not one of {', '.join(OfferForm.values)}")
        subjects, words = self._subjects(row, language)
        industry, more = self._industry(row, language)
        texts = {name: row.get(name, "")[:limit] for name, limit in TEXT_LIMITS.items()}
        return {
            **texts,
            **self._numbers(row),
            **self._place(row),
            "description": row.get("description", ""),
            "form": form,
            "subjects": subjects,
            "extra_words": [*words, *more],
            "industry": industry,
            "visit_languages": [language],
        }

    def _numbers(self, row: Row) -> dict[str, Any]:
        low, high = number(row, "grade_min", highest=HIGHEST_GRADE), number(row, "grade_max", highest=HIGHEST_GRADE)
        low, high = (high if low is None else low), (low if high is None else high)
        if low is not None and high is not None and low > high:
            raise Refused(f"grade_min {low} is above grade_max {high}")
        return {
            "grade_min": low,
            "grade_max": high,
            "price": money(row, "price"),
            "duration_minutes": number(row, "duration_minutes"),
            "max_pupils": number(row, "max_pupils", highest=30_000) or None,
        }

    def _subjects(self, row: Row, language: str) -> tuple[list[str], list[str]]:
        named = [word.strip() for word in row.get("subjects", "").split(";") if word.strip()]
        found: list[str] = []
        unknown: list[str] = []
        for word in named:
            subject = _called(self.subjects, word, language)
            (found if subject else unknown).append(subject.code if subject else word[:60])
        return list(dict.fromkeys(found)), unknown

    def _industry(self, row: Row, language: str) -> tuple[str, list[str]]:
        word = row.get("industry", "")
        industry = _called(self.industries, word, language) if word else None
        if industry:
            return industry.code, []
        return "", [word[:60]] if word else []

    def _municipality(self, row: Row) -> Municipality:
        name = row.get("municipality", "")
        if name not in self.municipalities:
            found = Municipality.objects.named(name).first() if name else None
            if found is None:
                raise Refused(f"there is no Danish or Swedish municipality called {name!r}")
            self.municipalities[name] = found
        return self.municipalities[name]

    def _remember(self, remembered: dict[Any, Any], key: Any, value: Any) -> None:
        remembered[key] = value
        self.made.append((remembered, key))

    def _open(self, municipality: Municipality) -> None:
        if municipality.pk not in self.opened:
            open_municipality(municipality=municipality)
            self._remember(self.opened, municipality.pk, municipality)

    def _place(self, row: Row) -> dict[str, Any]:
        municipality = self._municipality(row)
        code = row.get("postcode", "").replace(" ", "")
        place = Postcode.objects.filter(country=municipality.country, code=code).first()
        return {
            "postcode": code[:10],
            "latitude": place.latitude if place else municipality.latitude,
            "longitude": place.longitude if place else municipality.longitude,
        }

    def _host(self, row: Row) -> Organisation:
        municipality, name = self._municipality(row), row.get("host_name", "")
        if not name:
            raise Refused("host_name is missing")
        self._open(municipality)
        key = (name.lower(), municipality.pk)
        if key not in self.hosts:
            place = self._place(row)
            facts = {key: place[key] for key in ("latitude", "longitude", "postcode")}
            company = register_company(name=name[:200], municipality=municipality, **facts)
            self._remember(self.hosts, key, company.organisation)
        return self.hosts[key]

    def _update(self, offer: Offer, host: Organisation, language: str, values: dict[str, Any]) -> Outcome:
        if offer.host_id != host.pk:
            raise Refused(f"the offer belongs to {offer.host} here; give it a new external_id under its new host")
        page = OfferPage.objects.filter(offer=offer, locale__language_code=language).first()
        if page is None or offer.first_language != language:
            raise Refused(f"the offer is written in {offer.first_language!r} here, not in {language!r}")
        most = values["max_pupils"]
        resized = offer.max_pupils != most
        try:
            change_terms(offer=offer, terms={"max_pupils": most}, by=None)
            rewritten = change_live(page=page, values=values)
        except GroupSizesCrossed:
            raise Refused(f"max_pupils {most} is below the fewest pupils the host takes, {offer.min_pupils}") from None
        except InReview:
            raise Refused("the offer's text is with an editor now; import it again after the answer") from None
        return Outcome.CHANGED if rewritten or resized else Outcome.UNCHANGED


def _called(rows: list[Any], word: str, language: str) -> Any:
    wanted = word.strip().lower()
    in_language = (row for row in rows if wanted in row.words(language))
    anywhere = (row for row in rows if wanted in row.words())
    return next(in_language, None) or next(anywhere, None)
