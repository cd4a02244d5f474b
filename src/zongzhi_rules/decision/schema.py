"""The JSON Schema of decisions, published with a version: what a program that takes them checks by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zongzhi_rules.decision.model import DECISION_SCHEMA_VERSION, Decision, Part
from zongzhi_rules.facts.schema import SchemaGenerator, fact_notes
from zongzhi_rules.syntax.descriptions import describe, inherited, notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.json_schema import JsonSchemaValue

DECISION_SCHEMA_ID: Final = f"zongzhi-rules/decision/{DECISION_SCHEMA_VERSION}"


def decision_schema() -> dict[str, Any]:
    """Return the schema of a decision as JSON (JSON Schema 2020-12): titles in Chinese, descriptions in both."""
    schema: JsonSchemaValue = Decision.model_json_schema(mode="serialization", schema_generator=SchemaGenerator)
    written = notes(__package__ or "")
    describe(schema, {**fact_notes(), **written, **inherited(written, _parts(Part))}, Decision.__name__)
    about = {
        "description": "对一个个案的结论，供有权机关参考 / "
        "what the rules make of one case: advice to the authority that decides"
    }
    return {"$schema": SchemaGenerator.schema_dialect, "$id": DECISION_SCHEMA_ID, **schema, **about}


def _parts(base: type[Part]) -> Iterator[type[Part]]:
    """Yield the models made from one, and those made from them."""
    for one in base.__subclasses__():
        yield one
        yield from _parts(one)
