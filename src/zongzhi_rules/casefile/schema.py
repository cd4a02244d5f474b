"""The JSON Schemas of an entry, of a file of entries and of the state of a file, published with versions."""

from __future__ import annotations

from typing import Any, Final

from zongzhi_rules.casefile.events import EVENT, EVENT_SCHEMA_VERSION, KINDS
from zongzhi_rules.casefile.state import FILE_SCHEMA_VERSION, CaseFile
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case
from zongzhi_rules.facts.schema import SchemaGenerator, fact_notes
from zongzhi_rules.syntax.descriptions import WORDS, Note, Notes, describe, described, inherited, notes

EVENT_SCHEMA_ID: Final = f"zongzhi-rules/event/{EVENT_SCHEMA_VERSION}"
EVENTS_SCHEMA_ID: Final = f"zongzhi-rules/events/{EVENT_SCHEMA_VERSION}"
STATE_SCHEMA_ID: Final = f"zongzhi-rules/state/{FILE_SCHEMA_VERSION}"
_FILE: Final = "EventFile"


def event_schema() -> dict[str, Any]:
    """Return the schema of one entry (JSON Schema 2020-12), titles in Chinese, descriptions in both languages.

    That days lie in order, a path names a fact and a value is one that the fact takes, only `event_from` and the pack
    check.
    """
    schema = EVENT.json_schema(schema_generator=SchemaGenerator)
    describe(schema, _notes())
    return {"$schema": SchemaGenerator.schema_dialect, "$id": EVENT_SCHEMA_ID, **schema}


def events_schema() -> dict[str, Any]:
    """Return the schema of a file of entries as somebody writes it; `recorded_at` may be left to the program."""
    schema = event_schema()
    definitions = schema.pop("$defs")
    for kind in KINDS.values():
        definitions[kind.__name__]["required"].remove("recorded_at")
    entry = {"oneOf": schema["oneOf"]}
    events = {"type": "array", "items": entry, "minItems": 1, **described(notes(__package__ or "")[_FILE]["events"])}
    return {
        "$schema": SchemaGenerator.schema_dialect,
        "$id": EVENTS_SCHEMA_ID,
        "title": "案卷的记录",
        "description": "案卷的各条记录 / a file of entries",
        "type": "object",
        "properties": {"events": events},
        "required": ["events"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def state_schema() -> dict[str, Any]:
    """Return the schema of the state of a file, as `CaseFile.model_dump_json` writes it."""
    schema = CaseFile.model_json_schema(schema_generator=SchemaGenerator)
    describe(schema, _notes(), CaseFile.__name__)
    about = {"description": "案卷的状态：全部记录 / the state of a file of a case: all its entries"}
    return {"$schema": SchemaGenerator.schema_dialect, "$id": STATE_SCHEMA_ID, **schema, **about}


def _notes() -> Notes:
    """Return the notes on entries, on the parts of a case in them, and on the names of lists."""
    of_case = fact_notes()
    lists = {name: Note(one.title, of_case[Case.__name__][name].en) for name, one in catalogue().collections.items()}
    return {**of_case, **inherited(notes(__package__ or ""), [*KINDS.values(), CaseFile]), WORDS: lists}
