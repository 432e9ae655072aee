"""The addresses below /skrivebord/skole/lukket/."""

from django.urls import path

from schools.closing import views

app_name = "closed_days"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/fjern/", views.remove, name="remove"),
]
