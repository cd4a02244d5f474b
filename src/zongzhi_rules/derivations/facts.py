"""What a case says of a fact, as a pack understands it; the derived facts of earlier measures are worked out here."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING, Any

from zongzhi_rules.calendar import WorkCalendar
from zongzhi_rules.facts.finding import Finding
from zongzhi_rules.vocabulary import InspectionResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.facts.model import Case, EarlierMeasure, Inspection
    from zongzhi_rules.ir.pack import Measure, Pack, Period

EARLIER = "earlier_measures"
_LOCAL = "local."


class CaseFacts:
    """The facts of one case under one pack and one choice of readings."""

    def __init__(self, case: Case, pack: Pack, readings: Mapping[str, str], calendar: WorkCalendar | None) -> None:
        """Take the case; the calendar of the published notices is loaded only if a term asks for it."""
        self.case = case
        self._pack = pack
        self._readings = dict(readings)
        self._calendar = calendar
        self._days = {fact.path for fact in pack.facts if fact.of is None and fact.kind == "date"}
        self._items: dict[str, list[dict[str, object]] | None] = {}

    def value(self, path: str) -> object:
        """Return the value of a fact of the case; None where it is unknown."""
        subject = self.case.subject
        if path.startswith(_LOCAL):
            found = self.case.local.get(path.removeprefix(_LOCAL))
            value = None if found is None else found.value
            return date.fromisoformat(value) if isinstance(value, str) and path in self._days else value
        if path == "subject.level":
            return subject.effective_level
        if path == "subject.directly_governed":
            return subject.is_directly_governed
        holder: Any = self.case
        for name in path.split("."):
            holder = getattr(holder, name)
        return _bare(holder)

    def items(self, collection: str) -> list[dict[str, object]] | None:
        """Return the items of a list, each as field to value; None where the list is unknown."""
        if collection not in self._items:
            given = getattr(self.case, collection)
            made: list[dict[str, object]] | None = None
            if given is not None and collection == EARLIER:
                rungs = {measure.id: measure for measure in self._pack.measures}
                made = [self._earlier(one, rungs[one.measure]) for one in given if one.measure in rungs]
            elif given is not None:
                made = [{name: _bare(value) for name, value in one} for one in given]
            self._items[collection] = made
        return self._items[collection]

    # earlier measures ------------------------------------------------------------------------------------------

    def _earlier(self, given: EarlierMeasure, measure: Measure) -> dict[str, object]:
        ends = given.term_ends_on or self._term_by_the_pack(given, measure)
        return {name: _bare(value) for name, value in given} | {
            "term_ends_on": ends,
            "term_stated": given.term_ends_on is not None,
            "overdue": self._overdue(given, measure, ends),
            "rectified": rectified(given, ends),
        }

    def _overdue(self, given: EarlierMeasure, measure: Measure, ends: date | None) -> Truth:
        """Whether the term is over: one not yet begun is not while one from the day of decision would still run."""
        if ends is not None:
            return self.case.as_of > ends
        if given.decided_on is None:
            return None
        earliest = self._term_by_the_pack(given, measure, given.decided_on)
        return None if earliest is None or self.case.as_of > earliest else False

    def _term_by_the_pack(self, given: EarlierMeasure, measure: Measure, start: date | None = None) -> date | None:
        """Return the last day by the length that the pack sets, unless the text was not yet in force.

        `start` stands for the day from which the term runs, which the case gives otherwise.
        """
        term = measure.term
        if term is None or term.length is None:
            return None
        since = next(one.in_force for one in self._pack.instruments if one.id == term.cite[0].instrument)
        taken = given.decided_on or given.held_on or given.received_on
        if since is not None and taken is not None and taken < since:
            return None
        start = start or getattr(given, term.start.under(self._readings))
        return None if start is None else _last_day(self._calendar or _official(), start, term.length)


def rectified(given: EarlierMeasure, ends: date | None) -> Truth:
    """Whether the rectification was done: a finding says so, else a release, else the last inspections that tell.

    An inspection that is passed says yes; one that fails says no, but only from the last day of the term on.
    """
    if given.rectified is not None:
        return given.rectified.value
    if given.released_on is not None:
        return True
    by_day: dict[date, list[Inspection]] = {}
    for one in given.inspections or ():
        by_day.setdefault(one.on, []).append(one)
    open_answers: set[Truth] = set()
    for day in sorted(by_day, reverse=True):
        said = [_may_say(one, ends) for one in by_day[day]]
        open_answers.update(answer for one in said for answer in one if answer is not None)
        if any(None not in one for one in said):
            return open_answers.pop() if len(open_answers) == 1 else None
    return None


def _may_say(inspection: Inspection, ends: date | None) -> set[Truth]:
    """Return what an inspection says, or may say while its result or the term is unknown; None for nothing."""
    if inspection.result is InspectionResult.PASSED:
        return {True}
    failing: set[Truth] = {False, None} if ends is None else {False} if inspection.on >= ends else {None}
    return failing if inspection.result is InspectionResult.FAILED else {True, *failing}


def _bare(value: object) -> object:
    return value.value if isinstance(value, Finding) else value


def _last_day(calendar: WorkCalendar, start: date, length: Period) -> date:
    if length.unit == "days":
        return calendar.add_days(start, length.amount).due
    if length.unit == "working_days":
        return calendar.add_working_days(start, length.amount).due
    return calendar.add_months(start, length.amount * (12 if length.unit == "years" else 1)).due


@functools.cache
def _official() -> WorkCalendar:
    return WorkCalendar.official()
