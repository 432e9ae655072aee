"""The addresses below /konto/ that are ours; allauth has the rest."""

from django.urls import path

from accounts.views import admissions, colleagues, digests, invitations, joining, profile

app_name = "accounts"
urlpatterns = [
    path("profil/", profile.edit, name="profile"),
    path("skift/", profile.switch, name="switch"),
    path("forlad/<int:pk>/", profile.leave, name="leave"),
    path("dagens-mail/<int:pk>/", digests.choose, name="digest"),
    path("dagens-mail/stop/<str:token>/", digests.stop, name="stop_digest"),
    path("bliv-medlem/", joining.choose, name="join"),
    path("bliv-medlem/skole/", joining.find_school, name="find_school"),
    path("bliv-medlem/skole/<int:pk>/", joining.ask, name="ask_to_join"),
    path("invitation/<str:token>/", invitations.accept, name="invitation"),
    path("kolleger/", colleagues.listing, name="colleagues"),
    path("kolleger/inviter/", colleagues.invite_colleague, name="invite"),
    path("kolleger/invitation/<int:pk>/traek-tilbage/", colleagues.withdraw, name="withdraw_invitation"),
    path("kolleger/<int:pk>/booking/", colleagues.set_booking, name="allow_booking"),
    path("kolleger/<int:pk>/fjern/", colleagues.remove_colleague, name="remove"),
    path("anmodninger/<int:pk>/svar/", admissions.answer, name="answer_request"),
    path("anmodninger/", admissions.listing, name="admissions"),
    path("anmodninger/virksomhed/<int:pk>/", admissions.answer_organisation, name="answer_organisation"),
]
