"""Holds a syntax tree against the models of the language and turns each mismatch into a diagnostic with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from zongzhi_rules.syntax.plain import to_texts

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from zongzhi_rules.compiler.problems import Problems

Model = TypeVar("Model", bound=BaseModel)

_CODES = {
    "missing": "ZR201",
    "extra_forbidden": "ZR202",
    "literal_error": "ZR203",
    "enum": "ZR203",
    "string_pattern_mismatch": "ZR204",
    "not_an_integer": "ZR205",
    "not_a_flag": "ZR206",
    "not_a_citation": "ZR207",
    "not_a_version": "ZR208",
    "not_a_day": "ZR209",
    "no_such_day": "ZR210",
    "string_type": "ZR211",
    "dict_type": "ZR212",
    "model_type": "ZR212",
    "model_attributes_type": "ZR212",
    "tuple_type": "ZR213",
    "list_type": "ZR213",
    "too_short": "ZR214",
    "string_too_short": "ZR214",
    "string_too_long": "ZR215",
    "too_long": "ZR216",
}
_WITH_VALUE = {"ZR203", "ZR204", "ZR205", "ZR206", "ZR207", "ZR208", "ZR209", "ZR210", "ZR211", "ZR212", "ZR213", "ZR217"}
_TAGS = {"plain", "by_reading"}


def hold(model: type[Model], node: Node, problems: Problems, path: str = "") -> Model | None:
    """Read a node as that model; None, with the problems noted, where it is not one."""
    try:
        return model.model_validate(to_texts(node))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(model, node, detail, problems, path)
        return None


def _note(model: type[BaseModel], root: Node, detail: ErrorDetails, problems: Problems, path: str) -> None:
    node, steps, key, known = _locate(model, root, detail["loc"])
    kind = detail["type"]
    where = ".".join([*([path] if path else []), *steps])
    arguments = {"value": _shown(detail["input"])}
    suggestions: tuple[str, ...] = ()
    match kind:
        case "missing":
            arguments = {"key": str(detail["loc"][-1])}
        case "extra_forbidden":
            name = str(detail["loc"][-1])
            shown = ", ".join(known)
            problems.add("ZR202", key or node, where, suggestions=suggest(name, known), key=name, known=shown)
            return
        case "literal_error" | "enum":
            expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "`").replace(" or ", ", ")
            options = [word.strip("` ") for word in expected.split(",")]
            suggestions = suggest(arguments["value"], options)
            arguments["options"] = ", ".join(options)
    code = _CODES.get(kind, "ZR217")
    if code == "ZR217":
        arguments["reason"] = detail["msg"]
    if code not in _WITH_VALUE:
        arguments.pop("value", None)
    problems.add(code, node, where, suggestions=suggestions, **arguments)


def _locate(
    model: type[BaseModel],
    root: Node,
    loc: tuple[int | str, ...],
) -> tuple[Node, list[str], ScalarNode | None, list[str]]:
    """Follow an error's location through the tree, leaving out the steps that only name a branch of a union."""
    node, steps, key = root, list[str](), None
    parent: Node = root
    for step in loc:
        if isinstance(node, MappingNode) and isinstance(step, str):
            found = [(name, value) for name, value in node.entries if name.value == step]
            if not found:
                if step not in _TAGS and step != "[key]":
                    steps.append(step)
                continue
            parent, (key, node) = node, found[0]
            steps.append(step)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            parent, node = node, node.items[step]
            steps.append(f"[{step}]")
    if loc and loc[-1] == "[key]" and key is not None:
        return key, steps, key, []
    return node, steps, key, _known(model, parent, root)


def _known(model: type[BaseModel], parent: Node, root: Node) -> list[str]:
    """Guess the keys that the place takes: those of the models of the language that best fit its other keys."""
    if parent is root:
        return [field.alias or name for name, field in model.model_fields.items()]
    keys = {key.value for key, _ in parent.entries} if isinstance(parent, MappingNode) else set[str]()
    best = max(_models(model), key=lambda one: (len(keys & set(_names(one))), -len(_names(one))), default=model)
    return _names(best)


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    base = next(parent for parent in model.__mro__ if parent.__name__ == "Syntax")
    found: list[type[BaseModel]] = []
    queue = list(base.__subclasses__())
    while queue:
        one = queue.pop()
        found.append(one)
        queue += one.__subclasses__()
    return sorted(found, key=lambda one: one.__name__)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else {dict: "{…}", list: "[…]", type(None): "null"}.get(type(value), str(value))
