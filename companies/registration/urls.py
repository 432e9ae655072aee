"""The addresses on which a company comes in."""

from django.urls import path

from companies.registration import views

app_name = "registration"
urlpatterns = [
    path("konto/bliv-medlem/virksomhed/", views.register, name="register"),
    path("konto/inviter-virksomhed/", views.invite, name="invite"),
]
