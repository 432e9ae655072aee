"""The demo portal: all of it, the same each time, and true to the rules of the site."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Organisation, OrganisationKind
from bookings.models import Booking, BookingState
from bookings.places import differences
from companies.models import Company
from content.models import MunicipalityPage, StoryPage, StrategyPage
from demo.reading import offers, rows
from offers.models import Occurrence, Offer, OfferPage
from reference.cvr import is_valid_cvr
from schools.models import School

STATES_SHOWN = {
    BookingState.PENDING,
    BookingState.CONFIRMED,
    BookingState.DECLINED,
    BookingState.CANCELLED,
    BookingState.EXPIRED,
    BookingState.ATTENDED,
    BookingState.NO_SHOW,
}


def counts() -> dict[str, int]:
    models = (Organisation, Company, School, Offer, OfferPage, Occurrence, Booking)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.django_db
def test_the_whole_portal_is_built_and_a_second_time_changes_nothing() -> None:
    """40 companies, 60 schools, 150 offers of which 20 and more in Swedish and English, bookings in every state."""
    call_command("load_demo", stdout=StringIO())
    made = counts()
    assert (made["Company"], made["School"], made["Offer"]) == (40, 60, 150)
    texts = Counter(OfferPage.objects.live().values_list("locale__language_code", flat=True))
    assert texts["da"] == 150
    assert texts["sv"] >= 20
    assert texts["en"] >= 20
    assert set(Booking.objects.values_list("state", flat=True)) >= STATES_SHOWN
    assert differences() == []
    _look_at_municipalities()
    call_command("load_demo", stdout=StringIO())
    assert counts() == made


def _look_at_municipalities() -> None:
    """Three, each with logo, accent, strategy and a story."""
    places = MunicipalityPage.objects.live().filter(
        locale__language_code="da", organisation__municipality__is_invented=True
    )
    assert places.count() == Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY).count() == 3
    for place in places:
        assert place.logo_svg
        assert place.accent
        assert StrategyPage.objects.child_of(place).live().exists()
        assert StoryPage.objects.descendant_of(place).live().exists()


def test_what_is_written_fits_together() -> None:
    """Offers name companies that exist, numbers of companies are possible, nothing is named twice."""
    companies = {row["key"] for row in rows("companies")}
    assert {row["company"] for row in offers()} <= companies
    assert all(is_valid_cvr(row["cvr"]) for row in rows("companies"))
    for names in (
        [row["external_id"] for row in offers()],
        [row["cvr"] for row in rows("companies")],
        [row["key"] for row in rows("schools")],
        [row["institution_number"] for row in rows("schools")],
        [row["da"]["title"] for row in offers()],
    ):
        assert len(names) == len(set(names))
