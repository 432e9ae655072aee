"""Keeps the index at what the database says: finds the offers that are ahead of it and sends them.

A document's version is its offer's version plus the sum of its dates' versions plus how often its texts were read
anew; each is raised in the transaction of the change. It is read before the content, so content is never older than
the version it is sent with, and the cluster refuses whatever is older than what it has.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, F, Sum
from django.db.models.functions import Coalesce
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from offers.models import Offer
from search.cluster.connection import BULK_TIMEOUT, client
from search.cluster.documents import alias
from search.cluster.reading_rows import documents
from search.models import IndexState
from search.projection import LANGUAGES

log = logging.getLogger(__name__)
BATCH = 500
CHUNK = 500
THREADS = 2
GONE, OLDER = 404, 409
PASSING = frozenset({429, 502, 503, 504})
Targets = dict[str, str]


def versioned() -> Any:
    """All offers with the version that their documents should have."""
    dates = Coalesce(Sum("occurrences__version"), 0)
    raised = Coalesce(F("index_state__raised"), 0)
    return Offer.objects.order_by("pk").values("pk").annotate(now=F("version") + dates + raised)


def versions(offer_ids: Iterable[int] | None = None) -> dict[int, int]:
    """The version by offer."""
    rows = versioned() if offer_ids is None else versioned().filter(pk__in=list(offer_ids))
    return _by_offer(rows)


def ahead() -> dict[int, int]:
    """The offers that the index has not seen as they are now, with their versions; a batch at most."""
    sent = Coalesce(F("index_state__sent"), -1, output_field=BigIntegerField())
    rows = versioned().annotate(was=sent).exclude(was=F("now"))
    return _by_offer(rows[:BATCH])


def _by_offer(rows: Any) -> dict[int, int]:
    return {int(pk): int(now) for pk, now in rows.values_list("pk", "now")}


def send_ahead() -> int:
    """Send everything that is ahead of the index, in batches; gives how many offers that were."""
    number = 0
    while batch := ahead():
        done = send(batch)
        number += len(done)
        if len(done) < len(batch):
            log.warning("%s offers could not be sent now and are tried again", len(batch) - len(done))
            break
    return number


def send(found: dict[int, int]) -> set[int]:
    """Write the documents of these offers through the aliases and note it; gives the offers that arrived."""
    targets = {language: alias(language) for language in LANGUAGES}
    late: set[int] = set()
    using = client(timeout=BULK_TIMEOUT)
    results = streaming_bulk(
        using,
        actions(found, targets),
        chunk_size=CHUNK,
        raise_on_error=False,
        raise_on_exception=True,
        refresh=True,
        require_alias=True,
    )
    for good, result in results:
        if not good and not arrived(result):
            late.add(int(next(iter(result.values()))["_id"]))
    done = found.keys() - late
    note({offer: found[offer] for offer in done})
    return done


def arrived(result: dict[str, Any]) -> bool:
    """Whether an action that was refused needs no second try; what the cluster will never take is logged."""
    facts = next(iter(result.values()))
    status = facts.get("status", 0)
    if status in PASSING or not status:
        return False
    if status not in (GONE, OLDER):
        log.error("the search cluster refuses document %s: %s", facts.get("_id"), facts.get("error"))
    return status != GONE or "error" not in facts


def actions(found: dict[int, int], targets: Targets, *, deletes: bool = True) -> Iterator[dict[str, Any]]:
    """What to write of these offers: a document in each language it is written in, and none in the others."""
    ids = list(found)
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        there: set[tuple[int, str]] = set()
        for body in documents(part):
            key = int(body["offer"]), str(body["language"])
            there.add(key)
            yield {"_op_type": "index", "_source": body, **_address(*key, found, targets)}
        if deletes:
            for offer, language in ((offer, language) for offer in part for language in targets):
                if (offer, language) not in there:
                    yield {"_op_type": "delete", **_address(offer, language, found, targets)}


def _address(offer: int, language: str, found: dict[int, int], targets: Targets) -> dict[str, Any]:
    version = {"version": found[offer], "version_type": "external_gte"}
    return {"_index": targets[language], "_id": str(offer), **version}


def fill(using: Elasticsearch, found: dict[int, int], targets: Targets) -> Iterator[int]:
    """Write many documents into new indices, the next made while others are on their way; gives the offer of each.

    Rows are read here and only sent from other threads, which have no connection to the database.
    """
    rows = actions(found, targets, deletes=False)
    under_way: deque[Future[list[int]]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        while chunk := list(islice(rows, CHUNK)):
            under_way.append(pool.submit(_taken, using, chunk))
            if len(under_way) > THREADS:
                yield from under_way.popleft().result()
        for chunk_sent in under_way:
            yield from chunk_sent.result()


def _taken(using: Elasticsearch, chunk: list[dict[str, Any]]) -> list[int]:
    """Send new documents; gives their offers, or says which one was refused."""
    offers = []
    for good, result in streaming_bulk(using, chunk, CHUNK, raise_on_error=False):
        facts = next(iter(result.values()))
        if not good and not arrived(result):
            raise RuntimeError(f"Document {facts['_id']} was not taken: {facts.get('error')}")
        offers.append(int(facts["_id"]))
    return offers


def note(sent: dict[int, int]) -> None:
    """Remember what was sent; in many short transactions, so that nobody waits while a whole index is noted."""
    rows = (IndexState(offer_id=offer, sent=version) for offer, version in sent.items())
    while part := list(islice(rows, CHUNK)):
        IndexState.objects.bulk_create(part, update_conflicts=True, unique_fields=["offer"], update_fields=["sent"])
