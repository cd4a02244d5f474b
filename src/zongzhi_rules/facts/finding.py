"""A finding: a value that somebody found, rather than one that can be computed (认定)."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zongzhi_rules.facts.scalars import Flag, Text
from zongzhi_rules.scalars import Day
from zongzhi_rules.vocabulary import Harm, Impact

T = TypeVar("T")


class Record(BaseModel):
    """Base of every part of a case: immutable, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(Record, Generic[T]):
    """A value with who found it, when and on what evidence.  A bare value is read as a finding without these."""

    value: Annotated[T, Field(title="认定结论")]
    by: Annotated[Text | None, Field(title="认定主体")] = None
    on: Annotated[Day | None, Field(title="认定日期")] = None
    evidence: Annotated[tuple[Text, ...], Field(title="依据材料")] = ()


class FoundFlag(Finding[Flag], title="认定（是否）"):
    """A finding that something is so, or is not."""


class FoundHarm(Finding[Harm], title="认定（危害程度）"):
    """A finding on how serious the harm is."""


class FoundImpact(Finding[Impact], title="认定（影响程度）"):
    """A finding on how great the impact is."""


def from_shorthand(raw: object) -> object:
    """Let a bare value stand for a finding with nothing but that value."""
    if raw is None or isinstance(raw, (dict, Finding)):
        return raw
    return {"value": raw}


FlagFinding = Annotated[
    FoundFlag | None,
    BeforeValidator(from_shorthand, json_schema_input_type=Flag | FoundFlag | None),
]
HarmFinding = Annotated[
    FoundHarm | None,
    BeforeValidator(from_shorthand, json_schema_input_type=Harm | FoundHarm | None),
]
ImpactFinding = Annotated[
    FoundImpact | None,
    BeforeValidator(from_shorthand, json_schema_input_type=Impact | FoundImpact | None),
]
