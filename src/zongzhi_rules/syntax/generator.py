"""How a model becomes a JSON Schema: vocabularies with what their terms mean, no needless branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic.json_schema import GenerateJsonSchema

from zongzhi_rules.syntax.descriptions import choice, terms
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_SCALARS: Final = {"string", "integer", "number", "boolean"}


class LanguageSchema(GenerateJsonSchema):
    """Writes the schema of what authors type."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """Write the terms of a vocabulary with what they mean."""
        vocabulary = schema["cls"]
        if not issubclass(vocabulary, Term):
            return super().enum_schema(schema)
        return {"description": vocabulary.__doc__ or "", "type": "string", **choice(terms(vocabulary))}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Write a scalar or null as one schema: editors repeat the title of a field for every branch."""
        inner = self.generate_inner(schema["schema"])
        if inner.get("type") in _SCALARS and "enum" not in inner and "const" not in inner:
            return {**inner, "type": [inner["type"], "null"]}
        return super().nullable_schema(schema)
