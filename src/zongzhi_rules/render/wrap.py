"""Breaks text into lines by cells: a Chinese character takes two, and a line may end after any of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wcwidth import wcwidth

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = r"\u2e80-\u9fff\u3000-\u303f\uff00-\uffef"
_PIECE = re.compile(rf" +|第\(?[零一二三四五六七八九十百千\d]+\)?[条款项点]|[{_WIDE}]|[^ {_WIDE}]+")
_NOT_FIRST = frozenset("，。；：、！？）》」』】〕…—)]")
_NOT_LAST = frozenset("（《「『【〔([")


NO_BREAK = "\u00a0"
"""A space that no line ends at; it is printed as an ordinary one."""


def cells(text: str) -> int:
    """Return how many cells a terminal needs for a text."""
    return sum(max(wcwidth(character), 0) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells; a piece that is longer stays whole."""
    lines: list[str] = []
    line = ""
    used = 0
    for piece in _unbroken(text):
        room = cells(piece)
        if line and used + room > width and piece.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if line or piece.strip():
            line += piece
            used += room
    lines.append(line.rstrip())
    return [one.replace(NO_BREAK, " ") for one in lines]


def _unbroken(text: str) -> Iterator[str]:
    """Yield the pieces between which a line may end."""
    pieces = _PIECE.findall(text)
    held = ""
    for piece, following in pairwise([*pieces, ""]):
        held += piece
        if piece[-1] in _NOT_LAST or (following and following[0] in _NOT_FIRST):
            continue
        yield held
        held = ""
    if held:
        yield held
