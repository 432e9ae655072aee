"""Where the catalogue answers."""

from django.urls import path

from search import asked_views, views

app_name = "search"
urlpatterns = [
    path("tilbud/", views.catalogue, name="catalogue"),
    path("tilbud/forslag/", views.completions, name="completions"),
    path("skrivebord/kommune/soegninger/", asked_views.asked_texts, name="asked_texts"),
    path("skrivebord/kommune/soegninger/soegninger.csv", asked_views.asked_texts_csv, name="asked_texts_csv"),
]
