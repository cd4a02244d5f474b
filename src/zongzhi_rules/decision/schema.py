"""The JSON Schema of decisions, published with a version: what a program that takes them checks by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zongzhi_rules.decision.model import DECISION_SCHEMA_VERSION, Decision
from zongzhi_rules.facts.schema import SchemaGenerator

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

DECISION_SCHEMA_ID: Final = f"zongzhi-rules/decision/{DECISION_SCHEMA_VERSION}"


def decision_schema() -> dict[str, Any]:
    """Return the schema of a decision as JSON (JSON Schema 2020-12), titles in Chinese, descriptions in English."""
    schema: JsonSchemaValue = Decision.model_json_schema(mode="serialization", schema_generator=SchemaGenerator)
    return {"$schema": SchemaGenerator.schema_dialect, "$id": DECISION_SCHEMA_ID, **schema}
