"""A small town in which something is in every state, made once for tests that walk the whole site."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.actions import ask_to_join, ask_to_open, invite
from accounts.models import Organisation, OrganisationKind, OrganisationState, Role, User
from bookings import actions as bookings
from bookings.models import Booking, FreeBus
from companies.models import Company
from content.models import StoryPage
from content.municipalities import municipality_page
from demo import texts
from demo.reading import rows
from offers.models import Occurrence, Offer, OfferPage
from outbox.models import Message
from schools.models import School
from tests.conftest import signed_in
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bookings import ask_for, new_school, teacher_at
from tests.factories.companies import company_in, editor_in, membership_of, open_place
from tests.factories.companies import member_of as works_in
from tests.factories.offers import complete_draft, date_of, draft, live_page

BROHAVN = next(facts for facts in rows("municipalities") if facts["key"] == "brohavn")


class Town:
    """Its people by name, and what stands where."""

    def __init__(self) -> None:
        self._people()
        self._offers()
        self._visits()
        self._ways()
        self._pages()
        call_command("run_worker", "--once")
        self.mails = {mail.kind: mail.pk for mail in Message.objects.order_by("pk")}

    def _people(self) -> None:
        self.place = open_place()
        self.host = company_in(organisation__name="Nordvind Værksted", organisation__phone="55 00 11 77")
        self.school = new_school()
        teacher = teacher_at(self.school, person__name="Mette Krogh", person__phone="55 00 12 98")
        head = teacher_at(self.school, Role.SCHOOL_COORDINATOR, person__name="Jens Holt")
        self.teacher = teacher
        self.people: dict[str, User | None] = {
            "nobody": None,
            "newcomer": UserFactory(name="Ny Lærer"),
            "teacher": teacher.person,
            "head": head.person,
            "owner": works_in(self.host, name="Ingrid Mølgaard"),
            "editor": editor_in(name="Lone Dam"),
            "new_teacher": teacher_at(new_school("Birkelundskolen")).person,
            "new_owner": works_in(company_in(organisation__name="Søndergård")),
        }
        self._askers(head.person)

    def _askers(self, head: Any) -> None:
        asker = UserFactory(name="Amir Saleh")
        self.asking = ask_to_join(organisation=self.school.organisation, role=Role.TEACHER, by=asker, note="Ny i 6.B")
        waiting = OrganisationFactory(
            kind=OrganisationKind.COMPANY, name="Kajens Bageri", state=OrganisationState.WAITING
        )
        Company.objects.create(organisation=waiting)
        ask_to_open(organisation=waiting, by=UserFactory(name="Bo Bager"))
        self.waiting: Organisation = waiting
        invite(email="ny@havneskolen.example", organisation=self.school.organisation, role=Role.TEACHER, by=head)

    def _offers(self) -> None:
        owner = self.people["owner"]
        assert owner is not None
        facts = {"host": self.host, "by": owner}
        self.page = live_page(title="Byg en vindmølle, der kan tænde en pære", **facts, **_KNOWN)
        self.full_page = live_page(title="Vind i tal for hele klassen", **facts)
        self.dateless = live_page(title="Send en kasse med vind", **facts)
        self.draft: OfferPage = draft(title="En kladde uden noget i", **facts)
        self.in_review: OfferPage = complete_draft(title="Lærling for en dag", **facts)
        signed_in(owner).post(reverse("offers:submit", args=[self.in_review.pk]))
        for number in range(13):
            live_page(title=f"Et besøg mere {number}", host=self.host, by=owner)

    def _visits(self) -> None:
        owner = self.people["owner"]
        assert owner is not None
        offer: Offer = self.page.offer
        self.dates: list[Occurrence] = [date_of(offer, days=days, capacity=2) for days in range(30, 44, 2)]
        self.full: Occurrence = date_of(self.full_page.offer, days=30, capacity=1)
        self.asked = ask_for(self.full, self.teacher, needs="En elev bruger kørestol.")
        on = dict(zip(("pending", "confirmed", "declined", "cancelled", "ended"), self.dates[1:6], strict=True))
        self.visits = {name: ask_for(date, self.teacher) for name, date in on.items()}
        bookings.confirm(booking=self.visits["confirmed"], by=owner)
        bookings.decline(booking=self.visits["declined"], reason="Værkstedet er lukket.", by=owner)
        bookings.cancel_by_host(booking=self.visits["cancelled"], reason="Der er influenza.", by=owner)
        bookings.cancel_by_school(booking=self.visits["ended"], by=self.visits["ended"].contact)

        self.today = self._today(offer, owner)

    def _today(self, offer: Offer, owner: User) -> Booking:
        """A visit that begins in half an hour, as if time had passed."""
        booking = ask_for(date_of(offer, days=50, capacity=1), self.teacher, label="7.D")
        starts_at = timezone.now() + timedelta(minutes=30)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
        bookings.confirm(booking=booking, by=owner)
        Occurrence.objects.filter(pk=booking.occurrence_id).update(**times)
        return booking

    def _ways(self) -> None:
        """The bus is free for a while, and the school is asked to pay for one way and has said no to another."""
        teacher, head = self.teacher.person, self.people["head"]
        assert teacher is not None
        assert head is not None
        first, last = self.dates[0].starts_at.date(), self.dates[-1].starts_at.date()
        self.bus = FreeBus.objects.create(
            municipality=self.place, first_day=first, last_day=last, note="Vis klassens kort til chaufføren."
        )
        coach = bookings.TransportFacts(means="Bus med 30 pladser", cost=Decimal(1200), note="Den kører også hjem.")
        bookings.ask_for_transport(booking=self.visits["confirmed"], facts=coach, by=teacher)
        asked = bookings.ask_for_transport(booking=self.visits["pending"], facts=coach, by=teacher)
        bookings.refuse_transport(request=asked, words="Tag cyklerne: det er ikke langt.", by=head)

    def _pages(self) -> None:
        page = municipality_page(self.place)
        assert page is not None
        texts.dress_municipality(BROHAVN, self.place, [self.page])
        texts.make_strategy(BROHAVN["strategy"], page)
        texts.make_article(BROHAVN["articles"][0], page)
        texts.make_story(BROHAVN["stories"][0], page, self.page.page_ptr, "industry")
        texts.fill_guides()
        texts.feature_story(StoryPage.objects.get())
        self.home = page

    def school_of(self, name: str) -> School:
        """The school a person works at."""
        person = self.people[name]
        assert person is not None
        return membership_of(person).organisation.school

    def below(self, name: str) -> list[str]:
        """The addresses of the municipality's pages of one model, by its name in lower case."""
        return [
            child.url for child in self.home.get_children().live() if child.specific_class.__name__.lower() == name
        ]


_KNOWN = {
    "bring": "Lukkede sko\nMadpakke",
    "access": "Trinfri adgang.",
    "transport": "Bus 31.",
    "address": "Møllevej 4",
}
