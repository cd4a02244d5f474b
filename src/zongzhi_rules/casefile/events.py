"""What can be entered in a file.

Every entry has an id of its own and up to three dates: `happened_on`, the day of the matter itself; `known_on`, the day
on which the keeper of the file learned of it; `recorded_at`, the moment of writing.  They come in that order.

An entry is never changed.  A correction takes another entry's place from the moment it was known.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import Field, TypeAdapter, model_validator

from zongzhi_rules.casefile.frozen import FrozenValue
from zongzhi_rules.casefile.paths import FactPath, ListName, place_of
from zongzhi_rules.casefile.scalars import Moment
from zongzhi_rules.facts.consistency import fault, refuse
from zongzhi_rules.facts.finding import Record
from zongzhi_rules.facts.model import Assessment, Incident, Referral, Subject
from zongzhi_rules.facts.scalars import Identifier, Text
from zongzhi_rules.scalars import Day
from zongzhi_rules.vocabulary import InspectionResult, Level

if TYPE_CHECKING:
    from datetime import date

EVENT_SCHEMA_VERSION = 1


class _Headed(Record):
    """What an entry starts with."""

    event: Annotated[str, Field(title="记录种类")]
    id: Annotated[Identifier, Field(title="编号")]


class _OnADay(_Headed):
    happened_on: Annotated[Day, Field(title="发生日期")]


class _PerhapsOnADay(_Headed):
    happened_on: Annotated[Day | None, Field(title="发生日期")] = None


class Entry(_Headed):
    """What every entry has."""

    known_on: Annotated[Day, Field(title="获知日期")]
    recorded_at: Annotated[Moment, Field(title="记录时间")]
    note: Annotated[Text | None, Field(title="备注")] = None

    @property
    def day(self) -> date | None:
        """The day on which it happened; None where that is not known."""
        found: date | None = getattr(self, "happened_on", None)
        return found

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        known = self.known_on
        if self.day is not None and self.day > known:
            refuse([fault("known_before_it_happened", ("happened_on",), self.day, {"known_on": known.isoformat()})])
        if known > self.recorded_at.date():
            recorded = self.recorded_at.date().isoformat()
            refuse([fault("recorded_before_known", ("known_on",), known, {"recorded_on": recorded})])
        return self


class _Dated(Entry, _OnADay):
    """An entry that has its day; the fields of the later base come first."""


class _PerhapsDated(Entry, _PerhapsOnADay):
    """An entry whose own day may be unknown."""


class Opened(_Dated, title="立案"):
    """The file is opened: whose it is, and which lists it keeps complete; what is not entered there is not so."""

    event: Annotated[Literal["opened"], Field(title="记录种类")]
    case: Annotated[Identifier, Field(title="案件编号")]
    subject: Annotated[Subject, Field(title="对象")]
    complete: Annotated[
        tuple[ListName, ...],
        Field(title="自立案起完整记录的清单"),
    ] = ()


class IncidentRecorded(_PerhapsDated, title="记入案事件"):
    """A case, incident or accident; its day is that of the entry."""

    event: Annotated[Literal["incident_recorded"], Field(title="记录种类")]
    incident: Annotated[Incident, Field(title="案事件")]

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        refuse(_other_day(self.incident.happened_on, self.happened_on, ("incident", "happened_on")))
        return self


class FindingMade(_PerhapsDated, title="作出或者修改认定"):
    """A finding on any fact of the case, by its path: `severity.harm`, `incidents[i1].grade`, `local.name`.

    The value is as in a case file: a bare value, or one with `by`, `on`, `evidence`; null takes a finding back.  For a
    whole item (`officials[o1]`) it is the item's fields; for a whole list (`incidents`) it is `[]`: there are none but
    those entered.  A finding says how things are, and so holds for earlier days too, unless `holds_from` says since
    when; a later one takes its place.
    """

    event: Annotated[Literal["finding_made"], Field(title="记录种类")]
    path: Annotated[FactPath, Field(title="事实")]
    value: Annotated[FrozenValue, Field(title="认定结论")]
    holds_from: Annotated[Day | None, Field(title="自何日起如此")] = None

    @model_validator(mode="after")
    def _shape(self) -> Self:
        place = place_of(self.path)
        wrong = place is not None and (
            (place.whole_list and self.value not in (None, ()))
            or (place.whole_item and self.value is not None and not isinstance(self.value, dict))
        )
        refuse([fault("not_for_a_whole", ("value",), self.value, {"where": self.path})] if wrong else [])
        return self


class AssessmentRecorded(_PerhapsDated, title="记入年度考核评价"):
    """The assessment of a year."""

    event: Annotated[Literal["assessment_recorded"], Field(title="记录种类")]
    assessment: Annotated[Assessment, Field(title="年度考核评价")]


class ReferralReceived(_PerhapsDated, title="收到提出查究"):
    """Somebody finds that a matter needs inquiry, or reports it."""

    event: Annotated[Literal["referral_received"], Field(title="记录种类")]
    referral: Annotated[Referral, Field(title="提出查究")]

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        refuse(_other_day(self.referral.on, self.happened_on, ("referral", "on")))
        return self


class MeasureDecided(_PerhapsDated, title="作出措施决定"):
    """A measure was decided on.  `item` names it from now on."""

    event: Annotated[Literal["measure_decided"], Field(title="记录种类")]
    item: Annotated[Identifier, Field(title="措施编号")]
    measure: Annotated[Identifier, Field(title="措施")]
    term_ends_on: Annotated[Day | None, Field(title="整改期限届满日")] = None


class _OfMeasure(_Dated):
    item: Annotated[Identifier, Field(title="措施编号")]


class MeasureReceived(_OfMeasure, title="收到措施决定"):
    """The decision on a measure was received."""

    event: Annotated[Literal["measure_received"], Field(title="记录种类")]


class InterviewHeld(_OfMeasure, title="进行约谈"):
    """The interview of a measure was held."""

    event: Annotated[Literal["interview_held"], Field(title="记录种类")]


class ReportDelivered(_OfMeasure, title="提交报告"):
    """A report under a measure was delivered; `report` is its id in the pack, `period` any day of the one it is for."""

    event: Annotated[Literal["report_delivered"], Field(title="记录种类")]
    report: Annotated[Identifier, Field(title="报告")]
    period: Annotated[Day | None, Field(title="所属期间")] = None
    evidence: Annotated[Text | None, Field(title="依据材料")] = None


class InspectionHeld(_OfMeasure, title="检查验收"):
    """The rectification under a measure was inspected."""

    event: Annotated[Literal["inspection_held"], Field(title="记录种类")]
    result: Annotated[InspectionResult | None, Field(title="验收结果")] = None
    level: Annotated[Level | None, Field(title="验收层级")] = None


class MeasureReleased(_OfMeasure, title="解除措施"):
    """A measure was lifted."""

    event: Annotated[Literal["measure_released"], Field(title="记录种类")]


class DutyDone(_Dated, title="履行职责"):
    """A duty of the pack was done; `period` is any day of the one it was done for."""

    event: Annotated[Literal["duty_done"], Field(title="记录种类")]
    duty: Annotated[Identifier, Field(title="职责")]
    period: Annotated[Day | None, Field(title="所属期间")] = None
    evidence: Annotated[Text | None, Field(title="依据材料")] = None


class TimePassed(_Dated, title="时间经过"):
    """Nothing happened but that the day came."""

    event: Annotated[Literal["time_passed"], Field(title="记录种类")]


Correctable = Annotated[
    Opened
    | IncidentRecorded
    | FindingMade
    | AssessmentRecorded
    | ReferralReceived
    | MeasureDecided
    | MeasureReceived
    | InterviewHeld
    | ReportDelivered
    | InspectionHeld
    | MeasureReleased
    | DutyDone
    | TimePassed,
    Field(discriminator="event"),
]


class Correction(Entry, title="更正"):
    """Another entry was wrong: `replacement` takes its place under the same id, or it is withdrawn where that is null.

    Of several corrections of an entry the one recorded last counts.  A correction can be withdrawn by a later one.
    """

    event: Annotated[Literal["correction"], Field(title="记录种类")]
    corrects: Annotated[Identifier, Field(title="所更正的记录")]
    replacement: Annotated[Correctable | None, Field(title="更正为")] = None

    @model_validator(mode="after")
    def _same_entry(self) -> Self:
        other = self.replacement
        if self.corrects == self.id:
            refuse([fault("corrects_itself", ("corrects",), self.corrects, {})])
        if other is not None and other.id != self.corrects:
            refuse([fault("replaces_another", ("replacement", "id"), other.id, {"corrects": self.corrects})])
        return self


Event = Annotated[Correctable | Correction, Field(discriminator="event")]

EVENT: TypeAdapter[Correctable | Correction] = TypeAdapter(Event)
KINDS: dict[str, type[Entry]] = {
    get_args(model.model_fields["event"].annotation)[0]: model
    for model in (*get_args(get_args(Correctable)[0]), Correction)
}
"""The models by the word under `event`."""


def canonical(event: Event) -> bytes:
    """Return the one spelling of an entry: what digests are made of and what a ledger keeps."""
    plain = EVENT.dump_python(event, mode="json", exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _other_day(inner: date | None, outer: date | None, at: tuple[str, ...]) -> list[Any]:
    if inner is None or inner == outer:
        return []
    return [fault("another_day", at, inner, {"happened_on": "null" if outer is None else outer.isoformat()})]
