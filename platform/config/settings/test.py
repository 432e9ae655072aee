"""Test: like development, with cheap passwords and its own folders."""

from pathlib import Path
from tempfile import gettempdir

from config import environment as env
from config.settings.development import *

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105  a test key protects nothing
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(gettempdir()) / "skolebro-test" / "media"
MAIL_FOLDER = Path(gettempdir()) / "skolebro-test" / "mail"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WAGTAILADMIN_BASE_URL = SITE_URL = "http://testserver"
WHITENOISE_AUTOREFRESH = True
RATELIMIT_ENABLE = False
SEARCH_ENGINE = "database"  # tests of the cluster say so themselves

# Tests that commit for real run on a file: threads share no memory database.
if "sqlite" in DATABASES["default"]["ENGINE"] and env.text("TEST_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": env.text("TEST_DATABASE")}
