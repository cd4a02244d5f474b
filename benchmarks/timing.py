"""Timing side by side.

Every contestant is timed once a round, in a rotating order, so that a slow spell of the machine falls on all of them.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# One contestant's share of a round: the fast go through the cases several times, so that the share is long enough for
# the clock; the slow stop early, so that it is short enough for many rounds.
SHORTEST_NS: Final = 20_000_000
LONGEST_NS: Final = 250_000_000
FEWEST_CASES: Final = 20
CALIBRATION_CASES: Final = 50


@dataclass(frozen=True, slots=True)
class Contestant:
    decide: Callable[[Any], object]
    inputs: Sequence[Any]
    """What ``decide`` takes, ready made; the same cases in the same order for everybody."""


@dataclass(frozen=True, slots=True)
class Timing:
    cases: int
    """How many cases a round took: all of them, or for a slow contestant the first few."""
    passes: int
    """How often a round went through them."""
    rounds_us: tuple[float, ...]
    """Microseconds a case, by round."""

    @property
    def median_us(self) -> float:
        return median(self.rounds_us)


def ratio(timing: Timing, against: Timing) -> float:
    """Return the median of the ratios within a round, which a slow spell of the machine does not move."""
    return median(a / b for a, b in zip(timing.rounds_us, against.rounds_us, strict=True))


def race(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, Timing]:
    """Time each contestant in each round; the garbage collector runs between, not within, the measurements."""
    plans = {name: _plan(contestant) for name, contestant in contestants.items()}
    samples: dict[str, list[float]] = {name: [] for name in contestants}
    order = list(contestants)
    for _ in range(rounds):
        for name in order:
            inputs, passes = plans[name]
            elapsed = _elapsed_ns(contestants[name].decide, inputs, passes)
            samples[name].append(elapsed / (1_000 * len(inputs) * passes))
        order.append(order.pop(0))
    return {
        name: Timing(cases=len(inputs), passes=passes, rounds_us=tuple(samples[name]))
        for name, (inputs, passes) in plans.items()
    }


def _plan(contestant: Contestant) -> tuple[Sequence[Any], int]:
    """Return the inputs of a round and how often to go through them."""
    sample = contestant.inputs[:CALIBRATION_CASES]
    per_case = _elapsed_ns(contestant.decide, sample, 1) / len(sample)
    affordable = max(FEWEST_CASES, int(LONGEST_NS / per_case))
    inputs = contestant.inputs[:affordable]
    return inputs, max(1, ceil(SHORTEST_NS / (per_case * len(inputs))))


def _elapsed_ns(decide: Callable[[Any], object], inputs: Sequence[Any], passes: int) -> int:
    gc.collect()
    enabled = gc.isenabled()
    gc.disable()
    try:
        start = perf_counter_ns()
        for _ in range(passes):
            for case in inputs:
                decide(case)
        return perf_counter_ns() - start
    finally:
        if enabled:
            gc.enable()
