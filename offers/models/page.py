"""An offer's text in one language; the page in its first language also carries the facts that editors review."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.models import Picture
from offers.models.offer import Offer, OfferForm


class OfferPage(Page):
    """What a company offers, in one language; a draft may lack anything but the title.

    Lists of codes (`subjects`, `youth_levels`, `visit_languages`, `extra_words`) are JSON arrays of strings.
    Facts (from `form` to `transport`) are read from the page in the offer's first language: `facts_page()`.
    """

    template = "offers/offer_page.html"
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="pages")

    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("what happens"), blank=True)
    before_time = models.CharField(_("time before"), max_length=60, blank=True)
    before = models.TextField(_("before the visit"), blank=True)
    during_time = models.CharField(_("time during"), max_length=60, blank=True)
    during = models.TextField(_("during the visit"), blank=True)
    after_time = models.CharField(_("time after"), max_length=60, blank=True)
    after = models.TextField(_("after the visit"), blank=True)
    learning = models.TextField(_("what pupils learn, one per line"), blank=True)
    education_and_jobs = models.TextField(_("educations and jobs they meet"), blank=True)
    bring = models.TextField(_("what to wear and bring"), blank=True)
    access = models.TextField(_("access, toilets and noise"), blank=True)
    transport = models.TextField(_("how to get there"), blank=True)

    form = models.CharField(_("form"), max_length=20, choices=OfferForm, blank=True)
    industry = models.CharField(_("industry"), max_length=20, blank=True)
    subjects = models.JSONField(_("subjects"), default=list, blank=True)
    extra_words = models.JSONField(_("further words to be found by"), default=list, blank=True)
    grade_min = models.PositiveSmallIntegerField(_("from grade"), null=True, blank=True)
    grade_max = models.PositiveSmallIntegerField(_("to grade"), null=True, blank=True)
    youth_levels = models.JSONField(_("youth education"), default=list, blank=True)
    duration_minutes = models.PositiveIntegerField(_("minutes, 0 for open-ended"), null=True, blank=True)
    price = models.DecimalField(_("price in kroner"), max_digits=8, decimal_places=2, null=True, blank=True)
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

    parent_page_types: ClassVar = ["companies.CompanyPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("offer")

    def facts_page(self) -> "OfferPage":
        """The page that carries the facts: this one, or that of the offer's first language."""
        if self.locale.language_code == self.offer.first_language:
            return self
        first = OfferPage.objects.filter(offer=self.offer, locale__language_code=self.offer.first_language).first()
        return first or self
