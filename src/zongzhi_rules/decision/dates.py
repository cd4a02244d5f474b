"""The days of a measure: when its term ends, when reports fall due, how long its effects last."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import Deadline, EffectFinding, Obligation, Provisional, TermFinding
from zongzhi_rules.engines.terms import TermEnd, count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from zongzhi_rules.calendar import DueDate, WorkCalendar
    from zongzhi_rules.calendar.conventions import Convention
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.ir.pack import Effect, Measure, Period, Report

_MOST_RECURRENCES = 120


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of one measure.

    For a measure that is proposed, each event is taken to happen on the day of the case (`assumed`); for one that was
    taken, `days` holds what is known.
    """

    measure: Measure
    days: Mapping[str, date | None]
    assumed: bool
    readings: Mapping[str, str]
    calendar: WorkCalendar
    term: TermEnd

    @classmethod
    def proposed(cls, measure: Measure, day: date, readings: Mapping[str, str], calendar: WorkCalendar) -> Timeline:
        """Return the timeline of a measure that would be taken on that day."""
        days = dict.fromkeys(("decided_on", "received_on", "held_on"), day)
        end = TermEnd(None)
        if measure.term is not None and measure.term.length is not None:
            due = count(calendar, day, measure.term.length)
            end = TermEnd(due.due, None, due)
        return cls(measure, days, assumed=True, readings=readings, calendar=calendar, term=end)

    def term_finding(self) -> TermFinding | None:
        """Return the term for rectification."""
        term = self.measure.term
        if term is None:
            return None
        return TermFinding.model_construct(
            title=term.title,
            length=None if term.length is None else spell(term.length),
            set_by_authority=term.length is None,
            deadline=self.term_deadline(),
            cite=term.cite,
        )

    def term_deadline(self) -> Deadline | None:
        """Return the last day of the term: computed, or as the decision states it."""
        if self.term.due is not None and self.measure.term is not None:
            return self._deadline(self.term.due, self.measure.term.start.under(dict(self.readings)))
        if self.term.day is None:
            return None
        return Deadline.model_construct(
            day=self.term.day,
            nominal=self.term.day,
            start=None,
            start_event="stated",
            assumed=False,
            conventions=(),
            provisional=None,
            amendable=False,
            calendar=self.calendar.data_version,
        )

    def obligations(self, applies: Callable[[Report], Truth]) -> tuple[Obligation, ...]:
        """Return every report with each day on which it falls due, in the order of those days."""
        found = [one for report in self.measure.reports for one in self._report(report, applies(report))]
        return tuple(sorted(found, key=lambda one: (one.deadline is None, one.deadline and one.deadline.day, one.id)))

    def _report(self, report: Report, applies: Truth) -> list[Obligation]:
        if applies is False:
            return []
        event = report.start.under(dict(self.readings))
        start = self.days.get(event)
        deadlines: list[Deadline | None] = [None]
        if start is not None and report.within is not None:
            deadlines = [self._deadline(count(self.calendar, start, report.within), event)]
        elif start is not None and report.every is not None:
            deadlines = [self._deadline(due, event) for due in self._recurring(start, report.every)] or [None]
        return [
            Obligation.model_construct(
                id=report.id,
                title=report.title,
                by=report.by,
                to=report.to,
                deadline=deadline,
                applies=applies,
                cite=report.cite,
            )
            for deadline in deadlines
        ]

    def _recurring(self, start: date, every: Period) -> list[DueDate]:
        """Return the days start + k · every within the term, each counted anew from the start."""
        end = self.term.due.nominal if self.term.due is not None else self.term.day
        if end is None:
            return [count(self.calendar, start, every)]
        found = []
        for number in range(1, _MOST_RECURRENCES):
            due = count(self.calendar, start, every, number)
            if due.nominal > end:
                break
            found.append(due)
        return found

    def _deadline(self, due: DueDate, event: str) -> Deadline:
        return Deadline.model_construct(
            day=due.due,
            nominal=due.nominal,
            start=due.start,
            start_event=event,
            assumed=self.assumed,
            conventions=_words(due.conventions),
            provisional=None
            if (reason := due.provisional_reason) is None
            else Provisional.model_construct(day=reason.day, covered_until=reason.covered_until),
            amendable=due.amendable,
            calendar=due.data_version,
        )

    def effects(self, released_on: date | None = None) -> tuple[EffectFinding, ...]:
        """Return the disqualifications; one that lasts as long as the measure ends with its release."""
        return tuple(self._effect(effect, released_on) for effect in self.measure.effects)

    def _restriction(self, start: date, lasts: Period, *, counted: bool) -> tuple[date, date | None, tuple[str, ...]]:
        """Return the last day of a restriction, the one if the first day counts otherwise, and the conventions."""
        if lasts.unit in {"months", "years"}:
            months = lasts.amount * (12 if lasts.unit == "years" else 1)
            span = self.calendar.restriction(start, months, start_counted=counted)
        else:
            span = self.calendar.restriction_of_days(start, lasts.amount, start_counted=counted)
        last_days = {span.last_day_if_start_excluded, span.last_day_if_start_included}
        other = next(iter(last_days - {span.last_day}), None)
        return span.last_day, other, _words(span.conventions)

    def _effect(self, effect: Effect, released_on: date | None) -> EffectFinding:
        readings = dict(self.readings)
        start = self.days.get(effect.start.under(readings))
        counted = effect.first_day_counts.under(readings)
        until, other = released_on, None
        conventions: tuple[str, ...] = ()
        if effect.lasts is not None:
            until = None
            if start is not None:
                until, other, conventions = self._restriction(start, effect.lasts, counted=counted)
        return EffectFinding.model_construct(
            id=effect.id,
            title=effect.title,
            bars=effect.bars,
            roles=effect.roles,
            start=start,
            until=until,
            until_by_other_count=other,
            while_it_stands=effect.lasts is None,
            assumed=self.assumed,
            conventions=conventions,
            by=effect.by,
            cite=effect.cite,
        )


@functools.cache  # they come in few combinations
def _words(conventions: tuple[Convention, ...]) -> tuple[str, ...]:
    return tuple([one.value for one in conventions])


def spell(period: Period) -> str:
    """Return a period as data: `2 months`."""
    return f"{period.amount} {period.unit}"
