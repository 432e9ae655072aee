"""Two hundred teachers who are signed in, have typed their answers, and press the button together."""

import random
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from statistics import quantiles
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from bookings.drafts import Draft
from offers.models import Occurrence, Offer
from tests.factories.accounts import MembershipFactory
from tests.factories.bookings import new_school, teacher_at
from tests.factories.catalogue import host_in, live_offer

SEATS, ASKING = 30, 200
SCHOOLS = 20
TOKEN = "a" * 32
WAIT = 240.0


@dataclass(frozen=True)
class Sending:
    """One press of the button: what the browser sends."""

    path: str
    session: str
    key: UUID

    def post(self, port: int) -> "Answer":
        """Send it once; an answer that never comes is told apart by its status 0."""
        body = urlencode({"key": str(self.key), "csrfmiddlewaretoken": TOKEN, "wait_if_full": "1"})
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        began = time.monotonic()
        talk = HTTPConnection("127.0.0.1", port, timeout=WAIT)
        try:
            talk.request("POST", self.path, body, headers)
            response = talk.getresponse()
            response.read()
            status, location = response.status, response.getheader("Location") or ""
        except (OSError, HTTPException):
            status, location = 0, ""
        finally:
            talk.close()
        return Answer(status, location, time.monotonic() - began)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    seconds: float

    @property
    def reference(self) -> str:
        """The booking whose receipt the answer leads to; empty when it leads elsewhere."""
        is_receipt = self.status == 302 and self.location.startswith(reverse("bookings:receipt", args=["x"])[:-2])
        return self.location.rstrip("/").rsplit("/", 1)[-1] if is_receipt else ""


def crowd(number: int = ASKING) -> list[Membership]:
    """Teachers of twenty schools."""
    schools = [new_school(f"Skole {n}") for n in range(SCHOOLS)]
    return [teacher_at(schools[n % SCHOOLS], person__password=None) for n in range(number)]


def open_offer() -> Offer:
    """An offer without approval, of a host where somebody reads mail."""
    host = host_in()
    MembershipFactory(organisation=host, role=Role.COMPANY_OWNER)
    offer = live_offer(host)
    offer.approval_required = False
    offer.save(update_fields=["approval_required"])
    return offer


def sendings(date: Occurrence, teachers: Iterable[Membership]) -> list[Sending]:
    """Everybody has come to the last step; their sessions are in the database."""
    path = f"{reverse('bookings:check')}?tid={date.pk}"
    rows, made = [], []
    for number, teacher in enumerate(teachers):
        store = _signed_in(teacher)
        draft = Draft(store)
        draft.choose(date.pk)
        draft.bring(f"s{teacher.organisation.school.pk}")
        answers = {"label": f"{number}.x", "grade": "7", "pupils": "24", "adults": "2", "phone": "55001298"}
        draft.answer(QueryDict(urlencode(answers)))
        session = secrets.token_hex(16)
        expires = timezone.now() + timedelta(days=1)
        rows.append(Session(session_key=session, session_data=store.encode(dict(store.items())), expire_date=expires))
        made.append(Sending(path, session, draft.key_for(date.pk)))
    Session.objects.bulk_create(rows)
    return made


def _signed_in(teacher: Membership) -> SessionStore:
    assert teacher.person is not None
    store = SessionStore()
    store[SESSION_KEY] = str(teacher.person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = teacher.person.get_session_auth_hash()
    return store


def all_at_once(sent: list[Sending], how: Callable[[Sending], Answer]) -> list[Answer]:
    """Everybody presses when the last one is ready."""
    gate = threading.Barrier(len(sent))

    def press(one: Sending) -> Answer:
        gate.wait(timeout=60)
        return how(one)

    with ThreadPoolExecutor(len(sent)) as pool:
        return list(pool.map(press, sent))


def until_told(sending: Sending, port: int, *, lost: float, patience: float = 120) -> Answer:
    """Press again with the same key until an answer arrives; a share of the answers is thrown away unread."""
    over = time.monotonic() + patience
    while time.monotonic() < over:
        answer = sending.post(port)
        if answer.reference and random.random() >= lost:
            return answer
        time.sleep(random.uniform(0.05, 0.3))
    return answer


def in_words(answers: list[Answer]) -> str:
    """Median, 95th percentile and longest: printed, never judged, for machines differ."""
    taken = [answer.seconds for answer in answers]
    cuts = quantiles(taken, n=20)
    return f"p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s, longest {max(taken):.2f} s"
