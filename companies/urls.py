"""The addresses below /skrivebord/virksomhed/profil/."""

from django.urls import path

from companies.views import profile, texts

app_name = "companies"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("travlt/", profile.add_season, name="add_season"),
    path("travlt/<int:pk>/fjern/", profile.remove_season, name="remove_season"),
    path("tekst/<slug:language>/", texts.text, name="text"),
    path("tekst/<slug:language>/begynd/", texts.start, name="start_text"),
    path("tekst/<slug:language>/tag-tilbage/", texts.take_text_back, name="take_back"),
]
