from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules.diagnostics import Source
from zongzhi_rules.syntax.plain import key_span, node_at, to_plain, to_texts
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from zongzhi_rules.syntax.nodes import Node

CASE = """\
subject: {code: 410122, name: "示例县"}
incidents:
  - day: 2016-03-01
    deaths: 3
  - day: 2016-04-01
    note:
"""


def tree(text: str) -> Node:
    root, found = read_yaml(Source("case.yaml", text))
    assert found == []
    assert root is not None
    return root


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("True", True), ("FALSE", False), ("", None), ("~", None), ("null", None),
        ("0", 0), ("-0", 0), ("+5", 5), ("-12", -12), ("410122", 410122), ("9" * 18, 10**18 - 1),
        ("1.5", 1.5), ("-.5", -0.5), ("2.", 2.0), ("1e3", 1000.0), ("1E-2", 0.01), ("0.1", 0.1),
    ],
)  # fmt: skip
def test_what_the_core_schema_types(text: str, value: object) -> None:
    plain: Any = to_plain(tree(f"a: {text}\n"))
    assert plain == {"a": value}
    assert type(plain["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yes",
            "no",
            "on",
            "off",
            "y",
            "tRUE",
            "012",
            "-07",
            "0o17",
            "0x1F",
            "0b1",
            "1_000",
            "1,000",
            "9" * 19,
            "01.5",
        ),
        *("1e999", "-1e999", ".nan", ".inf", "-.inf", "nan", "inf", "Infinity", "2016-03-01", "12:30", "1.2.3", "1e"),
        *(".", "+", "\uff11\uff12", "\u0663", "1" * 5000, "0." + "1" * 5000),
    ],
)
def test_what_stays_text(text: str) -> None:
    assert to_plain(tree(f"a: {text}\n")) == {"a": text}


@pytest.mark.parametrize("text", ['"1"', "'true'", '"null"', '"~"', "|-\n  1", ">-\n  true"])
def test_what_is_quoted_stays_text(text: str) -> None:
    plain: Any = to_plain(tree(f"a: {text}\n"))
    assert isinstance(plain["a"], str)


def test_a_case() -> None:
    assert to_plain(tree(CASE)) == {
        "subject": {"code": 410122, "name": "示例县"},
        "incidents": [{"day": "2016-03-01", "deaths": 3}, {"day": "2016-04-01", "note": None}],
    }


def test_a_pack_is_text_and_null_only() -> None:
    assert to_texts(tree("a: 1\nb: [no, ~, '~']\nc:\n")) == {"a": "1", "b": ["no", None, "~"], "c": None}


def test_no_number_is_infinite_or_none() -> None:
    plain: Any = to_plain(tree("[1e308, 1e309, -1e400, .inf, .nan, 1e-400]"))
    assert all(math.isfinite(value) for value in plain if isinstance(value, float))


@pytest.mark.parametrize(
    ("path", "line", "column", "text"),
    [
        ((), 1, 1, None),
        (("subject",), 1, 10, '{code: 410122, name: "示例县"}'),
        (("subject", "code"), 1, 17, "410122"),
        (("incidents", 1, "day"), 5, 10, "2016-04-01"),
        (("incidents", 1, "note"), 6, 10, ""),
        (("incidents", 1, "grade"), 5, 5, None),
        (("incidents", 7, "day"), 3, 3, None),
        (("incidents", "day"), 3, 3, None),
        (("subject", "code", "x", 0), 1, 17, "410122"),
        (("nothing", "at", "all"), 1, 1, None),
        (("incidents", -1), 3, 3, None),
    ],
)
def test_the_node_at_a_path_or_the_nearest_above(
    path: tuple[str | int, ...], line: int, column: int, text: str | None
) -> None:
    span = node_at(tree(CASE), path).span
    assert (span.start_line, span.start_column) == (line, column)
    if text is not None:
        assert span.text == text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("subject", "name"), (1, 25)),
        (("incidents", 1, "note"), (6, 5)),
        (("incidents",), (2, 1)),
        (("incidents", 1), None),
        (("incidents", 9, "note"), None),
        (("subject", "code", "x"), None),
        (("nothing",), None),
        ((), None),
    ],
)
def test_the_place_of_a_key(path: tuple[str | int, ...], place: tuple[int, int] | None) -> None:
    span = key_span(tree(CASE), path)
    assert (span and (span.start_line, span.start_column)) == place


def test_keys_that_look_like_numbers_are_found_by_either() -> None:
    root = tree("2016: {result: x}\n")
    assert node_at(root, (2016, "result")) == node_at(root, ("2016", "result"))
