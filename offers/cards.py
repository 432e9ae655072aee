"""Offers as cards show them, for pages that list a company's own; the catalogue feeds the same card from its index."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import Organisation
from offers.models import Offer, OfferForm, OfferPage, OfferState
from offers.models.occurrence import OccurrenceState
from offers.models.offer import FORMS_AT_SCHOOL
from reference.grades import grades_label


@dataclass(frozen=True)
class CardEntry:
    """What an offer says on a card."""

    offer_id: int
    title: str
    url: str
    language: str
    form: str
    industry: str
    host_name: str
    town: str
    grades_label: str
    price: Decimal | None

    @property
    def is_at_school(self) -> bool:
        """Whether the host comes to the class."""
        return self.form in FORMS_AT_SCHOOL

    @property
    def language_name(self) -> str:
        """The language of the text, for readers of another."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    def get_form_display(self) -> str:
        """The form in the reader's language."""
        return str(OfferForm(self.form).label) if self.form in OfferForm.values else ""


@dataclass(frozen=True)
class OfferCard:
    """What `components/offer_card.html` takes as its `hit`."""

    entry: CardEntry
    next_start: datetime | None = None
    distance_km: float | None = None
    places: str = ""


def card_of(page: OfferPage, facts: OfferPage, next_start: datetime | None = None) -> OfferCard:
    """The card of one page with the facts of its offer's first language."""
    host = page.offer.host
    entry = CardEntry(
        offer_id=page.offer_id,
        title=page.title,
        url=page.get_url() or "",
        language=page.locale.language_code,
        form=facts.form,
        industry=facts.industry,
        host_name=host.name,
        town=host.town,
        grades_label=grades_label(facts.grade_min, facts.grade_max, facts.youth_levels),
        price=facts.price,
    )
    return OfferCard(entry, next_start)


def _next_starts(organisation: Organisation) -> dict[int, datetime]:
    bookable = Q(occurrences__starts_at__gt=timezone.now(), occurrences__state=OccurrenceState.OPEN)
    offers = Offer.objects.hosted_by(organisation).open()
    rows = offers.annotate(next_start=Min("occurrences__starts_at", filter=bookable))
    return {pk: start for pk, start in rows.values_list("pk", "next_start") if start}


def _shown(pages: Iterable[OfferPage], language: str) -> list[tuple[OfferPage, OfferPage]]:
    """For each offer the page to show and the page with its facts."""
    by_offer: defaultdict[int, dict[str, OfferPage]] = defaultdict(dict)
    for page in pages:
        by_offer[page.offer_id][page.locale.language_code] = page
    found = []
    for texts in by_offer.values():
        usual = next(iter(texts.values()))
        facts = texts.get(usual.offer.first_language, usual)
        found.append((texts.get(language, facts), facts))
    return found


def cards_of_company(organisation: Organisation, language: str) -> list[OfferCard]:
    """The open offers of a company: in the language where they are written in it, else in their first."""
    pages = OfferPage.objects.live().filter(offer__host=organisation, offer__state=OfferState.OPEN)
    shown = _shown(pages.select_related("offer__host", "locale"), language)
    starts = _next_starts(organisation)
    cards = [card_of(page, facts, starts.get(page.offer_id)) for page, facts in shown]
    return sorted(
        cards, key=lambda card: (card.next_start is None, card.next_start or timezone.now(), card.entry.title)
    )
