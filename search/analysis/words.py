"""Words of a text, Scandinavian letters folded, and the small words that ask for nothing."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
JOINT = re.compile(r"[-'’]")
FOLDS = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "é": "e", "è": "e", "ü": "u", "ß": "s"})
DOUBLES = (("aa", "a"), ("ae", "a"), ("oe", "o"))
LONGEST_WORD = 40
MOST_QUERY_CHARACTERS = 300
MOST_QUERY_WORDS = 20
DANISH = """
af alle alt anden andre at blive bliver bruge da de dem den denne der deres det dette dig din dit du efter eller en er
et for fordi fra gennem gør går ham han har have hen hende her hos hun hvad hvem hvilke hvor hvordan hvorfor hun i
ikke ind ingen jeg jer jeres kan kom komme kommer lave laver man med mellem mens mere mig min mit mod må nogle nok nu
når og også om omkring op os over på se selv sig sin skal skulle som så t til ud under ved vi vil vores være å
gerne ønsker søger leder noget nogen finde find bare lidt mange meget helst
"""
SWEDISH = """
alla allt att av blev bli blir båda de dem den denna deras det detta dig din ditt du där då efter eller en er ert ett
finns från få för genom gör går ha han har hela henne hitta hon honom hos hur här i icke in ingen inte ja jag kan
kom kommer kring med mellan mig min mitt mot mycket ni nog nu när någon något några och också om oss på samt se sig sin
sina ska skulle som så till under upp ut vad var vara varför vi vid vill vår våra vårt är över åt
gärna önskar söker letar göra lite många
"""
ENGLISH = """
a about an and are as at be by can do for from how i in into is it my of on or our that the their they this to us we
what where which with you your
"""
STOP_WORDS = {
    "da": frozenset(DANISH.split()),
    "sv": frozenset(SWEDISH.split()),
    "en": frozenset(ENGLISH.split()),
}


def fold(word: str) -> str:
    """Scandinavian letters without their marks, so that `oekologi`, `okologi` and `økologi` meet."""
    folded = word.translate(FOLDS)
    for double, single in DOUBLES:
        folded = folded.replace(double, single)
    return folded


def words(text: str) -> list[str]:
    """The words of a text in lower case; a hyphenated word counts whole and in parts."""
    found: list[str] = []
    for word in WORD.findall(unicodedata.normalize("NFC", text).lower()):
        if len(word) <= LONGEST_WORD and word.isalnum():
            found.append(word)
        else:
            parts = JOINT.split(word)
            found += [part[:LONGEST_WORD] for part in (["".join(parts), *parts] if len(parts) > 1 else parts)]
    return found


def pieces(folded: str, length: int = 4) -> set[str]:
    """The different pieces of so many letters, with the word's ends marked."""
    marked = f"<{folded}>"
    return {marked[start : start + length] for start in range(max(1, len(marked) - length + 1))}
