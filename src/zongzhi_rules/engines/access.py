"""Writes how the facts of a pack are taken out of a case.

A model's fields are read from its instance dictionary: the fact models come with a hook for missing attributes, which
makes each dotted access several times as dear as a look into the dictionary.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.facts.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zongzhi_rules.ir.layout import Layout

LOCAL = "local."
_DERIVED = {"subject.level": "effective_level", "subject.directly_governed": "is_directly_governed"}
_ID = "f['id']"


class Access:
    """Writes the expressions that take facts out of a `case`, once `opening` has laid its parts out."""

    def __init__(self, layout: Layout) -> None:
        """Note which facts are findings, and which are days that a pack declares, carried as text."""
        self._findings = {path for path, spec in catalogue().facts.items() if spec.finding}
        self._days = {path for (of, path), one in layout.declarations.items() if of is None and one.kind == "date"}

    @staticmethod
    def opening(paths: Iterable[str]) -> list[str]:
        """Return the lines that open the parts of a case in which these facts stand."""
        sections = sorted({path.split(".")[0] for path in paths if "." in path and path not in _DERIVED})
        lines = [f"{one} = d[{one!r}]{'' if f'{one}.' == LOCAL else '.__dict__'}" for one in sections]
        return ["d = case.__dict__", *lines]

    def value(self, path: str) -> str:
        """Return the expression of a fact's value."""
        section, _, name = path.rpartition(".")
        if path in _DERIVED:
            return f"d[{section!r}].{_DERIVED[path]}"
        if not path.startswith(LOCAL):
            return field(section or "d", name, finding=path in self._findings)
        value = "date.fromisoformat(y.value)" if path in self._days else "y.value"
        return f"None if (y := local.get({name!r})) is None else {value}"


def field(fields: str, name: str, *, finding: bool) -> str:
    """Return the expression of a field's value, out of its finding where it is one; `fields` is a dictionary."""
    found = f"{fields}[{name!r}]"
    return f"None if (y := {found}) is None else y.value" if finding else found


def item_field(collection: str, name: str, fields: str) -> str:
    """Return the expression of the value of a field of an item."""
    return field(fields, name, finding=catalogue().collections[collection].fields[name].finding)


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
    key = f"f[{catalogue().collections[name].key!r}]"
    items, keys = f"c{number}", f"k{number}"
    return [
        f"{items}, {keys} = d[{name!r}], ()",
        f"if {items} is not None:",
        "    taken = []",
        "    named = []",
        f"    for item in {items}:",
        "        f = item.__dict__",
        f"        taken.append({_tuple(item_field(name, field, 'f') for field in fields)})",
        f"        named.append({key if key == _ID else f'str({key})'})",
        f"    {items}, {keys} = tuple(taken), tuple(named)",
    ]


def _tuple(values: Iterable[str]) -> str:
    return f"({''.join(f'({value}), ' for value in values)})"
