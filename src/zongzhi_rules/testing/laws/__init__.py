"""The laws, each a function to call from a property test: `laws.monotone(pack, case)`.

Each takes a pack and a case (and readings, where the defaults are not wanted), returns nothing, and raises
`LawBroken`, an `AssertionError` that carries the number of the law, the case as YAML and what differs.
"""

from __future__ import annotations

from zongzhi_rules.testing.broken import LawBroken
from zongzhi_rules.testing.laws.cause import cause_and_measure, grounded
from zongzhi_rules.testing.laws.dates import dates
from zongzhi_rules.testing.laws.derivation import derivation_holds
from zongzhi_rules.testing.laws.engines import EngineSkippedWarning, engines_agree
from zongzhi_rules.testing.laws.everything import EVERY_LAW_OF_A_CASE, check_all_laws
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
from zongzhi_rules.testing.laws.replay import history_replayed, replayed

__all__ = [
    "EVERY_LAW_OF_A_CASE",
    "EngineSkippedWarning",
    "LawBroken",
    "any_hash_seed",
    "cause_and_measure",
    "check_all_laws",
    "dates",
    "derivation_holds",
    "dumped_and_loaded",
    "empty_overlay",
    "engines_agree",
    "factors_move_the_grade",
    "floor",
    "grounded",
    "history_replayed",
    "json_round_trip",
    "monotone",
    "narrowing",
    "order_of_files",
    "order_of_lists",
    "replayed",
    "same_bytes",
    "verdict_is_the_outcome",
]
