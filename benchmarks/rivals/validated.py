"""The hand-written function and pydantic models: what validation adds to a dictionary, what attributes then cost.

The models refuse unknown keys and wrong types, as a library that must trust its facts does. One is made for the ladder;
the other is our own case, read by somebody who has it and writes the ladder by hand.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from benchmarks.cases import Case, Grade, Harm, History, Kind
from benchmarks.rival import Rival, as_it_is
from benchmarks.rivals.handwritten import decide_object
from benchmarks.rivals.zongzhi import validated_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Interval, Measure
    from zongzhi_rules import Case as OurCase


class IncidentModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    grade: Grade | None = None
    day: date
    deaths: Annotated[int, Field(ge=0)]


class CaseModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    harm: Harm | None = None
    veto_threshold: bool | None = None
    incidents: tuple[IncidentModel, ...] | None = None
    assessment_failed: bool | None = None
    work_neglected: bool | None = None
    measures_poor: bool | None = None
    foundations_weak: bool | None = None
    order_chaotic: bool | None = None
    history_failed: History | None = None


def _prepare() -> Callable[[Case], Interval]:
    validate = CaseModel.model_validate

    def decide(case: Case) -> Interval:
        return decide_object(validate(case))

    return decide


def _prepare_case() -> Callable[[OurCase], Interval]:  # noqa: C901 - written out in full, as fast as it goes
    from zongzhi_rules.vocabulary import Harm as OurHarm  # noqa: PLC0415 - rivals are imported only when they run
    from zongzhi_rules.vocabulary import IncidentGrade  # noqa: PLC0415

    serious, especially_serious = OurHarm.SERIOUS, OurHarm.ESPECIALLY_SERIOUS
    major, especially_major = IncidentGrade.MAJOR, IncidentGrade.ESPECIALLY_MAJOR

    def decide(case: OurCase) -> Interval:
        severity = case.severity
        harm = None if severity.harm is None else severity.harm.value
        reached = severity.veto_threshold_reached
        threshold = None if reached is None else reached.value
        failed = case.local.get("history_failed")
        history = None if failed is None else failed.value
        listed = _listed(case)

        low: Measure
        if history == "supervision" or (listed and harm is especially_serious and threshold):
            return "veto", "veto"
        if history == "interview" or (listed and harm is especially_serious):
            low = "supervision"
        elif history == "circular" or (listed and harm is serious):
            low = "interview"
        elif listed:
            low = "circular"
        else:
            low = "none"

        if history is None:
            return low, "veto"
        if listed is False:
            return low, low
        if harm is especially_serious or harm is None:
            return low, "supervision" if threshold is False else "veto"
        if history == "interview":
            return low, "supervision"
        return low, "interview" if history == "circular" or harm is serious else "circular"

    def _listed(case: OurCase) -> bool | None:
        assessment = case.local.get("assessment_failed")
        failed = None if assessment is None else assessment.value
        if failed:
            return True
        unknown = failed is None

        work = case.work
        neglected = None if work.neglected is None else work.neglected.value
        poor = None if work.measures_not_carried_out is None else work.measures_not_carried_out.value
        weak = None if work.foundations_weak is None else work.foundations_weak.value
        order = case.order.seriously_chaotic
        chaotic = None if order is None else order.value
        if neglected and poor and weak and chaotic:
            return True
        if neglected is not False and poor is not False and weak is not False and chaotic is not False:
            unknown = True

        incidents = case.incidents
        if incidents is None:
            return None
        majors = 0
        for incident in incidents:
            grade = incident.grade
            if grade is especially_major:
                return True
            if grade is major:
                majors += 1
            elif grade is None:
                unknown = True  # it may be especially major, and one of those is enough
        if majors >= 2:
            return True
        return None if unknown else False

    return decide


MODEL = Rival(
    name="hand-written function (pydantic model)",
    takes="pydantic model",
    distributions=("pydantic",),
    prepare=lambda: decide_object,
    load=CaseModel.model_validate,
)
VALIDATED = Rival(
    name="pydantic validation + hand-written",
    takes="dict",
    distributions=("pydantic",),
    prepare=_prepare,
    load=as_it_is,
)
OUR_CASE = Rival(
    name="hand-written function (our validated case)",
    takes="validated case",
    distributions=("zongzhi-rules",),
    prepare=_prepare_case,
    load=validated_case,
)
