"""Writing at the company's desk, as a browser without JavaScript does it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from companies.actions import draft_of
from companies.reviews import page_status
from content.models import Picture
from offers.actions import submit_for_review, write_in_language
from offers.models import Offer, OfferPage
from tests.companies.test_pictures import picture_file
from tests.conftest import signed_in
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft, draft, live_page

pytestmark = pytest.mark.django_db

BASICS: dict[str, Any] = {
    "title": "Byg en vindmølle",
    "summary": "Klassen bygger og måler.",
    "form": "company_visit",
    "industry": "energy",
    "grades": ["7", "8", "9"],
    "subjects": ["matematik"],
    "description": "Vi begynder i værkstedet.",
}
TEACHING: dict[str, Any] = {
    "before": "Se filmen",
    "during": "Byg i hold",
    "after": "Tegn en graf",
    "learning": "at måle",
    "education_and_jobs": "Elektriker",
}
PRACTICAL: dict[str, Any] = {
    "duration_minutes": "150",
    "max_pupils": "28",
    "adults_required": "2",
    "price": "0",
    "visit_languages": ["da", "en"],
    "address": "Møllevej 4",
    "postcode": "5700",
    "contact_name": "Ingrid",
    "contact_phone": "55 00 11 77",
}
TERMS: dict[str, Any] = {"approval_required": "nej", "answer_days": "3", "close_days": "4", "cancel_days": "6"}


@pytest.fixture
def writer() -> User:
    """Somebody who works for a company."""
    return member_of(company_in())


@pytest.fixture
def desk(writer: User) -> Client:
    """The browser of the writer."""
    return signed_in(writer)


def own_draft(writer: User, **facts: Any) -> OfferPage:
    """A draft of the writer's company."""
    return draft(host=writer.memberships.get().organisation, by=writer, **facts)


def kept(page: OfferPage) -> OfferPage:
    """The draft as the database has it now."""
    return draft_of(OfferPage.objects.get(pk=page.pk))


def edit_url(page: OfferPage, step: str) -> str:
    """The address of a step."""
    return reverse("offers:edit", args=[page.pk, step])


def text_of(response: Any) -> str:
    """What a page says, tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_offer_is_written_in_four_steps_checked_and_sent(desk: Client, writer: User) -> None:
    """SV-20: a company puts its offer on the common platform by itself."""
    began = desk.post(reverse("offers:new"), {"title": "Byg en vindmølle", "language": "da"})
    page = OfferPage.objects.get()
    assert began.url == edit_url(page, "om")
    for step, answers in (("om", BASICS), ("forloeb", TEACHING), ("praktisk", PRACTICAL), ("vilkaar", TERMS)):
        assert desk.get(edit_url(page, step)).status_code == 200
        sent = desk.post(edit_url(page, step), {**answers, "next": ""})
        assert sent.status_code == 302, sent.context["form"].errors
    check = desk.get(sent.url)
    assert check.context["gaps"] == []
    desk.post(reverse("offers:submit", args=[page.pk]))
    page.refresh_from_db()
    offer = Offer.objects.get()
    assert page_status(page) == "in_review"
    assert (offer.max_pupils, offer.approval_required, offer.close_days) == (28, False, 4)
    written = kept(page)
    assert (written.grade_min, written.grade_max, written.latitude) == (7, 9, pytest.approx(55.06, abs=0.1))


def test_terms_that_may_be_empty_are_emptied_again(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    more = {"open_days": "90", "pupils_per_adult": "10", "late_terms": "Ring til os"}
    desk.post(edit_url(page, "vilkaar"), {**TERMS, **more, "later": ""})
    offer = Offer.objects.get()
    assert (offer.open_days, offer.pupils_per_adult, offer.late_terms) == (90, 10, "Ring til os")
    assert "Ring til os" in text_of(desk.get(reverse("offers:check", args=[page.pk])))
    wrong = desk.post(edit_url(page, "vilkaar"), {**TERMS, **more, "open_days": "snart", "later": ""})
    assert set(wrong.context["form"].errors) == {"open_days"}
    desk.post(edit_url(page, "vilkaar"), {**TERMS, "later": ""})
    offer.refresh_from_db()
    assert (offer.open_days, offer.pupils_per_adult, offer.late_terms) == (None, None, "")


def test_a_title_is_all_a_draft_needs(desk: Client) -> None:
    response = desk.post(reverse("offers:new"), {"title": "", "language": "da"})
    assert response.status_code == 200
    assert not Offer.objects.exists()
    assert response.context["form"].errors.keys() == {"title"}
    assert "<title>Fejl:" in response.content.decode() or "<title>Error:" in response.content.decode()


def test_what_is_right_is_saved_though_a_number_is_wrong(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    wrong = {**PRACTICAL, "duration_minutes": "halvanden time", "postcode": "0001"}
    response = desk.post(edit_url(page, "praktisk"), {**wrong, "next": ""})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"duration_minutes", "postcode"}
    assert 'value="halvanden time"' in response.content.decode()
    assert "0001" in str(response.context["form"].errors["postcode"])
    saved = kept(page)
    assert (saved.address, saved.duration_minutes, saved.postcode) == ("Møllevej 4", None, "")
    assert Offer.objects.get().max_pupils == 28


def test_group_sizes_and_grades_that_do_not_fit_are_named(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    crossed = desk.post(edit_url(page, "praktisk"), {**PRACTICAL, "min_pupils": "30", "max_pupils": "20"})
    gaps = desk.post(edit_url(page, "om"), {**BASICS, "grades": ["4", "6"]})
    assert set(crossed.context["form"].errors) == {"max_pupils"}
    assert "5" in str(gaps.context["form"].errors["grades"])


def test_an_unfinished_step_is_saved_and_left(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    response = desk.post(edit_url(page, "forloeb"), {"before": "Se filmen", "later": ""})
    assert response.url == reverse("offers:show", args=[page.offer_id])
    assert kept(page).before == "Se filmen"


def test_the_check_page_links_to_the_very_field_that_is_missing(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    response = desk.get(reverse("offers:check", args=[page.pk]))
    assert f"{edit_url(page, 'forloeb')}#id_before" in response.content.decode()
    assert reverse("offers:submit", args=[page.pk]) not in response.content.decode()
    desk.post(reverse("offers:submit", args=[page.pk]))
    assert page_status(OfferPage.objects.get()) == "draft"


def test_while_an_editor_reads_the_steps_are_closed_until_it_is_taken_back(desk: Client, writer: User) -> None:
    page = complete_draft(host=writer.memberships.get().organisation, by=writer)
    submit_for_review(page=page, by=writer)
    check = reverse("offers:check", args=[page.pk])
    assert desk.post(edit_url(page, "om"), BASICS).url == check
    assert desk.get(check).context["is_reading"]
    desk.post(reverse("offers:take_back", args=[page.pk]))
    assert desk.get(edit_url(page, "om")).status_code == 200


def test_the_editors_question_stands_above_the_steps(desk: Client, writer: User) -> None:
    page = complete_draft(host=writer.memberships.get().organisation, by=writer)
    submit_for_review(page=page, by=writer)
    task = OfferPage.objects.get().current_workflow_task_state
    task.reject(user=editor_in(name="Lone Dam"), comment="Hvad skal eleverne have på?")
    for url in (edit_url(page, "om"), reverse("offers:check", args=[page.pk]), reverse("offers:list")):
        assert "Hvad skal eleverne have på?" in text_of(desk.get(url))


def test_the_preview_shows_the_draft_and_nothing_is_public(desk: Client, writer: User) -> None:
    page = live_page(host=writer.memberships.get().organisation, by=writer, title="Gammel titel")
    desk.post(edit_url(page, "om"), {**BASICS, "title": "Ny titel"})
    preview = desk.get(reverse("offers:preview", args=[page.pk]))
    assert "Ny titel" in text_of(preview)
    public = Client().get(page.get_url())
    assert "Gammel titel" in text_of(public)
    assert "Ny titel" not in text_of(public)


def test_another_language_shows_the_first_beside_each_field(desk: Client, writer: User) -> None:
    page = live_page(host=writer.memberships.get().organisation, by=writer)
    desk.post(reverse("offers:write_in", args=[page.offer_id, "sv"]))
    swedish = OfferPage.objects.get(locale__language_code="sv")
    shown = desk.get(edit_url(swedish, "om"))
    assert set(shown.context["form"].fields) == {"title", "summary", "description"}
    assert page.summary in text_of(shown)
    assert desk.get(edit_url(swedish, "vilkaar")).status_code == 404
    desk.post(edit_url(swedish, "praktisk"), {"bring": "Skor", "next": ""})
    assert kept(swedish).bring == "Skor"
    assert "sv" in str(desk.get(reverse("offers:preview", args=[swedish.pk])).content)


def test_a_begun_language_is_opened_and_an_unknown_one_is_not_there(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    english = write_in_language(offer=page.offer, language="en", by=writer)
    assert desk.post(reverse("offers:write_in", args=[page.offer_id, "en"])).url == edit_url(english, "om")
    assert desk.post(reverse("offers:write_in", args=[page.offer_id, "fi"])).status_code == 404


def test_a_picture_is_kept_with_its_words_and_can_be_removed(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    upload = {**PRACTICAL, "picture_file": picture_file(), "picture_alt": "En lærling måler", "next": ""}
    assert desk.post(edit_url(page, "praktisk"), upload).status_code == 302
    picture = Picture.objects.get()
    assert (kept(page).picture, picture.alt_text) == (picture, "En lærling måler")
    desk.post(edit_url(page, "praktisk"), {**PRACTICAL, "picture_alt": "En lærling ved tunnelen", "next": ""})
    assert kept(page).picture.alt_text == "En lærling ved tunnelen"
    desk.post(edit_url(page, "praktisk"), {**PRACTICAL, "picture_remove": "on", "next": ""})
    assert kept(page).picture is None


def test_what_is_no_picture_is_refused_and_the_rest_kept(desk: Client, writer: User) -> None:
    page = own_draft(writer)
    response = desk.post(edit_url(page, "praktisk"), {**PRACTICAL, "picture_file": SimpleUploadedFile("x.jpg", b"x")})
    assert set(response.context["form"].errors) == {"picture_file"}
    assert kept(page).address == "Møllevej 4"


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "edit"),
        ("post", "edit"),
        ("get", "check"),
        ("get", "preview"),
        ("post", "submit"),
        ("post", "take_back"),
    ],
)
def test_another_companys_text_is_not_there(desk: Client, method: str, name: str) -> None:
    """SV-33: a company sees its own drafts only; a foreign id is a 404."""
    foreign = complete_draft()
    arguments = [foreign.pk, "om"] if name == "edit" else [foreign.pk]
    response = getattr(desk, method)(reverse(f"offers:{name}", args=arguments), BASICS)
    assert response.status_code == 404
    assert kept(foreign).title == foreign.title
    assert page_status(foreign) == "draft"
