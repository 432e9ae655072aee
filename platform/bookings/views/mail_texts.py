"""A municipality reads what Skolebro's mails say, and writes the first words of them itself."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import municipal_desk
from accounts.models import Organisation, User
from accounts.permissions import membership_of
from bookings.actions import set_mail_text
from bookings.mail_examples import example_mail
from bookings.mail_text_forms import MailTextForm
from bookings.messages.letters import TO_HOST, TO_TEACHER
from bookings.messages.own_words import OwnWords, letters
from bookings.models import MailText
from outbox.views import MAIL_POLICY


def _municipality(request: HttpRequest) -> Organisation:
    own = membership_of(request)
    assert own is not None
    return own.organisation


def _asked(kind: str, language: str) -> OwnWords:
    if kind not in letters or language not in dict(settings.LANGUAGES):
        raise Http404
    return letters[kind]


@municipal_desk
def listing(request: HttpRequest) -> HttpResponse:
    """Every mail about visits by its reader, with the languages in which the municipality has its own words."""
    rows = MailText.objects.filter(municipality=_municipality(request)).values_list("kind", "language")
    written = set(rows)
    groups: dict[str, list[dict[str, Any]]] = {}
    for kind, letter in letters.items():
        languages = [{"code": code, "name": name, "own": (kind, code) in written} for code, name in settings.LANGUAGES]
        groups.setdefault(_reader(letter), []).append(
            {"kind": kind, "ours": letter.ours_in(get_language()), "languages": languages}
        )
    return render(request, "bookings/mail_texts.html", {"groups": groups})


def _reader(letter: OwnWords) -> str:
    if letter.letter.why == TO_TEACHER:
        return _("To the teacher")
    return _("To the host") if letter.letter.why == TO_HOST else _("To others")


@municipal_desk
def write(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Own words for one mail in one language; what is refused stands as typed."""
    letter, town = _asked(kind, language), _municipality(request)
    if "reset" in request.POST:
        return _saved(request, letter, language, {"subject": "", "intro": ""})
    text = MailText.objects.filter(municipality=town, kind=kind, language=language).values("subject", "intro").first()
    form = _form(request, letter, language, initial=text or {})
    if form.is_valid():
        return _saved(request, letter, language, form.cleaned_data)
    return _page(request, form, has_own=bool(text))


def _form(request: HttpRequest, letter: OwnWords, language: str, **more: Any) -> MailTextForm:
    said = request.POST if request.method == "POST" else None
    return MailTextForm(said, letter=letter, language=language, label_suffix="", **more)


def _page(request: HttpRequest, form: MailTextForm, **facts: Any) -> HttpResponse:
    letter, language = form.letter, form.language
    context = {
        **facts,
        "form": form,
        "kind": letter.kind,
        "names": letter.names_in(language),
        "ours": letter.ours_in(language),
        "language_code": language,
        "language_name": dict(settings.LANGUAGES)[language],
    }
    return render(request, "bookings/mail_text.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, letter: OwnWords, language: str, said: dict[str, str]) -> HttpResponse:
    assert isinstance(request.user, User)
    town = _municipality(request)
    text = set_mail_text(municipality=town, kind=letter.kind, language=language, by=request.user, **said)
    words = _("From now on this mail has your words") if text else _("From now on this mail has Skolebro's words")
    messages.success(request, words)
    return redirect("bookings:mail_texts")


@municipal_desk
@require_POST
def preview(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The mail as it would look with what is typed now, about an invented visit."""
    letter = _asked(kind, language)
    form = _form(request, letter, language)
    if not form.is_valid():
        return _page(request, form)
    mail = example_mail(letter, language=language, municipality=_municipality(request), own=form.cleaned_data)
    return HttpResponse(mail.html, headers={"Content-Security-Policy": MAIL_POLICY})
