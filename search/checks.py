"""Says when search works on our own word lists alone, and when a cluster is to answer that nobody named."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from search.analysis.dictionary import LANGUAGES, dictionary


@register
def check_word_lists(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Base forms and compounds of a language need its word list."""
    missing = [language for language in LANGUAGES if not dictionary(language).is_there]
    if not missing:
        return []
    names = ", ".join(f"dictionary-{language}" for language in missing)
    hint = "Run `make install`, or `python tools/word_lists.py` where node_modules is there."
    return [Warning(f"Search works without the word lists {names}", hint=hint, id="search.W001")]


@register
def check_cluster(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A cluster that is to answer needs an address."""
    if settings.SEARCH_ENGINE != "elasticsearch" or settings.ELASTICSEARCH_URLS:
        return []
    return [Error("SEARCH_ENGINE is elasticsearch, and ELASTICSEARCH_URL names no node", id="search.E001")]
