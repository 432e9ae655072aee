"""What the cluster's suggester proposes for what somebody types; the database has the last word on each name."""

from typing import Any

from elasticsearch.dsl import Search

from search.cluster.connection import asking
from search.cluster.documents import aliases, begins_field
from search.completing import MOST, OF_ENTRIES, SPARE, folded, starts
from search.models import NameKind

NAMED = {NameKind.TITLE: "title", NameKind.COMPANY: "host_name", NameKind.PLACE: "places"}


def proposed(text: str, language: str) -> dict[NameKind, list[str]]:
    """Names of offers, companies and places in which a word begins as typed; ClusterAway while there is no answer."""
    typed = folded(text)
    if not typed:
        return {}
    asked = Search(index=aliases()).source(list(NAMED.values()))
    for kind in OF_ENTRIES:
        field = {"field": begins_field(kind), "size": MOST * SPARE, "skip_duplicates": kind != NameKind.TITLE}
        asked = asked.suggest(kind.value, typed, completion=field)
    with asking() as using:
        answer = asked.using(using).execute().to_dict()
    return {kind: _names(answer, kind, typed, language) for kind in OF_ENTRIES}


def _names(answer: dict[str, Any], kind: NameKind, typed: str, language: str) -> list[str]:
    """Those of a document's names that have a word beginning so."""
    rows = [row["_source"].get(NAMED[kind], []) for row in answer["suggest"][kind.value][0]["options"]]
    names = [name for row in rows for name in ([row] if isinstance(row, str) else row)]
    return [name for name in dict.fromkeys(names) if any(s.startswith(typed) for _at, s in starts(name, language))]
