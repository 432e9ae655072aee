"""Tests mirror the code, app by app and file by file."""
