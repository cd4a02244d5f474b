"""Scalar types of the fact model, strict where leniency would hide a mistake."""

from __future__ import annotations

import functools
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from zongzhi_rules.divisions import Division
from zongzhi_rules.scalars import FIRST_YEAR, LAST_YEAR
from zongzhi_rules.syntax.characters import UNSAFE

LONGEST_TEXT = 2000
CODES_KEPT = 4096  # as many as China has counties, prefectures and provinces
_LARGEST_CODE = 10**9


def _code_as_text(raw: object) -> object:
    """Take an unquoted code: YAML and JSON writers often leave the quotes off."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        return raw
    return str(raw) if 0 <= raw < _LARGEST_CODE else "…"  # no code, and too long to write out


@functools.lru_cache(CODES_KEPT)
def _known_form(code: str) -> str:
    if Division.parse(code) is None:
        raise PydanticCustomError("division_code", "not a GB/T 2260 division code")
    return code


# The patterns run in pydantic's core.  They keep out what the reader of files keeps out: characters that command a
# terminal, change the direction of what is read, or hide.
Text = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_TEXT, pattern=rf"^[^{UNSAFE}]*$")]
Identifier = Annotated[
    StrictStr,
    Field(min_length=1, max_length=100, pattern=rf"^[^\s{UNSAFE}]([^\n{UNSAFE}]*[^\s{UNSAFE}])?$"),
]
Code = Annotated[
    StrictStr,
    AfterValidator(_known_form),
    BeforeValidator(_code_as_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[1-8]\d{5}(\d{3})?$"},
                {"type": "integer", "minimum": 110_000, "maximum": 820_000_000},
            ],
        },
        mode="validation",
    ),
]
Flag = StrictBool
Year = Annotated[StrictInt, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Tally = Annotated[StrictInt, Field(ge=0, le=10_000_000)]
Score = Annotated[float, Field(ge=-1_000_000, le=1_000_000, strict=True, allow_inf_nan=False)]
