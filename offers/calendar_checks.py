"""What speaks against a day: holidays, the host's busy weeks, the school's closed days (contract OP-24, OP-25).

A remark that blocks refuses; any other is said, and may be passed by who knows better.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from companies.models import PeakSeason
from content.words import day_long
from offers.models import Offer
from offers.series import busy_on
from offers.terms import country_of
from reference.workdays import is_public_holiday, is_school_holiday
from schools.models import ClosedPeriod, School


@dataclass(frozen=True)
class Remark:
    """One thing that speaks against a day, in a sentence; `blocks` refuses it."""

    sentence: str
    blocks: bool = False


@dataclass(frozen=True)
class Calendar:
    """Everything that speaks of a day for one reader, read once; `host` is empty where the host is the reader.

    Nothing in it asks the database: a day has the same remarks wherever it is asked about.
    """

    country: str
    seasons: tuple[PeakSeason, ...] = ()
    closed: tuple[ClosedPeriod, ...] = ()
    host: str = ""
    at_school: bool = False

    def remarks(self, day: date) -> list[Remark]:
        """What speaks against the day, the gravest first."""
        found = [*self._closed(day), *self._free(day), *self._busy(day)]
        return sorted(found, key=lambda remark: not remark.blocks)

    def is_free(self, day: date) -> bool:
        """Nothing speaks against the day."""
        return not self.remarks(day)

    def _free(self, day: date) -> list[Remark]:
        said = {"day": _named(day)}
        if is_public_holiday(day, self.country):
            return [Remark(_("%(day)s is a public holiday") % said)]
        if day.weekday() >= 5:
            return [Remark(_("%(day)s is in the weekend") % said)]
        if self.country == "DK" and is_school_holiday(day):
            return [Remark(_("%(day)s is in a school holiday") % said)]
        return []

    def _busy(self, day: date) -> list[Remark]:
        season = busy_on(day, self.seasons)
        if season is None:
            return []
        said = {"week": day.isocalendar().week, "host": self.host}
        own, other = _("Week %(week)s is one of your busy weeks"), _("Week %(week)s is a busy time for %(host)s")
        return [Remark(_with((other if self.host else own) % said, season.note))]

    def _closed(self, day: date) -> list[Remark]:
        found = [period for period in self.closed if period.first_day <= day <= period.last_day]
        return [Remark(self._closed_words(period, day), blocks=period.blocks) for period in found]

    def _closed_words(self, period: ClosedPeriod, day: date) -> str:
        said = {"day": _named(day), "school": period.school}
        if period.blocks:
            own, other = _("Your school takes no visits on %(day)s"), _("%(school)s is away on %(day)s")
        else:
            own, other = _("Your school is busy on %(day)s"), _("%(school)s is busy on %(day)s")
        return _with((own if self.at_school else other) % said, period.note)


def _named(day: date) -> str:
    return day_long(datetime.combine(day, time.min))


def _with(sentence: str, note: str) -> str:
    return f"{sentence}: {note}" if note else sentence


def _seasons_of(offer: Offer) -> tuple[PeakSeason, ...]:
    return tuple(PeakSeason.objects.filter(company__organisation=offer.host_id))


def closed_days_of(schools: Iterable[School]) -> tuple[ClosedPeriod, ...]:
    """When these schools take no visits, or would rather not."""
    found = ClosedPeriod.objects.filter(school__in=list(schools)).select_related("school__organisation")
    return tuple(found)


def calendar_for_host(offer: Offer, schools: Iterable[School] = ()) -> Calendar:
    """As the host reads it, with the closed days of the schools that come."""
    return Calendar(country_of(offer), _seasons_of(offer), closed_days_of(schools))


def calendar_for_school(offer: Offer, school: School | None) -> Calendar:
    """As a teacher reads it."""
    closed = closed_days_of([school]) if school else ()
    return Calendar(country_of(offer), _seasons_of(offer), closed, host=offer.host.name, at_school=True)
