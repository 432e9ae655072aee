"""Where people land after signing in."""

from django.urls import path

from desks import mail_views, views

app_name = "desks"
urlpatterns = [
    path("skrivebord/", views.start, name="start"),
    path("skrivebord/laerer/", views.teacher, name="teacher"),
    path("skrivebord/skole/", views.school, name="school"),
    path("skrivebord/virksomhed/", views.company, name="company"),
    path("skrivebord/kommune/", views.municipality, name="municipality"),
    path("skrivebord/kommune/ikke-afleveret/", mail_views.listing, name="dead_letters"),
    path("skrivebord/kommune/ikke-afleveret/alle/", mail_views.all_again, name="send_all_again"),
    path("skrivebord/kommune/ikke-afleveret/<int:pk>/", mail_views.again, name="send_again"),
]
