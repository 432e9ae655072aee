#!/usr/bin/env bash
# Everything that can be said about the code without running it.
set -euo pipefail
cd "$(dirname "$0")/.."
export DATABASE_URL="sqlite://:memory:"
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy --cache-dir=/dev/null  # a warm cache has made mypy 2.4 crash
.venv/bin/djlint --quiet --lint templates
.venv/bin/python manage.py makemigrations --check --dry-run
DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY=$(head -c 48 /dev/urandom | base64 | tr -d '\n') \
    ALLOWED_HOSTS=skolebro.example SITE_URL=https://skolebro.example \
    .venv/bin/python manage.py check --deploy --fail-level WARNING
