"""The page on which developers and testers read what has been mailed; it does not exist in production."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from outbox.letters import Letter, letter_of
from outbox.models import Message

PER_PAGE = 50
# A mail carries its own style sheet and nothing else: no script, no picture, no form.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

View = Callable[..., HttpResponse]


def where_mail_is_shown(view: View) -> View:
    """404 unless the settings say that mails may be read by everybody who reaches the server."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not (settings.DEBUG or settings.OUTBOX_SHOW_MAIL):
            raise Http404
        return view(request, **kwargs)

    return never_cache(require_safe(guarded))


def _letter(pk: int, *, part: str) -> Letter:
    """The mail, if it has the part that is asked for."""
    letter = letter_of(get_object_or_404(Message, pk=pk))
    if letter is None or not getattr(letter, part):
        raise Http404
    return letter


@where_mail_is_shown
def messages(request: HttpRequest) -> HttpResponse:
    """All messages, the newest first."""
    rows = Message.objects.defer("payload", "text", "html", "calendar")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("side"))
    elided = page.paginator.get_elided_page_range(page.number)
    return render(request, "outbox/list.html", {"page": page, "elided": elided})


@where_mail_is_shown
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its text, and ways to the rest."""
    message = get_object_or_404(Message, pk=pk)
    return render(request, "outbox/read.html", {"message": message, "letter": letter_of(message)})


@where_mail_is_shown
def as_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone, as a mail program would show it."""
    return HttpResponse(_letter(pk, part="html").html, headers={"Content-Security-Policy": MAIL_POLICY})


@where_mail_is_shown
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar entry, to open in a calendar."""
    return HttpResponse(_letter(pk, part="calendar").calendar, content_type="text/calendar; charset=utf-8")


@where_mail_is_shown
def eml(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole mail, to open in a mail program."""
    return HttpResponse(_letter(pk, part="eml").eml, content_type="message/rfc822")
