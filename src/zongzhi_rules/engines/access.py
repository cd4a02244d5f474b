"""Writes how the facts of a pack are taken out of a case: one attribute after the other, no search by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.facts.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zongzhi_rules.ir.layout import Layout

LOCAL = "local."
_DERIVED = {"subject.level": "effective_level", "subject.directly_governed": "is_directly_governed"}


class Access:
    """Writes the expressions that take facts out of a `case`, once `opening` has laid its parts out."""

    def __init__(self, layout: Layout) -> None:
        """Note which facts are findings, and which are days that a pack declares, carried as text."""
        self._findings = {path for path, spec in catalogue().facts.items() if spec.finding}
        self._days = {path for (of, path), one in layout.declarations.items() if of is None and one.kind == "date"}

    @staticmethod
    def opening(paths: Iterable[str]) -> list[str]:
        """Return the lines that open the parts of a case in which these facts stand."""
        sections = sorted({path.split(".")[0] for path in paths if "." in path})
        return [f"{one} = case.{one}" for one in sections]

    def value(self, path: str) -> str:
        """Return the expression of a fact's value."""
        section, _, name = path.rpartition(".")
        if path in _DERIVED:
            return f"{section}.{_DERIVED[path]}"
        if not path.startswith(LOCAL):
            return _value(f"{section or 'case'}.{name}", finding=path in self._findings)
        value = "date.fromisoformat(y.value)" if path in self._days else "y.value"
        return f"None if (y := local.get({name!r})) is None else {value}"


def item_value(collection: str, name: str) -> str:
    """Return the expression of the value of a field of an `item`."""
    return _value(f"item.{name}", finding=catalogue().collections[collection].fields[name].finding)


def _value(field: str, *, finding: bool) -> str:
    """Return the expression of a field's value, out of its finding where it is one."""
    return f"None if (y := {field}) is None else y.value" if finding else field


def reader(layout: Layout, given: str) -> Callable[..., tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]]:
    """Write the function that takes a case apart: into the values of a layout's facts, its collections and their keys.

    The function takes a case and, of the collection that is `given`, the items and their keys as they are to be.  All
    that it is written of are paths of the fact model and ids that the language has checked.
    """
    access = Access(layout)
    lines = access.opening(layout.facts)
    collections: list[str] = []
    keys: list[str] = []
    for number, (name, fields) in enumerate(layout.collections):
        if name == given:
            collections.append("items")
            keys.append("names")
            continue
        lines += _collection(number, name, fields)
        collections.append(f"c{number}")
        keys.append(f"k{number}")
    values = [access.value(path) for path in layout.facts]
    lines.append(f"return {_tuple(values)}, {_tuple(collections)}, {_tuple(keys)}")
    scope: dict[str, Any] = {"date": date}
    exec("\n    ".join(["def take(case, items, names):", *lines]), scope)  # noqa: S102 - see above
    return cast("Callable[..., tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]]", scope["take"])


def _collection(number: int, name: str, fields: Iterable[str]) -> list[str]:
    """Return the lines that take the items of a collection apart."""
    key = catalogue().collections[name].key
    items, keys = f"c{number}", f"k{number}"
    return [
        f"{items}, {keys} = case.{name}, ()",
        f"if {items}:",
        f"    {keys} = tuple([{'item.id' if key == 'id' else f'str(item.{key})'} for item in {items}])",
        f"    {items} = tuple([{_tuple(item_value(name, field) for field in fields)} for item in {items}])",
    ]


def _tuple(values: Iterable[str]) -> str:
    return f"({''.join(f'({value}), ' for value in values)})"
