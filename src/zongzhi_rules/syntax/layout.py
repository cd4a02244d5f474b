"""The layout of a YAML text: the same tree and the same comments, written the way our packs are written.

Two blanks a level, also for lists under a key; flow style where the author wrote it and it fits into the line; one
blank line at most, and one before each section of a pack.  The order of keys stays; `order` sees to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING, Final

from wcwidth import wcswidth

from zongzhi_rules.syntax.comments import comments, leaves
from zongzhi_rules.syntax.json_reader import is_json
from zongzhi_rules.syntax.model import ANNEX, SECTIONS
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.written import block_lines, written, written_lines

if TYPE_CHECKING:
    from zongzhi_rules.syntax.comments import Comment

WIDEST: Final = 120
"""Cells of a line up to which flow style stays; a Chinese character takes two."""

_STEP = 2
_SECTIONS = {"pack", "changes", "given", "cases", *SECTIONS, *ANNEX}
_PUNCTUATION = re.compile(r"[ \t:,\[\]{}]*")
_COLON = re.compile(r"\s*:")
_NOTHING_BEFORE = re.compile(r"[ \t?-]*")


def laid_out(root: Node) -> str:
    """Return the text of a tree in our layout; a JSON text stays as it is."""
    return root.source.text if is_json(root.source) else _Printer(root).printed()


def same_meaning(one: Node, other: Node, *, keys_in_order: bool = True) -> bool:
    """Whether two trees hold the same data however they are written; the keys in one order, unless told otherwise."""
    return _meaning(one, keys_in_order=keys_in_order) == _meaning(other, keys_in_order=keys_in_order)


def _meaning(node: Node, *, keys_in_order: bool) -> object:
    if isinstance(node, ScalarNode):
        return node.value, type(to_plain(node))
    if isinstance(node, SequenceNode):
        return [_meaning(item, keys_in_order=keys_in_order) for item in node.items]
    entries = [(key.value, _meaning(value, keys_in_order=keys_in_order)) for key, value in node.entries]
    return (entries if keys_in_order else dict(entries)), "mapping"


def is_flow(node: Node) -> bool:
    """Whether a collection is written in brackets; an empty one cannot be written otherwise."""
    return not isinstance(node, ScalarNode) and (node.last is None or node.source.text[node.start] in "[{")


def _first(node: Node) -> int:
    """Return the offset of the first scalar; of an empty collection its end."""
    leaf = next(leaves(node), None)
    return node.end if leaf is None else leaf.start


def in_line(node: Node) -> str:
    """Return a node in flow style."""
    if isinstance(node, ScalarNode):
        return written(node)
    if isinstance(node, SequenceNode):
        return f"[{', '.join(in_line(item) for item in node.items)}]"
    return f"{{{', '.join(_entry(key, value) for key, value in node.entries)}}}"


def _entry(key: ScalarNode, value: Node) -> str:
    """Return an entry in flow style; a key without a colon, perhaps a text cut at its comma, stays without."""
    if value.end == value.start and not _COLON.match(key.source.text, key.end):
        return written(key)
    return f"{written(key)}: {in_line(value)}"


class _Printer:
    """Writes line after line; comments wait in a queue until what they stand before or behind is written."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._source = root.source
        self._lines: list[str] = []
        self._dashes = ""  # of list items whose first line is still to come
        self._fresh = True  # no blank line here: the start of the text or of a collection
        found = comments(root)
        self._places = [comment.offset for comment in found]
        self._waiting: deque[Comment] = deque(found)

    def printed(self) -> str:
        """Return the text."""
        self._before(_first(self._root), self._root.start, 0)
        self._node(self._root, 0, "", len(self._source.text), 0)
        while self._waiting:
            self._comment(self._waiting.popleft(), 0)
        return "\n".join(self._lines) + "\n"

    def _node(self, node: Node, indent: int, lead: str, limit: int, outer: int, end: int | None = None) -> None:  # noqa: PLR0913, PLR0917
        """Write a node behind `lead` (its key with a colon, or nothing); `end` is where the key ends.

        `limit` is the offset of what comes next, `outer` the column of the collection around it.
        """
        if isinstance(node, ScalarNode):
            self._scalar(node, indent, lead, end)
        elif is_flow(node) and (line := self._flow(node, indent, lead)) is not None:
            self._line(indent, f"{lead} {line}".lstrip(), node.end)
        else:
            behind = self._is_behind(node.end) if is_flow(node) else False  # speaks of the whole, not of its last item
            if lead:
                self._line(indent, lead, node.end if behind else node.start if end is None else end)
                self._fresh = True
            elif behind:
                self._comment(self._waiting.popleft(), len(self._dashes) - len(self._dashes.lstrip()))
            self._block(node, indent + _STEP if lead else indent, limit, outer)

    def _flow(self, node: Node, indent: int, lead: str) -> str | None:
        """Return a collection in one line if it fits and holds no comment."""
        inside = bisect_left(self._places, node.start) < bisect_left(self._places, node.end)
        line = None if inside else in_line(node)
        if line is None or (node.last is not None and indent + _cells(f"{lead} {line}".lstrip()) > WIDEST):  # type: ignore[union-attr]
            return None
        return line

    def _block(self, node: SequenceNode | MappingNode, indent: int, limit: int, outer: int) -> None:
        column = self._source.position(node.start)[1]
        if isinstance(node, MappingNode):
            starts = [key.start for key, _ in node.entries]
            for (key, value), following in zip(node.entries, [*starts[1:], limit], strict=True):
                in_line = isinstance(value, ScalarNode) or self._is_one_line(value, indent, written(key))
                before = _first(value) if in_line and value.end > value.start else key.start
                self._before(before, key.start, indent, section=node is self._root and key.value in _SECTIONS)
                self._node(value, indent, f"{written(key)}:", following, column, key.end)
        else:
            starts = [_first(item) for item in node.items]
            for item, start, following in zip(node.items, starts, [*starts[1:], limit], strict=True):
                self._before(start, item.start, indent)
                self._dashes = (self._dashes or " " * indent) + "- "
                self._node(item, indent + _STEP, "", following, column)
        self._after(node, indent, limit, column, outer)

    def _is_one_line(self, node: Node, indent: int, key: str) -> bool:
        return is_flow(node) and self._flow(node, indent, f"{key}:") is not None

    def _before(self, limit: int, start: int, indent: int, *, section: bool = False) -> None:
        """Write the comments up to an offset, for what starts at `start`, and the blank lines."""
        if self._dashes:  # written before the dash
            return
        above = []
        while self._waiting and self._waiting[0].offset < limit:
            above.append(self._waiting.popleft())
        blank = self._blank_above(start)
        if section and not blank and not any(one.alone and self._blank_above(one.offset) for one in above):
            self._blank()
        for comment in above:
            self._comment(comment, indent)
        if blank:
            self._blank()

    def _after(self, node: Node, indent: int, limit: int, column: int, outer: int) -> None:
        """Write the comments at the end of a collection: those that are indented like it."""
        flow = is_flow(node)
        while self._waiting and self._waiting[0].offset < (min(limit, node.end) if flow else limit):
            comment = self._waiting[0]
            if not flow and not (comment.alone and comment.column >= column and comment.column > outer):
                return
            self._comment(self._waiting.popleft(), indent)

    def _scalar(self, node: ScalarNode, indent: int, lead: str, end: int | None) -> None:
        if node.style is Style.BLOCK and (block := block_lines(node, indent + (_STEP if lead else 0))) is not None:
            self._line(indent, f"{lead} {block[0]}".lstrip(), node.start + len(block[0]))
            self._lines += block[1:]
            return
        first, *more = written_lines(node)
        for line in [f"{lead} {first}".strip(), *(line and " " * (_STEP if lead else 0) + line for line in more)][:-1]:
            self._line(indent, line, None)
        last = more[-1] if more else first
        last = " " * _STEP + last if more and lead else last if more else f"{lead} {last}".strip()
        self._line(indent, last, end if end is not None and node.end <= node.start else node.end)

    def _line(self, indent: int, content: str, end: int | None) -> None:
        """Write a line that ends at an offset, with the comment behind it."""
        line = (self._dashes or " " * indent) + content
        self._dashes, self._fresh = "", False
        if end is not None and self._is_behind(end):
            line = f"{line.rstrip()} {self._waiting.popleft().text}"
        self._lines.append(line.rstrip())

    def _is_behind(self, end: int) -> bool:
        """Whether the next comment stands behind what ends there, in its line."""
        if not self._waiting or self._waiting[0].alone or self._waiting[0].offset < end:
            return False
        return _PUNCTUATION.fullmatch(self._source.text, end, self._waiting[0].offset) is not None

    def _comment(self, comment: Comment, indent: int) -> None:
        if comment.alone and self._blank_above(comment.offset):
            self._blank()
        self._lines.append(" " * indent + comment.text)
        self._fresh = False

    def _blank(self) -> None:
        if not self._fresh and self._lines[-1]:
            self._lines.append("")

    def _blank_above(self, offset: int) -> bool:
        """Whether what starts at an offset starts its line, and the line above is blank."""
        line = self._source.position(offset)[0]
        begin = self._source.offset(line, 1)
        starts_line = _NOTHING_BEFORE.fullmatch(self._source.text, begin, offset)
        return starts_line is not None and line > 1 and not self._source.line(line - 1).strip()


def _cells(line: str) -> int:
    """Return the cells of a line; characters without a width count one."""
    width = wcswidth(line)
    return len(line) if width < 0 else width
