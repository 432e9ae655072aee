"""The way from a school to an offer, estimated from postcodes and municipalities: no service is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import get_language

from accounts.models import Organisation
from bookings.days_out import DayOut, day_out, free_buses_for
from bookings.models import FreeBus
from bookings.slots import Slot
from bookings.where import facts_of
from offers.models import Occurrence, Offer
from offers.models.offer import FORMS_AT_SCHOOL, FORMS_WITHOUT_PLACE
from reference.geography import Point, distance_km
from reference.models import Postcode
from reference.travel import Means, Travel, travel_times, usual_travel
from schools.models import School


class Spot(NamedTuple):
    """Where something is; `is_rough` when only its municipality is known."""

    point: Point
    is_rough: bool = False


@dataclass(frozen=True)
class Trip:
    """The way from a school to where an offer happens, and the free buses its classes may take."""

    school: School
    km: float
    is_rough: bool
    windows: tuple[FreeBus, ...] = ()

    @property
    def times(self) -> list[Travel]:
        """Every means that makes sense."""
        return travel_times(self.km)

    @property
    def usual(self) -> Travel:
        """The one that days are reckoned by."""
        return usual_travel(self.km)

    def day_out(self, occurrence: Occurrence) -> DayOut:
        """One date; who walks needs no free bus."""
        windows = self.windows if self.usual.means == Means.BUS else ()
        return day_out(occurrence, school=self.school, minutes=self.usual.minutes, windows=windows)


@dataclass(frozen=True)
class WayThere:
    """What a page says of the way: what the host writes, and what is reckoned where both places are known."""

    text: str
    trip: Trip | None
    out: DayOut | None


def way_there(offer: Offer, trip: Trip | None, occurrence: Occurrence) -> WayThere:
    """The way to one date."""
    page = offer.page_in(get_language() or offer.first_language)
    return WayThere(page.transport if page else "", trip, trip.day_out(occurrence) if trip else None)


def trip_to(offer: Offer, school: School) -> Trip | None:
    """The way there; None where nobody travels or a place is not known. One query where both have coordinates."""
    here, there = _spot_of(school.organisation), _spot_of_offer(offer)
    if here is None or there is None:
        return None
    is_rough = here.is_rough or there.is_rough
    return Trip(school, distance_km(here.point, there.point), is_rough, tuple(free_buses_for(school)))


def with_days_out(slots: Iterable[Slot], trip: Trip | None) -> list[Slot]:
    """Dates, each with its day as seen from the school."""
    return [replace(slot, day_out=trip.day_out(slot.occurrence)) if trip else slot for slot in slots]


def _spot_of_offer(offer: Offer) -> Spot | None:
    """Where the class goes: the offer's own place, else the host's."""
    page = facts_of(offer)
    if page is None or page.form in FORMS_WITHOUT_PLACE | FORMS_AT_SCHOOL:
        return None
    country = offer.host.municipality.country if offer.host.municipality else "DK"
    own = _point(page.latitude, page.longitude)
    return Spot(own) if own else _centre_of(page.postcode, country) or _spot_of(offer.host)


def _spot_of(organisation: Organisation) -> Spot | None:
    """Its coordinates, else the centre of its postcode, else of its municipality."""
    own, place = _point(organisation.latitude, organisation.longitude), organisation.municipality
    if own:
        return Spot(own)
    rough = _point(place.latitude, place.longitude) if place else None
    centre = _centre_of(organisation.postcode, place.country if place else "DK")
    return centre or (Spot(rough, is_rough=True) if rough else None)


def _centre_of(code: str, country: str) -> Spot | None:
    found = Postcode.objects.filter(country=country, code=code.strip()).first() if code.strip() else None
    return Spot(Point(found.latitude, found.longitude)) if found else None


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)
