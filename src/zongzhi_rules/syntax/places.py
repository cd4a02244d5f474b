"""Where an error of pydantic stands, in the terms of the author: the place in the data and the text, the fields there.

pydantic's locations name branches of unions and parts that an author left out (a finding's `value`); those go.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel

from zongzhi_rules.diagnostics import suggest_named
from zongzhi_rules.syntax.nodes import MappingNode
from zongzhi_rules.syntax.plain import key_span, node_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic.fields import FieldInfo

    from zongzhi_rules.diagnostics import Diagnostic, Span
    from zongzhi_rules.syntax.nodes import Node

_KEY = "[key]"  # pydantic's word for an error in the key itself

Step = str | int


@dataclass(frozen=True, slots=True)
class Place:
    """A place in data.

    Attributes:
        steps: keys and indices that lead there through the data; the last may be a key that is missing.
        is_key: whether the key itself is meant, not its value.
        types: the types that the value may have; for a key those of the mapping that it is in.
        title: the title of the field, or of the nearest field above that has one; empty if none has.
    """

    steps: tuple[Step, ...]
    is_key: bool
    types: tuple[Any, ...]
    title: str

    @property
    def path(self) -> str:
        """The place in words: `incidents[2].grade`."""
        return dotted(self.steps)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields of the models among the types, in the order of their declaration."""
        return tuple(dict.fromkeys(name for name, _ in self._fields()))

    def likely_fields(self, word: str) -> tuple[str, ...]:
        """Return the fields that a word probably means, by their names or their titles."""
        return suggest_named(word, {name: (field.title or "",) for name, field in self._fields()})

    def fields_below(self, name: str) -> tuple[str, ...]:
        """The names of all fields that the value of one of its fields may have."""
        annotations = tuple(field.annotation for one, field in self._fields() if one == name)
        return Place(self.steps, self.is_key, branches(annotations), self.title).fields

    def _fields(self) -> Iterator[tuple[str, FieldInfo]]:
        for model in self.types:
            if _is_model(model):
                yield from ((field.alias or name, field) for name, field in model.model_fields.items())

    def span(self, root: Node) -> Span:
        """Return the place in a text: of the key or the value; of the key where there is no value to point at."""
        key = key_span(root, self.steps)
        if self.is_key and key is not None:
            return key
        node = node_at(root, self.steps)
        if key is not None and node.span.start == node.span.end:
            return key
        return head_span(node)

    def span_of_parent(self, root: Node) -> Span:
        """Return where the mapping that the place is in starts: at its own key, if it has one."""
        *outer, _ = self.steps or ("",)
        return key_span(root, outer) or head_span(node_at(root, outer))


def dotted(steps: Sequence[Step]) -> str:
    """Return a path in words: `incidents[2].grade`."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps]
    return "".join(parts).removeprefix(".")


def locate(model: type[BaseModel], data: object, location: Sequence[Step], *, is_key: bool = False) -> Place:
    """Follow a location through the data and the models.

    Args:
        model: what the data should be.
        data: dicts and lists, as they were handed to the model.
        location: pydantic's.
        is_key: whether the location ends with a key that is missing, or should not be there.
    """
    steps: list[Step] = []
    owner: tuple[Any, ...] = ()  # of the last step
    title = ""
    inside = branches((model,))
    below = data
    last = len(location) - 1
    for index, step in enumerate(location):
        if step == _KEY and index == last:
            is_key = True
            continue
        deeper = _below(inside, step)
        if _holds(below, step):
            below = below[step]  # type: ignore[index]  # it was just seen to hold it
        elif index != last or not is_key:
            inside = deeper or inside  # a part of a shorthand, such as a finding's `value`, or the branch of a union
            continue
        owner, inside = inside, deeper
        title = next((field.title for one in owner if (field := _field(one, step)) and field.title), title)
        steps.append(step)
    return Place(tuple(steps), is_key, owner if is_key else inside, title)


def _holds(data: object, step: Step) -> bool:
    if isinstance(data, Mapping):
        return step in data
    return isinstance(data, (list, tuple)) and isinstance(step, int) and step < len(data)


def head_span(node: Node) -> Span:
    """Return what to point at for a node: of a group of lines only its first key, otherwise all of it."""
    if isinstance(node, MappingNode) and node.entries:
        first = node.entries[0][0].span
        if first.start == node.span.start:
            return first
    return node.span


def _below(annotations: tuple[Any, ...], step: Step) -> tuple[Any, ...]:
    """Return what may stand under a key or an index of values of these types."""
    found = []
    for annotation in annotations:
        field = _field(annotation, step)
        if field is not None:
            found.append(field.annotation)
        elif get_origin(annotation) is dict and isinstance(step, str):
            found.append(get_args(annotation)[-1])
        elif get_origin(annotation) in (tuple, list) and isinstance(step, int):
            found.append(get_args(annotation)[0])
    return branches(tuple(found))


def branches(annotations: tuple[Any, ...], keep: type | None = None) -> tuple[Any, ...]:
    """Return the types without `Annotated` and with every union taken apart; a mark that is kept takes its place."""
    found: list[Any] = []
    queue = list(annotations)
    while queue:
        annotation = queue.pop(0)
        if hasattr(annotation, "__metadata__"):
            kept = [one for one in annotation.__metadata__ if keep is not None and isinstance(one, keep)]
            queue = [*(kept or [annotation.__origin__]), *queue]
        elif get_origin(annotation) in (Union, types.UnionType):
            queue = [*get_args(annotation), *queue]
        else:
            found.append(annotation)
    return tuple(found)


def _field(annotation: Any, step: Step) -> FieldInfo | None:  # noqa: ANN401 - annotations have no better type
    """Return the field of a model that a key is for; the key is the alias where there is one."""
    if not _is_model(annotation):
        return None
    fields: dict[str, FieldInfo] = annotation.model_fields
    return next((field for name, field in fields.items() if (field.alias or name) == step), None)


def _is_model(annotation: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def placed(diagnostic: Diagnostic, root: Node) -> Diagnostic:
    """Return a diagnostic about data with the place where its path leads; one that has a place keeps it."""
    if diagnostic.span is not None or not diagnostic.path:
        return diagnostic
    steps = [int(index) if index else name for name, index in _STEP.findall(diagnostic.path)]
    return replace(diagnostic, span=head_span(node_at(root, steps)))
