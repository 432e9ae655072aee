"""Moving, handing over, other numbers, several classes at once, and what a host does with a whole date."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from accounts.models import Membership
from bookings import actions
from bookings.actions import ClassFacts, NotAllFit
from bookings.checking import findings
from bookings.models import Booking
from bookings.places import differences
from bookings.refusals import AdultsMissing, MoveUnderWay, NotAColleague, NotMovable, OccurrenceFull
from offers.actions.dates import FewerThanTaken
from offers.models import CapacityUnit, Occurrence, Offer, Resource, ResourceUse
from offers.resources import ResourceTaken, assign
from outbox.models import Message
from tests.bookings.conftest import FACTS, Ask, new_school, teacher_at
from tests.factories.catalogue import occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(offer: Offer) -> Occurrence:
    """Another date of the same offer, with room for one class."""
    return occurrence(offer, days=37, capacity=1)


def taken(*dates: Occurrence) -> list[int]:
    for date in dates:
        date.refresh_from_db()
    return [date.taken for date in dates]


def wait_for(date: Occurrence, teacher: Membership, label: str) -> Booking:
    assert teacher.person is not None
    [entry] = actions.join_waiting_list(
        occurrence_ids=[date.pk],
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, "label": label}),
        idempotency_key=uuid4(),
        by=teacher.person,
    )
    return entry


def kinds() -> set[str]:
    return set(Message.objects.values_list("kind", flat=True))


def test_an_agreed_visit_moves_when_the_host_says_yes(
    ask: Ask, date: Occurrence, other: Occurrence, teacher: Membership, host: Membership
) -> None:
    """The new place is held meanwhile, the old one is not freed before; one calendar entry throughout."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    before = booking.sequence
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    wish = Booking.objects.get(moves=booking)
    assert taken(date, other) == [1, 1]
    assert differences() == []
    with pytest.raises(MoveUnderWay):
        actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    actions.confirm(booking=wish, by=host.person)
    booking.refresh_from_db()
    assert booking.occurrence == other
    assert booking.sequence > before
    assert taken(date, other) == [0, 1]
    assert not Booking.objects.filter(moves=booking).exists()
    assert {"booking_move_asked_of_host", "booking_moved", "booking_moved_for_host"} <= kinds()


def test_a_host_who_says_no_leaves_the_visit_where_it_was(
    ask: Ask, date: Occurrence, other: Occurrence, teacher: Membership, host: Membership
) -> None:
    """The class never loses its visit by asking."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    actions.decline(booking=Booking.objects.get(moves=booking), reason="Ferie", by=host.person)
    booking.refresh_from_db()
    assert (booking.state, booking.occurrence) == ("confirmed", date)
    assert taken(date, other) == [1, 0]
    assert "booking_not_moved" in kinds()
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)  # and may ask again
    assert taken(date, other) == [1, 1]


def test_without_approval_it_moves_at_once(ask: Ask, date: Occurrence, other: Occurrence, teacher: Membership) -> None:
    """And the place that is freed goes to who waits there."""
    Offer.objects.update(approval_required=False)
    booking = ask(teacher)
    assert actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person).occurrence == other
    assert taken(date, other) == [0, 1]
    with pytest.raises(OccurrenceFull):
        actions.move_booking(booking=ask(teacher, label="7.C"), occurrence_id=other.pk, by=teacher.person)
    assert differences() == []


def test_a_host_who_wants_to_move_asks_the_school(
    ask: Ask, date: Occurrence, other: Occurrence, teacher: Membership, host: Membership
) -> None:
    """Whether or not the offer needs approval."""
    Offer.objects.update(approval_required=False)
    booking = ask(teacher)
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=host.person, as_host=True)
    booking.refresh_from_db()
    assert booking.occurrence == date
    assert "booking_move_asked" in kinds()
    actions.agree_to_move(booking=booking, by=teacher.person)
    booking.refresh_from_db()
    assert booking.occurrence == other


def test_a_wish_to_move_lapses_and_a_cancelled_visit_takes_it_along(
    ask: Ask, date: Occurrence, other: Occurrence, teacher: Membership, host: Membership
) -> None:
    """Nothing stays held for nobody."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    Booking.objects.filter(moves=booking).update(expires_at=booking.created_at - timedelta(days=1))
    actions.sweep()
    assert taken(date, other) == [1, 0]
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    actions.cancel_by_school(booking=booking, by=teacher.person)
    assert taken(date, other) == [0, 0]
    assert differences() == []


def test_a_visit_that_once_stood_in_line_moves_to_a_date_with_a_line_of_its_own(
    ask: Ask, offer: Offer, teacher: Membership
) -> None:
    """Its old position means nothing on the new date, where another class has the same one."""
    offer.approval_required = False
    offer.save()
    old, new = (occurrence(offer, days=days, capacity=1) for days in (40, 41))
    first = [ask(teacher, on=date, label="1.a") for date in (old, new)]
    lines = [wait_for(date, teacher, label) for date, label in ((old, "1.b"), (new, "1.c"))]
    for booking in [*first, lines[1]]:
        actions.cancel_by_school(booking=booking, by=teacher.person)
    offered = actions.accept_place(booking=lines[0], by=teacher.person)
    moved = actions.move_booking(booking=offered, occurrence_id=new.pk, by=teacher.person)
    moved.refresh_from_db()
    assert (moved.occurrence, moved.position) == (new, None)
    assert taken(old, new) == [0, 1]
    assert findings() == []


def test_what_was_moved_meanwhile_is_ended_where_it_is_now(
    ask: Ask, offer: Offer, date: Occurrence, other: Occurrence, teacher: Membership
) -> None:
    """Somebody still has the page that shows the old date; cancelling there frees the new one."""
    offer.approval_required = False
    offer.save()
    booking, bystander = ask(teacher), ask(teacher, label="7.C")
    as_shown = Booking.objects.get(pk=booking.pk)
    actions.move_booking(booking=booking, occurrence_id=other.pk, by=teacher.person)
    ended = actions.cancel_by_school(booking=as_shown, by=teacher.person)
    assert (ended.occurrence, ended.state) == (other, "cancelled")
    assert taken(date, other) == [1, 0]
    assert bystander.state == "confirmed"
    assert findings() == []


def test_another_offer_is_no_place_to_move_to(ask: Ask, teacher: Membership, date: Occurrence) -> None:
    """Nor the date it has."""
    booking = ask(teacher)
    with pytest.raises(NotMovable):
        actions.move_booking(booking=booking, occurrence_id=date.pk, by=teacher.person)


def test_a_colleague_takes_over(ask: Ask, teacher: Membership, host: Membership) -> None:
    """Both are told, and the host; a stranger cannot."""
    booking = actions.confirm(booking=ask(teacher), by=host.person)
    colleague = teacher_at(teacher.organisation.school, person__phone="55 00 33 33")
    assert teacher.person is not None
    actions.hand_over(booking=booking, to=colleague.person, by=teacher.person)
    booking.refresh_from_db()
    assert (booking.contact, booking.contact_phone) == (colleague.person, "55 00 33 33")
    assert {"booking_handed_to_you", "booking_handed_on", "booking_new_contact"} <= kinds()
    with pytest.raises(NotAColleague):
        actions.hand_over(booking=booking, to=teacher_at(new_school("Anden")).person, by=teacher.person)


def test_more_pupils_only_while_there_is_room(ask: Ask, offer: Offer, teacher: Membership, host: Membership) -> None:
    """Fewer frees places at once."""
    hall = occurrence(offer, days=30, capacity=30, unit=CapacityUnit.PUPILS)
    booking = ask(teacher, on=hall, pupils=20)
    actions.change_group_size(booking=booking, pupils=28, adults=2, by=teacher.person)
    assert taken(hall) == [28]
    with pytest.raises(OccurrenceFull):
        actions.change_group_size(booking=booking, pupils=31, adults=2, by=teacher.person)
    actions.change_group_size(booking=booking, pupils=10, adults=2, by=teacher.person)
    assert taken(hall) == [10]
    assert differences() == []
    Offer.objects.update(pupils_per_adult=5)
    with pytest.raises(AdultsMissing) as refusal:
        actions.change_group_size(booking=booking, pupils=12, adults=2, by=teacher.person)
    assert refusal.value.number == 3


CLASSES = [ClassFacts(**{**FACTS, "label": label}) for label in ("4.A", "4.B", "4.C")]


def several(teacher: Membership, dates: list[Occurrence], *, whole: bool, key: UUID | None = None) -> list[Booking]:
    assert teacher.person is not None
    found = actions.request_several(
        occurrence_ids=[date.pk for date in dates],
        school=teacher.organisation.school,
        classes=CLASSES,
        all_or_nothing=whole,
        idempotency_key=key or uuid4(),
        by=teacher.person,
    )
    return found.booked


def test_several_classes_fill_the_first_date_then_the_next(
    date: Occurrence, other: Occurrence, teacher: Membership
) -> None:
    """The same sending twice books once."""
    key = uuid4()
    booked = several(teacher, [date, other], whole=True, key=key)
    assert [row.occurrence_id for row in booked] == [date.pk, date.pk, other.pk]
    assert several(teacher, [date, other], whole=True, key=key) == booked
    assert taken(date, other) == [2, 1]


def test_all_or_nothing_leaves_nothing_behind(date: Occurrence, teacher: Membership) -> None:
    """As many as fit takes what there is."""
    with pytest.raises(NotAllFit) as refusal:
        several(teacher, [date], whole=True)
    assert [facts.label for facts, _why in refusal.value.why] == ["4.C"]
    assert not Booking.objects.exists()
    assert taken(date) == [0]
    assert len(several(teacher, [date], whole=False)) == 2
    assert differences() == []


def test_lowering_places_below_those_taken_is_refused(
    ask: Ask, date: Occurrence, teacher: Membership, host: Membership
) -> None:
    """A10: the number taken is in the refusal; raising them offers places to who waits."""
    ask(teacher)
    ask(teacher, label="7.C")
    with pytest.raises(FewerThanTaken) as refusal:
        actions.change_capacity(occurrence=date, capacity=1, by=host.person)
    assert refusal.value.taken == 2
    assert teacher.person is not None
    entry = actions.join_waiting_list(
        occurrence_ids=[date.pk],
        school=teacher.organisation.school,
        facts=ClassFacts(**{**FACTS, "label": "7.D"}),
        idempotency_key=uuid4(),
        by=teacher.person,
    )[0]
    assert actions.change_capacity(occurrence=date, capacity=3, by=host.person) == [entry]


def test_moving_a_date_tells_everybody_and_makes_cancelling_free(
    ask: Ask, date: Occurrence, teacher: Membership, host: Membership
) -> None:
    """A10: N of N."""
    actions.confirm(booking=ask(teacher), by=host.person)
    ask(teacher, label="7.C")
    starts_at = date.starts_at + timedelta(days=2)
    told = actions.move_occurrence(
        occurrence=date, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), reason="Messe", by=host.person
    )
    date.refresh_from_db()
    assert len(told) == Message.objects.filter(kind="booking_date_moved").count() == 2
    assert (date.starts_at, date.cancel_by) == (starts_at, starts_at)


def test_one_guide_is_not_in_two_places(offer: Offer) -> None:
    """The constraint on PostgreSQL and the question before say the same."""
    guide = Resource.objects.create(host=offer.host, name="Ingrid")
    first, second = occurrence(offer, days=30, hour=9), occurrence(offer, days=30, hour=10)
    assign(first, [guide])
    with pytest.raises(ResourceTaken) as refusal:
        assign(second, [guide])
    assert refusal.value.use is not None
    assert refusal.value.use.occurrence == first
    assign(first, [])
    assign(second, [guide])
    assert ResourceUse.objects.get().occurrence == second
