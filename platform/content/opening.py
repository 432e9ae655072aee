"""The administrator's form that opens a municipality, and the list of those that are open with what they lack."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.gaps import gaps_of, opened
from content.municipalities import open_municipality
from reference.models import Municipality


class OpenForm(forms.Form):
    """Which municipality, and who edits first."""

    name = forms.CharField(label=_("Municipality"), max_length=80, help_text=_("Its name, Danish or Swedish"))
    editor = forms.EmailField(
        label=_("E-mail address of the first editor"), required=False, help_text=_("Gets access to the admin at once")
    )

    def clean_name(self) -> Municipality:
        """The municipality that is meant."""
        found = Municipality.objects.named(self.cleaned_data["name"]).first()
        if found is None:
            raise ValidationError(_("There is no Danish or Swedish municipality of that name"))
        return found


def open_one(request: HttpRequest) -> HttpResponse:
    """Open a municipality, or mend what is missing of it."""
    if not request.user.is_superuser:
        raise PermissionDenied
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        page = open_municipality(municipality=facts["name"], editor_email=facts["editor"], by=request.user)
        messages.success(request, gettext("%(name)s is open") % {"name": page.title})
        return redirect("open_municipality")
    rows = [{"organisation": each, "gaps": gaps_of(each)} for each in opened()]
    return render(request, "content/admin/open_municipality.html", {"form": form, "rows": rows})
