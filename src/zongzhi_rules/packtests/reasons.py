"""Why a rule came out as it did: its finding, and those of the rules that it mentions, as a chain to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import RuleFinding
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.pack import Pack


def entries(pack: Pack) -> dict[str, Rule]:
    """Return what a mismatch may be about, by path: rules with a condition, measures and their parts, readings."""
    found: dict[str, Rule] = {f"readings.{one.id}": one for one in pack.readings}
    found |= {f"factors.{one.id}": one for one in pack.factors}
    for measure in pack.measures:
        path = f"measures.{measure.id}"
        found[path] = measure
        for name in ("authority", "term", "release"):
            part = getattr(measure, name)
            if part is not None:
                found[f"{path}.{name}"] = part
        for name in ("grades", "addressees", "procedure", "reports", "recipients", "effects"):
            found |= {f"{path}.{name}.{one.id}": one for one in getattr(measure, name)}
    return found | {one.path: one.rule for one in walk(pack)}


def reasons(rules: RulePack, judged: Judged, paths: Iterable[str]) -> tuple[RuleFinding, ...]:
    """Return the findings of these rules, each followed by those of the rules that decided it.  Ids are paths."""
    by_path: Mapping[str, Rule] = {one.path: one.rule for one in walk(rules.pack)}
    explainer = rules.assembler.explainer
    found: dict[str, RuleFinding] = {}
    queue = [path for path in paths if path in by_path]
    while queue:
        path = queue.pop(0)
        if path in found:
            continue
        slot = rules.program.layout.roots[path]
        rule = by_path[path]
        because = explainer.because(slot, judged)
        truth = judged.truths[slot]
        found[path] = RuleFinding(id=path, title=rule.title, cite=rule.cite, truth=truth, because=because)
        queue = [fact.path for fact in because if fact.test == "rule"] + queue
    return tuple(found.values())
