"""Puts a decision together from one evaluation, and from further ones where it says "what if": readings and floor."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from zongzhi_rules.decision import model as out
from zongzhi_rules.decision.bypath import ByPath
from zongzhi_rules.decision.earlier import EarlierMeasures
from zongzhi_rules.decision.findings import Findings
from zongzhi_rules.decision.floor import Base
from zongzhi_rules.decision.judged import Judged
from zongzhi_rules.decision.measure import DueMeasure
from zongzhi_rules.decision.memo import Memo
from zongzhi_rules.decision.notes import Notes
from zongzhi_rules.decision.outcome import NONE
from zongzhi_rules.decision.provenance import found_by
from zongzhi_rules.decision.questions import Inquiry
from zongzhi_rules.decision.readings import Alternatives
from zongzhi_rules.decision.reasons import Explainer
from zongzhi_rules.engines.protocol import Evaluation
from zongzhi_rules.frozen import made
from zongzhi_rules.ir.condition import Tally
from zongzhi_rules.kept import Room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.engines.binding import Bound, Chosen
    from zongzhi_rules.engines.protocol import Facts, Truth
    from zongzhi_rules.facts.model import Case

_PARTS_KEPT, _MEASURES_KEPT = 4096, 512
_KEPT = 1024  # as many as there are sets of known collections in use


class Assembler:
    """Assembles the decisions of one pack.  Made once with the pack: what every decision shares is made here."""

    def __init__(self, rules: RulePack) -> None:
        """Prepare the makers of the decision's parts."""
        pack = rules.pack
        layout = rules.program.layout
        room = Room(_PARTS_KEPT)
        self.explainer = Explainer(layout, pack, room)
        self.rules = rules
        self._evaluate = rules.program.evaluate
        self._again = rules.program.again
        self._of_truths = rules.ladder.of_truths
        self._bind = rules.binder.bind
        self.findings = Findings(pack, layout, self.explainer, Memo(layout, self.explainer.mentioned, room))
        measures = Room(_MEASURES_KEPT)  # of their own: they are larger, and few cases have the same
        self.measures = [DueMeasure(measure, pack, layout, measures) for measure in pack.measures]
        self.earlier = EarlierMeasures(self.measures)
        self._inquiry = Inquiry(pack, layout, rules.ladder, rules.outcome, rules.binder)
        self._readings = [Alternatives(position, reading, self) for position, reading in enumerate(pack.readings)]
        self._bases = [Base(base, rules) for base in rules.stack[1:]]
        self._notes = Notes(pack, layout)
        self._roots = layout.roots
        self._paths = tuple([slot.path for slot in layout.slots])
        self._positions = {path: position for position, path in enumerate(self._paths)}
        self._item_slots = functools.lru_cache(_KEPT)(self._counted)
        self._tallies = self._counted(
            tuple([index for index, slot in enumerate(layout.slots) if isinstance(slot.node, Tally)])
        )
        self.packs_used = tuple([_pack_used(one) for one in rules.stack])
        bodies = [
            out.BodyNamed.model_construct(id=one.id, title=one.title, full_title=one.full_title) for one in pack.bodies
        ]
        # every field, in its order, with what is the same in all decisions
        self._same: dict[str, Any] = dict.fromkeys(out.Decision.model_fields) | {
            "schema_version": 1,
            "packs": self.packs_used,
            "bodies": tuple(bodies),
        }

    def decide(
        self,
        case: Case,
        chosen: Chosen,
        asked_for: Mapping[str, str],
        calendar: WorkCalendar,
    ) -> out.Decision:
        """Return the decision on a case under chosen readings."""
        judged = self.judge(case, chosen, calendar)
        circumstances = self.findings.circumstances(judged)
        factors = self.findings.factors(judged)
        measure = self.due(judged)
        earlier = self.earlier.of(judged)
        accountability = self.findings.accountability(judged)
        part = self._same.copy()
        part["case"] = case.id
        part["as_of"] = case.as_of
        part["subject"] = case.subject
        part["calendar"] = calendar.data_version
        part["outcome"] = self.rules.outcome(judged.interval)
        part["measure"] = measure
        part["measures"] = self.findings.measures(judged)
        part["circumstances"] = circumstances
        part["factors"] = factors
        part["accountability"] = accountability
        part["earlier_measures"] = earlier
        part["questions"] = self._inquiry.ask(judged)
        part["readings"] = tuple([one.of(judged, asked_for, measure, earlier) for one in self._readings])
        part["floor"] = tuple([base.floor(judged, circumstances) for base in self._bases])
        part["findings"] = found_by(case)
        part["outside"] = self._notes.outside(measure, accountability)
        part["notes"] = self._notes.notes(judged, measure, factors)
        part["derivation"] = self._derivation(judged)
        return made(out.Decision, part)

    def _derivation(self, judged: Judged) -> out.Derivation:
        items = judged.items
        known = self._tallies if len(items) == len(self._tallies) else self._item_slots(tuple(items))
        rows = ByPath(known, items)
        return made(out.Derivation, {"truths": ByPath(self._positions, judged.truths), "items": rows})

    def _counted(self, tallies: tuple[int, ...]) -> dict[str, int]:
        """Return the slots of the tallies that know their items."""
        return {self._paths[slot]: slot for slot in tallies}

    def judge(self, case: Case, chosen: Chosen, calendar: WorkCalendar) -> Judged:
        """Bind and evaluate."""
        return self.judged(case, chosen, self._bind(case, chosen, calendar), calendar)

    def judged(self, case: Case, chosen: Chosen, bound: Bound, calendar: WorkCalendar) -> Judged:
        """Evaluate bound facts."""
        facts = bound.facts
        truths, items = self._evaluate(facts)
        return Judged(case, chosen, bound, facts, truths, items, self._of_truths(truths), calendar)

    def judged_again(self, judged: Judged, facts: Facts, chosen: Chosen, reading: str) -> Judged:
        """Evaluate the same facts under another option of one reading, which changes nothing that is bound."""
        truths, items = self._again(Evaluation(judged.truths, judged.items), facts, reading)
        bound = judged.bound._replace(facts=facts)
        return Judged(judged.case, chosen, bound, facts, truths, items, self._of_truths(truths), judged.calendar)

    def truth(self, path: str, judged: Judged) -> Truth:
        """Return the truth of a rule; a rule without a condition always applies."""
        slot = self._roots.get(path)
        return True if slot is None else judged.truths[slot]

    def due(self, judged: Judged) -> out.Measure | None:
        """Return the measure that is due at least, in full; None where none is."""
        position = judged.interval.at_least
        if position == NONE:
            return None
        return self.measures[position].of(judged, self.findings.moved(judged))


def _pack_used(rules: RulePack) -> out.PackUsed:
    instrument = rules.instrument
    return out.PackUsed.model_construct(
        id=rules.id,
        version=instrument.version,
        digest=rules.digest,
        title=instrument.title,
        short_title=instrument.short_title,
        number=instrument.number,
        in_force=instrument.in_force,
        numbering=instrument.numbering,
    )
