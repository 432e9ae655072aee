"""Tells Django about the app."""

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    """A class asks for a time: places, answers, attendance."""

    name = "bookings"
