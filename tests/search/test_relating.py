"""What the thesaurus adds to a query: synonyms, what a name stands above, and what is merely near."""

from search.analysis.plan import Alternative
from search.analysis.planning import make_plan
from search.analysis.thesaurus import Entry, keys_of, keys_of_name
from tests.search.test_analysis import reader, tokens

CATALOGUE = "bakterie svamp tøj symaskine mode bikube honning mejeri filmklip gravko mejeri ost"


def concept(kind: str, name: str, *words: str) -> Entry:
    """A concept with the keys that it is stored with."""
    chain = reader().chain
    return Entry(kind, name, words, (keys_of_name(name, chain), *(keys_of(word, chain) for word in words)))


def readings(text: str, *concepts: Entry, kind: str) -> list[Alternative]:
    """The readings of a kind that a text has."""
    plan = make_plan(text, reader(text=CATALOGUE, concepts=concepts))
    return [reading for word in plan.words for reading in word.alternatives if reading.kind == kind]


def test_what_and_joins_in_a_name_is_found_by_each() -> None:
    """«Clothes and fashion» is asked for by either, finds its words for either, and the one finds the other."""
    made = concept("theme", "tøj og mode", "symaskine")
    for typed, other in (("tøj", "mode"), ("mode", "toj")):
        found = tokens(make_plan(typed, reader(text=CATALOGUE, concepts=(made,))), "narrower")
        assert {"symaskine", other} <= found


def test_a_compound_written_apart_is_read_as_one() -> None:
    """«bi avl» asks what «biavl» asks."""
    made = concept("industry", "biavl", "bikube", "honning")
    assert tokens(make_plan("bi avl", reader(text=CATALOGUE, concepts=(made,))), "narrower") >= {"bikube", "honning"}


def test_synonyms_share_what_is_related_to_them() -> None:
    """Who types a synonym of a name finds what the name stands above."""
    made = (concept("same", "imker", "biavler"), concept("industry", "biavler", "bikube"))
    assert tokens(make_plan("imker", reader(text=CATALOGUE, concepts=made)), "narrower") == {"bikube"}


def test_words_of_one_concept_are_near_where_nothing_else_is_found() -> None:
    """They order what is shown apart, and count as no hit."""
    made = concept("theme", "mikroskopets verden", "amøbe", "bakterie", "svamp")
    near = readings("amøbe", made, kind="sibling")
    assert {reading.terms[0].token for reading in near} == {"bakterie", "svamp"}
    assert {reading.least for reading in near} == {0}
    assert readings("bakterie", made, kind="sibling") == []


def test_a_slip_in_a_word_that_only_the_thesaurus_has_is_repaired() -> None:
    """And said, so that the reader sees what was looked for."""
    made = concept("theme", "mikroorganismer", "bakterie")
    plan = make_plan("mikroroganismer", reader(text=CATALOGUE, concepts=(made,)))
    assert tokens(plan, "narrower") == {"bakterie"}
    assert plan.corrected == "mikroorganismer"


def test_a_slip_in_the_first_part_of_a_compound_is_repaired() -> None:
    """«mejreriost» when offers have «mejeri» and «ost», but not the compound."""
    plan = make_plan("mejrerifilmklip", reader(text=CATALOGUE))
    assert {"mejeri", "filmklip"} <= tokens(plan, "repaired")


def test_what_belongs_to_the_first_part_of_a_compound_only_orders() -> None:
    """Cheese is no answer to somebody who asks for a dairy's digger: the part itself must be there."""
    made = concept("industry", "mejeri", "ost")
    found = readings("mejerigravko", made, kind="narrower")
    assert {(reading.terms[0].token, reading.least) for reading in found} == {("ost", 0)}
