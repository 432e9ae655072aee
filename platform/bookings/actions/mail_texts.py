"""A municipality writes the first words of its mails."""

from typing import Any

from django.db import transaction

from accounts.audit import record
from accounts.models import Organisation, User
from bookings.models import MailText


@transaction.atomic(durable=True)
def set_mail_text(
    *, municipality: Organisation, kind: str, language: str, subject: str, intro: str, by: User
) -> MailText | None:
    """Use these words from the next mail on; without any, ours are used again and None is given."""
    key: dict[str, Any] = {"municipality": municipality, "kind": kind, "language": language}
    record("changed mail text", municipality, by=by, organisation=municipality, kind=kind, language=language)
    if not subject and not intro:
        MailText.objects.filter(**key).delete()
        return None
    text, _new = MailText.objects.update_or_create(**key, defaults={"subject": subject, "intro": intro})
    return text
