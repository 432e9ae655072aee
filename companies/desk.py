"""Who works at a company's desk in this request: every query of a desk starts here."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.permissions import membership_of


class Desk(NamedTuple):
    """The company and the person who works for it now."""

    organisation: Organisation
    person: User


def desk_of(request: HttpRequest) -> Desk:
    """The desk behind a view that `company_desk` guards."""
    membership, person = membership_of(request), request.user
    assert membership is not None
    assert isinstance(person, User)
    return Desk(membership.organisation, person)


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs below the company's desk: pairs of label and address."""
    home = {"label": _("Our desk"), "url": reverse("desks:start")}
    return [home, *({"label": label, "url": url} for label, url in steps)]
