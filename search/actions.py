"""Tells a municipality what its schools miss."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Organisation
from outbox.actions import post
from outbox.links import absolute
from search.messages import KIND
from search.recipients import coordinators_of


@transaction.atomic
def tell_missed(*, text: str, organisation: Organisation, email: str, key: UUID) -> int:
    """Write to the coordinators what somebody misses; the same key again writes nothing. Gives how many are told."""
    people = coordinators_of(organisation)
    payload = {
        "text": text,
        "organisation": organisation.name,
        "has_address": bool(email),
        "url": absolute(f"{reverse('search:catalogue')}?{urlencode({'q': text[:100]})}"),
    }
    for number, person in enumerate(people):
        post(kind=KIND, to=person, payload=payload, reply_to=email, dedupe_key=f"{KIND}-{key}-{number}")
    return len(people)
