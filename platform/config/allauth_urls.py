"""allauth's pages under Danish paths; names stay allauth's own."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("opret/", views.signup, name="account_signup"),
    path("log-ind/", views.login, name="account_login"),
    path("log-ud/", views.logout, name="account_logout"),
    path("log-ind/kode/", views.request_login_code, name="account_request_login_code"),
    path("log-ind/kode/bekraeft/", views.confirm_login_code, name="account_confirm_login_code"),
    path("inaktiv/", views.account_inactive, name="account_inactive"),
    path("bekraeft-igen/", views.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", views.password_change, name="account_change_password"),
    path("adgangskode/ny/", views.password_set, name="account_set_password"),
    path("adgangskode/glemt/", views.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/kode/", views.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path(
        "adgangskode/glemt/faerdig/",
        views.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("adgangskode/glemt/ny/", views.complete_password_reset, name="account_complete_password_reset"),
    path("e-mail/", views.email, name="account_email"),
    path("e-mail/bekraeft/", views.email_verification_sent, name="account_email_verification_sent"),
]
