"""An invented visit, to show a mail before anybody gets it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Organisation
from bookings.messages.own_words import OwnWords
from outbox.actions import render
from outbox.models import Message
from outbox.registry import Rendered

URLS = (
    "day_url",
    "url",
    "answer_url",
    "place_url",
    "cancel_url",
    "catalogue_url",
    "notes_url",
    "expectations_url",
)


def example_mail(letter: OwnWords, *, language: str, municipality: Organisation, own: dict[str, str]) -> Rendered:
    """The mail as it would be, with these words of the municipality's own; nothing is sent or kept."""
    with override(language):
        payload = {**_visit(), "municipality": municipality.name, "own": own}
    return render(Message(kind=letter.kind, language=language, payload=payload))


def _visit() -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=28)
    first = timezone.make_aware(datetime.combine(day, time(9)))
    times = [first + timedelta(days=days) for days in range(3)]
    return {
        "reference": "EKS-2345",
        "title": _("A day at the windmill builders"),
        "industry": "energy",
        "offer_id": 1,
        "host": _("Example Windmills"),
        "school": _("Example School"),
        "group": _("7.B"),
        "pupils": 24,
        "adults": 2,
        "number": 2,
        "needs": _("One pupil uses a wheelchair"),
        "reason": _("The workshop is being rebuilt"),
        "message": _("Would Thursday suit you as well?"),
        "contact": _("Kim Example"),
        "contact_phone": "",
        "quoted_by": _("Kim Example"),
        "by": _("Kim Example"),
        "from": _("Example Windmills"),
        "version": 2,
        "minutes": 15,
        "late_note": _("The bus is late"),
        "means": _("Bus"),
        "cost": "1200",
        "note": _("The bus stops at the gate"),
        "answer": _("Yes, book it"),
        "said": _("Would Thursday suit you as well?"),
        "bring": _("Packed lunch and sturdy shoes"),
        "place": _("Example Street 1"),
        "starts_at": times[0].isoformat(),
        "ends_at": (times[0] + timedelta(hours=2)).isoformat(),
        "was": times[1].isoformat(),
        "wanted": times[2].isoformat(),
        "proposed_from": times[2].isoformat(),
        "windows": [[moment.isoformat(), (moment + timedelta(hours=2)).isoformat()] for moment in times],
        "answer_by": (first - timedelta(days=21)).isoformat(),
        "cancel_by": (first - timedelta(days=7)).isoformat(),
        **dict.fromkeys(URLS, "#"),
    }
