"""Facts that a pack declares for itself, carried beside the shared ones (规则包自定事实)."""

from __future__ import annotations

import functools
import math
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError, PydanticKnownError

from zongzhi_rules.facts.finding import Finding, shorthand
from zongzhi_rules.facts.scalars import LONGEST_TEXT, Identifier
from zongzhi_rules.frozen import refuse, shared
from zongzhi_rules.syntax.characters import unsafe_in

_TEXTS_KEPT, _SHORT = 1024, 100
_LARGEST = 10**15  # a whole number up to here is exact in every engine, those that count in floats included


def _one_value(raw: object) -> object:
    """Take a truth value, a finite number or a text; which of them is wanted, the pack says that declares the fact."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        if len(raw) > LONGEST_TEXT:
            raise PydanticKnownError("string_too_long", {"max_length": LONGEST_TEXT})
        if unsafe_in(raw) is not None:
            raise PydanticCustomError("unsafe_character", "a character that no text may hold")
        return raw
    if isinstance(raw, (int, float)):
        if raw > _LARGEST:
            raise PydanticKnownError("less_than_equal", {"le": _LARGEST})
        if raw < -_LARGEST:
            raise PydanticKnownError("greater_than_equal", {"ge": -_LARGEST})
        if math.isnan(raw):
            raise PydanticKnownError("finite_number")
        return raw
    raise PydanticCustomError("local_value", "a truth value, a number or a text is wanted")


_Value = bool | int | float | str
LocalScalar = Annotated[_Value, PlainValidator(_one_value, json_schema_input_type=_Value)]


class FoundValue(Finding[LocalScalar], title="认定（规则包自定事实）"):
    """A finding on a fact that a pack declares."""


class FrozenDict(dict[str, FoundValue | None]):
    """A dictionary that cannot be changed, so that a case stays safe to share between threads."""

    __setitem__ = __delitem__ = pop = popitem = clear = update = setdefault = __ior__ = refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash as the set of entries, so that a frozen case stays hashable."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, FoundValue | None]]]:
        """Pickle through the constructor: the item setter is closed."""
        return FrozenDict, (dict(self),)


_shorthand = shorthand([shared(FoundValue(value=value)) for value in (True, False)])
_found_text = functools.lru_cache(_TEXTS_KEPT)(lambda text: shared(FoundValue(value=text)))


def _read(raw: object) -> object:
    """Read a bare value; the same short text, which is nearly always a term, is the same finding in all cases."""
    try:
        return _found_text(raw) if type(raw) is str and len(raw) <= _SHORT else _shorthand(raw)
    except ValidationError:  # said where the value is read as any other
        return _shorthand(raw)


_LocalFinding = (
    Annotated[
        FoundValue,
        BeforeValidator(
            _read,
            json_schema_input_type=_Value | FoundValue,
        ),
    ]
    | None
)


def _in_order(facts: dict[str, FoundValue | None]) -> FrozenDict:
    """Order the facts by name: cases that are equal are written, and decided, in the same bytes."""
    return FrozenDict(sorted(facts.items()))


LocalFacts = Annotated[
    dict[Identifier, _LocalFinding],
    AfterValidator(_in_order),
    BeforeValidator(
        lambda raw: {} if raw is None else raw, json_schema_input_type=dict[Identifier, _LocalFinding] | None
    ),
]
