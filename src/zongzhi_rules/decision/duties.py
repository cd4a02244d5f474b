"""Which duties fall due for whom in a year, and which of them were done in time, late, or not yet."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from zongzhi_rules.decision.model import Part, Provisional, Truth
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.ir.base import Citation, Modality
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.model import EarlierMeasureFinding, Obligation
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case, PerformedDuty
    from zongzhi_rules.ir.pack import Duty

_MONTHS = 12
State = Literal["done", "late", "overdue", "open", "unknown"]


class DutyDue(Part):
    """One duty in one period of a year.

    `due` null: without a date (ongoing, on an event, or every so many years from a year that the text does not name).
    `state` null: no case was given to tell.
    """

    id: Annotated[str, Field(title="职责")]
    title: Annotated[str, Field(title="标题")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]
    kind: Annotated[Literal["duty", "commendation", "competence", "report"], Field(title="类别")]
    modality: Annotated[Modality, Field(title="应当或可以")]
    bearers: Annotated[tuple[str, ...], Field(title="由谁")]
    bearer_titles: Annotated[tuple[str, ...], Field(title="由谁（名称）")]
    to: Annotated[str | None, Field(title="向谁")]
    timing: Annotated[str, Field(title="时间", examples=["every 6 months", "on: 收到决定", "ongoing"])]
    starts: Annotated[date | None, Field(title="期间首日")]
    due: Annotated[date | None, Field(title="到期日")]
    warn_on: Annotated[date | None, Field(title="此前最后一个工作日", description="固定日期不顺延")]
    provisional: Annotated[Provisional | None, Field(title="暂定的原因")]
    applies: Annotated[Truth, Field(title="是否适用")]
    state: Annotated[State | None, Field(title="履行情况")]
    done_on: Annotated[date | None, Field(title="履行日期")]
    under: Annotated[str | None, Field(title="所属措施", description="报告所属的已采取措施的编号")]
    evidence: Annotated[str | None, Field(title="完成的证明")]
    follows: Annotated[str | None, Field(title="接续的职责")]


@dataclass(frozen=True, slots=True)
class _Span:
    """One period of a cadence: its first day and the day on which it falls due."""

    starts: date
    due: date


def duties_due(
    rules: RulePack,
    year: int,
    *,
    bearer: str | None = None,
    case: Case | None = None,
    calendar: WorkCalendar | None = None,
) -> tuple[DutyDue, ...]:
    """Return what falls due in a year, in the order of the dates; what has no date comes last.

    Args:
        rules: the pack.
        year: the calendar year.
        bearer: a body of the pack or a role; only its duties are returned.
        case: adds the reports under its earlier measures that fall due in the year, drops the duties that do not apply
            to its subject, and tells by `performed_duties` what was done.
        calendar: the working-day calendar, if not the one of the published notices.

    Raises:
        CaseError: as `RulePack.decide`.
    """
    days = calendar or official_calendar()
    found = list(_of_pack(rules, year, case, days))
    if case is not None:
        found += _reports(rules, year, case, days)
    wanted = [one for one in found if bearer is None or bearer in one.bearers]
    return tuple(sorted(wanted, key=lambda one: (one.due is None, one.due or date.max, one.cite[0].article, one.id)))


def _of_pack(rules: RulePack, year: int, case: Case | None, calendar: WorkCalendar) -> Iterator[DutyDue]:
    judged = None if case is None else rules.judge(case, calendar=calendar)
    for duty in rules.pack.duties:
        level = None if case is None else case.subject.effective_level
        if duty.levels and level is not None and level not in duty.levels:
            continue
        applies: Truth = True if duty.when is None else None
        if duty.when is not None and judged is not None:
            applies = rules.assembler.truth(f"duties.{duty.id}", judged)
        if applies is False:
            continue
        for span in _spans(duty, year):
            yield _due(rules, duty, span, applies, case, calendar)


def _spans(duty: Duty, year: int) -> list[_Span | None]:
    every = duty.timing.every
    if every is None:
        return [None]
    if every.unit == "years":
        if every.amount > 1:
            return [None]
        month, day = duty.timing.by or (_MONTHS, 31)
        return [_Span(date(year, 1, 1), date(year, month, min(day, monthrange(year, month)[1])))]
    spans: list[_Span | None] = []
    for first in range(1, _MONTHS + 1, every.amount):
        last = first + every.amount - 1
        spans.append(_Span(date(year, first, 1), date(year, last, monthrange(year, last)[1])))
    return spans


def _due(  # noqa: PLR0913, PLR0917 - a duty, its period, and the case that tells of it
    rules: RulePack,
    duty: Duty,
    span: _Span | None,
    applies: Truth,
    case: Case | None,
    calendar: WorkCalendar,
) -> DutyDue:
    fixed = None if span is None else calendar.fixed(span.due)
    done = None if span is None else _first(_performed(case, duty.id, None), span.starts)
    reason = None if fixed is None else fixed.provisional_reason
    return DutyDue(
        id=duty.id,
        title=duty.title,
        cite=duty.cite,
        kind=duty.kind,
        modality=duty.modality,
        bearers=duty.bearers,
        bearer_titles=_titles(rules, duty.bearers),
        to=_title(rules, duty.to),
        timing=_timing(duty),
        starts=None if span is None else span.starts,
        due=None if span is None else span.due,
        warn_on=None if fixed is None else fixed.last_working_day,
        provisional=None if reason is None else Provisional(day=reason.day, covered_until=reason.covered_until),
        applies=applies,
        state=None if case is None or span is None else _state(case, span.due, done),
        done_on=done,
        under=None,
        evidence=duty.evidence,
        follows=duty.follows,
    )


def _reports(rules: RulePack, year: int, case: Case, calendar: WorkCalendar) -> Iterator[DutyDue]:
    decision = rules.decide(case, calendar=calendar)
    for earlier in decision.earlier_measures or ():
        previous: dict[str, date] = {}
        for obligation in earlier.obligations:
            deadline = obligation.deadline
            if deadline is None:
                continue
            since = previous.get(obligation.id) or deadline.start or deadline.day
            previous[obligation.id] = deadline.day
            if deadline.day.year == year:
                yield _report(rules, case, earlier, obligation, since)


def _report(
    rules: RulePack,
    case: Case,
    earlier: EarlierMeasureFinding,
    obligation: Obligation,
    since: date,
) -> DutyDue:
    deadline = obligation.deadline
    if deadline is None:
        raise AssertionError(obligation)
    done = _first(_performed(case, obligation.id, earlier.id), since)
    return DutyDue(
        id=obligation.id,
        title=obligation.title,
        cite=obligation.cite,
        kind="report",
        modality="shall",
        bearers=(obligation.by,),
        bearer_titles=_titles(rules, (obligation.by,)),
        to=_title(rules, obligation.to),
        timing=f"on: {deadline.start_event}",
        starts=since,
        due=deadline.day,
        warn_on=None,
        provisional=deadline.provisional,
        applies=obligation.applies,
        state=_state(case, deadline.day, done),
        done_on=done,
        under=earlier.id,
        evidence=None,
        follows=None,
    )


def _performed(case: Case | None, duty: str, under: str | None) -> Iterable[PerformedDuty]:
    return (
        [] if case is None else [one for one in case.performed_duties or () if one.duty == duty and one.under == under]
    )


def _first(performed: Iterable[PerformedDuty], since: date) -> date | None:
    """Return the first day on or after the beginning of the period on which the duty was done."""
    return min((one.on for one in performed if one.on >= since), default=None)


def _state(case: Case, due: date, done: date | None) -> State:
    """Tell done, late and open apart; what was done is unknown where the case has no list of it."""
    if done is not None:
        return "done" if done <= due else "late"
    if case.as_of <= due:
        return "open"
    return "unknown" if case.performed_duties is None else "overdue"


def _timing(duty: Duty) -> str:
    timing = duty.timing
    if timing.every is not None:
        amount = "" if timing.every.amount == 1 else f"{timing.every.amount} "
        return f"every {amount}{timing.every.unit}"
    if timing.on is not None:
        within = "" if timing.within is None else f", within {timing.within.amount} {timing.within.unit}"
        return f"on: {timing.on}{within}"
    return "ongoing"


def _titles(rules: RulePack, bearers: Iterable[str]) -> tuple[str, ...]:
    return tuple(_title(rules, one) or one for one in bearers)


def _title(rules: RulePack, body: str | None) -> str | None:
    """Return the title of a body, or the label of a role of officials."""
    titles = {one.value: one.label for one in Role} | {one.id: one.title for one in rules.pack.bodies}
    return None if body is None else titles.get(body, body)
