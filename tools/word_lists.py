"""Compile the word lists of search from node_modules into var/words/; does nothing when they are up to date."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.analysis.dictionary import LANGUAGES, compile_words


def main() -> None:
    """One compact file per language."""
    for language in LANGUAGES:
        if compile_words(language) is None:
            print(f"No word list for {language}: search works on its own lists alone")


main()
