"""Holds a syntax tree against the models of the language and turns each mismatch into a diagnostic with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from zongzhi_rules.diagnostics import CATALOG, suggest
from zongzhi_rules.scalars import FIRST_YEAR, LAST_YEAR, likely_day, likely_number, likely_truth
from zongzhi_rules.syntax.keywords import KEYWORDS
from zongzhi_rules.syntax.nodes import ScalarNode
from zongzhi_rules.syntax.places import locate
from zongzhi_rules.syntax.plain import node_at, to_texts
from zongzhi_rules.syntax.scalars import CITATION, MONTH_AND_DAY, SHA256, VERSION
from zongzhi_rules.syntax.slips import cut_text, misread_group
from zongzhi_rules.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.diagnostics import Span
    from zongzhi_rules.syntax.nodes import Node
    from zongzhi_rules.syntax.places import Place

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
    "too_long": "ZR417",  # only `by_reading` has a most: one
}
_PATTERNS = {MONTH_AND_DAY: "ZR241", SHA256: "ZR242"}
_ARTICLE = re.compile(r"第?(\d+)条?(?:第?(\d+)款)?(?:第?\(?(\d+)\)?项)?")


def hold(
    model: type[Model],
    node: Node,
    problems: Problems,
    path: str = "",
    missing: Mapping[tuple[str, ...], Span] = _NOTHING,
) -> Model | None:
    """Read a node as that model; None, with the problems noted, where it is not one.

    Args:
        model: what it should be.
        node: what was written.
        problems: where problems go.
        path: the path of the node.
        missing: where to say that a field is missing, for fields (by their keys) that some other place misses or took
            out; `()` stands for all fields of the node itself.
    """
    data = to_texts(node)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(model, data, node, detail, problems, path, missing)
        return None


def _note(  # noqa: PLR0913, PLR0917 - the two sides of the comparison, and where the result goes
    model: type[BaseModel],
    data: object,
    root: Node,
    detail: ErrorDetails,
    problems: Problems,
    path: str,
    missing: Mapping[tuple[str, ...], Span],
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
    if code == _MISSING:
        steps = tuple(map(str, place.steps))
        span = missing.get(steps) or (missing.get(()) if len(steps) == 1 else None) or place.span_of_parent(root)
    options = _options(place)
    name = str(place.steps[-1]) if place.steps else ""
    value = name if place.is_key else _as_written(node, detail["input"])
    arguments: dict[str, Any] = {
        "key": name,
        "title": KEYWORDS.get(name, name),
        "known": place.fields,
        "value": value,
        "options": tuple(f"{option} {label}".rstrip() for option, label in options.items()),
        "limit": detail.get("ctx", {}).get("max_length", ""),
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }
    arguments = {wanted: arguments[wanted] for wanted in CATALOG[code].placeholders}
    problems.add(code, span, where, suggestions=_suggestions(code, value, place, options), **arguments)


def _as_written(node: Node, value: object) -> str:
    if isinstance(node, ScalarNode):
        return node.span.text or "null"
    return "{…}" if isinstance(value, dict) else "[…]"


def _options(place: Place) -> dict[str, str]:
    """Return the values of the closed vocabularies among the types of a place, each with its Chinese label if any."""
    found: dict[str, str] = {}
    for one in place.types:
        if get_origin(one) is Literal:
            found.update(dict.fromkeys(get_args(one), ""))
        elif isinstance(one, type) and issubclass(one, Term):
            found.update({term.value: term.label for term in one})
    return found


def _suggestions(  # noqa: PLR0911 - one code after another
    code: str,
    value: str,
    place: Place,
    options: Mapping[str, str],
) -> tuple[str, ...]:
    """Return what the author may have meant."""
    plain = unicodedata.normalize("NFKC", value).strip("\"' ")
    match code:
        case "ZR202":
            return place.likely_fields(value)
        case "ZR203":
            words = {**{label: option for option, label in options.items() if label}, **{one: one for one in options}}
            return tuple(dict.fromkeys(words[word] for word in suggest(plain, words)))
        case "ZR205":
            return likely_number(value, whole=True)
        case "ZR206":
            return likely_truth(value)
        case "ZR207":
            return _citation(plain)
        case "ZR208":
            numbers = plain.removeprefix("v")
            return tuple(filter(VERSION.fullmatch, (numbers, f"{numbers}.0", f"{numbers}.0.0")))
        case "ZR209":
            return likely_day(value)
        case _:
            return ()


def _citation(plain: str) -> tuple[str, ...]:
    """Return a citation in the language's form: `5(2)` for 第5条第(2)项, or for one in full-width signs."""
    if CITATION.fullmatch(plain):
        return (plain,)
    match = _ARTICLE.fullmatch(plain)
    if match is None:
        return ()
    article, paragraph, item = match.groups()
    meant = article + (f".{paragraph}" if paragraph else "") + (f"({item})" if item else "")
    return (meant,) if CITATION.fullmatch(meant) else ()  # there is no article 0
