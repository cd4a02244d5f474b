"""From the tree to plain data, and from a path in the data back to the tree."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.diagnostics import Span

_WORDS: dict[str, object] = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_DIGITS = re.compile(r"[-+]?[0-9]+")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 64


def to_plain(node: Node) -> object:
    """Return case data: dicts, lists, text, numbers, truth values and None, by the core schema of YAML 1.2.

    A plain scalar is null (left out, `~`, `null`), a truth value (`true`, `false`), or a decimal number; the rest is
    text.  So `yes`, `no`, `on`, `off`, dates, `12:30` and `1_000` stay text.  So do numbers that data formats read in
    different ways or cannot hold: leading zeros (`012`), hexadecimal and octal, whole numbers of more than 18 digits,
    `.nan`, `.inf` and what overflows; where a number is wanted, the model that takes the data then refuses the text.
    What is in quotes or in a block is text.
    """
    if isinstance(node, ScalarNode):
        return _typed(node.value) if node.style is Style.PLAIN else node.value
    if isinstance(node, SequenceNode):
        return [to_plain(item) for item in node.items]
    return {key.value: to_plain(value) for key, value in node.entries}


def to_texts(node: Node) -> object:
    """Return pack data: dicts, lists, text, and None for null.  The pack language types a text by its place."""
    if isinstance(node, ScalarNode):
        return None if node.is_null else node.value
    if isinstance(node, SequenceNode):
        return [to_texts(item) for item in node.items]
    return {key.value: to_texts(value) for key, value in node.entries}


def node_at(root: Node, path: Sequence[str | int]) -> Node:
    """Return the node at a path of keys and indices; where the path leaves the tree, the last node on it."""
    node = root
    for step in path:
        below = _child(node, step)
        if below is None:
            return node
        node = below
    return node


def key_span(root: Node, path: Sequence[str | int]) -> Span | None:
    """Return the place of the key that a path ends with; None if it ends with an index or leaves the tree."""
    if not path:
        return None
    parent: Node | None = root
    for step in path[:-1]:
        parent = _child(parent, step) if parent is not None else None
    key = parent.key_node(str(path[-1])) if isinstance(parent, MappingNode) else None
    return key.span if key is not None else None


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return node.get(str(step))
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def _typed(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _DIGITS.fullmatch(text):
        return int(text) if _INTEGER.fullmatch(text) else text
    if _DECIMAL.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return None if text in ("", "~", "null", "Null", "NULL") else text
