"""Puts a decision together from one evaluation, and from further ones where it says "what if": readings and floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision import model as out
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.engines.binding import Bound, Chosen
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.facts.model import Case


class Assembler:
    """Assembles the decisions of one pack.  Made once with the pack: what every decision shares is made here."""

    def __init__(self, rules: RulePack) -> None:
        """Prepare the makers of the decision's parts."""
        pack = rules.pack
        layout = rules.program.layout
        explainer = Explainer(layout, pack)
        self.rules = rules
        self.findings = Findings(pack, layout, explainer, Memo(layout, explainer.mentioned))
        self.measures = [DueMeasure(measure, pack, layout) for measure in pack.measures]
        self.earlier = EarlierMeasures(self.measures)
        self._inquiry = Inquiry(pack, layout, rules.ladder, rules.outcome, rules.binder)
        self._readings = [Alternatives(position, reading, self) for position, reading in enumerate(pack.readings)]
        self._bases = [Base(base, rules) for base in rules.stack[1:]]
        self._notes = Notes(pack, layout)
        self._roots = layout.roots
        self._paths = tuple([slot.path for slot in layout.slots])
        self.packs_used = tuple([_pack_used(one) for one in rules.stack])
        self._bodies = tuple(
            [
                out.BodyNamed.model_construct(id=one.id, title=one.title, full_title=one.full_title)
                for one in pack.bodies
            ],
        )

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
        return out.Decision.model_construct(
            schema_version=1,
            case=case.id,
            as_of=case.as_of,
            subject=case.subject,
            packs=self.packs_used,
            calendar=calendar.data_version,
            outcome=self.rules.outcome(judged.interval),
            measure=measure,
            measures=self.findings.measures(judged),
            circumstances=circumstances,
            factors=factors,
            accountability=accountability,
            earlier_measures=earlier,
            questions=self._inquiry.ask(judged),
            readings=tuple([one.of(judged, asked_for, measure, earlier) for one in self._readings]),
            floor=tuple([base.floor(judged, circumstances) for base in self._bases]),
            bodies=self._bodies,
            findings=found_by(case),
            outside=self._notes.outside(measure, accountability),
            notes=self._notes.notes(judged, measure, factors),
            derivation=out.Derivation.model_construct(
                truths=dict(zip(self._paths, judged.truths, strict=True)),
                items={self._paths[slot]: rows for slot, rows in judged.items.items()},
            ),
        )

    def judge(self, case: Case, chosen: Chosen, calendar: WorkCalendar) -> Judged:
        """Bind and evaluate."""
        return self.judged(case, chosen, self.rules.binder.bind(case, chosen, calendar), calendar)

    def judged(self, case: Case, chosen: Chosen, bound: Bound, calendar: WorkCalendar) -> Judged:
        """Evaluate bound facts."""
        truths, items = self.rules.program.evaluate(bound.facts)
        return Judged(case, chosen, bound, bound.facts, truths, items, self.rules.ladder.of_truths(truths), calendar)

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
