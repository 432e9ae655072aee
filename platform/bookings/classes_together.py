"""Several classes on their way to an offer: the rows, what they share, and what stands in the way."""

from functools import cached_property
from typing import Any

from django.forms import ChoiceField
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookings.actions import ClassFacts
from bookings.classes import answers_known
from bookings.colleagues import colleagues_of, leads
from bookings.drafts import MOST_CLASSES
from bookings.journey import Journey
from bookings.several_forms import RowForm, SeveralForm, facts_of_rows
from bookings.slots import Slot, bookable_slots
from content.words import day_long, time_range


class Together:
    """The form as it was typed, or empty; `typed` is what the session keeps."""

    def __init__(self, journey: Journey, typed: dict[str, Any]) -> None:
        self.journey, self.typed = journey, typed
        self.rows = [RowForm(typed or None, offer=journey.offer, number=n) for n in range(MOST_CLASSES)]

    @cached_property
    def slots(self) -> list[Slot]:
        """The offer's times that have room now."""
        return [slot for slot in bookable_slots(self.journey.offer, timezone.now()) if slot.can_be_chosen]

    @cached_property
    def shared(self) -> SeveralForm:
        """What is the same for all."""
        user = self.journey.user
        initial = {**answers_known(None, user), "dates": [str(self.journey.occurrence.pk)], "contact": str(user.pk)}
        words = [(str(slot.occurrence.pk), _time(slot)) for slot in self.slots]
        return SeveralForm(
            self.typed or None,
            offer=self.journey.offer,
            slots=self.slots,
            schools=self.journey.schools,
            colleagues=self._colleagues(),
            words=words,
            initial=initial,
        )

    def _colleagues(self) -> list[User]:
        """Those a leader may name, at any of the schools the leader leads."""
        found: dict[int, User] = {}
        for school in self.journey.schools:
            if leads(self.journey.user, school):
                found |= {person.pk: person for person in colleagues_of(school)}
        return list(found.values())

    @cached_property
    def filled(self) -> list[RowForm]:
        """The rows in which something stands."""
        return [row for row in self.rows if row.is_bound and row.has_changed()]

    def is_valid(self) -> bool:
        """Whether they can be sent."""
        rows_right = all(row.is_valid() for row in self.filled)
        return self.shared.is_valid() and bool(self.filled) and rows_right and not self._twice()

    def _twice(self) -> list[RowForm]:
        """Rows that name a class again."""
        seen: set[str] = set()
        again = []
        for row in self.filled:
            label = row.cleaned_data.get("label", "").casefold()
            if label and label in seen:
                again.append(row)
            seen.add(label)
        return again

    @cached_property
    def classes(self) -> list[ClassFacts]:
        """The classes as the action takes them; only when all is valid."""
        return facts_of_rows(self.filled, self.shared)

    @property
    def times(self) -> list[str]:
        """The chosen times in words."""
        chosen = set(self.shared.chosen_dates)
        return [_time(slot) for slot in self.slots if slot.occurrence.pk in chosen]

    @property
    def contact(self) -> User:
        """Whom the host rings."""
        return self.shared.comes_along or self.journey.user

    @property
    def how(self) -> str:
        """What becomes of them when not all find room, in words."""
        field = self.shared.fields["how"]
        assert isinstance(field, ChoiceField)
        return str(dict(field.choices)[self.shared.cleaned_data["how"]])  # type: ignore[arg-type]  # flat choices

    def refuse(self, why: list[tuple[ClassFacts, str]]) -> None:
        """Say at each class what stood in its way."""
        by_label = {facts.label: said for facts, said in why}
        for row in self.filled:
            if row.cleaned_data["label"] in by_label:
                row.add_error("label", by_label[row.cleaned_data["label"]])

    def problems(self) -> list[tuple[str, str]]:
        """Everything that is wrong, as (id of the control, sentence), in the order of the page."""
        if not self.shared.is_bound:
            return []
        found = _errors(self.shared, "")
        for row in self.filled:
            found += _errors(row, str(row["label"].value() or _("Class %(n)s") % {"n": row.number + 1}))
        if not self.filled:
            found.append((self.rows[0]["label"].id_for_label, _("Write at least one class")))
        again = _("This class stands in the form twice")
        return found + [(row["label"].id_for_label, f"{row['label'].value()}: {again}") for row in self._twice()]


def _errors(form: SeveralForm | RowForm, name: str) -> list[tuple[str, str]]:
    before = f"{name}: " if name else ""
    return [(field.id_for_label or field.auto_id, f"{before}{error}") for field in form for error in field.errors]


def _time(slot: Slot) -> str:
    row = slot.occurrence
    day = day_long(row.starts_at)
    return f"{day[:1].upper()}{day[1:]}, {time_range(row.starts_at, row.ends_at)}. {slot.words}"
