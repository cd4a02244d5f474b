"""The JSON Schema of receipts, published with a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zongzhi_rules.facts.schema import SchemaGenerator
from zongzhi_rules.receipts.model import RECEIPT_SCHEMA_VERSION, Receipt
from zongzhi_rules.syntax.descriptions import describe, notes

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

RECEIPT_SCHEMA_ID: Final = f"zongzhi-rules/receipt/{RECEIPT_SCHEMA_VERSION}"


def receipt_schema() -> dict[str, Any]:
    """Return the schema of a receipt (JSON Schema 2020-12), titles in Chinese, descriptions in both languages."""
    schema: JsonSchemaValue = Receipt.model_json_schema(mode="serialization", schema_generator=SchemaGenerator)
    describe(schema, notes(__package__ or ""), Receipt.__name__)
    about = {
        "description": "结论的回执，足以逐字节再次作出结论 / "
        "the receipt of a decision: enough to make it again, byte for byte"
    }
    return {"$schema": SchemaGenerator.schema_dialect, "$id": RECEIPT_SCHEMA_ID, **schema, **about}
