"""What a person is to a wish for a day: both sides read it, and the municipality once nobody has answered."""

from dataclasses import dataclass

from accounts.models import Membership, User
from accounts.models.membership import COMPANY_ROLES, FOR_ALL_CLASSES, MUNICIPAL_ROLES, SCHOOL_ROLES
from bookings.models import VisitRequest


@dataclass(frozen=True)
class WishStanding:
    """`answers` for the host, `asks` for the school, or only reads, `at_school` or in the municipality."""

    sees: bool
    at_school: bool
    answers: bool
    asks: bool


def standing_to_wish(person: User, wish: VisitRequest) -> WishStanding:
    """By all the person's active memberships: mails lead here whatever desk they work at. One query."""
    rows = list(Membership.objects.active().filter(person=person).select_related("organisation"))
    answers = any(_works(row, wish.offer.host_id) and row.role in COMPANY_ROLES for row in rows)
    at_school = [row for row in rows if _works(row, wish.school.organisation_id) and row.role in SCHOOL_ROLES]
    asks = any(row.role in FOR_ALL_CLASSES or wish.contact_id == person.pk for row in at_school)
    sees = answers or bool(at_school) or _helps(rows, wish)
    return WishStanding(sees=sees, at_school=bool(at_school), answers=answers, asks=asks)


def _works(row: Membership, organisation_id: int) -> bool:
    return row.organisation_id == organisation_id


def _helps(rows: list[Membership], wish: VisitRequest) -> bool:
    """The municipality of the host, once it has been told that nobody answers."""
    place = wish.offer.host.municipality_id
    here = (row.role in MUNICIPAL_ROLES and row.organisation.municipality_id == place for row in rows)
    return wish.escalated_at is not None and any(here)
