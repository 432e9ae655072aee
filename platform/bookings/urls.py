"""Where a class books, and where both sides look after a visit."""

from django.urls import path

from bookings.views import (
    cancelling,
    changing,
    free_buses,
    hosting,
    line,
    moving,
    queueing,
    school_costs,
    several,
    steps,
    transport,
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
    path("skrivebord/kommune/gratis-bus/", free_buses.listing, name="free_buses"),
    path("skrivebord/kommune/gratis-bus/<int:pk>/", free_buses.change, name="free_bus"),
    path("skrivebord/skole/transport/", school_costs.costs, name="transport_costs"),
    path("skrivebord/skole/transport.csv", school_costs.costs_csv, name="transport_csv"),
    path("skrivebord/skole/sidste-klokke/", school_costs.last_bell, name="last_bell"),
    path("booking/<slug:reference>/transport/", transport.ask, name="transport"),
    path("booking/<slug:reference>/transport/svar/", transport.answer, name="transport_answer"),
    path("booking/<slug:reference>/", visits.receipt, name="receipt"),
    path("booking/<slug:reference>/kalender.ics", visits.calendar, name="calendar"),
    path("booking/<slug:reference>/aflys/", cancelling.by_person, name="cancel"),
    path("booking/<slug:reference>/svar/", hosting.answer, name="answer"),
    path("booking/<slug:reference>/venteliste/", line.by_person, name="line"),
    path("booking/<slug:reference>/flyt/", moving.move, name="move"),
    path("booking/<slug:reference>/flyt/svar/", moving.answer, name="move_answer"),
    path("booking/<slug:reference>/antal/", changing.size, name="size"),
    path("booking/<slug:reference>/giv-videre/", changing.hand_over, name="hand_over"),
    path("booking/<slug:reference>/historik/", changing.history, name="history"),
]
