"""A decision taken apart into single statements, so that two decisions can be held against each other.

A statement has a path that both decisions share (`measures.circular.term`), a value in plain words of the pack's ids
and days, and the entries of the pack that it comes from.  What does not apply or is not so is not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.decision.model import (
        ActingBody,
        Deadline,
        Decision,
        EarlierMeasureFinding,
        EffectFinding,
        GradeOutcome,
        Measure,
        Obligation,
        Outcome,
        TermFinding,
    )
    from zongzhi_rules.ir.base import Citation

Kind = Literal[
    "outcome",
    "ground",
    "circumstance",
    "factor",
    "accountability",
    "grade",
    "authority",
    "addressee",
    "step",
    "term",
    "report",
    "recipient",
    "effect",
    "release",
    "earlier",
    "question",
    "reading",
    "floor",
    "outside",
    "note",
]

UNKNOWN = "unknown"
_NO_MEASURE = "none"
_OUTCOME: Final = "outcome"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One statement of a decision.

    Attributes:
        kind: what it is about.
        path: its name, the same in every decision.
        value: what is said; ids, days and `unknown`.
        title: the title of the entry, in Chinese; empty for the outcome.
        cite: the provisions.
        entries: the paths of the pack's entries that say so themselves.
        under: the measure that the decision takes, where the statement is a part of it.
    """

    kind: Kind
    path: str
    value: str
    title: str
    cite: tuple[Citation, ...]
    entries: tuple[str, ...]
    under: str | None = None


_BY_SECTION: Mapping[str, Kind] = {
    "outcome": "outcome",
    "circumstances": "circumstance",
    "factors": "factor",
    "accountability": "accountability",
    "questions": "question",
    "readings": "reading",
    "floor": "floor",
    "outside": "outside",
    "notes": "note",
}
_BY_PART: Mapping[str, Kind] = {
    "grounds": "ground",
    "grade": "grade",
    "authority": "authority",
    "addressees": "addressee",
    "procedure": "step",
    "term": "term",
    "reports": "report",
    "recipients": "recipient",
    "effects": "effect",
    "release": "release",
}


def kind_of(path: str) -> Kind:
    """Return what a statement is about, by its path alone."""
    section, *parts = path.split(".")
    if section in _BY_SECTION:
        return _BY_SECTION[section]
    return next((_BY_PART[one] for one in parts[1:] if one in _BY_PART), "earlier")


def aspects(decision: Decision) -> dict[str, Aspect]:
    """Return the statements of a decision by their paths."""
    return {one.path: one for one in _all(decision)}


def _all(decision: Decision) -> Iterator[Aspect]:
    yield _outcome(decision)
    yield from _rules(decision)
    if decision.measure is not None:
        yield from _measure(decision.measure)
    for earlier in decision.earlier_measures or ():
        yield from _earlier(earlier)
    yield from _remarks(decision)


def _rules(decision: Decision) -> Iterator[Aspect]:
    for rung in decision.measures:
        for ground in rung.grounds:
            path = f"measures.{rung.id}.grounds.{ground.id}"
            yield from _finding("ground", path, ground.truth, ground.title, ground.cite)
    for one in decision.circumstances:
        yield from _finding("circumstance", f"circumstances.{one.id}", one.truth, one.title, one.cite)
    for factor in decision.factors:
        yield from _finding("factor", f"factors.{factor.id}", factor.truth, factor.title, factor.cite)
    for form in decision.accountability:
        people = [f"{who.id}={_truth(who.truth)}" for who in form.officials or () if who.truth is not False]
        if form.truth is not False:
            value = ", ".join(people) or _truth(form.truth)
            yield _plain("accountability", f"accountability.{form.id}", value, form.title, form.cite)


def _remarks(decision: Decision) -> Iterator[Aspect]:
    for question in decision.questions:
        path = f"questions.{question.path}"
        yield Aspect("question", path, "asked", question.title, question.cite, ())
    for reading in decision.readings:
        path = f"readings.{reading.id}"
        yield _plain("reading", path, reading.option, reading.question, reading.cite)
    for below in decision.floor:
        value = f"{interval(below.outcome)}{', higher' if below.higher else ''}"
        yield Aspect("floor", f"floor.{below.pack}", value, below.pack, (), ("measures",))
    for other in decision.outside:
        yield _plain("outside", f"outside.{other.id}", "named", other.title, other.cite)
    for note in decision.notes:
        told = ", ".join(value for _, value in note.arguments)
        yield Aspect("note", f"notes.{note.code}{f'({told})' if told else ''}", "given", note.code, (), ())


def _outcome(decision: Decision) -> Aspect:
    measure = decision.measure
    title, cite = ("", ()) if measure is None else (measure.title, measure.cite)
    return Aspect(_OUTCOME, _OUTCOME, interval(decision.outcome), title, cite, ())


def interval(outcome: Outcome) -> str:
    """Return an outcome as `interview`, `circular..interview`, `none`."""
    return _span(outcome.at_least or _NO_MEASURE, outcome.at_most or _NO_MEASURE)


def _measure(measure: Measure) -> Iterator[Aspect]:
    own = f"measures.{measure.id}"

    def part(kind: Kind, name: str, value: str, title: str, cite: tuple[Citation, ...]) -> Aspect:
        return Aspect(kind, f"{own}.{name}", value, title, cite, (f"{own}.{name}",), measure.id)

    grade = measure.grade
    levels = tuple(f"{own}.grades.{one}" for one in dict.fromkeys((grade.at_least, grade.at_most)))
    yield Aspect("grade", f"{own}.grade", _grade(grade), grade.at_least_title, grade.cite, levels, measure.id)
    authority = measure.authority
    yield part("authority", "authority", _body(authority), authority.title, authority.cite)
    for one in measure.addressees:
        people = UNKNOWN if one.officials is None else ", ".join(one.officials) or "subject"
        yield part("addressee", f"addressees.{one.id}", people, one.title, one.cite)
    for step in measure.procedure:
        if step.applies is not False:
            value = f"{_applies(step.modality, step.applies)}{'' if step.by is None else f', {_body(step.by)}'}"
            yield part("step", f"procedure.{step.id}", value, step.title, step.cite)
    if measure.term is not None:
        yield part("term", "term", _term(measure.term), measure.term.title, measure.term.cite)
    yield from _reports(own, own, measure.obligations, measure.id)
    for receiver in measure.recipients:
        if receiver.applies is not False:
            value = _applies(receiver.manner, receiver.applies)
            yield part("recipient", f"recipients.{receiver.id}", value, receiver.title, receiver.cite)
    yield from _effects(own, own, measure.effects, measure.id)
    if measure.release is not None:
        release = measure.release
        yield part("release", "release", f"{_body(release.by)}, {release.earliest}", release.title, release.cite)


def _earlier(earlier: EarlierMeasureFinding) -> Iterator[Aspect]:
    """Yield where an earlier measure stands; its rules are those of the measure, its paths its own."""
    own, rules = f"earlier_measures.{earlier.id}", f"measures.{earlier.measure}"
    term = f"{rules}.term"
    yield Aspect("earlier", f"{own}.state", earlier.state, earlier.title, (), (term,))
    if earlier.term_ends is not None:
        yield Aspect("term", f"{own}.term", _day(earlier.term_ends), earlier.title, (), (term,))
    yield from _reports(own, rules, earlier.obligations, None)
    yield from _effects(own, rules, earlier.effects, None)


def _reports(own: str, rules: str, obligations: Iterable[Obligation], under: str | None) -> Iterator[Aspect]:
    found: dict[str, list[Obligation]] = {}
    for one in obligations:
        found.setdefault(one.id, []).append(one)
    for name, group in found.items():
        first = group[0]
        value = ", ".join("no_day" if one.deadline is None else _day(one.deadline) for one in group)
        if first.applies is not False:
            told = f"{value}{'' if first.applies else f', {UNKNOWN}'}"
            entries = (f"{rules}.reports.{name}",)
            yield Aspect("report", f"{own}.reports.{name}", told, first.title, first.cite, entries, under)


def _effects(own: str, rules: str, effects: Iterable[EffectFinding], under: str | None) -> Iterator[Aspect]:
    for one in effects:
        until = "while_it_stands" if one.while_it_stands else UNKNOWN if one.until is None else one.until.isoformat()
        since = UNKNOWN if one.start is None else one.start.isoformat()
        other = "" if one.until_by_other_count is None else f", otherwise {one.until_by_other_count}"
        value = f"{since}..{until}{other}: {', '.join((*one.bars, *one.roles))}"
        path = f"{own}.effects.{one.id}"
        yield Aspect("effect", path, value, one.title, one.cite, (f"{rules}.effects.{one.id}",), under)


def _finding(
    kind: Kind,
    path: str,
    truth: bool | None,  # noqa: FBT001 - a truth is what it is about
    title: str,
    cite: tuple[Citation, ...],
) -> Iterator[Aspect]:
    if truth is not False:
        yield _plain(kind, path, _truth(truth), title, cite)


def _plain(kind: Kind, path: str, value: str, title: str, cite: tuple[Citation, ...]) -> Aspect:
    return Aspect(kind, path, value, title, cite, (path,))


def _grade(grade: GradeOutcome) -> str:
    parts = [_span(grade.at_least, grade.at_most)]
    parts += ["raised"] if grade.raised else []
    parts += ["raised_at_top"] if grade.raised_at_top else []
    parts += [f"may_be_lowered_to={grade.may_be_lowered_to}"] if grade.may_be_lowered_to else []
    return ", ".join(parts)


def _term(term: TermFinding) -> str:
    if term.set_by_authority:
        return "set_by_authority"
    return UNKNOWN if term.deadline is None else _day(term.deadline)


def _day(deadline: Deadline) -> str:
    return f"{deadline.day}{' provisional' if deadline.provisional is not None else ''}"


def _body(by: ActingBody) -> str:
    level = UNKNOWN if by.level is None else by.level.value
    return f"{by.body} {level} {UNKNOWN if by.division is None else by.division}".rstrip()


def _applies(word: str, applies: bool | None) -> str:  # noqa: FBT001 - as above
    return word if applies else f"{word}, {UNKNOWN}"


def _span(low: str, high: str) -> str:
    return "..".join(dict.fromkeys((low, high)))


def _truth(truth: bool | None) -> str:  # noqa: FBT001 - as above
    return UNKNOWN if truth is None else str(truth).lower()
