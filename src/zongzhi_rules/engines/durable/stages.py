"""Groups the propositions of a network into stages: the facts that are asserted one after the other.

A stage is one fact, with all that its rules read, and the rules that read it.  Its rules derive propositions whose
parts earlier stages have derived; so no rule ever needs two facts, and the chaining ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.engines.durable.propositions import Always, Both, Chosen, OneCode, Range, Reaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.engines.durable.propositions import Network, Proposition

MOST_PATHS = 48
"""Paths through the conditions of one stage: the rules library walks them with a stack of 64."""
MOST_RULES = 800
"""Rules of one rule base: the library takes 4,096, and 511 branches at a node, one for each stage."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One fact: the numbers of the propositions that are derived from it, and of what it carries for that.

    `base` is the rule base that holds the rules, `number` tells its stages apart, from 1.
    """

    level: int
    base: int
    number: int
    derives: tuple[int, ...]
    inputs: tuple[int, ...]
    known: tuple[int, ...]


def stages_of(network: Network) -> tuple[Stage, ...]:
    """Return the stages of a network in the order of their strata."""
    stages: list[Stage] = []
    base, number, rules = 0, 1, 0
    for level, derives in _grouped(network):
        if rules + 2 * len(derives) > MOST_RULES:
            base, number, rules = base + 1, 1, 0
        propositions = [network.propositions[one] for one in derives]
        inputs = {one for proposition in propositions for one in _inputs(proposition)}
        known = {one for proposition in propositions for one in _parts(proposition)}
        stages.append(Stage(level, base, number, derives, tuple(sorted(inputs)), tuple(sorted(known))))
        number, rules = number + 1, rules + 2 * len(derives)
    return tuple(stages)


def _grouped(network: Network) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the propositions of each stratum in groups that one stage can derive."""
    for level in sorted(set(network.levels)):
        group: list[int] = []
        paths = 0
        for number, proposition in enumerate(network.propositions):
            if network.levels[number] != level:
                continue
            more = _paths(proposition)
            if paths + more > MOST_PATHS:
                yield level, tuple(group)
                group, paths = [], 0
            group.append(number)
            paths += more
        yield level, tuple(group)


def _paths(proposition: Proposition) -> int:
    """Count the ways through both rules of a proposition."""
    match proposition:
        case Always():
            return 1
        case OneCode(codes=codes):
            return len(codes) + 1
        case Range():
            return 3
        case Reaches():
            return 2
        case Both(parts=parts):
            return 1 + len(parts)
        case Chosen(options=options):
            return 2 * len(options)


def _inputs(proposition: Proposition) -> tuple[int, ...]:
    match proposition:
        case OneCode(input=number) | Range(input=number) | Chosen(input=number):
            return (number,)
        case Reaches(least=least, most=most):
            return (least, most)
        case Always() | Both():
            return ()


def _parts(proposition: Proposition) -> tuple[int, ...]:
    match proposition:
        case Both(parts=parts):
            return tuple(part.proposition for part in parts)
        case Chosen(options=options):
            return tuple(part.proposition for _, _, part in options)
        case _:
            return ()
