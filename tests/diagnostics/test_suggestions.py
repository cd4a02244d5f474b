from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.diagnostics import suggest

NAMES = (
    *("all", "any", "not", "count", "at_least", "at_most", "months", "working_days", "rank", "grade", "grounds"),
    *("circular", "circular_criticism", "interview", "listed_supervision", "one_vote_veto"),
    *("通报", "通报批评", "约谈", "挂牌督办", "一票否决"),
)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("month", "months"),
        ("mnoths", "months"),
        ("rnak", "rank"),
        ("atleast", "at_least"),
        ("at-least", "at_least"),
        ("At Least", "at_least"),
        ("least_at", "at_least"),
        ("ground", "grounds"),
        ("circuler", "circular"),
        ("listed_supervison", "listed_supervision"),
        ("supervision_listed", "listed_supervision"),
        ("\uff41\uff4c\uff4c", "all"),
        ("anny", "any"),
        ("通告", "通报"),
        ("约见", "约谈"),
        ("挂牌监办", "挂牌督办"),
        ("一票否", "一票否决"),
        ("批评", "通报批评"),
    ],
)
def test_the_name_that_was_meant_comes_first(word: str, first: str) -> None:
    assert suggest(word, NAMES)[:1] == (first,)


@pytest.mark.parametrize("word", ["", "x", "zzzz", "rectification_report", "表彰", "🙂", "通" * 500, "a" * 10_000])
def test_nothing_is_suggested_for_a_word_unlike_any(word: str) -> None:
    assert suggest(word, NAMES) == ()


def test_an_exact_name_in_another_form_stands_alone() -> None:
    assert suggest("CIRCULAR", NAMES) == ("circular",)


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=12))
def test_suggestions_are_few_distinct_known_and_in_an_order_of_their_own(word: str, names: list[str]) -> None:
    found = suggest(word, names)
    assert len(found) <= 3
    assert len(set(found)) == len(found)
    assert set(found) <= set(names)
    assert found == suggest(word, reversed(names))
