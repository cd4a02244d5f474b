"""Diagnostics as text for a terminal or a pipe, with the place in the source shown.

A Chinese character takes two cells, so carets are laid out by cells, not by characters.  Nothing from the input
reaches the output as it is: what is not safe to print is written out.
"""

from __future__ import annotations

from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics.template import Severity
from zongzhi_rules.diagnostics.visible import is_safe, shortened, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zongzhi_rules.diagnostics.model import Diagnostic
    from zongzhi_rules.diagnostics.source import Span
    from zongzhi_rules.diagnostics.template import Language

_WIDEST_EXCERPT = 96  # cells
_CELLS_BEFORE = 32  # of them, before the span, when a line does not fit
_DOTS = "..."
_LONGEST_PATH = 120  # characters

_HEADINGS: dict[Language, dict[Severity, str]] = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"},
    "en": {severity: severity.value for severity in Severity},
}
_HELP: dict[Language, str] = {"zh": "建议：", "en": "help: "}
_COLON: dict[Language, str] = {"zh": "：", "en": ": "}

_BOLD, _BLUE, _PLAIN = "\x1b[1m", "\x1b[34m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}


def render_diagnostics(diagnostics: Iterable[Diagnostic], lang: Language, *, colour: bool = False) -> str:
    """Render several, a blank line between them; no line break at the end."""
    return "\n\n".join(render_diagnostic(diagnostic, lang, colour=colour) for diagnostic in diagnostics)


def render_diagnostic(diagnostic: Diagnostic, lang: Language, *, colour: bool = False) -> str:
    """Render one: heading, place, the line with carets under the span, related places, help.

    Args:
        diagnostic: what to render.
        lang: language of the message.
        colour: whether to add ANSI escapes for colour; for terminals only.
    """
    paint = _painted if colour else _unpainted
    severity = diagnostic.severity
    heading = paint(f"{_HEADINGS[lang][severity]}[{diagnostic.code}]", _COLOURS[severity])
    lines = [heading + paint(f"{_COLON[lang]}{diagnostic.message(lang)}", _BOLD)]
    spans = [span for span in (diagnostic.span, *(r.span for r in diagnostic.related)) if span is not None]
    margin = " " * max((len(str(span.start_line)) for span in spans if span.source.text), default=1)
    bar = paint(f"{margin} |", _BLUE)

    def show(span: Span, arrow: str, mark: str, note: str, tint: str) -> None:
        lines.append(paint(f"{margin}{arrow} ", _BLUE) + _location(span) + (note if mark == "^" else ""))
        if not span.source.text:
            return
        excerpt, underline = _excerpt(span, mark)
        number = str(span.start_line).rjust(len(margin))
        lines.extend([bar, f"{paint(f'{number} |', _BLUE)} {excerpt}".rstrip()])
        lines.append(f"{bar} {paint(underline + (f' {note}' if mark == '-' else ''), tint)}")

    path = shortened(visible(diagnostic.path), _LONGEST_PATH)
    if diagnostic.span is not None:
        show(diagnostic.span, "-->", "^", f" ({path})" if path else "", _COLOURS[severity])
    elif path:
        lines.append(paint(f"{margin}--> ", _BLUE) + path)
    for related in diagnostic.related:
        show(related.span, ":::", "-", related.message(lang), _BLUE)
    if any(span.source.text for span in spans):
        lines.append(bar)
    lines.append(f"{paint(f'{margin} =', _BLUE)} {paint(_HELP[lang], _BOLD)}{diagnostic.help(lang)}")
    return "\n".join(lines)


def _location(span: Span) -> str:
    name = visible(span.source.name)
    return f"{name}:{span.start_line}:{span.start_column}" if span.source.text else name


def _excerpt(span: Span, mark: str) -> tuple[str, str]:
    """Return the first line of a span and the marks to put under it, both at most `_WIDEST_EXCERPT` cells and dots."""
    line = span.source.line(span.start_line).rstrip()
    first = min(span.start_column - 1, len(line))
    last = span.end_column - 1 if span.end_line == span.start_line else len(line)
    start, end = _window(line, first)
    shown = [_shown(character) for character in line[start:end]]
    before, under = shown[: first - start], shown[first - start : max(last - start, 0)]
    opening = _DOTS if start > 0 else ""
    closing = _DOTS if end < len(line) else ""
    padding = " " * (len(opening) + _cells(before))
    return opening + "".join(shown) + closing, padding + mark * max(_cells(under), 1)


def _window(line: str, first: int) -> tuple[int, int]:
    """Return the part of a line to show around a character; characters far away are not even measured."""
    if len(line) <= _WIDEST_EXCERPT and _cells(map(_shown, line)) <= _WIDEST_EXCERPT:
        return 0, len(line)
    start = first - _fitting(line[max(first - _CELLS_BEFORE, 0) : first][::-1], _CELLS_BEFORE)
    taken = _cells(map(_shown, line[start:first]))
    return start, first + max(_fitting(line[first : first + _WIDEST_EXCERPT], _WIDEST_EXCERPT - taken), 1)


def _fitting(text: str, cells: int) -> int:
    """Return how many characters from the start fit."""
    widths = accumulate(_cells([_shown(character)]) for character in text)
    return len(list(takewhile(lambda width: width <= cells, widths)))


def _shown(character: str) -> str:
    """Return a character of an excerpt as it is printed; a tab takes four cells wherever it stands."""
    return character if is_safe(character) else "    " if character == "\t" else visible(character)


def _cells(pieces: Iterable[str]) -> int:
    from wcwidth import wcwidth  # noqa: PLC0415 - a slow import, which only the showing of a line needs

    return sum(max(wcwidth(character), 0) for piece in pieces for character in piece)


def _painted(text: str, code: str) -> str:
    return f"{code}{text}{_PLAIN}"


def _unpainted(text: str, _code: str) -> str:
    return text
