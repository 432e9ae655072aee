"""Names in three languages, found again from what people write."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import get_language

Row = TypeVar("Row", bound="NamedFact")


class NamedQuerySet(models.QuerySet[Row]):
    """Facts with names."""

    def named(self, text: str, language: str = "") -> Row | None:
        """The fact with this code, name or alias in one language (in all, without one); None when there is none."""
        wanted = text.strip().lower()
        for row in self.all():
            if wanted in row.words(language):
                return row
        return None


class NamedFact(models.Model):
    """A fact with a name in each language; `aliases` are other words people use, each in lower case."""

    code = models.CharField(max_length=24, primary_key=True)
    order = models.PositiveSmallIntegerField(default=0)
    name_da = models.CharField(max_length=60)
    name_sv = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_in(get_language() or "da")

    def name_in(self, language: str) -> str:
        """The name in a language; Danish where we have none."""
        names: dict[str, Any] = {"da": self.name_da, "sv": self.name_sv, "en": self.name_en}
        return str(names.get(language[:2]) or self.name_da)

    def words(self, language: str = "") -> set[str]:
        """Everything it is called, in lower case."""
        names = [self.name_in(language)] if language else [self.name_da, self.name_sv, self.name_en]
        return {self.code, *(name.lower() for name in names), *self.aliases}
