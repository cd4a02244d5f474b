"""Punctuation that looks like YAML's and is not: full-width forms, and marks without the space that makes them marks.

YAML takes them for text and says nothing, so only plain scalars are concerned: in quotes they are meant.
"""

from __future__ import annotations

import re

from zongzhi_rules.diagnostics import Diagnostic, Span, diagnose
from zongzhi_rules.syntax.nodes import ScalarNode, Style

FULL_WIDTH_COLON = "："
NO_COMMAS = "，、；;"  # what authors part items with, and YAML does not
_WIDE_BRACKETS = {"\uff3b": "[", "【": "[", "\uff5b": "{"}
FULL_WIDTH_QUOTES = "“”‘’「」『』\uff02\uff07"
WIDE_SPACES = frozenset(("\u3000", "\u00a0"))
_SUSPECT_KEY = re.compile(f"^[{FULL_WIDTH_QUOTES}]|^-(?!\\d)|{FULL_WIDTH_COLON}")
_COMMA = re.compile(f"[{NO_COMMAS}]")
_ITEM = re.compile(r"-[^\s\d-]")
_MISSING_SPACE = re.compile(r"[^\s:/]+:(?=[^\s:/])")


def suspect_key(key: ScalarNode) -> Diagnostic | None:
    """Say what makes a plain key unlikely to be one."""
    match = _SUSPECT_KEY.search(key.value)
    if match is None:
        return suspect_start(key)
    mark = match[0]
    place = _place(key, mark)
    if mark == FULL_WIDTH_COLON:
        return diagnose("ZR128", place)
    return diagnose("ZR137" if mark == "-" else "ZR130", place, mark=mark)


def suspect_start(node: ScalarNode) -> Diagnostic | None:
    """Say that a plain scalar starts with a space that is not YAML's."""
    return diagnose("ZR113", _place(node, node.value[0])) if node.value[:1] in WIDE_SPACES else None


def suspect_in_flow(node: ScalarNode) -> Diagnostic | None:
    """Say that a plain item of `[ ]`, or a plain key in `{ }`, holds a mark that parts items in Chinese."""
    match = _COMMA.search(node.value)
    return diagnose("ZR129", _place(node, match[0]), mark=match[0]) if match else None


def misread_collection(node: ScalarNode) -> Diagnostic | None:
    """Say why a plain text is one where a mapping or a list was meant: a full-width colon, or a mark without its space.

    For callers that wanted a collection and found a text; None if nothing points that way.
    """
    if node.style is not Style.PLAIN:
        return None
    if bracket := wide_bracket(node):
        return bracket
    if FULL_WIDTH_COLON in node.value:
        return diagnose("ZR128", _place(node, FULL_WIDTH_COLON))
    if _MISSING_SPACE.match(node.value):
        return diagnose("ZR137", _place(node, ":"), mark=":")
    if _ITEM.match(node.value):
        return diagnose("ZR137", _place(node, "-"), mark="-")
    return None


def wide_bracket(node: ScalarNode) -> Diagnostic | None:
    """Say that a plain text starts with a full-width bracket; for callers to whom one of YAML's would have served."""
    mark = node.value[:1]
    bracket = _WIDE_BRACKETS.get(mark)
    return None if bracket is None else diagnose("ZR156", _place(node, mark), mark=mark, bracket=bracket)


def _place(node: ScalarNode, mark: str) -> Span:
    """Return the span of the first such mark of a plain scalar."""
    offset = node.source.text.find(mark, node.start, node.end)
    return node.span if offset < 0 else node.source.span(offset, offset + 1)
