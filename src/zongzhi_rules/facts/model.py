"""The case: what happened in one locality or unit, judged on one day.

The facts describe what happened, not which article it falls under, so that any pack can judge them.  A field that
is absent or null is unknown; an absent list is unknown, an empty one is known to be empty.
"""

from __future__ import annotations

import functools
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticKnownError

from zongzhi_rules.divisions import Division
from zongzhi_rules.facts.consistency import before_the_decision, contradictions, fault, is_consistent, refuse
from zongzhi_rules.facts.finding import FlagFinding, HarmFinding, ImpactFinding, Record
from zongzhi_rules.facts.local import FrozenDict, LocalFacts
from zongzhi_rules.facts.scalars import CODES_KEPT, Code, Flag, Identifier, Score, Tally, Text, Year
from zongzhi_rules.scalars import Day
from zongzhi_rules.vocabulary import (
    Affiliation,
    AssessmentResult,
    AwardKind,
    HotSpotKind,
    IncidentGrade,
    IncidentKind,
    InspectionResult,
    Level,
    Occasion,
    Organ,
    ReferringBody,
    Role,
    SubjectKind,
)

CASE_SCHEMA_VERSION = 1


@functools.lru_cache(CODES_KEPT)
def _shown_level(code: str) -> Level:
    return Division(code).level


@functools.lru_cache(CODES_KEPT)
def _shown_direct(code: str) -> bool:
    return Division(code).directly_governed


class Subject(Record, title="对象"):
    """The locality or unit that the case is about."""

    kind: Annotated[SubjectKind, Field(title="类别")]
    name: Annotated[Text | None, Field(title="名称")] = None
    division: Annotated[Code, Field(title="行政区划代码（GB/T 2260）")]
    level: Annotated[Level | None, Field(title="层级")] = None
    organ: Annotated[Organ | None, Field(title="机关性质")] = None
    directly_governed: Annotated[Flag | None, Field(title="省直管县")] = None
    affiliation: Annotated[Affiliation | None, Field(title="隶属")] = None
    vertically_managed: Annotated[Flag | None, Field(title="垂直管理")] = None

    @model_validator(mode="after")
    def _agrees_with_code(self) -> Self:
        states_level = self.level is not None or self.directly_governed
        if states_level and self.kind is SubjectKind.LOCALITY:
            shown = _shown_level(self.division)
            context = {"code": self.division, "shown": shown.value}
            found = []
            if self.level not in (None, shown):
                found.append(fault("level_against_code", ("level",), self.level, context))
            if self.directly_governed and shown is not Level.COUNTY:
                found.append(fault("only_a_county", ("directly_governed",), self.directly_governed, context))
            refuse(found)
        return self

    @property
    def effective_level(self) -> Level | None:
        """The level given, else for a locality the one its code shows; None where a unit's level is unknown."""
        if self.level is not None or self.kind is SubjectKind.UNIT:
            return self.level
        return _shown_level(self.division)

    @property
    def is_directly_governed(self) -> bool:
        """Whether the county stands directly under its province (省直管县), by the caller's word or by the code."""
        return bool(self.directly_governed) or _shown_direct(self.division)


class Work(Record, title="工作情况"):
    """Findings on the work itself."""

    neglected: Annotated[FlagFinding, Field(title="不重视")] = None
    mechanisms_unsound: Annotated[FlagFinding, Field(title="工作机制不健全")] = None
    measures_not_carried_out: Annotated[FlagFinding, Field(title="工作措施不落实")] = None
    foundations_weak: Annotated[FlagFinding, Field(title="基层基础工作薄弱")] = None


class PublicOrder(Record, title="治安秩序"):
    """Findings on public order in the area."""

    seriously_chaotic: Annotated[FlagFinding, Field(title="治安秩序严重混乱")] = None
    cases_frequent: Annotated[FlagFinding, Field(title="阶段性案件多发")] = None
    incidents_in_succession: Annotated[FlagFinding, Field(title="较短时间内连续发生")] = None


class Incident(Record, title="案事件"):
    """One case, incident or accident."""

    id: Annotated[Identifier, Field(title="编号")]
    kind: Annotated[IncidentKind, Field(title="类别")]
    grade: Annotated[IncidentGrade | None, Field(title="等级")] = None
    happened_on: Annotated[Day | None, Field(title="发生日期")] = None
    occasion: Annotated[Occasion | None, Field(title="发生场合")] = None
    severe: Annotated[FlagFinding, Field(title="性质严重")] = None
    affects_stability: Annotated[FlagFinding, Field(title="影响安全稳定")] = None
    vile_influence: Annotated[FlagFinding, Field(title="造成恶劣影响")] = None
    deaths: Annotated[Tally | None, Field(title="死亡人数（人）")] = None
    injured: Annotated[Tally | None, Field(title="受伤人数（人）")] = None
    participants: Annotated[Tally | None, Field(title="参与人数（人）")] = None
    loss: Annotated[Score | None, Field(title="直接经济损失（万元）", ge=0)] = None


class HotSpot(Record, title="突出问题"):
    """A standing problem or area."""

    id: Annotated[Identifier, Field(title="编号")]
    kind: Annotated[HotSpotKind, Field(title="类别")]
    prominent: Annotated[FlagFinding, Field(title="突出或严重")] = None
    resented: Annotated[FlagFinding, Field(title="群众反映强烈")] = None
    effective_measures: Annotated[FlagFinding, Field(title="已采取有效措施")] = None
    rebounded: Annotated[FlagFinding, Field(title="出现反弹")] = None


class Assessment(Record, title="年度考核评价"):
    """One year's assessment."""

    year: Annotated[Year, Field(title="年度")]
    result: Annotated[AssessmentResult | None, Field(title="考核等次")] = None
    up_to_standard: Annotated[FlagFinding, Field(title="达标")] = None
    targets_met: Annotated[FlagFinding, Field(title="完成年度目标")] = None
    score: Annotated[Score | None, Field(title="得分（分）")] = None
    rank: Annotated[Tally | None, Field(title="名次", ge=1)] = None


class Referral(Record, title="提出查究"):
    """A matter that somebody finds to need inquiry, or reports."""

    id: Annotated[Identifier, Field(title="编号")]
    by: Annotated[ReferringBody, Field(title="提出主体")]
    needs_inquiry: Annotated[FlagFinding, Field(title="认为需要查究")] = None
    matter: Annotated[Text | None, Field(title="事项")] = None
    on: Annotated[Day | None, Field(title="提出日期")] = None


class Severity(Record, title="危害和影响"):
    """How grave the matter is as a whole."""

    harm: Annotated[HarmFinding, Field(title="危害程度")] = None
    impact: Annotated[ImpactFinding, Field(title="影响程度")] = None
    veto_threshold_reached: Annotated[FlagFinding, Field(title="够实施一票否决权制")] = None


class Conduct(Record, title="情节"):
    """How the subject and its officials behaved."""

    obstructed_inquiry: Annotated[FlagFinding, Field(title="干扰、阻碍调查和责任追究")] = None
    falsified_or_concealed: Annotated[FlagFinding, Field(title="弄虚作假、隐瞒、瞒报漏报")] = None
    retaliated: Annotated[FlagFinding, Field(title="打击报复检举人、控告人等")] = None
    other_aggravating: Annotated[FlagFinding, Field(title="其他从重情节")] = None
    averted_loss: Annotated[FlagFinding, Field(title="主动采取措施并有效避免损失、挽回影响")] = None
    cooperated: Annotated[FlagFinding, Field(title="积极配合调查")] = None
    accepted_responsibility: Annotated[FlagFinding, Field(title="主动承担责任")] = None
    other_mitigating: Annotated[FlagFinding, Field(title="其他从轻情节")] = None


class Necessity(Record, title="必要性认定"):
    """What the competent authority finds necessary: discretion, never derived."""

    circular: Annotated[FlagFinding, Field(title="需要通报")] = None
    circular_by_commission: Annotated[FlagFinding, Field(title="必要时由委员会通报")] = None
    interview_by_commission_leader: Annotated[FlagFinding, Field(title="必要时由委员会主任、副主任约谈")] = None
    joint_interview: Annotated[FlagFinding, Field(title="会同有关部门约谈")] = None
    working_group: Annotated[FlagFinding, Field(title="必要时派工作组")] = None


class Inspection(Record, title="检查验收"):
    """One inspection of the rectification."""

    on: Annotated[Day, Field(title="验收日期")]
    result: Annotated[InspectionResult | None, Field(title="验收结果")] = None
    level: Annotated[Level | None, Field(title="验收层级")] = None


class EarlierMeasure(Record, title="已采取的督导追究措施"):
    """A measure that was taken before the day of the case."""

    id: Annotated[Identifier, Field(title="编号")]
    measure: Annotated[Identifier, Field(title="措施")]
    decided_on: Annotated[Day | None, Field(title="作出日期")] = None
    received_on: Annotated[Day | None, Field(title="收到日期")] = None
    held_on: Annotated[Day | None, Field(title="约谈日期")] = None
    term_ends_on: Annotated[Day | None, Field(title="整改期限届满日")] = None
    rectified: Annotated[FlagFinding, Field(title="按期完成整改")] = None
    inspections: Annotated[tuple[Inspection, ...] | None, Field(title="检查验收")] = None
    released_on: Annotated[Day | None, Field(title="解除日期")] = None

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.decided_on is not None:
            refuse(before_the_decision(self))
        return self


class Official(Record, title="领导干部"):
    """A leading official of the subject."""

    id: Annotated[Identifier, Field(title="编号")]
    role: Annotated[Role, Field(title="职责")]
    accountability_called_for: Annotated[FlagFinding, Field(title="按照有关规定应当问责")] = None
    discipline_or_law_breached: Annotated[FlagFinding, Field(title="违纪违法应当承担责任")] = None
    crime_committed: Annotated[FlagFinding, Field(title="构成犯罪")] = None


class Award(Record, title="表彰"):
    """An honour that was granted before."""

    id: Annotated[Identifier, Field(title="编号")]
    kind: Annotated[AwardKind, Field(title="类别")]
    level: Annotated[Level | None, Field(title="授予层级")] = None
    granted_on: Annotated[Day | None, Field(title="授予日期")] = None


class PerformedDuty(Record, title="已履行的职责"):
    """A duty or report that was done: which one, when, and for a report under which earlier measure."""

    id: Annotated[Identifier, Field(title="编号")]
    duty: Annotated[Identifier, Field(title="职责")]
    on: Annotated[Day, Field(title="履行日期")]
    under: Annotated[Identifier | None, Field(title="所属措施")] = None
    period: Annotated[
        Day | None,
        Field(title="所属期间"),
    ] = None
    evidence: Annotated[Text | None, Field(title="依据材料")] = None


def _no_truth_value(raw: object) -> object:
    """Refuse `true`, which is equal to 1."""
    if isinstance(raw, bool):
        raise PydanticKnownError("literal_error", {"expected": str(CASE_SCHEMA_VERSION)})
    return raw


def _section(model: type[Record]) -> BeforeValidator:
    """Read a section; one that is null is one in which everything is unknown."""
    return BeforeValidator(lambda raw: {} if raw is None else raw, json_schema_input_type=model | None)


class Case(Record, title="个案"):
    """One locality or unit on one day.

    What is absent or null is unknown; an absent list is unknown, an empty one is known to be empty.
    """

    schema_version: Annotated[Literal[1], BeforeValidator(_no_truth_value), Field(title="格式版本")] = 1
    id: Annotated[Identifier, Field(title="案件编号")]
    as_of: Annotated[Day, Field(title="研判日期")]
    subject: Annotated[Subject, Field(title="对象")]
    work: Annotated[Work, _section(Work), Field(title="工作情况")] = Work()
    order: Annotated[PublicOrder, _section(PublicOrder), Field(title="治安秩序")] = PublicOrder()
    incidents: Annotated[tuple[Incident, ...] | None, Field(title="案事件")] = None
    hot_spots: Annotated[tuple[HotSpot, ...] | None, Field(title="突出问题")] = None
    assessments: Annotated[tuple[Assessment, ...] | None, Field(title="年度考核评价")] = None
    referrals: Annotated[tuple[Referral, ...] | None, Field(title="提出查究")] = None
    severity: Annotated[Severity, _section(Severity), Field(title="危害和影响")] = Severity()
    conduct: Annotated[Conduct, _section(Conduct), Field(title="情节")] = Conduct()
    necessity: Annotated[Necessity, _section(Necessity), Field(title="必要性认定")] = Necessity()
    earlier_measures: Annotated[tuple[EarlierMeasure, ...] | None, Field(title="已采取的措施")] = None
    officials: Annotated[tuple[Official, ...] | None, Field(title="领导干部")] = None
    awards: Annotated[tuple[Award, ...] | None, Field(title="表彰")] = None
    performed_duties: Annotated[tuple[PerformedDuty, ...] | None, Field(title="已履行的职责")] = None
    local: Annotated[LocalFacts, Field(title="规则包自定事实")] = FrozenDict()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not is_consistent(self):
            refuse(contradictions(self))
        return self
