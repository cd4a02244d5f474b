"""Holds a user's copy of a text against a pack: which articles are those encoded, which differ or are missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zongzhi_rules.official_text.normal import digest
from zongzhi_rules.official_text.split import split

if TYPE_CHECKING:
    from zongzhi_rules.ir.pack import Pack


class ArticleState(StrEnum):
    """What became of an article."""

    MATCHES = "matches"
    DIFFERS = "differs"
    MISSING = "missing"
    UNKNOWN = "unknown"
    """The copy has it, the pack stores no digest for it."""


@dataclass(frozen=True, slots=True)
class BoundArticle:
    """An article with what became of it; `text` and `line` are those of the copy, None where it is missing."""

    number: int
    state: ArticleState
    text: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class TextBinding:
    """A copy of an instrument's text held against the digests of its pack."""

    instrument: str
    articles: tuple[BoundArticle, ...]

    @property
    def complete(self) -> bool:
        """Whether every article matches."""
        return bool(self.articles) and all(one.state is ArticleState.MATCHES for one in self.articles)

    def text_of(self, article: int) -> str | None:
        """Return the text of an article that matches; another text is none to show beside a rule."""
        for one in self.articles:
            if one.number == article and one.state is ArticleState.MATCHES:
                return one.text
        return None


def bind_text(pack: Pack, text: str) -> TextBinding:
    """Hold a copy of the text of the pack's own instrument against the digests that the pack stores."""
    instrument = pack.instrument
    stored = {one.cite.article: one.sha256 for one in pack.digests if one.cite.instrument == instrument.id}
    most = max([instrument.articles or 0, *stored]) or None

    def known(number: int, article: str) -> bool:
        return number in stored and digest(article) == stored[number]

    found = {article.number: article for article in split(text, instrument.numbering, most, known)}
    articles = []
    for number in sorted(set(stored) | set(found)):
        article = found.get(number)
        if article is None:
            articles.append(BoundArticle(number, ArticleState.MISSING, None, None))
            continue
        matching = next((one for one in article.candidates() if known(number, one)), None)
        state = ArticleState.DIFFERS if number in stored else ArticleState.UNKNOWN
        if matching is not None:
            state = ArticleState.MATCHES
        articles.append(BoundArticle(number, state, matching or article.text, article.line))
    return TextBinding(instrument.id, tuple(articles))
