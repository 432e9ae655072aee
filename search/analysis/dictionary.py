"""Word lists with affixes, compiled into one compact file per language that processes share through memory mapping.

A file holds a header (JSON), a hash table of 32-bit offsets (by CRC-32, open addressing, at most half full) and the
records `word TAB flags NEWLINE`. Nothing is read until a word is looked up; a look-up costs about a microsecond.
"""

import contextlib
import json
import mmap
import os
import struct
import tempfile
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from search.analysis.affixes import Rules, Suffix, Undoing, bases, read_rules, read_words

BASE = Path(__file__).resolve().parents[2]
SOURCES = BASE / "node_modules"
COMPILED = BASE / "var" / "words"
FORMAT = 1
LANGUAGES = ("da", "sv")
MOST_CACHED = 200_000
LENGTH = struct.Struct("<II")


class Dictionary:
    """The words of one language. Without a file it knows none, and `is_there` says so."""

    def __init__(self, path: Path | None) -> None:
        self.is_there = path is not None
        self.undoing = Undoing.of({})
        self.only_in_compounds = ""
        self._known: dict[str, list[str]] = {}
        if path is not None:
            self._open(path)

    def _open(self, path: Path) -> None:
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header_length, size = LENGTH.unpack_from(self.data, 0)
        header = json.loads(self.data[LENGTH.size : LENGTH.size + header_length].rstrip())
        self.undoing = Undoing.of(_loaded(header["rules"]))
        self.only_in_compounds = header["only_in_compounds"]
        start = LENGTH.size + header_length
        self.mask = size - 1
        self.slots = memoryview(self.data)[start : start + 4 * size].cast("I")
        self.records = start + 4 * size

    def flags(self, word: str) -> str | None:
        """The flags of a base form; None for what is none."""
        if not self.is_there:
            return None
        key = f"{word}\t".encode()
        slot = crc32(key) & self.mask
        while offset := self.slots[slot]:
            at = self.records + offset - 1
            if self.data[at : at + len(key)] == key:
                return self.data[at + len(key) : self.data.find(b"\n", at)].decode()
            slot = (slot + 1) & self.mask
        return None

    def bases(self, word: str) -> list[str]:
        """The base forms a word may come from; none when it is unknown."""
        if word not in self._known:
            if len(self._known) > MOST_CACHED:
                self._known.clear()
            self._known[word] = bases(word, self.undoing, self.flags) if self.is_there else []
        return self._known[word]

    def has(self, word: str) -> bool:
        """Whether it is a base form that stands alone."""
        flags = self.flags(word)
        return flags is not None and not (self.only_in_compounds and self.only_in_compounds in flags)

    def begins_compounds(self, word: str) -> bool:
        """Whether it is a form that only stands before another word («kyrko» in «kyrkogård»)."""
        flags = self.flags(word)
        return bool(flags and self.only_in_compounds and self.only_in_compounds in flags)


def _loaded(rows: list[list[str]]) -> Rules:
    rules: Rules = {}
    for ending, *facts in rows:
        rules.setdefault(ending, []).append(Suffix(*facts))
    return rules


def compile_words(language: str, *, sources: Path = SOURCES, target: Path = COMPILED) -> Path | None:
    """Write the compact file of a language unless it is up to date; None when there is no word list to read."""
    source, file = sources / f"dictionary-{language}", target / f"{language}.words"
    if not (source / "index.dic").is_file():
        return file if file.is_file() else None
    if file.is_file() and file.stat().st_mtime >= _changed(source):
        return file
    rules, special, numeric = read_rules((source / "index.aff").read_text(encoding="utf-8").splitlines())
    words = _merged(read_words((source / "index.dic").read_text(encoding="utf-8").splitlines(), numeric), special)
    header = {
        "format": FORMAT,
        "only_in_compounds": special.get("ONLYINCOMPOUND", ""),
        "rules": [[ending, r.flag, r.strip, r.condition, r.further] for ending, made in rules.items() for r in made],
    }
    _write(file, json.dumps(header).encode(), words)
    return file


def _changed(source: Path) -> float:
    return max(path.stat().st_mtime for path in (source / "index.dic", source / "index.aff", Path(__file__)))


def _merged(words: Iterable[tuple[str, str]], special: dict[str, str]) -> dict[str, str]:
    forbidden = special.get("FORBIDDENWORD", "\0")
    merged: dict[str, str] = {}
    for word, flags in words:
        if forbidden not in flags:
            merged[word] = merged.get(word, "") + flags
    return merged


def _write(file: Path, header: bytes, words: dict[str, str]) -> None:
    size = 1 << (2 * len(words)).bit_length()
    slots = array("I", bytes(4 * size))
    records = bytearray()
    for word, flags in words.items():
        key = f"{word}\t".encode()
        slot = crc32(key) & (size - 1)
        while slots[slot]:
            slot = (slot + 1) & (size - 1)
        slots[slot] = len(records) + 1
        records += key + flags.encode() + b"\n"
    header += b" " * (-len(header) % 4)
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(LENGTH.pack(len(header), size) + header + slots.tobytes() + records)
    Path(name).chmod(0o644)
    Path(name).replace(file)


@lru_cache(maxsize=8)
def dictionary(language: str) -> Dictionary:
    """The dictionary of a language, compiled now when nobody did so before; an empty one where there is none."""
    path = None
    if language in LANGUAGES:
        with contextlib.suppress(OSError):
            path = compile_words(language)
    return Dictionary(path)
