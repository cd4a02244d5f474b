"""The hand-written function and a pydantic model: what validation adds to a dictionary, what attributes then cost.

The model refuses unknown keys and wrong types, as a library that must trust its facts does.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from benchmarks.cases import Case, Grade, Harm, History, Kind
from benchmarks.rival import Rival, as_it_is
from benchmarks.rivals.handwritten import decide_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Interval


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
