"""What changed in a file from one judgement to the next, each change with its provisions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from zongzhi_rules.casefile.view import DONE, OVERDUE, Subject
from zongzhi_rules.decision.model import Part
from zongzhi_rules.ir.base import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.casefile.view import Owed, Standing, View
    from zongzhi_rules.decision.model import Outcome, Question

Kind = Literal[
    "began",
    "ended",
    "fell_due",
    "became_overdue",
    "done",
    "reopened",
    "asked",
    "answered",
    "settled",
    "outcome",
]


class Change(Part):
    """One change.

    `settled` is a question that the outcome no longer hangs on though the fact is still unknown.  A term `unknown` is
    over, and whether the rectification was done in time is not known.  `reopened` is what was done by an entry that was
    since corrected, and is not yet due; a term or report `ended` is no longer to be done by that day.
    """

    kind: Annotated[Kind, Field(title="变化")]
    subject: Annotated[Subject, Field(title="事项类别")]
    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    under: Annotated[str | None, Field(title="所属措施")]
    day: Annotated[date | None, Field(title="日期")]
    was: Annotated[str | None, Field(title="原来")]
    now: Annotated[str | None, Field(title="现在")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


def difference(before: View | None, after: View) -> tuple[Change, ...]:
    """Return what changed; everything that there is where nothing came before."""
    return (
        *_packs(before, after),
        *_outcome(before, after),
        *_standing(before, after),
        *_owed(before, after),
        *_questions(before, after),
    )


def _packs(before: View | None, after: View) -> Iterator[Change]:
    if before is None:
        return
    old = {(one.id, one.digest): one for one in before.decision.packs}
    new = {(one.id, one.digest): one for one in after.decision.packs}
    for key, one in old.items():
        if key not in new:
            yield _change("ended", "pack", one.id, one.title, (), was=one.version)
    for key, one in new.items():
        if key not in old:
            yield _change("began", "pack", one.id, one.title, (), now=one.version, day=one.in_force)


def _outcome(before: View | None, after: View) -> Iterator[Change]:
    now = after.decision.outcome
    was = None if before is None else before.decision.outcome
    if was == now:
        return
    old = {} if before is None else _grounds(before)
    new = _grounds(after)
    moved = [*new, *(one for one in old if one not in new)]
    cites = [new.get(one, old.get(one, (None, ())))[1] for one in moved if old.get(one) != new.get(one)]
    if not any(cites):
        cites = [one.cite for one in after.rules.pack.measures if one.id in {now.at_least, now.at_most}]
    measures = {one.id: one.title for one in after.decision.measures}
    title = measures.get(now.at_least or "", "")
    yield _change("outcome", "outcome", "outcome", title, _union(cites), was=_spell(was), now=_spell(now))


def _grounds(view: View) -> dict[tuple[str, str], tuple[bool | None, tuple[Citation, ...]]]:
    """Return the grounds that are true or may be, with their truth."""
    return {
        (measure.id, ground.id): (ground.truth, ground.cite)
        for measure in view.decision.measures
        for ground in measure.grounds
        if ground.truth is not False
    }


def _standing(before: View | None, after: View) -> Iterator[Change]:
    old: dict[Standing, None] = {} if before is None else before.standing()
    new = after.standing()
    for one in old:
        if one not in new:
            yield _change("ended", one.subject, one.id, one.title, one.cite, under=one.under, day=_end(one, after))
    for one in new:
        if one not in old:
            yield _change("began", one.subject, one.id, one.title, one.cite, under=one.under, day=one.day)


def _end(one: Standing, after: View) -> date | None:
    """Return the day on which an effect or a measure ended, where the case tells it."""
    for earlier in after.decision.earlier_measures or ():
        if one.subject == "effect" and earlier.id == one.under:
            return next((effect.until for effect in earlier.effects if effect.id == one.id), None)
    if one.subject == "measure":
        return next((item.released_on for item in after.case.earlier_measures or () if item.id == one.id), None)
    return None


def _owed(before: View | None, after: View) -> Iterator[Change]:
    old = {} if before is None else before.owed()
    new = after.owed()
    for key, one in old.items():
        told = before is not None and (one.subject == "term" or one.day <= before.case.as_of or one.state in DONE)
        if key not in new and told:
            yield _change(
                "ended", one.subject, one.id, one.title, one.cite, under=one.under, day=one.day, was=one.state
            )
    for key, one in new.items():
        was = old.get(key)
        if was is None and one.subject == "term":
            yield _owing("began", one, None)
        if was is not None and was.state in DONE and one.state not in DONE | OVERDUE:
            yield _owing("reopened", one, was)
        reached = one.day <= after.case.as_of
        earlier = was is not None and before is not None and one.day <= before.case.as_of
        if reached and not earlier and one.state not in DONE:
            yield _owing("fell_due", one, was)
        if one.state in OVERDUE and (was is None or was.state != one.state):
            yield _owing("became_overdue", one, was)
        if one.state in DONE and (was is None or was.state != one.state):
            yield _owing("done", one, was)


def _owing(kind: Kind, one: Owed, was: Owed | None) -> Change:
    old = None if was is None else was.state
    return _change(kind, one.subject, one.id, one.title, one.cite, under=one.under, day=one.day, was=old, now=one.state)


def _questions(before: View | None, after: View) -> Iterator[Change]:
    old: dict[str, Question] = {} if before is None else {one.path: one for one in before.decision.questions}
    new = {one.path: one for one in after.decision.questions}
    for path, one in old.items():
        if path not in new:
            kind: Kind = "answered" if after.knows(path) else "settled"
            yield _change(kind, "question", path, one.title, one.cite)
    for path, one in new.items():
        if path not in old:
            yield _change("asked", "question", path, one.title, one.cite)


def _change(  # noqa: PLR0913 - a change in full
    kind: Kind,
    subject: Subject,
    name: str,
    title: str,
    cite: tuple[Citation, ...],
    *,
    under: str | None = None,
    day: date | None = None,
    was: str | None = None,
    now: str | None = None,
) -> Change:
    return Change(kind=kind, subject=subject, id=name, title=title, under=under, day=day, was=was, now=now, cite=cite)


def _spell(outcome: Outcome | None) -> str | None:
    """Return an interval as data: `interview`, `circular..interview`, `none`."""
    if outcome is None:
        return None
    ends = [one or "none" for one in (outcome.at_least, outcome.at_most)]
    return "..".join(dict.fromkeys(ends))


def _union(cites: Iterable[tuple[Citation, ...]]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(one for group in cites for one in group))
