"""A portal moves in with its catalogue: every rule of the file's columns."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from accounts.models import Membership, Organisation, OrganisationKind, OrganisationState
from content.models import MunicipalityPage
from offers.actions import submit_for_review
from offers.models import Offer, OfferForm, OfferPage
from offers.moving_in import COLUMNS, Catalogue
from reference.imports import Import, Outcome, Row
from search.engines import engine
from search.query import CatalogueQuery
from tests.factories.companies import company_in, editor_in, member_of

pytestmark = pytest.mark.django_db
ROW: dict[str, Any] = {
    "external_id": "gammel-1",
    "language": "da",
    "title": "Mål havnens vand",
    "summary": "Klassen måler ilt og salt.",
    "description": "Vi sejler ud.\n\nAlle får redningsvest på.",
    "form": "company_visit",
    "subjects": "Matematik;Biologi",
    "grade_min": "7",
    "grade_max": "9",
    "industry": "Energi",
    "host_name": "Havnens Laboratorium",
    "municipality": "Svendborg",
    "postcode": "5700",
    "price": "0",
    "duration_minutes": "150",
    "max_pupils": "28",
}


def file_of(folder: Path, *rows: dict[str, Any], separator: str = ";", encoding: str = "utf-8") -> Path:
    """A file with ROW, changed as each row says."""
    path = folder / "tilbud.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=separator)
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)
    return path


def take_in(path: Path, **options: Any) -> str:
    """Run the command; its last line."""
    said = StringIO()
    call_command("import_offers", str(path), stdout=said, **options)
    return said.getvalue().strip().splitlines()[-1]


def reasons(path: Path) -> list[str]:
    """Why rows were refused, from the file beside the input."""
    beside = path.with_name("tilbud.refused.csv")
    with beside.open(encoding="utf-8-sig", newline="") as file:
        return [row["reason"] for row in csv.DictReader(file, delimiter=";")]


def page_of(external_id: str = "gammel-1") -> OfferPage:
    """The text of an imported offer."""
    return OfferPage.objects.get(offer__external_id=external_id)


def test_every_column_reaches_the_offer(tmp_path: Path) -> None:
    """SV-20: title, texts, facts, terms, host and place; live and listed at once."""
    assert take_in(file_of(tmp_path, {})) == "1 new, 0 changed, 0 unchanged, 0 refused"
    page = page_of()
    assert (page.title, page.summary) == (ROW["title"], ROW["summary"])
    assert page.description == ROW["description"]
    assert (page.form, page.subjects, page.industry) == ("company_visit", ["matematik", "biologi"], "energy")
    assert (page.grade_min, page.grade_max, page.price, page.duration_minutes) == (7, 9, Decimal("0"), 150)
    assert (page.postcode, page.visit_languages, page.live) == ("5700", ["da"], True)
    assert page.latitude == pytest.approx(55.06, abs=0.1)
    assert (page.offer.max_pupils, page.offer.host.name) == (28, "Havnens Laboratorium")
    assert engine().search(CatalogueQuery(text="havnens vand")).total == 1


def test_the_page_of_an_imported_offer_answers(tmp_path: Path, client: Client) -> None:
    """A teacher can read it a moment later."""
    take_in(file_of(tmp_path, {}))
    assert "Mål havnens vand" in client.get(page_of().url).content.decode()


def test_each_form_is_known(tmp_path: Path) -> None:
    """SV-24: the seven words of the file, whatever their case."""
    take_in(file_of(tmp_path, *({"external_id": form, "form": form.upper()} for form in OfferForm.values)))
    assert {page.offer.external_id: page.form for page in OfferPage.objects.all()} == {f: f for f in OfferForm.values}


@pytest.mark.parametrize(
    ("language", "subjects", "industry", "prefix"),
    [
        ("da", "Håndværk og design", "Fødevarer", "/svendborg/"),
        ("sv", "Slöjd", "Livsmedel", "/sv/svendborg/"),
        ("en", "Craft and design", "Food", "/en/svendborg/"),
    ],
)
def test_a_text_stands_in_its_own_language_tree(
    tmp_path: Path, language: str, subjects: str, industry: str, prefix: str
) -> None:
    """Subjects and industries are read in the row's language; the page answers below that language's municipality."""
    take_in(file_of(tmp_path, {"language": language, "subjects": subjects, "industry": industry}))
    page = page_of()
    assert (page.locale.language_code, page.offer.first_language) == (language, language)
    assert (page.industry, page.extra_words) == ("food", [])
    assert len(page.subjects) == 1
    assert page.get_url().startswith(prefix)


def test_unknown_subjects_and_industries_stay_words_one_can_search(tmp_path: Path) -> None:
    """What we cannot map is not lost."""
    take_in(file_of(tmp_path, {"subjects": "Matematik; Strikning ;;matematik", "industry": "Spedition"}))
    page = page_of()
    assert (page.subjects, page.industry) == (["matematik"], "")
    assert page.extra_words == ["Strikning", "Spedition"]
    for word in ("strikning", "spedition"):
        assert engine().search(CatalogueQuery(text=word)).total == 1


def test_a_subject_of_another_language_is_mapped_too(tmp_path: Path) -> None:
    """A Danish row that says it in Swedish means the same subject."""
    take_in(file_of(tmp_path, {"subjects": "Matematik;Slöjd"}))
    assert len(page_of().subjects) == 2


def test_an_unknown_host_becomes_one_company_that_waits_for_an_owner(tmp_path: Path) -> None:
    """SV-33: two offers, one company, known, in its municipality, without members."""
    take_in(file_of(tmp_path, {}, {"external_id": "gammel-2", "host_name": "havnens laboratorium"}))
    host = Organisation.objects.get(kind=OrganisationKind.COMPANY)
    assert (host.state, host.municipality_id, host.offers.count()) == (OrganisationState.KNOWN, "dk-0479", 2)
    assert host.postcode == "5700"
    assert not Membership.objects.exists()


def test_a_known_company_gets_the_offer(tmp_path: Path) -> None:
    """No second row for a company that is here."""
    host = company_in(organisation__name="Havnens Laboratorium")
    take_in(file_of(tmp_path, {}))
    assert page_of().offer.host == host


PLACES = (
    ("Aarhus", "dk-0751", "aarhus"),
    ("Århus Kommune", "dk-0751", "aarhus"),
    ("ÆRØ", "dk-0492", "aeroe"),
    ("ærø", "dk-0492", "aeroe"),
    ("Malmö", "se-1280", "malmo"),
    ("MALMÖ", "se-1280", "malmo"),
    ("Lund kommun", "se-1281", "lund"),
)


def test_municipalities_of_both_countries_get_their_pages(tmp_path: Path) -> None:
    """A name is enough, however it is written: the page is made in all three languages."""
    rows = ({"external_id": name, "municipality": name, "postcode": ""} for name, _key, _slug in PLACES)
    assert take_in(file_of(tmp_path, *rows)) == "7 new, 0 changed, 0 unchanged, 0 refused"
    for name, key, slug in PLACES:
        assert page_of(name).offer.host.municipality_id == key
        pages = MunicipalityPage.objects.filter(organisation__municipality_id=key)
        assert sorted((page.locale.language_code, page.slug) for page in pages) == [
            ("da", slug),
            ("en", slug),
            ("sv", slug),
        ]


def test_a_swedish_place_lies_where_its_municipality_lies(tmp_path: Path) -> None:
    """We have no Swedish postcodes: the municipality's own point stands in."""
    take_in(file_of(tmp_path, {"municipality": "Malmö", "postcode": "211 20"}))
    page = page_of()
    assert (page.postcode, round(page.latitude), round(page.longitude)) == ("21120", 56, 13)


def test_numbers_are_read_as_they_are_meant(tmp_path: Path) -> None:
    """0 minutes is open-ended, 0 pupils is no limit, 0 kroner is free, blank is not said."""
    names = ("duration_minutes", "max_pupils", "price")
    given: dict[tuple[str, str, str], tuple[int | None, int | None, Decimal | None]] = {
        ("0", "0", "0"): (0, None, Decimal("0.00")),
        ("", "", ""): (None, None, None),
        ("1 440", "56", "1500,50"): (1440, 56, Decimal("1500.50")),
        ("45", "1", "99.5"): (45, 1, Decimal("99.50")),
    }
    rows = ({"external_id": "/".join(words), **dict(zip(names, words, strict=True))} for words in given)
    take_in(file_of(tmp_path, *rows))
    for words, meant in given.items():
        page = page_of("/".join(words))
        assert (page.duration_minutes, page.offer.max_pupils, page.price) == meant


def test_one_grade_alone_is_a_range_of_one(tmp_path: Path) -> None:
    """A row that only says from or to."""
    take_in(file_of(tmp_path, {"grade_min": "", "grade_max": "6"}))
    assert (page_of().grade_min, page_of().grade_max) == (6, 6)


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"external_id": ""}, "external_id is missing"),
    ({"external_id": "x" * 81}, "longer than 80"),
    ({"title": ""}, "title is missing"),
    ({"title": "\x00 \x00"}, "title is missing"),
    ({"language": ""}, "language is ''"),
    ({"language": "no"}, "language is 'no'"),
    ({"form": ""}, "form is ''"),
    ({"form": "dans"}, "form is 'dans'"),
    ({"municipality": ""}, "no Danish or Swedish municipality"),
    ({"municipality": "Atlantis"}, "called 'Atlantis'"),
    ({"host_name": ""}, "host_name is missing"),
    ({"grade_min": "9", "grade_max": "7"}, "grade_min 9 is above grade_max 7"),
    ({"grade_max": "11"}, "grade_max is '11'"),
    ({"grade_min": "syv"}, "grade_min is 'syv'"),
    ({"grade_min": "-1"}, "grade_min is '-1'"),
    ({"price": "gratis"}, "price is 'gratis'"),
    ({"price": "-1"}, "price is '-1'"),
    ({"price": "1.500"}, "price is '1.500'"),
    ({"price": "NaN"}, "price is 'NaN'"),
    ({"price": "1e9"}, "price is '1e9'"),
    ({"duration_minutes": "2 timer"}, "duration_minutes is '2 timer'"),
    ({"duration_minutes": "9" * 5000}, "duration_minutes is '999"),
    ({"duration_minutes": "²"}, "duration_minutes is"),
    ({"max_pupils": "31000"}, "max_pupils is '31000'"),
)


def test_rows_that_cannot_be_taken_are_refused_with_their_reasons(tmp_path: Path) -> None:
    """The others are taken; the refused ones stand with reasons in a file beside the input."""
    wrong = [{"external_id": f"nr-{number}", **row} for number, (row, _said) in enumerate(WRONG)]
    path = file_of(tmp_path, *wrong, {"external_id": "god"})
    said = take_in(path)
    assert said.startswith(f"1 new, 0 changed, 0 unchanged, {len(WRONG)} refused (refused rows with reasons: ")
    assert str(path.with_name("tilbud.refused.csv")) in said
    found = reasons(path)
    assert [expected for (_row, expected), reason in zip(WRONG, found, strict=True) if expected not in reason] == []
    assert [offer.external_id for offer in Offer.objects.all()] == ["god"]


def test_the_file_of_refused_rows_can_be_mended_and_taken_in(tmp_path: Path) -> None:
    """It has the same columns, and one more that is passed over."""
    take_in(file_of(tmp_path, {"grade_max": "11"}))
    mended = tmp_path / "tilbud.csv"
    text = (tmp_path / "tilbud.refused.csv").read_text(encoding="utf-8-sig")
    mended.write_text(text.replace(";11;", ";9;"), encoding="utf-8")
    assert take_in(mended) == "1 new, 0 changed, 0 unchanged, 0 refused"


def test_a_refused_row_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither its host nor its municipality."""
    take_in(file_of(tmp_path, {"municipality": "Malmö", "grade_max": "11", "host_name": "Aldrig"}))
    assert not Organisation.objects.exists()


def test_an_id_twice_in_the_file_is_refused_the_second_time(tmp_path: Path) -> None:
    """The first stands."""
    path = file_of(tmp_path, {}, {"title": "En anden"})
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in take_in(path)
    assert reasons(path) == ["external_id 'gammel-1' stands in the file twice"]
    assert page_of().title == ROW["title"]


def test_a_second_run_updates_by_id_and_takes_the_refusals_away(tmp_path: Path) -> None:
    """New, changed, unchanged and refused are counted apart; a clean run leaves no file of refusals."""
    path = file_of(tmp_path, {}, {"external_id": "b"}, {"external_id": "c", "form": "?"})
    take_in(path)
    path = file_of(tmp_path, {"title": "Mål havnens ilt"}, {"external_id": "b"}, {"external_id": "c"})
    assert take_in(path) == "1 new, 1 changed, 1 unchanged, 0 refused"
    assert not path.with_name("tilbud.refused.csv").exists()
    assert page_of().title == "Mål havnens ilt"
    assert engine().search(CatalogueQuery(text="ilt")).total >= 1
    assert take_in(path) == "0 new, 0 changed, 3 unchanged, 0 refused"


def test_a_changed_limit_alone_is_a_change(tmp_path: Path) -> None:
    """Terms live on the offer; its version rises so that indexes notice."""
    take_in(file_of(tmp_path, {}))
    before = Offer.objects.get()
    assert take_in(file_of(tmp_path, {"max_pupils": "0"})) == "0 new, 1 changed, 0 unchanged, 0 refused"
    after = Offer.objects.get()
    assert (after.max_pupils, after.version) == (None, before.version + 1)


def test_an_update_that_cannot_hold_is_refused_not_an_error(tmp_path: Path) -> None:
    """Fewer pupils than the host's own least; another language; another host."""
    take_in(file_of(tmp_path, {}))
    Offer.objects.update(min_pupils=20)
    for wrong, said in (
        ({"max_pupils": "10"}, "below the fewest pupils"),
        ({"language": "sv"}, "is written in 'da' here"),
        ({"host_name": "Et andet sted"}, "the offer belongs to Havnens Laboratorium"),
    ):
        path = file_of(tmp_path, wrong)
        assert "1 refused" in take_in(path)
        assert said in reasons(path)[0]
    assert Organisation.objects.filter(kind=OrganisationKind.COMPANY).count() == 1


def test_a_text_an_editor_is_reading_is_left_to_the_editor(tmp_path: Path) -> None:
    """Review means what was read is what goes live: the row is refused, the run goes on."""
    editor_in()
    take_in(file_of(tmp_path, {}))
    page = page_of()
    owner = member_of(page.offer.host)
    page.summary = "Skrevet ved skrivebordet."
    for name in ("before", "during", "after", "learning", "education_and_jobs", "contact_name", "contact_phone"):
        setattr(page, name, "55 00 11 77")
    page.save_revision(user=owner)
    submit_for_review(page=page, by=owner)
    path = file_of(tmp_path, {"title": "Ny titel"}, {"external_id": "b"})
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in take_in(path)
    assert "with an editor now" in reasons(path)[0]


def test_a_dry_run_stores_nothing_and_says_what_would_happen(tmp_path: Path) -> None:
    """The counts are those of the real run that follows."""
    path = file_of(tmp_path, {}, {"external_id": "b"}, {"external_id": "c", "form": "?"})
    pages = Page.objects.count()
    dry = take_in(path, dry_run=True)
    assert dry.startswith("Dry run, nothing stored: 2 new, 0 changed, 0 unchanged, 1 refused")
    assert (Offer.objects.count(), Organisation.objects.count(), Page.objects.count()) == (0, 0, pages)
    assert take_in(path) == dry.removeprefix("Dry run, nothing stored: ")


class _Stopped(KeyboardInterrupt):
    """Somebody pressed Ctrl-C."""


def test_an_interrupted_run_is_simply_run_again(tmp_path: Path) -> None:
    """Whole batches stay, the broken one is undone, the next run does the rest."""

    def stopping() -> Iterator[Row]:
        for number in range(5):
            if number == 3:
                raise _Stopped
            yield {**ROW, "external_id": f"nr-{number}"}

    class Rows(list[Row]):
        def __iter__(self) -> Iterator[Row]:
            return stopping()

    catalogue = Catalogue()
    taken = Import(catalogue.store, tmp_path / "x.csv", batch=2)
    with pytest.raises(_Stopped):
        taken.run(Rows())
    assert taken.counts[Outcome.NEW] == Offer.objects.count() == 2
    rows = [{"external_id": f"nr-{number}"} for number in range(5)]
    assert take_in(file_of(tmp_path, *rows)) == "3 new, 0 changed, 2 unchanged, 0 refused"


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "cp1252")])
def test_the_usual_ways_to_save_a_table_are_read(tmp_path: Path, separator: str, encoding: str) -> None:
    """Comma, semicolon or tab; UTF-8 with or without a mark, or Windows' own."""
    take_in(file_of(tmp_path, {}, separator=separator, encoding=encoding))
    assert page_of().title == "Mål havnens vand"


def test_a_column_that_is_left_out_counts_as_blank(tmp_path: Path) -> None:
    """An optional column need not be there."""
    path = tmp_path / "tilbud.csv"
    path.write_text("external_id,language,title,form,host_name,municipality\nx,da,Kort,online,Havnen,Svendborg\n")
    assert take_in(path).startswith("1 new")
    assert page_of("x").price is None


@pytest.mark.parametrize("content", [b"", b"navn;by\nA;B\n", b"external_id;title\n1;" + b"x" * 140_000 + b"\n"])
def test_a_file_that_is_no_catalogue_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    """One sentence, no traceback."""
    path = tmp_path / "tilbud.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"tilbud\.csv"):
        take_in(path)


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    """The sentence names the file."""
    with pytest.raises(CommandError, match=r"tilbud\.csv"):
        take_in(tmp_path / "tilbud.csv")
