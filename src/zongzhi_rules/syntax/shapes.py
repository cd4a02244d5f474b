"""What may stand at a place of a text, read off the models of the language: so that the order of keys is theirs.

A shape is a tuple of alternatives: models, which are `Fields` when they are looked into, and the classes below.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from zongzhi_rules.syntax import keywords as kw
from zongzhi_rules.syntax.nodes import MappingNode, ScalarNode
from zongzhi_rules.syntax.places import branches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from zongzhi_rules.syntax.nodes import Node

Shape = tuple[Any, ...]
NOTHING: Shape = ()
"""The shape of what has no keys that the language names."""


@dataclass(frozen=True)
class Fields:
    """A mapping whose keys the language names, in their order; each with the shape of its value."""

    shapes: Mapping[str, Shape]


@dataclass(frozen=True)
class Names:
    """A mapping whose keys the author makes up: their order is the author's."""

    values: Shape


@dataclass(frozen=True)
class Items:
    """A list."""

    items: Shape


@dataclass(frozen=True)
class Paths:
    """A mapping whose keys lead into a thing of that shape: `grounds.g.cite`."""

    into: Shape


@dataclass(frozen=True)
class Holds:
    """Stands in the annotation of a field that a model leaves open; finds its shape from its owner and its value."""

    find: Callable[[Node, Node], Shape]


def holding(model: type[BaseModel]) -> Holds:
    """Return the mark of a field that its model leaves open, and whose value is like that other model."""
    return Holds(lambda _owner, _value: (model,))


def shape_of(annotation: object) -> Shape:
    """Return the shape that an annotation describes."""
    found: list[Any] = []
    for one in branches((annotation,), keep=Holds):
        if get_origin(one) is dict:
            found.append(Names(shape_of(get_args(one)[-1])))
        elif get_origin(one) in (tuple, list):
            found.append(Items(shape_of(get_args(one)[0])))
        else:
            found.append(one)
    return tuple(found)


def fields_at(shape: Shape, node: MappingNode) -> Mapping[str, Shape] | None:
    """Return the fields of the alternative that has every key of a mapping; None if there is none."""
    known = [found for one in shape if (found := _fields(one)) is not None and found.keys() >= set(node.keys())]
    fitting = known if len(known) <= 1 else [one for one in known if _words_fit(one, node)]
    return fitting[0] if fitting else None


def settled(shape: Shape, owner: Node, value: Node) -> Shape:
    """Return the shape of a value with what stands for what the model of its owner leaves open."""
    return tuple(part for one in shape for part in (one.find(owner, value) if isinstance(one, Holds) else (one,)))


def follow(shape: Shape, steps: Sequence[str]) -> Shape:
    """Return what a path leads to; a name of the author's may hold dots, so there can be several."""
    if not steps:
        return shape
    found: list[Any] = []
    for one in shape:
        fields = _fields(one)
        if fields is not None:
            found += follow(fields.get(steps[0], NOTHING), steps[1:])
        elif isinstance(one, Names):
            for taken in range(1, len(steps) + 1):
                found += follow(one.values, steps[taken:])
    return tuple(found)


def sorted_paths(paths: Sequence[tuple[str, ...]], into: Shape) -> list[tuple[str, ...]]:
    """Return paths in the order of the fields that they lead through; names of the author's keep theirs."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in filter(None, paths):
        groups.setdefault(first, []).append(tuple(rest))
    known = (found for one in into if (found := _fields(one)) is not None)
    fields = next((one for one in known if one.keys() >= groups.keys()), None)
    if fields is None and not any(isinstance(one, Names) for one in into):
        return list(paths)
    names: Iterable[str] = groups if fields is None else [name for name in fields if name in groups]
    whole = [path for path in paths if not path]
    return whole + [(name, *rest) for name in names for rest in sorted_paths(groups[name], follow(into, (name,)))]


def _fields(one: object) -> Mapping[str, Shape] | None:
    if isinstance(one, Fields):
        return one.shapes
    return _of_model(one) if isinstance(one, type) and issubclass(one, BaseModel) else None


@functools.cache
def _of_model(model: type[BaseModel]) -> Mapping[str, Shape]:
    shapes: dict[str, Shape] = {}
    for name, field in model.model_fields.items():
        held = tuple(one for one in field.metadata if isinstance(one, Holds))
        shapes[field.alias or name] = held or shape_of(field.annotation)
    return shapes


def _words_fit(fields: Mapping[str, Shape], node: MappingNode) -> bool:
    """Whether the values are of the closed lists of words that fields have: `event` tells entries apart."""
    for key, value in node.entries:
        words = [word for one in fields[key.value] for word in _words(one)]
        if words and isinstance(value, ScalarNode) and value.value not in words:
            return False
    return True


def _words(one: object) -> tuple[Any, ...]:
    origin: object = get_origin(one)
    return get_args(one) if origin is Literal else ()


# conditions ------------------------------------------------------------------------------------------------------

_TEST = Fields(dict.fromkeys((*kw.COMPARATORS, kw.IS_NOT), NOTHING))
_WINDOW = Fields(dict.fromkeys((*kw.UNITS, kw.BY), NOTHING))
_FACTS = Names((_TEST,))


def _condition(_owner: Node, value: Node) -> Shape:
    if not isinstance(value, MappingNode):
        return NOTHING
    operator = next((one for one in kw.OPERATORS if value.get(one) is not None), None)
    if operator is None:
        return (_FACTS,)
    return (Fields({key: _PARTS.get(key, NOTHING) for key in (operator, *kw.OPERATORS[operator])}),)


CONDITION = Holds(_condition)
_PARTS: Mapping[str, Shape] = {
    kw.NOT: (CONDITION,),
    kw.WHERE: (CONDITION,),
    kw.ALL: (Items((CONDITION,)),),
    kw.ANY: (Items((CONDITION,)),),
    kw.BY_READING: (Names((Names((CONDITION,)),)),),
    kw.TABLE: (Fields(dict.fromkeys((kw.COLUMNS, kw.ROWS), NOTHING)),),
    kw.WITHIN_ANY: (_WINDOW,),
    kw.WITHIN_LAST: (_WINDOW,),
}
