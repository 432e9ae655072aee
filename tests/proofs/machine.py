"""What people and the clock may do to three dates, one step after another, and what must hold after each step."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bookings import actions
from bookings.actions import ClassFacts
from bookings.checking import findings
from bookings.models import Booking, BookingState
from bookings.models.booking import ENDED, HOLDING_PLACES
from bookings.refusals import Refusal
from bookings.rules import closing
from offers.actions.dates import FewerThanTaken
from offers.models import Occurrence, Offer
from tests.proofs.world import BEGINS, World, undone

PUPILS, DATES, WHICH = st.integers(1, 35), st.integers(0, 2), st.integers(0, 40)
SPACE = UUID("6a3c5b60-0f5e-4a3e-9a55-9e2b1a7a3c11")
WAITLISTED, OFFERED, PENDING = BookingState.WAITLISTED, BookingState.OFFERED, BookingState.PENDING
CONFIRMED = BookingState.CONFIRMED


class Bookings(RuleBasedStateMachine):
    """One sequence of steps."""

    world: World
    counts: defaultdict[str, int] = defaultdict(int)

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(undone())
        self.stack.enter_context(self.world.clock())
        self.world.now = BEGINS
        self.sent, self.classes = 0, 0
        self.stood: dict[tuple[int, int], int] = {}
        self.ended: dict[int, str] = {}

    def teardown(self) -> None:
        """The whole reconciliation once, then as if nothing had been."""
        with self.stack:
            assert findings(self.world.now - timedelta(days=1)) == [] or self._only_unsettled()

    def _only_unsettled(self) -> bool:
        actions.sweep(self.world.now)
        return findings(self.world.now) == []

    # What people do.

    @initialize(needs_answer=st.booleans(), agreed=st.booleans(), places=st.integers(20, 60))
    def begin(self, needs_answer: bool, agreed: bool, places: int) -> None:
        """Offers differ in whether the host answers, and has answered; dates in their places."""
        Offer.objects.filter(pk=self.world.offer.pk).update(approval_required=needs_answer)
        Occurrence.objects.filter(pk=self.world.dates[1].pk).update(capacity=places)
        if agreed:
            Booking.objects.filter(state=PENDING).update(state=CONFIRMED, expires_at=None)

    @rule(date=DATES, pupils=PUPILS, again=st.booleans(), may_wait=st.booleans())
    def ask(self, date: int, pupils: int, again: bool, may_wait: bool) -> None:
        """A class asks; nobody who waits may be passed by."""
        made = self._try(
            actions.request_places,
            occurrence_id=self.world.dates[date].pk,
            school=self.world.teacher.organisation.school,
            facts=self._class(pupils),
            idempotency_key=self._key(again=again and not may_wait),
            by=self.world.teacher.person,
            wait_if_full=may_wait,
        )
        if isinstance(made, Booking) and made.state in {PENDING, CONFIRMED}:
            assert not Booking.objects.filter(occurrence=made.occurrence_id, state=WAITLISTED).exists()

    @rule(dates=st.lists(DATES, min_size=1, max_size=3, unique=True), pupils=PUPILS)
    def stand_in_line(self, dates: list[int], pupils: int) -> None:
        """One class on one list or several."""
        self._try(
            actions.join_waiting_list,
            occurrence_ids=[self.world.dates[date].pk for date in dates],
            school=self.world.teacher.organisation.school,
            facts=self._class(pupils),
            idempotency_key=self._key(),
            by=self.world.teacher.person,
        )

    @rule(dates=st.lists(DATES, min_size=1, max_size=2, unique=True), sizes=st.lists(PUPILS, min_size=2, max_size=3))
    def several(self, dates: list[int], sizes: list[int]) -> None:
        """Several classes in one form, as many as fit or none."""
        self._try(
            actions.request_several,
            occurrence_ids=[self.world.dates[date].pk for date in dates],
            school=self.world.teacher.organisation.school,
            classes=[self._class(pupils) for pupils in sizes],
            all_or_nothing=len(dates) == 1,
            idempotency_key=self._key(),
            by=self.world.teacher.person,
        )

    @rule(which=WHICH, as_host=st.booleans())
    def cancel(self, which: int, as_host: bool) -> None:
        """Either side cancels."""
        if as_host:
            self._do(actions.cancel_by_host, which, reason="Maskinen er i stykker", by=self.world.host.person)
        else:
            self._do(actions.cancel_by_school, which, by=self.world.teacher.person)

    @rule(which=WHICH, pupils=PUPILS)
    def change_size(self, which: int, pupils: int) -> None:
        """More or fewer come."""
        self._do(actions.change_group_size, which, pupils=pupils, adults=2, by=self.world.teacher.person)

    @rule(which=WHICH, says_yes=st.booleans())
    def answer_an_offered_place(self, which: int, says_yes: bool) -> None:
        """The head of the line takes the place, or leaves it to the next."""
        answer = actions.accept_place if says_yes else actions.decline_place
        self._do(answer, which, state=OFFERED, by=self.world.teacher.person)

    @rule(which=WHICH)
    def leave_the_line(self, which: int) -> None:
        """Somebody has had enough of waiting."""
        self._do(actions.leave_waiting_list, which, state=WAITLISTED, by=self.world.teacher.person)

    @rule(which=WHICH, says_yes=st.booleans())
    def answer_a_request(self, which: int, says_yes: bool) -> None:
        """The host says yes or no, to a wish to move too."""
        if says_yes:
            self._do(actions.confirm, which, state=PENDING, by=self.world.host.person)
        else:
            self._do(actions.decline, which, state=PENDING, reason="Vi er fuldt optaget", by=self.world.host.person)

    @rule(which=WHICH, date=DATES, as_host=st.booleans())
    def move(self, which: int, date: int, as_host: bool) -> None:
        """To another date, or a wish for it."""
        by = self.world.host.person if as_host else self.world.teacher.person
        target = self.world.dates[date].pk
        self._do(actions.move_booking, which, state=CONFIRMED, occurrence_id=target, by=by, as_host=as_host)

    @rule(which=WHICH)
    def think_better_of_moving(self, which: int) -> None:
        """The wish is taken back."""
        self._do(actions.withdraw_move, which, state=CONFIRMED, by=self.world.teacher.person)

    @rule(date=DATES, capacity=st.integers(5, 70))
    def change_places(self, date: int, capacity: int) -> None:
        """The host has room for more, or for fewer."""
        occurrence, by = self.world.dates[date], self.world.host.person
        self._try(actions.change_capacity, occurrence=occurrence, capacity=capacity, by=by)

    @rule(hours=st.integers(1, 60), sweeps=st.booleans())
    def let_time_pass(self, hours: int, sweeps: bool) -> None:
        """Requests and offered places lapse, whether the worker has been there or not."""
        self.world.now += timedelta(hours=hours)
        if sweeps:
            actions.sweep()

    # What must hold after each step.

    @invariant()
    def the_books_are_right(self) -> None:
        """Counted anew from the rows, without the code that keeps the counters."""
        rows = list(Booking.objects.values("pk", "occurrence_id", "state", "places", "pupils", "position"))
        for date in Occurrence.objects.select_related("offer"):
            self._is_right(date, [row for row in rows if row["occurrence_id"] == date.pk])
        for row in rows:
            assert row["places"] == row["pupils"]
            assert row["pk"] not in self.ended or row["state"] == self.ended[row["pk"]], "what has ended stays ended"
            if row["state"] in ENDED:
                self.ended[row["pk"]] = row["state"]

    def _is_right(self, date: Occurrence, rows: list[dict[str, Any]]) -> None:
        held = sum(row["places"] for row in rows if row["state"] in HOLDING_PLACES)
        assert held == date.taken <= date.capacity
        placed = {row["position"]: row for row in rows if row["position"] is not None}
        assert all(position <= date.waitlist_seq for position in placed)
        for position, row in placed.items():
            assert self.stood.setdefault((date.pk, position), row["pk"]) == row["pk"], "a position is given once"
        waiting = sorted(position for position, row in placed.items() if row["state"] == WAITLISTED)
        offered = [position for position, row in placed.items() if row["state"] == OFFERED]
        self.counts["offered"] += len(offered)
        self.counts["waiting"] += len(waiting)
        if waiting:
            assert all(position < waiting[0] for position in offered), "nobody is passed by"
            fits = placed[waiting[0]]["places"] <= date.capacity - date.taken
            assert not fits or closing(date) <= self.world.now, "the head is asked as soon as it fits"

    # How a step is taken.

    def _class(self, pupils: int) -> ClassFacts:
        self.classes += 1
        return ClassFacts(label=f"klasse {self.classes}", pupils=pupils, adults=2, grade=7)

    def _key(self, *, again: bool = False) -> UUID:
        self.sent += not again
        return uuid5(SPACE, str(self.sent))

    def _do(self, action: Callable[..., object], which: int, *, state: str = "", **said: Any) -> None:
        """To one of the bookings, of those in a state where there are any."""
        rows = Booking.objects.order_by("pk")
        found = list(rows.filter(state=state) if state else rows)
        if found:
            self._try(action, booking=found[which % len(found)], **said)

    def _try(self, action: Callable[..., object], **said: Any) -> object:
        self.counts["steps"] += 1
        try:
            return action(**said)
        except (Refusal, FewerThanTaken):
            self.counts["refused"] += 1
            return None
