"""Walks over a pack: its rules in a fixed order, the nodes of a condition, its citations and its choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from zongzhi_rules.ir.base import Choice, Citation
from zongzhi_rules.ir.condition import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.ir.base import Rule
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Pack


@dataclass(frozen=True, slots=True)
class Conditional:
    """A rule with a condition about the case, under its path (`measures.circular.grounds.listed`)."""

    path: str
    rule: Rule
    condition: Condition


def rules(pack: Pack) -> Iterator[Conditional]:
    """Yield every rule with a condition, in a fixed order.  Definitions about items are written out where used."""
    for definition in pack.definitions:
        if definition.of is None:
            yield Conditional(f"definitions.{definition.id}", definition, definition.when)
    for circumstance in pack.circumstances:
        yield Conditional(f"circumstances.{circumstance.id}", circumstance, circumstance.when)
    for measure in pack.measures:
        path = f"measures.{measure.id}"
        for ground in measure.grounds:
            yield Conditional(f"{path}.grounds.{ground.id}", ground, ground.when)
        for part in ("grades", "procedure", "reports", "recipients"):
            for entry in getattr(measure, part):
                if entry.when is not None:
                    yield Conditional(f"{path}.{part}.{entry.id}", entry, entry.when)
    for factor in pack.factors:
        yield Conditional(f"factors.{factor.id}", factor, factor.when)
    for accountability in pack.accountability:
        yield Conditional(f"accountability.{accountability.id}", accountability, accountability.when)
    for duty in pack.duties:
        if duty.when is not None:
            yield Conditional(f"duties.{duty.id}", duty, duty.when)
    for difference in pack.differences:
        yield Conditional(f"differences.{difference.id}", difference, difference.when)


def descend(condition: Condition) -> Iterator[Condition]:
    """Yield a node and the parts below it that share its scope, parents first."""
    yield condition
    for _, part in children(condition):
        yield from descend(part)


def citations(pack: Pack) -> Iterator[tuple[str, Citation]]:
    """Yield every citation with the path of the entry that makes it."""
    for path, data in _data(pack, ""):
        if isinstance(data, Citation):
            yield path, data


def choices(pack: Pack) -> Iterator[Choice[Any]]:
    """Yield every value that depends on a reading."""
    for _, data in _data(pack, ""):
        if isinstance(data, Choice) and data.reading is not None:
            yield data


def _data(data: object, path: str) -> Iterator[tuple[str, BaseModel]]:
    if isinstance(data, BaseModel):
        yield path, data
        for name, value in data:
            if name == "cite":
                yield from _data(value, path)
            else:
                yield from _data(value, f"{path}.{name}" if path else name)
    elif isinstance(data, tuple):
        for item in data:
            own = getattr(item, "id", None)
            yield from _data(item, f"{path}.{own}" if own else path)
