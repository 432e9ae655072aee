"""Builds the whole demo portal, in the order in which its parts need each other."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from accounts.models import Organisation, OrganisationKind, Role, User
from bookings.models import FreeBus
from companies.actions import save_draft
from content.models import StoryPage
from content.municipalities import municipality_page
from content.tree import ensure_site
from demo import organisations as made
from demo import texts
from demo.calendar_of_visits import Class, make_bookings, make_dates
from demo.reading import Facts, offers
from demo.talks import make_talks
from offers.actions import in_bulk, submit_for_review
from offers.models import CapacityUnit, Offer
from search.rebuilding import rebuild

MARK = "brohavn"
FEATURED = 4
CHANGED = "demo-002"
BOOKING_ROLES = (Role.TEACHER, Role.SCHOOL_COORDINATOR)
BUS_DAYS = 200


def is_loaded() -> bool:
    """Whether the demo portal is there."""
    key = made.municipality_key(MARK)
    return Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, municipality_id=key).exists()


def load(say: Any) -> None:
    """Make everything; `say` tells how far we are."""
    ensure_site()
    with in_bulk():
        say("municipalities, companies and schools")
        places, industries = _places()
        say("people")
        people = made.make_people(places)
        say("offers")
        found = _offers(places)
        say("dates and bookings")
        fill_calendar(found, people, timezone.now())
        _free_bus(places[MARK], timezone.localdate())
        say("stories, strategies and guides")
        _editors_pages(places, found, industries)
        _wait_for_an_editor(found[CHANGED][1])
    say("the words of search")
    rebuild()


def _free_bus(municipality: Organisation, today: date) -> None:
    """Buses are free outside the rush hours, from now on."""
    FreeBus.objects.create(
        municipality=municipality,
        first_day=today,
        last_day=today + timedelta(days=BUS_DAYS),
        from_time=time(8, 30),
        until_time=time(14),
        note="Vis klassens buskort til chaufføren. Ring til busselskabet dagen før, hvis I er flere end 30.",
    )


def _wait_for_an_editor(offer: Offer) -> None:
    """A company has changed a live offer: the municipality's desk begins with something to read."""
    page = offer.pages.get(locale__language_code=offer.first_language)
    owner = offer.host.memberships.get(role=Role.COMPANY_OWNER).person
    assert owner is not None
    save_draft(page=page, values={"bring": "Et målebånd til hver gruppe, hvis I har."}, by=owner)
    submit_for_review(page=page, by=owner)


def _places() -> tuple[dict[str, Organisation], dict[str, str]]:
    municipalities, companies, schools = made.everyone()
    places = {facts["key"]: made.make_municipality(facts) for facts in municipalities}
    for facts in companies:
        places[facts["key"]] = made.make_company(facts)
        texts.make_company_page(facts, places[facts["key"]])
    for facts in schools:
        places[facts["key"]] = made.make_school(facts).organisation
    return places, {facts["key"]: facts["industry"] for facts in companies}


def _offers(places: dict[str, Organisation]) -> dict[str, tuple[Facts, Offer]]:
    found = {}
    for facts in offers():
        found[facts["external_id"]] = (facts, texts.make_offer(facts, places[facts["company"]]))
    return found


def fill_calendar(found: dict[str, tuple[Facts, Offer]], people: dict[str, User], now: datetime) -> None:
    """Dates of all offers and bookings on them, counted from the day of `now`."""
    today = timezone.localtime(now).date()
    for number, (facts, offer) in enumerate(found.values()):
        unit = CapacityUnit.PUPILS if facts.get("unit") == "pupils" else CapacityUnit.GROUPS
        minutes = facts["duration_minutes"]
        make_dates(offer, number, unit=unit, capacity=facts.get("capacity", 2), minutes=minutes, today=today)
    make_bookings([offer for _facts, offer in found.values()], _classes(people), now=now)
    make_talks(now=now)


def _classes(people: dict[str, User]) -> list[Class]:
    """Teachers and coordinators, with each of the classes of their school."""
    rows = []
    for person in people.values():
        membership = person.memberships.filter(role__in=BOOKING_ROLES).select_related("organisation__school").first()
        if membership:
            groups = membership.organisation.school.groups.select_related("school__organisation")
            rows += [(person, group) for group in groups]
    return rows


def _editors_pages(
    places: dict[str, Organisation], found: dict[str, tuple[Facts, Offer]], industries: dict[str, str]
) -> None:
    for facts in made.everyone()[0]:
        organisation = places[facts["key"]]
        own = [offer for _f, offer in found.values() if offer.host.municipality_id == organisation.municipality_id]
        texts.dress_municipality(
            facts, organisation, [offer.pages.get(locale__language_code="da") for offer in own[:4]]
        )
        place = municipality_page(organisation)
        assert place is not None
        texts.make_strategy(facts["strategy"], place)
        for article in facts.get("articles", []):
            texts.make_article(article, place)
        for story in facts.get("stories", []):
            offer_page = _page_of(found, story.get("offer", ""))
            texts.make_story(story, place, offer_page, industries.get(story.get("company", ""), "industry"))
    first = made.everyone()[0][0]
    _feature(places[first["key"]])
    texts.fill_guides()


def _page_of(found: dict[str, tuple[Facts, Offer]], external_id: str) -> Page | None:
    if external_id not in found:
        return None
    offer_page = found[external_id][1].pages.get(locale__language_code="da")
    page: Any = Page.objects.get(pk=offer_page.pk)
    return page


def _feature(organisation: Organisation) -> None:
    place = municipality_page(organisation)
    story = place.get_children().type(StoryPage).live().specific().first() if place else None
    if story:
        texts.feature_story(story)
