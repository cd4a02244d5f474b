"""All mutants of a pack, in a fixed order: by rule and place, then the changes of an overlay left out one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.mutation.author import Author
from zongzhi_rules.mutation.measures import of_measures
from zongzhi_rules.mutation.model import Mutant
from zongzhi_rules.mutation.sections import of_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.compiler.source import PackSource


def mutants_of(compiled: CompiledPack, source: PackSource) -> tuple[Mutant, ...]:
    """Return every mutant of what the pack itself wrote; no two have the same id."""
    author = Author(compiled)
    found = sorted([*of_sections(author), *of_measures(author)], key=lambda one: (one.path, one.id))
    return tuple(_numbered([*found, *_left_out(compiled, source)]))


def _left_out(compiled: CompiledPack, source: PackSource) -> Iterator[Mutant]:
    """Yield the overlay without each of its changes."""
    by_place = {(one.at.file, one.at.line, one.at.column): one for one in compiled.pack.changes}
    for position, (_, node) in enumerate(source.changes):
        span = node.span
        change = by_place[span.source.name, span.start_line, span.start_column]
        yield Mutant(
            id=f"changes/{change.operation}.{change.target}:left_out",
            path=change.target,
            what=Label(f"删去 {change.operation} 这项改动", f"left out the change `{change.operation}`"),
            at=change.at,
            cite=change.warrant,
            scope="everything",
            left_out=position,
        )


def _numbered(mutants: list[Mutant]) -> Iterator[Mutant]:
    """Yield the mutants; of those with the same id, which only parts that stand twice can have, the later numbered."""
    seen: dict[str, int] = {}
    for one in mutants:
        seen[one.id] = number = seen.get(one.id, 0) + 1
        yield one if number == 1 else replace(one, id=f"{one.id}#{number}")
