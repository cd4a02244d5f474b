"""Texts and places in them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A text as its author sees it.

    Lines and columns count from 1, columns in characters (code points), as editors do.  LF, CR LF and CR end a line.
    A byte order mark is dropped, since editors do not count it.

    Attributes:
        name: what the user calls it, usually a path.
        text: the whole text; empty when there is none to show (a file that could not be read).
        pack: the pack that the file belongs to, if it belongs to one.
    """

    name: str
    text: str = field(repr=False)
    pack: str | None = None
    _line_starts: array[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.text.removeprefix("\ufeff"))
        starts = array("L", [0])
        starts.extend(match.end() for match in _LINE_BREAK.finditer(self.text))
        object.__setattr__(self, "_line_starts", starts)

    @property
    def line_count(self) -> int:
        """Number of lines; the empty one after a final line break counts."""
        return len(self._line_starts)

    def line(self, number: int) -> str:
        """Return a line without its line break; empty past the end."""
        if not 1 <= number <= self.line_count:
            return ""
        end = self._line_starts[number] if number < self.line_count else len(self.text)
        return self.text[self._line_starts[number - 1] : end].rstrip("\r\n")

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at an offset from 0."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column; the inverse of `position`."""
        return self._line_starts[line - 1] + column - 1

    def span(self, start: int, end: int) -> Span:
        """Return the span from one offset up to, not including, another."""
        return Span(self, *self.position(start), *self.position(end))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source; the end column is the one after the last character."""

    source: Source
    start_line: int
    start_column: int
    end_line: int
    end_column: int

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.source.offset(self.start_line, self.start_column)

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.source.offset(self.end_line, self.end_column)

    @property
    def text(self) -> str:
        """The characters themselves, as written."""
        return self.source.text[self.start : self.end]

    def __repr__(self) -> str:
        return f"Span({self.source.name}:{self.start_line}:{self.start_column}-{self.end_line}:{self.end_column})"
