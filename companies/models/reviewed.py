"""What pages have in common that a company writes and the editors of its municipality review."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from accounts.models import Organisation


@dataclass(frozen=True)
class Missing:
    """A field that must be filled before anybody else reads the page, and the sentence that asks for it."""

    field: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class ReviewedPage(Page):
    """A page that is written at a desk, never in the admin, and goes live when an editor approves it."""

    WRITTEN: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @property
    def writer(self) -> Organisation:
        """The organisation that writes it."""
        raise NotImplementedError

    @property
    def desk_url(self) -> str:
        """Where its writer works on it."""
        raise NotImplementedError

    def missing(self) -> list[Missing]:
        """What must be filled before it may go live."""
        raise NotImplementedError

    def review_problems(self) -> list[str]:
        """What the approval asks: the sentences of what is missing."""
        return [str(gap) for gap in self.missing()]

    def copy_for_translation(self, locale: Locale, *args: Any, alias: bool = False, **kwargs: Any) -> Page:
        """Only as an alias: companies write each language themselves, so «translate subtree» leaves them out."""
        if not alias:
            raise ValidationError(_("Companies write each language at their own desk"))
        copied: Page = super().copy_for_translation(locale, *args, **{"alias": alias, **kwargs})
        return copied
