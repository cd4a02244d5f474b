"""Values of findings, taken as immutable JSON data, so that an entry has one spelling and is safe to share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, PlainValidator
from pydantic_core import PydanticCustomError

from zongzhi_rules.facts.local import FrozenDict

_DEEPEST = 8


def _frozen(raw: object, depth: int = 0) -> Any:  # noqa: ANN401, PLR0911 - whatever JSON holds
    if depth > _DEEPEST:
        raise PydanticCustomError("local_value", "nested too deeply")
    if raw is None or isinstance(raw, (bool, int)):
        return raw
    if isinstance(raw, str):
        return str(raw)  # a term of a vocabulary becomes its word
    if isinstance(raw, float) and math.isfinite(raw):
        return raw
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    if isinstance(raw, BaseModel):
        return _frozen(raw.model_dump(mode="json", exclude_defaults=True), depth)
    if isinstance(raw, Mapping):
        return FrozenDict({str(key): _frozen(value, depth + 1) for key, value in raw.items()})
    if isinstance(raw, (list, tuple)):
        return tuple(_frozen(value, depth + 1) for value in raw)
    raise PydanticCustomError("local_value", "a truth value, a number or a text is wanted")


FrozenValue = Annotated[Any, PlainValidator(_frozen, json_schema_input_type=Any)]
