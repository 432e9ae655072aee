"""Builds a new index behind the alias while the old one answers, and catches up with what changed meanwhile."""

import logging
from collections.abc import Callable, Iterable

from elasticsearch import Elasticsearch

from search.cluster.connection import BULK_TIMEOUT, asking, client
from search.cluster.documents import create, indices_behind, remove_leftovers, swap
from search.cluster.sending import fill, note, send, send_ahead, versions
from search.cluster.site import KEYS, SiteDocument, catch_up_site, fill_site, send_site_ahead
from search.projection import LANGUAGES

log = logging.getLogger(__name__)
Progress = Callable[[Iterable[int]], Iterable[int]]


def renew(*, progress: Progress = iter) -> int:
    """Make the index anew from the projection; gives the number of documents. Searches go on, none fails."""
    using = client(timeout=BULK_TIMEOUT)
    remove_leftovers(using, (*LANGUAGES, *KEYS))
    made = {language: create(using, language) for language in LANGUAGES}
    others = {key: create(using, key, SiteDocument) for key in KEYS}
    filled = versions()
    number = sum(1 for _offer in progress(fill(using, filled, made)))
    _catch_up_before(using, filled, made)
    pages = fill_site(others)
    for name in made.values():
        using.indices.refresh(index=name)
    swap(using, made | others)
    note(filled)
    catch_up(filled)
    catch_up_site(pages)
    return number


def _catch_up_before(using: Elasticsearch, filled: dict[int, int], made: dict[str, str]) -> None:
    """Most of what changed goes into the new index before anybody sees it; deletions follow after the swap."""
    changed = _changed_since(filled)
    for _offer in fill(using, changed, made):
        pass


def catch_up(filled: dict[int, int]) -> int:
    """After the swap: send what changed since the filling began, deletions too, whoever has sent it where."""
    changed = _changed_since(filled)
    if changed:
        note({offer: filled.get(offer, -1) for offer in changed})
        send(changed)
    log.info("%s offers changed while the index was made", len(changed))
    return len(changed)


def _changed_since(filled: dict[int, int]) -> dict[int, int]:
    return {offer: version for offer, version in versions().items() if filled.get(offer) != version}


def is_there() -> bool:
    """Whether every language has an index behind its alias."""
    using = client()
    return all(indices_behind(using, key) for key in (*LANGUAGES, *KEYS))


def keep_up() -> int:
    """Bring the index to what the database says; ClusterAway while it cannot be reached. Gives how many offers."""
    with asking():
        if not is_there():
            return renew()
        send_site_ahead()
        return send_ahead()
