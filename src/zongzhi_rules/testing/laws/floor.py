"""Law 6: a lower instrument is never laxer than the one above it, unless it says where and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.outcome import NONE
from zongzhi_rules.testing.broken import broken
from zongzhi_rules.testing.laws.common import span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case


def floor(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """Law 6: for the same facts the outcome is at least that of each pack below, or a declared difference is open.

    Where the pack below comes out higher, the decision says so and names every difference that is not ruled out.

    Raises:
        LawBroken: a pack below comes out higher and no difference can explain it, or the decision hides it or misstates
            the other outcome.
    """
    decision = pack.decide(case, readings)
    chosen = pack.choose(readings).options
    found = {one.pack: one for one in decision.floor}
    if set(found) != {below.id for below in pack.stack[1:]}:
        raise broken(6, pack, case, f"the floor speaks of {sorted(found)} only", readings)
    explained = [
        one.id for one in pack.pack.differences if decision.derivation.truths[_root(pack, one.id)] is not False
    ]
    for below in pack.stack[1:]:
        outcome = below.decide(known_below(case, below), shared_readings(below, chosen)).outcome
        said = found[below.id]
        if said.outcome != outcome:
            what = f"the floor gives {span(said.outcome)} for {below.id}, which itself decides {span(outcome)}"
            raise broken(6, pack, case, what, readings)
        ranks = {measure.id: measure.rank for one in (below, pack) for measure in one.pack.measures}
        higher = ranks.get(outcome.at_least or "", NONE) > ranks.get(decision.outcome.at_least or "", NONE)
        if higher is not said.higher:
            raise broken(
                6, pack, case, f"{below.id} comes out higher: {higher}; the floor says {said.higher}", readings
            )
        if higher and not explained:
            what = (
                f"{below.id} gives {span(outcome)}, {pack.id} only {span(decision.outcome)}, and no difference says why"
            )
            raise broken(6, pack, case, what, readings)
        if higher and [one.id for one in said.differences] != explained:
            what = f"the floor names {[one.id for one in said.differences]}, and not ruled out are {explained}"
            raise broken(6, pack, case, what, readings)


def _root(pack: RulePack, difference: str) -> str:
    layout = pack.program.layout
    return layout.slots[layout.roots[f"differences.{difference}"]].path


def known_below(case: Case, below: RulePack) -> Case:
    """Leave out what only the upper pack knows, its own facts and rungs; the one below would refuse them."""
    declared = {fact.path for fact in below.pack.facts}
    local = {name: finding for name, finding in case.local.items() if f"local.{name}" in declared}
    rungs = {measure.id for one in below.stack for measure in one.pack.measures}
    earlier = case.earlier_measures
    kept = None if earlier is None else tuple(one for one in earlier if one.measure in rungs)
    return case.model_copy(update={"local": type(case.local)(local), "earlier_measures": kept})


def shared_readings(below: RulePack, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return those of the chosen readings that the pack below has too."""
    return {
        reading.id: chosen[reading.id]
        for reading in below.pack.readings
        if chosen.get(reading.id) in {option.id for option in reading.options}
    }
