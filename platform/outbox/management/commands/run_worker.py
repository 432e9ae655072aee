"""The one background process: sends messages and does what comes round again."""

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from outbox.actions import deliver_due
from outbox.models import WorkerBeat
from outbox.schedule import Job, jobs


class Command(BaseCommand):
    """`manage.py run_worker`: runs until it is told to stop; `--once` sends what is due and ends."""

    help = "Send messages and do periodic work until stopped (Ctrl-C or SIGTERM)."

    def add_arguments(self, parser: CommandParser) -> None:
        """How often to look, and whether to end when nothing is left."""
        parser.add_argument("--poll", type=float, default=1.0, help="seconds between looks (default 1)")
        parser.add_argument("--once", action="store_true", help="do everything that is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round until stopped; the message in hand is always finished."""
        self.stopping = False
        if options["once"]:
            self._round(everything=True)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            self._round()
            self._rest(options["poll"])

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(min(0.2, seconds))

    def _round(self, *, everything: bool = False) -> None:
        for job in jobs():
            if everything or job.due <= time.monotonic():
                self._do(job)
        while deliver_due() and not self.stopping:
            pass
        WorkerBeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})

    def _do(self, job: Job) -> None:
        job.due = time.monotonic() + job.seconds
        try:
            job.run()
        except Exception as error:  # noqa: BLE001  one failing job must not stop the mails
            self.stderr.write(f"{job.name}: {type(error).__name__}: {error}")
