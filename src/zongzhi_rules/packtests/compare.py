"""Holds a decision against what a case expects of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.packtests.in_full import differences
from zongzhi_rules.packtests.model import NO_MEASURE, TRUTH_OF, WORD_OF, days
from zongzhi_rules.packtests.reasons import entries, reasons
from zongzhi_rules.syntax.places import dotted, head_span
from zongzhi_rules.syntax.plain import node_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import (
        ActingBody,
        Deadline,
        Decision,
        EarlierMeasureFinding,
        GradeOutcome,
        Measure,
        Obligation,
        RecipientFinding,
        RuleFinding,
        Step,
        Truth,
    )
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Span
    from zongzhi_rules.ir.base import Citation, Rule
    from zongzhi_rules.packtests.model import ExpectedActor, ExpectedEarlier, ExpectedInterval, ExpectedOfPack
    from zongzhi_rules.packtests.read import PackCase

_WORDS = WORD_OF
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that was not met.

    Attributes:
        pack: the id of the pack of which it was expected: the one whose case it is, or one below.
        about: what it is about: the path of a rule, or of what is expected (`outcome.at_least`, `reports.progress`).
        rule: the path of the rule that it is about; empty where it is about no single one.
        title: the title of that rule.
        cite: the provisions of that rule.
        expected: what was expected, as the author would write it.
        got: what came out, written alike.
        span: where the expectation stands.
        reasons: the rules that led to what came out, each followed by those that decided it; their ids are paths.
        deadlines: where days are concerned, how those that came out were counted.
    """

    pack: str
    about: str
    rule: str
    title: str
    cite: tuple[Citation, ...]
    expected: str
    got: str
    span: Span
    reasons: tuple[RuleFinding, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


def mismatches(
    rules: RulePack,
    case: PackCase,
    decision: Decision,
    truths: Mapping[str, Truth],
) -> tuple[Mismatch, ...]:
    """Return what a decision has otherwise than a case expects, in the order in which the expectations are listed."""
    return tuple(_Comparison(rules, case, decision, truths).mismatches())


class _Comparison:
    def __init__(
        self,
        rules: RulePack,
        case: PackCase,
        decision: Decision,
        truths: Mapping[str, Truth],
    ) -> None:
        self._rules = rules
        self._case = case
        self._expected = case.expected
        self._decision = decision
        self._truths = truths

    @cached_property
    def _entries(self) -> dict[str, Rule]:
        return entries(self._rules.pack)

    def mismatches(self) -> Iterator[Mismatch]:
        expected = self._expected
        if expected.refused is not None:
            yield self._mismatch(("refused",), expected.refused, _NOTHING)
        yield from self._outcome()
        for key in TRUTH_OF:
            for index, path in enumerate(getattr(expected, key)):
                if self._truths[path] is not TRUTH_OF[key]:
                    got = _WORDS[self._truths[path]]
                    yield self._mismatch((key, index), key, got, about=path, because=[path])
        yield from self._of_measure()
        for one in differences(self._rules, self._case, self._decision):
            yield self._mismatch(one.steps, one.expected, one.got, rule=one.rule)
        yield from self._of_earlier()
        yield from self._what_if()
        yield from self._unexpected()

    # the ladder ------------------------------------------------------------------------------------------------

    def _outcome(self) -> Iterator[Mismatch]:
        for end, wanted in _ends(self._expected.outcome):
            got = getattr(self._decision.outcome, end) or NO_MEASURE
            if wanted not in (None, got):
                because = [*self._grounds(got), *self._grounds(str(wanted))]
                rule = f"measures.{wanted if got == NO_MEASURE else got}"
                yield self._mismatch(("outcome", end), str(wanted), got, rule=rule, because=because)

    def _grounds(self, measure: str) -> list[str]:
        start = f"measures.{measure}.grounds."
        return [path for path in self._truths if path.startswith(start)]

    def _of_measure(self) -> Iterator[Mismatch]:
        expected, measure = self._expected, self._decision.measure
        grade = None if measure is None else measure.grade
        for end, wanted in _ends(expected.grade):
            got = None if grade is None else getattr(grade, end)
            if wanted not in (None, got):
                rule = f"{self._path(measure)}.grades.{wanted}"
                yield self._mismatch(("grade", end), str(wanted), _shown(got), rule=rule, because=self._graded(measure))
        if "may_be_lowered_to" in expected.model_fields_set:
            got = None if grade is None else grade.may_be_lowered_to
            if got != expected.may_be_lowered_to:
                shown = _shown(expected.may_be_lowered_to)
                rule = f"{self._path(measure)}.grades.{got or expected.may_be_lowered_to}"
                yield self._mismatch(
                    ("may_be_lowered_to",), shown, _shown(got), rule=rule, because=self._graded(measure)
                )
        authority = None if measure is None else measure.authority
        yield from self._actor(("authority",), expected.authority, authority, f"{self._path(measure)}.authority")
        release = None if measure is None else measure.release
        by = None if release is None else release.by
        yield from self._actor(("release",), expected.release, by, f"{self._path(measure)}.release")
        procedure = () if measure is None else measure.procedure
        yield from self._parts("steps", "procedure", procedure)
        takers = {step.id: step.by for step in procedure}
        for step, who in expected.steps_by.items():
            rule = f"{self._path(measure)}.procedure.{step}"
            yield from self._actor(("steps_by", step), who, takers.get(step), rule)
        yield from self._parts("recipients", "recipients", () if measure is None else measure.recipients)
        addressees = () if measure is None else tuple(one.id for one in measure.addressees)
        if expected.addressees and sorted(expected.addressees) != sorted(addressees):
            named = ", ".join(expected.addressees)
            rule = self._path(measure)
            yield self._mismatch(("addressees",), named, _listed(", ".join(addressees)), rule=rule)
        yield from self._dates(
            expected,
            (),
            self._path(measure),
            term=None if measure is None or measure.term is None else measure.term.deadline,
            obligations=() if measure is None else measure.obligations,
            until={} if measure is None else {one.id: one.until for one in measure.effects},
        )

    def _path(self, measure: Measure | None) -> str:
        """Return the path of the measure that is due; where none is, of the one that was expected."""
        if measure is not None:
            return f"measures.{measure.id}"
        outcome = self._expected.outcome
        return f"measures.{NO_MEASURE if outcome is None else outcome.at_least}"

    def _graded(self, measure: Measure | None) -> list[str]:
        """Return the rules that a grade hangs on: the conditions of the grades, and the factors."""
        factors = [f"factors.{one.id}" for one in self._decision.factors if one.truth is not False]
        grades = [path for path in self._truths if measure and path.startswith(f"measures.{measure.id}.grades.")]
        return grades + factors

    def _actor(
        self,
        steps: tuple[str, ...],
        wanted: ExpectedActor | None,
        actor: ActingBody | None,
        rule: str,
    ) -> Iterator[Mismatch]:
        if wanted is None:
            return
        level = None if actor is None or actor.level is None else actor.level.value
        found = {"body": None if actor is None else actor.body, "level": level}
        for name in sorted(wanted.model_fields_set & found.keys()):
            if getattr(wanted, name) != found[name]:
                special = [path for path in self._truths if path.startswith(f"{rule}.special.")]
                shown = _shown(getattr(wanted, name)), _shown(found[name])
                yield self._mismatch((*steps, name), *shown, rule=rule, because=special)

    def _parts(self, key: str, part: str, parts: Iterable[Step | RecipientFinding]) -> Iterator[Mismatch]:
        """Compare which steps are taken, or who receives the measure."""
        found = {one.id: _WORDS[one.applies] for one in parts}
        measure = self._decision.measure
        for name, wanted in getattr(self._expected, key).items():
            if found.get(name) != wanted:
                path = f"{self._path(measure)}.{part}.{name}"
                because = [path] if path in self._truths else self._graded(measure)
                yield self._mismatch((key, name), wanted, _shown(found.get(name)), rule=path, because=because)

    # days ------------------------------------------------------------------------------------------------------

    def _dates(  # noqa: PLR0913 - the days of a measure
        self,
        expected: ExpectedEarlier | ExpectedOfPack,
        where: tuple[str, ...],
        rule: str,
        *,
        term: Deadline | None,
        obligations: Sequence[Obligation],
        until: Mapping[str, object],
    ) -> Iterator[Mismatch]:
        ends = None if term is None else term.day
        if "term_ends" in expected.model_fields_set and expected.term_ends != ends:
            deadlines = () if term is None else (term,)
            steps = (*where, "term_ends")
            shown = _shown(expected.term_ends), _shown(ends)
            yield self._mismatch(steps, *shown, rule=f"{rule}.term", deadlines=deadlines)
        for report, wanted in expected.reports.items():
            counted = tuple(one.deadline for one in obligations if one.id == report and one.deadline is not None)
            due = tuple(one.day for one in counted)
            if due != wanted:
                steps = (*where, "reports", report)
                shown = _listed(days(wanted)), _listed(days(due))
                yield self._mismatch(steps, *shown, rule=f"{rule}.reports.{report}", deadlines=counted)
        for effect, day in expected.effects_until.items():
            if until.get(effect) != day:
                steps = (*where, "effects_until", effect)
                shown = _shown(day), _shown(until.get(effect))
                yield self._mismatch(steps, *shown, rule=f"{rule}.effects.{effect}")

    def _of_earlier(self) -> Iterator[Mismatch]:
        found: dict[str, EarlierMeasureFinding] = {one.id: one for one in self._decision.earlier_measures or ()}
        for name, wanted in self._expected.earlier.items():
            where = ("earlier", name)
            one = found.get(name)
            if one is None:
                yield self._mismatch(where, name, _NOTHING)
                continue
            if wanted.state not in (None, one.state):
                deadlines = () if one.term_ends is None else (one.term_ends,)
                shown = str(wanted.state), one.state
                rule = f"measures.{one.measure}.term"
                yield self._mismatch((*where, "state"), *shown, rule=rule, deadlines=deadlines)
            until = {effect.id: effect.until for effect in one.effects}
            rule = f"measures.{one.measure}"
            yield from self._dates(wanted, where, rule, term=one.term_ends, obligations=one.obligations, until=until)

    # what if ---------------------------------------------------------------------------------------------------

    def _what_if(self) -> Iterator[Mismatch]:
        decision, expected = self._decision, self._expected
        yield from self._among("questions", expected.questions, [one.path for one in decision.questions])
        matter = [one.id for one in decision.readings if one.matters]
        yield from self._among("readings_that_matter", expected.readings_that_matter, matter)
        yield from self._among("notes", expected.notes, [one.code for one in decision.notes])
        if expected.floor_higher is not None:
            higher = any(floor.higher for floor in decision.floor)
            if higher is not expected.floor_higher:
                because = [path for path in self._truths if path.startswith("differences.")]
                shown = _WORDS[expected.floor_higher], _WORDS[higher]
                yield self._mismatch(("floor_higher",), *shown, because=because)

    def _unexpected(self) -> Iterator[Mismatch]:
        """Compare with what must not come out."""
        unexpected, decision = self._expected.not_, self._decision
        if unexpected is None:
            return
        measure = decision.measure
        grade = None if measure is None or measure.grade is None else measure.grade
        ladder = (NO_MEASURE, *(one.id for one in self._rules.pack.measures))
        found: dict[str, tuple[str, ...]] = {
            "outcome": _between(ladder, decision.outcome.at_least, decision.outcome.at_most),
            "grade": () if measure is None or grade is None else self._grades(measure.id, grade),
            "addressees": () if measure is None else tuple(one.id for one in measure.addressees),
            "questions": tuple(one.path for one in decision.questions),
            "readings_that_matter": tuple(one.id for one in decision.readings if one.matters),
            "notes": tuple(one.code for one in decision.notes),
        }
        for key, came in found.items():
            for index, name in enumerate(getattr(unexpected, key)):
                if name in came:
                    because = self._grounds(name) if key == "outcome" else ()
                    shown = f"not {name}", ", ".join(came)
                    rule = {"outcome": f"measures.{name}", "readings_that_matter": f"readings.{name}"}.get(key, "")
                    yield self._mismatch(("not", key, index), *shown, about=f"not.{key}", rule=rule, because=because)

    def _grades(self, measure: str, grade: GradeOutcome) -> tuple[str, ...]:
        """Return the grades that may be due."""
        [found] = [one for one in self._rules.pack.measures if one.id == measure]
        steps = sorted(found.grades, key=lambda one: one.step)
        return _between([one.id for one in steps], grade.at_least, grade.at_most)

    def _among(self, key: str, wanted: Sequence[str], found: Sequence[str]) -> Iterator[Mismatch]:
        if key in self._expected.model_fields_set and not wanted and found:
            yield self._mismatch((key,), _NOTHING, ", ".join(found))
        for index, one in enumerate(wanted):
            if one not in found:
                rule = f"readings.{one}"
                yield self._mismatch((key, index), one, _listed(", ".join(found)), about=key, rule=rule)

    # in common -------------------------------------------------------------------------------------------------

    def _mismatch(  # noqa: PLR0913 - the parts of a mismatch
        self,
        steps: tuple[str | int, ...],
        expected: str,
        got: str,
        *,
        about: str = "",
        rule: str = "",
        because: Iterable[str] = (),
        deadlines: tuple[Deadline, ...] = (),
    ) -> Mismatch:
        because = tuple(because)
        judged = self._judged() if because else None
        about = about or dotted(steps)
        entry = self._entries.get(rule or about)
        return Mismatch(
            pack=self._rules.id,
            about=about,
            rule="" if entry is None else rule or about,
            title="" if entry is None else entry.title,
            cite=() if entry is None else entry.cite,
            expected=expected,
            got=got,
            span=head_span(node_at(self._case.expect_node, steps)),
            reasons=() if judged is None else reasons(self._rules, judged, because),
            deadlines=deadlines,
        )

    def _judged(self) -> Judged:
        chosen = self._rules.choose(self._case.readings)
        return self._rules.assembler.judge(self._case.case, chosen, official_calendar())


def _ends(interval: ExpectedInterval | None) -> tuple[tuple[str, str | None], ...]:
    if interval is None:
        return ()
    return ("at_least", interval.at_least), ("at_most", interval.at_most)


def _between(order: Sequence[str], low: str | None, high: str | None) -> tuple[str, ...]:
    """Return what lies between the ends of an interval, both included; None stands for the lowest."""
    ends = [0 if end is None else order.index(end) for end in (low, high)]
    return tuple(order[ends[0] : ends[1] + 1])


def _shown(value: object) -> str:
    return _NOTHING if value is None else str(value)


def _listed(text: str) -> str:
    return text or _NOTHING
