"""The company's text in one language: written, sent, taken back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import company_desk
from companies.actions import (
    Incomplete,
    InReview,
    MunicipalityNotOpen,
    NobodyReviews,
    NothingNew,
    NotInReview,
    draft_of,
    save_draft,
    start_text,
    submit,
    take_back,
)
from companies.desk import Desk, desk_of, trail
from companies.forms.profile import TextForm
from companies.models import CompanyPage
from companies.pictures import keep_picture, reworded
from companies.reviews import IN_REVIEW, comment_on, phase, text_status


def own_text(request: HttpRequest, language: str) -> CompanyPage:
    """The company's own text in a language."""
    pages = CompanyPage.objects.filter(organisation=desk_of(request).organisation, alias_of__isnull=True)
    return get_object_or_404(pages.select_related("organisation", "locale"), locale__language_code=language)


@company_desk
@require_POST
def start(request: HttpRequest, language: str) -> HttpResponse:
    """Begin the text in a language."""
    desk = desk_of(request)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        start_text(organisation=desk.organisation, language=language, by=desk.person)
    except MunicipalityNotOpen:
        messages.error(request, _("Your municipality does not take part yet, so nobody can approve texts there"))
        return redirect("companies:profile")
    return redirect("companies:text", language)


@company_desk
def text(request: HttpRequest, language: str) -> HttpResponse:
    """Write about the company; every saving is a draft."""
    page = own_text(request, language)
    draft = draft_of(page)
    form = TextForm(request.POST or None, request.FILES or None, page=draft)
    if request.method == "POST" and _saved(form, page, draft, desk_of(request)):
        return _next(request, page, language)
    context = {
        "page": page,
        "form": form,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "status": text_status(page),
        "comment": comment_on(page),
        "is_reading": phase(page) == IN_REVIEW,
        "trail": trail((_("Our profile"), reverse("companies:profile"))),
    }
    return render(request, "companies/text.html", context)


def _saved(form: TextForm, page: CompanyPage, draft: CompanyPage, desk: Desk) -> bool:
    fine = form.is_valid()
    try:
        save_draft(page=page, values={**form.values(), **_picture(form, draft, desk)}, by=desk.person)
    except InReview:
        form.add_error(None, _("An editor is reading it. Take it back if you want to correct it"))
        return False
    return fine


def _picture(form: TextForm, draft: CompanyPage, desk: Desk) -> dict[str, Any]:
    file, alt_text = form.cleaned_data.get("picture_file"), form.cleaned_data.get("picture_alt", "")
    if file:
        return {"picture": keep_picture(file=file, alt_text=alt_text, organisation=desk.organisation, by=desk.person)}
    if draft.picture and alt_text:
        return {"picture": reworded(draft.picture, alt_text, by=desk.person)}
    return {}


def _next(request: HttpRequest, page: CompanyPage, language: str) -> HttpResponse:
    if "send" in request.POST:
        return _sent(request, page, language)
    messages.success(request, _("The draft is saved"))
    return redirect("companies:text", language)


def _sent(request: HttpRequest, page: CompanyPage, language: str) -> HttpResponse:
    try:
        submit(page=page, by=desk_of(request).person)
    except Incomplete as problem:
        messages.error(request, "; ".join(gap.sentence for gap in problem.gaps))
        return redirect("companies:text", language)
    except NothingNew:
        messages.info(request, _("Nothing has been changed since it was approved"))
    except NobodyReviews:
        messages.error(request, _("Your municipality has no editors here yet. Your draft is saved"))
    except InReview:
        messages.info(request, _("It is with the editors already"))
    else:
        messages.success(request, _("It is sent. The editors read it and write to you"))
    return redirect("companies:profile")


@company_desk
@require_POST
def take_text_back(request: HttpRequest, language: str) -> HttpResponse:
    """Take it back to correct it."""
    try:
        take_back(page=own_text(request, language), by=desk_of(request).person)
    except NotInReview:
        messages.info(request, _("The editors have answered meanwhile"))
    else:
        messages.success(request, _("You have it back and can correct it"))
    return redirect("companies:text", language)
