"""The grammar of conditions as JSON Schema, with every fact and its values, and the schema of packs that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules import vocabulary
from zongzhi_rules.facts.catalogue import catalogue, term_type
from zongzhi_rules.facts.model import Case
from zongzhi_rules.facts.schema import fact_notes
from zongzhi_rules.syntax import keywords as kw
from zongzhi_rules.syntax.descriptions import Note, choice, described, pack_notes, terms
from zongzhi_rules.syntax.schema import file_schema
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.facts.catalogue import FactSpec, FactType

Schema = dict[str, Any]


def _note(keyword: str) -> Note:
    return pack_notes()["Condition"][keyword]


def _keyword(keyword: str, schema: Schema) -> Schema:
    """Return the schema of what stands under a keyword, with what it means."""
    return {**schema, **described(_note(keyword), kw.KEYWORDS[keyword])}


_CONDITION: Schema = {"$ref": "#/$defs/condition"}
_NAME: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"}
_PARAMETER: Schema = {
    "type": "object",
    "properties": {kw.PARAMETER: _keyword(kw.PARAMETER, _NAME)},
    "required": [kw.PARAMETER],
    "additionalProperties": False,
}
_COUNT: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, _PARAMETER]}
_CELL: Schema = {"type": ["string", "number", "boolean"]}
_PLAIN: Mapping[str, Schema] = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {
        "anyOf": [
            {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            choice({kw.IN_FORCE: _note(kw.IN_FORCE)}),
        ]
    },
    "text": {"type": ["string", "number"]},
}


def pack_schema() -> Schema:
    """Return the schema of one file of a pack (JSON Schema 2020-12), titles in Chinese, descriptions in both."""
    return file_schema(condition_definitions())


def condition_definitions() -> Schema:
    """Return the definitions of the grammar of conditions; the whole is `condition`."""
    forms = {**_logic(), **_counts()}
    everything: Schema = {
        "oneOf": [  # of an `anyOf` whose branches look alike an editor says all titles in a row
            _NAME,
            *({"$ref": f"#/$defs/condition_{form}"} for form in forms),
            {"$ref": "#/$defs/condition_facts"},
        ],
    }
    tests = {f"test_{name}": schema for name, schema in _tests().items()}
    named = {f"condition_{form}": schema for form, schema in forms.items()}
    return {"condition": everything, **named, "condition_facts": _facts(forms), **tests, "condition_window": _window()}


def _form(keyword: str, schema: Schema, further: Mapping[str, Schema] | None = None) -> Schema:
    """Return the form of an operator: its key, and what may stand beside it."""
    return {
        "type": "object",
        "properties": {keyword: _keyword(keyword, schema), **(further or {})},
        "required": [keyword],
        "additionalProperties": False,
    }


def _logic() -> dict[str, Schema]:
    several: Schema = {"type": "array", "items": _CONDITION, "minItems": 1}
    by_option: Schema = {
        "type": "object",
        "propertyNames": _NAME,
        "additionalProperties": _CONDITION,
        "minProperties": 1,
    }
    cell: Schema = {"anyOf": [_CELL, {"type": "array", "items": _CELL}, _PARAMETER]}
    table: Schema = {
        "type": "object",
        "properties": {
            kw.COLUMNS: _keyword(kw.COLUMNS, {"type": "array", "items": _NAME, "minItems": 1}),
            kw.ROWS: _keyword(kw.ROWS, {"type": "array", "items": {"type": "array", "items": cell}, "minItems": 1}),
        },
        "required": [kw.COLUMNS, kw.ROWS],
        "additionalProperties": False,
    }
    return {
        kw.NOT: _form(kw.NOT, {"allOf": [_CONDITION]}),
        kw.ALL: _form(kw.ALL, several),
        kw.ANY: _form(kw.ANY, several),
        kw.BY_READING: _form(
            kw.BY_READING,
            {
                "type": "object",
                "propertyNames": _NAME,
                "additionalProperties": by_option,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ),
        kw.TABLE: _form(kw.TABLE, table),
        kw.NOT_RECTIFIED_AFTER: _form(kw.NOT_RECTIFIED_AFTER, _NAME),
    }


def _counts() -> dict[str, Schema]:
    known = catalogue().collections
    lists = fact_notes()[Case.__name__]
    collection = choice({name: Note(known[name].title, lists[name].en) for name in sorted(known)})
    where = {kw.WHERE: _keyword(kw.WHERE, _CONDITION)}
    window: Schema = {"$ref": "#/$defs/condition_window"}
    windows = {word: _keyword(word, window) for word in (kw.WITHIN_ANY, kw.WITHIN_LAST)}
    bounds = {word: _keyword(word, _COUNT) for word in kw.COMPARATORS}
    one_bound: Schema = {"oneOf": [{"required": [word]} for word in kw.COMPARATORS]}
    one_window: Schema = {"not": {"required": [kw.WITHIN_ANY, kw.WITHIN_LAST]}}
    consecutive = _form(kw.CONSECUTIVE, collection, {**where, kw.BY: _keyword(kw.BY, _NAME), **bounds})
    consecutive["required"].append(kw.BY)
    return {
        kw.SOME: {**_form(kw.SOME, collection, {**where, **windows}), **one_window},
        kw.COUNT: {**_form(kw.COUNT, collection, {**where, **windows, **bounds}), **one_bound, **one_window},
        kw.CONSECUTIVE: {**consecutive, **one_bound},
    }


def _window() -> Schema:
    units = (kw.DAYS, kw.MONTHS, kw.YEARS)
    return {
        "type": "object",
        "properties": {**{unit: _keyword(unit, _COUNT) for unit in units}, kw.BY: _keyword(kw.BY, _NAME)},
        "required": [kw.BY],
        "oneOf": [{"required": [unit]} for unit in units],
        "additionalProperties": False,
    }


# facts and their values ------------------------------------------------------------------------------------------


def _specs() -> Iterable[FactSpec]:
    """Yield the facts of a case, then the fields of its records."""
    known = catalogue()
    yield from known.facts.values()
    for collection in known.collections.values():
        yield from collection.fields.values()


def _facts(forms: Iterable[str]) -> Schema:
    """Return the form that holds facts against values.  A field that several records have may be any of theirs."""
    tests: dict[str, dict[str, str]] = {}
    titles: dict[str, dict[str, None]] = {}
    meanings: dict[str, dict[str, None]] = {}
    written = fact_notes()
    for spec in _specs():
        tests.setdefault(spec.path, {})[_test_name(spec.type)] = ""
        titles.setdefault(spec.path, {})[spec.title] = None
        meanings.setdefault(spec.path, {})[written[spec.part][spec.path.rpartition(".")[2]].en] = None
    properties = {
        path: {
            **described(Note("", "; or ".join(meanings[path])), "、".join(titles[path])),
            "anyOf": [{"$ref": f"#/$defs/test_{name}"} for name in names],
        }
        for path, names in sorted(tests.items())
    }
    anything = {"anyOf": [{"$ref": f"#/$defs/test_{name}"} for name in sorted({*_PLAIN, "term"})]}
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {r"^local\.[a-z][a-z0-9_]*$": anything},
        "additionalProperties": False,
        "minProperties": 1,
        "not": {"anyOf": [{"required": [form]} for form in forms]},
    }


def _tests() -> dict[str, Schema]:
    tests = {_test_name(spec.type): _test(_value(spec.type), comparable=spec.type.comparable) for spec in _specs()}
    tests |= {kind: _test(value, comparable=kind in {"integer", "number", "date"}) for kind, value in _PLAIN.items()}
    tests["term"] = _test(_NAME, comparable=True)  # of a vocabulary that a pack declares itself
    return dict(sorted(tests.items()))


def _test_name(kind: FactType) -> str:
    return kind.kind if kind.kind != "term" else f"{_vocabularies()[kind.options].__name__.lower()}_term"


def _vocabularies() -> dict[tuple[str, ...], type[Term]]:
    """Return the closed vocabularies by their members."""
    found = (one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, Term) and list(one))
    return {term_type(one).options: one for one in found}


def _value(kind: FactType) -> Schema:
    if kind.kind != "term":
        return _PLAIN[kind.kind]
    return choice(terms(_vocabularies()[kind.options]))


def _test(value: Schema, *, comparable: bool) -> Schema:
    one = {"anyOf": [value, _PARAMETER]}
    several = {"type": "array", "items": value, "minItems": 1}
    words = kw.COMPARATORS if comparable else (kw.IS,)
    compared = {word: {"anyOf": [*one["anyOf"], *([several] if word == kw.IS else [])]} for word in (*words, kw.IS_NOT)}
    compared[kw.IS_NOT] = {"anyOf": [*one["anyOf"], several]}
    comparisons = {
        "type": "object",
        "properties": {word: _keyword(word, schema) for word, schema in compared.items()},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [*one["anyOf"], several, comparisons]}
