"""One thing changed in a checked pack: what stands at some place is set, taken out, or put elsewhere in its list."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Named, Not, Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Pack

T = TypeVar("T")
Steps = tuple[str | int, ...]


class Gone(Enum):
    """Stands for an entry that is taken out; one and the same in every process."""

    GONE = "gone"


GONE = Gone.GONE


class Edit(NamedTuple):
    """The place, as attributes and positions from the pack down, and what stands there instead; `GONE` for nothing."""

    steps: Steps
    value: object


def changed(pack: Pack, edits: tuple[Edit, ...]) -> Pack:
    """Return the pack with the edits carried out, in the order that a compiled pack has.

    A definition about items is written out where it is used: a change of one changes it there.
    """
    for edit in edits:
        pack = _put(pack, edit.steps, edit.value)
        if edit.steps[0] == "definitions" and isinstance(edit.steps[1], int):
            definition = pack.definitions[edit.steps[1]]
            if definition.of is not None:
                pack = _written_out(pack, definition.id, definition.when)
    if any(edit.steps[-1] in {"rank", "step", "order"} for edit in edits):
        pack = _in_order(pack)
    return pack


def _put(data: Any, steps: Steps, value: object) -> Any:  # noqa: ANN401 - whatever stands on the way
    step, *rest = steps
    if isinstance(step, int):
        if not rest and value is GONE:
            return (*data[:step], *data[step + 1 :])
        new = _put(data[step], tuple(rest), value) if rest else value
        return (*data[:step], new, *data[step + 1 :])
    new = _put(getattr(data, step), tuple(rest), value) if rest else value
    return data.model_copy(update={step: new})


def _in_order(pack: Pack) -> Pack:
    measures = [
        one.model_copy(
            update={
                "grades": tuple(sorted(one.grades, key=lambda grade: grade.step)),
                "procedure": tuple(sorted(one.procedure, key=lambda step: step.order)),
            },
        )
        for one in pack.measures
    ]
    return pack.model_copy(update={"measures": tuple(sorted(measures, key=lambda one: one.rank))})


def _written_out(pack: Pack, name: str, when: Condition) -> Pack:
    """Write a definition about items anew wherever a condition uses it."""

    def written(node: Condition) -> Condition:
        if isinstance(node, Named) and node.definition == name:
            return node.model_copy(update={"part": when})
        return with_parts(node, written)

    return _conditions(pack, written)


def with_parts(node: Condition, make: Callable[[Condition], Condition]) -> Condition:
    """Return a node with each of its parts made anew; the same node if none changed."""
    match node:
        case Not(part=part) | Named(part=part):
            new = make(part)
            return node if new is part else node.model_copy(update={"part": new})
        case All(parts=parts) | AnyOf(parts=parts):
            made = tuple(make(part) for part in parts)
            same = all(one is other for one, other in zip(made, parts, strict=True))
            return node if same else node.model_copy(update={"parts": made})
        case ByReading(options=options):
            chosen = tuple((option, make(part)) for option, part in options)
            same = all(one[1] is other[1] for one, other in zip(chosen, options, strict=True))
            return node if same else node.model_copy(update={"options": chosen})
        case Tally(where=where) if where is not None:
            new = make(where)
            return node if new is where else node.model_copy(update={"where": new})
        case _:
            return node


def _conditions(data: T, make: Callable[[Condition], Condition]) -> T:
    """Return data with every condition under `when` made anew."""
    if isinstance(data, tuple):
        made = tuple(_conditions(one, make) for one in data)
        return data if all(one is other for one, other in zip(made, data, strict=True)) else made  # type: ignore[return-value]
    fields = getattr(type(data), "model_fields", None)
    if fields is None:
        return data
    update: dict[str, object] = {}
    for name in fields:
        old = getattr(data, name)
        if old is None or isinstance(old, (str, int)):
            continue
        new = make(old) if name == "when" else _conditions(old, make)
        if new is not old:
            update[name] = new
    return data.model_copy(update=update) if update else data  # type: ignore[attr-defined]
