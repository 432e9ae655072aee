"""«Foreslå en dato»: the page on which a teacher names up to three windows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from accounts.models import User
from bookings import actions
from bookings.classes import answers_known, class_of, usual_class
from bookings.good_weeks import good_weeks_for_school
from bookings.models import VisitRequest
from bookings.refusals import NotBookable, OfferClosed
from bookings.rules import schools_to_book_for
from bookings.where import facts_of, place_of
from bookings.wish_drafts import WishDraft
from bookings.wish_forms import WishForm, wish_field_names
from bookings.wishes import AskedAlready, NoWishes, refuse_offer
from offers.models import Offer, OfferPage
from schools.models import School

MOST_SENT = "30/h"


def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the days on which the class could come; what was typed is kept through signing in."""
    offer = _offer(pk)
    draft = WishDraft(request.session, offer.pk)
    if request.method == "POST":
        draft.answer(request.POST, wish_field_names())
    if not isinstance(request.user, User):
        messages.info(request, _("Sign in to suggest a day. We keep what you wrote for an hour"))
        return redirect_to_login(request.path)
    schools = schools_to_book_for(request.user)
    if not schools:
        return render(request, "bookings/wish_not_a_school.html", _context(offer), status=403)
    try:
        refuse_offer(offer)
    except NotBookable as refusal:
        return _refused(request, offer, refusal)
    return _form_page(request, request.user, offer, draft, schools)


def _offer(pk: int) -> Offer:
    pages = Prefetch("pages", OfferPage.objects.select_related("locale"))
    offer = Offer.objects.select_related("host__municipality").prefetch_related(pages).filter(pk=pk).first()
    if offer is None or not any(page.live for page in offer.pages.all()):
        raise Http404
    return offer


def _context(offer: Offer, **more: Any) -> dict[str, Any]:
    page = facts_of(offer)
    url = (page.url or "") if page else ""
    trail = [{"label": _("Find offers"), "url": reverse("search:catalogue")}, {"label": offer.title, "url": url}]
    return {"offer": offer, "facts": page, "offer_url": url, "place": place_of(offer, None), "trail": trail, **more}


def _form_page(
    request: HttpRequest, user: User, offer: Offer, draft: WishDraft, schools: list[School]
) -> HttpResponse:
    form = WishForm(
        request.POST if request.method == "POST" else None,
        offer=offer,
        schools=schools,
        initial={**_known(user, schools), **draft.typed},
        label_suffix="",
    )
    if form.is_bound:
        before = _sent_before(request, user)
        if before is not None:
            draft.clear()
            return redirect("bookings:wish", before.reference)
        if form.is_valid() and not _is_too_much(request):
            return _send(request, user, offer, draft, form)
    weeks = good_weeks_for_school(offer, schools[0] if len(schools) == 1 else None, timezone.now())
    context = _context(offer, form=form, weeks=weeks)
    return render(request, "bookings/wish_new.html", context, status=422 if form.errors else 200)


def _known(user: User, schools: list[School]) -> dict[str, Any]:
    """The class this person brought last, so that it need not be typed again."""
    school, group = class_of(usual_class(user, schools), schools)
    return {**answers_known(group, user), "school": (school or schools[0]).pk}


def _sent_before(request: HttpRequest, user: User) -> VisitRequest | None:
    """The wish of a button that was pressed twice."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return VisitRequest.objects.filter(idempotency_key=key, contact=user).first()


def _is_too_much(request: HttpRequest) -> bool:
    limited = is_ratelimited(request, group="wishes", key="user_or_ip", rate=MOST_SENT, method="POST", increment=True)
    if limited:
        messages.error(request, _("That was many wishes in one hour. Wait a little, then send this one"))
    return limited


def _send(request: HttpRequest, user: User, offer: Offer, draft: WishDraft, form: WishForm) -> HttpResponse:
    try:
        wish = actions.wish_for_visit(
            offer=offer,
            school=form.chosen_school(),
            facts=form.facts(),
            windows=form.windows(),
            idempotency_key=form.sent_key(),
            by=user,
        )
    except AskedAlready as before:
        messages.info(request, _("The class has asked already. Here is its wish"))
        return redirect("bookings:wish", before.reference)
    except NotBookable as refusal:
        return _refused(request, offer, refusal)
    draft.clear()
    messages.success(request, _("The wish is sent. You also get it by mail"))
    return redirect("bookings:wish", wish.reference)


def _refused(request: HttpRequest, offer: Offer, refusal: NotBookable) -> HttpResponse:
    headings = {
        OfferClosed: _("The host takes no bookings right now"),
        NoWishes: _("The host takes classes on its own dates only"),
    }
    heading = headings.get(type(refusal), _("The wish could not be sent"))
    return render(request, "bookings/wish_refused.html", _context(offer, heading=heading), status=409)
