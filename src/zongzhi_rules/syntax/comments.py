"""The comments of a YAML text, which no tree holds, in the order written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.syntax.nodes import Node, ScalarNode, SequenceNode, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.diagnostics import Source

_COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its `#` to the end of the line.

    Attributes:
        text: the characters, blanks at the end removed.
        offset: of its `#`.
        column: of its `#`, from 1.
        alone: whether nothing stands before it in its line.
    """

    text: str
    offset: int
    column: int
    alone: bool


def comments(root: Node) -> list[Comment]:
    """Return the comments around and in a tree: each `#` that belongs to no scalar starts one."""
    source = root.source
    found: list[Comment] = []
    last = 0
    for leaf in leaves(root):
        found += _between(source, last, leaf.start)
        last = max(last, leaf.end)
        if leaf.style is Style.BLOCK:  # one may stand behind the `|`
            header = _HEADER.match(source.text, leaf.start)
            line_end = source.text.find("\n", leaf.start, leaf.end)
            if header is not None and line_end > 0:
                found += _between(source, header.end(), line_end)
    return [*found, *_between(source, last, len(source.text))]


def leaves(node: Node) -> Iterator[ScalarNode]:
    """Yield the scalars of a tree, keys among them, in the order written."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from leaves(item)
    else:
        for key, value in node.entries:
            yield key
            yield from leaves(value)


def _between(source: Source, start: int, end: int) -> Iterator[Comment]:
    for match in _COMMENT.finditer(source.text, start, end):
        line, column = source.position(match.start())
        before = source.text[source.offset(line, 1) : match.start()]
        yield Comment(match[0].rstrip(), match.start(), column, not before.strip())
