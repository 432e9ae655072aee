"""The one scheduled command: everything the clock says, once, and an account of it."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import close_old_connections

from outbox.schedule import Job, shared_jobs

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """`manage.py run_due`: the worker's own list, for a cron or a second machine.

    Each job is made of short transactions that lock what they change and post under keys given once, so it may run
    beside the worker and beside itself, be stopped anywhere and be run again. It sends no mail: the worker does.
    """

    help = "Do once what is due: lapsed requests, places offered on, wishes, reminders, digests."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do every job; one that fails is named, the others go on, and the command ends with an error."""
        failed = [job.name for job in shared_jobs() if not self._done(job)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")

    def _done(self, job: Job) -> bool:
        try:
            number = job.run()
        except Exception as error:
            if isinstance(error, DatabaseError):
                close_old_connections()  # the next job gets another where this one broke
            log.exception("the job “%s” failed", job.name)
            self.stderr.write(f"{job.name}: failed ({type(error).__name__})")
            return False
        self.stdout.write(f"{job.name}: {'done' if number is None else number}")
        return True
