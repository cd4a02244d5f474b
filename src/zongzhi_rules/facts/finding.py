"""A finding: a value that somebody found, rather than one that can be computed (认定)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BeforeValidator, Field

from zongzhi_rules.facts.scalars import Flag, Text
from zongzhi_rules.frozen import Frozen, shared
from zongzhi_rules.scalars import Day
from zongzhi_rules.vocabulary import Harm, Impact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


class Record(Frozen):
    """Base of every part of a case."""


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


YES, NO = _FLAGS = tuple([shared(FoundFlag(value=value)) for value in (True, False)])
_HARMS = tuple([shared(FoundHarm(value=value)) for value in Harm])
_IMPACTS = tuple([shared(FoundImpact(value=value)) for value in Impact])
BARE = frozenset(map(id, (None, *_FLAGS, *_HARMS, *_IMPACTS)))
"""The identities of what says nothing of its origin: an unknown finding, and those that are shared."""


def shorthand(findings: Iterable[Finding[Any]]) -> Callable[[object], object]:
    """Return `from_shorthand` with these findings, made in advance, for the bare values that stand for them.

    Most findings of most cases are bare words of a closed vocabulary; being immutable, all cases can share them.
    """
    made = {finding.value: finding for finding in findings}

    def read(raw: object) -> object:
        if isinstance(raw, (bool, str)) and raw in made:
            return made[raw]
        return from_shorthand(raw)

    return read


FlagFinding = Annotated[FoundFlag, BeforeValidator(shorthand(_FLAGS), json_schema_input_type=Flag | FoundFlag)] | None
HarmFinding = Annotated[FoundHarm, BeforeValidator(shorthand(_HARMS), json_schema_input_type=Harm | FoundHarm)] | None
ImpactFinding = (
    Annotated[FoundImpact, BeforeValidator(shorthand(_IMPACTS), json_schema_input_type=Impact | FoundImpact)] | None
)
