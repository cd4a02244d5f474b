"""The laws, each a function to call from a property test: `laws.monotone(pack, case)`.

Each takes a pack and a case (and readings, where the defaults are not wanted), returns nothing, and raises
`LawBroken`, an `AssertionError` that carries the number of the law, the case as YAML and what differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.testing.broken import LawBroken
from zongzhi_rules.testing.laws.cause import cause_and_measure, grounded
from zongzhi_rules.testing.laws.dates import dates
from zongzhi_rules.testing.laws.floor import floor
from zongzhi_rules.testing.laws.forms import (
    any_hash_seed,
    dumped_and_loaded,
    empty_overlay,
    json_round_trip,
    verdict_is_the_outcome,
)
from zongzhi_rules.testing.laws.grades import factors_move_the_grade
from zongzhi_rules.testing.laws.monotone import monotone
from zongzhi_rules.testing.laws.narrowing import narrowing
from zongzhi_rules.testing.laws.order import order_of_files, order_of_lists, same_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "EVERY_LAW_OF_A_CASE",
    "LawBroken",
    "any_hash_seed",
    "cause_and_measure",
    "dates",
    "dumped_and_loaded",
    "empty_overlay",
    "factors_move_the_grade",
    "floor",
    "grounded",
    "json_round_trip",
    "monotone",
    "narrowing",
    "order_of_files",
    "order_of_lists",
    "same_bytes",
    "verdict_is_the_outcome",
]

EVERY_LAW_OF_A_CASE: tuple[Callable[..., None], ...] = (
    monotone,
    narrowing,
    factors_move_the_grade,
    cause_and_measure,
    grounded,
    floor,
    order_of_lists,
    same_bytes,
    dates,
    verdict_is_the_outcome,
    json_round_trip,
)
"""The laws that need nothing but a pack and a case."""
