"""Encodes values as small whole numbers: the only thing that reaches the rules library.

Rules compare codes, and codes compare as the values do.  0 stands for a value that compares with nothing (a term
outside its vocabulary, a number that is none); a fact that is unknown has no code at all.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.ir.pack import FactDeclaration

OUTSIDE = 0
FALSE, TRUE = 1, 2
BELOW, SAME, ABOVE = 1, 2, 3
"""How a number or day stands to the one that it is held against."""


@dataclass(frozen=True, slots=True)
class Names:
    """A scale of truth values, terms or texts, in the order of their vocabulary."""

    codes: Mapping[object, int]

    def encode(self, value: object) -> int:
        """Return the code of a value."""
        return self.codes.get(value, OUTSIDE)


@dataclass(frozen=True, slots=True)
class Steps:
    """A scale of numbers or days: even codes are the thresholds that conditions name, odd ones what lies between."""

    thresholds: tuple[Any, ...]

    def encode(self, value: Any) -> int:  # noqa: ANN401 - of one ordered type, that of the thresholds
        """Return the code of a value."""
        if value != value:  # noqa: PLR0124 - not a number
            return OUTSIDE
        position = bisect_left(self.thresholds, value)
        met = position < len(self.thresholds) and self.thresholds[position] == value
        return 2 * position + (2 if met else 1)


Scale = Names | Steps


def scale_of(declaration: FactDeclaration, named: Iterable[Any]) -> Scale:
    """Return the scale of a fact; `named` are the values, of one type, that conditions hold it against."""
    match declaration.kind:
        case "boolean":
            return Names({False: FALSE, True: TRUE})
        case "term":
            return Names(_numbered(declaration.options))
        case "text":
            return Names(_numbered(sorted(named, key=str)))
        case "integer" | "number" | "date":
            return Steps(tuple(sorted(set(named))))


def relation(value: Any, other: Any) -> int:  # noqa: ANN401 - of one type
    """Return how a value stands to another."""
    if value == other:
        return SAME
    return BELOW if value < other else ABOVE if value > other else OUTSIDE


def _numbered(names: Iterable[object]) -> dict[object, int]:
    return {name: code for code, name in enumerate(dict.fromkeys(names), start=1)}
