"""Rows for tests, numbered, never by chance."""
