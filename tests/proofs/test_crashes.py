"""A5: workers are killed and the database crashes while two hundred ask, and a fifth of the answers is lost."""

import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.factories.catalogue import occurrence
from tests.proofs import promises
from tests.proofs.cluster import Cluster, own_cluster
from tests.proofs.crowd import SEATS, Answer, Sending, all_at_once, crowd, in_words, open_offer, sendings, until_told
from tests.proofs.site import Site, serving

LOST = 0.2
CRASHES_AFTER, KILLS_AFTER = (40, 90, 140), range(15, 180, 15)


class Trouble:
    """Watches how many have been told, and breaks something at set numbers."""

    def __init__(self, site: Site, cluster: Cluster) -> None:
        self.site, self.cluster = site, cluster
        self.told, self.killed, self.sent = 0, 0, 0
        self._counting, self._over = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._break_things)

    def __enter__(self) -> "Trouble":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def press(self, one: Sending) -> Answer:
        """Send until told."""
        answer = until_told(one, self.site.port, lost=LOST)
        with self._counting:
            self.told += 1
        return answer

    def _break_things(self) -> None:
        plan = sorted([(told, "crash") for told in CRASHES_AFTER] + [(told, "kill") for told in KILLS_AFTER])
        for told, what in plan:
            while self.told < told and not self._over.is_set():
                time.sleep(0.02)
            if self._over.is_set():
                return
            if what == "kill":
                self.site.kill_worker(told)
                self.killed += 1
            else:
                self.cluster.crash()
                self.cluster.begin()


@pytest.mark.proof
@pytest.mark.own_database
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("socket_enabled")
def test_crashes_and_lost_answers_lose_and_double_nothing(tmp_path: Path) -> None:
    """Everybody ends with one booking and the truth about it; the line has no gap; no mail is lost or doubled."""
    teachers, offer = crowd(), open_offer()
    date = occurrence(offer, days=20, capacity=SEATS)
    with own_cluster() as cluster:
        sent = sendings(date, teachers)
        with serving(tmp_path) as site, Trouble(site, cluster) as trouble:
            answers = all_at_once(sent, trouble.press)
        connection.close()  # ours has not survived the crashes either
        print(f"A5: {cluster.crashes} crashes, {trouble.killed} workers killed, the last answer {in_words(answers)}")
        assert (cluster.crashes, trouble.killed) == (len(CRASHES_AFTER), len(KILLS_AFTER))
        promises.hold(date, answers)
