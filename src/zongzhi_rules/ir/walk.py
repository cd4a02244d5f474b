"""Walks over a pack: its rules in a fixed order, the nodes of a condition, its citations and its choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from zongzhi_rules.ir.base import Choice, Citation
from zongzhi_rules.ir.condition import children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    yield from _conditional("definitions", [one for one in pack.definitions if one.of is None])
    yield from _conditional("circumstances", pack.circumstances)
    for measure in pack.measures:
        for part in ("grounds", "grades", "procedure", "reports", "recipients"):
            yield from _conditional(f"measures.{measure.id}.{part}", getattr(measure, part))
        yield from _conditional(f"measures.{measure.id}.authority.special", measure.authority.special)
        if measure.release is not None:
            yield from _conditional(f"measures.{measure.id}.release.special", measure.release.special)
    for section in ("factors", "accountability", "duties", "differences"):
        yield from _conditional(section, getattr(pack, section))


def _conditional(section: str, entries: Iterable[Any]) -> Iterator[Conditional]:
    for entry in entries:
        if entry.when is not None:
            yield Conditional(f"{section}.{entry.id}", entry, entry.when)


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
