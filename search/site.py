"""Keeps the texts of the site: what a story, article, guide, company or strategy says now becomes postings."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from companies.models import CompanyPage
from content.models import ArticlePage, GuidePage, StoryPage, StrategyPage
from search.models import SiteKind, SitePosting, SiteState, SiteText
from search.postings import LONGEST_TOKEN, weights, words_of
from search.projection import title_key
from search.reading import chain

BATCH = 200
LEAD = 300
KINDS: dict[type[Page], SiteKind] = {
    StoryPage: SiteKind.STORY,
    ArticlePage: SiteKind.ARTICLE,
    GuidePage: SiteKind.GUIDE,
    CompanyPage: SiteKind.COMPANY,
    StrategyPage: SiteKind.STRATEGY,
}
FIELDS = ("lead", "context_line", "quote", "byline", "vision", "period", "sponsor", "about", "gains")
STREAMS = ("body", "facts", "goals")


def refresh_pages(ids: Iterable[int]) -> int:
    """Write the texts of these pages anew, in the caller's transaction; gives how many everybody may read."""
    numbers = list(ids)
    with transaction.atomic():
        _lock(numbers)
        _raise_versions(numbers)
        SiteText.objects.filter(page__in=numbers).delete()
        pages = list(readable().filter(pk__in=numbers).specific().select_related("locale"))
        texts = SiteText.objects.bulk_create([_text(page) for page in pages])
        rows = [row for text, page in zip(texts, pages, strict=True) for row in _postings(text, page)]
        SitePosting.objects.bulk_create(rows, batch_size=1000)
    return len(texts)


def _lock(numbers: list[int]) -> None:
    """One writer for a page's text: two would delete the same old one and both insert the new."""
    pages = Page.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    list(pages.values_list("pk", flat=True))


@transaction.atomic
def forget_pages(ids: Iterable[int]) -> None:
    """Pages that are being deleted have no text any more."""
    numbers = list(ids)
    _raise_versions(numbers)
    SiteText.objects.filter(page__in=numbers).delete()


def refresh_below(page: Page) -> None:
    """Write a page and all below it anew: it was moved, closed or opened."""
    refresh_pages(Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))


def rebuild_site() -> int:
    """Write the texts of all pages anew, those that are gone too; gives how many there are."""
    known = set(SiteText.objects.values_list("page", flat=True)) | set(readable().values_list("pk", flat=True))
    known |= set(SiteState.objects.values_list("page_number", flat=True))
    ids = sorted(known)
    return sum(refresh_pages(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def readable() -> Any:
    """The pages that everybody may read; a copy of another language's page counts only as a company's name."""
    own = Page.objects.live().public().type(*KINDS).filter(alias_of__isnull=True)
    return own | Page.objects.live().public().type(CompanyPage)


def texts_of(page: Page) -> Iterator[tuple[str, int]]:
    """What a page says, with how many times each word counts."""
    yield page.title, 3
    if isinstance(page, CompanyPage):
        organisation = page.organisation
        yield f"{organisation.town} {organisation.municipality or ''}", 1
    if page.alias_of_id is None:
        for name in FIELDS:
            yield getattr(page, name, ""), 1
        for name in STREAMS:
            yield _streamed(page, name), 1


def tokens_of(page: Page) -> str:
    """The tokens of a page as often as each counts, for an index that counts itself."""
    read = chain(page.locale.language_code)
    found = [(read.index_tokens(text), times) for text, times in texts_of(page)]
    return " ".join(token[:LONGEST_TOKEN] for tokens, times in found for token in tokens * times)


def _streamed(page: Page, name: str) -> str:
    value = getattr(page, name, None)
    return "\n".join(map(str, value.stream_block.get_searchable_content(value))) if value else ""


def _text(page: Page) -> SiteText:
    said = "" if page.alias_of_id else getattr(page, "lead", "") or getattr(page, "about", "")
    return SiteText(
        page_id=page.pk,
        language=page.locale.language_code,
        kind=KINDS[type(page)],
        title=page.title,
        title_key=title_key(page.title),
        lead=said if len(said) <= LEAD else f"{said[: LEAD - 2].rsplit(' ', 1)[0]} …",
    )


def _postings(text: SiteText, page: Page) -> Iterator[SitePosting]:
    read = chain(text.language)
    counted: dict[str, int] = {}
    for word, times in words_of(list(texts_of(page)), read).items():
        for token in read.tokens_of(word):
            counted[token] = counted.get(token, 0) + times
    for token, weight in weights(counted, read.lexicon.average_length).items():
        yield SitePosting(text=text, language=text.language, token=token[:LONGEST_TOKEN], weight=weight)


def _raise_versions(numbers: list[int]) -> None:
    """Tell the cluster's documents that they are read anew, in the same transaction."""
    if settings.SEARCH_ENGINE != "elasticsearch":
        return
    rows = [SiteState(page_number=number, version=0) for number in numbers]
    SiteState.objects.bulk_create(rows, ignore_conflicts=True)
    SiteState.objects.filter(page_number__in=numbers).update(version=F("version") + 1)
