"""Splits a copy of an official text into its articles or points, whatever stands around it.

A copy may be a web page, or one part of a long document with other numbered lists.  Headings are lines that start
with 第…条, or with a number and a full stop for texts in points.  Of all that look like headings, those are taken that
best make the sequence 1, 2, 3 …: the longest one that rises; of equally long ones the one with more articles that are
known, then the one with fewest jumps.

Where an article ends can be seen where the next one follows: before the titles of a chapter that stand between.  Where
another text follows, or an article is missing, it can only be guessed; `Article.candidates` has the other guesses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.numerals import RUN, arabic
from zongzhi_rules.official_text.normal import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Numbering = Literal["article", "point"]

# A line may also begin with a reference that was wrapped onto it: 第某条所列, 第某条、第某条.
_REFERENCE = "(?!例|的|所列|所称|所规定|规定|第|至|到|和|与|、|及|或|以[上下内外])"
_PATTERNS: dict[Numbering, re.Pattern[str]] = {
    "article": re.compile(rf"第(\d{{1,4}}|{RUN.pattern})条{_REFERENCE}"),
    "point": re.compile(r"(\d{1,3})[.、](?!\d)"),
}
_PAGE = re.compile(r"[-—\d\s/]*|第\d+页.{0,10}|\d+/\d+")
_SENTENCE_END = re.compile(r"[。.;:!?][\"')]*$")
_LONGEST_HEADING = 60
_LONGEST_TITLE = 60
_MOST_CANDIDATES = 200
_HIGHEST = 1000


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it stands in the copy: its number, its text, and the line of its heading (from 1)."""

    number: int
    text: str
    line: int
    _lines: tuple[str, ...] = field(default=(), repr=False, compare=False)
    _ends: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def candidates(self) -> Iterator[str]:
        """Yield `text`, then what else may be the article where what follows it is no next article.

        Only whole lines are left out at the end, and only from a line on that is no sentence or looks like a heading.
        """
        yield self.text
        for end in self._ends:
            yield "\n".join(self._lines[:end])


@dataclass(frozen=True, slots=True)
class _Heading:
    number: int
    line: int


def split(
    text: str,
    numbering: Numbering,
    most: int | None = None,
    known: Callable[[int, str], bool] | None = None,
) -> tuple[Article, ...]:
    """Return the articles (or points) in the order of their numbers.

    Args:
        text: the copy.
        numbering: whether it has articles or points.
        most: the highest number that can occur.
        known: tells whether a text is that of the article of a number; of several that could be meant (a book may
            hold other instruments) it picks the right ones.
    """
    lines = text.splitlines()
    headings = list(_headings(lines, _PATTERNS[numbering], min(most or _HIGHEST, _HIGHEST)))
    weights = [False] * len(headings)
    if known is not None:
        weights = [known(one.number, one.text) for one in _articles(lines, headings, headings)]
    return tuple(_articles(lines, _best_chain(headings, weights), headings))


def _articles(lines: Sequence[str], chain: Sequence[_Heading], headings: Sequence[_Heading]) -> Iterator[Article]:
    """Yield what stands from each heading of a chain to the next one."""
    looks_like_one = {heading.line for heading in headings}
    for heading, after in zip(chain, (*chain[1:], None), strict=False):
        numbers = range(heading.line, len(lines) if after is None else after.line)
        own = [(stripped, number in looks_like_one) for number in numbers if (stripped := lines[number].strip())]
        line = heading.line + 1
        if after is not None and after.number == heading.number + 1:
            yield Article(heading.number, _until_next([text for text, _ in own]), line)
            continue
        texts = tuple(text for text, _ in own)
        ends = [end for end, (text, head) in enumerate(own) if end and (head or not _ends_a_sentence(text))]
        body = "\n".join(texts[: ends[0]] if ends else texts)
        yield Article(heading.number, body, line, texts, tuple(ends[1:_MOST_CANDIDATES]) + (len(texts),) * bool(ends))


def _headings(lines: Sequence[str], pattern: re.Pattern[str], most: int) -> Iterator[_Heading]:
    for number, line in enumerate(lines):
        head = line[:_LONGEST_HEADING]
        if head.strip() and (match := pattern.match(folded(head))):
            value = int(arabic(match[1]) if RUN.fullmatch(match[1]) else match[1])
            if 1 <= value <= most:
                yield _Heading(value, number)


def _best_chain(headings: Sequence[_Heading], known: Sequence[bool]) -> list[_Heading]:
    """Return the rising chain with the most headings, then the most known ones, then the most steps in sequence."""
    best: list[tuple[int, int, int, int]] = []  # of the chains that end with each heading, and the heading before
    upto = _Maxima(max((one.number for one in headings), default=0))
    for index, heading in enumerate(headings):
        ways = [(0, 0, int(heading.number == 1), -1)]
        if (before := upto.below(heading.number)) is not None:
            ways.append((*best[before][:3], before))
        if index and headings[index - 1].number == heading.number - 1:
            length, matches, steps, _ = best[index - 1]
            ways.append((length, matches, steps + 1, index - 1))
        length, matches, steps, source = max(ways, key=lambda way: way[:3])
        best.append((length + 1, matches + known[index], steps, source))
        upto.add(heading.number, best[index][:3], index)
    chain: list[_Heading] = []
    at = max(range(len(best)), key=lambda index: best[index][:3], default=-1)
    while at >= 0:
        chain.append(headings[at])
        at = best[at][3]
    return chain[::-1]


class _Maxima:
    """The best chain that ends below a number: a binary indexed tree, so that thousands of headings are no matter."""

    def __init__(self, most: int) -> None:
        self._best: list[tuple[tuple[int, int, int], int] | None] = [None] * (most + 1)

    def add(self, number: int, score: tuple[int, int, int], index: int) -> None:
        while number < len(self._best):
            found = self._best[number]
            if found is None or score > found[0]:
                self._best[number] = (score, index)
            number += number & -number

    def below(self, number: int) -> int | None:
        number -= 1
        best: tuple[tuple[int, int, int], int] | None = None
        while number > 0:
            found = self._best[number]
            if found is not None and (best is None or found[0] > best[0]):
                best = found
            number -= number & -number
        return None if best is None else best[1]


def _until_next(lines: Sequence[str]) -> str:
    """Return the lines of an article, up to the next one, without what pages put between the two.

    Page numbers can stand anywhere, titles at the end: short lines that are no sentence.
    """
    kept = [line for number, line in enumerate(lines) if not number or not _PAGE.fullmatch(folded(line))]
    for end in range(len(kept) - 1, 0, -1):
        if _ends_a_sentence(kept[end]) or len(kept[end]) > _LONGEST_TITLE:
            return "\n".join(kept[: end + 1])
    return "\n".join(kept[:1])


def _ends_a_sentence(line: str) -> bool:
    return _SENTENCE_END.search(folded(line[-_LONGEST_HEADING:])) is not None
