"""Where the catalogue answers."""

from django.urls import path

from search import asked_views, missed_views, views

app_name = "search"
urlpatterns = [
    path("tilbud/", views.catalogue, name="catalogue"),
    path("tilbud/forslag/", views.completions, name="completions"),
    path("skrivebord/kommune/soegninger/", asked_views.asked_texts, name="asked_texts"),
    path("skrivebord/kommune/soegninger/soegninger.csv", asked_views.asked_texts_csv, name="asked_texts_csv"),
    path("soeg/", views.site, name="site"),
    path("tilbud/savnes/", missed_views.missed, name="missed"),
    path("tilbud/savnes/sendt/", missed_views.missed_sent, name="missed_sent"),
]
