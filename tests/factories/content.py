"""Pages of editors for tests."""

from itertools import count
from typing import Any

from content.models import ArticlePage, MunicipalityPage, StoryPage, StrategyPage
from content.municipalities import open_municipality
from reference.models import Municipality

_numbers = count(1)
GOAL: dict[str, Any] = {
    "kind": "omfang",
    "sentence": "Alle klasser skal ud to gange om året",
    "target": "2",
    "unit": "besøg pr. klasse",
    "values": [{"label": "2025", "value": "0.8"}, {"label": "2026", "value": "1.5"}],
    "state": "attention",
    "explanation": "Vi er på vej. Udskolingen mangler.",
    "responsible": "Lone Dam, skolechef",
    "updated": "2026-11-01",
}


def municipality_page(key: str = "dk-0479", language: str = "da") -> MunicipalityPage:
    """The front page of an open municipality in a language."""
    open_municipality(municipality=Municipality.objects.get(pk=key))
    return MunicipalityPage.objects.get(organisation__municipality_id=key, locale__language_code=language)


def _below(parent: MunicipalityPage, page: Any) -> Any:
    page.locale = parent.locale
    MunicipalityPage.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def story(parent: MunicipalityPage, **facts: Any) -> StoryPage:
    """A live partnership story."""
    number = next(_numbers)
    usual = {"title": f"Tredje år på værftet {number}", "lead": "7.B bygger en jolle.", "industry": "maritime"}
    page: StoryPage = _below(parent, StoryPage(**{**usual, **facts}))
    return page


def strategy(parent: MunicipalityPage, **facts: Any) -> StrategyPage:
    """A live strategy with one goal."""
    number = next(_numbers)
    goals = facts.pop("goals", [("goal", GOAL)])
    usual = {"title": f"Ud af skolen {number}", "lead": "Alle børn møder arbejdslivet.", "period": "2026–2030"}
    page = StrategyPage(**{**usual, **facts})
    page.goals = [{"type": kind, "value": value} for kind, value in goals]
    placed: StrategyPage = _below(parent, page)
    return placed


def article(parent: MunicipalityPage, **facts: Any) -> ArticlePage:
    """A live article."""
    number = next(_numbers)
    page: ArticlePage = _below(parent, ArticlePage(**{"title": f"Nyt {number}", "lead": "Kort.", **facts}))
    return page
