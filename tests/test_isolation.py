"""Nobody sees another tenant's work: every address, as every role, searched for foreign words.

A new address fails this test until somebody has said who may see it (design: who may do what).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Membership, MembershipState, Organisation, OrganisationKind, Role, User
from bookings.actions import ClassFacts, request_places
from bookings.models import Booking, FreeBus, TransportRequest
from companies.models import Company
from content.municipalities import open_municipality, sync_after_change
from offers.actions import start_offer
from offers.models import Offer
from reference.models import Municipality
from schools.models import School
from tests.bookings.conftest import FACTS
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.catalogue import live_offer, occurrence
from tests.factories.wishes import wish_for

pytestmark = pytest.mark.django_db

OPEN = "open"  # everybody, signed in or not
SIGNED_IN = "signed in"
OWN = "own rows only: a foreign id is a 404"
LINK = "who has the signed link, while it is good: any other token is a 404"
KINDS: dict[str, str] = {
    "accounts:": OWN,
    "accounts:stop_digest": LINK,
    "account_": OPEN,
    "registration:": SIGNED_IN,
    "desks:": OWN,
    "offers:": OWN,
    "companies:": OWN,
    "closed_days:": OWN,
    "bookings:start": OPEN,
    "bookings:wish_new": OPEN,
    "bookings:day": LINK,
    "bookings:arrive": LINK,
    "bookings:feed": LINK,
    "bookings:feeds": OWN,
    "bookings:rule_sheets": OPEN,
    "bookings:": OWN,
    "saved:": OWN,
    "search:": OPEN,
    "search:asked_texts": SIGNED_IN,
    "content:": OPEN,
    "outbox:": "only where DEBUG shows mails",
    "wagtail_serve": OPEN,
    "wagtailcore_": OPEN,
    "wagtaildocs_": OPEN,
    "admin_login": OPEN,
    "theme": OPEN,
    "was": OPEN,
    "security_txt": OPEN,
}
SECRET = "HEMMELIG"  # stands in everything of the other tenant that is not public: drafts, people, classes, needs


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address's name outside the admin, with its namespaces."""
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            space = f"{part.namespace}:" if part.namespace else ""
            if not str(part.pattern).startswith("admin/"):
                yield from names(part, prefix + space)
        elif isinstance(part, URLPattern) and part.name:
            yield prefix + part.name


def kind_of(name: str) -> str | None:
    """Who may see an address: the longest rule that fits."""
    fitting = [rule for rule in KINDS if name.startswith(rule)]
    return KINDS[max(fitting, key=len)] if fitting else None


def test_every_address_is_classified() -> None:
    """Somebody has thought about each one."""
    assert [name for name in names(get_resolver()) if kind_of(name) is None] == []


@pytest.fixture
def other() -> dict[str, Any]:
    """Another municipality with a company, a draft, a school and a booking, all with the secret word in them."""
    municipality = Municipality.objects.get(pk="dk-0101")
    open_municipality(municipality=municipality)
    host = OrganisationFactory(kind=OrganisationKind.COMPANY, name="Fremmed AS", municipality_id=municipality.pk)
    Company.objects.create(organisation=host)
    owner = MembershipFactory(organisation=host, role=Role.COMPANY_OWNER, person__name=f"{SECRET} Ejer")
    school = School.objects.create(
        organisation=OrganisationFactory(name="Fremmed Skole", municipality_id=municipality.pk)
    )
    teacher = MembershipFactory(organisation=school.organisation, person__name=f"{SECRET} Lærer")
    asking = MembershipFactory(
        organisation=school.organisation, state=MembershipState.REQUESTED, person__name=f"{SECRET} Ny"
    )
    public = live_offer(host, title="Et helt offentligt besøg")
    date = occurrence(public, days=30)
    draft = start_offer(host=host, language="da", title=f"{SECRET} kladde", by=owner.person)
    facts = ClassFacts(**{**FACTS, "label": f"{SECRET} 7.B", "needs": SECRET})
    booking = request_places(
        occurrence_id=date.pk,
        school=school,
        facts=facts,
        idempotency_key="1b4e28ba-2fa1-41d2-883f-0016d3cca427",  # type: ignore[arg-type]  # a UUID as text
        by=teacher.person,
    )
    way = TransportRequest.objects.create(
        booking=booking, means=f"{SECRET} bus", cost=1200, note=SECRET, asked_by=teacher.person
    )
    place = Organisation.objects.get(kind=OrganisationKind.MUNICIPALITY, municipality=municipality)
    bus = FreeBus.objects.create(municipality=place, first_day="2026-01-01", last_day="2030-01-01", note=SECRET)
    wish = wish_for(public, teacher, label=f"{SECRET} 8.B", needs=SECRET)
    return {
        "offer": draft.offer,
        "date": date,
        "booking": booking,
        "asking": asking,
        "owner": owner,
        "host": host,
        "wish": wish,
        "way": way,
        "bus": bus,
    }


def here(role: Role, kind: OrganisationKind) -> User:
    """Somebody in Svendborg with this role."""
    open_municipality(municipality=Municipality.objects.get(pk="dk-0479"))
    if kind == OrganisationKind.MUNICIPALITY:
        organisation = Organisation.objects.get(kind=kind, municipality_id="dk-0479")
    else:
        organisation = OrganisationFactory(kind=kind)
    if kind == OrganisationKind.SCHOOL:
        School.objects.create(organisation=organisation)
    if kind == OrganisationKind.COMPANY:
        Company.objects.create(organisation=organisation)
    membership: Membership = MembershipFactory(organisation=organisation, role=role)
    sync_after_change(membership)
    person: User = membership.person  # type: ignore[assignment]  # the factory makes one
    return person


ROLES = [
    (Role.TEACHER, OrganisationKind.SCHOOL),
    (Role.SCHOOL_COORDINATOR, OrganisationKind.SCHOOL),
    (Role.COMPANY_OWNER, OrganisationKind.COMPANY),
    (Role.MUNICIPAL_EDITOR, OrganisationKind.MUNICIPALITY),
    (Role.SCHOOL_LEADER, OrganisationKind.SCHOOL),
    (Role.LEARNING_CENTRE, OrganisationKind.SCHOOL),
]


def addresses(other: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every address outside the admin, filled with ids of the other tenant."""
    offer, booking, date = other["offer"], other["booking"], other["date"]
    assert isinstance(offer, Offer)
    assert isinstance(booking, Booking)
    ids = {"reference": booking.reference, "language": "da", "token": "x", "key": "x", "step": "basics", "day": "x"}
    for name in names(get_resolver()):
        ids["reference"] = other["wish"].reference if name == "bookings:wish" else booking.reference
        for pk in {
            offer.pk,
            date.pk,
            booking.pk,
            other["asking"].pk,
            other["host"].pk,
            other["owner"].pk,
            other["bus"].pk,
        }:
            yield from _address(name, {**ids, "pk": pk})


def _address(name: str, ids: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for wanted in ([], ["pk"], ["reference"], ["token"], ["pk", "step"], ["pk", "language"], ["language"], ["step"]):
        try:
            yield name, reverse(name, kwargs={key: ids[key] for key in wanted})
            return
        except Exception:  # noqa: BLE001, S112  another form of the address
            continue


@pytest.mark.parametrize(("role", "kind"), ROLES)
def test_no_page_shows_the_other_tenants_words(other: dict[str, Any], role: Role, kind: OrganisationKind) -> None:
    """GET and POST of every address: never the secret word, and never a foreign row changed."""
    person = here(role, kind)
    leaks = []
    for name, url in sorted(set(addresses(other))):
        client = signed_in(person)
        for response in (client.get(url), client.post(url, {"admit": "", "yes": "", "withdraw": ""})):
            public = name in {"wagtail_serve", "search:catalogue"}
            if SECRET in response.content.decode(errors="ignore") and not public:
                leaks.append((name, response.status_code))
            assert response.status_code < 500, (name, url)
    assert leaks == []
    other["booking"].refresh_from_db()
    other["asking"].refresh_from_db()
    other["wish"].refresh_from_db()
    other["way"].refresh_from_db()
    other["bus"].refresh_from_db()
    assert (other["wish"].state, other["way"].state, other["bus"].note) == ("open", "asked", SECRET)
    assert (other["booking"].state, other["asking"].state) == ("pending", "requested")


def test_a_visitor_sees_nothing_of_it_either(other: dict[str, Any]) -> None:
    """Signed out, every own page leads to signing in."""
    client = Client()
    for name, url in sorted(set(addresses(other))):
        response = client.get(url)
        assert SECRET not in response.content.decode(errors="ignore") or name == "search:catalogue", name


def test_companies_and_teachers_have_no_way_into_the_admin(other: dict[str, Any]) -> None:
    """A clear 403 page, and no redirect that goes round."""
    for role, kind in ROLES[:3]:
        client = signed_in(here(role, kind))
        response = client.get("/admin/", follow=True)
        assert response.status_code == 403
        assert "Ikke for dig" in response.content.decode()


def test_an_editor_of_another_municipality_is_not_let_into_its_pages(other: dict[str, Any]) -> None:
    """Inside the admin: drafts and editing stay at home."""
    client = signed_in(here(Role.MUNICIPAL_EDITOR, OrganisationKind.MUNICIPALITY))
    page = other["offer"].pages.get()
    assert client.get("/admin/").status_code == 200
    for url in (
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/view_draft/",
    ):
        assert SECRET not in client.get(url, follow=True).content.decode(errors="ignore")


def test_a_person_without_a_role_gets_nowhere(other: dict[str, Any]) -> None:
    """Signed in, and nowhere a member."""
    client = signed_in(UserFactory())
    for _name, url in sorted(set(addresses(other))):
        response = client.get(url)
        assert SECRET not in response.content.decode(errors="ignore") or url.startswith("/tilbud/")
