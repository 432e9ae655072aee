"""The one background process: sends messages and does what comes round again."""

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections

from outbox.actions import deliver_next
from outbox.schedule import Job, jobs

log = logging.getLogger(__name__)
LONGEST_NAP = 0.2


class Command(BaseCommand):
    """`manage.py run_worker`: runs until it is told to stop; `--once` does what is due and ends."""

    help = "Send messages and do periodic work until stopped (Ctrl-C or SIGTERM)."
    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        """How often to look, and whether to end when nothing is left."""
        parser.add_argument("--poll", type=float, default=1.0, help="seconds between looks (default 1)")
        parser.add_argument("--once", action="store_true", help="do everything that is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round until stopped; the message in hand is always finished."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if options["once"]:
            self._round()
            return
        while not self.stopping:
            self._round_or_wait()
            self._rest(options["poll"])

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(min(LONGEST_NAP, seconds))

    def _round_or_wait(self) -> None:
        """A database that is away for a while is no reason to end."""
        close_old_connections()
        try:
            self._round()
        except DatabaseError as error:
            log.error("the database does not answer: %s", type(error).__name__)

    def _round(self) -> None:
        for job in jobs():
            if job.is_due() and not self.stopping:
                self._do(job)
        while not self.stopping and deliver_next():
            pass

    def _do(self, job: Job) -> None:
        job.put_off()
        try:
            job.run()
        except Exception:  # one failing job must not stop the mails
            log.exception("the job “%s” failed", job.name)
