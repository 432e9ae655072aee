"""Tells Django about the app."""

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    """Who offers: companies and their pages."""

    name = "companies"
