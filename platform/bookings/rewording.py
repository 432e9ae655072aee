"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

KEPT, GONE, COME = "kept", "gone", "come"
WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Piece:
    """Words that were kept, are gone or have come."""

    kind: str
    text: str


def rewording(before: str, after: str) -> list[Piece]:
    """The pieces of which both texts are made, in order: kept and gone give the old one, kept and come the new one."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(KEPT, "".join(old[a:b])))
            continue
        pieces += [Piece(word, text) for word, text in ((GONE, "".join(old[a:b])), (COME, "".join(new[c:d]))) if text]
    return pieces
