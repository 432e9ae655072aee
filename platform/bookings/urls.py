"""Where a class books, and where both sides look after a visit."""

from django.urls import path

from bookings.views import (
    attending,
    cancelling,
    changing,
    day,
    hosting,
    line,
    moving,
    queueing,
    several,
    steps,
    visits,
    wishes,
    wishing,
)

app_name = "bookings"
urlpatterns = [
    path("booking/", steps.choose_time, name="start"),
    path("booking/klassen/", steps.about_class, name="group"),
    path("booking/tjek/", steps.check, name="check"),
    path("booking/aflys/<str:token>/", cancelling.by_link, name="cancel_signed"),
    path("booking/plads/<str:token>/", queueing.by_link, name="place"),
    path("booking/foreslaa/<int:pk>/", wishing.new, name="wish_new"),
    path("booking/oenske/<slug:reference>/", wishes.wish, name="wish"),
    path("booking/dato/<int:pk>/", hosting.date, name="date"),
    path("booking/dato/<int:pk>/klasser.csv", hosting.date_csv, name="date_csv"),
    path("booking/dato/<int:pk>/aflys/", hosting.cancel_date, name="cancel_date"),
    path("booking/flere/", several.write, name="several"),
    path("booking/flere/tjek/", several.check, name="several_check"),
    path("booking/flere/<uuid:batch>/", several.receipt, name="batch"),
    path("booking/dagen/<str:token>/", day.page, name="day"),
    path("booking/dagen/<str:token>/forsinket/", day.late, name="day_late"),
    path("booking/dagen/<str:token>/fremmoede/", day.attendance, name="day_attendance"),
    path("booking/dagen/<str:token>/skilt/", day.sign, name="day_sign"),
    path("booking/ankomst/<str:token>/", day.arrive, name="arrive"),
    path("booking/<slug:reference>/", visits.receipt, name="receipt"),
    path("booking/<slug:reference>/kalender.ics", visits.calendar, name="calendar"),
    path("booking/<slug:reference>/aflys/", cancelling.by_person, name="cancel"),
    path("booking/<slug:reference>/svar/", hosting.answer, name="answer"),
    path("booking/<slug:reference>/venteliste/", line.by_person, name="line"),
    path("booking/<slug:reference>/flyt/", moving.move, name="move"),
    path("booking/<slug:reference>/flyt/svar/", moving.answer, name="move_answer"),
    path("booking/<slug:reference>/antal/", changing.size, name="size"),
    path("booking/<slug:reference>/giv-videre/", changing.hand_over, name="hand_over"),
    path("booking/<slug:reference>/fremmoede/", attending.attendance, name="attendance"),
    path("booking/<slug:reference>/historik/", changing.history, name="history"),
]
