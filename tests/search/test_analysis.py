"""The token chain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold, query_tokens, tokens


@pytest.mark.parametrize("typed", ["økologi", "oekologi", "okologi", "ØKOLOGI"])
def test_a_word_without_its_danish_letters_meets_the_real_one(typed: str) -> None:
    """Keyboards without æøå find the same."""
    assert query_tokens(typed, "da") == tokens("Økologi", "da")


def test_forms_of_a_word_meet() -> None:
    """Stem first, fold last."""
    assert len({token for word in ("vindmølle", "vindmøller", "vindmøllerne") for token in tokens(word, "da")}) == 1


def test_a_hyphenated_word_is_found_whole_and_in_parts() -> None:
    """Both spellings are there."""
    assert set(tokens("it-sikkerhed", "da")) >= {*tokens("itsikkerhed", "da"), *tokens("sikkerhed", "da")}


def test_stop_words_do_not_count() -> None:
    """A question of small words asks for nothing."""
    assert query_tokens("en af de og", "da") == []


@given(st.text(max_size=3000), st.sampled_from(["da", "sv", "en", "fi"]))
def test_whatever_is_typed_gives_a_bearable_number_of_short_tokens(text: str, language: str) -> None:
    """Never an exception, never more than a query can carry."""
    found = query_tokens(text, language)
    assert len(found) <= 60
    assert all(0 < len(token) <= 40 for token in found)


def test_folding_is_done_once_and_for_all() -> None:
    """Folding what is folded changes nothing."""
    assert fold(fold("blåbærsyltetøj")) == fold("blåbærsyltetøj") == "blabarsyltetoj"
