"""Puts a decision together from one evaluation, and from further ones where it says "what if": readings and questions."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.decision import model as out
from zongzhi_rules.decision.bodies import acting
from zongzhi_rules.decision.dates import Timeline
from zongzhi_rules.decision.grade import grade_of
from zongzhi_rules.decision.memo import Memo
from zongzhi_rules.decision.outcome import NONE, Interval
from zongzhi_rules.decision.provenance import found_by
from zongzhi_rules.decision.questions import Asked, Inquiry, Place
from zongzhi_rules.decision.reasons import Seen
from zongzhi_rules.engines.binding import Chosen
from zongzhi_rules.engines.terms import TermEnd, rectified
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import Tally
from zongzhi_rules.ir.walk import rules as walk
from zongzhi_rules.ir.names import APPLIES_BY_REFERENCE, IN_SCOPE, LISTED_CIRCUMSTANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.engines.binding import Bound
    from zongzhi_rules.engines.protocol import Evaluation, Truth
    from zongzhi_rules.facts.model import Case, EarlierMeasure
    from zongzhi_rules.ir.base import Citation, Rule
    from zongzhi_rules.ir.pack import Measure, Recipient, Report, Step

_YES, _NO = "是", "否"
_NOTHING = "没有"
_EARLIER = "earlier_measures"
_LISTED = f"definitions.{LISTED_CIRCUMSTANCE}"


@dataclass(frozen=True, slots=True)
class Judged:
    """One case judged by one pack under one choice of readings."""

    case: Case
    chosen: Chosen
    bound: Bound
    evaluation: Evaluation
    interval: Interval
    seen: Seen
    calendar: WorkCalendar


class Assembler:
    """Assembles the decisions of one pack."""

    def __init__(self, rules: RulePack) -> None:
        """Keep what every decision of the pack shares."""
        self._rules = rules
        self._pack = rules.pack
        self._layout = rules.program.layout
        self._inquiry = Inquiry(self._layout, rules.ladder, rules.program)
        self._titles = {name: spec.title for name, spec in catalogue().collections.items()}
        self._roots = {slot: path for path, slot in self._layout.roots.items()}
        self._rule_of = {one.path: one.rule for one in walk(rules.pack)}
        self._paths = tuple(slot.path for slot in self._layout.slots)
        self._used = tuple(_pack_used(one) for one in rules.stack)
        self._bodies = tuple(
            out.BodyNamed.model_construct(id=one.id, title=one.title, full_title=one.full_title)
            for one in self._pack.bodies
        )
        self._collections = tuple(name for name, _ in self._layout.collections)
        self._keyed = tuple((name, catalogue().collections[name].key) for name in self._collections)
        self._memo = Memo(self._layout, rules.explainer.mentioned)
        self._ground_slots = {
            measure.id: tuple(self._layout.roots[f"measures.{measure.id}.grounds.{one.id}"] for one in measure.grounds)
            for measure in self._pack.measures
        }

    # the decision ----------------------------------------------------------------------------------------------

    def decide(
        self,
        case: Case,
        chosen: Chosen,
        asked_for: Mapping[str, str],
        calendar: WorkCalendar,
    ) -> out.Decision:
        """Return the decision on a case under chosen readings."""
        judged = self.judge(case, chosen, calendar)
        circumstances = tuple(
            self._finding(f"circumstances.{one.id}", one, judged) for one in self._pack.circumstances
        )
        factors = self._factors(judged)
        measure = self._measure(judged, factors)
        accountability = self._accountability(judged)
        return out.Decision.model_construct(
            schema_version=1,
            case=case.id,
            as_of=case.as_of,
            subject=case.subject,
            packs=self._used,
            calendar=calendar.data_version,
            outcome=self._rules.outcome(judged.interval),
            measure=measure,
            measures=self._measures(judged),
            circumstances=circumstances,
            factors=factors,
            accountability=accountability,
            earlier_measures=self._earlier(judged),
            questions=self._questions(judged),
            readings=self._readings(judged, asked_for, measure),
            floor=self._floor(judged, circumstances),
            bodies=self._bodies,
            findings=found_by(case),
            outside=self._outside(measure, accountability),
            notes=self._notes(judged, measure, factors),
            derivation=out.Derivation.model_construct(
                truths=dict(zip(self._paths, judged.evaluation.truths, strict=True)),
                items={self._paths[slot]: rows for slot, rows in judged.evaluation.items.items()},
            ),
        )

    def judge(self, case: Case, chosen: Chosen, calendar: WorkCalendar) -> Judged:
        """Bind and evaluate."""
        bound = self._rules.binder.bind(case, chosen, calendar)
        evaluation = self._rules.program.evaluate(bound.facts)
        keys = {
            name: tuple(bound.terms) if name == _EARLIER else tuple([str(getattr(x, key)) for x in getattr(case, name) or ()])
            for name, key in self._keyed
        }
        seen = Seen(bound.facts, evaluation, keys, self._titles)
        return Judged(
            case, chosen, bound, evaluation, self._rules.ladder.outcome(evaluation.truths), seen, calendar
        )

    def truth(self, path: str, judged: Judged) -> Truth:
        """Return the truth of a rule; a rule without a condition always applies."""
        slot = self._layout.roots.get(path)
        return True if slot is None else judged.evaluation.truths[slot]

    def _finding(self, path: str, rule: Rule, judged: Judged) -> out.RuleFinding:
        slot = self._layout.roots[path]

        def make() -> out.RuleFinding:
            return out.RuleFinding.model_construct(
                id=rule.id,
                title=rule.title,
                cite=rule.cite,
                truth=judged.evaluation.truths[slot],
                because=self._rules.explainer.because(slot, judged.seen),
            )

        return self._memo.get(path, (slot,), judged.bound.facts, judged.evaluation, make)

    # the ladder ------------------------------------------------------------------------------------------------

    def _measures(self, judged: Judged) -> tuple[out.MeasureFinding, ...]:
        return tuple(
            self._memo.get(
                f"measures.{measure.id}",
                self._ground_slots[measure.id],
                judged.bound.facts,
                judged.evaluation,
                functools.partial(self._rung, measure, judged),
            )
            for measure in self._pack.measures
        )

    def _rung(self, measure: Measure, judged: Judged) -> out.MeasureFinding:
        grounds = tuple(
            self._finding(f"measures.{measure.id}.grounds.{ground.id}", ground, judged) for ground in measure.grounds
        )
        truths = [ground.truth for ground in grounds]
        return out.MeasureFinding.model_construct(
            id=measure.id,
            title=measure.title,
            rank=measure.rank,
            reached=True if True in truths else None if None in truths else False,
            grounds=grounds,
        )

    def _measure(self, judged: Judged, factors: tuple[out.FactorFinding, ...]) -> out.Measure | None:
        if judged.interval.at_least == NONE:
            return None
        measure = self._pack.measures[judged.interval.at_least]
        path = f"measures.{measure.id}"
        subject = judged.case.subject
        readings = judged.chosen.options
        timeline = Timeline.proposed(measure, judged.case.as_of, readings, judged.calendar)
        grade = grade_of(measure, lambda one: self.truth(f"{path}.grades.{one.id}", judged), factors)
        graded = next(one for one in measure.grades if one.id == grade.at_least)
        authority = measure.authority
        actor = acting(
            graded.body or authority.body, authority.level, subject, self._pack, readings, authority.at_least
        )
        return out.Measure.model_construct(
            id=measure.id,
            title=measure.title,
            cite=measure.cite,
            grounds=tuple(
                ground.id for ground in measure.grounds if self.truth(f"{path}.grounds.{ground.id}", judged)
            ),
            grade=grade,
            authority=out.Authority.model_construct(**dict(actor), cite=authority.cite),
            addressees=tuple(
                out.Addressee.model_construct(
                    id=one.id,
                    title=one.title,
                    role=one.role,
                    officials=None
                    if judged.case.officials is None or one.role is None
                    else tuple(official.id for official in judged.case.officials if official.role is one.role),
                    cite=one.cite,
                )
                for one in measure.addressees
            ),
            procedure=tuple(self._step(measure, one, judged) for one in measure.procedure),
            term=timeline.term_finding(),
            obligations=timeline.obligations(self._applies(f"{path}.reports", judged)),
            recipients=tuple(self._recipient(measure, one, judged) for one in measure.recipients),
            effects=timeline.effects(),
            release=None
            if measure.release is None
            else out.ReleaseFinding.model_construct(
                title=measure.release.title,
                by=acting(measure.release.by, measure.release.level, subject, self._pack, readings),
                earliest=measure.release.earliest,
                cite=measure.release.cite,
            ),
        )

    def _applies(self, path: str, judged: Judged) -> Callable[[Report], Truth]:
        return lambda report: self.truth(f"{path}.{report.id}", judged)

    def _step(self, measure: Measure, step: Step, judged: Judged) -> out.Step:
        by = (
            None
            if step.body is None
            else acting(
                step.body,
                step.level or measure.authority.level,
                judged.case.subject,
                self._pack,
                judged.chosen.options,
                measure.authority.at_least if step.level is None else None,
            )
        )
        return out.Step.model_construct(
            id=step.id,
            title=step.title,
            modality=step.modality,
            by=by,
            applies=self.truth(f"measures.{measure.id}.procedure.{step.id}", judged),
            cite=step.cite,
        )

    def _recipient(self, measure: Measure, one: Recipient, judged: Judged) -> out.RecipientFinding:
        return out.RecipientFinding.model_construct(
            id=one.id,
            title=one.title,
            manner=one.manner,
            applies=self.truth(f"measures.{measure.id}.recipients.{one.id}", judged),
            cite=one.cite,
        )

    # beside the ladder -----------------------------------------------------------------------------------------

    def _factors(self, judged: Judged) -> tuple[out.FactorFinding, ...]:
        return tuple(
            out.FactorFinding.model_construct(
                id=factor.id,
                title=factor.title,
                cite=factor.cite,
                truth=judged.evaluation.truths[self._layout.roots[f"factors.{factor.id}"]],
                because=self._rules.explainer.because(self._layout.roots[f"factors.{factor.id}"], judged.seen),
                direction=factor.direction,
                force=factor.force,
            )
            for factor in self._pack.factors
        )

    def _accountability(self, judged: Judged) -> tuple[out.AccountabilityFinding, ...]:
        found = []
        for one in self._pack.accountability:
            root = self._layout.roots[f"accountability.{one.id}"]
            tally = root
            while not isinstance(self._layout.slots[tally].node, Tally):
                tally = self._layout.slots[tally].parts[-1]
            rows = judged.evaluation.items.get(tally)
            whole = judged.evaluation.truths[root]
            officials = None
            if judged.case.officials is not None and rows is not None:
                officials = tuple(
                    out.OfficialFinding.model_construct(id=official.id, role=official.role, truth=_both(whole, row[-1]))
                    for official, row in zip(judged.case.officials, rows, strict=True)
                )
            found.append(
                out.AccountabilityFinding.model_construct(
                    id=one.id,
                    title=one.title,
                    cite=one.cite,
                    truth=whole,
                    because=self._rules.explainer.because(root, judged.seen),
                    forms=one.forms,
                    by=one.by,
                    officials=officials,
                    outside=one.outside,
                ),
            )
        return tuple(found)

    def _earlier(self, judged: Judged) -> tuple[out.EarlierMeasureFinding, ...] | None:
        if judged.case.earlier_measures is None:
            return None
        measures = {measure.id: measure for measure in self._pack.measures}
        found = []
        for item in judged.case.earlier_measures:
            measure = measures.get(item.measure)
            if measure is None:
                continue
            end = judged.bound.terms.get(item.id, TermEnd(None))
            days = {name: getattr(item, name) for name in ("decided_on", "received_on", "held_on")}
            timeline = Timeline(
                measure, days, assumed=False, readings=judged.chosen.options, calendar=judged.calendar, term=end
            )
            found.append(
                out.EarlierMeasureFinding.model_construct(
                    id=item.id,
                    measure=measure.id,
                    title=measure.title,
                    state=_state(item, end, judged),
                    term_ends=timeline.term_deadline(),
                    obligations=timeline.obligations(self._applies(f"measures.{measure.id}.reports", judged)),
                    effects=timeline.effects(item.released_on),
                ),
            )
        return tuple(found)

    # what if ---------------------------------------------------------------------------------------------------

    def _questions(self, judged: Judged) -> tuple[out.Question, ...]:
        asked = self._inquiry.ask(judged.bound.facts, judged.evaluation, judged.interval, self._provisions)
        return tuple(self._question(one, judged) for one in asked)

    def _provisions(self, slot: int) -> tuple[Citation, ...]:
        path = self._roots[slot]
        return () if path == _LISTED else self._rule_of[path].cite  # its circumstances say more than all of them together

    def _question(self, asked: Asked, judged: Judged) -> out.Question:
        declaration = asked.open_fact.declaration
        path = self._path(asked.open_fact.place, judged)
        labels = {} if declaration is None else dict(zip(declaration.options, declaration.labels, strict=True))
        collection = self._titles.get(path, path)
        return out.Question.model_construct(
            path=path,
            title=collection if declaration is None else declaration.title,
            cite=asked.cite,
            answers=tuple(
                out.Answer.model_construct(
                    value=None if value == () else value,
                    label=_answer_label(value, labels),
                    outcome=self._rules.outcome(interval),
                )
                for value, interval in asked.answers
            ),
        )

    def _path(self, place: Place, judged: Judged) -> str:
        if place.fact is not None:
            return self._layout.facts[place.fact]
        name, fields = self._layout.collections[place.collection or 0]
        if place.item is None or place.field is None:
            return name
        key = judged.seen.keys[name][place.item]
        field = fields[place.field]
        if field == "overdue":  # derived: what has to be found out is the day that it rests on
            field = judged.bound.terms[key].missing or field
        return f"{name}[{key}].{field}"

    def _readings(
        self,
        judged: Judged,
        asked_for: Mapping[str, str],
        measure: out.Measure | None,
    ) -> tuple[out.ReadingUsed, ...]:
        found = []
        for reading in self._pack.readings:
            used = judged.chosen.options[reading.id]
            option = next(one for one in reading.options if one.id == used)
            alternatives = []
            for other in reading.options:
                if other.id == used:
                    continue
                chosen = Chosen.of(self._pack, {**judged.chosen.options, reading.id: other.id})
                again = self.judge(judged.case, chosen, judged.calendar)
                alternatives.append(
                    out.ReadingAlternative.model_construct(
                        option=other.id,
                        title=other.title,
                        outcome=self._rules.outcome(again.interval),
                        changes=self._changes(judged, again, measure),
                    ),
                )
            found.append(
                out.ReadingUsed.model_construct(
                    id=reading.id,
                    question=reading.title,
                    cite=reading.cite,
                    option=used,
                    title=option.title,
                    because=option.because,
                    chosen_by_caller=reading.id in asked_for,
                    alternatives=tuple(alternatives),
                ),
            )
        return tuple(found)

    def _changes(self, judged: Judged, again: Judged, measure: out.Measure | None) -> tuple[str, ...]:
        """Name the parts of the decision that another reading changes: the outcome, or within it what is due."""
        changes = [] if judged.interval == again.interval else ["outcome"]
        factors = self._factors(again)
        other = self._measure(again, factors)
        if [one.truth for one in factors] != [one.truth for one in self._factors(judged)]:
            changes.append("factors")
        if measure is not None and other is not None and measure.id == other.id:
            changes += [
                name for name in out.Measure.model_fields if getattr(measure, name) != getattr(other, name)
            ]
        if self._earlier(judged) != self._earlier(again):
            changes.append(_EARLIER)
        return tuple(changes)

    def _floor(self, judged: Judged, circumstances: tuple[out.RuleFinding, ...]) -> tuple[out.Floor, ...]:
        """Judge the same facts by each pack below; say where one of them comes out higher, and why."""
        found = []
        mine = {measure.id: measure.rank for measure in self._pack.measures}
        own = self._rules.outcome(judged.interval)
        present = {one.id for one in circumstances if one.truth is not False}
        for base in self._rules.stack[1:]:
            shared = {
                reading.id: judged.chosen.options[reading.id]
                for reading in base.pack.readings
                if judged.chosen.options.get(reading.id) in {option.id for option in reading.options}
            }
            assembler = base.assembler
            below = assembler.judge(judged.case, base.choose(shared), judged.calendar)
            outcome = base.outcome(below.interval)
            ranks = {measure.id: measure.rank for measure in base.pack.measures} | mine
            higher = ranks.get(outcome.at_least or "", NONE) > ranks.get(own.at_least or "", NONE)
            differences = [
                out.DifferenceFinding.model_construct(**dict(finding), reason=one.because)
                for one in self._pack.differences
                if (finding := self._finding(f"differences.{one.id}", one, judged)).truth is not False
            ]
            missing = [
                finding
                for one in base.pack.circumstances
                if (finding := assembler._finding(f"circumstances.{one.id}", one, below)).truth
                and one.id not in present
            ]
            titles = {one.id: one.title for one in base.pack.measures}
            found.append(
                out.Floor.model_construct(
                    pack=base.id,
                    outcome=outcome,
                    at_least_title=titles.get(outcome.at_least or ""),
                    at_most_title=titles.get(outcome.at_most or ""),
                    higher=higher,
                    differences=tuple(differences) if higher else (),
                    circumstances=tuple(missing) if higher else (),
                ),
            )
        return tuple(found)

    # the rest --------------------------------------------------------------------------------------------------

    def _outside(
        self,
        measure: out.Measure | None,
        accountability: tuple[out.AccountabilityFinding, ...],
    ) -> tuple[out.OutsideReference, ...]:
        wanted = {name for one in accountability if one.truth is not False for name in one.outside}
        if measure is not None:
            wanted |= set(next(one.outside for one in self._pack.measures if one.id == measure.id))
        return tuple(
            out.OutsideReference.model_construct(id=one.id, title=one.title, number=one.number, effect=one.effect, cite=one.cite)
            for one in self._pack.outside
            if one.id in wanted
        )

    def _notes(
        self,
        judged: Judged,
        measure: out.Measure | None,
        factors: tuple[out.FactorFinding, ...],
    ) -> tuple[out.Note, ...]:
        notes = []
        scope = self.truth(f"definitions.{IN_SCOPE}", judged)
        if scope is False:
            notes.append(out.Note.model_construct(code="out_of_scope", arguments=()))
        if self.truth(f"definitions.{APPLIES_BY_REFERENCE}", judged):
            notes.append(out.Note.model_construct(code="by_reference", arguments=()))
        directions = {one.direction for one in factors if one.truth}
        if len(directions) > 1:
            notes.append(out.Note.model_construct(code="both_directions", arguments=()))
        if measure is not None and measure.authority.level is None:
            notes.append(out.Note.model_construct(code="level_unknown", arguments=(("measure", measure.title),)))
        note = self._pack.instrument.in_force_note
        if note is not None:
            notes.append(out.Note.model_construct(code="in_force_not_stated", arguments=(("pack", self._pack.id), ("reason", note))))
        if measure is not None:
            taken = [
                item.id
                for item in judged.case.earlier_measures or ()
                if item.measure == measure.id and item.id in judged.bound.terms
            ]
            if taken:
                arguments = (("measure", measure.title), ("earlier", ", ".join(taken)))
                notes.append(out.Note.model_construct(code="already_taken", arguments=arguments))
        return tuple(notes)


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


def _state(item: EarlierMeasure, end: TermEnd, judged: Judged) -> str:
    if item.released_on is not None and item.released_on <= judged.case.as_of:
        return "released"
    done = rectified(item)
    if done is True:
        return "rectified"
    if end.day is None:
        return "unknown"
    if judged.case.as_of <= end.day:
        return "running"
    return "failed" if done is False else "unknown"


def _both(one: Truth, other: Truth) -> Truth:
    if other is False:
        return False
    if one is None or other is None:
        return None
    return one


def _answer_label(value: object, labels: Mapping[str, str]) -> str:
    if value == ():
        return _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NO
    return labels.get(str(value), str(value))
