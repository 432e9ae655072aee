"""The projection: what of each offer is searched, filtered and shown in lists."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from offers.models import Occurrence, Offer, OfferForm, OfferPage, OfferState
from offers.models.offer import FORMS_AT_SCHOOL
from reference.grades import grades_label
from reference.models import Municipality


class EntryQuerySet(models.QuerySet["Entry"]):
    """Which entries."""

    def listed_in(self, language: str) -> "EntryQuerySet":
        """One entry for each open offer: in `language` where it is written, else in its first language."""
        return self.filter(**{f"in_{language}": True}, offer__state=OfferState.OPEN)

    def with_free_places(self, free: "models.QuerySet[Occurrence]") -> "EntryQuerySet":
        """Those of which at least one of these dates exists."""
        return self.filter(models.Exists(free.filter(offer_id=models.OuterRef("offer_id"))))


class Entry(models.Model):
    """One offer in one language; facts are copied from the page in the offer's first language."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="entries")
    page = models.OneToOneField(OfferPage, on_delete=models.CASCADE, related_name="entry")
    language = models.CharField(max_length=5)
    in_da = models.BooleanField(default=False)
    in_sv = models.BooleanField(default=False)
    in_en = models.BooleanField(default=False)
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=80)
    summary = models.CharField(max_length=300, blank=True)
    url_path = models.CharField(max_length=400)
    host_name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)
    municipality_name = models.CharField(max_length=100, blank=True)
    form = models.CharField(max_length=20, blank=True)
    industry = models.CharField(max_length=20, blank=True)
    grade_min = models.PositiveSmallIntegerField(null=True)
    grade_max = models.PositiveSmallIntegerField(null=True)
    youth_levels = models.JSONField(default=list)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    duration_minutes = models.PositiveIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=["in_da", "title_key"], name="entry_in_da_by_title"),
            models.Index(fields=["in_sv", "title_key"], name="entry_in_sv_by_title"),
            models.Index(fields=["in_en", "title_key"], name="entry_in_en_by_title"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """The page's address, from its path in the tree: the first two parts are the root and the language's home."""
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        return f"{prefix}/{'/'.join(self.url_path.strip('/').split('/')[1:])}/"

    @property
    def grades_label(self) -> str:
        """For whom, in the reader's language."""
        return grades_label(self.grade_min, self.grade_max, self.youth_levels)

    @property
    def is_at_school(self) -> bool:
        """Whether the host comes to the class."""
        return self.form in FORMS_AT_SCHOOL

    @property
    def language_name(self) -> str:
        """The language of the text, for readers of another."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    def get_form_display(self) -> str:
        """The form in the reader's language."""
        return str(OfferForm(self.form).label) if self.form in OfferForm.values else ""


class FacetValue(models.Model):
    """One value of one facet of an entry: what is counted and ticked."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="facet_values")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["facet", "value", "entry"], name="facet_value_once"),)
        indexes = (models.Index(fields=["entry", "facet", "value"], name="facet_values_of_entry"),)

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class NameKind(models.TextChoices):
    """What a completed name names, in the order of the list."""

    TITLE = "title", _("Offers")
    SUBJECT = "subject", _("Subjects")
    COMPANY = "company", _("Companies")
    PLACE = "place", _("Places")


class BeginningQuerySet(models.QuerySet["Beginning"]):
    """Which beginnings."""

    def listed_in(self, language: str) -> "BeginningQuerySet":
        """Those of entries that the catalogue lists in a language."""
        return self.filter(models.Exists(Entry.objects.listed_in(language).filter(pk=models.OuterRef("entry"))))


class Beginning(models.Model):
    """A name of an entry from its word number `at` on, folded: what somebody may begin to type."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="beginnings")
    kind = models.CharField(max_length=8, choices=NameKind)
    at = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=255)

    objects = BeginningQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=["kind", "key", "entry"],
                name="beginning_by_key",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops", "int8_ops"],
            ),
        )

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """That a token stands in an entry, and its weight there in thousandths: BM25 without rarity, or a fact's rank.

    Whole numbers add up to the same sum in any order, so every database ranks alike.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="postings")
    language = models.CharField(max_length=5)
    token = models.CharField(max_length=60)
    weight = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=["token", "language", "entry", "weight"], name="posting_by_token"),)

    def __str__(self) -> str:
        return self.token


class LexiconRow(models.Model):
    """The catalogue's own words in one language, frozen: they decide how a word splits until the next rebuild."""

    language = models.CharField(max_length=5, primary_key=True)
    version = models.CharField(max_length=40)
    packed = models.BinaryField()
    average_length = models.FloatField()
    offers = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.language} {self.version}"


class LaterWord(models.Model):
    """A word first met since the lexicon was made: spelling knows it, splitting does not."""

    language = models.CharField(max_length=5)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["language", "word"], name="later_word_once"),)

    def __str__(self) -> str:
        return self.word


class IndexState(models.Model):
    """How far the cluster's documents of an offer are.

    `raised` counts how often the texts were read anew and is part of the version; `sent` is the version last sent.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="index_state")
    raised = models.PositiveBigIntegerField(default=0)
    sent = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.sent}"


class AskedText(models.Model):
    """How often a text was asked on a day, and how often nothing was found; who asked is not known to anybody."""

    day = models.DateField()
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=0)
    misses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["day", "language", "text"], name="asked_text_once_per_day"),)

    def __str__(self) -> str:
        return self.text


class ConceptKind(models.TextChoices):
    """How the words of a concept stand to its name."""

    SAME = "same", _("All words mean the same")
    INDUSTRY = "industry", _("Industry and its trades, tools and products")
    THEME = "theme", _("Theme and its topics")
    CURRICULUM = "curriculum", _("Curriculum word and everyday words")
    OCCASION = "occasion", _("Occasion of the year and what belongs to it")


class Concept(models.Model):
    """A piece of the thesaurus: search for one of its words finds the others; effective with the next search."""

    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="da")
    kind = models.CharField(_("kind"), max_length=12, choices=ConceptKind, default=ConceptKind.SAME)
    name = models.CharField(_("name"), max_length=80)
    words = models.TextField(_("words"), help_text=_("Separated by semicolons; a word may be a phrase"))
    keys = models.JSONField(default=list, editable=False)
    is_shipped = models.BooleanField(_("shipped with the site"), default=False, editable=False)
    owner = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, editable=False, on_delete=models.SET_NULL
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ("language", "name", "pk")
        indexes = (models.Index(fields=["language", "changed_at"], name="concept_by_change"),)

    def __str__(self) -> str:
        return self.name

    @property
    def word_list(self) -> tuple[str, ...]:
        """The words without the name, in order."""
        words = (word.strip() for word in self.words.split(";"))
        return tuple(dict.fromkeys(word for word in words if word and word.lower() != self.name.lower()))


def free_occurrences(now: datetime) -> "models.QuerySet[Occurrence]":
    """Dates a class can still book."""
    return with_places(Occurrence.objects.bookable(now), now)


def with_places(dates: "models.QuerySet[Occurrence]", now: datetime) -> "models.QuerySet[Occurrence]":
    """Those of the dates that have places free, or held only by requests that have lapsed."""
    lapsed = Booking.objects.filter(
        occurrence=models.OuterRef("pk"), state__in=["pending", "offered"], expires_at__lte=now
    )
    return dates.filter(Q(taken__lt=models.F("capacity")) | models.Exists(lapsed))
