"""Citations as written become data; each must name an instrument of the pack's own stack, and a number that it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.diagnostics import Label, suggest, suggest_named
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.numerals import RUN, in_digits
from zongzhi_rules.syntax.nodes import SequenceNode
from zongzhi_rules.syntax.scalars import CITATION, parse_citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.ir.pack import Instrument
    from zongzhi_rules.syntax.model import Header
    from zongzhi_rules.syntax.nodes import Node

Titles = Mapping[str, tuple[str, ...]]
"""Instruments by the ids of their packs, each with its short title and its title."""

_UNITS = {"article": Label("条", "article"), "point": Label("点", "point")}


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the numbers of an instrument go: what they count, and the last one where its header says."""

    numbering: Literal["article", "point"]
    last: int | None

    @classmethod
    def of(cls, text: Header | Instrument) -> Extent:
        """Return what a header, or the instrument made of it, says of its numbers."""
        return cls(text.numbering, text.articles)


def citations(
    written: Sequence[str],
    node: Node,
    own: str,
    known: Mapping[str, Extent],
    problems: Problems,
) -> tuple[Citation, ...]:
    """Return citations, and note those of an instrument that the pack does not rest on, or of a number that it lacks.

    Args:
        written: the texts; one without a pack cites `own`.
        node: where they stand, for the places of problems.
        own: the pack in whose file they stand.
        known: the pack and those that it rests on, by their ids.
        problems: where problems go.
    """
    found = []
    for index, text in enumerate(written):
        pack, article, paragraph, item = parse_citation(text)
        instrument = pack or own
        extent = known.get(instrument)
        place = node.items[index] if isinstance(node, SequenceNode) else node
        if extent is None:
            suggestions = suggest(instrument, known)
            problems.add("ZR448", place, instrument=instrument, suggestions=suggestions, known=tuple(known))
        elif extent.last is not None and article > extent.last:
            unit = _UNITS[extent.numbering]
            problems.add("ZR458", place, instrument=instrument, unit=unit, number=article, last=extent.last)
        found.append(Citation(instrument=instrument, article=article, paragraph=paragraph, item=item))
    return tuple(found)


_DIGITS = f"(?:[0-9]+|{RUN.pattern})"
_WRITTEN = re.compile(
    rf"(?P<name>.*?)\s*第?(?P<article>{_DIGITS})[条点]?"
    rf"(?:(?:\.|第?)(?P<paragraph>{_DIGITS})款?)?(?:第?\((?P<item>{_DIGITS})\)项?|第?(?P<bare_item>{_DIGITS})项)?",
)
_THIS_ONE = re.compile("本(?:办法|规定|条例|细则|方案|意见|通知|法)")
_SPACED = re.compile(r"\s*([第条款项点()])\s*")
_BETWEEN = re.compile(r"\s*[、,;]\s*")
_LONGEST_GUESS = 200  # characters


def likely_citation(text: str, titles: Titles) -> tuple[str, ...]:
    """Return a citation in the language's form for one in another: `5(2)` for 第五条第(二)项, `[5, 7]` for 5、7.

    Args:
        text: what was written, with the usual forms of its characters.
        titles: the instruments that may be cited; 示例办法第五条 is `example 5`.
    """
    text = text.strip("[]【】 ")
    found: list[str] = []
    instrument = ""
    for piece in _BETWEEN.split(_SPACED.sub(r"\1", text)) if len(text) <= _LONGEST_GUESS else ():
        match = _WRITTEN.fullmatch(piece)
        if match is None:
            return ()
        if name := _THIS_ONE.sub("", match["name"]):
            near = suggest_named(name, titles, 1)
            if not near:
                return ()
            instrument = f"{near[0]} "
        article, paragraph, item = (
            in_digits(one or "") for one in (match["article"], match["paragraph"], match["item"] or match["bare_item"])
        )
        meant = instrument + article + (f".{paragraph}" if paragraph else "") + (f"({item})" if item else "")
        if not CITATION.fullmatch(meant):  # there is no article 0
            return ()
        found.append(meant)
    return tuple(found) if len(found) <= 1 else (f"[{', '.join(found)}]",)
