"""The open-school catalogue."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from accounts.permissions import membership_of
from reference.geography import Point
from search.advising import advice, reason
from search.asked_texts import note_asked
from search.chips import Chip, chips, clear_all
from search.completing import by_kind
from search.engines import engine
from search.facets import facets
from search.filters import Asked
from search.headings import heading
from search.marking import with_marks
from search.places import with_places
from search.query import CatalogueQuery, CatalogueResult, Engine, SiteQuery, SiteResult

COMPLETIONS_LAST = 60
MOST_BESIDE = 4
MOST_KEPT = 200


def school_place(request: HttpRequest) -> Point | None:
    """Where the signed-in person's organisation is, for «ca. 12 km»."""
    membership = membership_of(request)
    return membership.organisation.point if membership else None


def ways_out(asked: Asked, chosen: list[Chip], found: CatalogueResult, using: Engine) -> list[tuple[Chip, int]]:
    """For an empty result: each filter one could drop, with how many offers that would give."""
    if not found.is_empty:
        return []
    dropped = [(chip, using.total(_dropping(asked.query, chip))) for chip in chosen[:8]]
    return sorted([row for row in dropped if row[1]], key=lambda row: -row[1])


def _dropping(query: CatalogueQuery, chip: Chip) -> CatalogueQuery:
    if chip.value:
        left = tuple(v for v in query.chosen[chip.parameter] if v != chip.value)
        rest = {name: values for name, values in query.chosen.items() if name != chip.parameter}
        return replace(query, chosen={**rest, chip.parameter: left} if left else rest)
    fields: dict[str, object] = {
        "ledig": {"bookable": False},
        "gratis": {"free_of_charge": False},
        "fra": {"first_day": None},
        "til": {"last_day": None},
        "km": {"radius_km": None},
        "postnr": {"near": None, "radius_km": None},
    }
    return replace(query, **fields[chip.parameter])  # type: ignore[arg-type]  # names of CatalogueQuery's own fields


def catalogue(request: HttpRequest) -> HttpResponse:
    """Search, filter, sort and page through the offers; the whole state is in the address."""
    asked = Asked(request.GET, language=get_language() or "da", school_place=school_place(request))
    using = engine()
    found = using.search(asked.query)
    paginator = Paginator(range(found.total), asked.query.page_size)
    if asked.query.page > paginator.num_pages:
        asked.query = replace(asked.query, page=paginator.num_pages)
        found = using.search(asked.query)
    chosen = chips(asked.form, request.GET, asked.query.chosen)
    if "side" not in request.GET:  # turning the page is no new search
        note_asked(asked.query.text, asked.query.language, found_nothing=found.is_empty and not chosen)
    context = {
        "asked": asked,
        "form": asked.form,
        "found": found,
        "hits": with_marks(with_places(found.hits), asked.query.text),
        "facets": facets(asked.form, found.facets, asked.query.chosen),
        "advice": advice(asked.query.chosen.get("erfaring", ()), found.facets.get("form", {}), request.GET),
        "advice_reason": reason(asked.query.chosen.get("erfaring", ())),
        "chips": chosen,
        "clear_url": clear_all(request.GET),
        "page": paginator.page(asked.query.page),
        "heading": heading(asked.query, found.total, asked.form),
        "ways_out": ways_out(asked, chosen, found, using),
        "on_the_site": on_the_site(asked.query, using),
        "missed_query": urlencode({"q": asked.query.text[:MOST_KEPT], "kommune": request.GET.get("kommune", "")}),
        "elided": list(paginator.get_elided_page_range(asked.query.page, on_each_side=1, on_ends=1)),
        "kept": _kept(request.GET, without={"q", "side"}),
        "kept_for_sort": _kept(request.GET, without={"sorter", "side"}),
        "sorts": asked.form.fields["sorter"].choices[1:],
        "sort": asked.query.sort or ("relevans" if asked.query.text.strip() else "dato"),
    }
    return render(request, "search/catalogue.html", context)


@conditional_page
@cache_control(public=True, max_age=COMPLETIONS_LAST)
@require_safe
def completions(request: HttpRequest) -> HttpResponse:
    """Names that begin as typed, as a part for the list below a search box; nothing of it is kept or logged."""
    found = engine().completions(request.GET.get("q", ""), get_language() or "da")
    groups = [{"kind": kind, "names": names} for kind, names in by_kind(found).items()]
    return render(request, "search/components/completions.html", {"groups": groups, "number": len(found)})


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """The other pages of the site that have what was asked, with their own pages of the list."""
    text, number = request.GET.get("q", "").strip(), request.GET.get("side", "1")
    page = int(number) if number.isdecimal() and len(number) < 6 else 1
    query = SiteQuery(text, get_language() or "da", max(1, page))
    found = engine().site(query) if text else SiteResult([], 0)
    paginator = Paginator(range(found.total), query.page_size)
    if query.page > paginator.num_pages:
        return redirect(f"{request.path}?{urlencode({'q': text[:MOST_KEPT]})}")
    context = {
        "text": text[:MOST_KEPT],
        "found": found,
        "page": paginator.page(query.page),
        "elided": list(paginator.get_elided_page_range(query.page, on_each_side=1, on_ends=1)),
    }
    return render(request, "search/site.html", context)


def on_the_site(query: CatalogueQuery, using: Engine) -> SiteResult | None:
    """A few of the site's other pages for the first page of a list of offers."""
    if not query.text.strip() or query.page > 1:
        return None
    return using.site(SiteQuery(query.text, query.language, page_size=MOST_BESIDE))


def _kept(data: QueryDict, *, without: set[str]) -> list[tuple[str, str]]:
    """The parameters a form carries along as hidden fields."""
    return [
        (name, value[:MOST_KEPT]) for name, values in data.lists() if name not in without for value in values if value
    ]
