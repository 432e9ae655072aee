"""Noting, changing and forgetting closed days."""

from datetime import date

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from schools.models import ClosedPeriod, School


class DaysCrossed(Exception):
    """The last day lies before the first."""


def _refuse_crossed(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise DaysCrossed


@transaction.atomic
def add_closed_period(
    *, school: School, first_day: date, last_day: date, note: str, blocks: bool, by: User
) -> ClosedPeriod:
    """Days on which no class goes anywhere, or on which its teacher is warned; sending it twice notes it once."""
    _refuse_crossed(first_day, last_day)
    School.objects.select_for_update().get(pk=school.pk)
    period, is_new = ClosedPeriod.objects.update_or_create(
        school=school, first_day=first_day, last_day=last_day, defaults={"note": note, "blocks": blocks}
    )
    if is_new:
        record("added closed days", period, by=by, organisation=school.organisation, days=str(period), blocks=blocks)
    return period


@transaction.atomic
def change_closed_period(
    *, period: ClosedPeriod, first_day: date, last_day: date, note: str, blocks: bool, by: User
) -> ClosedPeriod:
    """Other days, another reason, or another weight; visits that are booked stand."""
    _refuse_crossed(first_day, last_day)
    period.first_day, period.last_day, period.note, period.blocks = first_day, last_day, note, blocks
    period.save(update_fields=["first_day", "last_day", "note", "blocks"])
    organisation = period.school.organisation
    record("changed closed days", period, by=by, organisation=organisation, days=str(period), blocks=blocks)
    return period


@transaction.atomic
def remove_closed_period(*, period: ClosedPeriod, by: User) -> None:
    """The school takes visits on these days after all."""
    record("removed closed days", period, by=by, organisation=period.school.organisation, days=str(period))
    period.delete()
