"""What is said when a class waits, moves or changes: more letters in the manner of `letters`."""

from django.utils.translation import gettext_lazy

from bookings.messages.letters import ELSEWHERE, SEE, TO_HOST, TO_TEACHER, Letter

PLACE = (gettext_lazy("Say yes or no"), "place_url")
LEAVE = (gettext_lazy("See your place in line, or leave it"), "place_url")

CHANGES = {
    "booking_waiting": Letter(
        subject=gettext_lazy("On the waiting list: %(title)s, %(when)s"),
        heading=gettext_lazy("%(group)s is number %(number)s in line"),
        intro=gettext_lazy("We write when there is a place. Places are offered in the order in which classes came."),
        state="waitlisted",
        button=LEAVE,
        why=TO_TEACHER,
    ),
    "booking_place_offered": Letter(
        subject=gettext_lazy("A place for %(group)s: %(title)s, %(when)s"),
        heading=gettext_lazy("There is a place for %(group)s"),
        intro=gettext_lazy("It is held for you until %(answer_day)s. After that the next class in line is asked."),
        state="offered",
        button=PLACE,
        why=TO_TEACHER,
    ),
    "booking_place_lapsed": Letter(
        subject=gettext_lazy("The place went to the next class: %(title)s, %(when)s"),
        heading=gettext_lazy("The place went to the next class"),
        intro=gettext_lazy(
            "It was held for %(group)s, and nobody answered in time. You are no longer in line; "
            "if you join again, you stand at the back."
        ),
        state="expired",
        button=ELSEWHERE,
        why=TO_TEACHER,
    ),
    "booking_line_closed": Letter(
        subject=gettext_lazy("No place this time: %(title)s, %(when)s"),
        heading=gettext_lazy("There was no place for %(group)s this time"),
        intro=gettext_lazy("Booking has closed, and no place became free. Another time or another host may fit."),
        state="expired",
        button=ELSEWHERE,
        why=TO_TEACHER,
    ),
    "booking_moved": Letter(
        subject=gettext_lazy("Moved: %(title)s, now %(when)s"),
        heading=gettext_lazy("%(group)s comes on %(when)s instead"),
        intro=gettext_lazy("The visit was on %(was_at)s. The new time is in the calendar entry."),
        state="confirmed",
        with_contact=True,
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_moved_for_host": Letter(
        subject=gettext_lazy("Moved: %(group)s from %(school)s, now %(when)s"),
        heading=gettext_lazy("%(group)s from %(school)s comes on %(when)s instead"),
        intro=gettext_lazy("The visit was on %(was_at)s. The new time is in the calendar entry."),
        state="confirmed",
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_date_moved": Letter(
        subject=gettext_lazy("New time: %(title)s, now %(when)s"),
        heading=gettext_lazy("%(host)s has moved the visit to %(when)s"),
        intro=gettext_lazy("It was on %(was_at)s. If the new time does not fit, cancel free of charge."),
        state="confirmed",
        quote="reason",
        with_contact=True,
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_move_asked": Letter(
        subject=gettext_lazy("May the visit move? %(title)s, %(wanted_at)s"),
        heading=gettext_lazy("%(host)s would like to see %(group)s on %(wanted_at)s instead"),
        intro=gettext_lazy("Answer by %(answer_day)s. Until you say yes, the visit stands on %(when)s."),
        state="pending",
        button=SEE,
        why=TO_TEACHER,
    ),
    "booking_move_asked_of_host": Letter(
        subject=gettext_lazy("May the visit move? %(group)s from %(school)s, %(wanted_at)s"),
        heading=gettext_lazy("%(group)s from %(school)s would like to come on %(wanted_at)s instead"),
        intro=gettext_lazy("Answer by %(answer_day)s. Until you say yes, the visit stands on %(when)s."),
        state="pending",
        button=SEE,
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_not_moved": Letter(
        subject=gettext_lazy("Not moved: %(title)s stands on %(when)s"),
        heading=gettext_lazy("The visit stands on %(when)s"),
        intro=gettext_lazy("%(host)s could not move it to %(wanted_at)s."),
        state="confirmed",
        quote="reason",
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_not_moved_for_host": Letter(
        subject=gettext_lazy("Not moved: %(group)s from %(school)s stands on %(when)s"),
        heading=gettext_lazy("The visit stands on %(when)s"),
        intro=gettext_lazy("%(group)s could not come on %(wanted_at)s instead."),
        state="confirmed",
        quote="reason",
        why=TO_HOST,
    ),
    "booking_handed_to_you": Letter(
        subject=gettext_lazy("Yours now: %(title)s, %(when)s"),
        heading=gettext_lazy("You look after the visit of %(group)s now"),
        intro=gettext_lazy("A colleague has handed it over to you. The host has been told."),
        state="confirmed",
        with_contact=True,
        cancels=True,
        why=TO_TEACHER,
    ),
    "booking_handed_on": Letter(
        subject=gettext_lazy("Handed over: %(title)s, %(when)s"),
        heading=gettext_lazy("%(by)s looks after the visit of %(group)s now"),
        intro=gettext_lazy("You need not do more. The host has been told."),
        state="confirmed",
        why=TO_TEACHER,
    ),
    "booking_new_contact": Letter(
        subject=gettext_lazy("New contact: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(contact)s comes with %(group)s"),
        intro=gettext_lazy("The school has handed the visit over to a colleague."),
        state="confirmed",
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_size_changed": Letter(
        subject=gettext_lazy("Another number: %(group)s from %(school)s, %(when)s"),
        heading=gettext_lazy("%(group)s comes with %(people)s"),
        intro=gettext_lazy("The school has changed how many come."),
        state="confirmed",
        with_contact=True,
        why=TO_HOST,
    ),
    "booking_size_changed_for_teacher": Letter(
        subject=gettext_lazy("Another number: %(title)s, %(when)s"),
        heading=gettext_lazy("%(group)s comes with %(people)s"),
        intro=gettext_lazy("A colleague has changed how many come. The host has been told."),
        state="confirmed",
        why=TO_TEACHER,
    ),
}
