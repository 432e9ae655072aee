"""Says when search works on our own word lists alone."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

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
