"""An offer's text in one language; the page in its first language also carries the facts that editors review."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import membership_of, works_in_school
from companies.models import Missing, ReviewedPage
from content.models import Picture
from offers.forms.editors import OfferPageForm
from offers.missing import missing
from offers.models.offer import FORMS_AT_SCHOOL, FORMS_WITHOUT_PLACE, Offer, OfferForm
from offers.panels import offer_panels
from offers.ways import Way, way_to
from reference.geography import Point

TEXTS = (
    "title",
    "summary",
    "description",
    "before_time",
    "before",
    "during_time",
    "during",
    "after_time",
    "after",
    "learning",
    "education_and_jobs",
    "bring",
    "access",
    "transport",
)
FACTS = (
    "form",
    "industry",
    "subjects",
    "extra_words",
    "grade_min",
    "grade_max",
    "youth_levels",
    "duration_minutes",
    "price",
    "visit_languages",
    "address",
    "postcode",
    "latitude",
    "longitude",
    "contact_name",
    "contact_phone",
    "contact_email",
    "picture",
)


class OfferPage(ReviewedPage):
    """What a company offers, in one language; a draft may lack anything but the title.

    Lists of codes (`subjects`, `youth_levels`, `visit_languages`, `extra_words`) are JSON arrays of strings.
    FACTS are read from the page in the offer's first language: `facts_page`.
    """

    template = "offers/offer_page.html"
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="pages")

    summary = models.CharField(
        _("in one sentence"), max_length=300, blank=True, help_text=_("What a teacher reads in the list of offers")
    )
    description = models.TextField(
        _("what happens"), blank=True, help_text=_("Plain text; a blank line begins a new paragraph")
    )
    before_time = models.CharField(_("time before"), max_length=60, blank=True, help_text=_("For example: one lesson"))
    before = models.TextField(_("before the visit"), blank=True, help_text=_("What the class does at school first"))
    during_time = models.CharField(_("time during"), max_length=60, blank=True)
    during = models.TextField(
        _("during the visit"), blank=True, help_text=_("What pupils do themselves, step by step")
    )
    after_time = models.CharField(_("time after"), max_length=60, blank=True)
    after = models.TextField(_("after the visit"), blank=True, help_text=_("How the class goes on at school"))
    learning = models.TextField(_("what pupils learn"), blank=True, help_text=_("One thing per line"))
    education_and_jobs = models.TextField(
        _("educations and jobs they meet"), blank=True, help_text=_("One per line, in words pupils know")
    )
    bring = models.TextField(_("what to wear and bring"), blank=True)
    access = models.TextField(
        _("access, toilets and noise"), blank=True, help_text=_("Steps, lifts, toilets, noise and smells")
    )
    transport = models.TextField(_("how to get there"), blank=True)

    form = models.CharField(_("form"), max_length=20, choices=OfferForm, blank=True)
    industry = models.CharField(_("industry"), max_length=20, blank=True)
    subjects = models.JSONField(_("subjects"), default=list, blank=True)
    extra_words = models.JSONField(_("further words to be found by"), default=list, blank=True)
    grade_min = models.PositiveSmallIntegerField(_("from grade"), null=True, blank=True)
    grade_max = models.PositiveSmallIntegerField(_("to grade"), null=True, blank=True)
    youth_levels = models.JSONField(_("youth education"), default=list, blank=True)
    duration_minutes = models.PositiveIntegerField(_("minutes, 0 for open-ended"), null=True, blank=True)
    price = models.DecimalField(
        _("price in kroner"), max_digits=8, decimal_places=2, null=True, blank=True, help_text=_("0 when it is free")
    )
    visit_languages = models.JSONField(_("languages of the visit"), default=list, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    is_creatable = False  # written at a desk; Wagtail does not inherit this
    WRITTEN: ClassVar[frozenset[str]] = frozenset({*TEXTS, *FACTS})
    base_form_class = OfferPageForm
    content_panels: ClassVar = offer_panels()
    parent_page_types: ClassVar = ["companies.CompanyPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("offer")

    @property
    def writer(self) -> Organisation:
        """The host."""
        return self.offer.host

    @property
    def desk_url(self) -> str:
        """Where the company goes on writing."""
        return reverse("offers:check", args=[self.pk])

    @property
    def carries_facts(self) -> bool:
        """Whether this is the page in the offer's first language."""
        return bool(self.locale.language_code == self.offer.first_language)

    def missing(self) -> list[Missing]:
        """What must be filled before it may go live."""
        return missing(self)

    @cached_property
    def facts_page(self) -> "OfferPage":
        """The page that carries the facts: this one, or that of the offer's first language."""
        if self.carries_facts:
            return self
        pages = OfferPage.objects.filter(offer=self.offer, locale__language_code=self.offer.first_language)
        first: OfferPage | None = pages.select_related("picture").first()
        return first or self

    @property
    def place(self) -> Point | None:
        """Where the class goes; None when it goes nowhere, or nobody knows."""
        facts, host = self.facts_page, self.offer.host
        if facts.form in FORMS_WITHOUT_PLACE | FORMS_AT_SCHOOL:
            return None
        latitude, longitude = facts.latitude, facts.longitude
        if latitude is None or longitude is None:
            latitude, longitude = host.latitude, host.longitude
        return None if latitude is None or longitude is None else Point(latitude, longitude)

    @property
    def is_at_school(self) -> bool:
        """Whether the host comes to the class."""
        return self.facts_page.form in FORMS_AT_SCHOOL

    def way(self, request: HttpRequest) -> Way | None:
        """The way from the school of the signed-in person."""
        membership = membership_of(request)
        school = membership.organisation if membership and works_in_school(membership) else None
        return way_to(self.place, school)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with its facts, host and way; «last updated» is when it last went live."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        offer = Offer.objects.select_related("host__municipality").get(pk=self.offer_id)
        self.offer = offer
        return context | {
            "offer": offer,
            "facts": self.facts_page,
            "host": offer.host,
            "host_page": self.get_parent() if self.pk else None,
            "way": self.way(request),
        }
