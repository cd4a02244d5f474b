"""One change to a case: a fact set, an item added to a list, a list given."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case
from zongzhi_rules.testing.broken import as_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.testing.values import Place

_YEARS = "year"


class Editable:
    """A case as data.  Every edit leaves it as it is and returns a new case, or None where that would be no case."""

    def __init__(self, case: Case) -> None:
        """Take the data of a case."""
        self.case = case
        self.data = as_data(case)

    def value(self, place: Place, item: int | None = None) -> object:
        """Return the value of a fact, None where it is unknown."""
        holder, name = self._holder(self.data, place, item)
        found = holder.get(name)
        return found["value"] if isinstance(found, dict) else found

    def items(self, collection: str) -> list[dict[str, Any]] | None:
        """Return the items of a list, None where it is unknown."""
        found: list[dict[str, Any]] | None = self.data.get(collection)
        return found

    def with_value(self, place: Place, value: object, item: int | None = None) -> Case | None:
        """Set a fact."""
        data = copy.deepcopy(self.data)
        holder, name = self._holder(data, place, item)
        holder[name] = value
        return made(data)

    def with_item(self, collection: str, item: Mapping[str, Any]) -> Case | None:
        """Add an item to a list that is known; it gets a key of its own.  None where that cannot be."""
        items = self.items(collection)
        if items is None:
            return None
        key = catalogue().collections[collection].key
        taken = {one[key] for one in items}
        if key == _YEARS and item[key] in taken:
            return None
        new = dict(item)
        if key != _YEARS:
            new[key] = next(name for number in range(len(taken) + 1) if (name := f"added{number}") not in taken)
        return self.with_list(collection, [*items, new])

    def with_list(self, collection: str, items: list[dict[str, Any]]) -> Case | None:
        """Give a list."""
        return made(copy.deepcopy({**self.data, collection: items}))

    @staticmethod
    def _holder(data: dict[str, Any], place: Place, item: int | None) -> tuple[dict[str, Any], str]:
        collection, path = place
        if collection is not None and item is not None:
            found: dict[str, Any] = data[collection][item]
            return found, path
        section, _, name = path.partition(".")
        return (data.setdefault(section, {}), name) if name else (data, section)


def made(data: Mapping[str, Any]) -> Case | None:
    """Return the case of these data, None where they are none."""
    try:
        return Case.model_validate(data)
    except ValidationError:
        return None
