"""Who acts: the body that a pack names, at the level that follows from the subject."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from zongzhi_rules.decision.model import ActingBody
from zongzhi_rules.divisions import at_level, one_up
from zongzhi_rules.facts.model import Subject
from zongzhi_rules.vocabulary import Level, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.ir.base import Choice
    from zongzhi_rules.ir.pack import LevelRule, Pack

B = TypeVar("B", bound=ActingBody)
_LEVELS = {level.value: level for level in Level}
_SEATS_KEPT = 4096  # as many as China has counties, prefectures and provinces
_KEPT = 256  # of each body: there are a hundred


class Seat(NamedTuple):
    """Where a subject stands in the hierarchy.  Few cases differ in it, so what follows from it is kept."""

    kind: SubjectKind
    division: str
    level: Level | None
    directly_governed: bool


def seat_of(subject: Subject) -> Seat:
    """Return the seat of a subject."""
    return _seat(subject.kind, subject.division, subject.level, subject.directly_governed)


@functools.lru_cache(_SEATS_KEPT)
def _seat(kind: SubjectKind, division: str, level: Level | None, directly_governed: bool | None) -> Seat:  # noqa: FBT001
    subject = Subject.model_construct(kind=kind, division=division, level=level, directly_governed=directly_governed)
    return Seat(kind, division, subject.effective_level, subject.is_directly_governed)


class Actor(Generic[B]):
    """A body that acts at some level: a part of the decision that wants nothing but its level and division."""

    __slots__ = ("_at_least", "_body", "_kept", "_level")

    def __init__(self, body: B, level: Choice[LevelRule] | None, at_least: Level | None = None) -> None:
        """Take the body, the rule for its level and the lowest level that it may have."""
        self._body = body
        self._level = level
        self._at_least = at_least
        self._kept = functools.lru_cache(_KEPT)(self._at)

    def of(self, seat: Seat, readings: Mapping[str, str]) -> B:
        """Return the body at its level, with the code of the division there."""
        level = self._level
        return self._kept(seat, None if level is None or level.reading is None else readings[level.reading])

    def _at(self, seat: Seat, option: str | None) -> B:
        if self._level is None:
            return self._body
        level = _level_of(dict(self._level.options)[option or ""], seat, self._at_least)
        division = None if level is None else at_level(seat.division, level)
        return self._body.replaced(level=level, division=division)


def body_named(name: str, pack: Pack) -> ActingBody:
    """Return a body of a pack, without a level."""
    title = next(one.title for one in pack.bodies if one.id == name)
    return ActingBody.model_construct(body=name, title=title, level=None, division=None)


def _level_of(rule: LevelRule, seat: Seat, at_least: Level | None) -> Level | None:
    """Return the level that a rule means for a seat: None where the subject's own is unknown or nothing is above."""
    word = rule.of(seat.kind)
    level = _LEVELS.get(word, seat.level)
    if word == "one_up" and seat.level is not None:
        level = one_up(seat.level, directly_governed=seat.directly_governed)
    if level is not None and at_least is not None and level.ordinal < at_least.ordinal:
        return at_least
    return level
