"""Compares index and database document by document, and repairs what differs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import F
from elasticsearch.helpers import scan

from search.cluster.connection import BULK_TIMEOUT, client
from search.cluster.documents import alias
from search.cluster.sending import BATCH, send, versions
from search.models import Entry, IndexState
from search.projection import LANGUAGES
from search.reading import chain

Key = tuple[int, str]


@dataclass
class Drift:
    """What differs: offers and languages that the index lacks, has without reason, or has as they were."""

    documents: int = 0
    missing: set[Key] = field(default_factory=set)
    left_over: set[Key] = field(default_factory=set)
    outdated: set[Key] = field(default_factory=set)
    too_new: dict[int, int] = field(default_factory=dict)

    @property
    def offers(self) -> set[int]:
        """The offers concerned."""
        return {offer for offer, _language in self.missing | self.left_over | self.outdated} | self.too_new.keys()

    def __len__(self) -> int:
        return len(self.offers)


def compare() -> Drift:
    """Read the identifiers and versions of all documents and of all entries."""
    client(timeout=BULK_TIMEOUT).indices.refresh(index=[alias(language) for language in LANGUAGES])
    right = versions()
    expected = set(Entry.objects.filter(language__in=LANGUAGES).values_list("offer_id", "language"))
    drift = Drift()
    found: set[Key] = set()
    for key, version, lexicon in _indexed():
        found.add(key)
        should = right.get(key[0], -1)
        if key in expected and (version < should or lexicon != chain(key[1]).lexicon.version):
            drift.outdated.add(key)
        if version > should:
            drift.too_new[key[0]] = max(version - should, drift.too_new.get(key[0], 0))
    drift.documents = len(found)
    drift.missing, drift.left_over = expected - found, found - expected
    return drift


def _indexed() -> Iterator[tuple[Key, int, str]]:
    """Key, version and lexicon of every document."""
    using = client(timeout=BULK_TIMEOUT)
    for language in LANGUAGES:
        rows = scan(using, index=alias(language), query={"_source": ["lexicon"], "version": True}, size=2000)
        for row in rows:
            yield (int(row["_id"]), language), int(row["_version"]), row["_source"].get("lexicon", "")


def repair(drift: Drift) -> int:
    """Send every offer that differs; a database older than the index (a restored backup) takes over its versions."""
    for offer, distance in drift.too_new.items():
        IndexState.objects.filter(offer_id=offer).update(raised=F("raised") + distance)
    ids = sorted(drift.offers)
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        known = versions(part)
        send(known)
        _remove({offer for offer in part if offer not in known})
    return len(ids)


def _remove(offers: set[int]) -> None:
    """Documents of offers that no longer exist at all."""
    using = client(timeout=BULK_TIMEOUT).options(ignore_status=404)
    for offer in offers:
        for language in LANGUAGES:
            using.delete(index=alias(language), id=str(offer), refresh=True)
