"""What can be done with bookings; why it may be refused is in `bookings.refusals`."""

from bookings.actions.answering import confirm, decline
from bookings.actions.attending import check_in, note_attended, note_no_show, say_late, take_back_attendance
from bookings.actions.changing import change_group_size, hand_over
from bookings.actions.dates import change_capacity, move_occurrence
from bookings.actions.digesting import send_digests
from bookings.actions.ending import cancel_by_host, cancel_by_link, cancel_by_school, cancel_occurrence
from bookings.actions.expecting import agree_to_expectations, write_expectations
from bookings.actions.feeding import open_feed, renew_feed, revoke_feed
from bookings.actions.free_buses import BusFacts, add_free_bus, change_free_bus, remove_free_bus
from bookings.actions.mail_texts import set_mail_text
from bookings.actions.moving import agree_to_move, move_booking, refuse_to_move, withdraw_move
from bookings.actions.queueing import accept_place, decline_place, join_waiting_list, leave_waiting_list
from bookings.actions.reminding import remind
from bookings.actions.requesting import ClassFacts, request_places
from bookings.actions.settling import sweep
from bookings.actions.several import NotAllFit, SeveralBooked, request_several
from bookings.actions.transport import (
    TransportFacts,
    approve_transport,
    ask_for_transport,
    change_transport,
    refuse_transport,
    set_last_bell,
    withdraw_transport,
)
from bookings.actions.wishing import (
    accept_proposal,
    accept_wish,
    decline_wish,
    propose_time,
    tend_wishes,
    wish_for_visit,
    withdraw_wish,
)
from bookings.actions.writing import write_note

__all__ = [
    "BusFacts",
    "ClassFacts",
    "NotAllFit",
    "SeveralBooked",
    "TransportFacts",
    "accept_place",
    "accept_proposal",
    "accept_wish",
    "add_free_bus",
    "agree_to_expectations",
    "agree_to_move",
    "approve_transport",
    "ask_for_transport",
    "cancel_by_host",
    "cancel_by_link",
    "cancel_by_school",
    "cancel_occurrence",
    "change_capacity",
    "change_free_bus",
    "change_group_size",
    "change_transport",
    "check_in",
    "confirm",
    "decline",
    "decline_place",
    "decline_wish",
    "hand_over",
    "join_waiting_list",
    "leave_waiting_list",
    "move_booking",
    "move_occurrence",
    "note_attended",
    "note_no_show",
    "open_feed",
    "propose_time",
    "refuse_to_move",
    "refuse_transport",
    "remind",
    "remove_free_bus",
    "renew_feed",
    "request_places",
    "request_several",
    "revoke_feed",
    "say_late",
    "send_digests",
    "set_last_bell",
    "set_mail_text",
    "sweep",
    "take_back_attendance",
    "tend_wishes",
    "wish_for_visit",
    "withdraw_move",
    "withdraw_transport",
    "withdraw_wish",
    "write_expectations",
    "write_note",
]
