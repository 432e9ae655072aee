"""What a question finds, as one packed list of numbers: asked once, then paged and counted without asking again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import Aggregate, Count, QuerySet, TextField
from django.db.models.expressions import RawSQL

from search.models import Entry, FacetValue
from search.models.catalogue import EntryQuerySet

MANY = 4000
MOST_KEPT = 500

Counts = dict[str, dict[str, int]]

_kept: dict[tuple[bytes, frozenset[str]], Counts] = {}


class Packed(Aggregate):
    """Numbers in one text, as the database unpacks them again; thousands of rows would cost far more."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """The text of an array."""
        return self.as_sql(compiler, connection, template="ARRAY_AGG(%(expressions)s)::text")


def unpacked(numbers: str) -> RawSQL:
    """A subquery of packed numbers, for `pk__in`."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [numbers])
    return RawSQL("SELECT value FROM json_each(%s)", [numbers])


@dataclass(frozen=True)
class Found:
    """How many entries there are, and which."""

    total: int
    numbers: str

    @classmethod
    def of(cls, found: "QuerySet[Entry]") -> "Found":
        """One query."""
        row = found.aggregate(total=Count("pk"), numbers=Packed("pk"))
        return cls(row["total"], row["numbers"] or "")

    def entries(self) -> EntryQuerySet:
        """Their rows."""
        return Entry.objects.filter(pk__in=unpacked(self.numbers)) if self.total else Entry.objects.none()

    def counts(self, facets: Iterable[str]) -> Counts:
        """How many of them have each value of the facets; counted once for the same entries.

        An entry never changes: a refresh deletes it and writes another under a number never used before. Only inside a
        transaction SQLite gives the numbers of what is rolled back again, so what is counted there is not kept.
        """
        wanted = frozenset(facets)
        if not self.total or not wanted:
            return {}
        if connection.in_atomic_block:
            return self._counted(wanted)
        key = (blake2b(self.numbers.encode()).digest(), wanted)
        if key not in _kept:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[key] = self._counted(wanted)
        return {facet: dict(values) for facet, values in _kept[key].items()}

    def _counted(self, facets: frozenset[str]) -> Counts:
        rows = FacetValue.objects.filter(entry__in=unpacked(self.numbers))
        if self.total > MANY or len(facets) == 1:  # SQLite then goes by facet, else by entry
            rows = rows.filter(facet__in=facets)
        counts: Counts = defaultdict(dict)
        for facet, value, number in rows.values_list("facet", "value").annotate(n=Count("entry")).order_by():
            counts[facet][value] = number
        return {facet: counts[facet] for facet in facets if facet in counts}
