"""The mails about joining: who asks, who is admitted, who is invited."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, Role, User
from accounts.signing import invitation_token
from outbox.actions import post
from outbox.links import absolute
from outbox.registry import TemplateMessage, register

LETTERS: dict[str, tuple[Any, Any, Any]] = {
    "membership_requested": (
        _("%(person)s asks to join %(organisation)s"),
        _("Somebody would like to join. You decide."),
        _("Answer"),
    ),
    "membership_admitted": (
        _("You are admitted to %(organisation)s"),
        _("Your desk is ready."),
        _("Go to your desk"),
    ),
    "membership_refused": (
        _("About your wish to join %(organisation)s"),
        _("The answer was no. Ask your coordinator or the municipality if you think it is a mistake."),
        _("Go to Skolebro"),
    ),
    "member_invited": (
        _("%(inviter)s invites you to %(organisation)s on Skolebro"),
        _("Open the link, make a profile with this address, and you are in. The link lasts thirty days."),
        _("Accept the invitation"),
    ),
    "organisation_waiting": (
        _("%(organisation)s would like to take part"),
        _("%(person)s has registered the company. You decide whether it takes part."),
        _("Look at it"),
    ),
    "organisation_admitted": (
        _("%(organisation)s is admitted: write your first offer"),
        _("Begin with a title. You can stop at any step and go on another day."),
        _("Go to your desk"),
    ),
    "organisation_refused": (
        _("About %(organisation)s on Skolebro"),
        _("The municipality's answer was no. You can read why below, and write to them."),
        _("Go to Skolebro"),
    ),
}


def _letter(kind: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    heading, intro, label = LETTERS[kind]

    def fill(payload: dict[str, Any]) -> dict[str, Any]:
        button = {"label": str(label), "url": payload["url"]}
        quote = payload.get("note") or payload.get("reason", "")
        return {"heading": str(heading) % payload, "intro": str(intro) % payload, "button": button, "quote": quote}

    return fill


for _kind, (_heading, _intro, _label) in LETTERS.items():
    register(_kind, TemplateMessage(_kind, subject=_heading, more=_letter(_kind)))


def _facts(membership: Membership, **more: Any) -> dict[str, Any]:
    person = membership.person
    return {
        "person": str(person) if person else membership.invited_email,
        "organisation": membership.organisation.name,
        "role": membership.role,
        **more,
    }


def _answerers(organisation: Organisation, *, municipal: bool) -> list[User]:
    """Who can answer: the organisation's own leaders, else the editors of its municipality."""
    active = Membership.objects.active().select_related("person")
    own = active.filter(organisation=organisation).with_role(
        Role.SCHOOL_COORDINATOR, Role.SCHOOL_LEADER, Role.COMPANY_OWNER, Role.MUNICIPAL_EDITOR
    )
    editors = active.filter(
        organisation__kind="municipality", organisation__municipality_id=organisation.municipality_id
    )
    found = editors if municipal else (own if own.exists() else editors)
    return [membership.person for membership in found if membership.person]


def tell_requested(membership: Membership) -> None:
    """Ask those who may admit to look at a request; a waiting company has its own mail."""
    if membership.organisation.state == "waiting":
        return
    for person in _answerers(membership.organisation, municipal=False):
        municipal = person.memberships.filter(role__in=["municipal_editor", "municipal_coordinator"]).exists()
        page = "accounts:admissions" if municipal else "accounts:colleagues"
        post(
            kind="membership_requested",
            to=person,
            payload=_facts(membership, note=membership.note, url=absolute(reverse(page))),
            dedupe_key=f"membership-requested-{membership.pk}-{person.pk}",
        )


def _tell_person(kind: str, membership: Membership, **more: Any) -> None:
    if membership.person:
        url = absolute(reverse("desks:start"))
        payload = _facts(membership, url=url, **more)
        post(kind=kind, to=membership.person, payload=payload, dedupe_key=f"{kind}-{membership.pk}")


def tell_admitted(membership: Membership) -> None:
    """Good news for the one who asked."""
    _tell_person("membership_admitted", membership)


def tell_refused(membership: Membership) -> None:
    """Bad news, with whom to ask."""
    _tell_person("membership_refused", membership)


def tell_organisation_admitted(membership: Membership) -> None:
    """Good news for a company."""
    _tell_person("organisation_admitted", membership)


def tell_organisation_refused(membership: Membership, *, reason: str) -> None:
    """Bad news for a company, with the reason."""
    _tell_person("organisation_refused", membership, reason=reason)


def tell_organisation_waiting(organisation: Organisation, *, by: User) -> None:
    """Ask the municipality's editors to look at a new company."""
    payload = {"organisation": organisation.name, "person": str(by), "url": absolute(reverse("accounts:admissions"))}
    for person in _answerers(organisation, municipal=True):
        key = f"organisation-waiting-{organisation.pk}-{by.pk}-{person.pk}"
        post(kind="organisation_waiting", to=person, payload=payload, dedupe_key=key)


def tell_invited(membership: Membership, *, language: str) -> None:
    """The invitation itself, with its link."""
    link = reverse("accounts:invitation", args=[invitation_token(membership)])
    payload = _facts(membership, inviter=str(membership.created_by), url=absolute(link))
    key = f"member-invited-{membership.pk}"
    post(kind="member_invited", to=membership.invited_email, language=language, payload=payload, dedupe_key=key)
