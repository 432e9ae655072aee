"""The link that stops the mails of one search."""

from django.core import signing

from saved.models import SavedSearch

SALT = "saved.stop"


def token_for(search: SavedSearch) -> str:
    """The token of the link."""
    return signing.dumps(search.pk, salt=SALT)


def search_of(token: str) -> SavedSearch | None:
    """The search a token names, or None when it was tampered with or the search is gone."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return SavedSearch.objects.filter(pk=pk).select_related("person").first()
