"""Where a person finds what they keep."""

from django.urls import path

from saved import views

app_name = "saved"
urlpatterns = [
    path("gemt/", views.kept, name="kept"),
    path("gemt/tilbud/<int:pk>/", views.favourite, name="favourite"),
    path("gemt/soegning/", views.save, name="save"),
    path("gemt/soegning/<int:pk>/", views.change, name="change"),
    path("gemt/stop/<str:token>/", views.stop, name="stop"),
]
