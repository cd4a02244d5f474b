"""Conditions: trees of three-valued nodes.

A node is true, false or unknown.  `All` is false if a part is false, else unknown if one is unknown; `AnyOf` the
other way round; a comparison with an unknown is unknown; a `Tally` compares the bounds of a count.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from zongzhi_rules.ir.base import Data, Origin

_WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _value(raw: object, info: ValidationInfo) -> object:
    """Take a value as it is; in a dump, text that looks like a day is a day unless it is marked as text."""
    if isinstance(raw, dict) and raw.keys() == {"text"}:
        return raw["text"]
    if isinstance(raw, str) and info.mode == "json" and _WRITTEN_DAY.fullmatch(raw):
        return date.fromisoformat(raw)
    if isinstance(raw, (bool, int, float, date, str)):
        return raw
    raise PydanticCustomError("not_a_value", "not a value of any type of fact")


def _dumped(value: object) -> object:
    return {"text": value} if isinstance(value, str) and _WRITTEN_DAY.fullmatch(value) else value


Scalar = Annotated[
    bool | int | float | date | str,
    PlainValidator(_value),
    PlainSerializer(_dumped, when_used="json"),
]
Comparator = Literal["is", "at_least", "more_than", "at_most", "less_than"]


class FactRef(Data):
    """A fact by its path (`severity.harm`), or a field of the item under count (`grade` with `of="incidents"`)."""

    path: str
    of: str | None = None


class Constant(Data):
    """A value that stands in the condition."""

    kind: Literal["constant"] = "constant"
    value: Scalar


class ParameterRef(Data):
    """The value of a parameter on the day of the case; unknown while the parameter is undetermined."""

    kind: Literal["parameter"] = "parameter"
    parameter: str


Value = Annotated[Constant | ParameterRef, Field(discriminator="kind")]


class Node(Data):
    """Base of all nodes."""

    at: Origin = Field(repr=False)


class Fixed(Node):
    """Always true, or never."""

    node: Literal["fixed"] = "fixed"
    value: bool


class Holds(Node):
    """A boolean fact is true."""

    node: Literal["holds"] = "holds"
    fact: FactRef


class Compare(Node):
    """A fact against a value.  Terms compare by the order of their vocabulary."""

    node: Literal["compare"] = "compare"
    fact: FactRef
    comparator: Comparator
    value: Value


class OneOf(Node):
    """A fact is one of several values."""

    node: Literal["one_of"] = "one_of"
    fact: FactRef
    values: tuple[Scalar, ...]


class Not(Node):
    """Negation: unknown stays unknown."""

    node: Literal["not"] = "not"
    part: Condition


class All(Node):
    """Every part holds."""

    node: Literal["all"] = "all"
    parts: tuple[Condition, ...]


class AnyOf(Node):
    """At least one part holds."""

    node: Literal["any"] = "any"
    parts: tuple[Condition, ...]


class Reference(Node):
    """Another rule's condition, by the path of the rule (`definitions.major_incident`, `circumstances.x`)."""

    node: Literal["reference"] = "reference"
    target: str


class Named(Node):
    """A definition about an item, written out where it is used."""

    node: Literal["named"] = "named"
    definition: str
    part: Condition


class ByReading(Node):
    """A condition that depends on a reading of the text."""

    node: Literal["by_reading"] = "by_reading"
    reading: str
    options: tuple[tuple[str, Condition], ...]


class Window(Data):
    """Which items count together: those of any stretch of that length, or of the one that ends with the case.

    `anywhere` says which.  A stretch of n days holds a day and the n-1 days after it; months and years are those of
    the calendar.
    """

    length: Value
    unit: Literal["days", "months", "years"]
    anywhere: bool
    by: str


class Tally(Node):
    """How many items of a collection fulfil a condition: at least, or more than, so many.

    `consecutive_by` counts the longest run of items whose numbers in that field follow one another.
    """

    node: Literal["tally"] = "tally"
    collection: str
    where: Condition | None
    comparator: Literal["at_least", "more_than"]
    bound: Value
    window: Window | None = None
    consecutive_by: str | None = None


Condition = Annotated[
    Fixed | Holds | Compare | OneOf | Not | All | AnyOf | Reference | Named | ByReading | Tally,
    Field(discriminator="node"),
]

for _node in (Not, All, AnyOf, Named, ByReading, Tally):
    _node.model_rebuild()


def parameters_of(node: Node) -> tuple[str, ...]:
    """Return the parameters that a node by itself compares with."""
    match node:
        case Compare(value=value):
            values: tuple[Value, ...] = (value,)
        case Tally(bound=bound, window=window):
            values = (bound,) if window is None else (bound, window.length)
        case _:
            return ()
    return tuple(value.parameter for value in values if isinstance(value, ParameterRef))


def children(node: Node) -> tuple[tuple[str, Condition], ...]:
    """Return the parts of a node that share its scope, each with its step in a path.  A tally's `where` is not one."""
    match node:
        case Not(part=part) | Named(part=part):
            return (("not" if isinstance(node, Not) else "is", part),)
        case All(parts=parts) | AnyOf(parts=parts):
            return tuple((f"{node.node}[{index}]", part) for index, part in enumerate(parts))
        case ByReading(options=options):
            return tuple(options)
        case _:
            return ()
