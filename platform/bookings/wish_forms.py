"""The forms of a wish for a day: the teacher names windows, the host chooses one or proposes another time."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.forms import ClassForm, FreeTextField
from bookings.models import VisitRequest, VisitWindow
from bookings.where import facts_of
from bookings.wishes import MOST_WINDOWS, Window
from content.words import day_with_year, time_range
from offers.calendar_checks import calendar_for_school
from offers.forms.dates import clock_field, day_field
from offers.forms.heeding import HeedsCalendar
from offers.models import Offer
from offers.series import moment
from schools.models import School

NUMBERS = range(1, MOST_WINDOWS + 1)
ENDS_TOO_EARLY = _("It must end after it begins")
TOO_EARLY = _("The day is past. Choose one that lies ahead")


class WishForm(HeedsCalendar, ClassForm):
    """When the class could come, and who comes."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    school = forms.TypedChoiceField(
        label=_("School"), coerce=int, error_messages={"required": _("Choose the school of the class")}
    )

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = schools
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(school.pk), str(school)) for school in schools]
        if len(schools) == 1:
            field.widget = forms.HiddenInput()
        self.initial = {"key": uuid4(), "school": schools[0].pk, **self.initial}
        for number in NUMBERS:
            self._ask_for_window(number)
        self.order_fields([name for number in NUMBERS for name in _names(number)])

    def _ask_for_window(self, number: int) -> None:
        day, begins, ends = _names(number)
        self.fields[day], self.fields[begins] = day_field(_("Day")), clock_field(_("From"))
        self.fields[ends] = clock_field(_("Until"))
        for name in (day, begins, ends):
            self.fields[name].required = number == 1

    @property
    def spans(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each window."""
        return [(number, [self[name] for name in _names(number)]) for number in NUMBERS]

    def clean(self) -> dict[str, Any]:
        """A window that is begun is filled, lies ahead and ends after it begins."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        for number in NUMBERS:
            self._check(number)
        if "school" in facts:
            self.calendar = calendar_for_school(self.offer, self.chosen_school())
        self.heed(*(_names(number)[0] for number in NUMBERS))
        return facts

    def _check(self, number: int) -> None:
        names = _names(number)
        said = [self.cleaned_data.get(name) for name in names]
        if any(said) and not all(said):
            for name in names:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if all(said):
            _check_times(self, *names)

    def windows(self) -> list[Window]:
        """The windows as the action takes them."""
        said = [[self.cleaned_data[name] for name in _names(number)] for number in NUMBERS]
        return [Window(moment(day, begins), moment(day, ends)) for day, begins, ends in said if day]

    def chosen_school(self) -> School:
        """The school of the class."""
        return next(school for school in self.schools if school.pk == self.cleaned_data["school"])

    def sent_key(self) -> UUID:
        """Tells one sending of the form from another."""
        key: UUID = self.cleaned_data["key"]
        return key


def _names(number: int) -> list[str]:
    return [f"{name}{number}" for name in ("day", "begins", "ends")]


def _check_times(form: forms.Form, day: str, begins: str, ends: str) -> None:
    said = form.cleaned_data
    if said[ends] <= said[begins]:
        form.add_error(ends, ENDS_TOO_EARLY)
    if moment(said[day], said[begins]) <= timezone.now():
        form.add_error(day, TOO_EARLY)


def wish_field_names() -> list[str]:
    """Everything the form may hold and that is kept; doubts are asked about anew each time."""
    return [*(set(WishForm.base_fields) - {"anyway"}), *(name for number in NUMBERS for name in _names(number))]


class AcceptForm(forms.Form):
    """The host says yes: in which window, from when until when."""

    window = forms.ModelChoiceField(
        label=_("Which day?"),
        queryset=VisitWindow.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose one of the days"), "invalid_choice": _("Choose one of the days")},
    )
    begins = clock_field(_("The visit begins"))
    ends = clock_field(_("The visit ends"))

    def __init__(self, *args: Any, wish: VisitRequest, **kwargs: Any) -> None:
        windows = list(wish.windows.all())
        kwargs.setdefault("initial", _usual(wish.offer, windows[0]))
        super().__init__(*args, **kwargs)
        field = self.fields["window"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = wish.windows.all()
        field.choices = [(row.pk, span_of(row)) for row in windows]
        if len(windows) == 1:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A visit ends after it begins, ahead of us, while the class can be there."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if {"window", "begins", "ends"} <= facts.keys():
            self._check(*self.times())
        return facts

    def _check(self, starts_at: datetime, ends_at: datetime) -> None:
        window = self.cleaned_data["window"]
        if ends_at <= starts_at:
            self.add_error("ends", ENDS_TOO_EARLY)
        elif starts_at < window.starts_at or ends_at > window.ends_at:
            span = {"span": time_range(window.starts_at, window.ends_at)}
            words = _("The class can be there %(span)s. Keep to that, or propose another time")
            self.add_error("begins", forms.ValidationError(words, params=span))

    def times(self) -> tuple[datetime, datetime]:
        """Start and end as moments."""
        said = self.cleaned_data
        day = timezone.localtime(said["window"].starts_at).date()
        return moment(day, said["begins"]), moment(day, said["ends"])


def _usual(offer: Offer, window: VisitWindow) -> dict[str, Any]:
    """The first window from its start, for as long as the offer lasts."""
    page = facts_of(offer)
    minutes = (page.duration_minutes if page else 0) or 0
    lasts = window.starts_at + timedelta(minutes=minutes)
    ends_at = min(lasts, window.ends_at) if minutes else window.ends_at
    begins = timezone.localtime(window.starts_at).time()
    return {"window": window.pk, "begins": begins, "ends": timezone.localtime(ends_at).time()}


def span_of(window: VisitWindow) -> str:
    """«tirsdag 9. februar 2027, 9.00–12.00»."""
    return f"{day_with_year(window.starts_at)}, {time_range(window.starts_at, window.ends_at)}"


class ProposeForm(HeedsCalendar):
    """The host proposes another time."""

    day = day_field(_("Day"))
    begins = clock_field(_("The visit begins"))
    ends = clock_field(_("The visit ends"))
    message = FreeTextField(label=_("A word to the teacher (optional)"), max_length=500, rows=3, required=False)
    field_order = ("day", "begins", "ends", "message", "anyway")

    def clean(self) -> dict[str, Any]:
        """Ahead of us, and it ends after it begins."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "begins", "ends"} <= facts.keys():
            _check_times(self, "day", "begins", "ends")
        self.heed("day")
        return facts

    def times(self) -> tuple[datetime, datetime]:
        """Start and end as moments."""
        said = self.cleaned_data
        return moment(said["day"], said["begins"]), moment(said["day"], said["ends"])
