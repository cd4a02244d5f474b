"""A file judged on one day, and what stands and what is owed on that day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.api import resolve_pack
from zongzhi_rules.casefile.facts import case_of
from zongzhi_rules.casefile.paths import LOCAL, place_of
from zongzhi_rules.facts.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.casefile.state import CaseFile
    from zongzhi_rules.decision.model import Decision, EarlierMeasureFinding, Obligation
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.ir.pack import Measure

Subject = Literal[
    "circumstance",
    "factor",
    "accountability",
    "measure",
    "effect",
    "term",
    "report",
    "question",
    "outcome",
    "pack",
]
State = Literal["open", "due", "done", "late", "overdue", "unknown", "failed"]
DONE: frozenset[State] = frozenset({"done", "late"})
OVERDUE: frozenset[State] = frozenset({"overdue", "unknown", "failed"})
_ENDED = {"rectified", "released"}


@dataclass(frozen=True, slots=True)
class Judging:
    """By what a file is judged: the pack (else the one that governs the case on the day), readings, calendar."""

    rules: RulePack | None = None
    readings: Mapping[str, str] | None = None
    calendar: WorkCalendar | None = None

    def on(self, case: Case) -> View:
        """Judge a case.  Raises as `RulePack.decide`."""
        rules = self.rules or resolve_pack(case.subject.division, case.as_of)
        return View(case, rules, rules.decide(case, self.readings, self.calendar))

    def admit(self, case: Case) -> RulePack:
        """Return the pack that judges a case, having tried it; quicker than a decision.  Raises as `on`."""
        rules = self.rules or resolve_pack(case.subject.division, case.as_of)
        rules.verdict(case, self.readings, self.calendar)
        return rules

    def of(self, file: CaseFile, day: date | None = None) -> View:
        """Judge a file as of a day, or of the day that it has come to.  Raises as `case_of` and `RulePack.decide`."""
        return self.on(case_of(file, file.day if day is None else day))


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that holds on the day; `day` is its first, where it is known.

    A measure stands until it is lifted, or until the rectification is found done where nothing needs to be lifted.
    """

    subject: Subject
    id: str
    under: str | None
    title: str = field(compare=False)
    cite: tuple[Citation, ...] = field(compare=False)
    day: date | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something to be done by a day: a report, or the rectification by the end of a term."""

    subject: Literal["term", "report"]
    id: str
    under: str
    title: str
    cite: tuple[Citation, ...]
    day: date
    state: State
    done_on: date | None


@dataclass(frozen=True, slots=True)
class View:
    """A case, the pack that judges it and the decision."""

    case: Case
    rules: RulePack
    decision: Decision

    def standing(self) -> dict[Standing, None]:
        """Return what holds, in the order of the decision."""
        decision = self.decision
        found: list[Standing] = []
        found += [Standing("circumstance", x.id, None, x.title, x.cite) for x in decision.circumstances if x.truth]
        found += [Standing("factor", x.id, None, x.title, x.cite) for x in decision.factors if x.truth]
        found += [Standing("accountability", x.id, None, x.title, x.cite) for x in decision.accountability if x.truth]
        for earlier, measure in self._earlier():
            if earlier.state != "released" and (earlier.state != "rectified" or measure.release is not None):
                taken = self._taken(earlier.id)
                found.append(Standing("measure", earlier.id, None, earlier.title, measure.cite, taken))
            found += [
                Standing("effect", one.id, earlier.id, one.title, one.cite, one.start)
                for one in earlier.effects
                if one.start is not None
                and one.start <= decision.as_of
                and (one.until is None or decision.as_of <= one.until)
            ]
        return dict.fromkeys(found)

    def owed(self) -> dict[tuple[str, str, str, date], Owed]:
        """Return what is or was to be done under the earlier measures, by what it is and when it falls due."""
        found = [one for pair in self._earlier() for one in (*self._term(*pair), *self._reports(pair[0]))]
        return {(one.subject, one.id, one.under, one.day): one for one in sorted(found, key=lambda one: one.day)}

    def knows(self, path: str) -> bool:
        """Whether the case states the fact, or an inspection or a release answers for it."""
        place = place_of(path)
        if place is None:
            return False
        if place.section == LOCAL:
            return self.case.local.get(place.field) is not None
        section = getattr(self.case, place.section)
        if place.whole_list:
            return section is not None
        if place.key is None:
            return getattr(section, place.field) is not None
        if place.field == "rectified" and any(
            one.id == place.key and one.state in {*_ENDED, "failed"} for one in self.decision.earlier_measures or ()
        ):
            return True
        key = catalogue().collections[place.section].key
        return any(
            str(getattr(one, key)) == place.key and getattr(one, place.field, None) is not None for one in section or ()
        )

    def _earlier(self) -> Iterator[tuple[EarlierMeasureFinding, Measure]]:
        measures = {measure.id: measure for measure in self.rules.pack.measures}
        for one in self.decision.earlier_measures or ():
            yield one, measures[one.measure]

    def _term(self, earlier: EarlierMeasureFinding, measure: Measure) -> Iterator[Owed]:
        if earlier.term_ends is None:
            return
        day, as_of = earlier.term_ends.day, self.decision.as_of
        state: State
        if earlier.state in _ENDED:
            state = "done"
        elif as_of <= day:
            state = "due" if as_of == day else "open"
        else:
            state = "failed" if earlier.state == "failed" else "unknown"
        term = measure.term
        cite, title = (measure.cite, earlier.title) if term is None else (term.cite, term.title)
        yield Owed("term", "term", earlier.id, title, cite, day, state, None)

    def _reports(self, earlier: EarlierMeasureFinding) -> Iterator[Owed]:
        """Yield each report with its day, and which delivery answers it."""
        released = next((one.released_on for one in self.case.earlier_measures or () if one.id == earlier.id), None)
        spans: dict[str, list[tuple[date, date, Obligation]]] = {}
        for one in earlier.obligations:
            if one.deadline is not None and (released is None or one.deadline.day <= released):
                before = spans.setdefault(one.id, [])
                since = before[-1][1] if before else one.deadline.start or one.deadline.day
                before.append((since, one.deadline.day, one))
        for report, periods in spans.items():
            answers = self._answers(report, earlier.id, [(since, day) for since, day, _ in periods])
            for _, day, one in periods:
                done = answers.get(day)
                state = self._state(day, done)
                yield Owed("report", report, earlier.id, one.title, one.cite, day, state, done)

    def _answers(self, report: str, under: str, periods: list[tuple[date, date]]) -> dict[date, date]:
        """Give each delivery to the period that it names, else to the oldest that has begun and is still open."""
        found: dict[date, date] = {}
        delivered = [one for one in self.case.performed_duties or () if (one.duty, one.under) == (report, under)]
        for one in sorted(delivered, key=lambda one: (one.period is None, one.on)):
            for since, day in periods:
                fits = since <= one.on if one.period is None else since < one.period <= day
                if fits and day not in found:
                    found[day] = one.on
                    break
        return found

    def _state(self, day: date, done: date | None) -> State:
        if done is not None:
            return "done" if done <= day else "late"
        if self.decision.as_of <= day:
            return "due" if self.decision.as_of == day else "open"
        return "unknown" if self.case.performed_duties is None else "overdue"

    def _taken(self, item: str) -> date | None:
        return next((one.decided_on for one in self.case.earlier_measures or () if one.id == item), None)
