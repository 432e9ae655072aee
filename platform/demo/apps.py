"""Tells Django about the app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo portal: invented municipalities, companies, schools and offers."""

    name = "demo"
