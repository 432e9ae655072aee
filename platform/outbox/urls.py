"""Addresses of the page that shows mails while developing."""

from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.messages, name="list"),
    path("<int:pk>/", views.read, name="read"),
    path("<int:pk>/html/", views.as_html, name="html"),
    path("<int:pk>/besoeg.ics", views.calendar, name="calendar"),
    path("<int:pk>/mail.eml", views.eml, name="eml"),
]
