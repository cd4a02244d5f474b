"""The measure that is due, in full: its grade, who takes it, whom it addresses, by what steps, with which days."""

from __future__ import annotations

import functools
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from zongzhi_rules.decision import model as out
from zongzhi_rules.decision.bodies import Actor, body_named, seat_of
from zongzhi_rules.decision.dates import Timeline
from zongzhi_rules.decision.findings import ground_slots
from zongzhi_rules.decision.grade import grade_of
from zongzhi_rules.frozen import made
from zongzhi_rules.ir.base import Choice, Data
from zongzhi_rules.ir.condition import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.bodies import Seat
    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.engines.protocol import Truth
    from zongzhi_rules.facts.model import Official
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Grade, Measure, Pack, Recipient, Release, Report, Special, Step
    from zongzhi_rules.kept import Kept, Room
    from zongzhi_rules.vocabulary import Role

B = TypeVar("B", bound=out.ActingBody)
_GRADES_KEPT = 256


class DueMeasure:
    """One rung of the ladder, ready to be filled in for a case.  Made once with the pack."""

    def __init__(self, measure: Measure, pack: Pack, layout: Layout, room: Room) -> None:
        """Prepare what is the same for every case."""
        self.measure = measure
        self._pack = pack
        self._roots = layout.roots
        self.set_by = readings_of_values(measure)
        self._is_dated = bool(measure.term or measure.reports or measure.effects)
        self._kept: Kept[object, tuple[out.Measure, WorkCalendar]] = room.store()
        self._slots = [slot for path, slot in layout.roots.items() if path.startswith(f"measures.{measure.id}.")]
        self._truths: Callable[[tuple[Truth, ...]], object] = itemgetter(*self._slots)
        self._grounds = tuple(zip(ground_slots(measure, layout), (one.id for one in measure.grounds), strict=True))
        self._grade_slots = [self._slot("grades", one.id) for one in measure.grades]
        self._grade_of = functools.lru_cache(_GRADES_KEPT)(functools.partial(grade_of, measure))
        self._positions = {one.id: position for position, one in enumerate(measure.grades)}
        self._authorities = {one.id: self._authority(one, None) for one in measure.grades}
        self._special = [
            (self._roots[f"measures.{measure.id}.authority.special.{special.id}"], self._authorities_of(special))
            for special in measure.authority.special
        ]
        self._addressees = tuple(
            [
                out.Addressee.model_construct(id=one.id, title=one.title, role=one.role, officials=None, cite=one.cite)
                for one in measure.addressees
            ],
        )
        self._by_role = any(one.role is not None for one in measure.addressees)
        self._steps = [self._step(one) for one in measure.procedure]
        self._reports = {one.id: self._slot("reports", one.id) for one in measure.reports}
        self._recipients = [self._recipient(one) for one in measure.recipients]
        self._release = None if measure.release is None else self._released(measure.release)
        # every field, in its order, with what is the same in all cases
        self._same: dict[str, Any] = dict.fromkeys(out.Measure.model_fields) | {
            "id": measure.id,
            "title": measure.title,
            "cite": measure.cite,
        }

    def of(self, judged: Judged, moved: tuple[Truth, Truth]) -> out.Measure:
        """Return the measure as it would be taken on the day of the case.

        `moved`: whether a factor must raise the grade, and whether one may lower it.  Two cases of one seat on one day
        in which the same conditions hold have the same measure; it is made once, unless it names officials.
        """
        case = judged.case
        if self._by_role and case.officials is not None:
            return self._made(judged, moved)
        truths = judged.truths
        day = case.as_of if self._is_dated else None
        readings = judged.chosen.positions if self.set_by else None
        key = (seat_of(case.subject), moved, self._truths(truths), day, readings)
        found = self._kept.get(key)
        if found is None or (day is not None and found[1] is not judged.calendar):
            found = self._kept.keep(key, (self._made(judged, moved), judged.calendar))
        return found[0]

    def _made(self, judged: Judged, moved: tuple[Truth, Truth]) -> out.Measure:
        truths = judged.truths
        seat = seat_of(judged.case.subject)
        term, obligations, effects = self._dated(judged)
        held = tuple([_applies(slot, judged) for slot in self._grade_slots])
        grade = self._grade_of(held, *moved)
        part = self._same.copy()
        part["grounds"] = tuple([name for slot, name in self._grounds if truths[slot]])
        part["grade"] = grade
        part["authority"] = _acting(self._authorities[grade.at_least], self._special, grade.at_least, judged, seat)
        part["addressees"] = self._addressed(judged.case.officials)
        part["procedure"] = tuple([fill(judged, seat, grade) for fill in self._steps])
        part["term"] = term
        part["obligations"] = obligations
        part["recipients"] = tuple([fill(judged) for fill in self._recipients])
        part["effects"] = effects
        part["release"] = None if self._release is None else self._release(judged, seat)
        return made(out.Measure, part)

    def differs(self, truths: Sequence[Truth], others: Sequence[Truth]) -> bool:
        """Whether a condition of one of its parts is not the same."""
        return any(truths[slot] is not others[slot] for slot in self._slots)

    def _dated(
        self, judged: Judged
    ) -> tuple[out.TermFinding | None, tuple[out.Obligation, ...], tuple[out.EffectFinding, ...]]:
        """Return what has days: the term for rectification, the reports, the effects."""
        measure = self.measure
        if not self._is_dated:
            return None, (), ()
        timeline = Timeline.proposed(measure, judged.case.as_of, judged.chosen.options, judged.calendar)
        return timeline.term_finding(), timeline.obligations(self.applies(judged)), timeline.effects()

    def applies(self, judged: Judged) -> Callable[[Report], Truth]:
        """Return the function that tells whether a report of the measure is due."""
        return lambda report: _applies(self._reports[report.id], judged)

    def _slot(self, part: str, name: str) -> int | None:
        """Return the slot of the condition of a part; None where it always applies."""
        return self._roots.get(f"measures.{self.measure.id}.{part}.{name}")

    def _authorities_of(self, special: Special) -> dict[str, Actor[out.Authority]]:
        return {one.id: self._authority(one, special) for one in self.measure.grades}

    def _authority(self, grade: Grade, special: Special | None) -> Actor[out.Authority]:
        authority = self.measure.authority
        named = special.body if special is not None and special.body is not None else grade.body or authority.body
        body = body_named(named, self._pack)
        cite = authority.cite if special is None else special.cite
        part = out.Authority.model_construct(body=body.body, title=body.title, level=None, division=None, cite=cite)
        if special is not None and special.level is not None:
            return Actor(part, special.level)
        return Actor(part, authority.level, authority.at_least)

    def _addressed(self, officials: tuple[Official, ...] | None) -> tuple[out.Addressee, ...]:
        if officials is None or not self._by_role:
            return self._addressees
        return tuple(
            [
                one if one.role is None else one.replaced(officials=_of_role(one.role, officials))
                for one in self._addressees
            ],
        )

    def _step(self, step: Step) -> Callable[[Judged, Seat, out.GradeOutcome], out.Step]:
        authority = self.measure.authority
        part = out.Step.model_construct(
            id=step.id, title=step.title, modality=step.modality, by=None, applies=True, cite=step.cite
        )
        slot = self._slot("procedure", step.id)
        actor = None
        if step.body is not None:
            at_least = authority.at_least if step.level is None else None
            actor = Actor(body_named(step.body, self._pack), step.level or authority.level, at_least)

        position = None if step.grade is None else self._positions[step.grade]

        def fill(judged: Judged, seat: Seat, grade: out.GradeOutcome) -> out.Step:
            by = None if actor is None else actor.of(seat, judged.chosen.options)
            applies = _applies(slot, judged)
            if position is not None and applies is not False:
                applies = _both(applies, self._within(position, grade))
            return part.replaced(by=by, applies=applies)

        return fill

    def _within(self, position: int, grade: out.GradeOutcome) -> Truth:
        """Return whether a step that belongs to a grade, and to those above it, is taken at this one."""
        if position <= self._positions[grade.at_least]:
            return True
        return False if position > self._positions[grade.at_most] else None

    def _recipient(self, recipient: Recipient) -> Callable[[Judged], out.RecipientFinding]:
        slot = self._slot("recipients", recipient.id)
        parts = {
            truth: out.RecipientFinding.model_construct(
                id=recipient.id, title=recipient.title, manner=recipient.manner, applies=truth, cite=recipient.cite
            )
            for truth in (True, False, None)
        }
        return lambda judged: parts[_applies(slot, judged)]

    def _released(self, release: Release) -> Callable[[Judged, Seat], out.ReleaseFinding]:
        actor = Actor(body_named(release.by, self._pack), release.level)
        special = [
            (
                self._roots[f"measures.{self.measure.id}.release.special.{one.id}"],
                {"": Actor(body_named(one.body or release.by, self._pack), one.level or release.level)},
            )
            for one in release.special
        ]

        def fill(judged: Judged, seat: Seat) -> out.ReleaseFinding:
            by = _acting(actor, special, "", judged, seat)
            return out.ReleaseFinding.model_construct(
                title=release.title, by=by, earliest=release.earliest, cite=release.cite
            )

        return fill


def readings_of_values(data: object) -> frozenset[str]:
    """Return the readings that set a value: a level, the first day of a period, how days are counted."""
    if isinstance(data, Choice):
        return frozenset() if data.reading is None else frozenset([data.reading])
    if isinstance(data, Data) and not isinstance(data, Node):  # conditions have their own
        data = tuple(vars(data).values())
    if isinstance(data, tuple):
        return frozenset().union(*map(readings_of_values, data))
    return frozenset()


def _applies(slot: int | None, judged: Judged) -> Truth:
    return True if slot is None else judged.truths[slot]


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _acting(
    ordinary: Actor[B],
    special: Sequence[tuple[int, Mapping[str, Actor[B]]]],
    key: str,
    judged: Judged,
    seat: Seat,
) -> B:
    """Return who acts: the first special actor whose condition holds, else the ordinary one.

    Where it is not known whether a special case is given, a note says so (`notes`).
    """
    readings = judged.chosen.options
    for slot, actors in special:
        if judged.truths[slot]:
            return actors[key].of(seat, readings)
    return ordinary.of(seat, readings)


def _of_role(role: Role, officials: tuple[Official, ...]) -> tuple[str, ...]:
    return tuple([official.id for official in officials if official.role is role])
