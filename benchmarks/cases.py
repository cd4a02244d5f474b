"""The cases of the small ladder (`ladder.md`), as plain JSON-like dictionaries, from a seed.

Every key is always present and ``None`` is the unknown: the form that suits every rival.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final, Literal, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Measure = Literal["none", "circular", "interview", "supervision", "veto"]
Harm = Literal["none", "ordinary", "serious", "especially_serious"]
Grade = Literal["ordinary", "major", "especially_major"]
Kind = Literal["criminal_case", "mass_incident", "public_safety_incident"]
History = Literal["none", "circular", "interview", "supervision"]

# The outcome: the highest measure reached, the highest measure possible.
Interval = tuple[Measure, Measure]

MEASURES: Final[tuple[Measure, ...]] = ("none", "circular", "interview", "supervision", "veto")
HARMS: Final[tuple[Harm, ...]] = ("none", "ordinary", "serious", "especially_serious")
GRADES: Final[tuple[Grade, ...]] = ("ordinary", "major", "especially_major")
KINDS: Final[tuple[Kind, ...]] = ("criminal_case", "mass_incident", "public_safety_incident")
HISTORIES: Final[tuple[History, ...]] = ("none", "circular", "interview", "supervision")


class Incident(TypedDict):
    """One incident; ``day`` is an ISO date, ``deaths`` a count of persons."""

    kind: Kind
    grade: Grade | None
    day: str
    deaths: int


class Case(TypedDict):
    """One locality on one day; ``None`` is unknown."""

    harm: Harm | None
    veto_threshold: bool | None
    incidents: list[Incident] | None
    assessment_failed: bool | None
    work_neglected: bool | None
    measures_poor: bool | None
    foundations_weak: bool | None
    order_chaotic: bool | None
    history_failed: History | None


def generate(count: int, seed: int) -> list[Case]:
    """Return ``count`` cases; the same arguments always give the same cases."""
    random = Random(seed)  # noqa: S311 -- test data, not a secret
    return [_case(random) for _ in range(count)]


def _case(random: Random) -> Case:
    # The weights keep every rung, wide and narrow intervals and the answer "nothing" in the mix.
    incidents = [_incident(random) for _ in range(random.randint(0, 6))]
    return {
        "harm": _pick(random, HARMS, (30, 25, 20, 15), unknown=10),
        "veto_threshold": _pick(random, (True, False), (35, 40), unknown=25),
        "incidents": None if random.random() < 0.08 else incidents,
        "assessment_failed": _pick(random, (True, False), (12, 78), unknown=10),
        "work_neglected": _pick(random, (True, False), (55, 35), unknown=10),
        "measures_poor": _pick(random, (True, False), (55, 35), unknown=10),
        "foundations_weak": _pick(random, (True, False), (55, 35), unknown=10),
        "order_chaotic": _pick(random, (True, False), (55, 35), unknown=10),
        "history_failed": _pick(random, HISTORIES, (70, 9, 7, 5), unknown=9),
    }


def _incident(random: Random) -> Incident:
    return {
        "kind": random.choice(KINDS),
        "grade": _pick(random, GRADES, (78, 14, 3), unknown=5),
        "day": f"2020-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        "deaths": random.choice((0, 0, 0, 1, 2, 5, 12)),
    }


T = TypeVar("T")


def _pick(random: Random, values: Sequence[T], weights: Sequence[int], *, unknown: int) -> T | None:
    return random.choices((*values, None), (*weights, unknown))[0]
