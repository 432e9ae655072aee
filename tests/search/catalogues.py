"""Catalogues that several tests of search ask."""

from accounts.models import Organisation
from search.rebuilding import rebuild
from tests.factories.catalogue import host_in, live_offer

OTHERS = 13


def alike_and_not() -> Organisation:
    """Four offers about wind and drums, and two with less of wind: only the later by title has drums.

    Seven in ten are of something else, so that drums are rare enough to tell something, and wind is not.
    """
    host = host_in(name="Det Gode Værksted")
    other = {"industry": "food", "description": "Osten lagres."}
    for number in range(4):
        live_offer(host, title=f"Vind vind {number}", description="Trommen larmer.")
    less = {"form": "guest_teacher", "grade_min": 1}
    live_offer(host, title="Vind alfa", description="Kassen lukkes.", **less)
    live_offer(host, title="Vind beta", description="Trommen larmer.", **less)
    for number in range(OTHERS):
        live_offer(host, title=f"Fra mælk til ost {number}", **other)
    rebuild()
    return host
