"""The verdict alone, as fast as Python goes: the ladder's function, reading straight from the case."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from zongzhi_rules.engines.access import Access, item_value
from zongzhi_rules.engines.ladder import LadderWriter, facts_read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zongzhi_rules.ir.condition import FactRef
    from zongzhi_rules.ir.layout import Layout

T = TypeVar("T")
_DERIVED = "earlier_measures"


class VerdictWriter(LadderWriter):
    """Writes the function from a case to its outcome."""

    def __init__(self, layout: Layout, rungs: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        """Take what the ladder's writer takes."""
        super().__init__(layout, rungs)
        self._access = Access(layout)

    def write_verdict(self, outcomes: Mapping[tuple[int, int], T]) -> Callable[..., T]:
        """Return the function: case, earlier measures as bound, parameters, readings to one of the outcomes."""
        paths = facts_read(self._layout, self._needed)
        values = [f"v{self._fact_index[path]} = {self._access.value(path)}" for path in paths]
        self._constants["date"] = date
        lines = [*self._access.opening(paths), *values, *self._slots(self._needed), *self._ends(outcomes)]
        return self._function("case, earlier, p, r", lines)

    def _read(self, fact: FactRef) -> str:
        if fact.of is None:
            return f"v{self._fact_index[fact.path]}"
        return self._field(fact.of, fact.path)

    def _field(self, collection: str, name: str) -> str:
        if collection == _DERIVED:
            return f"item[{self._layout.field(collection, name)}]"
        return f"({item_value(collection, name)})"

    def _items(self, collection: str) -> str:
        return "earlier" if collection == _DERIVED else f"case.{collection}"

    def _column(self, collection: str, name: str, items: str) -> str:
        return f"[{self._field(collection, name)} for item in {items}]"

    def _as_of(self) -> str:
        return f"v{self._fact_index['as_of']}"
