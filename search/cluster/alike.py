"""The second pass of the database engine for the cluster: what the first hits have in common, as terms with points.

A term has boost · rarity · weight points in the cluster, and a posting of the database has the same weight without
rarity. A boost divided by the rarity therefore gives the likeness that the database engine adds, without a script.
"""

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Bool, Query

from search.analysis.lexicon import Lexicon
from search.analysis.plan import QueryPlan
from search.cluster.connection import Answer
from search.cluster.documents import alias, words_field
from search.cluster.requests import by_words, matches
from search.engines.feedback import FEEDBACK, LEARNT_FROM, centre_of, likeness
from search.engines.scoring import SCALE, rarities


def first_hits(plan: QueryPlan, needed: int) -> Search:
    """Asks for the best entries of the words alone: no filter, no grade, no lift."""
    asked = Search(index=alias(plan.language)).query(by_words(plan, matches(plan, needed)))
    asked = asked.params(search_type="dfs_query_then_fetch", ignore_unavailable="true")
    shown = {"_source": False, "docvalue_fields": ["entry"], "track_total_hits": False, "track_scores": True}
    return asked.sort("_score", "entry").extra(size=LEARNT_FROM, **shown)


def alike_to(answer: Answer, language: str, lexicon: Lexicon) -> Query | None:
    """Points for what is like these hits: a share of the best score for the likest of them."""
    hits = answer["hits"]["hits"]
    entries = [int(hit["fields"]["entry"][0]) for hit in hits]
    centre = centre_of(entries, language, lexicon)
    most = max(likeness(centre, language, entries).values(), default=0)
    if not most:
        return None
    unit = FEEDBACK * hits[0]["_score"] * SCALE * SCALE / most
    rarity = rarities(centre, language)
    terms = {token: unit * value / rarity[token] for token, value in centre.items() if token in rarity}
    field = words_field(language)
    return Bool(should=[Q("term", **{field: {"value": token, "boost": boost}}) for token, boost in terms.items()])
