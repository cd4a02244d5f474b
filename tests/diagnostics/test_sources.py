from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.diagnostics import Source

TEXTS = st.text(st.sampled_from("a通😀\n\r\t "), max_size=40)


@given(TEXTS)
def test_every_offset_has_a_position_and_every_position_its_offset(text: str) -> None:
    source = Source("a.yaml", text)
    positions = [source.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(set(positions))
    assert [source.offset(*position) for position in positions] == list(range(len(text) + 1))


@given(TEXTS)
def test_lines_are_those_that_editors_show(text: str) -> None:
    source = Source("a.yaml", text)
    *lines, last = (text + "x").splitlines()
    assert [source.line(number + 1) for number in range(source.line_count)] == [*lines, last[:-1]]


@pytest.mark.parametrize("number", [0, -1, 3, 99])
def test_there_is_nothing_in_a_line_that_does_not_exist(number: int) -> None:
    assert Source("a.yaml", "甲\n乙").line(number) == ""


def test_a_byte_order_mark_moves_no_column() -> None:
    source = Source("a.yaml", "\ufeff键: 值")
    assert source.text == "键: 值"
    assert source.position(0) == (1, 1)


def test_columns_count_characters_not_bytes_or_cells() -> None:
    source = Source("a.yaml", "😀𠀀通b")
    assert source.position(source.text.index("b")) == (1, 4)


def test_a_span_gives_the_text_that_it_was_made_for() -> None:
    source = Source("a.yaml", "一\r\n二三\r四")
    span = source.span(3, 6)
    assert (span.start_line, span.start_column, span.end_line, span.end_column) == (2, 1, 3, 1)
    assert (span.start, span.end, span.text) == (3, 6, "二三\r")


def test_spans_and_sources_survive_pickling_and_show_no_text_in_their_repr() -> None:
    span = Source("a.yaml", "秘密", "henan").span(0, 2)
    again = pickle.loads(pickle.dumps(span))  # noqa: S301 - our own bytes
    assert again == span
    assert again.source.position(1) == (1, 2)
    assert hash(again) == hash(span)
    assert "秘密" not in repr(span) + repr(span.source)
