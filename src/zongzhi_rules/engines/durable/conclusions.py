"""What the rules make of the ladder: which measure is due at least and at most, and which grade of each measure.

A rung holds where a ground of its measure, or of a graver one, does.  So "definitely true" means that the outcome is
at least this measure, and "definitely false" that it stays below it.  With the grades of a measure it is the same; a
binding aggravating factor carries each of them one step up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.engines.durable.propositions import Always, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zongzhi_rules.engines.durable.writing import Writing
    from zongzhi_rules.ir.pack import Measure, Pack


@dataclass(frozen=True, slots=True)
class Conclusions:
    """The literals of the measures of a pack, in the order of their rank, and of the grades of each, lightest first."""

    rungs: tuple[Literal, ...]
    grades: tuple[tuple[Literal, ...], ...]

    @classmethod
    def of(cls, pack: Pack, writing: Writing) -> Conclusions:
        """Add them to the propositions of the case."""
        grounds = [
            [_rule(f"measures.{one.id}.grounds.{two.id}", writing) for two in one.grounds] for one in pack.measures
        ]
        binding = [one for one in pack.factors if one.direction == "aggravating" and one.force == "shall"]
        raised = writing.case.any_of(_rule(f"factors.{one.id}", writing) for one in binding)
        return cls(
            tuple([writing.case.any_of(_flat(grounds[place:])) for place in range(len(grounds))]),
            tuple([_grades(measure, raised, writing) for measure in pack.measures]),
        )


def _grades(measure: Measure, raised: Literal, writing: Writing) -> tuple[Literal, ...]:
    case = writing.case
    always = case.literal(Always())
    held = [
        always if one.when is None else _rule(f"measures.{measure.id}.grades.{one.id}", writing)
        for one in measure.grades
    ]
    own = [always, *(case.any_of(held[place:]) for place in range(1, len(held)))]
    carried = [case.all_of([raised, below]) for below in own[:-1]]
    return (always, *(case.any_of(pair) for pair in zip(own[1:], carried, strict=True)))


def _rule(path: str, writing: Writing) -> Literal:
    return writing.literals[writing.layout.roots[path]]


def _flat(parts: Sequence[Iterable[Literal]]) -> list[Literal]:
    return [one for part in parts for one in part]
