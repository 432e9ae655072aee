"""The forms on which people come in say what to write."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("account_login", "Skriv din adgangskode"),
        ("account_signup", "Skriv en adgangskode på mindst ti tegn"),
        ("account_reset_password", "Skriv din e-mailadresse, fx mette@skolen.dk"),
        ("account_request_login_code", "Skriv din e-mailadresse, fx mette@skolen.dk"),
    ],
)
def test_an_empty_field_is_answered_with_what_to_write(name: str, sentence: str) -> None:
    """No «this field is required», and no placeholder that repeats the label."""
    html = Client().post(reverse(name), {}).content.decode()
    assert sentence in html
    assert "påkrævet" not in html
    assert "placeholder" not in html
