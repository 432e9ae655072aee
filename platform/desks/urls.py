"""Where people land after signing in."""

from django.urls import path

from desks import views

app_name = "desks"
urlpatterns = [
    path("skrivebord/", views.start, name="start"),
    path("skrivebord/laerer/", views.teacher, name="teacher"),
    path("skrivebord/skole/", views.school, name="school"),
    path("skrivebord/virksomhed/", views.company, name="company"),
    path("skrivebord/kommune/", views.municipality, name="municipality"),
]
