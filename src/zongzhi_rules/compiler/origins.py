"""Where a node of the syntax tree was written, as plain data for the representation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.ir.base import Origin

if TYPE_CHECKING:
    from zongzhi_rules.syntax.nodes import Node


def origin_of(node: Node) -> Origin:
    """Return pack, file, line and column of a node."""
    span = node.span
    return Origin.model_construct(
        pack=span.source.pack or "",
        file=span.source.name,
        line=span.start_line,
        column=span.start_column,
    )
