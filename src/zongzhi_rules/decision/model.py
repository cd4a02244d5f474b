"""The decision as data: frozen, typed, and the same after a round trip through JSON.

A truth is `true`, `false` or null for unknown, as in the facts.  Measures, grades, readings and the like are named by
their ids in the pack, with the pack's own title beside.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field

from zongzhi_rules.decision.bypath import ByPath
from zongzhi_rules.facts.model import Subject
from zongzhi_rules.frozen import Frozen, SameForAll, made
from zongzhi_rules.ir.base import Citation, Modality
from zongzhi_rules.scalars import Day
from zongzhi_rules.vocabulary import Level, Role

DECISION_SCHEMA_VERSION = 1

Scalar = bool | int | float | Day | str | None
Truth = bool | None


class Part(Frozen):
    """Base of every part of a decision: all its fields are given."""

    model_config = ConfigDict(defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Keep on the class which fields are given: it is the same for all instances."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.__pydantic_fields_set__ = SameForAll(set(cls.model_fields))  # type: ignore[assignment]

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:  # type: ignore[override]  # noqa: ANN401
        """Make a part of values that are known to fit: all fields, without validation.

        Decisions are made in numbers, of values that the type checker has seen; pydantic's own version also fills in
        defaults and aliases, which no part has, at several times the cost.
        """
        return made(cls, values)

    def replaced(self, **values: Any) -> Self:  # noqa: ANN401
        """Return the same part with some fields set anew, as `model_construct` makes it.

        The cheapest way to a part most of whose fields are the same in every case: a dictionary is copied faster than
        it is written out.
        """
        return made(type(self), {**self.__dict__, **values})


class PackUsed(Part):
    """A pack that the decision rests on."""

    id: Annotated[str, Field(title="规则包")]
    version: Annotated[str, Field(title="版本")]
    digest: Annotated[str, Field(title="摘要")]
    title: Annotated[str, Field(title="名称")]
    short_title: Annotated[str, Field(title="简称")]
    number: Annotated[str | None, Field(title="文号")]
    in_force: Annotated[date | None, Field(title="施行日期", description="文本未载明的为 null")]
    numbering: Annotated[Literal["article", "point"], Field(title="条目单位")]


class BodyNamed(Part):
    """A body that the decision names by its id."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="名称")]
    full_title: Annotated[str, Field(title="全称")]


class FoundBy(Part):
    """Who found a fact, when and on what evidence, where the case says so."""

    path: Annotated[str, Field(title="事实")]
    by: Annotated[str | None, Field(title="认定主体")]
    on: Annotated[date | None, Field(title="认定日期")]
    evidence: Annotated[tuple[str, ...], Field(title="依据材料")]


class FactUsed(Part):
    """A fact that made a rule true, false or unknown: its path, its value, and what it was held against."""

    path: Annotated[str, Field(title="事实", examples=["severity.harm", "incidents[i1].grade"])]
    title: Annotated[str, Field(title="名称")]
    value: Annotated[Scalar, Field(title="值", description="未知为 null")]
    label: Annotated[str | None, Field(title="值的中文")]
    test: Annotated[
        Literal["holds", "is", "at_least", "more_than", "at_most", "less_than", "one_of", "count", "rule"],
        Field(title="比较", description="count:成立的条数；rule:另有结论的一条规则"),
    ]
    wanted: Annotated[str | None, Field(title="所比较的值", description="多个值以逗号分隔；count:至少几条")]
    wanted_label: Annotated[str | None, Field(title="所比较的值的中文")]
    truth: Annotated[Truth, Field(title="是否成立")]


class RuleFinding(Part):
    """A rule with its truth, and the facts that made it so."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]
    truth: Annotated[Truth, Field(title="是否成立")]
    because: Annotated[tuple[FactUsed, ...], Field(title="事实依据")]


class MeasureFinding(Part):
    """A rung of the ladder: reached (a ground is true), not reached, or possible (null)."""

    id: Annotated[str, Field(title="措施")]
    title: Annotated[str, Field(title="标题")]
    rank: Annotated[int, Field(title="位次")]
    reached: Annotated[Truth, Field(title="是否达到")]
    grounds: Annotated[tuple[RuleFinding, ...], Field(title="事由")]


class Outcome(Part):
    """The interval: at least this measure, at most that one; null stands for no measure."""

    status: Annotated[Literal["determined", "open"], Field(title="状态")]
    at_least: Annotated[str | None, Field(title="至少")]
    at_most: Annotated[str | None, Field(title="至多")]


class FactorFinding(RuleFinding):
    """An aggravating or mitigating factor."""

    direction: Annotated[Literal["aggravating", "mitigating"], Field(title="方向")]
    force: Annotated[Modality, Field(title="应当或可以")]


class GradeOutcome(Part):
    """The grade within the measure: an interval, as far as facts are unknown, and what may still be weighed."""

    at_least: Annotated[str, Field(title="至少")]
    at_least_title: Annotated[str, Field(title="至少(标题)")]
    at_most: Annotated[str, Field(title="至多")]
    at_most_title: Annotated[str, Field(title="至多(标题)")]
    raised: Annotated[Truth, Field(title="因从重而升档")]
    raised_at_top: Annotated[bool, Field(title="从重而已在最高档", description="须在该档之内体现从重")]
    may_be_lowered_to: Annotated[str | None, Field(title="可以从轻至")]
    may_be_lowered_to_title: Annotated[str | None, Field(title="可以从轻至(标题)")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class ActingBody(Part):
    """A body at a level: `division` is the code of the division at that level, empty for the centre."""

    body: Annotated[str, Field(title="机构")]
    title: Annotated[str, Field(title="名称")]
    level: Annotated[Level | None, Field(title="层级", description="未知或没有上一级为 null")]
    division: Annotated[str | None, Field(title="行政区划代码")]


class Authority(ActingBody):
    """Who takes the measure."""

    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Addressee(Part):
    """Who is addressed, with the officials of that role in the case."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    role: Annotated[Role | None, Field(title="职责")]
    officials: Annotated[tuple[str, ...] | None, Field(title="领导干部编号", description="未知为 null")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Step(Part):
    """A step of the procedure; `applies` is null where that depends on an unknown fact."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    modality: Annotated[Modality, Field(title="应当或可以")]
    by: Annotated[ActingBody | None, Field(title="由谁")]
    applies: Annotated[Truth, Field(title="是否适用")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Provisional(Part):
    """Why a day may still change: it rests on `day`, and notices are known until `covered_until` only."""

    day: Annotated[date, Field(title="无放假通知的日期")]
    covered_until: Annotated[date, Field(title="放假通知数据截至")]


class Deadline(Part):
    """A day with its computation: from which event, by which conventions, on which calendar data.

    `assumed` says that the event has not happened yet and was taken to happen on the day of the case.
    """

    day: Annotated[date, Field(title="日期")]
    nominal: Annotated[date, Field(title="顺延前")]
    start: Annotated[date | None, Field(title="起算日")]
    start_event: Annotated[str, Field(title="起算事件")]
    assumed: Annotated[bool, Field(title="按研判日假定")]
    conventions: Annotated[tuple[str, ...], Field(title="计算规则")]
    provisional: Annotated[Provisional | None, Field(title="暂定的原因")]
    amendable: Annotated[bool, Field(title="可能因次年放假通知变动")]
    calendar: Annotated[str, Field(title="日历数据")]


class TermFinding(Part):
    """The term for rectification.  `deadline` null: set by the authority, or its first day is not known."""

    title: Annotated[str, Field(title="标题")]
    length: Annotated[str | None, Field(title="长度", examples=["2 months"])]
    set_by_authority: Annotated[bool, Field(title="由机关确定")]
    deadline: Annotated[Deadline | None, Field(title="届满日")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Obligation(Part):
    """Something to be reported; one entry for each day on which it falls due.  `deadline` null: in time, no day set."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    by: Annotated[str, Field(title="由谁")]
    to: Annotated[str | None, Field(title="向谁")]
    deadline: Annotated[Deadline | None, Field(title="期限")]
    applies: Annotated[Truth, Field(title="是否适用")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class EffectFinding(Part):
    """A disqualification.  `until` null: as long as the measure stands, or its first day is not known."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    bars: Annotated[tuple[str, ...], Field(title="取消的资格")]
    roles: Annotated[tuple[Role, ...], Field(title="哪些领导", description="空为该地区、单位")]
    start: Annotated[date | None, Field(title="自")]
    until: Annotated[date | None, Field(title="至(含当日)")]
    until_by_other_count: Annotated[date | None, Field(title="按另一种算法至")]
    while_it_stands: Annotated[bool, Field(title="措施存续期间")]
    assumed: Annotated[bool, Field(title="按研判日假定")]
    conventions: Annotated[tuple[str, ...], Field(title="计算规则")]
    by: Annotated[str | None, Field(title="由谁办理")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class RecipientFinding(Part):
    """Who receives the measure."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="标题")]
    manner: Annotated[Literal["circulated", "copied"], Field(title="方式")]
    applies: Annotated[Truth, Field(title="是否适用")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class ReleaseFinding(Part):
    """How the measure ends."""

    title: Annotated[str, Field(title="标题")]
    by: Annotated[ActingBody, Field(title="由谁")]
    earliest: Annotated[Literal["any_time", "after_term"], Field(title="最早")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class OutsideReference(Part):
    """An instrument that the text sends the reader to and that no pack holds."""

    id: Annotated[str, Field(title="编号")]
    title: Annotated[str, Field(title="名称")]
    number: Annotated[str | None, Field(title="文号")]
    effect: Annotated[str, Field(title="影响")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]


class Measure(Part):
    """The measure that is due, in full."""

    id: Annotated[str, Field(title="措施")]
    title: Annotated[str, Field(title="标题")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]
    grounds: Annotated[tuple[str, ...], Field(title="成立的事由")]
    grade: Annotated[GradeOutcome, Field(title="档次")]
    authority: Annotated[Authority, Field(title="实施机关")]
    addressees: Annotated[tuple[Addressee, ...], Field(title="对象")]
    procedure: Annotated[tuple[Step, ...], Field(title="程序")]
    term: Annotated[TermFinding | None, Field(title="整改期限")]
    obligations: Annotated[tuple[Obligation, ...], Field(title="报告义务")]
    recipients: Annotated[tuple[RecipientFinding, ...], Field(title="通报和抄送")]
    effects: Annotated[tuple[EffectFinding, ...], Field(title="后果")]
    release: Annotated[ReleaseFinding | None, Field(title="解除")]


class EarlierMeasureFinding(Part):
    """Where an earlier measure stands on the day of the case."""

    id: Annotated[str, Field(title="编号")]
    measure: Annotated[str, Field(title="措施")]
    title: Annotated[str, Field(title="标题")]
    state: Annotated[
        Literal["running", "rectified", "released", "failed", "unknown"],
        Field(title="状态", description="unknown:期限已过而验收情况未知,或者期限未知"),
    ]
    term_ends: Annotated[Deadline | None, Field(title="期限届满日")]
    obligations: Annotated[tuple[Obligation, ...], Field(title="报告义务")]
    effects: Annotated[tuple[EffectFinding, ...], Field(title="后果")]


class OfficialFinding(Part):
    """Whether a form of accountability applies to an official."""

    id: Annotated[str, Field(title="领导干部编号")]
    role: Annotated[Role, Field(title="职责")]
    truth: Annotated[Truth, Field(title="是否成立")]


class AccountabilityFinding(RuleFinding):
    """A form of personal accountability."""

    forms: Annotated[tuple[str, ...], Field(title="方式")]
    by: Annotated[tuple[str, ...], Field(title="由谁办理")]
    officials: Annotated[tuple[OfficialFinding, ...] | None, Field(title="领导干部", description="未知为 null")]
    outside: Annotated[tuple[str, ...], Field(title="外部文件")]


class ReadingAlternative(Part):
    """What another option of a reading would make of the case."""

    option: Annotated[str, Field(title="选项")]
    title: Annotated[str, Field(title="标题")]
    outcome: Annotated[Outcome, Field(title="结果")]
    changes: Annotated[tuple[str, ...], Field(title="会改变的部分")]


class ReadingUsed(Part):
    """A reading of the text: which option was used, and whether another would change anything."""

    id: Annotated[str, Field(title="编号")]
    question: Annotated[str, Field(title="问题")]
    cite: Annotated[tuple[Citation, ...], Field(title="依据")]
    option: Annotated[str, Field(title="所用选项")]
    title: Annotated[str, Field(title="选项标题")]
    because: Annotated[str, Field(title="理由")]
    chosen_by_caller: Annotated[bool, Field(title="由调用者选定")]
    alternatives: Annotated[tuple[ReadingAlternative, ...], Field(title="其他选项")]

    @property
    def matters(self) -> bool:
        """Whether another option would change the decision."""
        return any(alternative.changes for alternative in self.alternatives)


class Answer(Part):
    """One answer to an open question and the outcome that it would leave.

    For a number or a day the answer is a range: `low` and `high` are its ends, both within, null for no end on that
    side, and `value` lies in it.
    """

    value: Annotated[Scalar, Field(title="答案")]
    label: Annotated[str, Field(title="答案的中文")]
    low: Annotated[Scalar, Field(title="不小于(不早于)")]
    high: Annotated[Scalar, Field(title="不大于(不晚于)")]
    outcome: Annotated[Outcome, Field(title="结果")]


class Question(Part):
    """A fact to find out.  Questions stand in the order of their use: the one that narrows the outcome most first."""

    path: Annotated[str, Field(title="事实")]
    title: Annotated[str, Field(title="名称")]
    cite: Annotated[tuple[Citation, ...], Field(title="需要它的条文")]
    answers: Annotated[tuple[Answer, ...], Field(title="各种答案")]


class DifferenceFinding(RuleFinding):
    """A declared difference, with the reason that the pack gives for it."""

    reason: Annotated[str, Field(title="理由")]


class Floor(Part):
    """What the pack below makes of the same facts.  `higher`: it comes out above, and why."""

    pack: Annotated[str, Field(title="规则包")]
    outcome: Annotated[Outcome, Field(title="结果")]
    at_least_title: Annotated[str | None, Field(title="至少(标题)")]
    at_most_title: Annotated[str | None, Field(title="至多(标题)")]
    higher: Annotated[bool, Field(title="高于所用规则包")]
    differences: Annotated[tuple[DifferenceFinding, ...], Field(title="已声明的差异")]
    circumstances: Annotated[tuple[RuleFinding, ...], Field(title="只在该规则包成立的情形")]


class Note(Part):
    """Something the reader should know; `code` names it, `arguments` fill its wording in."""

    code: Annotated[str, Field(title="编号")]
    arguments: Annotated[tuple[tuple[str, str], ...], Field(title="内容")]


class Derivation(Part):
    """The truth of every node, by its path, and of each item under count: what an independent checker goes through."""

    truths: Annotated[ByPath[Truth], Field(title="各节点的真值")]
    items: Annotated[ByPath[tuple[tuple[Truth, ...], ...]], Field(title="各条记录的真值")]


class Decision(Part):
    """What the rules make of one case on one day: advice to the authority that decides."""

    schema_version: Annotated[Literal[1], Field(title="格式版本")]
    case: Annotated[str, Field(title="案件编号")]
    as_of: Annotated[date, Field(title="研判日期")]
    subject: Annotated[Subject, Field(title="对象")]
    packs: Annotated[tuple[PackUsed, ...], Field(title="规则包")]
    calendar: Annotated[str, Field(title="日历数据")]
    outcome: Annotated[Outcome, Field(title="结果")]
    measure: Annotated[Measure | None, Field(title="至少应当采取的措施")]
    measures: Annotated[tuple[MeasureFinding, ...], Field(title="各项措施")]
    circumstances: Annotated[tuple[RuleFinding, ...], Field(title="各项情形")]
    factors: Annotated[tuple[FactorFinding, ...], Field(title="情节")]
    accountability: Annotated[tuple[AccountabilityFinding, ...], Field(title="个人问责")]
    earlier_measures: Annotated[tuple[EarlierMeasureFinding, ...] | None, Field(title="已采取的措施")]
    questions: Annotated[tuple[Question, ...], Field(title="待查事项")]
    readings: Annotated[tuple[ReadingUsed, ...], Field(title="所用理解")]
    floor: Annotated[tuple[Floor, ...], Field(title="上级规定的结果")]
    bodies: Annotated[tuple[BodyNamed, ...], Field(title="机构")]
    findings: Annotated[tuple[FoundBy, ...], Field(title="认定的来源")]
    outside: Annotated[tuple[OutsideReference, ...], Field(title="外部文件")]
    notes: Annotated[tuple[Note, ...], Field(title="说明")]
    derivation: Annotated[Derivation, Field(title="推导")]
