"""Puts Django's form fields into the designsystem's anatomy."""

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_choices(field: BoundField) -> bool:
    """Radio buttons or checkboxes, which need a fieldset."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """A single tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def choice_kind(field: BoundField) -> str:
    """radio or checkbox."""
    return "checkbox" if isinstance(field.field.widget, forms.CheckboxSelectMultiple) else "radio"


@register.filter
def first_control(field: BoundField) -> str:
    """The id a link to the field leads to; of several choices, the first."""
    if is_choices(field):
        return next((choice.id_for_label for choice in field.subwidgets), str(field.auto_id))
    return field.id_for_label or str(field.auto_id)


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of hint and error, for aria-describedby."""
    name = field.id_for_label or str(field.auto_id)
    found = [f"{name}-h"] if field.help_text else []
    return " ".join([*found, f"{name}-e"] if field.errors else found)


@register.filter
def control(choice: BoundWidget, kind: str) -> SafeString:
    """One radio button or checkbox of several."""
    choice.data["attrs"]["class"] = f"form-{kind}"
    return choice.tag()


def _attributes(field: BoundField, css: str) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {"class": css, "required": False}
    if described_by(field):
        attributes["aria-describedby"] = described_by(field)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes


@register.filter
def dressed(field: BoundField, css: str) -> SafeString:
    """The control with its class and what describes it; a select has its own class."""
    is_select = isinstance(field.field.widget, forms.Select)
    return field.as_widget(attrs=_attributes(field, "form-select" if is_select else css))


@register.filter
def dressed_wide(field: BoundField, width: str) -> SafeString:
    """The control in a width that tells how much to type: xs, s or m."""
    return field.as_widget(attrs=_attributes(field, f"form-input input-width-{width}"))
