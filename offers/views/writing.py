"""Writing an offer in steps, each saved as a draft; previewing, checking, sending, taking back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import company_desk
from accounts.models import User
from companies.desk import desk_of
from companies.pictures import keep_picture, reworded
from companies.reviews import IN_REVIEW, PUBLISHED, comment_on, phase, text_status
from offers.actions import (
    Incomplete,
    InReview,
    NobodyReviews,
    NothingNew,
    NotInReview,
    draft_of,
    save_step,
    submit_for_review,
    take_back,
)
from offers.answers import STEPS, field_url, sections, step_names, steps_of
from offers.forms.steps import StepForm
from offers.models import OfferPage
from offers.views.own import offer_trail, own_page


def own_draft(page: OfferPage) -> OfferPage:
    """The draft, with the rows we have at hand already."""
    draft = draft_of(page)
    draft.offer, draft.locale = page.offer, page.locale
    return draft


def bridge(page: OfferPage, current: str) -> dict[str, Any]:
    """The steps as piers; all of them can be visited at any time."""
    names, slugs = step_names(), [*steps_of(page), "tjek"]
    place = slugs.index(current)
    steps = [
        {
            "label": names[slug],
            "state": "current" if slug == current else ("done" if index < place else ""),
            "url": _address(page, slug),
        }
        for index, slug in enumerate(slugs)
    ]
    return {"steps": steps, "number": place + 1, "total": len(slugs), "heading": names[current]}


def _address(page: OfferPage, slug: str) -> str:
    return reverse("offers:check", args=[page.pk]) if slug == "tjek" else reverse("offers:edit", args=[page.pk, slug])


def _form(request: HttpRequest, page: OfferPage, step: str) -> StepForm:
    draft = own_draft(page)
    original = None if page.carries_facts else draft_of(page.facts_page)
    data = request.POST if request.method == "POST" else None
    return STEPS[step](data, request.FILES or None, page=draft, original=original)


def _picture(form: StepForm, by: User) -> dict[str, Any]:
    """What becomes of the picture; files are written before the draft's transaction begins."""
    facts, page = form.cleaned_data, form.page
    alt_text = facts.get("picture_alt", "")
    if facts.get("picture_file"):
        file = facts["picture_file"]
        return {"picture": keep_picture(file=file, alt_text=alt_text, organisation=page.offer.host, by=by)}
    if facts.get("picture_remove"):
        return {"picture": None}
    if page.picture and alt_text and alt_text != page.picture.alt_text:
        return {"picture": reworded(page.picture, alt_text, by=by)}
    return {}


@company_desk
def edit(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step. What can be saved is saved, even when something else must be corrected."""
    page = own_page(request, pk)
    if step not in steps_of(page):
        raise Http404
    if phase(page) == IN_REVIEW:
        messages.info(request, _("An editor is reading it. Take it back if you want to correct it"))
        return redirect("offers:check", page.pk)
    form = _form(request, page, step)
    if request.method == "POST" and _saved(form, page, desk_of(request).person):
        return redirect(_after(page, step) if "next" in request.POST else reverse("offers:show", args=[page.offer_id]))
    context = {"page": page, "form": form, "step": step, "comment": comment_on(page), **bridge(page, step)}
    return render(request, "offers/step.html", context | {"trail": offer_trail(page.offer)})


def _saved(form: StepForm, page: OfferPage, by: User) -> bool:
    """Save what is right; tells whether everything was."""
    fine = form.is_valid()
    try:
        save_step(page=page, values={**form.values(), **_picture(form, by)}, by=by)
    except InReview:
        form.add_error(None, _("An editor began to read it meanwhile, so nothing was saved"))
        return False
    return fine


def _after(page: OfferPage, step: str) -> str:
    slugs = [*steps_of(page), "tjek"]
    return _address(page, slugs[slugs.index(step) + 1])


@company_desk
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """«Tjek og send»: every answer, what is missing, and the one button that sends it."""
    page = own_page(request, pk)
    draft = own_draft(page)
    gaps = [(gap.sentence, field_url(page, gap.field)) for gap in draft.missing()]
    status = text_status(page)
    context = {
        "page": page,
        "draft": draft,
        "sections": sections(draft),
        "gaps": gaps,
        "status": status,
        "comment": comment_on(page),
        "is_reading": phase(page) == IN_REVIEW,
        "can_send": not gaps and status != PUBLISHED,
        "trail": offer_trail(page.offer),
    }
    return render(request, "offers/check.html", context | bridge(page, "tjek"))


@company_desk
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a teacher will see it."""
    page = own_page(request, pk)
    draft = own_draft(page)
    if not page.carries_facts:
        draft.facts_page = draft_of(page.facts_page)
    context = draft.get_context(request) | {"is_preview": True, "trail": offer_trail(page.offer)}
    return render(request, draft.template, context)


@company_desk
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to the municipality's editors."""
    page = own_page(request, pk)
    try:
        submit_for_review(page=page, by=desk_of(request).person)
    except InReview:
        messages.info(request, _("It is with the editors already"))
    except NothingNew:
        messages.info(request, _("Nothing has been changed since it was approved"))
    except NobodyReviews:
        messages.error(request, _("Your municipality has no editors here yet. Your draft is saved"))
    except Incomplete:
        return redirect("offers:check", page.pk)
    else:
        place = page.offer.host.municipality
        messages.success(
            request, _("It is sent. The editors in %(place)s read it and write to you") % {"place": place}
        )
    return redirect("offers:show", page.offer_id)


@company_desk
@require_POST
def withdraw_from_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back to correct it."""
    page = own_page(request, pk)
    try:
        take_back(page=page, by=desk_of(request).person)
    except NotInReview:
        messages.info(request, _("The editors have answered meanwhile"))
    else:
        messages.success(request, _("You have it back and can correct it"))
    return redirect("offers:check", page.pk)
