"""Saved searches: kept without what does not matter, asked again, told of once, left with one click."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from outbox.actions import deliver_due, render
from outbox.models import Message
from saved import actions
from saved.actions.searches import MOST_SEARCHES
from saved.asking import question_of, words_of
from saved.models import Rhythm, SavedSearch
from saved.signing import token_for
from tests.conftest import signed_in
from tests.factories.bookings import new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer, write_live

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def person() -> User:
    """A teacher."""
    membership: Membership = teacher_at(new_school())
    assert membership.person is not None
    return membership.person


@pytest.fixture
def search(person: User) -> SavedSearch:
    """A weekly search for mathematics, made on the Sunday before."""
    found = actions.save_search(question="fag=matematik", language="da", every=Rhythm.WEEKLY, by=person)
    SavedSearch.objects.update(looked_on=date(2027, 2, 28))
    found.refresh_from_db()
    return found


def told() -> list[Message]:
    """The mails so far."""
    return list(Message.objects.filter(kind="saved_search").order_by("pk"))


def test_a_question_is_kept_without_page_sorting_and_what_is_unknown() -> None:
    """So the same question is the same, however one came to it."""
    asked = QueryDict("side=2&sorter=dato&fag=matematik&fag=dansk&q=%20vind%20&x=1&km=")
    assert question_of(asked) == "fag=dansk&fag=matematik&q=vind"


def test_a_search_is_saved_from_its_results_and_named_by_what_it_asks(person: User) -> None:
    """Saving it twice keeps it once."""
    client = signed_in(person)
    live_offer(host_in())
    page = client.get(reverse("search:catalogue") + "?q=vind&fag=matematik").content.decode()
    assert 'value="fag=matematik&amp;q=vind"' in page
    for _time in range(2):
        client.post(reverse("saved:save"), {"question": "fag=matematik&q=vind&side=3"})
    assert words_of(SavedSearch.objects.get(person=person)) == "“vind”, Matematik"
    assert "“vind”, Matematik" in client.get(reverse("saved:kept")).content.decode()


def test_only_what_is_new_is_told_and_only_once(search: SavedSearch, person: User) -> None:
    """What was there when the search was saved is known; Monday tells of the rest, Tuesday and next Monday do not."""
    host = host_in(name="Nordvind Værksted")
    live_offer(host, title="Nyt i matematik", subjects=["matematik"])
    live_offer(host, title="Nyt i dansk", subjects=["dansk"])
    assert [actions.tell_of_new_offers(now=MONDAY + day * DAY) for day in (0, 0, 1, 7)] == [1, 0, 0, 0]
    said = render(told()[0])
    assert said.subject == "Nyt på Skolebro: Matematik"
    assert "Nyt i matematik (Nordvind Værksted" in said.text
    assert "Nyt i dansk" not in said.text


def test_what_fitted_before_is_never_told_even_when_its_text_changes(person: User) -> None:
    """An offer that was known is no news."""
    offer = live_offer(host_in(), title="Gammelt", subjects=["matematik"])
    actions.save_search(question="fag=matematik", language="da", every=Rhythm.DAILY, by=person)
    write_live(offer, title="Gammalt", language="sv")
    SavedSearch.objects.update(looked_on=date(2027, 2, 28))
    assert actions.tell_of_new_offers(now=MONDAY) == 0


def test_a_search_nobody_wants_mails_about_sends_none(search: SavedSearch) -> None:
    """Nor does one whose person has left."""
    live_offer(host_in(), subjects=["matematik"])
    actions.change_rhythm(search=search, every=Rhythm.NEVER)
    assert actions.tell_of_new_offers(now=MONDAY) == 0
    actions.change_rhythm(search=search, every=Rhythm.WEEKLY)
    User.objects.update(is_active=False)
    assert actions.tell_of_new_offers(now=MONDAY) == 0


def test_daily_mails_come_on_weekdays_after_six_in_the_morning(search: SavedSearch) -> None:
    """And a weekly one that was missed on Monday comes later the same week."""
    live_offer(host_in(), subjects=["matematik"])
    actions.change_rhythm(search=search, every=Rhythm.DAILY)
    saturday, night = MONDAY + 5 * DAY, MONDAY.replace(hour=3)
    assert actions.tell_of_new_offers(now=night) == 0
    assert not SavedSearch.objects.due(saturday.date()).exists()
    actions.change_rhythm(search=search, every=Rhythm.WEEKLY)
    SavedSearch.objects.update(looked_on=date(2027, 2, 22))
    assert actions.tell_of_new_offers(now=MONDAY + 2 * DAY) == 1


def test_the_mail_is_left_with_one_click_in_the_mail_program(search: SavedSearch) -> None:
    """RFC 8058: the header names an address that takes a POST without a session."""
    live_offer(host_in(), subjects=["matematik"])
    actions.tell_of_new_offers(now=MONDAY)
    Message.objects.update(due_at=datetime(2026, 1, 1, tzinfo=UTC))
    deliver_due()
    header = mail.outbox[0].extra_headers["List-Unsubscribe"] if mail.outbox else told()[0].payload["leave_url"]
    path = header.strip("<>").split("/", 3)[3]
    answer = Client(enforce_csrf_checks=True).post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    search.refresh_from_db()
    assert (answer.status_code, search.every) == (200, Rhythm.NEVER)


def test_opening_the_link_alone_stops_nothing(search: SavedSearch) -> None:
    """Programs that open links in advance change nothing; a wrong token leads nowhere."""
    url = reverse("saved:stop", args=[token_for(search)])
    assert "Ikke flere mails om denne søgning?" in Client().get(url).content.decode()
    search.refresh_from_db()
    assert search.every == Rhythm.WEEKLY
    assert Client().get(reverse("saved:stop", args=["x"])).status_code == 404


def test_twenty_searches_are_enough(person: User) -> None:
    """The twenty-first is refused with what to do about it."""
    for number in range(MOST_SEARCHES):
        actions.save_search(question=f"q={number}", language="da", every=Rhythm.NEVER, by=person)
    page = signed_in(person).post(reverse("saved:save"), {"question": "q=one-more"}, follow=True)
    assert "Du har tyve gemte søgninger" in page.content.decode()
    assert person.saved_searches.count() == MOST_SEARCHES


def test_another_persons_search_is_not_found(search: SavedSearch) -> None:
    """Changing and removing start at one's own."""
    stranger = signed_in(teacher_at(new_school("Den anden skole")).person)
    assert stranger.post(reverse("saved:change", args=[search.pk]), {"forget": ""}).status_code == 404
    assert SavedSearch.objects.filter(pk=search.pk).exists()


def test_a_search_is_changed_and_removed_on_the_page(search: SavedSearch, person: User) -> None:
    """With words of what happened."""
    client, url = signed_in(person), reverse("saved:change", args=[search.pk])
    client.post(url, {"every": "daily"})
    search.refresh_from_db()
    assert search.every == Rhythm.DAILY
    assert "Søgningen er fjernet" in client.post(url, {"forget": ""}, follow=True).content.decode()
    assert not SavedSearch.objects.exists()
