"""The way to an offer as pages say it (SV-10): minutes, the last bell, the free bus."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation, OrganisationKind
from bookings.getting_there import trip_to
from bookings.models import FreeBus
from offers.models import Occurrence, Offer, OfferPage
from schools.models import School
from tests.bookings.conftest import new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.catalogue import live_offer, occurrence

pytestmark = pytest.mark.django_db
FAR = {"latitude": 55.15, "longitude": 10.61}  # 10 km north of the school: 40 minutes by bus


def a_weekday(hour: int = 9) -> datetime:
    """A coming Tuesday."""
    day = timezone.localdate() + timedelta(days=30)
    day += timedelta(days=(1 - day.weekday()) % 7)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def date_at(offer: Offer, hour: int) -> Occurrence:
    """A Tuesday's visit of two and a half hours."""
    begins = a_weekday(hour)
    return occurrence(offer, starts_at=begins, ends_at=begins + timedelta(minutes=150))


def free_bus(school: School, **facts: object) -> FreeBus:
    """A window of the school's municipality around the Tuesday."""
    place = Organisation.objects.get(
        kind=OrganisationKind.MUNICIPALITY, municipality=school.organisation.municipality_id
    )
    day = a_weekday().date()
    facts = {"first_day": day - timedelta(days=3), "last_day": day + timedelta(days=30), **facts}
    return FreeBus.objects.create(municipality=place, **facts)


@pytest.fixture
def far(offer: Offer) -> Offer:
    """The offer, far enough away for a bus."""
    OfferPage.objects.filter(offer=offer).update(**FAR)
    return offer


@pytest.fixture
def school(teacher: Membership) -> School:
    """The teacher's school."""
    made: School = teacher.organisation.school
    return made


def step_one(teacher: Membership, visit: Occurrence) -> str:
    """The first step of booking."""
    return signed_in(teacher.person).get(f"{reverse('bookings:start')}?tid={visit.pk}").content.decode()


def test_a_class_reads_how_long_it_takes_and_that_it_is_an_estimate(far: Offer, teacher: Membership) -> None:
    """SV-10: on the offer's page and in the steps; a visitor reads nothing of a school."""
    visit = date_at(far, 9)
    page = far.pages.get().get_url()
    for said in (signed_in(teacher.person).get(page).content.decode(), step_one(teacher, visit)):
        assert "Ca. 40 min. med bus" in said
        assert "Anslået ud fra postnumre" in said
    assert "min. med bus" not in Client().get(page).content.decode()


@pytest.mark.parametrize(
    ("hour", "bell", "said"),
    [
        (9, time(13), "Tilbage på skolen ca. 12.10, før sidste klokke kl. 13.00"),
        (10, time(13), "Tilbage på skolen ca. 13.10, efter sidste klokke kl. 13.00"),
        (9, None, "Tilbage på skolen ca. 12.10"),
        (12, None, "Tilbage på skolen ca. 15.10, efter kl. 14.00, hvor mange skoler slutter"),
    ],
)
def test_each_date_says_whether_the_class_is_back_before_the_last_bell(
    far: Offer, teacher: Membership, school: School, hour: int, bell: time | None, said: str
) -> None:
    """SV-10: by the school's own bell, or by the usual one, which is then called so."""
    School.objects.filter(pk=school.pk).update(last_bell=bell)
    visit = date_at(far, hour)
    assert said in step_one(teacher, visit)
    assert said in signed_in(teacher.person).get(far.pages.get().get_url()).content.decode()


def test_the_free_bus_is_marked_on_the_dates_it_fits(far: Offer, teacher: Membership, school: School) -> None:
    """SV-10: both ways, with how to use it; a school elsewhere sees nothing of it."""
    visit = date_at(far, 9)
    free_bus(school, note="Vis klassens kort til chaufføren")
    said = step_one(teacher, visit)
    assert "Gratis bus begge veje" in said
    assert "Vis klassens kort til chaufføren" in said
    elsewhere = new_school("Fjernskolen")
    Organisation.objects.filter(pk=elsewhere.organisation_id).update(municipality="dk-0101")
    assert "Gratis bus" not in step_one(teacher_at(elsewhere), visit)


@pytest.mark.parametrize(
    ("window", "out", "home"),
    [
        ({}, True, True),
        ({"from_time": time(8, 20)}, True, True),
        ({"from_time": time(8, 21)}, False, True),
        ({"until_time": time(12)}, True, False),
        ({"from_time": time(9), "until_time": time(12)}, False, False),
        ({"weekdays": [1]}, True, True),
        ({"weekdays": [0, 2]}, False, False),
        ({"last_day": -1}, False, False),
    ],
)
def test_a_ride_is_free_when_all_of_it_lies_in_the_window(
    far: Offer, school: School, window: dict[str, object], out: bool, home: bool
) -> None:
    """Leaving 8.20, there 9.00; leaving 11.30, back 12.10."""
    if "last_day" in window:
        window = {"last_day": a_weekday().date() - timedelta(days=1)}
    free_bus(school, **window)
    trip = trip_to(far, school)
    assert trip is not None
    day = trip.day_out(date_at(far, 9))
    assert (day.free_out is not None, day.free_home is not None) == (out, home)


def test_who_walks_needs_no_free_bus(offer: Offer, school: School) -> None:
    """The host next door."""
    free_bus(school)
    trip = trip_to(offer, school)
    assert trip is not None
    assert trip.day_out(date_at(offer, 9)).free_bus is None


def test_a_day_off_has_no_bell(far: Offer, school: School) -> None:
    """Saturday."""
    begins = a_weekday() + timedelta(days=4)
    visit = occurrence(far, starts_at=begins, ends_at=begins + timedelta(hours=8))
    trip = trip_to(far, school)
    assert trip is not None
    assert trip.day_out(visit).bell is None
    assert not trip.day_out(visit).is_late


def test_the_bell_rings_by_the_clock_on_the_wall_in_summer_too(far: Offer, school: School) -> None:
    """Two days around the change to summer time: 14.00 is 14.00."""
    for day in (date(2027, 3, 26), date(2027, 3, 29)):
        begins = timezone.make_aware(datetime.combine(day, time(9)))
        trip = trip_to(far, school)
        assert trip is not None
        bell = trip.day_out(occurrence(far, starts_at=begins, ends_at=begins + timedelta(hours=2))).bell
        assert bell is not None
        assert timezone.localtime(bell).hour == 14


def test_a_place_without_coordinates_is_found_by_postcode_then_by_municipality(far: Offer, school: School) -> None:
    """The coarser it is, the more is said."""
    Organisation.objects.filter(pk=school.organisation_id).update(latitude=None, longitude=None, postcode="5700")
    by_postcode = trip_to(far, School.objects.get(pk=school.pk))
    Organisation.objects.filter(pk=school.organisation_id).update(postcode="")
    by_town = trip_to(far, School.objects.get(pk=school.pk))
    assert by_postcode is not None
    assert by_town is not None
    assert (by_postcode.is_rough, by_town.is_rough) == (False, True)


@pytest.mark.parametrize("form", ["guest_teacher", "online"])
def test_nobody_travels_where_the_host_comes_or_the_visit_is_online(school: School, offer: Offer, form: str) -> None:
    """No way, no bell, no bus."""
    assert trip_to(live_offer(offer.host, form=form), school) is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_offers_page_asks_as_often_for_three_dates_and_windows_as_for_one(
    far: Offer, teacher: Membership, school: School, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    """One literal number."""
    for n in range(number):
        occurrence(far, days=40 + n)
        free_bus(school, note=str(n))
    client, url = signed_in(teacher.person), far.pages.get().get_url()
    client.get(url)
    with django_assert_num_queries(30):
        client.get(url)
