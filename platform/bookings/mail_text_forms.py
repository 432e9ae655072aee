"""The form in which a municipality writes the first words of a mail."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bookings.messages.own_words import OwnWords


class MailTextForm(forms.Form):
    """Subject and first lines; empty: Skolebro's words."""

    subject = forms.CharField(label=pgettext_lazy("of a mail", "Subject"), max_length=200, required=False)
    intro = forms.CharField(
        label=_("First lines"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, letter: OwnWords, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter, self.language = letter, language

    def clean_subject(self) -> str:
        """One line, with names the mail knows."""
        return " ".join(self._with_known_names("subject").split())

    def clean_intro(self) -> str:
        """Names the mail knows."""
        return self._with_known_names("intro")

    def _with_known_names(self, field: str) -> str:
        text: str = self.cleaned_data[field]
        unknown = self.letter.unknown_in(text, self.language)
        if unknown:
            words = gettext("This mail does not know %(unknown)s. It knows %(known)s")
            raise forms.ValidationError(
                words % {"unknown": _named(unknown), "known": _named(self.letter.names_in(self.language))}
            )
        return text


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"[{name}]" for name in names)
