"""Slips in the punctuation that explain why data are not what a model wants; for whoever reports the mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.syntax.nodes import MappingNode, ScalarNode
from zongzhi_rules.syntax.plain import node_at
from zongzhi_rules.syntax.punctuation import misread_collection

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.syntax.nodes import Node
    from zongzhi_rules.syntax.places import Place


def misread_group(root: Node, place: Place) -> Diagnostic | None:
    """Say why a text stands where a group of fields or a list was meant, if the punctuation explains it."""
    node = node_at(root, place.steps)
    return misread_collection(node) if isinstance(node, ScalarNode) else None


def cut_text(root: Node, place: Place) -> Diagnostic | None:
    """Say that a key without a value is the end of a text: `{title: 甲,乙}` has a key `乙`."""
    parent = node_at(root, place.steps[:-1]) if place.steps else root
    key = str(place.steps[-1]) if place.steps else ""
    is_cut = isinstance(parent, MappingNode) and is_cut_off(parent, key)
    return diagnose("ZR236", place.span(root), path=place.path, key=key) if is_cut else None


def is_cut_off(parent: MappingNode, key: str) -> bool:
    """Whether a key of a group in braces is the end of a text that a comma cut in two."""
    value = parent.get(key)
    if not isinstance(value, ScalarNode) or value.start != value.end or key.isascii():
        return False
    return parent.source.text[parent.start : parent.start + 1] == "{"
