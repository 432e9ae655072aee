"""What a person says of themselves."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

PHONE = re.compile(r"\+?[\d ]{8,20}")


class ProfileForm(forms.ModelForm[User]):
    """Name, phone and language."""

    class Meta:
        model = User
        fields = ("name", "phone", "language")
        labels = {"name": _("Your name"), "phone": _("Mobile number"), "language": _("Language of your mails")}
        help_texts = {
            "name": _("As the others will see it when you book or answer"),
            "phone": _("Shown to the other side only when a visit is agreed"),
        }

    def clean_name(self) -> str:
        """A name is needed: the other side must know whom they meet."""
        name: str = self.cleaned_data["name"].strip()
        if not name:
            raise forms.ValidationError(_("Write your name"))
        return name

    def clean_phone(self) -> str:
        """Empty, or a number that can be rung."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Write a phone number with at least 8 digits, for example 55 00 12 34"))
        return phone
