"""What both sides expect of a visit: versions, ticks, and that a tick is for what was read."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, User
from bookings import actions
from bookings.expectations import FIELDS, proposed_texts, with_expectations
from bookings.models import Booking, BookingState, Expectations, Side
from bookings.refusals import AlreadyBegun, AlreadyEnded, NewerVersion, NoPlaceYet, NothingExpected, Refusal
from bookings.rewording import rewording
from offers.models import Offer, OfferPage
from outbox.actions import render
from outbox.models import Message
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.bookings.test_notes import at, long_ago
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
TEXTS = {name: f"Det her er {name}" for name in FIELDS}


@pytest.fixture
def visit(ask: Ask, teacher: Membership, host: Membership, offer: Offer) -> Booking:
    """What the teacher has asked for, of an offer that says what happens."""
    OfferPage.objects.filter(offer=offer).update(
        learning="at måle spænding", before="Se filmen om Ingrid", during="Byg i hold på fire. Mål i tunnelen."
    )
    return ask(teacher, needs="En elev bruger kørestol")


@pytest.fixture
def client(teacher: Membership) -> Client:
    """The teacher's browser."""
    return signed_in(teacher.person)


@pytest.fixture
def hosts(host: Membership) -> Client:
    """The host's browser."""
    return signed_in(host.person)


def write(
    booking: Booking, by: User | None, *, based_on: int = 0, side: Side = Side.SCHOOL, **texts: str
) -> Expectations:
    """A version that the writer's side has ticked."""
    assert by is not None
    said = {**TEXTS, **texts}
    return actions.write_expectations(booking=booking, texts=said, based_on=based_on, agrees=True, side=side, by=by)


def sent(based_on: int = 0, **texts: str) -> dict[str, str]:
    """What the form sends."""
    return {**TEXTS, **texts, "based_on": str(based_on), "agrees": "on"}


def test_the_first_version_is_proposed_from_the_offer_and_saved_by_nobody_but_a_person(
    client: Client, visit: Booking
) -> None:
    """SV-08: purpose, context, level, tasks, roles and practicalities out of the offer's and the booking's words."""
    response = client.get(at("expectations_write", visit))
    proposed = response.context["form"].initial
    assert "måle spænding" in proposed["purpose"]
    assert "Se filmen om Ingrid" in proposed["context"]
    assert "7. klasse" in proposed["level"]
    assert "Byg i hold på fire" in proposed["tasks"]
    assert "Ingrid Mølgaard tager imod klassen" in proposed["roles"]
    assert "kørestol" in proposed["practicalities"]
    assert "Byg i hold på fire" in response.content.decode()
    assert not Expectations.objects.exists()


def test_a_visit_is_ready_when_both_have_ticked_the_same_version(
    client: Client, hosts: Client, visit: Booking, teacher: Membership, host: Membership
) -> None:
    """SV-08: the two sides write, change and tick in turn, and both read it on page, list and in mail."""
    client.post(at("expectations_write", visit), sent())
    date_page = reverse("bookings:date", args=[visit.occurrence_id])
    assert "Forventninger mangler flueben" in hosts.get(date_page).content.decode()
    hosts.post(at("expectations_write", visit), sent(1, tasks="Kun vindtunnelen"))
    newest = visit.expectations.first()
    assert newest is not None
    assert (newest.version, newest.side) == (2, Side.HOST)
    assert (newest.school_agreed_at, newest.host_agreed_by) == (None, host.person)
    assert not newest.is_ready
    client.post(at("expectations", visit), {"version": "2"})
    newest.refresh_from_db()
    assert newest.is_ready
    assert newest.school_agreed_by == teacher.person
    for reader in (client, hosts):
        for page in ("expectations", "receipt"):
            assert "Klar til besøget" in reader.get(at(page, visit)).content.decode()
        assert "Kun vindtunnelen" in reader.get(at("expectations", visit)).content.decode()
    assert "Klar til besøget" in client.get(reverse("desks:teacher")).content.decode()
    assert "Klar til besøget" in hosts.get(date_page).content.decode()
    kinds = Message.objects.filter(kind__contains="expectations") | Message.objects.filter(kind__contains="ready")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "booking_expectations_for_host",
        "booking_expectations",
        "booking_ready_for_host",
    ]
    ready = render(Message.objects.get(kind="booking_ready_for_host"))
    assert ready.subject.startswith("Klar: 7.B fra Havneskolen, ")
    assert "Mette Krogh fra Havneskolen har også sat flueben ved version 2" in ready.text
    assert "Klar til besøget" in ready.html
    assert "sagde ja til det, der forventes af besøget: version 2" in client.get(at("history", visit)).content.decode()


def test_the_teacher_takes_out_and_adds_content_and_the_host_reads_what_changed(
    client: Client, hosts: Client, visit: Booking
) -> None:
    """SV-12: the class adjusts the offer's own content, word by word, and the host agrees or answers."""
    proposed = {**proposed_texts(visit), "based_on": "0", "agrees": "on"}
    client.post(at("expectations_write", visit), proposed)
    changed = {**proposed, "based_on": "1", "tasks": "Byg i hold på tre. Mød en lærling."}
    client.post(at("expectations_write", visit), changed)
    page = hosts.get(at("expectations", visit)).content.decode()
    assert "<del><span" in page
    assert "Mød en lærling." in page
    letter = Message.objects.filter(kind="booking_expectations_for_host").order_by("pk").last()
    assert letter is not None
    said = render(letter)
    assert said.subject.startswith("Hvad forventer I af besøget? 7.B fra Havneskolen, ")
    assert "Version 2 til besøget med 7.B" in said.text
    assert at("expectations", visit) in said.text
    hosts.post(at("expectations", visit), {"version": "2"})
    assert visit.expectations.get(version=2).is_ready


def test_a_change_after_ready_has_to_be_ticked_again(visit: Booking, teacher: Membership, host: Membership) -> None:
    """SV-08: a new version carries its writer's tick and no other."""
    assert host.person is not None
    write(visit, teacher.person)
    actions.agree_to_expectations(booking=visit, version=1, side=Side.HOST, by=host.person)
    second = write(visit, teacher.person, based_on=1, tasks="Noget andet")
    assert (second.version, second.school_agreed_by, second.host_agreed_at) == (2, teacher.person, None)
    assert visit.expectations.get(version=1).is_ready
    row = (
        with_expectations(Booking.objects.filter(pk=visit.pk)).values("expected", "school_agreed", "host_agreed").get()
    )
    assert row["expected"] == 2
    assert row["school_agreed"] is not None
    assert row["host_agreed"] is None


def test_a_version_can_be_saved_without_a_tick(client: Client, visit: Booking) -> None:
    """As a proposal that the own side still thinks about."""
    client.post(at("expectations_write", visit), {name: said for name, said in sent().items() if name != "agrees"})
    assert visit.expectations.get().school_agreed_at is None


def test_a_tick_for_a_version_that_was_overtaken_is_refused(
    client: Client, hosts: Client, visit: Booking, teacher: Membership, host: Membership
) -> None:
    """SV-08: nobody agrees to words they have not read."""
    write(visit, teacher.person)
    write(visit, teacher.person, based_on=1, tasks="Noget helt andet")
    response = hosts.post(at("expectations", visit), {"version": "1"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Der er en nyere version, nummer 2" in page
    assert "Noget helt andet" in page
    assert hosts.post(at("expectations", visit), {"version": "to"}).status_code == 409
    assert not Expectations.objects.filter(host_agreed_at__isnull=False).exists()
    assert host.person is not None
    with pytest.raises(NewerVersion):
        actions.agree_to_expectations(booking=visit, version=3, side=Side.HOST, by=host.person)


def test_two_who_write_at_once_do_not_overwrite_each_other(
    client: Client, visit: Booking, teacher: Membership, host: Membership
) -> None:
    """SV-08: the second keeps the own words, reads the other's, and may then save above them."""
    write(visit, teacher.person)
    write(visit, host.person, based_on=1, side=Side.HOST, tasks="Værtens ord")
    response = client.post(at("expectations_write", visit), sent(1, tasks="Lærerens ord"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Der er en nyere version, nummer 2" in page
    assert "Værtens ord" in page
    assert response.context["form"]["tasks"].value() == "Lærerens ord"
    assert "Lærerens ord</textarea>" in page
    assert 'name="based_on" value="2"' in page
    assert visit.expectations.count() == 2
    client.post(at("expectations_write", visit), sent(2, tasks="Begges ord"))
    assert visit.expectations.count() == 3


def test_the_database_holds_one_row_for_a_version(visit: Booking, teacher: Membership) -> None:
    """Behind the lock stands a constraint."""
    write(visit, teacher.person)
    with pytest.raises(IntegrityError, match=r"version|booking_id"), transaction.atomic():
        Expectations.objects.create(booking=visit, version=1)


def test_the_same_words_sent_twice_are_one_version(client: Client, visit: Booking) -> None:
    """A form that is sent twice saves and tells once; so does a tick."""
    for _ in range(2):
        client.post(at("expectations_write", visit), sent())
    for _ in range(2):
        client.post(at("expectations", visit), {"version": "1"})
    assert visit.expectations.count() == 1
    assert Message.objects.filter(kind="booking_expectations_for_host").count() == 1


def test_older_versions_stay_with_who_and_what_they_changed(
    client: Client, visit: Booking, teacher: Membership, host: Membership
) -> None:
    """SV-08: each with its words, its writer and its ticks."""
    write(visit, teacher.person, purpose="At måle")
    write(visit, host.person, based_on=1, side=Side.HOST, purpose="At bygge")
    write(visit, teacher.person, based_on=2, purpose="At bygge og måle")
    response = client.get(at("expectations", visit))
    assert [version.expectations.version for version in response.context["earlier"]] == [2, 1]
    page = response.content.decode()
    assert f"Skrevet af {host.person}, Nordvind Værksted" in page
    assert "Skrevet af Mette Krogh, Havneskolen" in page
    assert page.count("Det er ændret") == 2


def test_what_changed_is_told_word_by_word() -> None:
    """Kept and gone give the old text, kept and come the new one, blanks and all."""
    before, after = "Byg i hold på fire.\nMål i tunnelen.", "Byg i hold på tre.\nMål i tunnelen, og tegn."
    pieces = rewording(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "come") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert [piece.text for piece in pieces if piece.kind == "gone"] == ["fire.", "tunnelen."]
    assert rewording("", "") == []


def test_expectations_without_a_word_are_refused(client: Client, visit: Booking, teacher: Membership) -> None:
    """Some answers may be left out, not all of them."""
    nothing = dict.fromkeys(FIELDS, "")
    response = client.post(at("expectations_write", visit), sent(**nothing))
    assert response.status_code == 422
    assert "Skriv mindst én ting, I forventer" in response.content.decode()
    with pytest.raises(NothingExpected):
        write(visit, teacher.person, **nothing)
    client.post(at("expectations_write", visit), sent(**{**nothing, "purpose": "At måle"}))
    assert visit.expectations.get().purpose == "At måle"


def test_a_text_that_is_too_long_stands_with_the_limit(client: Client, visit: Booking) -> None:
    """Nothing typed is lost."""
    response = client.post(at("expectations_write", visit), sent(tasks="x" * 2001))
    assert response.status_code == 422
    assert "Skriv højst 2000 tegn" in response.content.decode()
    assert "x" * 2001 in response.content.decode()


def test_words_are_escaped(client: Client, hosts: Client, visit: Booking) -> None:
    """In the texts and in what changed."""
    client.post(at("expectations_write", visit), sent(tasks="<script>alert(1)</script>"))
    client.post(at("expectations_write", visit), sent(1, tasks="<script>alert(2)</script> nu"))
    page = hosts.get(at("expectations", visit)).content.decode()
    assert "<script>alert(" not in page
    assert "&lt;script&gt;alert(2)" in page


@pytest.mark.parametrize(
    ("moment", "refusal"), [("past", AlreadyBegun), ("cancelled", AlreadyEnded), ("waiting", NoPlaceYet)]
)
def test_only_a_visit_that_lies_ahead_and_has_a_place_is_agreed_on(
    visit: Booking, client: Client, teacher: Membership, moment: str, refusal: type[Refusal]
) -> None:
    """What was agreed stays readable."""
    assert teacher.person is not None
    write(visit, teacher.person)
    if moment == "past":
        long_ago(visit, 3)
    elif moment == "cancelled":
        actions.cancel_by_school(booking=visit, by=teacher.person)
    else:
        Booking.objects.filter(pk=visit.pk).update(state=BookingState.WAITLISTED, position=1)
    with pytest.raises(refusal):
        write(visit, teacher.person, based_on=1, tasks="For sent")
    with pytest.raises(refusal):
        actions.agree_to_expectations(booking=visit, version=1, side=Side.SCHOOL, by=teacher.person)
    assert client.get(at("expectations", visit)).status_code == 200
    assert at("expectations", visit) in client.get(at("expectations_write", visit))["Location"]


def test_a_colleague_reads_and_strangers_see_nothing(client: Client, visit: Booking, teacher: Membership) -> None:
    """Only who acts for the class writes and ticks for the school."""
    write(visit, teacher.person)
    colleague = signed_in(teacher_at(teacher.organisation.school).person)
    assert colleague.get(at("expectations", visit)).status_code == 200
    assert colleague.get(at("expectations_write", visit)).status_code == 404
    assert colleague.post(at("expectations", visit), {"version": "1"}).status_code == 404
    stranger = signed_in(teacher_at(new_school("Midtbyskolen")).person)
    for page in ("expectations", "expectations_write"):
        assert stranger.get(at(page, visit)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_many_versions_ask_as_often_as_one(
    client: Client,
    visit: Booking,
    teacher: Membership,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The same literal number of queries."""
    for row in range(number):
        write(visit, teacher.person, based_on=row, tasks=f"Opgave {row}")
    client.get(at("expectations", visit))
    with django_assert_num_queries(7):
        client.get(at("expectations", visit))


def test_the_proposal_is_in_the_writers_words_and_never_too_long(visit: Booking) -> None:
    """A long offer is cut to what may be saved."""
    page = visit.occurrence.offer.page_in("da")
    assert page is not None
    page.during = "ord " * 1000
    page.save()
    found = Booking.objects.in_full().get(pk=visit.pk)
    assert len(proposed_texts(found)["tasks"]) == 2000
