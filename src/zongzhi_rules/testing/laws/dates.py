"""Law 8: every date lies after its event, on a working day where it rolls, and moves later if the event does."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zongzhi_rules.calendar.conventions import Convention
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.testing.broken import as_data, broken
from zongzhi_rules.testing.edits import made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.decision.model import Deadline, Decision, EffectFinding
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

_ON_WORKING_DAYS = {Convention.ROLL_FORWARD.value, Convention.WORKING_DAY.value}
_EVENTS = ("decided_on", "received_on", "held_on", "term_ends_on", "released_on")


def dates(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None, later: int = 1) -> None:
    """Law 8: every date lies after the event that it runs from, rolls to a working day, and follows its event.

    The second part decides the case once more, `later` days on and with all its earlier measures as much later; dates
    are compared where the same measure is due.

    Raises:
        LawBroken: a date is not after its event, or on a day off; or an event moves later and its date earlier.
    """
    decision = pack.decide(case, readings)
    for what in (*_misplaced(decision, case), *_lasting(decision)):
        raise broken(8, pack, case, what, readings)
    moved = _moved(case, later)
    if moved is not None:
        for what in _earlier_than(_dates(decision), _dates(pack.decide(moved, readings)), later):
            raise broken(8, pack, case, what, readings)


def _deadlines(decision: Decision) -> Iterator[tuple[str, str | None, Deadline]]:
    """Yield every deadline with its name and the earlier measure that it belongs to."""
    due = decision.measure
    if due is not None:
        if due.term is not None and due.term.deadline is not None:
            yield f"the term of {due.id}", None, due.term.deadline
        for index, one in enumerate(due.obligations):
            if one.deadline is not None:
                yield f"obligation {index} of {due.id}, {one.id}", None, one.deadline
    for earlier in decision.earlier_measures or ():
        if earlier.term_ends is not None:
            yield f"the term of {earlier.id}", earlier.id, earlier.term_ends
        for index, one in enumerate(earlier.obligations):
            if one.deadline is not None:
                yield f"obligation {index} of {earlier.id}, {one.id}", earlier.id, one.deadline


def _effects(decision: Decision) -> Iterator[tuple[str, EffectFinding]]:
    if decision.measure is not None:
        for effect in decision.measure.effects:
            yield f"the effect {effect.id} of {decision.measure.id}", effect
    for earlier in decision.earlier_measures or ():
        for effect in earlier.effects:
            yield f"the effect {effect.id} of {earlier.id}", effect


def _misplaced(decision: Decision, case: Case) -> Iterator[str]:
    calendar = official_calendar()
    given = {one.id: one for one in case.earlier_measures or ()}
    for name, earlier, deadline in _deadlines(decision):
        start = deadline.start
        if start is not None:
            event = case.as_of if earlier is None else getattr(given[earlier], deadline.start_event)
            if start != event:
                yield f"{name} runs from {start}, and its event is of {event}"
            if not start < deadline.nominal:
                yield f"{name} falls on {deadline.nominal}, not after {start}"
        if deadline.day < deadline.nominal:
            yield f"{name} is due on {deadline.day}, before {deadline.nominal}"
        if _ON_WORKING_DAYS & set(deadline.conventions):
            if not calendar.is_working_day(deadline.day):
                yield f"{name} is due on {deadline.day}, which is a day off"
            passed = (deadline.nominal + timedelta(days=n) for n in range((deadline.day - deadline.nominal).days))
            for day in passed:
                if calendar.is_working_day(day):
                    yield f"{name} rolls to {deadline.day} over the working day {day}"


def _lasting(decision: Decision) -> Iterator[str]:
    for name, effect in _effects(decision):
        if effect.start is None:
            continue
        for until in (effect.until, effect.until_by_other_count):
            if until is not None and until < effect.start:
                yield f"{name} ends on {until}, before it starts on {effect.start}"
        if effect.until is None and not effect.while_it_stands:
            yield f"{name} has no end"


def _dates(decision: Decision) -> dict[str, date]:
    found = {name: deadline.day for name, _, deadline in _deadlines(decision)}
    found |= {name: effect.until for name, effect in _effects(decision) if effect.until is not None}
    return found


def _earlier_than(before: dict[str, date], after: dict[str, date], later: int) -> Iterator[str]:
    for name in before.keys() & after.keys():
        if after[name] < before[name]:
            yield f"{name} moves from {before[name]} to {after[name]} when its event is {later} days later"


def _moved(case: Case, later: int) -> Case | None:
    """Return the case so many days later, with its earlier measures; None where that would be no case."""
    data: dict[str, Any] = copy.deepcopy(as_data(case))
    data["as_of"] = _later(data["as_of"], later)
    for item in data.get("earlier_measures") or ():
        for name in _EVENTS:
            if name in item:
                item[name] = _later(item[name], later)
        for inspection in item.get("inspections", ()):
            inspection["on"] = _later(inspection["on"], later)
    return made(data)


def _later(day: str, by: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=by))
