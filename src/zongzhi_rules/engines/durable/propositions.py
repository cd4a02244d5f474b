"""The nodes of a pack as distinct propositions: what is said twice is derived once.

Each proposition has two rails, "definitely true" and "definitely false"; where neither is derived it is unknown.  So a
negation needs no rule: it is the same proposition with its rails exchanged, and `any` is the negation of an `all` of
negations.  A reference and a named condition are the proposition that they name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.engines.durable.scales import ABOVE, BELOW, OUTSIDE, SAME, TRUE
from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Compare,
    Constant,
    Fixed,
    Holds,
    Not,
    OneOf,
    Reference,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zongzhi_rules.engines.durable.scales import Scale
    from zongzhi_rules.ir.condition import Condition, FactRef, Value
    from zongzhi_rules.ir.layout import Slot

WIDEST = 16
"""Parts of one rule; longer junctions and lists of values are nested."""
WIDEST_CHOICE = 8
"""Options of one rule; the rules library takes 32 brackets in a condition."""


class Literal(NamedTuple):
    """A proposition, or its negation."""

    proposition: int
    positive: bool = True

    @property
    def negated(self) -> Literal:
        """The opposite."""
        return Literal(self.proposition, not self.positive)


# Inputs: what a fact carries besides the truths that were derived before.


@dataclass(frozen=True, slots=True)
class ValueInput:
    """The code of a fact of the case, or of a field of the item, by its position."""

    position: int
    scale: Scale = field(compare=False)


@dataclass(frozen=True, slots=True)
class RelationInput:
    """How a fact stands to a parameter."""

    position: int
    parameter: int


@dataclass(frozen=True, slots=True)
class ReadingInput:
    """The chosen option of a reading, counted from 1."""

    reading: int


@dataclass(frozen=True, slots=True)
class CaseInput:
    """For an item: the truth of something about the case."""

    literal: Literal


@dataclass(frozen=True, slots=True)
class CountInput:
    """How the least (or the most) that a count can be stands to the number that is asked for."""

    tally: int
    most: bool


Input = ValueInput | RelationInput | ReadingInput | CaseInput | CountInput

# Propositions; inputs and other propositions by their numbers in the network.


@dataclass(frozen=True, slots=True)
class Always:
    """True without more."""


@dataclass(frozen=True, slots=True)
class OneCode:
    """An input has one of these codes."""

    input: int
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """An input has a code from `low` to `high` (None: or above)."""

    input: int
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Reaches:
    """A count stands to the number asked for as `code` says, or above: surely by its least, possibly by its most."""

    least: int
    most: int
    code: int


@dataclass(frozen=True, slots=True)
class Both:
    """Every part holds."""

    parts: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The part that stands for the code of an input; each option is the codes from, to, and the part."""

    input: int
    options: tuple[tuple[int, int, Literal], ...]


Proposition = Always | OneCode | Range | Reaches | Both | Chosen


class Network:
    """The propositions of one scope, the case or the items of a list.

    `levels` gives for each proposition the stratum in which it is derived, after all that it rests on.
    """

    def __init__(self) -> None:
        """Start without any."""
        self.inputs: list[Input] = []
        self.propositions: list[Proposition] = []
        self.levels: list[int] = []
        self._input_numbers: dict[Input, int] = {}
        self._numbers: dict[Proposition, int] = {}

    def input(self, one: Input) -> int:
        """Return the number of an input."""
        if one not in self._input_numbers:
            self._input_numbers[one] = len(self.inputs)
            self.inputs.append(one)
        return self._input_numbers[one]

    def literal(self, proposition: Proposition, level: int = 0) -> Literal:
        """Return the literal of a proposition, added if it is new; `level` is the first stratum that can derive it."""
        if proposition not in self._numbers:
            self._numbers[proposition] = len(self.propositions)
            self.propositions.append(proposition)
            self.levels.append(level)
        return Literal(self._numbers[proposition])

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """Return the conjunction of literals."""
        literals = sorted(set(parts))
        if not literals:
            return self.literal(Always())
        while len(literals) > 1:
            chunks = [literals[start : start + WIDEST] for start in range(0, len(literals), WIDEST)]
            literals = [chunk[0] if len(chunk) == 1 else self._above(Both(tuple(chunk)), chunk) for chunk in chunks]
        return literals[0]

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """Return the disjunction of literals."""
        return self.all_of(part.negated for part in parts).negated

    def one_code(self, number: int, codes: Iterable[int]) -> Literal:
        """Return that an input has one of these codes; nothing is what lies outside of a scale."""
        found = sorted(set(codes) - {OUTSIDE})
        chunks = [tuple(found[start : start + WIDEST]) for start in range(0, len(found), WIDEST)]
        return self.any_of(self.literal(OneCode(number, chunk)) for chunk in chunks or [()])

    def chosen(self, number: int, parts: Sequence[Literal]) -> Literal:
        """Return the part that stands for the code of an input, the first one for 1."""
        options = [(code, code, part) for code, part in enumerate(parts, start=1)]
        while True:
            chunks = [options[start : start + WIDEST_CHOICE] for start in range(0, len(options), WIDEST_CHOICE)]
            options = [
                (chunk[0][0], chunk[-1][1], self._above(Chosen(number, tuple(chunk)), [part for _, _, part in chunk]))
                for chunk in chunks
            ]
            if len(options) == 1:
                return options[0][2]

    def _above(self, proposition: Proposition, parts: Iterable[Literal]) -> Literal:
        return self.literal(proposition, 1 + max(self.levels[part.proposition] for part in parts))


@dataclass(frozen=True, slots=True)
class Scope:
    """What the conditions of one scope name, as numbers.

    `position` and `scale` give a fact's place in the case or the item and how it is encoded; `referred` the literal
    of a rule by its slot.
    """

    network: Network
    position: Callable[[FactRef], int]
    scale: Callable[[FactRef], Scale]
    referred: Callable[[int], Literal]
    parameters: Sequence[str]
    readings: Sequence[str]

    def literal(self, slot: Slot, found: Sequence[Literal]) -> Literal:
        """Return the literal of a node that is no count; `found` holds those of its parts."""
        if isinstance(slot.node, Reference):
            return self.referred(slot.parts[0])
        parts = [found[part] for part in slot.parts]
        return self._junction(slot.node, parts) if parts else self._leaf(slot.node)

    def _junction(self, node: Condition, parts: Sequence[Literal]) -> Literal:
        match node:
            case Not():
                return parts[0].negated
            case All():
                return self.network.all_of(parts)
            case AnyOf():
                return self.network.any_of(parts)
            case ByReading(reading=reading):
                return self.network.chosen(self.network.input(ReadingInput(self.readings.index(reading))), parts)
            case _:
                return parts[0]  # a named condition is the condition

    def _leaf(self, node: Condition) -> Literal:
        match node:
            case Fixed(value=value):
                return Literal(self.network.literal(Always()).proposition, value)
            case Holds(fact=fact):
                return self.network.one_code(self._value(fact), [TRUE])
            case OneOf(fact=fact, values=values):
                return self.network.one_code(self._value(fact), map(self.scale(fact).encode, values))
            case Compare(fact=fact, comparator=comparator, value=value):
                return self._compared(*self._held_against(fact, value), comparator)
            case _:
                raise AssertionError(node)

    def _value(self, fact: FactRef) -> int:
        return self.network.input(ValueInput(self.position(fact), self.scale(fact)))

    def _held_against(self, fact: FactRef, value: Value) -> tuple[int, int]:
        """Return the input and the code of the value."""
        if isinstance(value, Constant):
            return self._value(fact), self.scale(fact).encode(value.value)
        relation = RelationInput(self.position(fact), self.parameters.index(value.parameter))
        return self.network.input(relation), SAME

    def _compared(self, number: int, code: int, comparator: str) -> Literal:
        """Return a comparison.  Next to the code of a value stand, on each scale, those of what is less and more."""
        match comparator:
            case "is":
                return self.network.one_code(number, [code])
            case "at_least":
                return self.network.literal(Range(number, code))
            case "more_than":
                return self.network.literal(Range(number, code + 1))
            case "at_most":
                return self.network.literal(Range(number, BELOW, code))
            case "less_than":
                return self.network.literal(Range(number, BELOW, code - 1))
            case _:
                raise AssertionError(comparator)


def counted(network: Network, tally: int, comparator: str, level: int) -> Literal:
    """Return the literal of a count."""
    least, most = (network.input(CountInput(tally, most=most)) for most in (False, True))
    return network.literal(Reaches(least, most, SAME if comparator == "at_least" else ABOVE), level)
