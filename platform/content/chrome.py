"""The frame of a page: whose municipality, which menu, which languages, which footer."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.permissions import membership_of
from content.models import MunicipalityPage
from content.shared_pages import SHARED_PAGES

NATIVE_NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English"}
KEPT_SECONDS = 300


@dataclass(frozen=True)
class Link:
    """A link with its words; `current` marks where we are."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Strip:
    """The municipality above a page."""

    name: str = ""
    url: str = ""
    logo: str = ""
    theme_url: str = ""
    office: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    menu: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Chrome:
    """Everything around the content."""

    language: str
    home_url: str
    municipality: Strip
    menu: list[Link]
    languages: list[dict[str, Any]]
    footer: dict[str, Any]
    desk: Link | None


def build(request: HttpRequest) -> Chrome:
    """The frame of the page that answers this request."""
    language = get_language() or "da"
    page = page_of(request)
    strip = _strip(request, page, language)
    desk = _desk(request)
    return Chrome(
        language=language,
        home_url=_home(language),
        municipality=strip,
        menu=_menu(request, strip, desk),
        languages=_languages(request, page),
        footer=_footer(strip, language),
        desk=desk,
    )


def page_of(request: HttpRequest) -> Page | None:
    """The Wagtail page that answers the request; Wagtail keeps its route on the request, previews their page."""
    route = getattr(request, "_wagtail_route_for_request", None)
    return route[0] if route else getattr(request, "preview_page", None)


def _home(language: str) -> str:
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def municipality_above(page: Page) -> MunicipalityPage | None:
    """The municipality's page that a page lives under, or is."""
    found: MunicipalityPage | None = MunicipalityPage.objects.ancestor_of(page, inclusive=True).first()
    return found


def _strip(request: HttpRequest, page: Page | None, language: str) -> Strip:
    if page is not None and page.depth > 2:
        return _cached_strip(f"page-{page.path[:12]}", lambda: _look_of(municipality_above(page), language))
    membership = membership_of(request)
    place = membership.organisation.municipality_id if membership else None
    if place is None:
        return Strip()
    return _cached_strip(f"{place}-{language}", lambda: _look_of(_page_in(place, language), language))


def _page_in(municipality: str, language: str) -> MunicipalityPage | None:
    pages = MunicipalityPage.objects.live().filter(organisation__municipality_id=municipality)
    return pages.filter(locale__language_code=language).first() or pages.first()


def _cached_strip(key: str, make: Any) -> Strip:
    found = cache.get_or_set(f"strip-{key}", make, KEPT_SECONDS)
    return found or Strip()


def forget_strips() -> None:
    """After an editor changed a municipality's page."""
    cache.clear()


def first_language_page(page: MunicipalityPage) -> MunicipalityPage:
    """The page that carries logo, accent and menu."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return page
    translations = MunicipalityPage.objects.filter(translation_key=page.translation_key)
    return translations.filter(locale__language_code=settings.LANGUAGE_CODE).first() or page


def _look_of(page: MunicipalityPage | None, language: str) -> Strip:
    if page is None:
        return Strip()
    first = first_language_page(page)
    theme = reverse("theme", args=[first.pk, first.accent_day.lstrip("#")]) if first.accent_day else ""
    return Strip(
        name=first.organisation.name,
        url=page.url or "",
        logo=first.logo,
        theme_url=theme,
        office=first.office,
        contact_name=first.contact_name,
        contact_phone=first.contact_phone,
        contact_email=first.contact_email,
        menu=[
            (str(item.value["label"]), item.value["page"].url if item.value["page"] else str(item.value["address"]))
            for item in page.menu
        ],
    )


def _menu(request: HttpRequest, strip: Strip, desk: Link | None) -> list[Link]:
    usual = [
        (_("Find offers"), reverse("search:catalogue")),
        (_("Stories"), reverse("content:stories")),
        (_("Goals and strategy"), reverse("content:strategies")),
        (_("For companies"), reverse("content:for_companies")),
    ]
    links = [Link(label, url, request.path.startswith(url)) for label, url in (strip.menu[:4] or usual)]
    last = desk or Link(_("Sign in"), reverse("account_login"), request.path == reverse("account_login"))
    return [*links, last]


def _desk(request: HttpRequest) -> Link | None:
    if not request.user.is_authenticated:
        return None
    url = reverse("desks:start")
    return Link(_("My desk"), url, request.path.startswith(url))


def _languages(request: HttpRequest, page: Page | None) -> list[dict[str, Any]]:
    current = get_language() or "da"
    return [
        {"code": code, "name": name, "current": code == current, "url": _address_in(request, page, code)}
        for code, name in NATIVE_NAMES.items()
    ]


def _address_in(request: HttpRequest, page: Page | None, code: str) -> str:
    if page is not None:
        other = page.get_translations(inclusive=True).live().filter(locale__language_code=code).first()
        return (other.url if other else None) or _home(code)
    translated = translate_url(request.get_full_path(), code)
    return translated if translated.startswith("/") else _home(code)


def _footer(strip: Strip, language: str) -> dict[str, Any]:
    prefix = _home(language)
    columns: list[list[Link]] = [[], [], []]
    for shared in SHARED_PAGES:
        columns[shared.column].append(Link(shared.texts[language][0], f"{prefix}{shared.slug}/"))
    if strip.contact_phone:
        label = _("Call %(name)s: %(phone)s") % {"name": strip.contact_name, "phone": strip.contact_phone}
        columns[1].insert(0, Link(label, f"tel:{strip.contact_phone.replace(' ', '')}"))
    about = _("Schools and working life meet in the middle.")
    if strip.name:
        owner = ", ".join(part for part in (strip.name, strip.office) if part)
        about = f"{about} " + _("Run by %(owner)s.") % {"owner": owner}
    heading = _("Skolebro in %(place)s") % {"place": strip.name.rsplit(" ", 1)[0]} if strip.name else "Skolebro"
    return {"heading": heading, "about": about, "columns": columns}
