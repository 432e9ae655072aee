"""Booking in three steps, without JavaScript, signed in and not."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Role
from bookings.models import Booking, BookingState
from offers.models import Occurrence, Offer, OfferState
from tests.bookings.conftest import Ask
from tests.conftest import signed_in
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.catalogue import live_offer, occurrence
from tests.factories.schools import GroupFactory

pytestmark = pytest.mark.django_db
ANSWERS = {
    "label": "7.B",
    "grade": "7",
    "pupils": "24",
    "adults": "2",
    "phone": "55001298",
    "needs": "Vi har haft strøm",
}


def at(name: str, date: Occurrence) -> str:
    """The address of a step for a date."""
    return f"{reverse(f'bookings:{name}')}?tid={date.pk}"


def chosen(client: Client, date: Occurrence, comes: str) -> None:
    """Step 1 done."""
    assert client.post(at("start", date), {"tid": date.pk, "comes": comes}).status_code == 302


def answered(client: Client, date: Occurrence, teacher: Membership, **answers: str) -> str:
    """Steps 1 and 2 done; gives the key on the page of step 3."""
    chosen(client, date, f"s{teacher.organisation.school.pk}")
    client.post(at("group", date), {**ANSWERS, **answers})
    response = client.get(at("check", date))
    return str(response.context["key"]) if response.context and "key" in response.context else ""


def test_a_teacher_books_in_three_steps(teacher: Membership, date: Occurrence) -> None:
    """Time and class, about the class, check and send; then the receipt."""
    client = signed_in(teacher.person)
    first = client.get(at("start", date))
    assert "Vælg en tid" in first.content.decode()
    response = client.post(at("start", date), {"tid": date.pk, "comes": f"s{teacher.organisation.school.pk}"})
    assert response["Location"] == at("group", date)
    assert 'value="55 00 12 98"' in client.get(at("group", date)).content.decode()
    response = client.post(at("group", date), ANSWERS)
    assert response["Location"] == at("check", date)
    page = client.get(at("check", date))
    assert "7.B, Havneskolen" in page.content.decode()
    assert Booking.objects.count() == 0
    response = client.post(at("check", date), {"key": page.context["key"]})
    booking = Booking.objects.get()
    assert response["Location"] == reverse("bookings:receipt", args=[booking.reference])
    assert (booking.state, booking.pupils, booking.contact_phone) == (BookingState.PENDING, 24, "55 00 12 98")
    assert "Ønsket er sendt" in client.get(response["Location"]).content.decode()


def test_starting_signed_out_keeps_the_chosen_time_through_signing_in(teacher: Membership, date: Occurrence) -> None:
    """The way leads through the sign-in page and back to the very time."""
    assert teacher.person is not None
    client = Client()
    response = client.get(at("start", date))
    assert response["Location"] == f"{reverse('account_login')}?{urlencode({'next': at('start', date)}, safe='/')}"
    credentials = {"login": teacher.person.email, "password": PASSWORD}
    response = client.post(response["Location"], credentials, follow=True)
    assert response.redirect_chain[-1][0] == at("start", date)
    assert response.context["form"].chosen == str(date.pk)


def test_the_time_is_remembered_without_the_address_too(teacher: Membership, date: Occurrence) -> None:
    """Somebody comes back to the bare address within the hour."""
    client = signed_in(teacher.person)
    client.get(at("start", date))
    assert client.get(reverse("bookings:start")).context["occurrence"] == date


def test_what_was_typed_signed_out_is_there_after_signing_in(teacher: Membership, date: Occurrence) -> None:
    """Signing in keeps the session's answers; those of a class one has not chosen yet wait for it."""
    client = Client()
    assert client.post(at("group", date), ANSWERS)["Location"].startswith(reverse("account_login"))
    typed = client.session["booking"]["typed"]
    assert typed["needs"] == "Vi har haft strøm"


@pytest.mark.parametrize("asked", ["999999", "x", "-1", "9" * 40, "²"])
def test_a_time_that_never_was_is_not_found(teacher: Membership, asked: str) -> None:
    """A bad parameter is never a 500."""
    assert signed_in(teacher.person).get(reverse("bookings:start"), {"tid": asked}).status_code == 404


def test_the_answers_are_forgotten_after_an_hour(
    teacher: Membership, date: Occurrence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And step 2 leads back to the beginning with a word."""
    client = signed_in(teacher.person)
    answered(client, date, teacher)
    later = timezone.now().timestamp() + 3601
    monkeypatch.setattr("bookings.drafts.time.time", lambda: later)
    response = client.get(at("check", date), follow=True)
    assert response.redirect_chain[-1][0] == at("start", date)
    assert "Vi gemmer jeres svar i en time" in response.content.decode()


def test_wrong_answers_stand_as_typed_under_a_summary_that_counts_them(
    teacher: Membership, date: Occurrence, offer: Offer
) -> None:
    """The error state of the look: three sentences, each at its field and in the summary, and first in the title."""
    Offer.objects.filter(pk=offer.pk).update(max_pupils=28)
    client = signed_in(teacher.person)
    chosen(client, date, f"s{teacher.organisation.school.pk}")
    wrong = {**ANSWERS, "pupils": "", "adults": "0", "phone": "55 00 12"}
    response = client.post(at("group", date), wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fejl: " in page
    assert "Højst 28 på dette besøg" in page
    assert 'value="55 00 12"' in page
    for field in ("pupils", "adults", "phone"):
        assert f'href="#id_{field}"' in page
    assert page.count("så Nordvind Værksted kan ringe på dagen") == 2
    assert 'href="#id_pupils"' in client.get(at("group", date)).content.decode()
    assert client.get(at("check", date))["Location"] == at("group", date)


@pytest.mark.parametrize("text", ["Det er 010203-1234", "cpr 0102031234.", "20010203-1234"])
def test_civil_registration_numbers_are_refused(teacher: Membership, date: Occurrence, text: str) -> None:
    """In free text, Danish and Swedish."""
    client = signed_in(teacher.person)
    chosen(client, date, f"s{teacher.organisation.school.pk}")
    assert "CPR" in client.post(at("group", date), {**ANSWERS, "needs": text}).content.decode()


def test_who_loses_the_race_keeps_the_answers_and_gets_other_times(teacher: Membership, offer: Offer) -> None:
    """The last place went while they wrote: three others, one click each, and nothing to type again."""
    date = occurrence(offer, days=20, capacity=1)
    others = [occurrence(offer, days=days) for days in (21, 22)]
    similar = occurrence(live_offer(offer.host, title="Mål med strøm"), days=9)
    occurrence(live_offer(offer.host, title="Bag brød", industry="food"), days=8)
    client = signed_in(teacher.person)
    key = answered(client, date, teacher)
    ask_for(date, teacher_at(new_school("Midtbyskolen")))
    response = client.post(at("check", date), {"key": key})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Den sidste plads blev taget" in page
    ways = [way["slot"].occurrence for way in response.context["ways"]]
    assert ways == [*others, similar]
    again = client.get(at("check", others[0]))
    assert "Vi har haft strøm" in again.content.decode()
    assert client.post(at("check", others[0]), {"key": again.context["key"]}).status_code == 302
    assert Booking.objects.get(occurrence=others[0]).pupils == 24


def test_a_button_pressed_twice_books_once(teacher: Membership, date: Occurrence) -> None:
    """The second sending leads to the same receipt."""
    client = signed_in(teacher.person)
    key = answered(client, date, teacher)
    first, second = (client.post(at("check", date), {"key": key}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Booking.objects.count() == 1


def test_answers_changed_in_another_window_are_shown_before_they_are_sent(
    teacher: Membership, date: Occurrence
) -> None:
    """What is sent is what was read."""
    client = signed_in(teacher.person)
    key = answered(client, date, teacher)
    client.post(at("group", date), {**ANSWERS, "pupils": "12"})
    response = client.post(at("check", date), {"key": key})
    assert response.context["has_changed"]
    assert Booking.objects.count() == 0


def test_a_key_of_somebody_else_leads_nowhere(teacher: Membership, date: Occurrence, ask: Ask) -> None:
    """A receipt belongs to the one who sent the form."""
    other = ask(teacher_at(new_school("Midtbyskolen")))
    response = signed_in(teacher.person).post(at("check", date), {"key": str(other.idempotency_key)})
    assert response["Location"] == at("start", date)


def test_a_class_that_has_the_time_already_is_led_to_its_booking(
    teacher: Membership, date: Occurrence, ask: Ask
) -> None:
    """By the class's name, however it is written."""
    before = ask(teacher)
    client = signed_in(teacher.person)
    key = answered(client, date, teacher, label=" 7.b ")
    response = client.post(at("check", date), {"key": key})
    assert reverse("bookings:receipt", args=[before.reference]) in response.content.decode()


def test_a_full_time_can_be_chosen_and_leads_to_its_waiting_list(
    teacher: Membership, date: Occurrence, ask: Ask
) -> None:
    """«Fuldt», and the way there is the same."""
    ask(teacher_at(new_school("Midtbyskolen")))
    ask(teacher_at(new_school("Østerskolen")))
    client = signed_in(teacher.person)
    response = client.get(at("start", date))
    page = response.content.decode()
    assert not response.context["is_gone"]
    assert "slot-full" in page
    assert f'value="{date.pk}" checked' in page
    response = client.post(at("start", date), {"tid": date.pk, "comes": f"s{teacher.organisation.school.pk}"})
    assert response["Location"] == at("group", date)


@pytest.mark.parametrize(
    ("state", "words"), [(OfferState.WITHDRAWN, "tager ikke imod bookinger"), (OfferState.OPEN, "Det er for sent")]
)
def test_what_cannot_be_booked_says_why(teacher: Membership, offer: Offer, state: str, words: str) -> None:
    """Withdrawn, or too late."""
    date = occurrence(offer, days=2, closes_at=timezone.now() - timedelta(minutes=1))
    Offer.objects.filter(pk=offer.pk).update(state=state)
    response = signed_in(teacher.person).get(at("start", date))
    assert response.status_code == 409
    assert words in response.content.decode()


@pytest.mark.parametrize("role", [Role.COMPANY_OWNER, None])
def test_only_schools_book(date: Occurrence, role: Role | None) -> None:
    """A company's people and those who belong nowhere read how one comes to book."""
    person = MembershipFactory(role=role).person if role else UserFactory()
    response = signed_in(person).get(at("start", date))
    assert response.status_code == 403
    assert reverse("accounts:find_school") in response.content.decode()


def test_a_teacher_whose_leader_said_no_does_not_book(teacher: Membership, date: Occurrence) -> None:
    """The school decides who books."""
    Membership.objects.filter(pk=teacher.pk).update(may_book=False)
    assert signed_in(teacher.person).get(at("start", date)).status_code == 403


def test_the_class_of_last_time_is_filled_in(teacher: Membership, offer: Offer, date: Occurrence, ask: Ask) -> None:
    """Nothing is asked twice."""
    ask(teacher, pupils=21)
    other = occurrence(offer, days=45)
    client = signed_in(teacher.person)
    page = client.get(at("start", other))
    group = Booking.objects.get().group
    assert page.context["form"]["comes"].value() == f"g{group.pk}"
    chosen(client, other, f"g{group.pk}")
    assert 'value="21"' in client.get(at("group", other)).content.decode()


def test_a_person_with_two_schools_chooses(teacher: Membership, date: Occurrence) -> None:
    """Classes are listed under their schools; those of other schools are not there."""
    second = new_school("Midtbyskolen")
    MembershipFactory(person=teacher.person, organisation=second.organisation)
    mine, foreign = GroupFactory(school=second, label="5.A"), GroupFactory(label="5.X")
    client = signed_in(teacher.person)
    page = client.get(at("start", date)).content.decode()
    assert '<optgroup label="Midtbyskolen">' in page
    assert "5.X" not in page
    assert client.post(at("start", date), {"tid": date.pk, "comes": f"g{foreign.pk}"}).status_code == 422
    chosen(client, date, f"g{mine.pk}")
    client.post(at("group", date), {**ANSWERS, "label": "5.A"})
    key = client.get(at("check", date)).context["key"]
    client.post(at("check", date), {"key": key})
    assert Booking.objects.get().school == second


def test_more_pupils_than_are_left_are_told_so(teacher: Membership, offer: Offer) -> None:
    """Where pupils are counted, room for some is not room for the class."""
    hall = occurrence(offer, days=30, capacity=20, unit="pupils")
    client = signed_in(teacher.person)
    key = answered(client, hall, teacher)
    response = client.post(at("check", hall), {"key": key})
    assert "ikke længere plads til hele klassen" in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_step_one_asks_the_database_as_often_for_three_times_as_for_one(
    teacher: Membership, offer: Offer, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    """The same literal number of queries."""
    dates = [occurrence(offer, days=30 + day) for day in range(number)]
    client = signed_in(teacher.person)
    client.get(at("start", dates[0]))
    with django_assert_num_queries(13):
        client.get(at("start", dates[0]))
