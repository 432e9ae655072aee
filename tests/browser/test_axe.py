"""Every page in its states, in light and dark, on a desk and on a phone: nothing axe finds, nothing from elsewhere.

One town, one walk: a page is loaded once and looked at in four ways.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from accounts.models import Membership, User
from accounts.signing import digest_token
from bookings.day_pass import arrival_token, pass_for
from bookings.models import Booking, Side
from bookings.signing import CANCEL, token_for
from offers.answers import STEPS
from tests.browser.town import Town
from tests.conftest import AXE, RULES, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.own_database, pytest.mark.django_db(transaction=True)]
ON_COLOUR = ["color-contrast", "link-in-text-block"]  # what the dark can break
OFFERS = "/skrivebord/tilbud"
CLOSED = "/skrivebord/skole/lukket/"
Act = Callable[[Page], None]


class Stop(NamedTuple):
    """A page in one of its states: where it is, how it answers, what is done there first."""

    address: str
    status: int = 200
    act: Act | None = None


def press(page: Page) -> None:
    """Send the page's form as it is."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


def wrong_class(page: Page) -> None:
    """The second step with answers that cannot be."""
    press(page)
    page.locator("[name=pupils]").fill("mange")
    press(page)


def checked(page: Page) -> None:
    """The third step."""
    press(page)
    for name, value in {"label": "7.B", "pupils": "24", "adults": "2", "phone": "55 00 12 98"}.items():
        page.locator(f"[name={name}]").fill(value)
    if page.locator("[name=grade]").count():
        page.locator("[name=grade]").select_option("7")
    press(page)


def wrong_sign_in(page: Page) -> None:
    """A password that is not theirs."""
    page.locator("[name=login]").fill("mette@havneskolen.example")
    page.locator("[name=password]").fill("ikke denne")
    press(page)


def series(page: Page) -> None:
    """A series that can be planned."""
    page.locator("[name=first_day]").fill("2027-02-01")
    page.locator("[name=last_day]").fill("2027-03-01")
    press(page)


def public(town: Town) -> list[Stop]:
    """What everybody can read."""
    plain = ["/", "/sv/", "/en/", "/tilbud/", "/tilbud/?klassetrin=7&klassetrin=8&fag=matematik", "/tilbud/?side=2"]
    plain += ["/tilbud/?q=trombone&fag=matematik", "/tilbud/?fag=musik&klassetrin=7&gratis=1", "/tilbud/?fra=i+morgen"]
    plain += [
        "/tilbud/savnes/?q=trombone",
        "/tilbud/savnes/sendt/",
        "/soeg/",
        "/soeg/?q=skole",
        "/tilbud/?erfaring=beginner&klassetrin=mellemtrin",
    ]
    plain += ["/historier/", "/maal-og-strategi/", "/for-virksomheder/", "/konto/log-ind/kode/"]
    plain += ["/privatliv/", "/tilgaengelighed/", "/forsikring-og-regler/", "/kontakt/", "/saadan-booker-du/"]
    plain += ["/regler/", "/regler/?aktivitet=praktik&alder=under-13", "/sv/regler/"]
    plain += ["/bliv-vaert/", "/konto/adgangskode/glemt/", "/konto/log-ind/", "/konto/opret/"]
    pages = [town.page, town.full_page, town.dateless, town.home, town.page.get_parent()]
    plain += [page.url for page in pages] + [page.get_parent().url for page in pages[-1:]]
    plain += [url for name in ("storypage", "strategypage", "articlepage") for url in town.below(name)]
    forms = ["/konto/log-ind/", "/konto/opret/", "/konto/adgangskode/glemt/", "/konto/log-ind/kode/"]
    signed = f"/booking/aflys/{token_for(town.visits['confirmed'], CANCEL)}/"
    return [
        *[Stop(address) for address in plain],
        *[Stop(address, act=press) for address in forms],
        Stop("/konto/log-ind/", act=wrong_sign_in),
        Stop(signed),
        *the_day(town),
        Stop("/tilbud/savnes/", 422, act=press),
        Stop("/findes-ikke/", 404),
        Stop("/post/"),
        Stop(f"/post/{town.mails['booking_confirmed']}/"),
        *[Stop(f"/post/{pk}/html/") for pk in town.mails.values()],
    ]


def the_day(town: Town) -> list[Stop]:
    """The day of a visit, by each side's link, and what the links say when they are good for nothing."""
    school, host = (f"/booking/dagen/{pass_for(town.today, side)}/" for side in Side)
    owner = Membership.objects.get(person=town.people["owner"])
    stop = f"/konto/dagens-mail/stop/{digest_token(owner)}/"
    return [
        *map(Stop, [school, host, f"{host}skilt/", f"/booking/ankomst/{arrival_token(town.today)}/", stop]),
        Stop("/booking/dagen/x/", 404),
        Stop(f"/booking/dagen/{pass_for(town.visits['confirmed'], Side.SCHOOL)}/", 403),
    ]


def teachers(town: Town) -> list[Stop]:
    """What a teacher sees."""
    start = f"/booking/?tid={town.dates[0].pk}"
    plain = ["laerer/", "/konto/profil/", "/konto/kolleger/", "/konto/bliv-medlem/", "/konto/adgangskode/"]
    plain += ["/booking/kalender/"]
    plain += ["/konto/bliv-medlem/skole/?q=skole", "/konto/bliv-medlem/skole/?q=findes+ikke", "/konto/e-mail/"]
    plain += ["/konto/bliv-medlem/virksomhed/", "/konto/log-ud/", start, town.page.url, "/tilbud/"]
    plain += [f"/konto/bliv-medlem/skole/{town.school_of('new_teacher').organisation_id}/"]
    plain += [f"/booking/{visit.reference}/" for visit in [*town.visits.values(), town.asked]]
    plain += [f"/booking/{town.visits['confirmed'].reference}/aflys/"]
    together = [f"/booking/{town.visits['confirmed'].reference}/{rest}/" for rest in ("beskeder", "forventninger")]
    plain += [*together, f"{together[1]}skriv/"]
    plain += [f"/booking/{town.visits[name].reference}/transport/" for name in ("pending", "confirmed", "ended")]
    return [
        *[Stop(address if address[0] == "/" else f"/skrivebord/{address}") for address in plain],
        Stop(start, act=press),
        Stop(start, 422, act=wrong_class),
        Stop(start, act=checked),
        Stop(f"/booking/?tid={town.full.pk}"),
        Stop("/konto/bliv-medlem/virksomhed/", act=press),
        Stop(together[0], 422, act=press),
        Stop(f"{together[1]}skriv/", act=press),
        Stop("/skrivebord/kommune/", 403),
    ]


def owners(town: Town) -> list[Stop]:
    """What a company sees."""
    offer, date = f"{OFFERS}/{town.page.offer_id}", town.visits["pending"].occurrence
    plain = ["/skrivebord/virksomhed/", f"{OFFERS}/", f"{OFFERS}/nyt/", "/skrivebord/virksomhed/profil/"]
    plain += ["/skrivebord/virksomhed/profil/tekst/da/", "/konto/kolleger/"]
    plain += [f"{offer}/{rest}" for rest in ("", "tider/", "tider/ny/", "tider/serie/", "traek-tilbage/")]
    plain += [f"{OFFERS}/{page.offer_id}/" for page in (town.dateless, town.draft, town.in_review)]
    plain += [f"{OFFERS}/{town.dateless.offer_id}/tider/"]
    plain += [f"{OFFERS}/tekst/{page.pk}/tjek/" for page in (town.page, town.draft, town.in_review)]
    plain += [f"{OFFERS}/tekst/{town.draft.pk}/{step}/" for step in [*STEPS, "vis"]]
    plain += [f"{OFFERS}/tid/{town.dates[0].pk}/{rest}" for rest in ("", "fjern/")]
    plain += [f"/booking/dato/{date.pk}/{rest}" for rest in ("flyt/", "pladser/")]
    plain += [f"{OFFERS}/guider-og-lokaler/", f"{OFFERS}/tid/{date.pk}/hvem/"]
    plain += [f"/booking/dato/{date.pk}/", f"/booking/dato/{date.pk}/aflys/", f"/booking/dato/{town.dates[0].pk}/"]
    plain += [f"/booking/{town.visits['pending'].reference}/{rest}" for rest in ("", "svar/")]
    forms = [f"{OFFERS}/nyt/", f"{offer}/tider/ny/", f"{offer}/tider/serie/"]
    return [
        *[Stop(address) for address in plain],
        *[Stop(address, act=press) for address in forms],
        Stop(f"{offer}/tider/serie/", act=series),
        Stop("/booking/kalender/", act=press),
        Stop("/konto/profil/"),
        Stop(f"/booking/{town.today.reference}/fremmoede/"),
        Stop("/skrivebord/virksomhed/profil/", act=press),
        Stop(f"/booking/dato/{date.pk}/aflys/", 422, act=press),
        Stop(f"/booking/dato/{date.pk}/flyt/", 422, act=press),
        Stop(f"{OFFERS}/guider-og-lokaler/", 422, act=press),
    ]


def heads(town: Town) -> list[Stop]:
    """What the one who leads a school sees."""
    way = f"/booking/{town.visits['confirmed'].reference}/transport/svar/"
    plain = [
        "/skrivebord/skole/",
        "/konto/kolleger/",
        "/skrivebord/skole/transport/",
        "/skrivebord/skole/sidste-klokke/",
    ]
    return [*map(Stop, plain), Stop(way), Stop(way, 422, act=press)]


def walks(town: Town) -> dict[str, list[Stop]]:
    """Each reader's stops; the last two are people for whom nothing has happened yet."""
    admissions = ["/skrivebord/kommune/", "/konto/anmodninger/", "/konto/inviter-virksomhed/"]
    admissions += [f"/konto/anmodninger/virksomhed/{town.waiting.pk}/", "/skrivebord/kommune/ikke-afleveret/"]
    admissions += [
        "/skrivebord/kommune/soegninger/",
        "/skrivebord/kommune/mails/",
        "/skrivebord/kommune/mails/booking_confirmed/da/",
    ]
    buses = "/skrivebord/kommune/gratis-bus/"
    admissions += [buses, f"{buses}{town.bus.pk}/"]
    return {
        "nobody": public(town),
        "teacher": teachers(town),
        "head": [*heads(town), Stop(CLOSED), Stop(CLOSED, 422, act=press)],
        "owner": owners(town),
        "editor": [*map(Stop, admissions), Stop("/konto/inviter-virksomhed/", act=press), Stop(buses, 422, act=press)],
        "newcomer": [Stop("/konto/bliv-medlem/"), Stop("/konto/profil/")],
        "new_teacher": [Stop("/skrivebord/laerer/"), Stop("/konto/kolleger/"), Stop("/gemt/")],
        "new_owner": [Stop("/skrivebord/virksomhed/"), Stop(f"{OFFERS}/")],
    }


@dataclass
class Looker:
    """Goes to a stop and notes whatever is wrong there."""

    page: Page
    base: str
    found: list[str] = field(default_factory=list)
    status: int = 0
    here: str = ""

    def listen(self) -> None:
        """Note what the browser says by itself."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.note(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", lambda answer: self._answered(answer.status, answer.request))

    def note(self, words: str) -> None:
        """Keep a finding with where it was."""
        self.found.append(f"{self.here}: {words}")

    def _heard(self, message: ConsoleMessage) -> None:
        expected = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type == "error" and not expected:
            self.note(f"console: {message.text[:200]}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.note(f"asks another host: {request.url[:120]}")

    def _answered(self, status: int, request: Request) -> None:
        if request.is_navigation_request():
            self.status = status

    def look(self, who: str, stop: Stop) -> None:
        """All four ways to see a page."""
        self.here = f"{who} {stop.address} {stop.act.__name__ if stop.act else ''}".strip()
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.goto(f"{self.base}{stop.address}")
        if stop.act:
            stop.act(self.page)
        if self.status != stop.status:
            self.note(f"answers {self.status}")
        self._both_schemes("1280")
        self.page.set_viewport_size({"width": 320, "height": 800})
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if self.page.evaluate("document.documentElement.scrollWidth") > 320:
            self.note("wider than a phone")
        self._both_schemes("320")

    def _both_schemes(self, width: str) -> None:
        self._axe(f"{width} light", RULES)
        self.page.emulate_media(color_scheme="dark")
        self._axe(f"{width} dark", {"type": "rule", "values": ON_COLOUR})
        self.page.emulate_media(color_scheme="light")

    def _axe(self, seen: str, rules: Any) -> None:
        script = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        for row in self.page.evaluate(script, rules)["violations"]:
            self.note(f"{seen}: {row['id']}: {row['nodes'][0]['html'][:160]}")


def sign_in(context: BrowserContext, base: str, person: User | None) -> None:
    """Give the browser a session, without the form."""
    context.clear_cookies()
    if person is not None:
        cookie = signed_in(person).cookies[django_settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])


@pytest.fixture
def looker(context: BrowserContext, live_server: Any, settings: Any) -> Looker:
    """A browser that has axe on every page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make install")
    settings.SITE_URL, settings.OUTBOX_SHOW_MAIL = live_server.url, True
    context.add_init_script(path=AXE)
    found = Looker(context.new_page(), live_server.url)
    found.listen()
    return found


def test_no_page_has_a_fault_that_axe_or_the_browser_sees(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    """WCAG 2.2 AA, 1280 and 320 px, light and dark; no console error, no other host asked, nothing too wide."""
    town = Town()
    for who, stops in walks(town).items():
        sign_in(looker.page.context, looker.base, town.people[who])
        for stop in stops:
            looker.look(who, stop)
    monkeypatch.setattr("search.views.engine", lambda: 1 / 0)
    looker.look("new_owner", Stop("/tilbud/", 500))
    assert not looker.found, "\n".join(looker.found)


def test_the_receipt_fits_one_sheet_of_paper(looker: Looker) -> None:
    """Printed on A4 it is one page."""
    town = Town()
    visit: Booking = town.visits["confirmed"]
    sign_in(looker.page.context, looker.base, town.people["teacher"])
    looker.page.goto(f"{looker.base}/booking/{visit.reference}/")
    sheet = looker.page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") == 1
