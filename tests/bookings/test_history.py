"""What happened to a booking, in plain words for both sides."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.audit import record
from accounts.models import Membership, MembershipState, Role
from bookings import actions
from bookings.history import SENTENCES, events_of
from bookings.models import Booking
from offers.models import Offer
from tests.bookings.conftest import Ask, new_school, teacher_at
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.catalogue import occurrence

ACTIONS = Path(actions.__file__).resolve().parent


def verbs_in(source: str) -> set[str]:
    """The verbs of every `record("…", …)` call."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    records = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "record"]
    return {call.args[0].value for call in records if isinstance(call.args[0], ast.Constant)}  # type: ignore[misc]  # text


def unsaid(folder: Path) -> set[str]:
    """Verbs of a folder's actions without a sentence."""
    found = set().union(*(verbs_in(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")))
    return found - SENTENCES.keys()


def test_every_verb_of_the_actions_has_a_sentence() -> None:
    """A new act is not passed over in silence."""
    assert verbs_in((ACTIONS / "moving.py").read_text(encoding="utf-8")) == {"asked to move", "moved", "did not move"}
    assert unsaid(ACTIONS) == set()


def test_an_unknown_verb_is_seen(tmp_path: Path) -> None:
    """The guard guards."""
    (tmp_path / "new.py").write_text('record("painted it red", booking, by=by)\n', encoding="utf-8")
    assert unsaid(tmp_path) == {"painted it red"}


pytestmark = pytest.mark.django_db


def told(booking: Booking) -> list[tuple[str, str]]:
    """Who and what, oldest first."""
    return [(event.who, event.what) for event in reversed(events_of(booking))]


def test_both_sides_read_who_did_what(ask: Ask, teacher: Membership, host: Membership, offer: Offer) -> None:
    """Role and name of the two sides, and what changed; a colleague reads it too, a stranger does not."""
    assert teacher.person is not None
    assert host.person is not None
    Membership.objects.filter(pk=host.pk).update(role=Role.COMPANY_MEMBER)
    visit = ask(teacher)
    actions.confirm(booking=visit, by=host.person)
    actions.change_group_size(booking=visit, pupils=20, adults=2, by=teacher.person)
    colleague = teacher_at(teacher.organisation.school, person__name="Jonas Berg")
    assert colleague.person is not None
    actions.hand_over(booking=visit, to=colleague.person, by=teacher.person)
    visit.refresh_from_db()
    mette, ingrid = "Lærer Mette Krogh", f"Kollega i virksomheden {host.person.name}"
    assert told(visit) == [
        (mette, "bad om en plads"),
        (ingrid, "sagde ja"),
        (mette, "ændrede, hvor mange der kommer: fra 24 til 20 elever"),
        (mette, "gav besøget videre: til Jonas Berg"),
    ]
    url = reverse("bookings:history", args=[visit.reference])
    for person in (teacher, host, colleague):
        assert "gav besøget videre" in signed_in(person.person).get(url).content.decode()
    assert signed_in(teacher_at(new_school("Midtbyskolen")).person).get(url).status_code == 404


def test_a_move_is_told_with_its_times(ask: Ask, teacher: Membership, offer: Offer) -> None:
    """From when to when."""
    assert teacher.person is not None
    visit, other = ask(teacher), occurrence(offer, days=40)
    actions.move_booking(booking=visit, occurrence_id=other.pk, by=teacher.person)
    visit.refresh_from_db()
    said = told(visit)[-1][1]
    assert said.startswith("flyttede besøget: fra ")
    assert said.count(" kl. 9.00") == 2


def test_who_belongs_to_neither_side_is_not_named(ask: Ask, teacher: Membership) -> None:
    """Nor a stranger's name out of the facts; the mail's link and the clock are said in words."""
    visit = ask(teacher)
    stranger = UserFactory(name="Fremmed Person")
    MembershipFactory(person=stranger, state=MembershipState.ACTIVE)
    record("handed over", visit, by=stranger, to=stranger.pk)
    record("left waiting list", visit, by=None)
    record("offered place", visit, by=None)
    record("something new", visit, by=None)
    assert told(visit)[1:] == [
        ("En, der hjalp", "gav besøget videre: til en kollega"),
        ("Linket i mailen", "forlod ventelisten"),
        ("", "En plads blev fri og blev tilbudt klassen"),
        ("Linket i mailen", "ændrede bookingen"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_long_history_asks_as_often_as_a_short_one(
    ask: Ask, teacher: Membership, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The same literal number of queries."""
    assert teacher.person is not None
    visit = ask(teacher)
    for more in range(number):
        actions.change_group_size(booking=visit, pupils=20 + more, adults=2, by=teacher.person)
    with django_assert_num_queries(2):
        events_of(visit)
