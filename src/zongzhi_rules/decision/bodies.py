"""Who acts: the body that a pack names, at the level that follows from the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import ActingBody
from zongzhi_rules.divisions import at_level, one_up
from zongzhi_rules.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.facts.model import Subject
    from zongzhi_rules.ir.base import Choice
    from zongzhi_rules.ir.pack import LevelRule, Pack


def level_of(rule: LevelRule, subject: Subject, at_least: Level | None = None) -> Level | None:
    """Return the level that a rule means for a subject: None where the subject's own is unknown or nothing is above."""
    word = rule.of(subject.kind)
    own = subject.effective_level
    if word not in ("own", "one_up"):
        level: Level | None = Level(word)
    elif own is None:
        return None
    elif word == "own":
        level = own
    else:
        level = one_up(own, directly_governed=subject.is_directly_governed)
    if level is not None and at_least is not None and level.ordinal < at_least.ordinal:
        return at_least
    return level


def acting(  # noqa: PLR0913 - a body, its level, and the case that decides both
    body: str,
    level: Choice[LevelRule] | None,
    subject: Subject,
    pack: Pack,
    readings: Mapping[str, str],
    at_least: Level | None = None,
) -> ActingBody:
    """Return the body at its level, with the code of the division there."""
    title = next(one.title for one in pack.bodies if one.id == body)
    found = None if level is None else level_of(level.under(dict(readings)), subject, at_least)
    division = None if found is None else at_level(subject.division, found)
    return ActingBody.model_construct(body=body, title=title, level=found, division=division)
