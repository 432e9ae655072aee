"""The two halves of a calendar year that schools count money by: spring until July, autumn from August."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

FIRST_AUTUMN_MONTH = 8


@dataclass(frozen=True, order=True)
class HalfYear:
    """`half` is 1 for spring and 2 for autumn."""

    year: int
    half: int

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def words(self) -> str:
        """«efteråret 2026»."""
        season = _("spring %(year)s") if self.half == 1 else _("autumn %(year)s")
        return season % {"year": self.year}

    @property
    def before(self) -> "HalfYear":
        """The one before."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    @property
    def after(self) -> "HalfYear":
        """The next one."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From its first moment until the first moment after it."""
        return self._begins, self.after._begins

    @property
    def _begins(self) -> datetime:
        month = 1 if self.half == 1 else FIRST_AUTUMN_MONTH
        return timezone.make_aware(datetime.combine(date(self.year, month, 1), time.min))


def half_year_of(moment: datetime) -> HalfYear:
    """The one in which a moment lies, by the clocks of the place."""
    day = timezone.localtime(moment).date()
    return HalfYear(day.year, 2 if day.month >= FIRST_AUTUMN_MONTH else 1)


def half_year_named(text: str, now: datetime) -> HalfYear:
    """«2026-2»; whatever else is the present one."""
    year, _dash, half = text.partition("-")
    known = len(year) == len("2026") and year.isdecimal() and year > "1900" and half in {"1", "2"}
    return HalfYear(int(year), int(half)) if known and year < "9999" else half_year_of(now)
