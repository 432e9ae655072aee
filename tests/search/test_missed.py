"""«Tell us what you miss»: to the coordinator, once, without machines; and an empty list that helps."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Organisation, Role
from outbox.actions import render
from outbox.models import Message
from search.engines import engine
from search.query import CatalogueQuery
from tests.factories.catalogue import host_in, live_offer
from tests.factories.companies import SVENDBORG, editor_in, member_of, open_place

pytestmark = pytest.mark.django_db
URL = "/tilbud/savnes/"
SENT = "/tilbud/savnes/sendt/"


@pytest.fixture
def municipality() -> Organisation:
    """A municipality with an editor."""
    editor_in(email="red@svendborg.example")
    return open_place()


def answers(**more: Any) -> dict[str, Any]:
    """What somebody types."""
    return {"text": "Et bageri for 2. klasse", "municipality": SVENDBORG, "key": str(uuid4()), **more}


def test_it_goes_to_the_coordinator_and_an_answer_comes_back(client: Client, municipality: Organisation) -> None:
    """The editors only where there is no coordinator."""
    member_of(municipality, Role.MUNICIPAL_COORDINATOR, email="tov@svendborg.example")
    response = client.post(URL, answers(email="laerer@skole.example"), follow=True)
    assert response.redirect_chain == [(SENT, 302)]
    message = Message.objects.get(kind="offer_missed")
    assert (message.to_email, message.reply_to) == ("tov@svendborg.example", "laerer@skole.example")
    said = render(message)
    assert "Et bageri for 2. klasse" in said.text
    assert "bageri" not in said.subject
    assert "Svar på denne mail" in said.text


def test_without_a_coordinator_the_editors_are_told_and_nobody_is_named(
    client: Client, municipality: Organisation
) -> None:
    """No address was left, so none goes along."""
    client.post(URL, answers())
    message = Message.objects.get(kind="offer_missed")
    assert (message.to_email, message.reply_to) == ("red@svendborg.example", "")
    assert "Svar på denne mail" not in render(message).text


def test_a_municipality_where_nobody_works_here_yet_is_written_to_at_its_own_address(client: Client) -> None:
    """Without an address either it cannot be chosen."""
    place = open_place()
    assert client.post(URL, answers()).status_code == 422
    Organisation.objects.filter(pk=place.pk).update(email="post@svendborg.example")
    client.post(URL, answers())
    assert Message.objects.get(kind="offer_missed").to_email == "post@svendborg.example"


def test_pressed_twice_it_is_sent_once(client: Client, municipality: Organisation) -> None:
    """The same form has the same key."""
    twice = answers()
    for _each in range(2):
        assert client.post(URL, twice).status_code == 302
    assert Message.objects.filter(kind="offer_missed").count() == 1


def test_a_machine_that_fills_everything_in_sends_nothing(client: Client, municipality: Organisation) -> None:
    """And learns nothing from it."""
    response = client.post(URL, answers(website="https://spam.example"))
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert not Message.objects.filter(kind="offer_missed").exists()


def test_nobody_sends_more_than_five_in_an_hour(client: Client, municipality: Organisation, settings: Any) -> None:
    """What was typed stays."""
    settings.RATELIMIT_ENABLE = True
    for _each in range(5):
        assert client.post(URL, answers()).status_code == 302
    response = client.post(URL, answers())
    assert response.status_code == 200
    assert "Et bageri for 2. klasse" in response.content.decode()
    assert Message.objects.filter(kind="offer_missed").count() == 5


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "a" * 501}, {"municipality": "dk-0101"}, {"email": "nej"}])
def test_what_is_wrong_is_said_at_its_field(client: Client, municipality: Organisation, wrong: dict[str, str]) -> None:
    """Nothing is sent."""
    response = client.post(URL, answers(**wrong))
    assert (response.status_code, set(response.context["form"].errors)) == (422, set(wrong))
    assert not Message.objects.filter(kind="offer_missed").exists()


def test_an_empty_list_leads_there_with_what_was_searched_for(client: Client, municipality: Organisation) -> None:
    """Also the municipality that was ticked."""
    live_offer(host_in(), title="Vind i tal")
    text = client.get("/tilbud/", {"q": "trombone", "kommune": SVENDBORG}).content.decode()
    assert f'href="{URL}?q=trombone&amp;kommune={SVENDBORG}"' in text
    form = client.get(URL, {"q": "trombone", "kommune": SVENDBORG}).context["form"]
    assert (form["text"].value(), form["municipality"].value()) == ("trombone", SVENDBORG)


@pytest.mark.usefixtures("answering")
@pytest.mark.parametrize("typed", ["jurnalist", "vindmøle", "xqzwkj", "trombone", "jurnalist trombone"])
def test_did_you_mean_never_leads_to_an_empty_list(typed: str) -> None:
    """What is suggested has been found already; filters that stand in the way take the suggestion away."""
    live_offer(host_in(), title="Journalist for en dag")
    live_offer(host_in(), title="Byg en vindmølle")
    for chosen in ({}, {"form": ("project",)}):
        found = engine().search(CatalogueQuery(text=typed, chosen=chosen))
        if found.suggestion:
            assert engine().total(CatalogueQuery(text=found.suggestion, chosen=chosen)) > 0
        assert bool(found.suggestion) <= bool(found.total)
