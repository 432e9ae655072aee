"""The engines behind the catalogue; the setting SEARCH_ENGINE says which one answers."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.query import Engine

ENGINES: dict[str, type[Engine]] = {"database": DatabaseEngine, "elasticsearch": ElasticsearchEngine}


def engine() -> Engine:
    """The engine that the settings name."""
    try:
        return ENGINES[settings.SEARCH_ENGINE]()
    except KeyError:
        known = ", ".join(ENGINES)
        raise ImproperlyConfigured(f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}; known are: {known}") from None
