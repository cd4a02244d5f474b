"""A decision in the words of the expectations: what a lawyer would assert, without the program's inner detail."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zongzhi_rules import Decision, Outcome
    from zongzhi_rules.decision.model import ActingBody, Deadline, EffectFinding, Obligation

NO_DAY = "no_day"
"""In time, without a day."""
BY_AUTHORITY = "set_by_authority"
STANDS = "while_it_stands"

_NAMED_ONLY = {"actors": 1, "addressees": 1, "answers": 1, "earlier": 2, "floor": 2}
"""Mappings of which an expectation may name some entries only, and how deep."""
_IN_ORDER = {"outcome", "grade", "authority", "questions"}
_WIDTH = 120


def of(decision: Decision, key: str) -> Any:
    """Return one view of a decision; a key that is none is a mistake in the expectation."""
    assert key in _VIEWS, f"`{key}` is nothing that can be asserted; there are {', '.join(sorted(_VIEWS))}"
    return _VIEWS[key](decision)


def like(seen: Any, expected: Any, key: str) -> Any:
    """Reduce what was seen to the entries that an expectation names."""
    return _entries(seen, expected, _NAMED_ONLY.get(key, 0))


def in_order(value: Any, key: str) -> Any:
    """Sort a list whose order says nothing."""
    return sorted(value) if isinstance(value, list) and key not in _IN_ORDER else value


def _entries(seen: Any, expected: Any, depth: int) -> Any:
    if depth == 0 or not isinstance(seen, dict) or not isinstance(expected, dict):
        return seen
    return {name: _entries(seen.get(name), value, depth - 1) for name, value in expected.items()}


def pretty(value: Any, indent: int = 0) -> str:
    """Write data as JSON that a person can read and a diff can show: what fits on a line stands on one."""
    compact = json.dumps(value, ensure_ascii=False)
    if indent + len(compact) <= _WIDTH or not value or not isinstance(value, (dict, list)):
        return compact
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        first, last = "{", "}"
        rows = [f"{json.dumps(name, ensure_ascii=False)}: {pretty(one, indent + 1)}" for name, one in value.items()]
    else:
        first, last = "[", "]"
        rows = [pretty(one, indent + 1) for one in value]
    lines = [rows[0]]
    for row in rows[1:]:
        joined = f"{lines[-1]}, {row}"
        if "\n" in joined or "{" in joined or indent + 1 + len(joined) > _WIDTH:
            lines[-1] += ","
            lines.append(row)
        else:
            lines[-1] = joined
    return "\n".join([first, *(pad + line for line in lines), " " * indent + last])


def outcome(found: Outcome) -> list[str]:
    """Return the two ends of an outcome; `none` stands for no measure."""
    return [found.at_least or "none", found.at_most or "none"]


def _true(found: Iterable[Any], *, truth: bool | None = True) -> list[str]:
    return [one.id for one in found if one.truth is truth]


def _grounds(decision: Decision, *, truth: bool | None) -> list[str]:
    return [f"{rung.id}.{ground.id}" for rung in decision.measures for ground in rung.grounds if ground.truth is truth]


def _actor(by: ActingBody) -> list[str | None]:
    return [by.body, None if by.level is None else by.level.value, by.division]


def _obligations(found: Iterable[Obligation]) -> dict[str, list[Any]]:
    days: dict[str, list[Any]] = {}
    for one in found:
        days.setdefault(one.id, []).append(NO_DAY if one.deadline is None else one.deadline.day)
    return days


def _effects(found: Iterable[EffectFinding]) -> dict[str, dict[str, Any]]:
    effects = {}
    for one in found:
        seen: dict[str, Any] = {"from": one.start, "until": STANDS if one.while_it_stands else one.until}
        if one.until_by_other_count is not None:
            seen["otherwise_until"] = one.until_by_other_count
        effects[one.id] = seen | {"roles": [role.value for role in one.roles]}
    return effects


def _term(decision: Decision) -> Any:
    term = None if decision.measure is None else decision.measure.term
    if term is None:
        return None
    if term.set_by_authority:
        return BY_AUTHORITY
    return None if term.deadline is None else term.deadline.day


def _provisional(decision: Decision) -> list[Any]:
    deadlines: list[Deadline | None] = []
    if decision.measure is not None:
        deadlines.append(None if decision.measure.term is None else decision.measure.term.deadline)
        deadlines += [one.deadline for one in decision.measure.obligations]
    for earlier in decision.earlier_measures or ():
        deadlines += [earlier.term_ends, *(one.deadline for one in earlier.obligations)]
    return sorted({one.day for one in deadlines if one is not None and one.provisional is not None})


def _earlier(decision: Decision) -> dict[str, Any]:
    return {
        one.id: {
            "state": one.state,
            "term": None if one.term_ends is None else one.term_ends.day,
            "obligations": _obligations(one.obligations),
            "effects": _effects(one.effects),
        }
        for one in decision.earlier_measures or ()
    }


def _accountability(decision: Decision) -> dict[str, list[str]]:
    return {one.id: _true(one.officials or ()) for one in decision.accountability if one.truth}


def _answers(decision: Decision) -> dict[str, list[list[Any]]]:
    return {
        one.path: [[answer.value, *outcome(answer.outcome)] for answer in one.answers] for one in decision.questions
    }


def _floor(decision: Decision) -> dict[str, Any]:
    return {
        one.pack: {
            "outcome": outcome(one.outcome),
            "higher": one.higher,
            "differences": [finding.id for finding in one.differences],
            "circumstances": [finding.id for finding in one.circumstances],
        }
        for one in decision.floor
    }


def _of_measure(view: Callable[[Any], Any], without: Any) -> Callable[[Decision], Any]:
    def seen(decision: Decision) -> Any:
        return without if decision.measure is None else view(decision.measure)

    return seen


_VIEWS: Mapping[str, Callable[[Decision], Any]] = {
    "outcome": lambda decision: outcome(decision.outcome),
    "circumstances": lambda decision: _true(decision.circumstances),
    "circumstances_open": lambda decision: _true(decision.circumstances, truth=None),
    "grounds": functools.partial(_grounds, truth=True),
    "grounds_open": functools.partial(_grounds, truth=None),
    "factors": lambda decision: _true(decision.factors),
    "factors_binding": lambda decision: [one.id for one in decision.factors if one.truth and one.force == "shall"],
    "grade": _of_measure(lambda measure: [measure.grade.at_least, measure.grade.at_most], None),
    "raised": _of_measure(lambda measure: measure.grade.raised, None),
    "raised_at_top": _of_measure(lambda measure: measure.grade.raised_at_top, None),
    "may_be_lowered_to": _of_measure(lambda measure: measure.grade.may_be_lowered_to, None),
    "authority": _of_measure(lambda measure: _actor(measure.authority), None),
    "addressees": _of_measure(
        lambda measure: {one.id: None if one.officials is None else list(one.officials) for one in measure.addressees},
        {},
    ),
    "term": _term,
    "obligations": _of_measure(lambda measure: _obligations(measure.obligations), {}),
    "provisional": _provisional,
    "effects": _of_measure(lambda measure: _effects(measure.effects), {}),
    "recipients": _of_measure(lambda measure: [one.id for one in measure.recipients if one.applies], []),
    "steps": _of_measure(lambda measure: [one.id for one in measure.procedure if one.applies], []),
    "steps_may": _of_measure(
        lambda measure: [one.id for one in measure.procedure if one.applies and one.modality == "may"],
        [],
    ),
    "steps_open": _of_measure(lambda measure: [one.id for one in measure.procedure if one.applies is None], []),
    "actors": _of_measure(lambda measure: {one.id: _actor(one.by) for one in measure.procedure if one.by}, {}),
    "earlier": _earlier,
    "accountability": _accountability,
    "outside": lambda decision: [one.id for one in decision.outside],
    "questions": lambda decision: [one.path for one in decision.questions],
    "answers": _answers,
    "readings_matter": lambda decision: [one.id for one in decision.readings if one.matters],
    "floor": _floor,
    "notes": lambda decision: [one.code for one in decision.notes],
}
