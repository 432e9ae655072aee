"""Guides and rooms: one of them, and which a date needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from offers.models import Resource


class NameForm(forms.Form):
    """What a guide or a room is called."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        error_messages={"required": _("Write a name, for example Ingrid or Workshop 2")},
    )

    def clean_name(self) -> str:
        """One spelling, whatever the blanks."""
        return " ".join(self.cleaned_data["name"].split())


class ResourceForm(NameForm):
    """One more."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Resource.Kind.choices, widget=forms.RadioSelect, initial=Resource.Kind.GUIDE
    )
    field_order = ("kind", "name")


class ResourcesField(forms.ModelMultipleChoiceField):
    """Guides and rooms by name and kind."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Resource) -> str:
        """«Ingrid (guide)»."""
        return f"{obj.name} ({obj.get_kind_display().lower()})"


class NeedsResources(forms.Form):
    """Which of the host's guides and rooms a date needs; not asked of a host without any."""

    resources = ResourcesField(
        label=_("Guides and rooms"),
        help_text=_("Nobody and no room is promised to two dates at the same time"),
        queryset=Resource.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, host: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["resources"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        own = Resource.objects.filter(host=host) if host else Resource.objects.none()
        field.queryset = own
        if not own.exists():
            del self.fields["resources"]

    def needed(self) -> list[Resource]:
        """What was ticked."""
        return list(self.cleaned_data.get("resources") or [])
