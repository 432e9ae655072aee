"""Municipalities with their dated regions, and postcodes with coordinates."""

from datetime import date

from django.db import models
from django.db.models import Q


class UnknownPostcode(LookupError):
    """The register has no such postcode."""


class Region(models.Model):
    """A Danish region or a Swedish county."""

    country = models.CharField(max_length=2)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["country", "name"], name="region_name_once_per_country"),)

    def __str__(self) -> str:
        return self.name


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Which municipalities."""

    def named(self, name: str) -> "MunicipalityQuerySet":
        """Those with a name, whatever its case; «X Kommune» and «X kommun» count too."""
        plain = name.strip()
        for ending in (" kommune", " kommun"):
            if plain.lower().endswith(ending):
                plain = plain[: -len(ending)]
        usual = SPELLINGS.get(plain.lower(), plain)
        # SQLite folds the case of ASCII letters only, so the usual ways to write Å, Æ, Ø and Ö are all asked for.
        spellings = {form for name in (plain, usual) for form in (name, name.lower(), name.upper(), name.title())}
        asked = Q()
        for spelling in spellings:
            asked |= Q(name__iexact=spelling)
        return self.filter(asked).order_by("is_invented", "country", "pk")


SPELLINGS = {
    "århus": "Aarhus",
    "vesthimmerland": "Vesthimmerlands",
    "nordfyn": "Nordfyns",
    "åbenrå": "Aabenraa",
    "ålborg": "Aalborg",
    "copenhagen": "København",
    "bornholms": "Bornholm",
}


class Municipality(models.Model):
    """A Danish or Swedish municipality; `key` is country and code, for the codes of the two countries overlap."""

    key = models.CharField(max_length=8, primary_key=True)
    country = models.CharField(max_length=2)
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=60)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name_plural = "municipalities"
        constraints = (models.UniqueConstraint(fields=["country", "code"], name="municipality_code_once_per_country"),)

    def __str__(self) -> str:
        return self.name

    def region_on(self, day: date) -> Region | None:
        """The region it belongs to on a day; None before 2007."""
        period = self.region_periods.filter(first_day__lte=day).filter(Q(last_day__isnull=True) | Q(last_day__gte=day))
        found = period.select_related("region").first()
        return found.region if found else None


class RegionPeriod(models.Model):
    """The days on which a municipality belongs to a region, both included."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="region_periods")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "first_day"], name="region_period_begins_once"),
        )

    def __str__(self) -> str:
        return f"{self.municipality}: {self.region}"


class PostcodeQuerySet(models.QuerySet["Postcode"]):
    """Which postcodes."""

    def find(self, code: str, country: str = "DK") -> "Postcode":
        """The postcode, or UnknownPostcode with the code that was typed."""
        found = self.filter(country=country, code=code.strip()).first()
        if found is None:
            raise UnknownPostcode(code)
        return found


class Postcode(models.Model):
    """A postcode with the centre of its area (islands and street codes approximate)."""

    country = models.CharField(max_length=2, default="DK")
    code = models.CharField(max_length=6)
    name = models.CharField(max_length=60)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="postcodes")
    latitude = models.FloatField()
    longitude = models.FloatField()

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["country", "code"], name="postcode_once_per_country"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
