"""What must hold on a date after two hundred classes have asked for its thirty places."""

from collections import Counter
from collections.abc import Iterable

from bookings.checking import MAIL, findings
from bookings.models import Booking
from offers.models import Occurrence
from outbox.models import Message
from tests.proofs.crowd import ASKING, SEATS, Answer


def told(date: Occurrence) -> Counter[str]:
    """How many mails of each kind were written of a date's bookings."""
    ours = set(Booking.objects.filter(occurrence=date).values_list("pk", flat=True))
    rows = ((kind, MAIL.fullmatch(key)) for kind, key in Message.objects.values_list("kind", "dedupe_key"))
    return Counter(kind for kind, key in rows if key and int(key[1]) in ours)


def hold(date: Occurrence, answers: Iterable[Answer]) -> None:
    """Thirty places, then a gapless line in the order of arrival; everybody was told the truth, and once."""
    rows = list(Booking.objects.filter(occurrence=date).order_by("pk").values_list("state", "position"))
    waiting = [("waitlisted", place) for place in range(1, ASKING - SEATS + 1)]
    assert rows == [("confirmed", None)] * SEATS + waiting
    made = Booking.objects.filter(occurrence=date).values_list("reference", flat=True)
    assert sorted(answer.reference for answer in answers) == sorted(made)
    date.refresh_from_db()
    assert (date.taken, date.waitlist_seq) == (SEATS, ASKING - SEATS)
    assert told(date) == {"booking_confirmed": SEATS, "booking_agreed": SEATS, "booking_waiting": ASKING - SEATS}
    assert findings() == []
