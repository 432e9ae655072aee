"""Small questions about who may do what with a booking."""

from accounts.models import Membership
from accounts.permissions import leads_school, works_in_company, works_in_school
from bookings.models import Booking


def may_book(membership: Membership | None) -> bool:
    """A member of a school whose leaders have not said no."""
    return membership is not None and works_in_school(membership) and membership.may_book


def acts_for_school(membership: Membership | None, booking: Booking) -> bool:
    """The teacher who booked, and those who lead the school."""
    if membership is None or not works_in_school(membership):
        return False
    same = membership.organisation_id == booking.school.organisation_id
    return same and (leads_school(membership) or booking.contact_id == membership.person_id)


def hosts(membership: Membership | None, booking: Booking) -> bool:
    """A member of the company that receives the class."""
    return works_in_company(membership) and membership is not None and (
        membership.organisation_id == booking.occurrence.offer.host_id
    )


def sees(membership: Membership | None, booking: Booking) -> bool:
    """Colleagues at the school and the host may read it."""
    if membership is None:
        return False
    at_school = works_in_school(membership) and membership.organisation_id == booking.school.organisation_id
    return at_school or hosts(membership, booking)
