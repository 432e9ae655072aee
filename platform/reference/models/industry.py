"""Sixteen plain-language industries, and which official codes belong to each."""

from django.db import models

from reference.models.naming import NamedFact, NamedQuerySet


class IndustryQuerySet(NamedQuerySet["Industry"]):
    """Which industries."""

    def for_code(self, scheme: str, code: str) -> "Industry | None":
        """The industry of an official code of DB07 or DB25: the longest known prefix decides."""
        digits = code.replace(".", "").strip()
        prefixes = [digits[:length] for length in range(len(digits), 1, -1)]
        rows = IndustryCode.objects.filter(scheme=scheme, prefix__in=prefixes).select_related("industry")
        best = max(rows, key=lambda row: len(row.prefix), default=None)
        return best.industry if best else None


class Industry(NamedFact):
    """One of the sixteen doors."""

    objects = IndustryQuerySet.as_manager()

    class Meta(NamedFact.Meta):
        verbose_name_plural = "industries"


class IndustryCode(models.Model):
    """That codes of a scheme with this prefix belong to an industry."""

    industry = models.ForeignKey(Industry, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=4)
    prefix = models.CharField(max_length=6)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "prefix"], name="industry_code_belongs_once"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.prefix}"
