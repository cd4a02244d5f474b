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
_DAY = {"date": date}


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


def case_reader(layout: Layout) -> Callable[[Any], tuple[object, ...]]:
    """Write the function from a case to the values of a layout's facts."""
    access = Access(layout)
    return _function("case", access.opening(layout.facts), [access.value(path) for path in layout.facts])


def item_reader(collection: str, names: Iterable[str]) -> Callable[[Any], tuple[object, ...]]:
    """Write the function from an item to the values of its fields."""
    return _function("item", ["f = item.__dict__"], [item_field(collection, name, "f") for name in names])


def _function(argument: str, opening: list[str], values: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """Compile a function to a tuple of values.

    All that it is written of are paths of the fact model and ids that the language has checked.
    """
    lines = [*opening, f"return ({''.join(f'({value}), ' for value in values)})"]
    scope: dict[str, object] = dict(_DAY)
    exec(f"def take({argument}):\n    " + "\n    ".join(lines), scope)  # noqa: S102 - see the docstring
    return cast("Callable[[Any], tuple[object, ...]]", scope["take"])
