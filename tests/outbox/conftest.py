"""Where the mails of these tests go: a real mail server on loopback, or a folder."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from tests.outbox.smtp import MailServer


@pytest.fixture
def server(settings: Settings, socket_enabled: None) -> Iterator[MailServer]:
    """A mail server that the worker delivers to."""
    with MailServer() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.OUTBOX_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server
        server.shutdown()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder that the worker delivers to."""
    settings.OUTBOX_TRANSPORT = "outbox.backends.FolderBackend"
    settings.MAIL_FOLDER = tmp_path
    return tmp_path
