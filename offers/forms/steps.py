"""What the steps of writing an offer share: nothing is required, what is wrong is named, the rest is kept."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from offers.models import OfferPage


class StepForm(forms.Form):
    """One step. `page` is the draft; a text in another language shows the first text beside each field."""

    FACT_FIELDS: ClassVar[frozenset[str]] = frozenset()
    WIDTHS: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, page: OfferPage, original: OfferPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": self.read(page), "label_suffix": "", **kwargs})
        self.page = page
        if original is not None:
            self._translate(original)

    def _translate(self, original: OfferPage) -> None:
        """Keep only texts, each with what the first language says."""
        for name in self.FACT_FIELDS:
            self.fields.pop(name, None)
        self.originals = {name: str(getattr(original, name, "") or "") for name in self.fields}

    def read(self, page: OfferPage) -> dict[str, Any]:
        """What the draft says now, by the names of the fields."""
        names = self.base_fields
        return {name: getattr(page, name, getattr(page.offer, name, None)) for name in names}

    def values(self) -> dict[str, Any]:
        """What can be saved: fields of the page and terms of the offer, the wrong ones left out."""
        return dict(self.cleaned_data)

    @property
    def rows(self) -> Iterable[tuple[forms.BoundField, str, str]]:
        """The fields with how wide they are and the words of the first language (empty when this is the first)."""
        originals = getattr(self, "originals", {})
        return [(field, self.WIDTHS.get(field.name, ""), originals.get(field.name, "")) for field in self]


def text(label: Any, help_text: Any = "", *, rows: int = 4, **more: Any) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def line(label: Any, help_text: Any = "", *, max_length: int, **more: Any) -> forms.CharField:
    """A field for one line."""
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=max_length, **more)


def number(label: Any, help_text: Any = "", *, error: Any, least: int = 0, most: int = 999) -> forms.IntegerField:
    """A field for a whole number, with one sentence for everything that is not one."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), error),
    )
