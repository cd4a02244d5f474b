"""Scalar types of the pack language.  Every scalar arrives as text; the place where it stands decides what it is."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

MOST_ARTICLES = 9_999
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
CITATION = re.compile(
    r"(?:(?P<pack>[a-z][a-z0-9_]*) )?(?P<article>[1-9][0-9]{0,3})"
    r"(?:\.(?P<paragraph>[1-9][0-9]{0,2}))?(?:\((?P<item>[1-9][0-9]{0,2})\))?",
)
VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){2}")

NAME = r"^[a-z][a-z0-9_]*$"
MONTH_AND_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
SHA256 = r"^[0-9a-f]{64}$"


def _integer(raw: object) -> object:
    if isinstance(raw, str) and _INTEGER.fullmatch(raw):
        return int(raw)
    raise PydanticCustomError("not_an_integer", "a whole number is wanted")


def _flag(raw: object) -> object:
    if raw in ("true", "false"):
        return raw == "true"
    raise PydanticCustomError("not_a_flag", "`true` or `false` is wanted")


def _as_list(raw: object) -> object:
    return raw if isinstance(raw, list) else [raw]


def _citation(text: str) -> str:
    if not CITATION.fullmatch(text):
        raise PydanticCustomError("not_a_citation", "not a citation")
    return text


def parse_citation(text: str) -> tuple[str | None, int, int | None, int | None]:
    """Split `[pack ]article[.paragraph][(item)]` into its parts."""
    match = CITATION.fullmatch(text)
    if match is None:
        raise AssertionError(text)  # the model lets no other text through
    paragraph, item = match["paragraph"], match["item"]
    return match["pack"], int(match["article"]), int(paragraph) if paragraph else None, int(item) if item else None


def _version(text: str) -> str:
    if not VERSION.fullmatch(text):
        raise PydanticCustomError("not_a_version", "a version of the form 1.0.0 is wanted")
    return text


Name = Annotated[StrictStr, Field(pattern=NAME, max_length=60)]
DottedName = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=80)]
Words = Annotated[StrictStr, Field(min_length=1, max_length=1000)]
Whole = Annotated[int, BeforeValidator(_integer), WithJsonSchema({"type": "integer"})]
ArticleCount = Annotated[
    int,
    BeforeValidator(_integer),
    Field(ge=1, le=MOST_ARTICLES),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_ARTICLES}),
]
Truth = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Cite = Annotated[StrictStr, AfterValidator(_citation)]
Cites = Annotated[
    tuple[Cite, ...],
    BeforeValidator(_as_list),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1},
            ],
        },
    ),
]
Version = Annotated[StrictStr, AfterValidator(_version)]
