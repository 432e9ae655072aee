"""The offer page as a teacher reads it, and as editors see it in the admin."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from companies.actions import draft_of
from offers.actions import pause, publish_directly, save_step, submit_for_review, withdraw, write_in_language
from offers.models import OfferPage
from tests.conftest import signed_in
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft, live_page
from tests.offers.test_views_writing import text_of

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 21


def test_a_visitor_reads_facts_teaching_and_host() -> None:
    """SV-03, SV-15, SV-24: teaching before, during and after; jobs; the form."""
    page = live_page(title="Byg en mølle", price=450, transport="Gå langs åen")
    said = text_of(Client().get(page.get_url()))
    for words in (
        "Byg en mølle",
        "Matematik",
        "2½",
        "450",
        "Se filmen om Ingrid",
        "at sammenligne forsøg",
        "Elektriker",
    ):
        assert words in said, words
    assert page.offer.host.name in said
    assert "Ingrid Mølgaard" in said
    assert "Gå langs åen" in said


def test_a_teacher_reads_how_far_it_is_and_no_bus_is_invented() -> None:
    page = live_page(latitude=55.10, longitude=10.70)
    teacher = UserFactory()
    school = OrganisationFactory(name="Havneskolen", latitude=55.06, longitude=10.61)
    MembershipFactory(person=teacher, organisation=school, role=Role.TEACHER)
    said = text_of(signed_in(teacher).get(page.get_url()))
    assert "7 km" in said
    assert "Havneskolen" in said
    assert "Havneskolen" not in text_of(Client().get(page.get_url()))


@pytest.mark.parametrize("form", ["guest_teacher", "online"])
def test_where_the_class_goes_nowhere_no_way_is_shown(form: str) -> None:
    page = live_page(form=form)
    teacher = UserFactory()
    MembershipFactory(person=teacher)
    assert " km" not in text_of(signed_in(teacher).get(page.get_url()))


def test_another_language_reads_the_facts_of_the_first_at_its_own_address() -> None:
    page = live_page(grade_min=5, grade_max=6)
    swedish = write_in_language(offer=page.offer, language="sv", by=None, title="Bygg ett vindkraftverk")
    publish_directly(page=swedish)
    response = Client().get(OfferPage.objects.get(pk=swedish.pk).get_url())
    assert '<html lang="sv"' in response.content.decode()
    assert "5–6" in text_of(response)
    assert "Bygg ett vindkraftverk" in text_of(response)


def test_a_pause_and_a_withdrawal_are_said_on_the_page() -> None:
    page = live_page()
    writer = member_of(page.offer.host)
    for action in (pause, withdraw):
        action(offer=page.offer, by=writer)
        response = Client().get(page.get_url())
        assert response.status_code == 200
        assert "noindex" in response.content.decode()


def test_a_draft_is_not_public() -> None:
    page = complete_draft()
    assert Client().get(page.get_url()).status_code == 404


def test_the_page_has_a_known_price(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    page = live_page()
    url = page.get_url()
    Client().get(url)
    with django_assert_num_queries(PAGE_QUERIES):
        Client().get(url)


def test_an_editor_opens_the_offer_and_approves_it_in_the_admin() -> None:
    """SV-33 and design.md §4: companies write, municipal editors approve in the admin."""
    page = complete_draft()
    submit_for_review(page=page, by=member_of(page.offer.host))
    admin = signed_in(editor_in())
    edit = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    assert "Se filmen om Ingrid" in edit.content.decode()
    task = OfferPage.objects.get().current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    admin.post(url, {"comment": ""})
    assert OfferPage.objects.get().live


def test_an_editor_may_mend_a_slip_and_lists_of_codes_survive() -> None:
    page = live_page(subjects=["matematik"])
    admin = signed_in(editor_in())
    form = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
    data |= {"title": "Uden slåfejl", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    response = admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    mended = draft_of(OfferPage.objects.get())
    assert (mended.title, mended.subjects, mended.grade_min) == ("Uden slåfejl", ["matematik"], 7)


def test_editors_make_and_copy_no_offers_in_the_admin() -> None:
    page = live_page()
    admin = signed_in(editor_in())
    parent = page.get_parent()
    add = admin.get(reverse("wagtailadmin_pages:add", args=["offers", "offerpage", parent.pk]))
    assert add.status_code in {302, 403}
    admin.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {"new_title": "x", "new_slug": "x"})
    assert OfferPage.objects.count() == 1


def test_a_companys_offers_are_read_on_its_own_page() -> None:
    company = company_in()
    page = live_page(host=company, title="Byg en mølle")
    live_page(title="De andres")
    said = text_of(Client().get(page.get_parent().get_url()))
    assert "Byg en mølle" in said
    assert "De andres" not in said
    save_step(page=page, values={"title": "Hemmelig kladde"}, by=member_of(company))
    assert "Hemmelig kladde" not in text_of(Client().get(page.get_parent().get_url()))
