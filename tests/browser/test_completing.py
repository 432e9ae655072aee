"""Suggestions below a search box, by keyboard and by mouse, and without the script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import AXE, RULES
from tests.factories.catalogue import host_in, live_offer

pytestmark = [pytest.mark.browser, pytest.mark.own_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town() -> None:
    """Two offers of one company."""
    host = host_in(name="Nordvind Værksted", town="Svendborg")
    live_offer(host, title="Vind i tal", subjects=["matematik"])
    live_offer(host, title="Vindens retning", subjects=["geografi"])


@pytest.mark.usefixtures("town")
def test_suggestions_are_walked_with_the_arrows_and_chosen_with_enter(page: Page, live_server: Any) -> None:
    """The pattern of ARIA 1.2: the focus stays in the field, the active option is named."""
    page.goto(f"{live_server.url}/tilbud/")
    box = page.get_by_role("combobox", name="Søg i tilbud")
    box.press_sequentially("vind")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Vind i tal", "Vindens retning"])
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "forslag-title-2")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_have_text("Vindens retning")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/tilbud/?q=Vindens+retning")


@pytest.mark.usefixtures("town")
def test_escape_closes_the_list_and_keeps_what_was_typed(page: Page, live_server: Any) -> None:
    """And the form still searches for it."""
    page.goto(f"{live_server.url}/")
    box = page.get_by_role("combobox", name="Hvad arbejder I med?")
    box.press_sequentially("nordv")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Nordvind Værksted"])
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("nordv")
    box.press("Enter")
    page.wait_for_url("**/tilbud/?q=nordv*")


@pytest.mark.usefixtures("town")
def test_a_suggestion_is_chosen_with_the_mouse_and_the_open_list_has_no_fault(page: Page, live_server: Any) -> None:
    """axe looks at the open list, on a desk and on a phone, in light and dark."""
    if AXE.is_file():
        page.context.add_init_script(path=AXE)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/tilbud/")
    page.get_by_role("combobox", name="Søg i tilbud").press_sequentially("vin")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", {"type": "tag", "values": RULES})
        assert [(row["id"], row["nodes"][0]["html"]) for row in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("listbox").get_by_role("option", name="Vind i tal").click()
    page.wait_for_url("**/tilbud/?q=Vind+i+tal")


@pytest.mark.usefixtures("town")
def test_without_the_script_the_box_is_a_field_that_searches(plain_page: Page, live_server: Any) -> None:
    """A plain form."""
    plain_page.goto(f"{live_server.url}/tilbud/")
    plain_page.get_by_role("searchbox", name="Søg i tilbud").fill("vindens")
    plain_page.get_by_role("button", name="Søg").first.click()
    expect(plain_page.get_by_role("heading", level=2).first).to_have_text("Vindens retning")
