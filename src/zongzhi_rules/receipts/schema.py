"""The JSON Schema of receipts, published with a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zongzhi_rules.facts.schema import SchemaGenerator
from zongzhi_rules.receipts.model import RECEIPT_SCHEMA_VERSION, Receipt

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

RECEIPT_SCHEMA_ID: Final = f"zongzhi-rules/receipt/{RECEIPT_SCHEMA_VERSION}"


def receipt_schema() -> dict[str, Any]:
    """Return the schema of a receipt (JSON Schema 2020-12), titles in Chinese, descriptions in English."""
    schema: JsonSchemaValue = Receipt.model_json_schema(mode="serialization", schema_generator=SchemaGenerator)
    return {"$schema": SchemaGenerator.schema_dialect, "$id": RECEIPT_SCHEMA_ID, **schema}
