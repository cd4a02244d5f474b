"""Who is barred from honours, awards or promotion on a day, from the earlier measures and their effects."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from zongzhi_rules.decision.dates import Timeline
from zongzhi_rules.decision.governing import governing_measure, governing_pack
from zongzhi_rules.decision.model import EffectFinding, Part, Truth
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.engines.terms import TermEnd, rectified, term_end
from zongzhi_rules.ir.base import Citation, Modality
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case, EarlierMeasure

Bar = Literal["collective_honours", "awards", "promotion"]
_START = "start"


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
    """What has to be asked, and of whom, before the honour or promotion is granted."""

    id: Annotated[str, Field(title="职责")]
    title: Annotated[str, Field(title="标题")]
    modality: Annotated[Modality, Field(title="应当或可以")]
    to: Annotated[str | None, Field(title="向谁")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class BaseEligibility(Part):
    """What a text below makes of the same question.  `higher`: it bars where the text above does not."""

    pack: Annotated[str, Field(title="规则包")]
    barred: Annotated[Truth, Field(title="是否取消资格")]
    restrictions: Annotated[tuple[Restriction, ...], Field(title="依据的后果")]
    higher: Annotated[bool, Field(title="高于所用规则包")]


class Eligibility(Part):
    """Whether a locality, unit or official is barred on a day.  `barred` null: it hangs on a fact that is missing.

    `floor` holds what the texts below say: they keep binding, and are said aloud, not applied.
    """

    case: Annotated[str, Field(title="案件编号")]
    on: Annotated[date, Field(title="日期")]
    bar: Annotated[Bar, Field(title="资格")]
    role: Annotated[Role | None, Field(title="职责", description="空为该地区、单位")]
    barred: Annotated[Truth, Field(title="是否取消资格")]
    restrictions: Annotated[tuple[Restriction, ...], Field(title="依据的后果")]
    missing: Annotated[tuple[str, ...], Field(title="尚缺的事实")]
    floor: Annotated[tuple[BaseEligibility, ...], Field(title="上级规定的结果")]
    consult_first: Annotated[tuple[Consultation, ...], Field(title="事先应当征求意见")]


def eligibility(  # noqa: PLR0913 - who, what, when, by which law, reading and calendar
    rules: RulePack,
    case: Case,
    on: date,
    bar: Bar,
    *,
    role: Role | None = None,
    readings: Mapping[str, str] | None = None,
    calendar: WorkCalendar | None = None,
) -> Eligibility:
    """Say whether the subject (no role) or an official of it is barred from an honour, an award or promotion on a day.

    A measure is judged by the text in force when it was decided.  The days of its decision and of its release belong to
    a disqualification that lasts while the measure stands.

    Args:
        rules: the pack.
        case: the facts; only the earlier measures count.
        on: the day of the honour, award or promotion; it may lie before or after the day of the case.
        bar: what is to be granted.
        role: the role of the official; None for the locality or unit itself.
        readings: reading id to option id, where the default is not wanted.
        calendar: the working-day calendar, if not the one of the published notices.

    Raises:
        CaseError: as `RulePack.decide`.
        UseError: a reading or an option does not exist.
    """
    return _Question(rules, case, on, readings, calendar or official_calendar()).answer(bar, role)


def eligibility_of_many(  # noqa: PLR0913 - as above
    rules: RulePack,
    people: Iterable[tuple[Case, Role | None]],
    on: date,
    bar: Bar,
    *,
    readings: Mapping[str, str] | None = None,
    calendar: WorkCalendar | None = None,
) -> tuple[Eligibility, ...]:
    """Answer for many at once, in their order.  Raises as `eligibility`."""
    days = calendar or official_calendar()
    asked: dict[int, _Question] = {}
    found = []
    for case, role in people:
        question = asked.get(id(case))
        if question is None or question.case is not case:
            question = asked[id(case)] = _Question(rules, case, on, readings, days)
        found.append(question.answer(bar, role))
    return tuple(found)


class _Question:
    """One case on one day: every effect of its measures, worked out once for all who are concerned."""

    def __init__(
        self,
        rules: RulePack,
        case: Case,
        on: date,
        readings: Mapping[str, str] | None,
        calendar: WorkCalendar,
    ) -> None:
        rules.choose(readings)
        rules.admit(case)
        self.case = case
        self._rules = rules
        self._on = on
        self._readings = readings or {}
        self._calendar = calendar
        self._effects = {one.id: self._all(one) for one in rules.stack}

    def answer(self, bar: Bar, role: Role | None) -> Eligibility:
        restrictions = self._concerned(self._rules, bar, role)
        barred = self._barred(restrictions)
        floor = []
        for base in self._rules.stack[1:]:
            found = self._concerned(base, bar, role)
            truth = self._barred(found)
            higher = truth is True and barred is not True
            floor.append(BaseEligibility(pack=base.id, barred=truth, restrictions=found, higher=higher))
        return Eligibility(
            case=self.case.id,
            on=self._on,
            bar=bar,
            role=role,
            barred=barred,
            restrictions=restrictions,
            missing=() if barred is True else self._missing(restrictions),
            floor=tuple(floor),
            consult_first=self._consultations(bar, role),
        )

    def _barred(self, restrictions: tuple[Restriction, ...]) -> Truth:
        if self.case.earlier_measures is None:
            return None
        truths = [one.holds for one in restrictions]
        return True if True in truths else None if None in truths else False

    def _missing(self, restrictions: tuple[Restriction, ...]) -> tuple[str, ...]:
        if self.case.earlier_measures is None:
            return ("earlier_measures",)
        return tuple(dict.fromkeys(one.missing for one in restrictions if one.missing is not None))

    def _concerned(self, rules: RulePack, bar: Bar, role: Role | None) -> tuple[Restriction, ...]:
        """Return the effects of that kind for that role, or for the subject where no role is given."""
        return tuple(
            one
            for one in self._effects[rules.id]
            if bar in one.effect.bars and (not one.effect.roles if role is None else role in one.effect.roles)
        )

    def _consultations(self, bar: Bar, role: Role | None) -> tuple[Consultation, ...]:
        governing = governing_pack(self._rules, self._on)
        if governing is None:
            return ()
        titles = {body.id: body.title for body in governing.pack.bodies}
        return tuple(
            Consultation(
                id=duty.id,
                title=duty.title,
                modality=duty.modality,
                to=None if duty.to is None else titles[duty.to],
                cite=duty.cite,
            )
            for duty in governing.pack.duties
            if bar in duty.before and (not duty.about or role in duty.about)
        )

    def _all(self, rules: RulePack) -> tuple[Restriction, ...]:
        return tuple(one for item in self.case.earlier_measures or () for one in self._of(rules, item))

    def _of(self, rules: RulePack, item: EarlierMeasure) -> Iterator[Restriction]:
        found = governing_measure(rules, item)
        if found is None:
            return
        governing, measure = found
        known = {reading.id for reading in governing.pack.readings}
        readings = governing.choose({name: one for name, one in self._readings.items() if name in known}).options
        end = term_end(item, measure, governing.pack, readings, self._calendar)
        days = {name: getattr(item, name) for name in ("decided_on", "received_on", "held_on")}
        after_term = measure.release is not None and measure.release.earliest == "after_term"
        timeline = Timeline(measure, days, assumed=False, readings=readings, calendar=self._calendar, term=end)
        for effect, rule in zip(timeline.effects(item.released_on), measure.effects, strict=True):
            holds, missing = self._holds(effect, item, end, after_term=after_term)
            if missing == _START:
                missing = rule.start.under(dict(readings))
            other = effect.until_by_other_count
            yield Restriction(
                earlier=item.id,
                measure=measure.id,
                measure_title=measure.title,
                effect=effect,
                holds=holds,
                disputed=other is not None
                and effect.until is not None
                and (self._on <= other) != (self._on <= effect.until),
                missing=None if missing is None else f"earlier_measures[{item.id}].{missing}",
            )

    def _holds(
        self,
        effect: EffectFinding,
        item: EarlierMeasure,
        end: TermEnd,
        *,
        after_term: bool,
    ) -> tuple[Truth, str | None]:
        """Return whether an effect holds on the day, and what is missing where that is unknown."""
        on = self._on
        if effect.until is not None and on > effect.until:
            return False, None
        if effect.start is None:
            return None, _START
        if on < effect.start:
            return False, None
        not_yet = after_term and end.day is not None and on <= end.day  # nothing can have ended it within the term
        not_done = rectified(item, end.day) is False and on <= self.case.as_of  # nor is it, up to what is known
        if effect.until is not None or not_yet or not_done:
            return True, None
        return None, "released_on"
