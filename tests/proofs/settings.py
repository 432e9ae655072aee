"""What the site of the proofs runs with: the tests' settings, with the limits of production on."""

from config import environment as env
from config.settings.test import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1"]
RATELIMIT_ENABLE = True
OUTBOX_TRANSPORT = env.text("PROOF_TRANSPORT", "outbox.backends.FolderBackend")
