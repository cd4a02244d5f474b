"""Holds a syntax tree against the models of the language and turns each mismatch into a diagnostic with its place."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from zongzhi_rules.compiler.guesses import field_above, likely, options_at, title_of_field
from zongzhi_rules.diagnostics import CATALOG, Label, Related
from zongzhi_rules.scalars import FIRST_YEAR, LAST_YEAR
from zongzhi_rules.syntax.nodes import ScalarNode
from zongzhi_rules.syntax.places import locate
from zongzhi_rules.syntax.plain import node_at, to_texts
from zongzhi_rules.syntax.scalars import MONTH_AND_DAY, MOST_ARTICLES, SHA256
from zongzhi_rules.syntax.slips import cut_text, misread_group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

    from zongzhi_rules.compiler.citations import Titles
    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.diagnostics import Span
    from zongzhi_rules.syntax.nodes import Node

_NOTHING: Mapping[tuple[str, ...], Span] = MappingProxyType({})
Model = TypeVar("Model", bound=BaseModel)

_MISSING, _UNKNOWN_FIELD, _BAD_ID = "ZR201", "ZR202", "ZR204"
_NOT_A_GROUP, _NOT_A_LIST, _EMPTY, _OTHER = "ZR212", "ZR213", "ZR214", "ZR217"
_CODES = {
    "missing": _MISSING,
    "extra_forbidden": _UNKNOWN_FIELD,
    "literal_error": "ZR203",
    "enum": "ZR203",
    "string_pattern_mismatch": _BAD_ID,
    "not_an_integer": "ZR205",
    "not_a_flag": "ZR206",
    "not_a_citation": "ZR207",
    "not_a_version": "ZR208",
    "not_a_day": "ZR209",
    "no_such_day": "ZR210",
    "year_out_of_range": "ZR210",
    "string_type": "ZR211",
    "dict_type": _NOT_A_GROUP,
    "model_type": _NOT_A_GROUP,
    "model_attributes_type": _NOT_A_GROUP,
    "tuple_type": _NOT_A_LIST,
    "too_short": _EMPTY,
    "string_too_short": _EMPTY,
    "string_too_long": "ZR215",
    "greater_than_equal": "ZR243",
    "less_than_equal": "ZR243",
    "too_long": "ZR417",  # only `by_reading` has a most: one
}
_PATTERNS = {MONTH_AND_DAY: "ZR241", SHA256: "ZR242"}


def hold(  # noqa: PLR0913 - the two sides of the comparison, and what is known around them
    model: type[Model],
    node: Node,
    problems: Problems,
    path: str = "",
    missing: Mapping[tuple[str, ...], Span] = _NOTHING,
    *,
    titles: Callable[[], Titles] = dict,
) -> Model | None:
    """Read a node as that model; None, with the problems noted, where it is not one.

    Args:
        model: what it should be.
        node: what was written.
        problems: where problems go.
        path: the path of the node.
        missing: where to say that a field is missing, for fields (by their keys) that some other place misses or took
            out; `()` stands for all fields of the node itself.
        titles: finds what is called how that a citation, or an id, may name: instruments, and entries if need be.
    """
    data = to_texts(node)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(model, data, node, detail, problems, path, missing, titles)
        return None


def _note(  # noqa: PLR0913, PLR0917 - the two sides of the comparison, and where the result goes
    model: type[BaseModel],
    data: object,
    root: Node,
    detail: ErrorDetails,
    problems: Problems,
    path: str,
    missing: Mapping[tuple[str, ...], Span],
    titles: Callable[[], Titles],
) -> None:
    kind = detail["type"]
    if kind == "too_short" and detail["input"]:
        return  # it has items, and none of them is good, which is said of each
    place = locate(model, data, detail["loc"], is_key=kind in {"missing", "extra_forbidden"})
    where = ".".join(filter(None, (path, place.path)))
    code = _PATTERNS.get(detail.get("ctx", {}).get("pattern", ""), _CODES.get(kind, _OTHER))
    if detail["input"] is None and code not in {_MISSING, _UNKNOWN_FIELD}:
        code = _EMPTY
    node = node_at(root, place.steps)
    slip = None
    if code in {_UNKNOWN_FIELD, _BAD_ID, _EMPTY}:
        slip = cut_text(root, place)
    elif code in {_NOT_A_GROUP, _NOT_A_LIST}:
        slip = misread_group(root, place)
    if slip is not None:
        problems.found.append(replace(slip, path=where))
        return
    span = place.span(root)
    if code == _UNKNOWN_FIELD and (above := field_above(place, root)) is not None:
        related = [Related(above.span, "owner_here")]
        problems.add("ZR244", span, where, related, key=str(place.steps[-1]), owner=above.value)
        return
    if code == _MISSING:
        steps = tuple(map(str, place.steps))
        span = missing.get(steps) or (missing.get(()) if len(steps) == 1 else None) or place.span_of_parent(root)
    options = options_at(place)
    name = str(place.steps[-1]) if place.steps else ""
    value = name if place.is_key else _as_written(node, detail["input"])
    arguments: dict[str, Any] = {
        "key": name,
        "title": title_of_field(place, name),
        "known": place.fields,
        "fields": _in_words(place.fields),
        "value": value,
        "options": tuple(f"{option} {label}".rstrip() for option, label in options.items()),
        "limit": detail.get("ctx", {}).get("max_length", ""),
        "most": MOST_ARTICLES,
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }
    arguments = {wanted: arguments[wanted] for wanted in CATALOG[code].placeholders}
    problems.add(code, span, where, suggestions=likely(code, value, place, root, titles), **arguments)


def _in_words(fields: tuple[str, ...]) -> Label:
    """List the fields of a group; nothing where the author makes up their names."""
    return Label(f"：{'、'.join(fields)}", f": {', '.join(fields)}") if fields else Label("", "")


def _as_written(node: Node, value: object) -> str:
    if isinstance(node, ScalarNode):
        return node.span.text or "null"
    return "{…}" if isinstance(value, dict) else "[…]"
