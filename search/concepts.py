"""Loads the thesaurus that ships with the site and keeps the keys by which concepts are found."""

import csv
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from reference.models import LoadedData
from search.analysis.chain import Chain
from search.analysis.dictionary import dictionary
from search.analysis.lexicon import Lexicon
from search.analysis.thesaurus import keys_of, keys_of_name
from search.models import Concept, ConceptKind

DATA = Path(__file__).parent / "data"
LANGUAGES = ("da", "sv")
BATCH = 500
KEYS_FORMAT = "2"


def with_keys(concept: Concept, chain: Chain | None = None) -> Concept:
    """Set the keys from name and words; without the lexicon, so that a rebuild does not change them."""
    chain = chain or plain_chain(concept.language)
    concept.words = "; ".join(concept.word_list)
    words = (keys_of(text, chain) for text in concept.word_list)
    concept.keys = [list(keys) for keys in (keys_of_name(concept.name, chain), *words)]
    return concept


def plain_chain(language: str) -> Chain:
    """Dictionary and stems alone."""
    return Chain(language, dictionary(language), Lexicon())


def ensure_thesaurus(data: Path = DATA) -> bool:
    """Bring the shipped concepts to what the files say; editors' own rows stay. Tells whether there was work."""
    checksum = _checksum(data)
    if LoadedData.objects.filter(name="thesaurus", checksum=checksum).exists():
        return False
    with transaction.atomic():
        Concept.objects.filter(is_shipped=True).delete()
        for language in LANGUAGES:
            Concept.objects.bulk_create(_shipped(data, language), batch_size=BATCH)
        LoadedData.objects.update_or_create(name="thesaurus", defaults={"checksum": checksum})
    return True


def _checksum(data: Path) -> str:
    digest = sha256(KEYS_FORMAT.encode())
    for language in LANGUAGES:
        digest.update(_file(data, language).read_bytes())
        digest.update(str(dictionary(language).is_there).encode())
    return digest.hexdigest()


def _file(data: Path, language: str) -> Path:
    return data / f"thesaurus_{language}.csv"


def _shipped(data: Path, language: str) -> list[Concept]:
    chain = plain_chain(language)
    with _file(data, language).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in ConceptKind.values]
    return [
        with_keys(
            Concept(language=language, kind=r["kind"], name=r["name"][:80], words=r["words"], is_shipped=True), chain
        )
        for r in rows
    ]
