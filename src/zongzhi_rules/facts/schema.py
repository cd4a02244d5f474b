"""The JSON Schema of cases, published with a version: what an editor completes and another program checks by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from zongzhi_rules.facts.model import CASE_SCHEMA_VERSION, Case
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

CASE_SCHEMA_ID = f"zongzhi-rules/case/{CASE_SCHEMA_VERSION}"


def case_schema() -> dict[str, Any]:
    """Return the schema of a case file (JSON Schema 2020-12), titles and labels in Chinese, descriptions in English.

    It holds what a schema can say.  That days lie in order, no id stands twice and a level agrees with its code, only
    `facts.load` checks.
    """
    schema = Case.model_json_schema(schema_generator=SchemaGenerator)
    for definition in schema["$defs"].values():
        if "oneOf" in definition:
            del definition["title"]  # the name of the class; the field has a Chinese one
    return {"$schema": SchemaGenerator.schema_dialect, "$id": CASE_SCHEMA_ID, **schema}


class SchemaGenerator(GenerateJsonSchema):
    """Writes a closed vocabulary as constants with their labels, and no defaults: what is left out is unknown."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """Write the terms of a vocabulary as constants titled with their labels."""
        vocabulary = schema["cls"]
        if not issubclass(vocabulary, Term):
            return super().enum_schema(schema)
        constants = [{"const": term.value, "title": term.label} for term in vocabulary]
        return {"description": vocabulary.__doc__ or "", "type": "string", "oneOf": constants}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave the default out."""
        return self.generate_inner(schema["schema"])
