"""The JSON Schemas of an entry and of the state of a file, published with versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zongzhi_rules.casefile.events import EVENT, EVENT_SCHEMA_VERSION
from zongzhi_rules.casefile.state import FILE_SCHEMA_VERSION, CaseFile
from zongzhi_rules.facts.schema import SchemaGenerator

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

EVENT_SCHEMA_ID: Final = f"zongzhi-rules/event/{EVENT_SCHEMA_VERSION}"
STATE_SCHEMA_ID: Final = f"zongzhi-rules/state/{FILE_SCHEMA_VERSION}"


def event_schema() -> dict[str, Any]:
    """Return the schema of one entry (JSON Schema 2020-12), titles and labels in Chinese, descriptions in English.

    That days lie in order, a path names a fact and a value is one that the fact takes, only `event_from` and the pack
    check.
    """
    return _named(EVENT_SCHEMA_ID, EVENT.json_schema(schema_generator=SchemaGenerator))


def state_schema() -> dict[str, Any]:
    """Return the schema of the state of a file, as `CaseFile.model_dump_json` writes it."""
    return _named(STATE_SCHEMA_ID, CaseFile.model_json_schema(schema_generator=SchemaGenerator))


def _named(identity: str, schema: JsonSchemaValue) -> dict[str, Any]:
    for definition in schema["$defs"].values():
        if "enum" in definition:
            del definition["title"]  # the name of a vocabulary's class; the field has a Chinese one
    return {"$schema": SchemaGenerator.schema_dialect, "$id": identity, **schema}
