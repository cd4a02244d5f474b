"""All laws at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.testing.broken import LawBroken, as_yaml
from zongzhi_rules.testing.laws.cause import cause_and_measure, grounded
from zongzhi_rules.testing.laws.dates import dates
from zongzhi_rules.testing.laws.derivation import derivation_holds
from zongzhi_rules.testing.laws.engines import engines_agree
from zongzhi_rules.testing.laws.floor import floor
from zongzhi_rules.testing.laws.forms import (
    dumped_and_loaded,
    empty_overlay,
    json_round_trip,
    verdict_is_the_outcome,
)
from zongzhi_rules.testing.laws.grades import factors_move_the_grade
from zongzhi_rules.testing.laws.monotone import monotone
from zongzhi_rules.testing.laws.narrowing import narrowing
from zongzhi_rules.testing.laws.order import order_of_files, order_of_lists, same_bytes
from zongzhi_rules.testing.laws.replay import replayed
from zongzhi_rules.testing.sources import Locate, shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

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
    engines_agree,
    replayed,
    derivation_holds,
    verdict_is_the_outcome,
    json_round_trip,
)
"""The laws that need nothing but a pack and a case."""


def check_all_laws(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    *,
    more: Case | None = None,
    locate: Locate = shipped,
) -> None:
    """Check all twelve laws on one case.

    Args:
        pack: the pack.
        case: the case, of `cases(pack)`.
        readings: the readings to use, where the defaults are not wanted.
        more: a case whose items laws 1 and 2 add to the lists.
        locate: finds the files of the pack, which laws 7 and 12 compile anew: `sources("folder")` for a pack that is
            neither shipped nor installed.

    Raises:
        LawBroken: a law does not hold.
        UseError: `locate` does not find the files of the pack.
    """
    try:
        monotone(pack, case, readings, more=more)
        narrowing(pack, case, readings, more=more)
        for law in EVERY_LAW_OF_A_CASE:
            if law not in {monotone, narrowing}:
                law(pack, case, readings)
        order_of_files(pack, (case,), readings, locate)
        dumped_and_loaded(pack, (case,), readings)
        empty_overlay(pack, case, readings, locate)
    except LawBroken:
        raise
    except Exception as error:
        error.add_note(f"on this case under {pack.id}:\n{as_yaml(case)}")
        raise
