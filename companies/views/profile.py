"""The company's facts and its busy weeks."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import company_desk
from accounts.models import Organisation
from companies.actions import add_peak_season, change_facts, remove_peak_season
from companies.desk import desk_of, trail
from companies.forms.profile import FactsForm, PeakSeasonForm
from companies.models import Company, CompanyPage, PeakSeason
from companies.reviews import text_status, with_reviews


@dataclass(frozen=True)
class TextRow:
    """The company's text in one language; `status` is empty where nothing is written."""

    code: str
    language: str
    status: str
    url: str


def text_rows(organisation: Organisation) -> list[TextRow]:
    """One row for each language."""
    pages = CompanyPage.objects.filter(organisation=organisation, alias_of__isnull=True).select_related("locale")
    written = {page.locale.language_code: page for page in pages.prefetch_related(with_reviews())}
    return [_text_row(code, str(name), written.get(code)) for code, name in settings.LANGUAGES]


def _text_row(code: str, language: str, page: CompanyPage | None) -> TextRow:
    if page is None or not page.latest_revision_id:
        return TextRow(code, language, "", "")
    return TextRow(code, language, text_status(page), page.get_url() or "")


@company_desk
def profile(request: HttpRequest) -> HttpResponse:
    """Facts, texts by language, busy weeks."""
    desk = desk_of(request)
    form = FactsForm(request.POST or None, organisation=desk.organisation)
    if request.method == "POST" and form.is_valid():
        change_facts(organisation=desk.organisation, facts=form.cleaned_data, by=desk.person)
        messages.success(request, _("Your facts are saved"))
        return redirect("companies:profile")
    return _page(request, form, PeakSeasonForm(label_suffix=""))


def _page(request: HttpRequest, form: FactsForm, season_form: PeakSeasonForm) -> HttpResponse:
    organisation = desk_of(request).organisation
    context = {
        "organisation": organisation,
        "form": form,
        "season_form": season_form,
        "texts": text_rows(organisation),
        "seasons": PeakSeason.objects.filter(company__organisation=organisation),
        "trail": trail(),
    }
    return render(request, "companies/profile.html", context)


@company_desk
@require_POST
def add_season(request: HttpRequest) -> HttpResponse:
    """Note busy weeks."""
    desk = desk_of(request)
    form = PeakSeasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, FactsForm(organisation=desk.organisation), form)
    company, _new = Company.objects.get_or_create(organisation=desk.organisation)
    add_peak_season(company=company, by=desk.person, **form.cleaned_data)
    messages.success(request, _("We warn you when you add dates in these weeks"))
    return redirect("companies:profile")


@company_desk
@require_POST
def remove_season(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget busy weeks."""
    desk = desk_of(request)
    season = get_object_or_404(PeakSeason, pk=pk, company__organisation=desk.organisation)
    remove_peak_season(season=season, by=desk.person)
    messages.success(request, _("The busy weeks are removed"))
    return redirect("companies:profile")
