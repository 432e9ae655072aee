"""Every test of search reads the words of its own database; the contract is tested with every engine."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any

import pytest
from django.conf import LazySettings

from search.cluster.connection import breaker, client
from search.cluster.documents import alias, create, swap
from search.cluster.renewing import keep_up
from search.cluster.site import KEYS, SiteDocument
from search.completing import Completion
from search.engines import ENGINES
from search.engines.elasticsearch import ElasticsearchEngine
from search.projection import LANGUAGES
from search.query import CatalogueQuery, CatalogueResult, SiteQuery, SiteResult
from search.reading import forget


class UpToDate(ElasticsearchEngine):
    """The cluster's engine as it answers when the worker has just been by."""

    def search(self, query: CatalogueQuery) -> CatalogueResult:
        """Send, then ask; an answer of the database would prove nothing."""
        keep_up()
        found = super().search(query)
        assert not found.is_substitute
        return found

    def site(self, query: SiteQuery) -> SiteResult:
        """Send, then ask; an answer of the database would prove nothing."""
        keep_up()
        self.database.site = None  # type: ignore[method-assign, assignment]  # it must not answer instead
        return super().site(query)

    def completions(self, text: str, language: str) -> list[Completion]:
        """Send, then ask."""
        keep_up()
        return super().completions(text, language)

    def total(self, query: CatalogueQuery) -> int:
        """Send, then ask."""
        keep_up()
        return super().total(query)


@pytest.fixture(autouse=True)
def _own_words() -> Iterator[None]:
    """What one test has read is not kept for the next."""
    forget()
    yield
    forget()


@pytest.fixture
def cluster(settings: LazySettings) -> Iterator[None]:
    """Empty indices of our own in the cluster at ELASTICSEARCH_URL."""
    if not settings.ELASTICSEARCH_URLS:
        pytest.skip("ELASTICSEARCH_URL is not set: make services")
    with empty_indices(settings):
        yield


class empty_indices:
    """Indices with a name of their own for as long as a test runs."""

    def __init__(self, settings: Any) -> None:
        settings.SEARCH_ENGINE = "elasticsearch"
        settings.ELASTICSEARCH_PREFIX = f"test-{token_hex(4)}"
        settings.ELASTICSEARCH_TIMEOUT = 20.0  # two cores that test are slower than a cluster that serves

    def __enter__(self) -> None:
        breaker.close()
        self.client = client()
        made = {language: create(self.client, language) for language in LANGUAGES}
        swap(self.client, made | {key: create(self.client, key, SiteDocument) for key in KEYS})

    def __exit__(self, *error: object) -> None:
        breaker.close()
        for language in (*LANGUAGES, *KEYS):
            for name in self.client.indices.get(index=f"{alias(language)}-*"):
                self.client.indices.delete(index=name)


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def answering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine in turn."""
    if request.param == "elasticsearch":
        request.getfixturevalue("cluster")
        monkeypatch.setitem(ENGINES, "elasticsearch", UpToDate)
    return str(request.param)
