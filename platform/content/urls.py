"""Shared pages that gather what editors wrote in all municipalities."""

from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("historier/", views.stories, name="stories"),
    path("maal-og-strategi/", views.strategies, name="strategies"),
    path("for-virksomheder/", views.for_companies, name="for_companies"),
    path("maal/<int:pk>.csv", views.goal_figures, name="goal_figures"),
]
