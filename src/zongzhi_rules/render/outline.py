"""Text in sections before it is laid out: lines with a depth, a mark and a tone, which a terminal may colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from zongzhi_rules.diagnostics.visible import visible
from zongzhi_rules.render.wrap import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

Tone = Literal["plain", "heading", "strong", "aside", "warning"]

WIDTH: Final = 88
"""Cells in a line where nothing else is asked for."""
NARROWEST: Final = 40

_STEP = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.  `mark` stands before it; what does not fit on a line goes on below the text, not the mark."""

    text: str
    depth: int = 0
    mark: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole text: what stands above the sections, the sections, what stands below."""

    opening: tuple[Line, ...]
    sections: tuple[Section, ...]
    closing: tuple[Line, ...]

    def laid_out(self, width: int = WIDTH) -> Iterator[tuple[str, Tone]]:
        """Yield the lines as printed, each with its tone.  Nothing unsafe to print gets through."""
        width = max(width, NARROWEST)
        for line in self.opening:
            yield from _laid(line, width, 0)
        for number, section in enumerate(self.sections):
            if number or self.opening:
                yield "", "plain"
            yield visible(section.heading), "heading"
            for line in section.lines:
                yield from _laid(line, width, 1)
        if self.closing and (self.opening or self.sections):
            yield "", "plain"
        for line in self.closing:
            yield from _laid(line, width, 0)

    def text(self, width: int = WIDTH) -> str:
        """Return the text without colours, each line ended by a line break."""
        return "".join(f"{line}\n" for line, _ in self.laid_out(width))


def _laid(line: Line, width: int, deeper: int) -> Iterator[tuple[str, Tone]]:
    indent = _STEP * (line.depth + deeper)
    first = f"{indent}{line.mark} " if line.mark else indent
    room = width - cells(first)
    for number, part in enumerate(wrap(visible(line.text), room)):
        yield (first if number == 0 else " " * cells(first)) + part, line.tone
