"""What an author may write in a `cases/*.yaml` file of a pack."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zongzhi_rules.scalars import Day

NO_MEASURE = "none"


class Written(BaseModel):
    """Base: unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _as_interval(raw: object) -> object:
    return {"at_least": raw, "at_most": raw} if isinstance(raw, str) else raw


def _as_list(raw: object) -> object:
    return raw if isinstance(raw, list) or raw is None else [raw]


class ExpectedOutcome(Written):
    """The ends of the outcome: ids of measures, or `none`.  A bare id stands for both ends."""

    at_least: str | None = None
    at_most: str | None = None


Days = Annotated[tuple[Day, ...], BeforeValidator(_as_list)]
Paths = tuple[str, ...]


class Expected(Written):
    """What the author expects.  What is not named is not checked; a case that names nothing fails."""

    outcome: Annotated[ExpectedOutcome | None, BeforeValidator(_as_interval)] = None
    true: Paths = ()
    false: Paths = ()
    unknown: Paths = ()
    grade: str | None = None
    authority: str | None = None
    term_ends: date | None = None
    reports: dict[str, Days] = {}
    effects_until: dict[str, date | None] = {}
    questions: Paths = ()
    readings_that_matter: Paths = ()
    floor_higher: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is expected."""
        return not self.model_fields_set


class WrittenCase(Written):
    """One case: the facts as in a case file (without an id), readings, and what is expected."""

    note: str | None = None
    readings: dict[str, str] = {}
    facts: dict[str, object]
    expect: Expected


class CaseFile(Written):
    """A file of cases, by their names."""

    cases: Annotated[dict[str, WrittenCase], Field(min_length=1)]
