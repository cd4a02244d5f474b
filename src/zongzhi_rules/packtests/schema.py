"""The JSON Schema of a file of cases beside a pack: what an editor completes while its author writes expectations."""

from __future__ import annotations

from typing import Any, Final

from zongzhi_rules.facts.schema import SchemaGenerator, case_schema
from zongzhi_rules.packtests import model, model_in_full
from zongzhi_rules.packtests.model import CaseFile
from zongzhi_rules.syntax.descriptions import WORDS, Notes, describe, inherited, notes, pack_notes
from zongzhi_rules.syntax.model import LANGUAGE_VERSION, Period, Syntax

CASES_SCHEMA_ID: Final = f"zongzhi-rules/cases/{LANGUAGE_VERSION}"

_OF_THE_FILE: Final = ("id", "format")  # fields that the name of a case, or nothing, takes the place of
_TRUTHS: Final = ["true", "false", "unknown"]
_LONGEST: Final = 1000
_SHORT_FORMS: Final[dict[str, dict[str, str]]] = {
    "ExpectedInterval": {"type": "string"},
    "ExpectedActor": {"$ref": "#/$defs/Level"},
    "ExpectedRelease": {"$ref": "#/$defs/Level"},
    "ExpectedReporter": {"type": "string"},
}
_LISTS: Final = {"Unexpected": tuple(model.Unexpected.model_fields), "WrittenException": ("truths",)}
_DAY: Final = {"type": "string", "format": "date"}


def cases_schema() -> dict[str, Any]:
    """Return the schema of one file of cases (JSON Schema 2020-12); the facts are those of the schema of a case."""
    schema = CaseFile.model_json_schema(schema_generator=SchemaGenerator)
    case = case_schema()
    definitions = {**case["$defs"], **_with_short_forms(schema["$defs"])}
    facts = {key: value for key, value in case["properties"].items() if key not in _OF_THE_FILE}
    definitions["Facts"] = {"type": "object", "properties": facts, "additionalProperties": False}
    for holder, field in ((schema, "given"), (definitions["WrittenCase"], "facts")):
        holder["properties"][field] = {"$ref": "#/$defs/Facts"}
    for part, fields in _LISTS.items():
        inside = definitions[part]["properties"]
        inside.update({field: _or_one(inside[field]) for field in fields})
    for part in definitions.values():
        if "true" in part.get("properties", ()):
            part["patternProperties"] = {"^(true|false)$": True}  # to editors these keys are truth values, no names
    schema["$defs"] = dict(sorted(definitions.items()))
    describe(schema, _notes(), CaseFile.__name__)
    about = "规则包所附的案例和预期 / a file of cases beside a pack, with what is expected of them"
    return {"$schema": SchemaGenerator.schema_dialect, "$id": CASES_SCHEMA_ID, **schema, "description": about}


def _notes() -> Notes:
    """Return the notes on the models; each has those of the models that it is made from."""
    written, language = notes(__package__ or ""), pack_notes()
    found = (*vars(model).values(), *vars(model_in_full).values())
    parts = inherited(written, (one for one in found if isinstance(one, type) and issubclass(one, Syntax)))
    return {**parts, Period.__name__: language[Period.__name__], WORDS: {**language[WORDS], **written[WORDS]}}


def _with_short_forms(schema: Any) -> Any:  # noqa: ANN401 - JSON has no better type
    """Return a schema with what a bare word or day may stand for, and scalars as YAML reads them."""
    if isinstance(schema, list):
        return [_with_short_forms(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    done = {key: _with_short_forms(one) for key, one in schema.items()}
    if done.get("maxLength") == _LONGEST and "type" in done:  # a number will do as a text
        done["type"] = ["number", *([done["type"]] if isinstance(done["type"], str) else done["type"])]
    if done.get("enum") == _TRUTHS:
        done = {"enum": [True, False, "unknown", "true", "false"]}
    short = _SHORT_FORMS.get(done.get("title", ""), _DAY if done.get("items") == _DAY else None)
    return {"anyOf": [short, done]} if short else done


def _or_one(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list in whose place one item may stand by itself."""
    return {"anyOf": [schema["items"], schema]}
