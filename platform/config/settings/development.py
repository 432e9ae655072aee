"""Development: debug pages, mails in a folder, no HTTPS."""

from config import environment as env
from config.settings.production import *

DEBUG = True
SECRET_KEY = env.text("SECRET_KEY", "only-for-development-never-for-a-server-that-others-reach")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.text('PORT', '8000')}")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if not env.text("EMAIL_URL"):
    OUTBOX_TRANSPORT = "outbox.backends.FolderBackend"
OUTBOX_SHOW_MAIL = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
