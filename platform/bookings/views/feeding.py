"""Private calendar addresses: the page on which they are made and closed, and what calendars read there."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation, User
from bookings import actions
from bookings.feeds import calendar_text, feed_at, memberships_with_visits, visits_in
from bookings.models import CalendarFeed
from outbox.links import link

NOTED_AGAIN = timedelta(hours=1)


@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    """One's own addresses: for oneself, and for each organisation one belongs to."""
    person = request.user
    assert isinstance(person, User)
    organisations = [row.organisation for row in memberships_with_visits(person)]
    if request.method == "POST":
        return _changed(request, person, organisations)
    known = {feed.organisation_id: feed for feed in CalendarFeed.objects.filter(person=person)}
    rows = [_row(whose, known.get(whose.pk if whose else None), person) for whose in (None, *organisations)]
    return render(request, "bookings/feeds.html", {"rows": rows if organisations else []})


def _row(organisation: Organisation | None, feed: CalendarFeed | None, person: User) -> dict[str, Any]:
    url = link("bookings:feed", feed.token, language=person.language) if feed else ""
    webcal = "webcal:" + url.split(":", 1)[1] if url else ""
    return {"organisation": organisation, "feed": feed, "url": url, "webcal": webcal}


def _changed(request: HttpRequest, person: User, organisations: list[Organisation]) -> HttpResponse:
    """Make, make anew or close; a foreign organisation is a 404."""
    asked = request.POST.get("organisation", "")
    found = next((own for own in organisations if str(own.pk) == asked), None)
    if not organisations or (asked and found is None):
        raise Http404
    if "revoke" in request.POST:
        actions.revoke_feed(organisation=found, by=person)
        messages.success(request, _("The address is closed. Calendars that read it get nothing more"))
        return redirect("bookings:feeds")
    (actions.renew_feed if "renew" in request.POST else actions.open_feed)(organisation=found, by=person)
    messages.success(request, _("Here is the address. Give it only to your own calendar"))
    return redirect("bookings:feeds")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a calendar reads; 404 for a closed address, and for who has left."""
    found, now = feed_at(token), timezone.now()
    visits = visits_in(found, now) if found else None
    if found is None or visits is None:
        raise Http404
    if found.read_at is None or found.read_at < now - NOTED_AGAIN:
        CalendarFeed.objects.filter(pk=found.pk).update(read_at=now)
    text = calendar_text(found, visits)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="skolebro.ics"'
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response
