"""Citations as written become data; each must name an instrument of the pack's own stack, and a number that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.diagnostics import Label, suggest
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.syntax.nodes import SequenceNode
from zongzhi_rules.syntax.scalars import parse_citation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.ir.pack import Instrument
    from zongzhi_rules.syntax.model import Header
    from zongzhi_rules.syntax.nodes import Node

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
