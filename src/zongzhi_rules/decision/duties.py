"""Which duties fall due for whom in a year, and which of them were done in time, late, or not yet."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from zongzhi_rules.decision.dates import Timeline
from zongzhi_rules.decision.governing import governing_measure
from zongzhi_rules.decision.model import Part, Provisional, Truth
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.engines.terms import term_end
from zongzhi_rules.errors import UseError
from zongzhi_rules.ir.base import Citation, Modality
from zongzhi_rules.scalars import FIRST_YEAR, LAST_YEAR
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.model import Obligation
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case, EarlierMeasure, PerformedDuty
    from zongzhi_rules.ir.pack import Duty, Pack, Period

_MONTHS = 12
State = Literal["done", "late", "overdue", "open", "unknown"]


class DutyDue(Part):
    """One duty in one period of a year.

    `due` null: without a date (ongoing, on an event, or every so many years from a year that the text does not name).
    `state` null: no case was given to tell, or there is no date.  `number` counts the periods of the year, and for a
    report those since its measure: with the year, or with `under`, it names the period whatever its dates are.
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
    number: Annotated[int | None, Field(title="第几期")]
    starts: Annotated[date | None, Field(title="期间首日")]
    due: Annotated[date | None, Field(title="到期日")]
    warn_on: Annotated[date | None, Field(title="此前最后一个工作日", description="固定日期不顺延")]
    provisional: Annotated[Provisional | None, Field(title="暂定的原因")]
    applies: Annotated[Truth, Field(title="是否适用")]
    state: Annotated[State | None, Field(title="履行情况", description="不知道履行了什么的为 unknown")]
    done_on: Annotated[date | None, Field(title="履行日期")]
    under: Annotated[str | None, Field(title="所属措施", description="报告所属的已采取措施的编号")]
    evidence: Annotated[str | None, Field(title="完成的证明")]
    follows: Annotated[str | None, Field(title="接续的职责")]


@dataclass(frozen=True, slots=True)
class _Span:
    """One period: its number, its first and last day, and the day within on which it falls due."""

    number: int
    starts: date
    ends: date
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

    What falls due before the instrument that says so is in force is left out.  A duty that was performed counts for
    the period that it names, else for the one in which it was performed; a report, which the measure counts anew, for
    the first period that is still open on that day.

    Args:
        rules: the pack.
        year: the calendar year.
        bearer: a body of the pack or a role; only its duties are returned.
        case: adds the reports under its earlier measures that fall due in the year, drops the duties that do not apply
            to its subject, and tells by `performed_duties` what was done.
        calendar: the working-day calendar, if not the one of the published notices.

    Raises:
        CaseError: as `RulePack.decide`.
        CalendarCoverageError: the year lies outside the calendar.
        UseError: the pack has no such bearer, or there is no such year.
    """
    _check(rules.pack, year, bearer)
    days = calendar or official_calendar()
    found = list(_of_pack(rules, year, case, days))
    if case is not None:
        found += [
            one
            for item in case.earlier_measures or ()
            for one in _reports(rules, case, item, days)
            if one.due is not None and one.due.year == year
        ]
    wanted = [one for one in found if bearer is None or bearer in one.bearers]
    return tuple(sorted(wanted, key=lambda one: (one.due is None, one.due or date.max, one.cite[0].article, one.id)))


def _check(pack: Pack, year: int, bearer: str | None) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UseError([diagnose("ZR613", year=year, first=FIRST_YEAR, last=LAST_YEAR)])
    known = (*(one.id for one in pack.bodies), *(role.value for role in Role))
    if bearer is not None and bearer not in known:
        labels = {**{one.title: one.id for one in pack.bodies}, **{role.label: role.value for role in Role}}
        near = tuple(dict.fromkeys(labels.get(one, one) for one in suggest(bearer, (*known, *labels))))
        raise UseError([diagnose("ZR612", suggestions=near, bearer=bearer, pack=pack.id, known=known)])


# the standing duties -------------------------------------------------------------------------------------------------


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
        since = _in_force(rules.pack, duty.cite[0].instrument)
        for span in _spans(duty, year):
            last = date(year, _MONTHS, 31) if span is None else span.due
            if since is None or since <= last:
                yield _due(rules, duty, span, applies, case, calendar)


def _in_force(pack: Pack, instrument: str) -> date | None:
    return next(one.in_force for one in pack.instruments if one.id == instrument)


def _spans(duty: Duty, year: int) -> list[_Span | None]:
    every = duty.timing.every
    if every is None:
        return [None]
    if every.unit == "years":
        if every.amount > 1:
            return [None]
        month, day = duty.timing.by or (_MONTHS, 31)
        due = date(year, month, min(day, monthrange(year, month)[1]))
        return [_Span(1, date(year, 1, 1), date(year, _MONTHS, 31), due)]
    spans: list[_Span | None] = []
    for number, first in enumerate(range(1, _MONTHS + 1, every.amount), 1):
        last = first + every.amount - 1
        ends = date(year, last, monthrange(year, last)[1])
        spans.append(_Span(number, date(year, first, 1), ends, ends))
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
    reason = None if fixed is None else fixed.provisional_reason
    done = None if span is None else _within(_performed(case, duty.id, None), span)
    return DutyDue(
        id=duty.id,
        title=duty.title,
        cite=duty.cite,
        kind=duty.kind,
        modality=duty.modality,
        bearers=duty.bearers,
        bearer_titles=tuple(_title(rules.pack, one) for one in duty.bearers),
        to=None if duty.to is None else _title(rules.pack, duty.to),
        timing=_timing(duty),
        number=None if span is None else span.number,
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


def _within(performed: Iterable[PerformedDuty], span: _Span) -> date | None:
    """Return the first day on which the duty of a period was performed."""
    return min((one.on for one in performed if span.starts <= (one.period or one.on) <= span.ends), default=None)


# the reports under the earlier measures ------------------------------------------------------------------------------


def _reports(rules: RulePack, case: Case, item: EarlierMeasure, calendar: WorkCalendar) -> Iterator[DutyDue]:
    """Yield the reports under a measure, by the text in force when it was decided; none after its release."""
    found = governing_measure(rules, item)
    if found is None:
        return
    governing, measure = found
    # the case is admitted; a text below need not know the facts that one above declares
    judged = governing.assembler.judge(case, governing.choose(None), calendar)
    readings = judged.chosen.options
    timeline = Timeline(
        measure,
        {name: getattr(item, name) for name in ("decided_on", "received_on", "held_on")},
        assumed=False,
        readings=readings,
        calendar=calendar,
        term=term_end(item, measure, governing.pack, readings, calendar),
    )
    path = f"measures.{measure.id}.reports"
    by_report: dict[str, list[Obligation]] = {}
    for obligation in timeline.obligations(lambda one: governing.assembler.truth(f"{path}.{one.id}", judged)):
        by_report.setdefault(obligation.id, []).append(obligation)
    for report, obligations in by_report.items():
        yield from _periods(governing.pack, case, item, obligations, _performed(case, report, item.id))


def _periods(
    pack: Pack,
    case: Case,
    item: EarlierMeasure,
    obligations: Sequence[Obligation],
    performed: Sequence[PerformedDuty],
) -> Iterator[DutyDue]:
    spans = []
    since: date | None = None
    for number, obligation in enumerate(obligations, 1):
        deadline = obligation.deadline
        if deadline is None or (item.released_on is not None and deadline.day > item.released_on):
            continue
        since = since or deadline.start or deadline.day
        spans.append((_Span(number, since, deadline.day, deadline.day), obligation, deadline))
        since = deadline.day
    done = _assigned(performed, [span for span, _, _ in spans])
    for span, obligation, deadline in spans:
        on = done.get(span.number)
        yield DutyDue(
            id=obligation.id,
            title=obligation.title,
            cite=obligation.cite,
            kind="report",
            modality="shall",
            bearers=(obligation.by,),
            bearer_titles=(_title(pack, obligation.by),),
            to=None if obligation.to is None else _title(pack, obligation.to),
            timing=f"on: {deadline.start_event}",
            number=span.number,
            starts=span.starts,
            due=span.due,
            warn_on=None,
            provisional=deadline.provisional,
            applies=obligation.applies,
            state=_state(case, span.due, on),
            done_on=on,
            under=item.id,
            evidence=None,
            follows=None,
        )


def _assigned(performed: Sequence[PerformedDuty], spans: Sequence[_Span]) -> dict[int, date]:
    """Give each report that was delivered to the period that it names, else to the first open one that has begun."""
    found: dict[int, date] = {}
    for one in sorted(performed, key=lambda one: (one.period is None, one.on)):
        for span in spans:
            if span.number in found:
                continue
            named = one.period is not None and span.starts < one.period <= span.ends
            if named or (one.period is None and span.starts <= one.on):
                found[span.number] = one.on
                break
    return found


# in common -----------------------------------------------------------------------------------------------------------


def _performed(case: Case | None, duty: str, under: str | None) -> list[PerformedDuty]:
    if case is None:
        return []
    return [one for one in case.performed_duties or () if one.duty == duty and one.under == under]


def _state(case: Case, due: date, done: date | None) -> State:
    """Tell done, late and open apart; what was done is unknown where the case has no list of it."""
    if done is not None:
        return "done" if done <= due else "late"
    if case.performed_duties is None:
        return "unknown"
    return "open" if case.as_of <= due else "overdue"


def _timing(duty: Duty) -> str:
    timing = duty.timing
    if timing.every is not None:
        return f"every {_spelled(timing.every, 'every')}"
    if timing.on is not None:
        return f"on: {timing.on}" + ("" if timing.within is None else f", within {_spelled(timing.within)}")
    return "ongoing"


def _spelled(period: Period, after: str = "") -> str:
    unit = period.unit.replace("_", " ")
    if period.amount == 1:
        return unit.removesuffix("s") if after else f"1 {unit.removesuffix('s')}"
    return f"{period.amount} {unit}"


def _title(pack: Pack, bearer: str) -> str:
    """Return the title of a body, or the label of a role."""
    for body in pack.bodies:
        if body.id == bearer:
            return body.title
    return Role(bearer).label
