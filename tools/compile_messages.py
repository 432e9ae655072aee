"""Compile translations with polib, so that no gettext is needed; only those newer than what is there."""

from pathlib import Path

import polib

BASE = Path(__file__).resolve().parent.parent
FOLDERS = (BASE / "locale", BASE / "platform" / "content" / "locale_admin")


def main() -> None:
    """Write a .mo beside each .po that has changed."""
    for source in sorted(po for folder in FOLDERS for po in folder.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


main()
