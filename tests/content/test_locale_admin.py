"""What we say in Danish in the place of Wagtail's missing words exists in the Wagtail that is installed."""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
from django.utils import translation
from django.utils.translation import gettext as said  # another name: these texts are not ours to gather

BASE = Path(__file__).resolve().parent.parent.parent
OURS = BASE / "platform" / "content" / "locale_admin" / "da" / "LC_MESSAGES" / "django.po"
APPS = ("wagtail", "wagtail.admin", "wagtail.images", "wagtail.documents", "wagtail.users", "wagtail_localize")
NAMED = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def ours() -> polib.POFile:
    """Our words."""
    return polib.pofile(str(OURS))


def theirs() -> set[tuple[str, str]]:
    """The texts of Wagtail, with their plurals."""
    found = set()
    for app in APPS:
        spec = find_spec(app)
        assert spec is not None
        assert spec.origin is not None
        source = Path(spec.origin).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
        found |= {(entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(source))}
    return found


def test_every_text_is_one_of_wagtails() -> None:
    """A new version that words something differently is noticed here."""
    assert [entry.msgid for entry in ours() if (entry.msgid, entry.msgid_plural) not in theirs()] == []


def test_placeholders_are_those_of_the_text() -> None:
    """A translation cannot break a page of the admin."""
    for entry in ours():
        asked = set(NAMED.findall(entry.msgid + entry.msgid_plural))
        for words in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(NAMED.findall(words)) <= asked, entry.msgid


def test_the_admin_speaks_them() -> None:
    """They are loaded, and there are enough to matter."""
    assert len(ours()) > 150
    with translation.override("da"):
        assert said("Awaiting your review") == "Venter på dig"
        assert said("Save draft") == "Gem kladde"
