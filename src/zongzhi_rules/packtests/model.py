"""What an author may write in a `cases/*.yaml` file of a pack.

Every scalar arrives as text, as in the pack language; the facts of a case are read by the fact model instead.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from zongzhi_rules.scalars import Day
from zongzhi_rules.syntax.model import Syntax
from zongzhi_rules.syntax.scalars import DottedName, Name, Truth, Words
from zongzhi_rules.vocabulary import Level

NO_MEASURE = "none"


def _as_interval(raw: object) -> object:
    return {"at_least": raw, "at_most": raw} if isinstance(raw, str) else raw


def _as_list(raw: object) -> object:
    return raw if isinstance(raw, list) or raw is None else [raw]


def _as_actor(raw: object) -> object:
    return {"level": raw} if isinstance(raw, str) else raw


class ExpectedInterval(Syntax):
    """The ends of an outcome (ids of measures, or `none`) or of a grade.  A bare id stands for both ends."""

    at_least: Words | None = None
    at_most: Words | None = None


class ExpectedActor(Syntax):
    """Who takes the measure or a step of it, or ends it.  A bare word is the level."""

    body: Name | None = None
    level: Level | None = None


Days = Annotated[tuple[Day, ...], BeforeValidator(_as_list)]
Interval = Annotated[ExpectedInterval | None, BeforeValidator(_as_interval)]
Actor = Annotated[ExpectedActor | None, BeforeValidator(_as_actor)]
Paths = Annotated[tuple[Words, ...], Field(min_length=1)]
Reports = Annotated[dict[Name, Days], Field(min_length=1)]
Untils = Annotated[dict[Name, Day | None], Field(min_length=1)]
Parts = Annotated[dict[Name, Literal["true", "false", "unknown"]], Field(min_length=1)]
State = Literal["running", "rectified", "released", "failed", "unknown"]


class ExpectedDates(Syntax):
    """Days of a measure.  `term_ends: null` expects that no day is known; so does `null` under `effects_until`."""

    term_ends: Day | None = None
    reports: Annotated[Reports, Field(default_factory=dict)]
    effects_until: Annotated[Untils, Field(default_factory=dict)]


class ExpectedEarlier(ExpectedDates):
    """Where an earlier measure stands."""

    state: State | None = None


class Expected(ExpectedDates):
    """What the author expects.  What is not named is not checked; a case that names nothing fails.

    `steps` and `recipients` say of a step of the measure's procedure, or of a recipient, whether it is one here;
    `steps_by` says who takes a step; `addressees` are all that there are.
    `questions`, `readings_that_matter` and `notes` must be among those of the decision; an empty list expects none.
    """

    refused: Words | None = None
    outcome: Interval = None
    true: Paths = ()
    false: Paths = ()
    unknown: Paths = ()
    grade: Interval = None
    may_be_lowered_to: Words | None = None
    authority: Actor = None
    release: Actor = None
    addressees: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    steps: Annotated[Parts, Field(default_factory=dict)]
    steps_by: Annotated[dict[Name, Actor], Field(default_factory=dict, min_length=1)]
    recipients: Annotated[Parts, Field(default_factory=dict)]
    earlier: Annotated[dict[Words, ExpectedEarlier], Field(default_factory=dict, min_length=1)]
    questions: tuple[Words, ...] = ()
    readings_that_matter: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    floor_higher: Truth | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is expected."""
        return not any(_says_something(getattr(self, name)) for name in self.model_fields_set)


def _says_something(value: object) -> bool:
    """Whether an expectation that is written can fail: a group in which nothing stands cannot."""
    if isinstance(value, Syntax):
        return bool(value.model_fields_set)
    return not isinstance(value, dict) or any(map(_says_something, value.values()))


class WrittenCase(Syntax):
    """One case: the facts as in a case file (without an id), the readings chosen, and what is expected."""

    note: Words | None = None
    readings: Annotated[dict[DottedName, Name], Field(default_factory=dict)]
    facts: Annotated[dict[str, object], Field(default_factory=dict)]
    expect: Expected


class CaseFile(Syntax):
    """A file of cases, by their names; a case takes from `given` the facts that it does not state itself."""

    given: Annotated[dict[str, object], Field(default_factory=dict)]
    cases: Annotated[dict[Words, WrittenCase], Field(min_length=1)]


def days(found: tuple[Day, ...]) -> str:
    """Return days as an author writes them."""
    return ", ".join(map(str, found))
