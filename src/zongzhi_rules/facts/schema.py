"""The JSON Schema of cases, published with a version: what an editor completes and another program checks by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules.facts.finding import Finding, FoundFlag, FoundHarm, FoundImpact
from zongzhi_rules.facts.local import FoundValue
from zongzhi_rules.facts.model import CASE_SCHEMA_VERSION, Case
from zongzhi_rules.syntax.descriptions import Notes, describe, notes
from zongzhi_rules.syntax.generator import LanguageSchema

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_FINDINGS = (FoundFlag, FoundHarm, FoundImpact, FoundValue)
CASE_SCHEMA_ID = f"zongzhi-rules/case/{CASE_SCHEMA_VERSION}"


def case_schema() -> dict[str, Any]:
    """Return the schema of a case file (JSON Schema 2020-12), titles in Chinese, descriptions in both languages.

    It holds what a schema can say.  That days lie in order, no id stands twice and a level agrees with its code, only
    `facts.load` checks.
    """
    schema = Case.model_json_schema(schema_generator=SchemaGenerator)
    describe(schema, fact_notes(), Case.__name__)
    about = {
        "description": "一个地方或者单位在某一日的个案；没有写的都是不明 / "
        "one locality or unit on one day; what is not written is unknown"
    }
    return {"$schema": SchemaGenerator.schema_dialect, "$id": CASE_SCHEMA_ID, **schema, **about}


def fact_notes() -> Notes:
    """Return the notes on the parts of a case; a finding is described alike whatever it is about."""
    written = notes(__package__ or "")
    return {**written, **{model.__name__: written[Finding.__name__] for model in _FINDINGS}}


class SchemaGenerator(LanguageSchema):
    """Writes no defaults: what is left out is unknown."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave the default out."""
        return self.generate_inner(schema["schema"])
