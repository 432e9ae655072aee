"""The terms of an offer, as a teacher meets them: told in advance, enforced in the action."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from bookings import actions
from bookings.refusals import AdultsMissing, BookingClosed, GroupTooLarge, GroupTooSmall, NotBookable, NotOpenYet
from bookings.rules import answer_by, free_until, opening, place_offered_until
from bookings.slots import bookable_slots
from bookings.why_not import why_not
from content.words import clock
from offers.actions import add_occurrence, change_terms
from offers.models import Occurrence, Offer
from offers.terms_in_words import adults_in_words, terms_in_words
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


def agree(offer: Offer, **terms: Any) -> Offer:
    """The offer with these terms."""
    return change_terms(offer=offer, terms=terms, by=None)


@pytest.mark.parametrize(
    ("terms", "facts", "refusal"),
    [
        ({"open_days": 20}, {}, NotOpenYet),
        ({"close_days": 40}, {}, BookingClosed),
        ({"min_pupils": 25}, {}, GroupTooSmall),
        ({"max_pupils": 23}, {}, GroupTooLarge),
        ({"pupils_per_adult": 10}, {"adults": 2}, AdultsMissing),
    ],
)
def test_every_term_refuses_in_the_action(
    ask: Ask,
    date: Occurrence,
    teacher: Membership,
    terms: dict[str, Any],
    facts: dict[str, Any],
    refusal: type[NotBookable],
) -> None:
    """Opening, closing, sizes and adults: whoever goes past the form meets the same rule."""
    agree(date.offer, **terms)
    with pytest.raises(refusal):
        ask(teacher, **facts)


@pytest.mark.parametrize("terms", [{"open_days": 40}, {"pupils_per_adult": 12}, {"min_pupils": 24, "max_pupils": 24}])
def test_terms_that_are_met_let_the_class_in(
    ask: Ask, date: Occurrence, teacher: Membership, terms: dict[str, Any]
) -> None:
    """The very limit is inside."""
    agree(date.offer, **terms)
    assert ask(teacher).occurrence == date


def test_a_date_that_is_not_open_yet_says_from_when(date: Occurrence, teacher: Membership) -> None:
    """In the list of times, and above it when somebody chooses the time all the same."""
    agree(date.offer, open_days=10)
    date.refresh_from_db()
    slot = bookable_slots(date.offer, timezone.now())[0]
    opens = opening(date)
    assert opens is not None
    assert (slot.opens_at, slot.can_be_chosen) == (opens, False)
    client, url = signed_in(teacher.person), f"{reverse('bookings:start')}?tid={date.pk}"
    page = client.post(url, {"tid": date.pk, "comes": f"s{teacher.organisation.school.pk}"})
    assert page.status_code == 422
    assert why_not(NotOpenYet(opens)) in page.content.decode()
    assert slot.words in page.content.decode()


def test_other_times_that_are_not_open_yet_are_not_proposed(date: Occurrence, offer: Offer) -> None:
    """Neither as alternatives nor as the time that is marked first."""
    occurrence(offer, days=5)
    offer = agree(offer, open_days=10, close_days=0)
    open_now = [slot.can_be_chosen for slot in bookable_slots(offer, timezone.now())]
    assert open_now == [True, False]


def test_the_terms_stand_on_the_page_of_the_offer_and_beside_the_form(
    date: Occurrence, offer: Offer, teacher: Membership
) -> None:
    """SV-12: a teacher knows the terms before choosing."""
    agree(offer, open_days=90, pupils_per_adult=10, late_terms="Ring til os, vi har købt mad")
    offer.refresh_from_db()
    said = terms_in_words(offer)
    assert len(said) == 5
    client = signed_in(teacher.person)
    page = client.get(offer.pages.get().url).content.decode()
    client.post(f"{reverse('bookings:start')}?tid={date.pk}", {"tid": date.pk, "comes": _comes(teacher)})
    step = client.get(f"{reverse('bookings:group')}?tid={date.pk}").content.decode()
    for sentence in said:
        assert sentence in page
        assert sentence in step
    assert adults_in_words(offer) in step


def _comes(teacher: Membership) -> str:
    return f"s{teacher.organisation.school.pk}"


def test_the_receipt_says_what_cancelling_late_means(ask: Ask, date: Occurrence, teacher: Membership) -> None:
    """In the host's own words."""
    agree(date.offer, late_terms="Ring til os, vi har købt mad")
    booking = ask(teacher)
    page = signed_in(teacher.person).get(reverse("bookings:receipt", args=[booking.reference]))
    assert "Ring til os, vi har købt mad" in page.content.decode()


Deadline = Callable[[Occurrence], Any]


@pytest.mark.parametrize(
    "deadline",
    [
        lambda date: answer_by(date, timezone.now()),
        lambda date: place_offered_until(date, timezone.now()),
        lambda date: date.closes_at,
        free_until,
    ],
)
def test_no_deadline_is_at_midnight(offer: Offer, deadline: Deadline) -> None:
    """The day that is named is the last day: 23.59, never «kl. 0.00» of the day after."""
    start = occurrence(offer, days=45).starts_at
    made = add_occurrence(offer=offer, starts_at=start.replace(hour=8), ends_at=start, capacity=1, by=None)
    assert clock(deadline(made)) == "23.59"


def test_changing_the_number_of_pupils_asks_for_the_adults_too(
    ask: Ask, date: Occurrence, teacher: Membership
) -> None:
    """One adult for every so many pupils holds afterwards as well."""
    booking = ask(teacher)
    agree(date.offer, pupils_per_adult=10)
    with pytest.raises(AdultsMissing) as refusal:
        actions.change_group_size(booking=booking, pupils=21, adults=2, by=teacher.person)
    assert refusal.value.number == 3
