"""From pydantic's errors about a case to diagnostics: one code for each kind, at the place that the author wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from zongzhi_rules.diagnostics import CATALOG, Related, diagnose, suggest
from zongzhi_rules.facts.model import CASE_SCHEMA_VERSION, Case
from zongzhi_rules.scalars import FIRST_YEAR, LAST_YEAR, likely_day, likely_number, likely_truth
from zongzhi_rules.syntax.characters import unsafe_in
from zongzhi_rules.syntax.findings import MOST_FINDINGS
from zongzhi_rules.syntax.nodes import ScalarNode
from zongzhi_rules.syntax.places import locate
from zongzhi_rules.syntax.plain import node_at
from zongzhi_rules.syntax.slips import cut_text, misread_group
from zongzhi_rules.vocabulary import Level, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.syntax.nodes import Node
    from zongzhi_rules.syntax.places import Place

_NO_CASE, _MISSING, _UNKNOWN_FIELD, _NO_VALUE, _OTHER = "ZR501", "ZR502", "ZR503", "ZR507", "ZR599"
_CODES = {
    "missing": _MISSING,
    "extra_forbidden": _UNKNOWN_FIELD,
    "enum": "ZR504",
    "model_type": "ZR505",
    "model_attributes_type": "ZR505",
    "dict_type": "ZR530",
    "tuple_type": "ZR506",
    "string_too_short": _NO_VALUE,
    "invalid_key": "ZR508",
    "literal_error": "ZR509",
    "not_a_day": "ZR510",
    "no_such_day": "ZR511",
    "year_out_of_range": "ZR512",
    "after_the_case": "ZR513",
    "days_out_of_order": "ZR514",
    "division_code": "ZR515",
    "level_against_code": "ZR516",
    "only_a_county": "ZR517",
    "bool_type": "ZR520",
    "int_type": "ZR521",
    "float_type": "ZR522",
    "finite_number": "ZR522",
    "greater_than_equal": "ZR523",
    "less_than_equal": "ZR524",
    "string_type": "ZR525",
    "string_unicode": "ZR525",
    "string_too_long": "ZR526",
    "string_pattern_mismatch": "ZR527",
    "local_value": "ZR528",
    "duplicate_entry": "ZR529",
    "no_such_fact": "ZR571",
    "known_before_it_happened": "ZR573",
    "not_a_moment": "ZR574",
    "recorded_before_known": "ZR575",
    "replaces_another": "ZR592",
    "corrects_itself": "ZR594",
    "another_day": "ZR593",
    "not_for_a_whole": "ZR579",
}
_FROM_CONTEXT = ("as_of", "decided_on", "code", "known_on", "recorded_on", "corrects", "happened_on")
_OF_CHARACTERS = {"string_pattern_mismatch", "string_unicode", "unsafe_character"}
_AT_KEY = {"missing", "extra_forbidden", "invalid_key"}
_LARGEST_SHOWN = 10**30
_COLLECTIONS: dict[type, str] = {dict: "{…}", list: "[…]", tuple: "[…]"}


def diagnostics_of(
    error: ValidationError,
    data: object,
    root: Node | None = None,
    model: type[BaseModel] = Case,
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each error.

    Args:
        error: what the model of a case raised.
        data: what was handed to it.
        root: the tree that the data were read from, if they come from a text.
        model: what they were to be, where that is not a case.
    """
    for number, detail in enumerate(error.errors(include_url=False), 1):
        found = _diagnostic(detail, data, root, model)
        yield found
        if number == MOST_FINDINGS:
            yield diagnose("ZR153", found.span, limit=MOST_FINDINGS)
            return


def _diagnostic(detail: ErrorDetails, data: object, root: Node | None, model: type[BaseModel]) -> Diagnostic:
    kind = detail["type"]
    place = locate(model, data, detail["loc"], is_key=kind in _AT_KEY)
    code = _CODES.get(kind, _OTHER)
    unsafe = unsafe_in(detail["input"]) if kind in _OF_CHARACTERS and isinstance(detail["input"], str) else None
    if code in {"ZR523", "ZR524"} and place.steps[-1:] == ("year",):
        code = "ZR512"
    if not place.steps:
        code = _NO_CASE
    elif detail["input"] is None and kind not in _AT_KEY:
        code = _NO_VALUE
    if unsafe is not None:
        code = unsafe[0]
    span = None
    if root is not None:
        slip = cut_text(root, place) if code == _UNKNOWN_FIELD else None
        if code in {"ZR505", "ZR506", "ZR530"}:
            slip = misread_group(root, place)
        if slip is not None:
            return replace(slip, path=place.path)
        span = place.span_of_parent(root) if kind == "missing" else place.span(root)
    arguments = _arguments(code, detail, place, root) if unsafe is None else {"character": unsafe[1]}
    return diagnose(
        code,
        span,
        path=place.path,
        related=_related(kind, detail, place, root),
        suggestions=_suggestions(code, detail["input"], place),
        **arguments,
    )


def _arguments(code: str, detail: ErrorDetails, place: Place, root: Node | None) -> dict[str, Any]:
    """Return what the wording of a code asks for."""
    context = detail.get("ctx", {})
    field = str(place.steps[-1]) if place.steps else ""
    shown = next((level for level in Level if level.value == context.get("shown")), None)
    offered: dict[str, Any] = {
        "key": field,
        "field": field,
        "where": place.path,
        "title": place.title or field,
        "value": _as_written(detail["input"], place, root),
        "known": place.fields,
        "options": tuple(f"{term.value} {term.label}" for term in _options(place)),
        "version": CASE_SCHEMA_VERSION,
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
        "limit": next((_plainly(context[name]) for name in ("ge", "le", "max_length") if name in context), ""),
        "shown": shown.value if shown else "",
        "label": shown.label if shown else "",
        **{name: context[name] for name in _FROM_CONTEXT if name in context},
    }
    return {name: offered[name] for name in CATALOG[code].placeholders}


def _plainly(number: float) -> str:
    """Return a number as people write it: 0, not 0.0."""
    return str(int(number)) if number == int(number) else str(number)


def _as_written(value: object, place: Place, root: Node | None) -> str:
    """Return a value as the author wrote it, quotes included."""
    node = node_at(root, place.steps) if root is not None and not place.is_key else None
    if isinstance(node, ScalarNode):
        return node.span.text or "null"
    return _as_text(value)


def _as_text(value: object) -> str:
    """Return a value in words that are safe and short; one of a type that no case holds by the name of its type."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) >= _LARGEST_SHOWN:
        return "…"
    if isinstance(value, (str, int, float, date)):
        return str(value)
    return _COLLECTIONS.get(type(value)) or type(value).__name__


def _options(place: Place) -> list[Term]:
    """Return the members of the closed vocabulary that is wanted."""
    return [term for one in place.types if isinstance(one, type) and issubclass(one, Term) for term in one]


def _related(kind: str, detail: ErrorDetails, place: Place, root: Node | None) -> tuple[Related, ...]:
    """Return the other place that a contradiction is about."""
    if root is None:
        return ()
    steps = place.steps
    match kind:
        case "duplicate_entry":
            other, label = (*steps[:-2], detail["ctx"]["first"], steps[-1]), "first_here"
        case "after_the_case":
            other, label = ("as_of",), "case_day_here"
        case "days_out_of_order":
            other, label = (*steps[:2], "decided_on"), "decided_here"
        case _:
            return ()
    return (Related(node_at(root, other).span, label),)


def _suggestions(code: str, value: object, place: Place) -> tuple[str, ...]:  # noqa: PLR0911 - code by code
    """Return what the author may have meant."""
    match code:
        case "ZR503":
            return place.likely_fields(str(place.steps[-1]))
        case "ZR504":
            return _terms(_as_text(value), _options(place))
        case "ZR510":
            return likely_day(_as_text(value))
        case "ZR520":
            return likely_truth(_as_text(value))
        case "ZR521" | "ZR522":
            return likely_number(_as_text(value), whole=code == "ZR521")
        case "ZR525":
            number = _as_text(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else "…"
            return (f'"{number}"',) if number != "…" else ()
        case "ZR527":
            word = " ".join(_as_text(value).split())
            return (word,) if word else ()
        case _:
            return ()


def _terms(value: str, options: list[Term]) -> tuple[str, ...]:
    """Return the terms that a word is near to, by their identifiers or their Chinese labels."""
    by_word = {word: term.value for term in options for word in (term.value, term.label)}
    return tuple(dict.fromkeys(by_word[word] for word in suggest(value, by_word)))
