"""Addresses in mails."""

import pytest
from pytest_django import Settings

from outbox.links import absolute, link


def test_a_path_is_put_behind_the_address_of_the_site(settings: Settings) -> None:
    settings.SITE_URL = "https://skolebro.example"
    assert absolute("/tilbud/") == "https://skolebro.example/tilbud/"


@pytest.mark.parametrize(("language", "path"), [("da", "/post/7/"), ("sv", "/sv/post/7/"), ("en", "/en/post/7/")])
def test_a_page_is_linked_in_the_language_of_the_mail(language: str, path: str, settings: Settings) -> None:
    settings.SITE_URL = "https://skolebro.example"
    assert link("outbox:read", 7, language=language) == f"https://skolebro.example{path}"
