"""Dates, times, lengths and numbers in the voice of the site (look.md §10)."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

ENGLISH = "en"
DAY_FORMATS = {"da": "l j. F", "sv": "l j F", "en": "l j F"}
CLOCKS = {"da": "G.i", "sv": "G.i", "en": "G:i"}


def local(when: datetime) -> datetime:
    """The moment in the site's own time zone."""
    return timezone.localtime(when) if timezone.is_aware(when) else when


def _formatted(when: datetime, formats: dict[str, str]) -> str:
    return date_format(local(when), formats.get(get_language() or "da", formats["da"]))


def _in_voice(written: str) -> str:
    return written if get_language() == ENGLISH else written.lower()


def day_long(when: datetime) -> str:
    """«tirsdag 9. februar»."""
    return _in_voice(_formatted(when, DAY_FORMATS))


def day_and_month(day: date) -> str:
    """«9. februar»."""
    return date_format(day, "j F" if get_language() in {"sv", "en"} else "j. F")


def short_weekday(when: datetime) -> str:
    """«tir.», as on the leaf of a calendar."""
    return _shortened(when, "D", "l")


def short_month(when: datetime) -> str:
    """«feb.»; months that are not cut have no full stop: «maj»."""
    return _shortened(when, "M", "F")


def _shortened(when: datetime, short: str, long: str) -> str:
    cut = date_format(local(when), short).rstrip(".")
    whole = cut.lower() == date_format(local(when), long).lower()
    return _in_voice(cut if whole or get_language() == ENGLISH else f"{cut}.")


def day_with_year(when: datetime) -> str:
    """«tirsdag 9. februar 2027»."""
    return f"{day_long(when)} {local(when).year}"


def clock(when: datetime) -> str:
    """«9.00»."""
    return _formatted(when, CLOCKS)


def time_range(starts_at: datetime, ends_at: datetime) -> str:
    """«9.00–11.30»; over several days both days are named."""
    if local(starts_at).date() == local(ends_at).date():
        return f"{clock(starts_at)}–{clock(ends_at)}"
    return f"{clock(starts_at)} – {day_long(ends_at)} {clock(ends_at)}"


def duration(minutes: int | None) -> str:
    """«45 minutter», «2½ time»; open-ended for 0, nothing for None."""
    if minutes is None:
        return ""
    if minutes == 0:
        return _("As long as you like")
    if minutes < 60 or minutes % 30:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours, half = divmod(minutes, 60)
    if half:
        return _("%(n)s½ hours") % {"n": hours}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def number_word(number: int) -> str:
    """A number below ten in words, as headings want it; larger ones in digits."""
    small = [
        _("no"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
    ]
    return small[number] if 0 <= number < len(small) else str(number)


def way_there(km: float) -> str:
    """«ca. 12 km», always approximate: it comes from the straight line."""
    return _("about %(km)s km") % {"km": max(1, round(km))}


def kroner(amount: Decimal) -> str:
    """«1200 kr.», «99,50 kr.»."""
    whole = amount == amount.to_integral_value()
    return _("%(price)s kr.") % {"price": localize(amount.quantize(Decimal(1 if whole else "0.01")))}
