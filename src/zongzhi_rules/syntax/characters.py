"""Characters that no text may hold: they command terminals, reorder what is read, or hide."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Span
from zongzhi_rules.syntax.findings import LARGEST_TEXT

if TYPE_CHECKING:
    from zongzhi_rules.syntax.findings import Findings

_MOST_REPORTED = 20  # a binary file has thousands; the rest says nothing new

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_HALVES = r"\ud800-\udfff"
_BIDIRECTIONAL = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# The first three are line breaks to YAML and to no editor, so lines would be counted differently.
_INVISIBLE = r"\x85\u2028\u2029\xad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"
UNSAFE = f"{_CONTROL}{_BIDIRECTIONAL}{_INVISIBLE}"
"""What stands between the brackets of a regular expression, in Python, Rust and ECMAScript alike.

Halves of surrogate pairs are left out: other languages have no texts with them.
"""
_UNSAFE = re.compile(f"[{UNSAFE}{_HALVES}]")

_PAIR = r"u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9A-Fa-f]{2}")
ESCAPE = re.compile(rf"\\(?:{_PAIR}|x[0-9A-Fa-f]{{0,2}}|u[0-9A-Fa-f]{{0,4}}|U[0-9A-Fa-f]{{0,8}}|.?)", re.DOTALL)
_HALF_PAIR = "ZR114"
_CODES = tuple(
    (re.compile(f"[{kind}]"), code)
    for kind, code in ((_CONTROL, "ZR110"), (_BIDIRECTIONAL, "ZR111"), (_INVISIBLE, "ZR112"), (_HALVES, _HALF_PAIR))
)


def unsafe_in(value: str) -> tuple[str, str] | None:
    """Return the code for the first unsafe character of a text, and the character as U+001B; None if there is none."""
    match = _UNSAFE.search(value)
    return None if match is None else (_code_of(match[0]), _shown(match[0]))


def half_of_a_pair(escape: str) -> str | None:
    """Return the half character, as U+D83D, that an escape stands for; None where it stands for something else."""
    return f"U+{escape[2:].upper()}" if _HALF.fullmatch(escape) else None


def readable_text(findings: Findings) -> str:
    """Report the unsafe characters of a source; return its text with each replaced by one that can be read.

    Raises:
        StopReadingError: there is no text, or too much.
    """
    source = findings.source
    if len(source.text) > LARGEST_TEXT:
        raise findings.stop("ZR104", Span(source, 1, 1, 1, 1), limit=LARGEST_TEXT // 1024)
    if not source.text.strip():
        raise findings.stop("ZR146", Span(source, 1, 1, 1, 1))
    if _UNSAFE.search(source.text) is None:
        return source.text
    for match in islice(_UNSAFE.finditer(source.text), _MOST_REPORTED):
        _report(match[0], source.span(*match.span()), findings)
    return _UNSAFE.sub("\ufffd", source.text)


def check_escaped(value: str, start: int, end: int, findings: Findings) -> None:
    """Report the first unsafe character that escapes put into a text in double quotes."""
    source = findings.source
    if source.text.find("\\", start, end) < 0:
        return
    match = _UNSAFE.search(value)
    if match is None:
        return
    if "\ud800" <= match[0] <= "\udfff":  # half of a pair: not a character
        halves = (escape for escape in ESCAPE.finditer(source.text, start, end) if _HALF.fullmatch(escape[0]))
        place = next(halves, None)
        if place is None:
            findings.report("ZR132", source.span(start, end))  # a whole pair, which is no escape of YAML
        else:
            _report(match[0], source.span(*place.span()), findings)
    else:
        _report(match[0], source.span(start, end), findings)


def _report(character: str, span: Span, findings: Findings) -> None:
    findings.report(_code_of(character), span, character=_shown(character))


def _code_of(character: str) -> str:
    return next(code for kind, code in _CODES if kind.match(character))


def _shown(character: str) -> str:
    return f"U+{ord(character):04X}"
