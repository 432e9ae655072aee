#!/usr/bin/env python3
"""Run Django's commands with platform/ on the path."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

BASE = Path(__file__).resolve().parent


def main() -> None:
    """Hand the command line to Django; development settings unless told otherwise."""
    sys.path.insert(1, str(BASE / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
