"""A case as an object with attributes: what any validated model looks like, and the plainest such class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.cases import Case, Grade, Harm, History, Kind


class IncidentLike(Protocol):
    @property
    def grade(self) -> Grade | None: ...


class CaseLike(Protocol):
    @property
    def harm(self) -> Harm | None: ...
    @property
    def veto_threshold(self) -> bool | None: ...
    @property
    def incidents(self) -> Sequence[IncidentLike] | None: ...
    @property
    def assessment_failed(self) -> bool | None: ...
    @property
    def work_neglected(self) -> bool | None: ...
    @property
    def measures_poor(self) -> bool | None: ...
    @property
    def foundations_weak(self) -> bool | None: ...
    @property
    def order_chaotic(self) -> bool | None: ...
    @property
    def history_failed(self) -> History | None: ...


@dataclass(frozen=True, slots=True)
class FrozenIncident:
    kind: Kind
    grade: Grade | None
    day: str
    deaths: int


@dataclass(frozen=True, slots=True)
class FrozenCase:
    harm: Harm | None
    veto_threshold: bool | None
    incidents: tuple[FrozenIncident, ...] | None
    assessment_failed: bool | None
    work_neglected: bool | None
    measures_poor: bool | None
    foundations_weak: bool | None
    order_chaotic: bool | None
    history_failed: History | None

    @classmethod
    def from_dict(cls, case: Case) -> FrozenCase:
        incidents = case["incidents"]
        return cls(
            harm=case["harm"],
            veto_threshold=case["veto_threshold"],
            incidents=None if incidents is None else tuple(FrozenIncident(**incident) for incident in incidents),
            assessment_failed=case["assessment_failed"],
            work_neglected=case["work_neglected"],
            measures_poor=case["measures_poor"],
            foundations_weak=case["foundations_weak"],
            order_chaotic=case["order_chaotic"],
            history_failed=case["history_failed"],
        )
