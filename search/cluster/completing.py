"""What somebody may be about to type: titles, companies and towns that begin so, from the cluster's suggester."""

from typing import Any

from elasticsearch.dsl import Search

from search.analysis.words import fold
from search.cluster.connection import ClusterAway, asking
from search.cluster.documents import alias
from search.models import Entry

NAMED = ("title", "host_name", "town")
SPARE = 3


def completions(text: str, language: str, *, limit: int = 8) -> list[str]:
    """Names of listed offers, companies and towns in which a word begins as typed; none while the cluster is away."""
    typed = fold(text.strip().lower())[:80]
    if not typed:
        return []
    found = _asked(typed, language, limit * SPARE)
    listed = Entry.objects.listed_in(language).filter(offer_id__in=[int(row["_id"]) for row in found])
    ids = {str(pk) for pk in listed.values_list("offer_id", flat=True)}
    names = (name for row in found if row["_id"] in ids for name in _beginning(row["_source"], typed))
    return list(dict.fromkeys(names))[:limit]


def _asked(typed: str, language: str, size: int) -> list[dict[str, Any]]:
    asked = Search(index=alias(language)).source(list(NAMED))
    asked = asked.suggest("begins", typed, completion={"field": "begins", "size": size})
    try:
        with asking() as using:
            answer = asked.using(using).execute().to_dict()
    except ClusterAway:
        return []
    return list(answer["suggest"]["begins"][0]["options"])


def _beginning(source: dict[str, str], typed: str) -> list[str]:
    """Those of an offer's names that have a word beginning so."""
    names = [source.get(name, "") for name in NAMED]
    return [name for name in names if f" {typed}" in f" {fold(name.lower())}"]
