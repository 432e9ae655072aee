"""A mail server for the proofs."""

from collections.abc import Iterator
from threading import Thread

import pytest
from pytest_django import Settings

from tests.outbox.smtp import MailServer


@pytest.fixture
def server(settings: Settings, socket_enabled: None) -> Iterator[MailServer]:
    """Where this process and the workers it starts deliver to."""
    with MailServer() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.OUTBOX_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
        server.shutdown()
