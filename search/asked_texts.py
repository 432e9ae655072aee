"""What is searched for, counted by day without knowing who asked; editors see what is asked again and again."""

import logging
import re
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from search.models import AskedText

log = logging.getLogger(__name__)
KEPT = timedelta(days=400)
LEAST = 2  # what was asked once might name somebody
LONGEST = 80
PERSONAL = re.compile(r"@|(?:\d[\s-]*){6}")


def countable(text: str) -> str:
    """The text as it is counted; blank for what may be an address, a number of a person, or no search at all."""
    plain = " ".join(text.casefold().split())
    return "" if len(plain) < 2 or len(plain) > LONGEST or PERSONAL.search(plain) else plain


def note_asked(text: str, language: str, *, found_nothing: bool) -> None:
    """Count a search; a database that cannot write now costs the count, never the search."""
    plain = countable(text)
    if not plain:
        return
    try:
        with transaction.atomic():
            _count(AskedText(day=timezone.localdate(), language=language, text=plain), int(found_nothing))
    except DatabaseError as error:
        log.warning("a search was not counted: %s", type(error).__name__)


def _count(row: AskedText, missed: int) -> None:
    same = AskedText.objects.filter(day=row.day, language=row.language, text=row.text)
    if not same.update(times=F("times") + 1, misses=F("misses") + missed):
        row.times, row.misses = 1, missed
        row.save()


def asked_since(first: date, language: str) -> "QuerySet[Any, dict[str, Any]]":
    """Texts with how often they were asked and missed, the most frequent first; what was asked once is left out."""
    rows = AskedText.objects.filter(day__gte=first, language=language).values("text")
    counted: Any = rows.annotate(asked=Sum("times"), missed=Sum("misses"))
    return counted.filter(asked__gte=LEAST).order_by("-asked", "text")


def missed_since(first: date, language: str) -> "QuerySet[Any, dict[str, Any]]":
    """Those of them for which nothing was found, the most frequent first."""
    return asked_since(first, language).filter(missed__gte=1).order_by("-missed", "-asked", "text")


def forget_old() -> int:
    """Drop counts older than thirteen months; gives how many rows."""
    number, _by_model = AskedText.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    return number
