"""A mail transport whose worker dies at the worst moment."""

import os
import signal
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend


class KilledAfterSending(EmailBackend):
    """The mail is with the server, and nobody has written that down."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send for real, then end the process at once."""
        super().send_messages(email_messages)
        os.kill(os.getpid(), signal.SIGKILL)
        return 0
