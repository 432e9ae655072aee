"""allauth's forms in our words: no placeholders, one sentence on passwords, and an error says what to write."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

WHAT_IS_MISSING = {
    "login": _("Write your e-mail address, for example mette@school.example"),
    "email": _("Write your e-mail address, for example mette@school.example"),
    "password": _("Write your password"),
    "oldpassword": _("Write the password you have now"),
    "password1": _("Write a password of at least ten characters"),
    "password2": _("Write the new password once more"),
}
HINTS: dict[str, Any] = {
    "password": "",  # the page itself leads to a forgotten password
    "oldpassword": "",
    "password1": _("At least ten characters. Three words that do not belong together are good"),
}


class InOurWords(forms.Form):
    """Dresses the fields of one of allauth's forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = HINTS.get(name, field.help_text)
            if name in WHAT_IS_MISSING:
                field.error_messages["required"] = WHAT_IS_MISSING[name]


class SignInForm(InOurWords, allauth.LoginForm):
    """E-mail and password."""


class SignUpForm(InOurWords, allauth.SignupForm):
    """A new profile."""


class AddEmailForm(InOurWords, allauth.AddEmailForm):
    """One more address."""


class ForgottenForm(InOurWords, allauth.ResetPasswordForm):
    """The password is forgotten."""


class CodeForm(InOurWords, allauth.RequestLoginCodeForm):
    """A code instead of a password."""


class NewPasswordForm(InOurWords, allauth.ChangePasswordForm):
    """Another password."""


class FreshPasswordForm(InOurWords, allauth.ResetPasswordKeyForm):
    """A password in place of the forgotten one."""
