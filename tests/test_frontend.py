"""One stylesheet, readable in parts, that asks for nothing that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import frontend

BASE = Path(__file__).resolve().parent.parent
PARTS = sorted((BASE / "static/skolebro/css").glob("*.css"))
VENDOR = BASE / "static/vendor"
BUNDLE = VENDOR / "skolebro.css"
MOST_BYTES = 64_000


@pytest.fixture(scope="module")
def bundle() -> str:
    """The stylesheet as pages get it."""
    frontend.main()
    return BUNDLE.read_text(encoding="utf-8")


def plain(css: str) -> str:
    """A stylesheet without comments and strings."""
    return re.sub(r'/\*.*?\*/|"[^"]*"', "", css, flags=re.DOTALL)


def selectors(css: str) -> Iterator[str]:
    """Every selector, those inside media queries too."""
    for head, body in frontend.rules(css):
        if head.startswith(("@media", "@supports", "@layer")):
            yield from selectors(body)
        elif not head.startswith("@"):
            yield head


def test_every_address_in_the_stylesheet_is_a_file_beside_it(bundle: str) -> None:
    named = re.findall(r"url\(\"?([^)\"]+)\"?\)", bundle)
    assert named
    assert [name for name in named if not (VENDOR / name).is_file()] == []


def test_nothing_is_asked_of_another_host(bundle: str) -> None:
    assert "//" not in plain(bundle)
    assert "@import" not in bundle


def test_no_rule_hangs_on_an_id(bundle: str) -> None:
    assert [one for one in selectors(plain(bundle)) if re.search(r"#[A-Za-z]", one)] == []


def test_the_stylesheet_stays_small(bundle: str) -> None:
    assert len(bundle.encode()) < MOST_BYTES


def test_a_second_run_leaves_everything_alone(bundle: str) -> None:
    before = BUNDLE.stat().st_mtime_ns
    frontend.main()
    assert BUNDLE.stat().st_mtime_ns == before


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_part_says_what_it_is_and_has_one_declaration_a_line(part: Path) -> None:
    css = part.read_text(encoding="utf-8")
    assert css.startswith("/* ")
    assert [line for line in css.splitlines() if line.count(";") > 1 or re.search(r"\{.*\S", line)] == []


def test_the_base_gives_way_to_every_rule_of_ours(bundle: str) -> None:
    assert bundle.startswith("@layer dkfds{")
    assert bundle.count("@layer") == 1


def test_each_class_of_the_base_that_a_template_uses_was_taken(bundle: str) -> None:
    whole = (frontend.DKFDS / "css/dkfds.min.css").read_text(encoding="utf-8")
    known = {name for one in selectors(plain(whole)) for name in re.findall(r"\.([A-Za-z][\w-]*)", one)}
    taken = {name for one in selectors(plain(bundle)) for name in re.findall(r"\.([A-Za-z][\w-]*)", one)}
    used = {name for template in (BASE / "templates").rglob("*.html") for name in classes_in(template)}
    assert sorted(used & known - taken) == []


def classes_in(template: Path) -> set[str]:
    """The class names that a template writes out."""
    found = re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8"))
    return {name for names in found for name in re.sub(r"\{[%{].*?[%}]\}", " ", names).split()}


def test_no_template_styles_or_scripts_by_itself() -> None:
    mails = BASE / "templates/mail"
    pages = [page for page in (BASE / "templates").rglob("*.html") if mails not in page.parents]
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)")
    assert [page.name for page in pages if inline.search(page.read_text(encoding="utf-8"))] == []


def test_a_part_that_the_entry_does_not_name_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "skolebro.css").write_text('@import url("one.css");\n')
    (tmp_path / "one.css").write_text("")
    (tmp_path / "two.css").write_text("")
    monkeypatch.setattr(frontend, "PARTS", tmp_path)
    with pytest.raises(SystemExit, match=r"two\.css"):
        frontend.part_names()


def test_only_families_we_use_are_taken_from_the_base() -> None:
    css = "h1,.h1{a:b}.card .button{c:d}@media print{.button{e:f}.card{g:h}}@font-face{i:j}.form-input:not(.card){k:l}"
    assert frontend.subset(css) == "h1{a:b}@media print{.button{e:f}}.form-input:not(.card){k:l}"
