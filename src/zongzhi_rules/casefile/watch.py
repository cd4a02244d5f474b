"""What falls due in a file until a day, and which rung of the ladder a failed term opens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from zongzhi_rules.casefile.facts import case_of
from zongzhi_rules.casefile.view import DONE, Judging, State
from zongzhi_rules.decision.model import Part
from zongzhi_rules.facts.finding import FoundFlag
from zongzhi_rules.ir.base import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.casefile.state import CaseFile
    from zongzhi_rules.casefile.view import Owed, View
    from zongzhi_rules.facts.model import Case


class Opened(Part):
    """A rung that a failed term opens, with the ground."""

    measure: Annotated[str, Field(title="措施")]
    measure_title: Annotated[str, Field(title="措施（标题）")]
    ground: Annotated[str, Field(title="事由")]
    title: Annotated[str, Field(title="标题")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Due(Part):
    """Something that falls due, or is overdue.  `opens`: what follows if a term ends without rectification."""

    case: Annotated[str, Field(title="案件编号")]
    kind: Annotated[Literal["term", "report"], Field(title="类别")]
    id: Annotated[str, Field(title="编号")]
    under: Annotated[str, Field(title="所属措施")]
    title: Annotated[str, Field(title="标题")]
    day: Annotated[date, Field(title="到期日")]
    state: Annotated[State, Field(title="状态")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]
    opens: Annotated[tuple[Opened, ...], Field(title="期满未整改的下一步")]


def due_until(
    file: CaseFile,
    until: date,
    *,
    on: date | None = None,
    judging: Judging | None = None,
) -> tuple[Due, ...]:
    """Return what is overdue or falls due by the end of a day and was not done, in the order of the days.

    A term that failed is left out once the measure that it opens, or a higher one, was decided on.

    Args:
        file: the file.
        until: the last day that is looked at.
        on: the day from which one looks; the day that the file has come to, if not given.
        judging: by what the file is judged.

    Raises:
        CaseError, UseError: as `advance`.
    """
    by = judging or Judging()
    view = by.of(file, on)
    waiting = [one for one in view.owed().values() if one.day <= until and one.state not in DONE]
    found = (
        Due(
            case=file.case,
            kind=one.subject,
            id=one.id,
            under=one.under,
            title=one.title,
            day=one.day,
            state=one.state,
            cite=one.cite,
            opens=tuple(_opened(file, one, by, view.case.as_of)) if one.subject == "term" else (),
        )
        for one in waiting
    )
    return tuple(one for one in found if not _acted_upon(one, view))


def _acted_upon(due: Due, view: View) -> bool:
    """Whether the next rung was already taken after a term that failed."""
    rank = {measure.id: measure.rank for measure in view.rules.pack.measures}
    taken = [
        rank[one.measure]
        for one in view.case.earlier_measures or ()
        if one.measure in rank and one.decided_on is not None and one.decided_on > due.day
    ]
    opens = [rank[one.measure] for one in due.opens]
    return due.state == "failed" and bool(opens) and max(taken, default=0) >= min(opens)


def _opened(file: CaseFile, owed: Owed, by: Judging, looked_on: date) -> Iterator[Opened]:
    """Yield the grounds that are true the day after the term if it failed, and are not if it was kept."""
    case = case_of(file, max(owed.day + timedelta(days=1), looked_on))
    failed, kept = (by.on(_supposed(case, owed.under, rectified=one)).decision for one in (False, True))
    true_anyway = {(m.id, ground.id) for m in kept.measures for ground in m.grounds if ground.truth}
    for measure in failed.measures:
        for ground in measure.grounds:
            if ground.truth and (measure.id, ground.id) not in true_anyway:
                yield Opened(
                    measure=measure.id,
                    measure_title=measure.title,
                    ground=ground.id,
                    title=ground.title,
                    cite=ground.cite,
                )


def _supposed(case: Case, item: str, *, rectified: bool) -> Case:
    finding = FoundFlag(value=rectified)
    measures = tuple(
        one.model_copy(update={"rectified": finding}) if one.id == item else one for one in case.earlier_measures or ()
    )
    return case.model_copy(update={"earlier_measures": measures})
