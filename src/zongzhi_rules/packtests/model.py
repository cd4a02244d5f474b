"""What an author may write in a `cases/*.yaml` file of a pack.

Every scalar arrives as text, as in the pack language; the facts of a case are read by the fact model instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from zongzhi_rules.facts.model import Case
from zongzhi_rules.packtests.model_in_full import (
    ExpectedAccountability,
    ExpectedDuty,
    ExpectedEffect,
    ExpectedIndicator,
    Modality,
    Reporter,
)
from zongzhi_rules.scalars import Day
from zongzhi_rules.syntax.model import Syntax
from zongzhi_rules.syntax.scalars import Cites, DottedName, Name, Truth, Words
from zongzhi_rules.syntax.shapes import holding
from zongzhi_rules.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

TruthWord = Literal["true", "false", "unknown"]
NO_MEASURE = "none"
WORD_OF: Mapping[bool | None, TruthWord] = {True: "true", False: "false", None: "unknown"}
TRUTH_OF: Mapping[TruthWord, bool | None] = {word: truth for truth, word in WORD_OF.items()}


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


class ExpectedRelease(ExpectedActor):
    """Who ends the measure, and from when on."""

    earliest: Literal["any_time", "after_term"] | None = None


Days = Annotated[tuple[Day, ...], BeforeValidator(_as_list)]
Interval = Annotated[ExpectedInterval | None, BeforeValidator(_as_interval)]
Actor = Annotated[ExpectedActor | None, BeforeValidator(_as_actor)]
Paths = Annotated[tuple[Words, ...], Field(min_length=1)]
Reports = Annotated[dict[Name, Days], Field(min_length=1)]
Untils = Annotated[dict[Name, Day | None], Field(min_length=1)]
Parts = Annotated[dict[Name, TruthWord], Field(min_length=1)]
Listed = Annotated[tuple[Words, ...], BeforeValidator(_as_list), Field(min_length=1)]
State = Literal["running", "rectified", "released", "failed", "unknown"]


class ExpectedEarlier(Syntax):
    """Where an earlier measure stands, and its days."""

    state: State | None = None
    term_ends: Day | None = None
    reports: Annotated[Reports, Field(default_factory=dict)]
    effects_until: Annotated[Untils, Field(default_factory=dict)]


class Unexpected(Syntax):
    """What must not come out: measures and grades that must not even be possible, and what must not be named."""

    outcome: Listed = ()
    grade: Listed = ()
    addressees: Listed = ()
    questions: Listed = ()
    readings_that_matter: Listed = ()
    notes: Listed = ()


class ExpectedOfPack(Syntax):
    """What is expected of one pack.  What is not named is not checked; a case that names nothing fails.

    `term_ends: null` expects that no day is known; so does `null` under `effects_until`.

    `procedure` lists all steps that are taken, in their order, as duties (`shall`) or as discretion (`may`).
    `steps` and `recipients` say of a step of the measure's procedure, or of a recipient, whether it is one here;
    `steps_by` says who takes a step; `addressees`, `officials`, `circulated_to`, `copied_to` and `outside` are all that
    there are; of the last four an empty list expects none.

    `circumstances` are all listed circumstances that hold; an empty list expects none.
    `factors` are some of those that are given, each binding (`shall`) or open to discretion (`may`).
    `questions`, `readings_that_matter` and `notes` must be among those of the decision; an empty list expects none.
    `readings_used` names readings, each with the option that the decision was made under.
    `cites` names entries of the pack by their paths, and all provisions that an entry rests on.
    """

    refused: Words | None = None
    outcome: Interval = None
    grade: Interval = None
    may_be_lowered_to: Words | None = None
    authority: Actor = None
    term_ends: Day | None = None
    reports: Annotated[Reports, Field(default_factory=dict)]
    effects_until: Annotated[Untils, Field(default_factory=dict)]
    release: Annotated[ExpectedRelease | None, BeforeValidator(_as_actor)] = None
    procedure: Annotated[dict[Name, Modality], Field(default_factory=dict, min_length=1)]
    steps: Annotated[Parts, Field(default_factory=dict)]
    steps_by: Annotated[dict[Name, Actor], Field(default_factory=dict, min_length=1)]
    addressees: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    officials: tuple[Words, ...] = ()
    circulated_to: tuple[Name, ...] = ()
    copied_to: tuple[Name, ...] = ()
    recipients: Annotated[Parts, Field(default_factory=dict)]
    reports_by: Annotated[dict[Name, Reporter], Field(default_factory=dict, min_length=1)]
    effects: Annotated[dict[Name, ExpectedEffect], Field(default_factory=dict, min_length=1)]
    factors: Annotated[dict[DottedName, Modality], Field(default_factory=dict, min_length=1)]
    accountability: Annotated[dict[Name, ExpectedAccountability], Field(default_factory=dict, min_length=1)]
    outside: tuple[Name, ...] = ()
    circumstances: tuple[Name, ...] = ()
    true: Paths = ()
    false: Paths = ()
    unknown: Paths = ()
    earlier: Annotated[dict[Words, ExpectedEarlier], Field(default_factory=dict, min_length=1)]
    questions: tuple[Words, ...] = ()
    readings_used: Annotated[dict[DottedName, Name], Field(default_factory=dict, min_length=1)]
    readings_that_matter: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    floor_higher: Truth | None = None
    duties: Annotated[dict[Name, ExpectedDuty], Field(default_factory=dict, min_length=1)]
    indicators: Annotated[dict[Name, ExpectedIndicator], Field(default_factory=dict, min_length=1)]
    cites: Annotated[dict[Words, Cites], Field(default_factory=dict, min_length=1)]
    not_: Annotated[Unexpected | None, Field(alias="not")] = None

    @property
    def empty(self) -> bool:
        """Whether nothing is expected."""
        return not any(_says_something(getattr(self, name)) for name in self.model_fields_set)


class Expected(ExpectedOfPack):
    """What is expected of the pack, and under `packs` of those that it rests on, by their ids."""

    packs: Annotated[dict[Name, ExpectedOfPack], Field(default_factory=dict, min_length=1)]


def _says_something(value: object) -> bool:
    """Whether an expectation that is written can fail: a group in which nothing stands cannot."""
    if isinstance(value, ExpectedInterval):
        return value.at_least is not None or value.at_most is not None
    if isinstance(value, Syntax):
        return any(_says_something(getattr(value, name)) for name in value.model_fields_set)
    return not isinstance(value, dict) or any(map(_says_something, value.values()))


class WrittenCase(Syntax):
    """One case: the facts as in a case file (without an id), the readings chosen, and what is expected.

    One that is not `confirmed` is a proposal: it is read, and neither run nor counted.
    """

    note: Words | None = None
    confirmed: Truth = True
    readings: Annotated[dict[DottedName, Name], Field(default_factory=dict)]
    facts: Annotated[dict[str, object], Field(default_factory=dict), holding(Case)]
    expect: Expected


class WrittenException(Syntax):
    """A part of a condition (its path) that with these truths never decides by itself, whatever the case; and why."""

    part: Words
    truths: Annotated[tuple[TruthWord, ...], BeforeValidator(_as_list), Field(min_length=1)]
    because: Words


class CaseFile(Syntax):
    """A file of cases, by their names; a case takes from `given` the facts that it does not state itself.

    `unattainable` lists what no case can show, for the coverage of conditions.
    """

    given: Annotated[dict[str, object], Field(default_factory=dict), holding(Case)]
    unattainable: Annotated[tuple[WrittenException, ...], Field(min_length=1)] = ()
    cases: Annotated[dict[Words, WrittenCase], Field(min_length=1)]


def days(found: tuple[Day, ...]) -> str:
    """Return days as an author writes them."""
    return ", ".join(map(str, found))
