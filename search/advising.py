"""Which forms of cooperation fit how much experience (contract VW-09)."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from companies.models import Experience
from offers.models import OfferForm
from search.chips import address

FITTING: dict[str, tuple[OfferForm, ...]] = {
    Experience.BEGINNER: (OfferForm.OPEN_DAY, OfferForm.COMPANY_VISIT, OfferForm.ONLINE),
    Experience.SOME: (OfferForm.COMPANY_VISIT, OfferForm.GUEST_TEACHER, OfferForm.COMPETITION),
    Experience.EXPERIENCED: (OfferForm.PROJECT, OfferForm.COMPETITION),
}


@dataclass(frozen=True)
class Advice:
    """A form that fits, with how many offers it has and the address on which it is ticked."""

    label: str
    count: int
    url: str


def reason(levels: tuple[str, ...]) -> str:
    """Why these forms, in one sentence; empty unless exactly one level is asked for."""
    if len(levels) != 1 or levels[0] not in FITTING:
        return ""
    return {
        Experience.BEGINNER: _("Who is new to it does well with something short and well tried:"),
        Experience.SOME: _("Who has tried it before can give each other more to do:"),
        Experience.EXPERIENCED: _("Who knows each other's days can plan something longer together:"),
    }[Experience(levels[0])]


def advice(levels: tuple[str, ...], counts: dict[str, int], data: QueryDict) -> list[Advice]:
    """The forms that fit the level asked for and have offers, best first."""
    fitting = FITTING.get(levels[0], ()) if len(levels) == 1 else ()
    return [Advice(str(form.label), counts[form], _ticked(data, form)) for form in fitting if counts.get(form)]


def _ticked(data: QueryDict, form: OfferForm) -> str:
    more = data.copy()
    more.setlist("form", [form.value])
    more.pop("side", None)
    return address(more)
