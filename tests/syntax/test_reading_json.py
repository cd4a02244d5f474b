from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules.diagnostics import Source
from zongzhi_rules.syntax.json_reader import read_json
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.yaml_reader import read_yaml

UNSAFE = (
    r"\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
)
WORDS = st.from_regex(rf"[^{UNSAFE}\ud800-\udfff]{{0,8}}", fullmatch=True)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(WORDS, below, max_size=4),
    max_leaves=20,
)


def tree(text: str, name: str = "case.json") -> Node:
    root, found = read_yaml(Source(name, text))
    assert found == []
    assert root is not None
    return root


@given(VALUES, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_what_was_dumped_is_read(value: object, indent: int | str | None, ascii_only: bool) -> None:  # noqa: FBT001
    root = tree(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert to_plain(root) == value
    assert to_plain(root) == json.loads(root.span.text)


@given(VALUES)
def test_every_node_spans_its_own_json(value: object) -> None:
    queue = [tree(json.dumps(value, indent=1))]
    while queue:
        node = queue.pop()
        assert json.loads(node.span.text) == to_plain(node)
        if isinstance(node, SequenceNode):
            queue.extend(node.items)
        if isinstance(node, MappingNode):
            queue.extend(part for entry in node.entries for part in entry)


# Pieces that make nearly JSON; `NaN` and its like, which Python's reader takes, are left out.
MARKS = ["{", "}", "[", "]", ",", ":", " ", "\t", "\n", "\\", "/", "#", "'", '"', "，"]
TOKENS = ['"a"', '"b"', '""', "1", "-2.5e3", "0", "01", "true", "null", "nul", '"\\n"', '"\\u00e9"', '"\\ud83d\\ude00"']
PIECES = st.lists(st.sampled_from(MARKS + TOKENS), max_size=14).map("".join)


@given(PIECES)
def test_json_is_what_json_is(text: str) -> None:
    def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    root, found = read_json(Source("case.json", text))
    try:
        value = json.loads(text, object_pairs_hook=without_twins)
    except (json.JSONDecodeError, AssertionError):
        assert root is None
        assert found
    else:
        assert found == []
        assert root is not None
        assert to_plain(root) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{\n\t"a":\t1\n}', {"a": 1}),
        ('{"a":1,"b":[1,2]}', {"a": 1, "b": [1, 2]}),
        ('{"a": "\\ud83d\\ude00\\/\\t\\u4e2d"}', {"a": "😀/\t中"}),
        (" \r\n[ ]\n", []),
        ('{"a": -0, "b": 1.50, "c": 1E+2}', {"a": 0, "b": 1.5, "c": 100.0}),
        ('{"a": "甲：乙，丙", "<<": "*x", "null": "&y"}', {"a": "甲：乙，丙", "<<": "*x", "null": "&y"}),
        ('{"' + "k" * 3000 + '": 1}', {"k" * 3000: 1}),
        ('"通报"', "通报"),
        ('{"a": "no", "b": "1"}', {"a": "no", "b": "1"}),
    ],
)  # fmt: skip
def test_ordinary_json(text: str, value: object) -> None:
    assert to_plain(tree(text)) == value


@pytest.mark.parametrize("name", ["-", "case.yaml", "案件"])
def test_json_is_known_by_its_start_whatever_the_name(name: str) -> None:
    assert to_plain(tree('\n{\n\t"a": "\\ud83d\\ude00"}', name)) == {"a": "😀"}
    root, found = read_yaml(Source(name, '{"a": 1 "b": 2}'))  # to YAML, `1 "b": 2` would be one text
    assert root is None
    assert [diagnostic.code for diagnostic in found] == ["ZR134"]


def test_yaml_in_brackets_is_still_yaml() -> None:
    assert to_plain(tree("{a: 1, b: [c, 'd']}", "case.yaml")) == {"a": 1, "b": ["c", "d"]}
    assert to_plain(tree("[]", "case.yaml")) == []


def test_a_number_keeps_the_characters_that_were_written() -> None:
    node = tree("[1.50]")
    assert isinstance(node, SequenceNode)
    assert isinstance(node.items[0], ScalarNode)
    assert node.items[0].value == "1.50"


def test_a_path_leads_to_the_mistake() -> None:
    _, found = read_yaml(Source("case.json", '{"incidents": [{"day": "x"}, {"day": 1, "day": 2}]}'))
    assert [diagnostic.path for diagnostic in found] == ["incidents[1].day"]
