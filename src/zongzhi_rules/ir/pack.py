"""The effective pack: one instrument with all that it keeps of the ones it extends, checked and resolved."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from zongzhi_rules.ir.base import Choice, Citation, Data, Modality, Origin, Rule
from zongzhi_rules.ir.condition import Condition, Scalar
from zongzhi_rules.vocabulary import Level, Role, SubjectKind

Anchor = Literal["decided_on", "received_on", "held_on", "term_ends_on"]


class Instrument(Data):
    """One text in the stack: what it is called, where and from when it is in force."""

    id: str
    version: str
    title: str
    short_title: str
    number: str | None
    territory: str
    in_force: date | None
    in_force_note: str | None
    in_force_cite: tuple[Citation, ...]
    numbering: Literal["article", "point"]
    articles: int | None = None


class FactDeclaration(Data):
    """A fact that some condition reads, or that the pack declares itself (`local.…`)."""

    path: str
    of: str | None
    kind: Literal["boolean", "integer", "number", "date", "text", "term"]
    title: str
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ordered: bool = False
    unit: str | None = None


class Body(Rule):
    """A body that acts: its short title, its full name."""

    full_title: str


class Parameter(Rule):
    """A dated value.  No entry in force on the day: undetermined, until a lower instrument sets it."""

    kind: Literal["boolean", "integer", "number", "date", "text"]
    unit: str | None
    values: tuple[tuple[date | None, Scalar], ...]

    def on(self, day: date) -> Scalar | None:
        """Return the value on a day; None where it is undetermined."""
        found = None
        for since, value in self.values:
            if since is None or since <= day:
                found = value
        return found


class ReadingOption(Data):
    """One way to read the text, with the argument for it."""

    id: str
    title: str
    because: str


class Reading(Rule):
    """A question that the text leaves open.  `title` is the question; the first option is the default."""

    options: tuple[ReadingOption, ...]
    default: str


class Definition(Rule):
    """A named condition, about the case or (`of`) about an item of a collection."""

    of: str | None
    when: Condition


class Circumstance(Rule):
    """A listed circumstance (应当进行责任督导和追究的情形)."""

    when: Condition


class Ground(Rule):
    """One ground of a measure."""

    when: Condition


class LevelRule(Data):
    """The level that acts, seen from the subject: its own, one up, or one and the same for all."""

    locality: Literal["own", "one_up", "township", "county", "prefecture", "province", "nation"]
    unit: Literal["own", "one_up", "township", "county", "prefecture", "province", "nation"]

    def of(self, kind: SubjectKind) -> str:
        """Return the rule for that kind of subject."""
        return self.locality if kind is SubjectKind.LOCALITY else self.unit


# Named here once, because pickle finds a parametrised model only if it was first made at the top of a module.
_CHOICES = (Choice[LevelRule], Choice[Anchor], Choice[bool])


class Special(Rule):
    """Another body or level (None: the ordinary one) that acts instead where the condition holds."""

    body: str | None
    level: Choice[LevelRule] | None
    when: Condition


class Authority(Rule):
    """Who takes the measure."""

    body: str
    level: Choice[LevelRule]
    at_least: Level | None
    special: tuple[Special, ...] = ()


class Grade(Rule):
    """One grade of a measure; `step` orders them, 1 is the lightest.  `when` None: open without more."""

    step: int
    body: str | None
    when: Condition | None


class Addressee(Rule):
    """Who is addressed: officials of a role, or the subject as a body (`role` None)."""

    role: Role | None


class Step(Rule):
    """One step of the procedure; one with a `grade` belongs to that grade of the measure and those above it."""

    order: int
    modality: Modality
    body: str | None
    level: Choice[LevelRule] | None
    grade: str | None
    when: Condition | None


class Period(Data):
    """A length of time in the calendar's units."""

    amount: int
    unit: Literal["days", "working_days", "months", "years"]


class Term(Rule):
    """The term for rectification.  `length` None: the authority sets it."""

    length: Period | None
    start: Choice[Anchor]


class Report(Rule):
    """A report due once within, or again every, a period from a day of the measure."""

    by: str
    to: str | None
    within: Period | None
    every: Period | None
    start: Choice[Anchor]
    until: Anchor
    when: Condition | None


class Recipient(Rule):
    """Who receives the measure: circulated to, or copied to.  `body` may name a body; the title says it in words."""

    manner: Literal["circulated", "copied"]
    body: str | None
    level: Choice[LevelRule] | None
    when: Condition | None


class Effect(Rule):
    """A disqualification: what is barred (`bars`), for whom, from when and for how long.

    `lasts` None: as long as the measure stands.  `roles` empty: the locality or unit itself.
    """

    bars: tuple[Literal["collective_honours", "awards", "promotion"], ...]
    roles: tuple[Role, ...]
    lasts: Period | None
    start: Choice[Anchor]
    first_day_counts: Choice[bool]
    by: str | None


class Release(Rule):
    """How the measure ends before or after its term: who inspects and who releases."""

    by: str
    level: Choice[LevelRule]
    earliest: Literal["any_time", "after_term"]
    special: tuple[Special, ...] = ()


class Measure(Rule):
    """A rung of the ladder.  A higher `rank` is graver."""

    rank: int
    grounds: tuple[Ground, ...]
    authority: Authority
    grades: tuple[Grade, ...]
    addressees: tuple[Addressee, ...]
    procedure: tuple[Step, ...]
    term: Term | None
    reports: tuple[Report, ...]
    recipients: tuple[Recipient, ...]
    effects: tuple[Effect, ...]
    release: Release | None
    outside: tuple[str, ...]


class Factor(Rule):
    """One aggravating or mitigating circumstance; `force` says whether it binds."""

    direction: Literal["aggravating", "mitigating"]
    force: Modality
    when: Condition


class Accountability(Rule):
    """Personal accountability of an official: its forms, who handles it.  `when` is a tally over the officials."""

    forms: tuple[str, ...]
    by: tuple[str, ...]
    outside: tuple[str, ...]
    when: Condition


class OutsideReference(Rule):
    """An instrument that the text sends the reader to and that no pack encodes."""

    number: str | None
    effect: str


class Difference(Rule):
    """A declared point in which this instrument may come out below the one it extends, and why."""

    when: Condition
    because: str


class Timing(Data):
    """When a duty falls due: exactly one of `every`, `on` and `ongoing`.

    `every` counts periods of the calendar year; what is due in one falls due on its last day, or yearly on the day
    `by` (month and day).  `within` is the time allowed after the event `on`.
    """

    every: Period | None
    by: tuple[int, int] | None
    on: str | None
    within: Period | None
    ongoing: bool


class Duty(Rule):
    """A duty or competence apart from a case.

    `bearers` are bodies of the pack or roles of officials; `before` names what it must precede: who grants an honour
    or a promotion has to do it first.  `about` names the officials whom it concerns; empty: it is not tied to roles.
    """

    bearers: tuple[str, ...]
    modality: Modality
    kind: Literal["duty", "commendation", "competence"]
    timing: Timing
    levels: tuple[Level, ...]
    to: str | None
    follows: str | None
    before: tuple[Literal["collective_honours", "awards", "promotion"], ...]
    about: tuple[Role, ...]
    evidence: str | None
    when: Condition | None


class Indicator(Rule):
    """A result that the text wants measured."""

    direction: Literal["at_least", "at_most", "decrease", "increase", "lead"]
    value: Annotated[int | float, Field(union_mode="left_to_right")] | None
    unit: str | None


class Provision(Data):
    """One provision of an instrument.  `not_executable` says why no rule encodes it."""

    cite: Citation
    kind: str
    not_executable: str | None
    at: Origin = Field(repr=False)


class ArticleDigest(Data):
    """The digest of the normalised official text of one article: what the pack encodes."""

    cite: Citation
    sha256: str


class Change(Data):
    """One change that an overlay makes: what it does, to which target, on what warrant."""

    operation: Literal["add", "replace", "amend", "withdraw"]
    target: str
    warrant: tuple[Citation, ...]
    at: Origin = Field(repr=False)


class Pack(Data):
    """A pack as the engines see it.  Its instruments run from the one asked for down to the one it rests on."""

    language: int
    instruments: tuple[Instrument, ...]
    facts: tuple[FactDeclaration, ...]
    bodies: tuple[Body, ...]
    parameters: tuple[Parameter, ...]
    readings: tuple[Reading, ...]
    definitions: tuple[Definition, ...]
    circumstances: tuple[Circumstance, ...]
    measures: tuple[Measure, ...]
    factors: tuple[Factor, ...]
    accountability: tuple[Accountability, ...]
    outside: tuple[OutsideReference, ...]
    differences: tuple[Difference, ...]
    duties: tuple[Duty, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    changes: tuple[Change, ...] = ()
    provisions: tuple[Provision, ...] = ()
    digests: tuple[ArticleDigest, ...] = ()

    @property
    def instrument(self) -> Instrument:
        """The instrument that this pack encodes, on top of the stack."""
        return self.instruments[0]

    @property
    def id(self) -> str:
        """The id of the pack."""
        return self.instruments[0].id
