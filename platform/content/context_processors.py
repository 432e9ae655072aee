"""What every page shows around its content: municipality, menu, languages, footer."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from content.chrome import build


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page, made only when a template asks for it."""
    return {"chrome": SimpleLazyObject(lambda: build(request))}
