"""Where the catalogue answers."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("tilbud/", views.catalogue, name="catalogue"),
    path("tilbud/forslag/", views.completions, name="completions"),
]
