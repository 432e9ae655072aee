"""The pages of a wish for a day: suggesting, answering, the desks; without JavaScript, signed in and not."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation, OrganisationKind, Role
from bookings.models import Booking, VisitRequest
from offers.models import Occurrence, Offer, OfferState
from tests.bookings.conftest import new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory
from tests.factories.catalogue import host_in, live_offer, occurrence
from tests.factories.wishes import at, wish_for

pytestmark = pytest.mark.django_db
KEY = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
CLASS = {
    "label": "7.B",
    "grade": "7",
    "pupils": "24",
    "adults": "2",
    "phone": "55001298",
    "needs": "Vi har haft strøm",
}


def day(days: int) -> str:
    """A day as the form sends it."""
    return timezone.localtime(at(days, 9)).date().isoformat()


def answers(teacher: Membership, **facts: str) -> dict[str, Any]:
    """The whole form, filled with one window unless told otherwise; whatever the calendar says of it."""
    window = {"day1": day(40), "begins1": "9.00", "ends1": "13.00"}
    school = str(teacher.organisation.school.pk)
    return {"key": KEY, "school": school, "anyway": "on", **window, **CLASS, **facts}


@pytest.fixture
def url(offer: Offer) -> str:
    """Where a day is suggested."""
    return reverse("bookings:wish_new", args=[offer.pk])


@pytest.fixture
def wish(offer: Offer, teacher: Membership, host: Membership) -> VisitRequest:
    """7.B could come on one of two mornings."""
    return wish_for(offer, teacher, needs="En elev bruger kørestol")


def page_of(wish: VisitRequest) -> str:
    return reverse("bookings:wish", args=[wish.reference])


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_teacher_suggests_days_in_one_form(teacher: Membership, url: str) -> None:
    """With what is known filled in; the button pressed twice sends once."""
    client = signed_in(teacher.person)
    assert 'value="55 00 12 98"' in text(client, url)
    sent = answers(teacher, day2=day(41), begins2="10", ends2="12.30")
    response = client.post(url, sent)
    wish = VisitRequest.objects.get()
    assert response["Location"] == page_of(wish)
    assert client.post(url, sent)["Location"] == page_of(wish)
    assert [(row.starts_at, row.ends_at.minute) for row in wish.windows.all()] == [(at(40, 9), 0), (at(41, 10), 30)]
    assert (wish.group.label, wish.contact_phone) == ("7.B", "55 00 12 98")
    page = text(client, page_of(wish))
    assert "Awaits" not in page
    assert "Vi har haft strøm" in page
    assert client.session.get("wish") is None


def test_nothing_typed_is_lost_when_an_answer_is_wrong(teacher: Membership, url: str) -> None:
    """A half window, a past day, crossed times; each with its sentence, the rest as typed."""
    client = signed_in(teacher.person)
    wrong = answers(teacher, day1=day(-2), day2=day(41), begins3="9", ends3="8", day3=day(42), pupils="mange")
    response = client.post(url, wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"day1", "begins2", "ends2", "ends3", "pupils"}
    for page in (response.content.decode(), text(client, url)):
        for kept in ("Vi har haft strøm", "mange", day(41)):
            assert kept in page
    assert not VisitRequest.objects.exists()


def test_what_was_typed_signed_out_is_there_after_signing_in(teacher: Membership, url: str) -> None:
    """The way leads through the sign-in page and back to the form with its answers."""
    client = Client()
    response = client.post(url, answers(teacher))
    assert response["Location"].startswith(reverse("account_login"))
    assert not VisitRequest.objects.exists()
    assert teacher.person is not None
    client.force_login(teacher.person)
    page = text(client, url)
    assert "Vi har haft strøm" in page
    assert day(40) in page
    assert KEY in page


def test_only_schools_suggest_days(host: Membership, url: str) -> None:
    """A company is told where to join."""
    assert signed_in(host.person).get(url).status_code == 403


@pytest.mark.parametrize("facts", [{"takes_wishes": False}, {"state": OfferState.PAUSED}])
def test_an_offer_that_takes_no_wishes_says_so(
    teacher: Membership, offer: Offer, url: str, facts: dict[str, Any]
) -> None:
    """Whoever still has the address."""
    Offer.objects.filter(pk=offer.pk).update(**facts)
    assert signed_in(teacher.person).post(url, answers(teacher)).status_code == 409
    assert not VisitRequest.objects.exists()


def test_an_offer_that_never_was_is_not_found(teacher: Membership) -> None:
    """Nor one without a live page."""
    draft = Offer.objects.create(host=host_in(), first_language="da")
    for pk in (999999, draft.pk):
        assert signed_in(teacher.person).get(reverse("bookings:wish_new", args=[pk])).status_code == 404


def test_a_class_that_asked_already_is_shown_its_wish(wish: VisitRequest, teacher: Membership, url: str) -> None:
    """Instead of a second one."""
    response = signed_in(teacher.person).post(url, answers(teacher))
    assert response["Location"] == page_of(wish)
    assert VisitRequest.objects.count() == 1


def test_a_school_of_ones_own_only(teacher: Membership, url: str) -> None:
    """Another school's number is a wrong answer."""
    other = new_school("Strandskolen")
    assert signed_in(teacher.person).post(url, answers(teacher, school=str(other.pk))).status_code == 422


def test_the_offer_leads_to_it(offer: Offer, url: str) -> None:
    """As the button where there are no dates, as a line below them, not at all where the host takes none."""
    address = offer.pages.get().url
    assert f'class="button button-primary wide" href="{url}"' in text(Client(), address)
    occurrence(offer, days=30)
    page = text(Client(), address)
    assert url in page
    assert f'class="button button-primary wide" href="{url}"' not in page
    Offer.objects.filter(pk=offer.pk).update(takes_wishes=False)
    assert url not in text(Client(), address)


def test_the_host_says_yes_with_an_exact_time(wish: VisitRequest, host: Membership, teacher: Membership) -> None:
    """The hours are filled in from the offer's length; outside the window is a wrong answer."""
    client = signed_in(host.person)
    page = text(client, page_of(wish))
    assert "En elev bruger kørestol" in page
    assert "55 00 12 98" in page
    assert 'value="11:30"' in page
    chosen = {"accept": "", "yes-window": wish.windows.first().pk, "yes-begins": "8.00", "yes-ends": "10.00"}
    response = client.post(page_of(wish), chosen)
    assert (response.status_code, set(response.context["accept"].errors)) == (422, {"begins"})
    client.post(page_of(wish), {**chosen, "yes-begins": "9.30", "yes-ends": "11.30"})
    booking = Booking.objects.get()
    assert timezone.localtime(booking.occurrence.starts_at).strftime("%H:%M") == "09:30"
    assert reverse("bookings:receipt", args=[booking.reference]) in text(signed_in(teacher.person), page_of(wish))
    response = client.post(page_of(wish), {"decline": "", "no-reason": "For sent"}, follow=True)
    assert response.status_code == 200
    assert Booking.objects.get().state == "confirmed"


def test_a_time_that_is_taken_is_a_wrong_answer(wish: VisitRequest, host: Membership) -> None:
    """The host has that date already."""
    occurrence(wish.offer, days=40, hour=9)
    chosen = {"accept": "", "yes-window": wish.windows.first().pk, "yes-begins": "9", "yes-ends": "10"}
    response = signed_in(host.person).post(page_of(wish), chosen)
    assert (response.status_code, Occurrence.objects.count()) == (422, 1)


def test_a_window_of_another_wish_is_a_wrong_answer(wish: VisitRequest, host: Membership) -> None:
    """Whatever the form sends."""
    other = wish_for(wish.offer, teacher_at(new_school("Strandskolen")))
    chosen = {"accept": "", "yes-window": other.windows.first().pk, "yes-begins": "9", "yes-ends": "10"}
    assert signed_in(host.person).post(page_of(wish), chosen).status_code == 422


def test_the_host_proposes_and_the_teacher_takes_it(wish: VisitRequest, host: Membership, teacher: Membership) -> None:
    """What the host wrote stands with the proposal."""
    said = {"propose": "", "other-anyway": "on", "other-day": day(50), "other-begins": "10", "other-ends": "12"}
    client = signed_in(host.person)
    assert client.post(page_of(wish), {**said, "other-ends": "9"}).status_code == 422
    assert client.post(page_of(wish), {**said, "other-message": "Så er hallen ledig"}).status_code == 302
    own = signed_in(teacher.person)
    page = text(own, page_of(wish))
    assert "Så er hallen ledig" in page
    assert 'name="take"' in page
    assert "55 00 11 77" not in page
    own.post(page_of(wish), {"take": ""})
    wish.refresh_from_db()
    assert (wish.state, Booking.objects.get().occurrence.starts_at) == ("accepted", at(50, 10))
    assert "55 00 11 77" in text(own, page_of(wish))


def test_no_has_a_reason_without_personal_numbers(wish: VisitRequest, host: Membership, teacher: Membership) -> None:
    """And the teacher reads it."""
    client = signed_in(host.person)
    for wrong in ("", "spørg 010203-1234"):
        assert client.post(page_of(wish), {"decline": "", "no-reason": wrong}).status_code == 422
    client.post(page_of(wish), {"decline": "", "no-reason": "Vi bygger om"})
    assert "Vi bygger om" in text(signed_in(teacher.person), page_of(wish))


def test_the_teacher_no_longer_asks(wish: VisitRequest, teacher: Membership) -> None:
    """A GET changes nothing; a second press is told what happened."""
    client = signed_in(teacher.person)
    client.get(page_of(wish), {"withdraw": ""})
    wish.refresh_from_db()
    assert wish.state == "open"
    for _twice in range(2):
        client.post(page_of(wish), {"withdraw": ""})
    wish.refresh_from_db()
    assert wish.state == "withdrawn"


def test_each_side_has_its_own_buttons(wish: VisitRequest, host: Membership, teacher: Membership) -> None:
    """A colleague reads; the school's leader acts; strangers find nothing."""
    colleague = teacher_at(teacher.organisation.school)
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)
    strangers = [teacher_at(new_school("Strandskolen")), MembershipFactory(role=Role.COMPANY_OWNER)]
    assert signed_in(colleague.person).get(page_of(wish)).status_code == 200
    assert "55 00 12 98" not in text(signed_in(colleague.person), page_of(wish))
    tries = [(teacher, "accept"), (teacher, "decline"), (host, "take"), (host, "withdraw"), (colleague, "withdraw")]
    for person, act in tries + [(stranger, "withdraw") for stranger in strangers]:
        assert signed_in(person.person).post(page_of(wish), {act: "", "no-reason": "x"}).status_code == 404
    for stranger in strangers:
        assert signed_in(stranger.person).get(page_of(wish)).status_code == 404
    assert Client().get(page_of(wish))["Location"].startswith(reverse("account_login"))
    signed_in(leader.person).post(page_of(wish), {"withdraw": ""})
    wish.refresh_from_db()
    assert wish.state == "withdrawn"


def test_the_municipality_sees_what_nobody_answers(wish: VisitRequest) -> None:
    """On its desk and on the page, without buttons; not before, and not another municipality."""
    home = Organisation.objects.get(kind=OrganisationKind.MUNICIPALITY, municipality_id="dk-0479")
    coordinator = signed_in(MembershipFactory(organisation=home, role=Role.MUNICIPAL_COORDINATOR).person)
    assert coordinator.get(page_of(wish)).status_code == 404
    assert wish.reference not in text(coordinator, reverse("desks:municipality"))
    VisitRequest.objects.update(escalated_at=timezone.now())
    assert wish.reference in text(coordinator, reverse("desks:municipality"))
    page = text(coordinator, page_of(wish))
    assert "55 00 11 77" in page
    assert 'name="accept"' not in page
    assert "55 00 12 98" not in page


@pytest.mark.parametrize(("desk", "queries"), [("company", 12), ("teacher", 9), ("school", 10)])
@pytest.mark.parametrize("number", [1, 3])
def test_desks_show_who_waits_whatever_their_number(
    offer: Offer,
    teacher: Membership,
    host: Membership,
    desk: str,
    queries: int,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries at one and three wishes; those that wait for the reader come first."""
    made = [wish_for(offer, teacher, label=f"7.{letter}") for letter in "ABC"[:number]]
    leader = teacher_at(teacher.organisation.school, Role.SCHOOL_LEADER)
    client = signed_in({"company": host, "teacher": teacher, "school": leader}[desk].person)
    client.get(reverse(f"desks:{desk}"))
    with django_assert_num_queries(queries):
        page = text(client, reverse(f"desks:{desk}"))
    assert all(page_of(wish) in page for wish in made)
    VisitRequest.objects.filter(pk=made[-1].pk).update(
        state="proposed", proposed_starts_at=at(60, 9), proposed_ends_at=at(60, 11)
    )
    rows = client.get(reverse(f"desks:{desk}")).context["wishes"]
    assert [row.is_mine for row in rows] == sorted((row.is_mine for row in rows), reverse=True)
    assert sum(row.is_mine for row in rows) == (number - 1 if desk == "company" else 1)


def test_a_host_without_wishes_says_so_in_its_terms(host: Membership) -> None:
    """The question stands among the terms of booking and is kept."""
    offer = live_offer(host.organisation, title="Hvad er en svejsning?")
    client = signed_in(host.person)
    url = reverse("offers:edit", args=[offer.pages.get().pk, "vilkaar"])
    assert 'name="takes_wishes"' in text(client, url)
    client.post(url, {"approval_required": "ja", "later": ""})
    offer.refresh_from_db()
    assert not offer.takes_wishes
