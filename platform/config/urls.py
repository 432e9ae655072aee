"""Which address leads where; Danish at the root, then /sv/ and /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from content import views as content_views

urlpatterns = [
    path("admin/login/", content_views.start, name="admin_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("tema/<int:pk>-<str:day>.css", content_views.theme, name="theme"),
    path("was/", content_views.accessibility, name="was"),
    path(".well-known/security.txt", content_views.security_contact, name="security_txt"),
    path("materialer/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("konto/", include("accounts.urls")),
        path("konto/", include("config.allauth_urls")),
        path("", include("companies.registration.urls")),
        path("skrivebord/tilbud/", include("offers.urls")),
        path("skrivebord/virksomhed/profil/", include("companies.urls")),
        path("skrivebord/skole/lukket/", include("schools.closing.urls")),
        path("", include("desks.urls")),
        path("", include("bookings.urls")),
        path("", include("saved.urls")),
        path("", include("search.urls")),
        path("", include("content.urls")),
        path("post/", include("outbox.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
