"""What every import does alike: progress, small batches, refused rows with reasons, one last line."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from tqdm import tqdm

BATCH = 100
REASON = "reason"
Row = dict[str, str]


class Refused(ValueError):
    """A row cannot be taken; the text says why, in words its sender can act on."""


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class _DryRun(Exception):
    """Rolls a batch back."""


@dataclass
class Import:
    """Stores rows in small batches, so that an interrupted run is simply run again.

    `store` takes a row and tells what became of it, or raises Refused. `refused_path` gets the refused rows;
    `row_undone` and `batch_undone` are for those who remember what they made.
    """

    store: Callable[[Row], Outcome]
    refused_path: Path
    dry_run: bool = False
    batch: int = BATCH
    row_undone: Callable[[], None] = lambda: None
    batch_undone: Callable[[], None] = lambda: None
    counts: Counter[Outcome] = field(default_factory=Counter)
    refused: list[tuple[Row, str]] = field(default_factory=list)

    def run(self, rows: Sequence[Row]) -> str:
        """Take all rows with a progress bar; gives the last line."""
        remaining = iter(rows)
        with tqdm(total=len(rows), unit=" rows", disable=None) as bar:
            for chunk in iter(lambda: list(islice(remaining, self.batch)), []):
                self._take(chunk)
                bar.update(len(chunk))
        self._write_refused()
        return self.summary()

    def _take(self, chunk: list[Row]) -> None:
        try:
            with transaction.atomic():
                for row in chunk:
                    self._store(row)
                if self.dry_run:
                    raise _DryRun
        except _DryRun:
            self.batch_undone()

    def _store(self, row: Row) -> None:
        try:
            with transaction.atomic():
                self.counts[self.store(row)] += 1
        except Refused as error:
            self.counts[Outcome.REFUSED] += 1
            self.refused.append((row, str(error)))
            self.row_undone()

    def _write_refused(self) -> None:
        if not self.refused:
            self.refused_path.unlink(missing_ok=True)
            return
        columns = [*self.refused[0][0], REASON]
        with self.refused_path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore", delimiter=";")
            writer.writeheader()
            writer.writerows({**row, REASON: reason} for row, reason in self.refused)

    def summary(self) -> str:
        """The last line: how many rows were new, changed, unchanged and refused."""
        said = ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in Outcome)
        where = f" (refused rows with reasons: {self.refused_path})" if self.refused else ""
        return f"{'Dry run, nothing stored: ' if self.dry_run else ''}{said}{where}"


def refused_path(source: Path) -> Path:
    """Where the refused rows of a file go: beside it."""
    return source.with_name(f"{source.stem}.refused.csv")


def decode(raw: bytes) -> str:
    """A file's text: UTF-16 with or without a mark, UTF-8, or Windows' Latin-1."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    if raw[1:2] == b"\x00" or raw[1:200:2].count(0) > 50:
        return raw.decode("utf-16-le")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def table(text: str, *, needs: str) -> list[Row]:
    """The rows of a separated file whose header names `needs`; title lines above the header are passed over."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    start = next((i for i, line in enumerate(lines) if needs.lower() in line.lower()), None)
    if start is None:
        raise Refused(f"the file has no column {needs}")
    separator = max(";,\t", key=lines[start].count)
    reader = csv.reader(io.StringIO("".join(lines[start:]), newline=""), delimiter=separator)
    try:
        names = [name.strip().strip("\ufeff") for name in next(reader)]
        return [dict(_cells(names, cells)) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise Refused(f"row {reader.line_num} of the table cannot be read: {error}") from error


def _cells(names: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    padded = [*cells, *([""] * (len(names) - len(cells)))]
    yield from ((name, cell.replace("\x00", "").strip()) for name, cell in zip(names, padded, strict=False))


def apply(row: Any, facts: dict[str, Any]) -> bool:
    """Set what differs on a model row; tells whether anything did."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return bool(changed)
