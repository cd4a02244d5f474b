from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
import yaml

from zongzhi_rules.diagnostics import Source
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style
from zongzhi_rules.syntax.plain import to_texts
from zongzhi_rules.syntax.yaml_reader import Loader, read_yaml

LOADERS: list[Loader] = [yaml.SafeLoader]
if yaml.__with_libyaml__:
    LOADERS.append(yaml.CSafeLoader)

PACK = """\
# 示例
measures:
  通报:   # 甲
    rank: 1
    grounds: [甲, "乙", '丙']
    term: {months: 3, 'from': "收到\\u4e4b日"}
    note: |
      第一行
        第二行

    text: >-
      折
      叠
    empty:
    tilde: ~
    emoji: 😀𠀀 x
  约谈:
  - a
  -
    b: 1
  - - c
    - d
"""


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest) -> Loader:
    return request.param  # type: ignore[no-any-return]


def tree(text: str, loader: Loader = LOADERS[-1], name: str = "x.yaml") -> Any:
    root, found = read_yaml(Source(name, text), loader=loader)
    assert found == []
    assert root is not None
    return root


def outline(node: Node) -> list[str]:
    """Return what every node is written with, as `line:column kind text`."""
    span = node.span
    place = f"{span.start_line}:{span.start_column}-{span.end_line}:{span.end_column}"
    rows = [f"{place} {type(node).__name__[:3]} {span.text!r}"]
    if isinstance(node, SequenceNode):
        rows += [row for item in node.items for row in outline(item)]
    if isinstance(node, MappingNode):
        rows += [row for entry in node.entries for part in entry for row in outline(part)]
    return rows


def test_the_data(loader: Loader) -> None:
    assert to_texts(tree(PACK, loader)) == {
        "measures": {
            "通报": {
                "rank": "1",
                "grounds": ["甲", "乙", "丙"],
                "term": {"months": "3", "from": "收到之日"},
                "note": "第一行\n  第二行\n",
                "text": "折 叠",
                "empty": None,
                "tilde": None,
                "emoji": "😀𠀀 x",
            },
            "约谈": ["a", {"b": "1"}, ["c", "d"]],
        },
    }


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_places(loader: Loader, line_break: str, mark: str) -> None:
    text = mark + PACK.replace("\n", line_break)
    rows = [row.replace(repr(line_break)[1:-1], "|") for row in outline(tree(text, loader).get("measures"))]
    short = [row for row in rows if len(row) < 65]
    assert short == [
        "3:3-3:5 Sca '通报'",
        "4:5-4:9 Sca 'rank'",
        "4:11-4:12 Sca '1'",
        "5:5-5:12 Sca 'grounds'",
        "5:14-5:27 Seq '[甲, \"乙\", \\'丙\\']'",
        "5:15-5:16 Sca '甲'",
        "5:18-5:21 Sca '\"乙\"'",
        "5:23-5:26 Sca \"'丙'\"",
        "6:5-6:9 Sca 'term'",
        "6:11-6:43 Map '{months: 3, \\'from\\': \"收到\\\\u4e4b日\"}'",
        "6:12-6:18 Sca 'months'",
        "6:20-6:21 Sca '3'",
        "6:23-6:29 Sca \"'from'\"",
        "6:31-6:42 Sca '\"收到\\\\u4e4b日\"'",
        "7:5-7:9 Sca 'note'",
        "7:11-9:12 Sca '||      第一行|        第二行'",
        "11:5-11:9 Sca 'text'",
        "11:11-13:8 Sca '>-|      折|      叠'",
        "14:5-14:10 Sca 'empty'",
        "14:11-14:11 Sca ''",
        "15:5-15:10 Sca 'tilde'",
        "15:12-15:13 Sca '~'",
        "16:5-16:10 Sca 'emoji'",
        "16:12-16:16 Sca '😀𠀀 x'",
        "17:3-17:5 Sca '约谈'",
        "18:3-22:8 Seq '- a|  -|    b: 1|  - - c|    - d'",
        "18:5-18:6 Sca 'a'",
        "20:5-20:9 Map 'b: 1'",
        "20:5-20:6 Sca 'b'",
        "20:8-20:9 Sca '1'",
        "21:5-22:8 Seq '- c|    - d'",
        "21:7-21:8 Sca 'c'",
        "22:7-22:8 Sca 'd'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "012",
        "0o17",
        "0x1F",
        "1_000",
        "1e3",
        "2024-01-05",
        "12:30",
        "1:30:00",
        ".nan",
        "=",
        "True",
        "-5",
    ],
)
def test_no_text_turns_into_something_else(text: str, loader: Loader) -> None:
    node = tree(f"a: {text}\n{text}: b\n", loader)
    assert node.get("a").value == text
    assert node.keys() == ("a", text)


@pytest.mark.parametrize(
    ("text", "is_null"),
    [
        ("", True),
        ("~", True),
        ("null", True),
        ("Null", True),
        ("NULL", True),
        ("nULL", False),
        ("''", False),
        ('"null"', False),
        ("none", False),
    ],
)
def test_null_is_what_is_left_out(text: str, *, is_null: bool, loader: Loader) -> None:
    assert tree(f"a: {text}\n", loader).get("a").is_null is is_null


def test_styles(loader: Loader) -> None:
    items = tree("- a\n- 'a'\n- \"a\"\n- |\n  a\n- >\n  a\n", loader).items
    assert [item.style for item in items] == [Style.PLAIN, Style.QUOTED, Style.QUOTED, Style.BLOCK, Style.BLOCK]


@pytest.mark.parametrize(
    "text", ["--- # 甲\na: 1\n... # 乙\n", "---\na: 1\n", "a: 1\n...\n", "\n\n# 甲\na: 1\n# 乙", "? a\n: 1\n", "{a: 1}"]
)
def test_one_document_however_it_is_marked(text: str, loader: Loader) -> None:
    assert to_texts(tree(text, loader)) == {"a": "1"}


def test_punctuation_that_belongs_to_a_text_is_left_alone(loader: Loader) -> None:
    text = 'a: 甲：乙，丙、丁\nb: “通报”\nc: ["甲，乙"]\nd: http://x:1/\n"键：": -x\n'
    text += '-1: "\u3000全角"\ne: |\n  \u3000\u3000段首\n'
    assert list(to_texts(tree(text, loader)).values()) == [  # type: ignore[attr-defined]
        "甲：乙，丙、丁", "“通报”", ["甲，乙"], "http://x:1/", "-x", "\u3000全角", "\u3000\u3000段首\n",
    ]  # fmt: skip


def test_looking_up() -> None:
    node = tree("b: 1\na: 2\n")
    assert node.keys() == ("b", "a")
    assert [key.value for key, _ in node.entries] == ["b", "a"]
    assert node.get("a").value == "2"
    assert node.key_node("a").span.start_line == 2
    assert node.get("c") is None
    assert node.key_node("c") is None


def test_the_limits_can_be_reached(loader: Loader) -> None:
    assert tree("[" * 64 + "]" * 64, loader)
    assert tree("- " * 64 + "x", loader)
    assert tree("a: " + "甲" * 65_536, loader)
    assert tree("k" * 1024 + ": 1", loader)


def test_trees_are_immutable_values(loader: Loader) -> None:
    node = tree(PACK, loader)
    again = pickle.loads(pickle.dumps(node))  # noqa: S301 - our own bytes
    assert again == node == copy.deepcopy(node)
    assert again.get("measures").span.text == node.get("measures").span.text
    assert hash(again) == hash(node)
    scalar = node.get("measures").get("通报").get("rank")
    for part, name in ((scalar, "value"), (node, "source"), (node.get("measures").get("约谈"), "items")):
        with pytest.raises(AttributeError):
            setattr(part, name, None)
    assert scalar == ScalarNode("1", Style.PLAIN, scalar.source, scalar.start, scalar.end)
    assert {type(scalar), type(node)} == {ScalarNode, MappingNode}


def test_a_tree_names_its_source_and_pack() -> None:
    source = Source("ladder.yaml", "a: 1", "henan_2016")
    root, _ = read_yaml(source)
    assert root is not None
    assert root.span.source is source
    assert root.span.source.pack == "henan_2016"


def test_the_repr_of_a_tree_does_not_hold_the_whole_text() -> None:
    assert len(repr(tree("a: 1 # " + "x" * 10_000))) < 400


def test_chinese_commas_are_ordinary_in_the_values_of_a_mapping_in_braces() -> None:
    root, found = read_yaml(Source("x.yaml", "- {title: 干扰、阻碍，等, cite: 2}\n"))
    assert found == []
    assert root is not None
    assert to_texts(root) == [{"title": "干扰、阻碍，等", "cite": "2"}]
