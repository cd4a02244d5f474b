"""Citations as written become data; each must name an instrument of the pack's own stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.syntax.nodes import SequenceNode
from zongzhi_rules.syntax.scalars import parse_citation

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.syntax.nodes import Node


def citations(
    written: Sequence[str],
    node: Node,
    own: str,
    known: Collection[str],
    problems: Problems,
) -> tuple[Citation, ...]:
    """Return citations, and note those of an instrument that the pack does not rest on.

    Args:
        written: the texts; one without a pack cites `own`.
        node: where they stand, for the places of problems.
        own: the pack in whose file they stand.
        known: the ids of the pack and of those that it rests on.
        problems: where problems go.
    """
    found = []
    for index, text in enumerate(written):
        pack, article, paragraph, item = parse_citation(text)
        instrument = pack or own
        if instrument not in known:
            place = node.items[index] if isinstance(node, SequenceNode) else node
            suggestions = suggest(instrument, known)
            problems.add("ZR448", place, instrument=instrument, suggestions=suggestions, known=tuple(known))
        found.append(Citation(instrument=instrument, article=article, paragraph=paragraph, item=item))
    return tuple(found)
