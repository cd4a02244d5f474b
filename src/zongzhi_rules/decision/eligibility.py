"""Who is barred from honours, awards or promotion on a day, from the earlier measures and their effects."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from zongzhi_rules.decision.dates import Timeline
from zongzhi_rules.decision.model import EffectFinding, Part, Truth
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.engines.terms import TermEnd, term_end
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case, EarlierMeasure

Bar = Literal["collective_honours", "awards", "promotion"]


class Restriction(Part):
    """An effect of an earlier measure that bears on the question, and whether it holds on the day.

    `missing` names the fact that would tell where it is unknown; `disputed`: the other way of counting the first day
    would answer otherwise.
    """

    earlier: Annotated[str, Field(title="已采取的措施")]
    measure: Annotated[str, Field(title="措施")]
    measure_title: Annotated[str, Field(title="措施（标题）")]
    effect: Annotated[EffectFinding, Field(title="后果")]
    holds: Annotated[Truth, Field(title="当日是否有效")]
    disputed: Annotated[bool, Field(title="按另一种算法结论不同")]
    missing: Annotated[str | None, Field(title="尚缺的事实")]


class Consultation(Part):
    """What has to be asked before the honour or promotion is granted."""

    id: Annotated[str, Field(title="职责")]
    title: Annotated[str, Field(title="标题")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Eligibility(Part):
    """Whether a locality, unit or official is barred on a day.  `barred` null: it hangs on a fact that is missing."""

    case: Annotated[str, Field(title="案件编号")]
    on: Annotated[date, Field(title="日期")]
    bar: Annotated[Bar, Field(title="资格")]
    role: Annotated[Role | None, Field(title="职责", description="空为该地区、单位")]
    barred: Annotated[Truth, Field(title="是否取消资格")]
    restrictions: Annotated[tuple[Restriction, ...], Field(title="依据的后果")]
    missing: Annotated[tuple[str, ...], Field(title="尚缺的事实")]
    consult_first: Annotated[tuple[Consultation, ...], Field(title="事先应当征求意见")]


def eligibility(  # noqa: PLR0913 - who, what, when, by which law and calendar
    rules: RulePack,
    case: Case,
    on: date,
    bar: Bar,
    *,
    role: Role | None = None,
    calendar: WorkCalendar | None = None,
) -> Eligibility:
    """Say whether the subject (no role) or an official of it is barred from an honour, an award or promotion on a day.

    A measure is judged by the text in force when it was decided.  The day of release is the last day of a
    disqualification that lasts while the measure stands.

    Raises:
        CaseError: as `RulePack.decide`.
    """
    rules.admit(case)
    days = calendar or official_calendar()
    if case.earlier_measures is None:
        restrictions: tuple[Restriction, ...] = ()
        barred: Truth = None
        missing: tuple[str, ...] = ("earlier_measures",)
    else:
        restrictions = tuple(
            one for item in case.earlier_measures for one in _restrictions(rules, case, item, on, bar, role, days)
        )
        truths = [one.holds for one in restrictions]
        barred = True if True in truths else None if None in truths else False
        missing = tuple(dict.fromkeys(one.missing for one in restrictions if one.missing is not None))
    return Eligibility(
        case=case.id,
        on=on,
        bar=bar,
        role=role,
        barred=barred,
        restrictions=restrictions,
        missing=() if barred is True else missing,
        consult_first=tuple(
            Consultation(id=duty.id, title=duty.title, cite=duty.cite)
            for duty in rules.pack.duties
            if bar in duty.before
        ),
    )


def eligibility_of_many(
    rules: RulePack,
    people: Iterable[tuple[Case, Role | None]],
    on: date,
    bar: Bar,
    *,
    calendar: WorkCalendar | None = None,
) -> tuple[Eligibility, ...]:
    """Answer for many at once, in their order.  Raises as `eligibility`."""
    return tuple(eligibility(rules, case, on, bar, role=role, calendar=calendar) for case, role in people)


def _restrictions(  # noqa: PLR0913, PLR0917 - as above
    rules: RulePack,
    case: Case,
    item: EarlierMeasure,
    on: date,
    bar: Bar,
    role: Role | None,
    calendar: WorkCalendar,
) -> Iterator[Restriction]:
    governing = _in_force(rules, item)
    measure = None if governing is None else next((m for m in governing.pack.measures if m.id == item.measure), None)
    if governing is None or measure is None:
        return
    readings = governing.choose(None).options
    end = term_end(item, measure, governing.pack, readings, calendar)
    known = {name: getattr(item, name) for name in ("decided_on", "received_on", "held_on")}
    timeline = Timeline(measure, known, assumed=False, readings=readings, calendar=calendar, term=end)
    for effect, rule in zip(timeline.effects(item.released_on), measure.effects, strict=True):
        concerned = not effect.roles if role is None else role in effect.roles
        if not concerned or bar not in effect.bars:
            continue
        after_term = measure.release is not None and measure.release.earliest == "after_term"
        holds, missing = _holds(effect, item, on, end, released_only_after_term=after_term, case=case)
        if missing == "start":
            missing = rule.start.under(dict(readings))
        other = effect.until_by_other_count
        yield Restriction(
            earlier=item.id,
            measure=measure.id,
            measure_title=measure.title,
            effect=effect,
            holds=holds,
            disputed=other is not None and effect.until is not None and (on <= other) != (on <= effect.until),
            missing=None if missing is None else f"earlier_measures[{item.id}].{missing}",
        )


def _in_force(rules: RulePack, item: EarlierMeasure) -> RulePack | None:
    """Return the pack, from the top of the stack, whose text was in force when the measure was decided."""
    decided = item.decided_on or item.held_on or item.received_on
    for one in rules.stack:
        since = one.instrument.in_force
        if since is None or decided is None or decided >= since:
            return one
    return None


def _holds(  # noqa: PLR0913 - as above
    effect: EffectFinding,
    item: EarlierMeasure,
    on: date,
    end: TermEnd,
    *,
    released_only_after_term: bool,
    case: Case,
) -> tuple[Truth, str | None]:
    """Return whether an effect holds on a day, and what is missing where that is unknown."""
    if effect.start is None:
        return None, "start"
    if on < effect.start:
        return False, None
    if effect.until is not None:
        return on <= effect.until, None
    if released_only_after_term and end.day is not None and on <= end.day:
        return True, None
    if item.rectified is not None and item.rectified.value is False and on <= case.as_of:
        return True, None
    return None, "released_on"
