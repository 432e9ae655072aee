"""The second kind of document: stories, articles, guides, companies and strategies."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class SiteKind(models.TextChoices):
    """What kind of page it is, as a list of results says it."""

    STORY = "story", _("Story")
    ARTICLE = "article", _("Article")
    GUIDE = "guide", _("Guide")
    COMPANY = "company", _("Company")
    STRATEGY = "strategy", _("Strategy")


class SiteTextQuerySet(models.QuerySet["SiteText"]):
    """Which texts."""

    def listed_in(self, language: str) -> "SiteTextQuerySet":
        """Those in a language that everybody may read at this moment, whatever an index says."""
        return self.filter(language=language, page__in=Page.objects.live().public())


class SiteText(models.Model):
    """A page of the site other than an offer, as search lists it."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="site_text")
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=8, choices=SiteKind)
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=80)
    lead = models.CharField(max_length=300, blank=True)

    objects = SiteTextQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """The page's address, from its path in the tree: the first two parts are the root and the language's home."""
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        return f"{prefix}/{'/'.join(self.page.url_path.strip('/').split('/')[1:])}/"


class SitePosting(models.Model):
    """That a token stands in a text, and its weight there in thousandths."""

    text = models.ForeignKey(SiteText, on_delete=models.CASCADE, related_name="postings")
    language = models.CharField(max_length=5)
    token = models.CharField(max_length=60)
    weight = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=["token", "language", "text", "weight"], name="site_posting_by_token"),)

    def __str__(self) -> str:
        return self.token


class SiteState(models.Model):
    """How far the cluster's document of a page is; it outlives the page, so that the document is removed too."""

    page_number = models.BigIntegerField(primary_key=True)
    version = models.PositiveBigIntegerField(default=1)
    sent = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.page_number}: {self.sent} of {self.version}"
