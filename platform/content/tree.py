"""The tree's root and its languages: made once, made again after a flush, never twice."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site, Workflow

from content.models import GuidePage, HomePage
from content.shared_pages import SHARED_PAGES

LANGUAGES = ("da", "sv", "en")
HOME_TITLES = {"da": "Skolebro", "sv": "Skolebro", "en": "Skolebro"}
HOME_SLUGS = {"da": "forside", "sv": "forside-sv", "en": "forside-en"}


def ensure_site() -> None:
    """Locales, a front page for each language, the site, and the pages the footer names; repeating changes nothing."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    root = _root(locales["da"])
    homes = {code: _home(root, locale) for code, locale in locales.items()}
    _site(homes["da"])
    _right_to_translate()
    for page in Page.objects.child_of(root).exclude(pk__in=[home.pk for home in homes.values()]):
        if page.slug == "home" and page.specific_class is Page:
            page.delete()
    Workflow.objects.filter(name="Moderators approval").update(active=False)
    for code, home in homes.items():
        _shared_pages(home, code)


def _root(locale: Locale) -> Page:
    found: Any = Page.objects.filter(depth=1).first()
    if found:
        root_page: Page = found
        return root_page
    root = Page(title="Root", slug="root", locale=locale)
    return Page.add_root(instance=root)


def _home(root: Page, locale: Locale) -> HomePage:
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    code = locale.language_code
    first = HomePage.objects.filter(locale__language_code="da").first()
    home = HomePage(title=HOME_TITLES[code], slug=HOME_SLUGS[code], locale=locale)
    if first:
        home.translation_key = first.translation_key
    root.refresh_from_db()
    added: HomePage = root.add_child(instance=home)
    return added


def _site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Skolebro")
    elif not isinstance(site.root_page.specific, HomePage):
        site.root_page, site.site_name = home, "Skolebro"
        site.save()


def _shared_pages(home: HomePage, code: str) -> None:
    for shared in SHARED_PAGES:
        if GuidePage.objects.child_of(home).filter(slug=shared.slug).exists():
            continue
        title, lead = shared.texts[code]
        page = GuidePage(title=title, slug=shared.slug, lead=lead, locale=home.locale)
        first = GuidePage.objects.filter(slug=shared.slug, locale__language_code="da").first()
        if first:
            page.translation_key = first.translation_key
        home.refresh_from_db()
        home.add_child(instance=page)


def _right_to_translate() -> None:
    """The right wagtail-localize makes in a migration of its own, which a flush takes away."""
    kind, _new = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    facts = {"name": "Can submit translations"}
    Permission.objects.get_or_create(content_type=kind, codename="submit_translation", defaults=facts)
