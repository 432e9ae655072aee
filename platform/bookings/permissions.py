"""Small questions about what a person may do with a booking."""

from dataclasses import dataclass

from accounts.models import Membership, User
from accounts.permissions import acts_for_all_classes, works_in_company, works_in_school
from bookings.models import Booking, BookingState
from bookings.models.booking import HOLDING_PLACES


@dataclass(frozen=True)
class Standing:
    """What a person is to a booking, by all their active memberships: mails lead here whatever desk they work at."""

    at_school: Membership | None
    at_host: Membership | None

    @property
    def sees(self) -> bool:
        """Colleagues at the school and at the host may read it."""
        return self.at_school is not None or self.hosts

    @property
    def hosts(self) -> bool:
        """A member of the company that receives the class."""
        return self.at_host is not None


def standing_of(person: User, booking: Booking) -> Standing:
    """Ask once what a person is to a booking."""
    school, host = booking.school.organisation_id, booking.occurrence.offer.host_id
    rows = Membership.objects.active().filter(person=person, organisation__in=[school, host])
    own = {row.organisation_id: row for row in rows}
    at_school, at_host = own.get(school), own.get(host)
    return Standing(
        at_school=at_school if works_in_school(at_school) else None,
        at_host=at_host if works_in_company(at_host) else None,
    )


def acts_for_school(standing: Standing, booking: Booking) -> bool:
    """The teacher who booked, those who lead the school, and its learning centre."""
    own = standing.at_school
    return own is not None and (acts_for_all_classes(own) or booking.contact_id == own.person_id)


def shows_host_phone(state: str) -> bool:
    """The teacher has the host's number once the visit is agreed."""
    return state in {BookingState.CONFIRMED, BookingState.ATTENDED}


def shows_teacher_phone(state: str) -> bool:
    """The host has the teacher's number while the class holds places."""
    return state in HOLDING_PLACES
