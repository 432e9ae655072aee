"""The lasting row behind what is offered: host, terms of booking, open or closed."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

if TYPE_CHECKING:
    from offers.models.page import OfferPage


class OfferForm(models.TextChoices):
    """What kind of meeting it is (contract SV-24)."""

    COMPANY_VISIT = "company_visit", _("Company visit")
    GUEST_TEACHER = "guest_teacher", _("Guest teacher")
    PROJECT = "project", _("Course of lessons")
    COMPETITION = "competition", _("Competition")
    MATERIAL = "material", _("Teaching material")
    OPEN_DAY = "open_day", _("Open day")
    ONLINE = "online", _("Online")


FORMS_AT_SCHOOL = frozenset({OfferForm.GUEST_TEACHER})
FORMS_WITHOUT_PLACE = frozenset({OfferForm.ONLINE, OfferForm.MATERIAL})


class OfferState(models.TextChoices):
    """Whether classes can book."""

    OPEN = "open", _("Open for booking")
    PAUSED = "paused", _("Paused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OfferQuerySet(models.QuerySet["Offer"]):
    """Which offers."""

    def hosted_by(self, organisation: Organisation) -> "OfferQuerySet":
        """Those of one organisation: where every desk query starts."""
        return self.filter(host=organisation)

    def open(self) -> "OfferQuerySet":
        """Those that take bookings."""
        return self.filter(state=OfferState.OPEN)


class Offer(models.Model):
    """An offer, whatever languages it is written in; counters and terms live here, texts on its pages."""

    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    external_id = models.CharField(max_length=80, null=True, blank=True, unique=True)
    first_language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="da")
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    approval_required = models.BooleanField(_("we answer each request ourselves"), default=True)
    answer_days = models.PositiveSmallIntegerField(_("working days to answer"), default=2)
    close_days = models.PositiveSmallIntegerField(_("booking closes, working days before"), default=3)
    cancel_days = models.PositiveSmallIntegerField(_("free cancellation until, working days before"), default=5)
    open_days = models.PositiveSmallIntegerField(
        _("booking opens, days before"), null=True, blank=True, help_text=_("Empty: as soon as the date is there")
    )
    late_terms = models.CharField(
        _("what happens after free cancellation"),
        max_length=200,
        blank=True,
        help_text=_("For example: ring us, we have bought food for the class"),
    )
    pupils_per_adult = models.PositiveSmallIntegerField(
        _("pupils per adult"), null=True, blank=True, help_text=_("One adult for every so many pupils; empty: no rule")
    )
    takes_wishes = models.BooleanField(_("teachers may suggest a day"), default=True)
    min_pupils = models.PositiveSmallIntegerField(_("fewest pupils"), null=True, blank=True)
    max_pupils = models.PositiveSmallIntegerField(_("most pupils"), null=True, blank=True)
    adults_required = models.PositiveSmallIntegerField(_("adults who must come along"), default=1)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(min_pupils__isnull=True)
                | models.Q(max_pupils__isnull=True)
                | models.Q(min_pupils__lte=models.F("max_pupils")),
                name="offer_group_size_not_crossed",
            ),
        )

    def __str__(self) -> str:
        return self.external_id or f"{self.host} {self.pk}"

    def page_in(self, language: str) -> "OfferPage | None":
        """The text in a language, else in the first, else any; live ones first. Prefetch `pages__locale` in lists."""
        by_language = {page.locale.language_code: page for page in self.pages.all()}
        live = {code: page for code, page in by_language.items() if page.live}
        found = live or by_language
        return found.get(language) or found.get(self.first_language) or next(iter(found.values()), None)

    @property
    def title(self) -> str:
        """The title in the active language, as lists and mails name the offer; a draft's while nothing is live."""
        page = self.page_in(get_language() or self.first_language)
        if page is None:
            return str(self.external_id or "")
        return str(page.title if page.live else page.draft_title or page.title)
