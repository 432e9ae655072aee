"""Writing to the other side of a visit (contract VW-06)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from bookings.messages.together import tell_note
from bookings.models import Booking, Note
from bookings.refusals import ThreadClosed
from bookings.sides import organisation_of, writing_ends

SENT_TWICE = timedelta(minutes=10)


def hold_row(booking: Booking) -> Booking:
    """The booking's own row, held until the transaction ends: no places change here, so the date stays free."""
    Booking.objects.select_for_update().get(pk=booking.pk)
    return Booking.objects.in_full().get(pk=booking.pk)


def write_note(*, booking: Booking, text: str, side: str, by: User) -> Note:
    """Say something to the other side, who gets it by mail; the same words sent twice are one message."""
    with transaction.atomic(durable=True):
        held, now = hold_row(booking), timezone.now()
        if now >= writing_ends(held):
            raise ThreadClosed(writing_ends(held))
        last = held.notes.order_by("-pk").first()
        if last and (last.author_id, last.text) == (by.pk, text) and now - last.created_at < SENT_TWICE:
            return last
        note = Note.objects.create(booking=held, author=by, side=side, text=text)
        record("wrote a message", held, by=by, organisation=organisation_of(side, held), note=note.pk)
        tell_note(note)
    return note
