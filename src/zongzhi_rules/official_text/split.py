"""Splits a copy of an official text into its articles or points, whatever stands around it.

A copy may be a web page, or one part of a long document with other numbered lists.  Headings are lines that start
with 第…条, or with a number and a full stop for texts in points.  Of all that look like headings, those are taken that
best make the sequence 1, 2, 3 …: the longest one that rises, and of equally long ones the one with fewest jumps.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.official_text.numerals import RUN, number

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbering = Literal["article", "point"]

_ARTICLE = re.compile(rf"^\s*第\s*(\d+|{RUN.pattern})\s*条")
_POINT = re.compile(r"^\s*(\d{1,3})\s*[.、]")
_SENTENCE_END = re.compile(r"[。.;:!?][”’」』\"')]*$")
_MOST_HEADINGS = 5_000
_LONGEST_HEADING = 40
_IN_STEP = 1
_RISING = 1000


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it stands in the copy: its number, its text, and the line of its heading (from 1)."""

    number: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Heading:
    number: int
    line: int


def split(text: str, numbering: Numbering, most: int | None = None) -> tuple[Article, ...]:
    """Return the articles (or points) in the order of their numbers; `most` is the highest number that can occur.

    A text in which thousands of lines look like headings is none of this kind: it has no articles.
    """
    lines = text.splitlines()
    pattern = _ARTICLE if numbering == "article" else _POINT
    headings = [
        _Heading(_value(match[1]), number_of_line)
        for number_of_line, line in enumerate(lines)
        if (match := pattern.match(unicodedata.normalize("NFKC", line[:_LONGEST_HEADING])))
        and 1 <= _value(match[1]) <= (most or _RISING)
    ]
    if len(headings) > _MOST_HEADINGS:
        return ()
    chain = _best_chain(headings)
    ends = [heading.line for heading in chain[1:]] + [len(lines)]
    return tuple(
        Article(heading.number, _body(lines[heading.line : end]), heading.line + 1)
        for heading, end in zip(chain, ends, strict=True)
    )


def _value(numerals: str) -> int:
    return number(numerals) if RUN.fullmatch(numerals) else int(numerals)


def _best_chain(headings: Sequence[_Heading]) -> list[_Heading]:
    """Return the rising chain with the most headings; a step to the next heading and number counts more."""
    scores: list[int] = []
    before: list[int | None] = []
    for index, heading in enumerate(headings):
        best, source = _RISING + (_IN_STEP if heading.number == 1 else 0), None
        for earlier in range(index):
            if headings[earlier].number >= heading.number:
                continue
            in_step = earlier == index - 1 and headings[earlier].number == heading.number - 1
            score = scores[earlier] + _RISING + (_IN_STEP if in_step else 0)
            if score > best:
                best, source = score, earlier
        scores.append(best)
        before.append(source)
    if not scores:
        return []
    chain: list[_Heading] = []
    at: int | None = max(range(len(scores)), key=scores.__getitem__)
    while at is not None:
        chain.append(headings[at])
        at = before[at]
    return chain[::-1]


def _body(lines: Sequence[str]) -> str:
    """Return the lines of an article up to the first that is no sentence: a chapter's title, the foot of a page."""
    kept: list[str] = []
    for line in lines:
        stripped = line.strip()
        if not stripped:
            continue
        if kept and not _SENTENCE_END.search(unicodedata.normalize("NFKC", stripped)):
            break
        kept.append(stripped)
    return "\n".join(kept)
