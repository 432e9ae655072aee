"""What every page shows around its content: municipality, menu, languages, footer."""

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page."""
    return {"chrome": {}}
