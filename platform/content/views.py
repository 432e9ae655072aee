"""Listings of stories and strategies, the page for companies, goal figures, and the theme stylesheet."""

import csv

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content.models import MunicipalityPage, StoryPage, StrategyPage

YEAR = 31_536_000
PAGE_SIZE = 12


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("side", "1")
    return int(number) if number.isdecimal() and len(number) < 6 else 1


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """All partnership stories in the reader's language, newest first."""
    found = StoryPage.objects.live().public().filter(locale__language_code=get_language())
    paginator = Paginator(found.select_related("picture").order_by("-first_published_at", "-pk"), PAGE_SIZE)
    page = paginator.get_page(_page_number(request))
    context = {"page": page, "elided": list(paginator.get_elided_page_range(page.number))}
    return render(request, "content/stories.html", context)


@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """The strategies of all municipalities; with only one, that one."""
    found = list(StrategyPage.objects.live().public().filter(locale__language_code=get_language()).order_by("title"))
    if len(found) == 1:
        return redirect(found[0].url)
    return render(request, "content/strategies.html", {"strategies": found})


@require_safe
def for_companies(request: HttpRequest) -> HttpResponse:
    """Why and how a workplace takes part."""
    return render(request, "content/for_companies.html")


@require_safe
def goal_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures behind a strategy's charts, for a spreadsheet."""
    strategy = get_object_or_404(StrategyPage.objects.live().public(), pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{strategy.slug}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Goal"), _("Unit"), _("When"), _("Figure"), _("Target")])
    for block in strategy.goals:
        goal = block.value
        for figure in goal["values"]:
            row = [goal["sentence"], goal["unit"], figure["label"], figure["value"], goal["target"]]
            writer.writerow([_harmless(cell) for cell in row])
    return response


def _harmless(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" and not text[1:2].isdigit() else text


@require_safe
@cache_control(max_age=YEAR, immutable=True, public=True)
def theme(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The two accents of a municipality as a stylesheet; the day's colour in the address renews it."""
    page = get_object_or_404(MunicipalityPage, pk=pk)
    if not page.accent_day or page.accent_day.lstrip("#") != day:
        raise Http404
    css = f":root{{--accent-day:{page.accent_day};--accent-night:{page.accent_night}}}\n"
    return HttpResponse(css, content_type="text/css")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The short address that the authorities ask for."""
    return redirect("/tilgaengelighed/")


def security_contact(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116)."""
    contact = request.build_absolute_uri("/kontakt/")
    return HttpResponse(
        f"Contact: {contact}\nPreferred-Languages: da, sv, en\nExpires: 2027-12-31T00:00:00Z\n",
        content_type="text/plain; charset=utf-8",
    )


def start(request: HttpRequest) -> HttpResponse:
    """The admin's own sign-in page leads to the site's."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next=/admin/")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return render(request, "403.html", status=403)
    return redirect("wagtailadmin_home")
