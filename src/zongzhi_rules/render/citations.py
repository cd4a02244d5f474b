"""Provisions in words: 第二十条第一款第(五)项, art. 20 para. 1(5)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from zongzhi_rules.render.numerals import chinese_numeral
from zongzhi_rules.render.wrap import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ir.base import Citation

_SPACE = NO_BREAK


def provision(cite: Citation, lang: Language, *, point: bool = False) -> str:
    """Return article, paragraph and item in words, without the instrument.  `point`: its text is numbered in points."""
    if lang == "zh":
        article = f"第{cite.article}点" if point else f"第{chinese_numeral(cite.article)}条"
        paragraph = f"第{chinese_numeral(cite.paragraph)}款" if cite.paragraph else ""
        item = f"第({chinese_numeral(cite.item)})项" if cite.item else ""
        return article + paragraph + item
    article = f"point{_SPACE}{cite.article}" if point else f"art.{_SPACE}{cite.article}"
    paragraph = f"{_SPACE}para.{_SPACE}{cite.paragraph}" if cite.paragraph else ""
    return f"{article}{paragraph}{f'({cite.item})' if cite.item else ''}"


class Text(Protocol):
    """What a citation needs of an instrument."""

    @property
    def id(self) -> str:
        """The id of its pack."""

    @property
    def short_title(self) -> str:
        """Its short title."""

    @property
    def numbering(self) -> str:
        """Whether it is numbered in articles or points."""


@dataclass(frozen=True, slots=True)
class Citer:
    """Puts citations into words.  A provision of `own` stands bare, one of another instrument with its short title."""

    packs: Sequence[Text]
    lang: Language
    own: str | None = None

    def __call__(self, cites: Iterable[Citation]) -> str:
        """Return the citations, those of one instrument together; empty where there are none."""
        groups = [
            self._instrument(instrument)
            + ("、" if self.lang == "zh" else ", ").join(self._provisions(group, instrument))
            for instrument, group in groupby(cites, key=lambda cite: cite.instrument)
        ]
        return ("；" if self.lang == "zh" else "; ").join(groups)

    def _provisions(self, cites: Iterable[Citation], instrument: str) -> Iterator[str]:
        """Yield each provision; in Chinese a further paragraph of an article stands without the article."""
        pack = self._pack(instrument)
        point = pack is not None and pack.numbering == "point"
        article = None
        group = tuple(cites)
        within = {one.article for one in group if one.paragraph or one.item}
        for cite in group:
            if cite.article in within and not cite.paragraph and not cite.item:
                continue  # the article as a whole says no more than its parts beside it
            text = provision(cite, self.lang, point=point)
            if self.lang == "zh" and cite.article == article and (cite.paragraph or cite.item):
                text = text.removeprefix(provision(cite.model_copy(update={"paragraph": None, "item": None}), "zh"))
            article = cite.article
            yield text

    def _instrument(self, name: str) -> str:
        if name == self.own:
            return ""
        pack = self._pack(name)
        title = f"《{pack.short_title}》" if pack is not None else name
        return title if self.lang == "zh" else f"{title} "

    def _pack(self, name: str) -> Text | None:
        return next((pack for pack in self.packs if pack.id == name), None)
