"""How long a visit lasts, as a filter says it (contract SV-24)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Length(models.TextChoices):
    """Four lengths that a timetable knows."""

    SHORT = "kort", _("Up to two hours")
    HALF_DAY = "halv-dag", _("Half a day")
    DAY = "hel-dag", _("A whole day")
    LONGER = "laengere", _("Several days or open-ended")


UNTIL = ((120, Length.SHORT), (240, Length.HALF_DAY), (480, Length.DAY))


def length_of(minutes: int | None) -> str:
    """The length of so many minutes, 0 for open-ended; empty where nothing is said."""
    if minutes is None:
        return ""
    return next((length for most, length in UNTIL if 0 < minutes <= most), Length.LONGER)
