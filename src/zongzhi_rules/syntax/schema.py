"""The JSON Schema of a pack's files: what an editor completes, and a first check without the compiler.

A schema sees one file as data.  That names exist, that values have the type of their fact, and all that only the whole
pack shows, `zongzhi check` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic.json_schema import models_json_schema

from zongzhi_rules.syntax.descriptions import WORDS, describe, pack_notes, terms
from zongzhi_rules.syntax.generator import LanguageSchema
from zongzhi_rules.syntax.keywords import KEYWORDS
from zongzhi_rules.syntax.model import CONDITION, LANGUAGE_VERSION, Annex, Change, Document, Header
from zongzhi_rules.syntax.scalars import CITATION, VERSION
from zongzhi_rules.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACK_SCHEMA_ID: Final = f"zongzhi-rules/pack/{LANGUAGE_VERSION}"

_SHORT_NAMES = {"LevelByKind": "LevelByReading", "bool": "TruthByReading", "Literal": "AnchorByReading"}
_CITE = {"type": ["string", "number"]}
_TEXT_OR_NUMBER = {"type": ["string", "number", "boolean"]}

# Every plain scalar of a pack is text to the compiler, but data to a reader of YAML: here a number may stand.
_WRITTEN_AS_DATA: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "Header": {
        "version": {"type": "string", "pattern": f"^{VERSION.pattern}$"},
        "language": {"enum": [LANGUAGE_VERSION, str(LANGUAGE_VERSION)]},
        "territory": {"type": ["string", "integer"], "pattern": r"^(nation|[1-8]\d{5})$"},
        "number": _TEXT_OR_NUMBER,
    },
    "Parameter": {
        "value": _TEXT_OR_NUMBER,
        "values": {"type": "object", "minProperties": 1, "additionalProperties": _TEXT_OR_NUMBER},
    },
    "Indicator": {"value": _TEXT_OR_NUMBER},
    "Fact": {"options": {"type": "object", "minProperties": 1, "additionalProperties": _TEXT_OR_NUMBER}},
}
_ID = "[a-z][a-z0-9_]*"
_BODIES = {"add": "as", "replace": "as", "amend": "set", "withdraw": None}


def file_schema(condition: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the schema of one file of a pack.

    Args:
        condition: the grammar of conditions as definitions; one of them is `condition`.
    """
    models = [(model, "validation") for model in (Header, Document, Annex, Change)]
    _, made = models_json_schema(models, ref_template="#/$defs/{model}", schema_generator=LanguageSchema)  # type: ignore[arg-type]
    definitions: dict[str, Any] = {_short(name): _tidied(one) for name, one in made["$defs"].items()}
    for name, fields in _WRITTEN_AS_DATA.items():
        for field, schema in fields.items():
            definitions[name]["properties"][field] = {**_title(field), **schema}
    definitions["Change"] |= {
        "oneOf": [_verb(verb, body) for verb, body in _BODIES.items()],
        "allOf": [_body_of(target, schema) for target, schema in _targets(definitions)],
    }
    sections = {**definitions.pop("Document")["properties"], **definitions.pop("Annex")["properties"]}
    pack = {**_title("pack"), "$ref": "#/$defs/Header"}
    changes = {**_title("changes"), "type": "array", "items": {"$ref": "#/$defs/Change"}}
    schema = {
        "$schema": LanguageSchema.schema_dialect,
        "$id": PACK_SCHEMA_ID,
        "title": "规则包文件",
        "description": "规则包的一个文件，各段可以分写在同一文件夹的几个文件里 / "
        "one file of a pack; its sections may be spread over the files of its folder",
        "type": "object",
        "properties": {"pack": pack, "changes": changes, **sections},
        "additionalProperties": False,
        "minProperties": 1,
        "$defs": {**dict(sorted(definitions.items())), **condition},
    }
    written = pack_notes()
    describe(schema, {**written, WORDS: {**written[WORDS], **terms(Level)}}, "File")
    return schema


def _verb(verb: str, body: str | None) -> dict[str, Any]:
    """Return what a change by that verb must have, and what it must not."""
    others = [one for one in ("as", "set") if one != body]
    forbidden = [{"required": [one]} for one in (*_BODIES, *others) if one != verb]
    return {"required": [verb, *([body] if body else [])], "not": {"anyOf": forbidden}}


def _targets(definitions: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the targets that an overlay may add or replace, as patterns, each with the schema of what stands there."""
    for section, schema in definitions["Document"]["properties"].items():
        last = r"(?!.*\.options\.).+" if section == "readings" else _ID  # the ids of readings hold dots
        for entry in schema.get("patternProperties", {}).values():
            yield rf"^{section}\.{last}$", entry
    for field, schema in definitions["Measure"]["properties"].items():
        for entry in schema.get("patternProperties", {}).values():
            yield rf"^measures\.{_ID}\.{field}\.{_ID}$", entry
        if "$ref" in schema or "anyOf" in schema:
            yield rf"^measures\.{_ID}\.{field}$", schema


def _body_of(target: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the condition that what stands at a target is of its schema."""
    named = [{"properties": {verb: {"pattern": target}}, "required": [verb]} for verb in ("add", "replace")]
    body = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return {"if": {"anyOf": named}, "then": {"properties": {"as": body}}}


def _tidied(schema: Any) -> Any:  # noqa: ANN401 - JSON has no better type
    """Return a schema with the titles of the language and the grammar of conditions, closed, without empty defaults."""
    if schema == _CITE:
        return {"anyOf": [{"type": "string", "pattern": _citation()}, {"type": "number", "minimum": 1}]}
    if isinstance(schema, list):
        return [_tidied(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    done = {key: _tidied(one) for key, one in schema.items() if not (key == "default" and one in (None, {}, []))}
    if CONDITION.items() <= done.items():
        del done["$comment"]
        done["$ref"] = "#/$defs/condition"
        return done
    if isinstance(done.get("$ref"), str):
        done["$ref"] = "#/$defs/" + _short(done["$ref"].removeprefix("#/$defs/"))
    if "patternProperties" in done:
        done["additionalProperties"] = False
    for name, one in done["properties"].items() if isinstance(done.get("properties"), dict) else ():
        done["properties"][name] = {**one, **_title(name)}
    return done


def _title(keyword: str) -> dict[str, str]:
    return {"title": KEYWORDS[keyword]}


def _short(name: str) -> str:
    """Return the name of a model; the generic ones carry the whole type in theirs."""
    if not name.startswith("ByReading_"):
        return name
    return next(short for mark, short in _SHORT_NAMES.items() if mark in name)


def _citation() -> str:
    """Return the form of a citation in the dialect of JSON Schema, which knows no Python names for groups."""
    pattern = CITATION.pattern
    for group in CITATION.groupindex:
        pattern = pattern.replace(f"?P<{group}>", "")
    return f"^(?:{pattern})$"
