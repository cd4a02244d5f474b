"""The pack language, version 1: a strict mirror of what an author may write, section by section.

Conditions (`when`, `where`) are left as they stand; `compiler.conditions` reads them with the facts in hand.
The models also make the JSON Schema with which an editor completes and checks a pack, and the order of their fields is
the one in which `zongzhi fmt` puts keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Generic, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from zongzhi_rules.scalars import Day
from zongzhi_rules.syntax import shapes
from zongzhi_rules.syntax.keywords import VERBS
from zongzhi_rules.syntax.nodes import MappingNode, ScalarNode
from zongzhi_rules.syntax.scalars import (
    MONTH_AND_DAY,
    SHA256,
    ArticleCount,
    Cite,
    Cites,
    DottedName,
    Name,
    Truth,
    Version,
    Whole,
    Words,
)
from zongzhi_rules.syntax.shapes import Holds, Paths
from zongzhi_rules.vocabulary import Level, Role

if TYPE_CHECKING:
    from zongzhi_rules.syntax.nodes import Node
    from zongzhi_rules.syntax.shapes import Shape

LANGUAGE_VERSION = 1

T = TypeVar("T")

CONDITION = {"$comment": "condition"}
"""Stands for a condition in the schemas of the models, until `syntax.schema` puts the grammar there."""

RawCondition = Annotated[object, WithJsonSchema(CONDITION), shapes.CONDITION]


class Syntax(BaseModel):
    """Base: unknown keys are refused, nothing can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Entry(Syntax):
    """What an author writes under an id: a short title of our own, and the provision."""

    title: Words
    cite: Cites


class ByReading(Syntax, Generic[T]):
    """A value for each option of a reading."""

    by_reading: Annotated[dict[DottedName, dict[Name, T]], Field(min_length=1, max_length=1)]


def _form(raw: object) -> str:
    return "by_reading" if isinstance(raw, dict) and "by_reading" in raw else "plain"


class InForce(Syntax):
    """From which day the instrument is in force, or the statement that the text does not say."""

    since: Day | None = None
    not_stated: Words | None = None
    cite: Cites | None = None


class Extends(Syntax):
    """The pack that an overlay rests on, and the versions that it was written against."""

    pack: Name
    versions: Words


class Header(Syntax):
    """Who the pack is."""

    id: Name
    version: Version
    language: Literal["1"]
    title: Words
    short_title: Words
    number: Words | None = None
    territory: Annotated[Words, WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(nation|[1-8]\d{5})$"})]
    in_force: InForce
    numbering: Literal["article", "point"] = "article"
    articles: ArticleCount | None = None
    extends: Extends | None = None


class Body(Syntax):
    """A body that acts."""

    title: Words
    full_title: Words
    cite: Cites


class Parameter(Entry):
    """A value that the text sets, or leaves open (`undetermined`)."""

    type: Literal["boolean", "integer", "number", "date", "text"]
    unit: Words | None = None
    value: Words | None = None
    values: Annotated[dict[Day, Words] | None, Field(min_length=1)] = None
    undetermined: Words | None = None


class ReadingOption(Syntax):
    """One way to read the text."""

    title: Words
    because: Words


class Reading(Entry):
    """A question that the text leaves open."""

    default: Name
    options: Annotated[dict[Name, ReadingOption], Field(min_length=1)]


class Fact(Entry):
    """A fact that only this pack asks for."""

    type: Literal["boolean", "integer", "number", "date", "text", "term"]
    unit: Words | None = None
    source: Words | None = None
    options: dict[Name, Words] | None = None
    ordered: Truth = False


class Definition(Syntax):
    """A condition with a name."""

    title: Words
    cite: Cites
    of: Name | None = None
    when: RawCondition


class Conditional(Entry):
    """An entry that holds when its condition does."""

    when: RawCondition


class Scope(Syntax):
    """To whom the instrument applies."""

    applies: Conditional
    by_reference: Conditional | None = None


LevelWord = Literal["own", "one_up", "township", "county", "prefecture", "province", "nation"]


class LevelByKind(Syntax):
    """A level that differs between localities and units."""

    locality: LevelWord
    unit: LevelWord


def _level(raw: object) -> object:
    return {"locality": raw, "unit": raw} if isinstance(raw, str) else raw


LevelSyntax = Annotated[
    LevelByKind,
    BeforeValidator(_level),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(get_args(LevelWord))},
                {
                    "title": "LevelByKind",
                    "type": "object",
                    "properties": {kind: {"enum": list(get_args(LevelWord))} for kind in ("locality", "unit")},
                    "required": ["locality", "unit"],
                    "additionalProperties": False,
                },
            ],
        },
    ),
]
AnchorWord = Literal["decided_on", "received_on", "held_on", "term_ends_on"]
LevelChoice = Annotated[
    Annotated[LevelSyntax, Tag("plain")] | Annotated[ByReading[LevelSyntax], Tag("by_reading")],
    Discriminator(_form),
]
AnchorChoice = Annotated[
    Annotated[AnchorWord, Tag("plain")] | Annotated[ByReading[AnchorWord], Tag("by_reading")],
    Discriminator(_form),
]
TruthChoice = Annotated[
    Annotated[Truth, Tag("plain")] | Annotated[ByReading[Truth], Tag("by_reading")],
    Discriminator(_form),
]


class Special(Entry):
    """Another body or level that acts instead where a condition holds."""

    body: Name | None = None
    level: LevelChoice | None = None
    when: RawCondition


class Authority(Entry):
    """Who takes the measure, seen from the subject; `special` says who acts instead in a special case."""

    body: Name
    level: LevelChoice
    at_least: Level | None = None
    special: dict[Name, Special] = {}


class Grade(Entry):
    """A grade within a measure; 1 is the lightest."""

    step: Whole
    body: Name | None = None
    when: RawCondition | None = None


class Addressee(Entry):
    """Who is addressed; without a role, the subject as a body."""

    role: Role | None = None


class Step(Entry):
    """A step of the procedure: exactly one of `shall` and `may` says whether it is a duty."""

    order: Whole
    modality: Literal["shall", "may"]
    body: Name | None = None
    level: LevelChoice | None = None
    grade: Name | None = None
    when: RawCondition | None = None


class Period(Syntax):
    """A length of time: one unit and a number."""

    days: Whole | None = None
    working_days: Whole | None = None
    months: Whole | None = None
    years: Whole | None = None


class Term(Entry):
    """The term for rectification: a length, or `set_by_authority`."""

    length: Period | None = None
    set_by_authority: Truth = False
    start: AnchorChoice


class Report(Entry):
    """A report: once `within` a period, or again `every` period until a day of the measure."""

    by: Name
    to: Name | None = None
    within: Period | None = None
    every: Period | None = None
    start: AnchorChoice
    until: AnchorWord = "term_ends_on"
    when: RawCondition | None = None


class Recipient(Entry):
    """Who receives the measure."""

    manner: Literal["circulated", "copied"]
    body: Name | None = None
    level: LevelChoice | None = None
    when: RawCondition | None = None


class Effect(Entry):
    """A disqualification."""

    bars: Annotated[tuple[Literal["collective_honours", "awards", "promotion"], ...], Field(min_length=1)]
    roles: tuple[Role, ...] = ()
    lasts: Period | None = None
    while_it_stands: Truth = False
    start: AnchorChoice
    first_day_counts: TruthChoice = False
    by: Name | None = None


class Release(Entry):
    """How the measure ends."""

    by: Name
    level: LevelChoice
    earliest: Literal["any_time", "after_term"]
    special: dict[Name, Special] = {}


class Measure(Entry):
    """A rung of the ladder."""

    rank: Whole
    grounds: Annotated[dict[Name, Conditional], Field(min_length=1)]
    authority: Authority
    grades: Annotated[dict[Name, Grade], Field(min_length=1)]
    addressees: Annotated[dict[Name, Addressee], Field(min_length=1)]
    procedure: dict[Name, Step] = {}
    term: Term | None = None
    reports: dict[Name, Report] = {}
    recipients: dict[Name, Recipient] = {}
    effects: dict[Name, Effect] = {}
    release: Release | None = None
    outside: tuple[Name, ...] = ()


class FactorGroup(Entry):
    """Factors that work alike: in one direction, with one force, where one condition is `given`."""

    direction: Literal["aggravating", "mitigating"]
    force: Literal["shall", "may"]
    given: RawCondition
    any_of: Annotated[dict[Name, Conditional], Field(min_length=1)]


class Accountability(Entry):
    """Personal accountability: of which officials, in which forms, handled by whom."""

    given: RawCondition | None = None
    official: RawCondition
    forms: Annotated[tuple[Words, ...], Field(min_length=1)]
    by: Annotated[tuple[Words, ...], Field(min_length=1)]
    outside: tuple[Name, ...] = ()


class Outside(Syntax):
    """An instrument that the text refers to and no pack encodes; `effect` says what that leaves open."""

    title: Words
    number: Words | None = None
    cite: Cites
    effect: Words


class Difference(Entry):
    """Where this instrument may come out below the one it extends, and why."""

    because: Words
    when: RawCondition


class Timing(Syntax):
    """When a duty falls due: every so often (`by` a day of the year), on an event, or without a date (`ongoing`)."""

    every: Period | None = None
    by: Annotated[str, Field(pattern=MONTH_AND_DAY)] | None = None
    on: Words | None = None
    within: Period | None = None
    ongoing: Truth = False


class Duty(Entry):
    """What somebody shall or may do apart from a case: who, how often, to whom, and what shows that it was done."""

    bearers: Annotated[tuple[Name, ...], Field(min_length=1)]
    levels: tuple[Level, ...] = ()
    modality: Literal["shall", "may"] = "shall"
    kind: Literal["duty", "commendation", "competence"] = "duty"
    timing: Timing
    to: Name | None = None
    follows: Name | None = None
    before: tuple[Literal["collective_honours", "awards", "promotion"], ...] = ()
    about: tuple[Role, ...] = ()
    evidence: Words | None = None
    when: RawCondition | None = None


class Indicator(Entry):
    """A result that the text wants measured: its direction, and its level where it names one."""

    direction: Literal["at_least", "at_most", "decrease", "increase", "lead"]
    value: Words | None = None
    unit: Words | None = None


class Provision(Syntax):
    """One provision of the instrument: its kind, and where no rule encodes it, why not."""

    kind: Literal[
        "duty",
        "circumstance",
        "factor",
        "measure",
        "procedure",
        "effect",
        "commendation",
        "competence",
        "definition",
        "principle",
        "entry_into_force",
    ]
    not_executable: Words | None = None


class Annex(Syntax):
    """What belongs to the instrument itself and is not inherited: its provisions, and the digests of its articles."""

    provisions: dict[Cite, Provision] = {}
    digests: dict[Cite, Annotated[str, Field(pattern=SHA256)]] = {}


class Document(Syntax):
    """All sections of one effective pack."""

    scope: Scope
    bodies: dict[Name, Body] = {}
    facts: dict[Name, Fact] = {}
    circumstances: Annotated[dict[Name, Conditional], Field(min_length=1)]
    measures: Annotated[dict[Name, Measure], Field(min_length=1)]
    factors: dict[Name, FactorGroup] = {}
    accountability: dict[Name, Accountability] = {}
    duties: dict[Name, Duty] = {}
    indicators: dict[Name, Indicator] = {}
    definitions: dict[Name, Definition] = {}
    parameters: dict[Name, Parameter] = {}
    readings: dict[DottedName, Reading] = {}
    outside: dict[Name, Outside] = {}
    differences: dict[Name, Difference] = {}


def _target_of(change: Node) -> Shape:
    """Return the shape of what a change names as its target."""
    verbs = [change.get(verb) for verb in VERBS] if isinstance(change, MappingNode) else []
    target = next((one.value for one in verbs if isinstance(one, ScalarNode)), "")
    return shapes.follow((Document,), target.split("."))


Cited = Entry | Definition | Body | Outside
"""What has a title and cites a provision, whatever stands between the two."""


class Change(Syntax):
    """One change of an overlay: exactly one of the four verbs, naming its target."""

    add: Words | None = None
    replace: Words | None = None
    amend: Words | None = None
    withdraw: Words | None = None
    warrant: Cites
    as_: Annotated[object, Field(alias="as"), Holds(lambda change, _: _target_of(change))] = None
    set: Annotated[dict[str, object] | None, Holds(lambda change, _: (Paths(_target_of(change)),))] = None
    note: Words | None = None


_FIELDS = {**Document.model_fields, **Annex.model_fields}
FILE = shapes.Fields(
    {
        "pack": (Header,),
        "changes": shapes.shape_of(tuple[Change, ...]),
        **{name: shapes.shape_of(field.annotation) for name, field in _FIELDS.items()},
    },
)
"""What a file of a pack may hold."""

ANNEX = tuple(Annex.model_fields)
"""The sections that describe the instrument itself; an overlay has its own."""

SECTIONS = tuple(Document.model_fields)
"""The sections that a pack may have beside its header (`pack`) and, for an overlay, its `changes`."""
