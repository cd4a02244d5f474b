from __future__ import annotations

from typing import Any

import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from zongzhi_rules.diagnostics import Diagnostic, Severity, Source, render_diagnostics
from zongzhi_rules.syntax.json_reader import is_json
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style
from zongzhi_rules.syntax.yaml_reader import Loader, read_yaml

LOADERS: dict[Loader, type[Any]] = {yaml.SafeLoader: yaml.BaseLoader}
if yaml.__with_libyaml__:
    LOADERS[yaml.CSafeLoader] = yaml.CBaseLoader

# Pieces from which texts that mean something to YAML are likely to come.
MARKS = (
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    '"',
    "'",
    "|",
    ">-\n",
    " #c",
    "\\",
    "~",
    "---",
    "...",
    "<<",
    "%",
)
WORDS = ("a", "b", "通报", "😀", "1", "x y", '"a"', "'b'", "\n", "\n", "\n  ", "\n  ", "\n    ", "\r\n", " ")
HOSTILE = (
    "\t",
    "&a ",
    "*a",
    "!t ",
    "@",
    "`",
    "：",
    "，",
    "“",
    "\u3000",
    "\x00",
    "\x1b",
    "\u202e",
    "\u2028",
    "\ufeff",
    '"\\ud83d"',
    '"\\x1b"',
)
TIDY = st.lists(st.sampled_from(MARKS + WORDS + WORDS), max_size=16).map("".join)
WILD = st.lists(st.sampled_from(MARKS + WORDS + HOSTILE), max_size=16).map("".join)

KEYS = st.lists(
    st.sampled_from(["a", "b c", "通报", '"甲：乙"', "'d'", "1", "no", "😀"]), min_size=1, max_size=3, unique=True
)
SCALARS = st.sampled_from(
    ["a", "通报，甲", "x y", "no", "~", "", '"a: \\u4e2d\\n"', "'it''s'", "“x”", "a#b", "-1", "http://x"]
)
FLOWS = st.sampled_from(["[]", "{}", "[a, 通报, ]", "{a: 1, 'b': [c], d: }", "[a: 1, {b: c}]", "[\n    a,\n    b]"])
ENDS = st.sampled_from(["", "", "", "  ", " # 注", "\n", "\n# 注\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Write a document that YAML takes, in any of the ways that people write them."""

    def after_mark(indent: int, depth: int) -> str:
        """Return what stands behind `key:` or `-`."""
        inner = " " * (indent + draw(st.integers(1, 3)))
        match draw(st.integers(0, 6 if depth else 3)):
            case 0 | 1:
                return f" {draw(SCALARS)}{draw(ENDS)}\n"
            case 2:
                return f" {draw(FLOWS)}{draw(ENDS)}\n"
            case 3:
                return f" {draw(st.sampled_from(['|', '>', '|-', '>+']))}\n{inner}第一行 # 文\n\n{inner}  b: 二\n"
            case _:
                return f"{draw(ENDS)}\n{block(inner, depth - 1)}"

    def block(pad: str, depth: int) -> str:
        if draw(st.booleans()):
            return "".join(f"{pad}{key}:{after_mark(len(pad), depth)}" for key in draw(KEYS))
        return "".join(f"{pad}-{after_mark(len(pad), depth)}" for _ in range(draw(st.integers(1, 3))))

    text = draw(st.sampled_from(["", "# 注\n\n", "--- # 注\n"])) + block("", 3)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def read(text: str, loader: Loader) -> tuple[Node | None, list[Diagnostic]]:
    source = Source("x.yaml", text)
    root, found = read_yaml(source, loader=loader)
    assert (root is None) == any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    for diagnostic in found:
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)
        assert 1 <= diagnostic.span.start_line <= source.line_count
    render_diagnostics(found, "zh")
    return root, found


def data(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [data(item) for item in node.items]
    return {key.value: data(value) for key, value in node.entries}


def nodes(node: Node) -> list[Node]:
    parts: list[Node] = []
    if isinstance(node, SequenceNode):
        parts = list(node.items)
    if isinstance(node, MappingNode):
        parts = [part for entry in node.entries for part in entry]
    return [node, *(below for part in parts for below in nodes(part))]


@given(st.text(max_size=40) | WILD)
def test_any_text_is_a_tree_or_diagnostics(text: str) -> None:
    for loader in LOADERS:
        read(text, loader)


@given(documents() | TIDY)
@example("a: |\n  x\n\n\n")
@example("- ? a\n  : b\n-\n- [a, b: c]\n")
def test_what_is_read_is_what_yaml_says(text: str) -> None:
    assume(not is_json(Source("x.yaml", text)))
    for loader, base in LOADERS.items():
        root, _ = read(text, loader)
        if root is not None:
            assert data(root) == yaml.load(text, Loader=base)  # noqa: S506 - it constructs texts only


@given(documents())
def test_a_document_that_yaml_takes_is_taken(text: str) -> None:
    for loader in LOADERS:
        root, found = read(text, loader)
        assert root is not None
        assert found == []


@given(documents() | TIDY)
def test_every_node_spans_what_it_is_written_with(text: str) -> None:
    for loader in LOADERS:
        root, _ = read(text, loader)
        for node in nodes(root) if root is not None else ():
            _check_span(node)


def _check_span(node: Node) -> None:
    written = node.span.text
    if isinstance(node, ScalarNode):
        if node.style is Style.PLAIN:
            assert written.split() == node.value.split()
        else:
            assert written[0] in ('"', "'") if node.style is Style.QUOTED else written[0] in "|>"
            assert written[0] not in "\"'" or yaml.safe_load(written) == node.value
        return
    parts = nodes(node)[1:]
    assert all(node.start <= part.start <= part.end <= node.end for part in parts)
    assert written[:1] in "[{" or node.end == max(part.end for part in parts)


@given(documents() | TIDY)
def test_both_parsers_say_the_same(text: str) -> None:
    assume(len(LOADERS) > 1)
    assume("|#" not in text.replace(" ", "") and ">#" not in text.replace(" ", ""))  # only libyaml lets these pass
    (one, _), (other, _) = (read(text, loader) for loader in LOADERS)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        for here, there in zip(nodes(one), nodes(other), strict=True):
            assert here == there or data(here) in ("", data(there))  # a value left out may stand a little later


@given(
    st.recursive(
        st.text(st.sampled_from("ab通 :#-'\"\\\n，：！~[]{}"), max_size=12),
        lambda below: (
            st.lists(below, max_size=4) | st.dictionaries(st.text("ab通:- ", min_size=1, max_size=6), below, max_size=4)
        ),
        max_leaves=12,
    ).filter(lambda value: isinstance(value, (list, dict))),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from([None, True, False]),
)
def test_what_was_dumped_is_read(value: object, style: str | None, flow: bool | None) -> None:  # noqa: FBT001
    text = yaml.safe_dump(value, default_style=style, default_flow_style=flow, allow_unicode=True)
    assume(not is_json(Source("x.yaml", text)))
    for loader in LOADERS:
        root, found = read(text, loader)
        if root is None:  # the dumper leaves out quotes where we ask for them
            assert {diagnostic.code for diagnostic in found} <= {"ZR128", "ZR129", "ZR130", "ZR137", "ZR143"}
        else:
            assert data(root) == value


@given(
    st.lists(
        st.sampled_from(["a: 1", "b: &x 2", "c: *x", "a: 3", "d: !t 4", "<<: 5", "e: [甲，乙]", "\u200bf: 6", "g: 7"])
    )
)
def test_all_that_is_wrong_is_found_in_one_pass(lines: list[str]) -> None:
    seen: set[str] = set()
    expected = 0
    for line in lines:
        key = line.split(":")[0]
        expected += (key in seen and key != "<<") + sum(mark in line for mark in ("&", "*", "!", "<<", "，", "\u200b"))
        seen.add(key)
    root, found = read_yaml(Source("x.yaml", "\n".join(lines)))
    assume(lines)
    assert len(found) == expected
    assert (root is None) == (expected > 0)
