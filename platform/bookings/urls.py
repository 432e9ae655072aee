"""Where a class books, and where both sides look after a visit."""

from django.urls import path

from bookings.views import cancelling, hosting, steps, visits

app_name = "bookings"
urlpatterns = [
    path("booking/", steps.start, name="start"),
    path("booking/tid/", steps.choose_time, name="time"),
    path("booking/klassen/", steps.about_class, name="group"),
    path("booking/tjek/", steps.check, name="check"),
    path("booking/optaget/", steps.taken, name="taken"),
    path("booking/aflys/<str:token>/", cancelling.by_link, name="cancel_signed"),
    path("booking/dato/<int:pk>/", hosting.date, name="date"),
    path("booking/dato/<int:pk>/deltagere.csv", hosting.date_csv, name="date_csv"),
    path("booking/dato/<int:pk>/aflys/", hosting.cancel_date, name="cancel_date"),
    path("booking/<str:reference>/", visits.receipt, name="receipt"),
    path("booking/<str:reference>/kalender.ics", visits.calendar, name="calendar"),
    path("booking/<str:reference>/aflys/", cancelling.by_person, name="cancel"),
    path("booking/<str:reference>/svar/", hosting.answer, name="answer"),
]
