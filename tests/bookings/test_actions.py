"""The rules of taking places, one after the other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Membership
from bookings import actions, refusals
from bookings.models import Booking, BookingState
from bookings.places import differences, room_now
from offers.models import CapacityUnit, Occurrence, Offer, OfferState
from outbox.models import Message
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    """The kinds of messages written, in order."""
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_a_request_holds_its_place_until_the_host_answers(
    ask: Ask, teacher: Membership, host: Membership, date: Occurrence
) -> None:
    """Pending holds a place and has a deadline; both sides have it in writing."""
    booking = ask(teacher)
    date.refresh_from_db()
    assert (booking.state, date.taken) == (BookingState.PENDING, 1)
    assert booking.expires_at is not None
    assert timezone.now() < booking.expires_at <= date.starts_at
    assert kinds() == ["booking_requested", "booking_received"]
    assert differences() == []


def test_the_host_says_yes_and_both_get_the_visit_into_their_calendars(
    ask: Ask, teacher: Membership, host: Membership
) -> None:
    """SV-33: a valid .ics with a stable UID goes to both."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    assert booking.state == BookingState.CONFIRMED
    confirmed, agreed = Message.objects.get(kind="booking_confirmed"), Message.objects.get(kind="booking_agreed")
    assert (confirmed.recipient, agreed.recipient) == (teacher.person, host.person)
    event = Calendar.from_ical(confirmed.calendar).walk("VEVENT")[0]
    assert event["UID"] == f"booking-{booking.reference.lower()}@skolebro"
    assert event["DTSTART"].dt == booking.occurrence.starts_at.replace(microsecond=0)


def test_where_the_host_wants_no_questions_the_visit_is_agreed_at_once(
    ask: Ask, teacher: Membership, offer: Offer
) -> None:
    """Instant confirmation, per offer."""
    Offer.objects.filter(pk=offer.pk).update(approval_required=False)
    booking = ask(teacher)
    assert (booking.state, booking.expires_at) == (BookingState.CONFIRMED, None)


def test_no_frees_the_place_and_tells_why(ask: Ask, teacher: Membership, host: Membership, date: Occurrence) -> None:
    """The reason is in the mail."""
    actions.decline(booking=ask(teacher), reason="Vi har inspektion", by=host.person)
    date.refresh_from_db()
    assert date.taken == 0
    assert Message.objects.get(kind="booking_declined").payload["reason"] == "Vi har inspektion"
    assert differences() == []


def test_a_full_date_takes_nobody_more(ask: Ask, teacher: Membership) -> None:
    """Two classes fit, the third does not."""
    ask(teacher, label="7.A")
    ask(teacher, label="7.B")
    with pytest.raises(refusals.OccurrenceFull):
        ask(teacher, label="7.C")
    assert Booking.objects.count() == 2


def test_places_may_be_counted_in_pupils(ask: Ask, teacher: Membership, offer: Offer) -> None:
    """A class takes as many places as it has pupils."""
    hall = occurrence(offer, days=31, capacity=40, unit=CapacityUnit.PUPILS)
    assert ask(teacher, on=hall, pupils=24).places == 24
    with pytest.raises(refusals.OccurrenceFull) as full:
        ask(teacher, on=hall, label="7.C", pupils=17)
    assert full.value.left == 16


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"pupils": 29}, refusals.GroupTooLarge),
        ({"pupils": 5}, refusals.GroupTooSmall),
        ({"adults": 1}, refusals.AdultsMissing),
    ],
)
def test_the_offers_terms_hold(
    ask: Ask, teacher: Membership, offer: Offer, facts: dict[str, int], error: type[Exception]
) -> None:
    """Refused early, by the rule's own name, and nothing is taken."""
    Offer.objects.filter(pk=offer.pk).update(min_pupils=10, max_pupils=28, adults_required=2)
    with pytest.raises(error):
        ask(teacher, **facts)
    assert differences() == []


def test_a_withdrawn_offer_a_cancelled_date_and_a_late_request_are_refused(
    ask: Ask, teacher: Membership, offer: Offer, date: Occurrence, host: Membership
) -> None:
    """In the order in which they are told."""
    late = occurrence(offer, days=2, closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(refusals.BookingClosed):
        ask(teacher, on=late)
    actions.cancel_occurrence(occurrence=late, reason="Storm", by=host.person)
    with pytest.raises(refusals.OccurrenceCancelled):
        ask(teacher, on=late)
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.WITHDRAWN)
    with pytest.raises(refusals.OfferClosed):
        ask(teacher)


def test_a_class_asks_once_and_two_classes_of_the_same_name_never_meet(ask: Ask, teacher: Membership) -> None:
    """The key is the class of the school, never its name."""
    ask(teacher)
    with pytest.raises(refusals.AlreadyBooked):
        ask(teacher)
    assert ask(teacher_at(new_school())).group.label == "7.B"


def test_the_same_submission_twice_is_one_booking(ask: Ask, teacher: Membership) -> None:
    """Same key and answers: the same booking; other answers: refused."""
    key = uuid4()
    first = ask(teacher, key=key)
    assert ask(teacher, key=key).pk == first.pk
    with pytest.raises(refusals.KeyReused):
        ask(teacher, key=key, pupils=12)
    assert Booking.objects.count() == 1
    assert len(kinds()) == 1


def test_who_may_not_book_does_not(ask: Ask, teacher: Membership) -> None:
    """The school's leaders have the last word."""
    Membership.objects.filter(pk=teacher.pk).update(may_book=False)
    with pytest.raises(refusals.MayNotBook):
        ask(teacher)


def test_a_lapsed_request_frees_its_place_for_the_next_who_asks(
    ask: Ask, teacher: Membership, date: Occurrence
) -> None:
    """Settled under the lock, and told to the one who waited."""
    first, second = ask(teacher, label="7.A"), ask(teacher, label="7.B")
    Booking.objects.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    date.refresh_from_db()
    assert room_now([date], timezone.now())[date.pk].left == 1
    third = ask(teacher, label="7.C")
    first.refresh_from_db()
    assert (first.state, second.state, third.state) == ("expired", "pending", "pending")
    assert kinds().count("booking_expired") == 1
    assert differences() == []


def test_the_sweeper_settles_what_nobody_looks_at(ask: Ask, teacher: Membership, host: Membership) -> None:
    """Once, however often it comes round; an answer after that is refused."""
    booking = ask(teacher)
    Booking.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert (actions.sweep(), actions.sweep()) == (1, 0)
    with pytest.raises(refusals.NotPending):
        actions.confirm(booking=booking, by=host.person)
    assert differences() == []


def test_cancelling_frees_the_place_and_takes_the_visit_out_of_the_calendars(
    ask: Ask, teacher: Membership, host: Membership, date: Occurrence
) -> None:
    """METHOD:CANCEL with a higher SEQUENCE, to both sides, once."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    actions.cancel_by_school(booking=booking, by=teacher.person)
    date.refresh_from_db()
    assert date.taken == 0
    calendar = Calendar.from_ical(Message.objects.get(kind="booking_cancelled").calendar)
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["SEQUENCE"] == 1
    with pytest.raises(refusals.AlreadyEnded):
        actions.cancel_by_school(booking=booking, by=teacher.person)
    assert kinds().count("booking_cancelled_by_school") == 1


def test_a_host_who_cancels_says_why_and_everybody_is_told(
    ask: Ask, teacher: Membership, host: Membership, date: Occurrence
) -> None:
    """A whole date: each class, pending or agreed."""
    ask(teacher, label="7.A")
    actions.confirm(booking=ask(teacher, label="7.B"), by=host.person)
    with pytest.raises(refusals.ReasonMissing):
        actions.cancel_occurrence(occurrence=date, reason=" ", by=host.person)
    assert len(actions.cancel_occurrence(occurrence=date, reason="Bassinet er under reparation", by=host.person)) == 2
    assert kinds().count("booking_cancelled_by_host") == 2
    assert differences() == []
