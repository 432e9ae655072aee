"""The municipality's page of what is searched for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.guards import municipal_desk
from bookings.spreadsheet import csv_file
from search.asked_texts import asked_since, missed_since

PERIODS = (7, 30, 90, 365)
USUAL = 90
SHOWN = 50


def _asked(request: HttpRequest) -> tuple[int, str]:
    """For how many days, and in which language."""
    days = request.GET.get("dage", "")
    language = request.GET.get("sprog", "")
    here = get_language() or settings.LANGUAGE_CODE
    return (
        int(days) if days in map(str, PERIODS) else USUAL,
        language if language in dict(settings.LANGUAGES) else here,
    )


@municipal_desk
def asked_texts(request: HttpRequest) -> HttpResponse:
    """What is asked most, and what was asked in vain."""
    days, language = _asked(request)
    first = timezone.localdate() - timedelta(days=days)
    context = {
        "top": list(asked_since(first, language)[:SHOWN]),
        "missed": list(missed_since(first, language)[:SHOWN]),
        "days": days,
        "asked_language": language,
        "periods": PERIODS,
        "languages": settings.LANGUAGES,
    }
    return render(request, "search/asked_texts.html", context)


@municipal_desk
def asked_texts_csv(request: HttpRequest) -> HttpResponse:
    """All of them, for a spreadsheet."""
    days, language = _asked(request)
    rows = asked_since(timezone.localdate() - timedelta(days=days), language)
    cells = ((row["text"], row["asked"], row["missed"]) for row in rows)
    return csv_file([_("Text"), _("Searches"), _("Nothing found")], cells, f"soegninger-{language}-{days}")
