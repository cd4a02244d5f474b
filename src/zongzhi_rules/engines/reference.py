"""The reference engine: the nodes of a pack written out, once, as straight-line Python in the order of the layout.

Nothing is skipped: every node gets its truth, so that one run serves the outcome, the explanation and the questions.
No text of a pack reaches the generated code: names and values are passed in as constants.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.engines import kleene
from zongzhi_rules.engines.protocol import Evaluation, Facts, Truth
from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Compare,
    Constant,
    Fixed,
    Holds,
    Named,
    Not,
    OneOf,
    Reference,
    Tally,
)
from zongzhi_rules.ir.layout import Layout, Slot, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.ir.condition import Condition, FactRef, Value
    from zongzhi_rules.ir.pack import Pack

_SIGNS = {"is": "==", "at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


@dataclass(frozen=True, slots=True)
class ReferenceProgram:
    """A pack compiled by the reference engine."""

    layout: Layout
    _run: Callable[..., tuple[tuple[Truth, ...], dict[int, tuple[tuple[Truth, ...], ...]]]] = field(repr=False)

    def evaluate(self, facts: Facts) -> Evaluation:
        """Return the truth of every node."""
        return Evaluation(*self._run(*facts))


def prepare(pack: Pack) -> ReferenceProgram:
    """Compile a pack."""
    layout = lay_out(pack)
    return ReferenceProgram(layout, Writer(layout).write())


class Writer:
    """Writes the function of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Number the inputs."""
        self._layout = layout
        self._constants: dict[str, object] = {"kleene": kleene}
        self._names: dict[object, str] = {}
        self._fact_index = {path: index for index, path in enumerate(layout.facts)}
        self._collection_index = {name: index for index, (name, _) in enumerate(layout.collections)}
        self._parameter_index = {name: index for index, name in enumerate(layout.parameters)}
        self._reading_index = {name: index for index, name in enumerate(layout.readings)}

    def write(self) -> Callable[..., Any]:
        """Return the function: values, collections, parameters, readings to truths and the rows of the tallies."""
        lines = ["rows = {}"]
        for index, slot in enumerate(self._layout.slots):
            lines += self._slot(index, slot)
        truths = ", ".join(f"t{index}" for index in range(len(self._layout.slots)))
        return self._function("v, c, p, r", [*lines, f"return ({truths},), rows"])

    def _function(self, parameters: str, lines: list[str]) -> Callable[..., Any]:
        text = "\n".join([f"def run({parameters}):", *indented(lines)])
        scope = dict(self._constants)
        exec(compile(text, "<pack>", "exec"), scope)  # noqa: S102 - our own text; see the module's docstring
        return cast("Callable[..., Any]", scope["run"])

    def _slot(self, index: int, slot: Slot) -> list[str]:
        if isinstance(slot.node, Tally):
            return self._tally(index, slot, slot.node)
        return [f"t{index} = {self._expression(slot, 't')}"]

    def _expression(self, slot: Slot, prefix: str) -> str:
        """Return the expression of a node.  `prefix` names the truths of the scope: the case's `t`, an item's `i`."""
        node = slot.node
        parts = [f"{prefix}{part}" for part in slot.parts]
        match node:
            case Not():
                return f"None if {parts[0]} is None else not {parts[0]}"
            case All():
                return _all(parts)
            case AnyOf():
                return _any(parts)
            case ByReading(reading=reading):
                return f"({', '.join(parts)},)[r[{self._reading_index[reading]}]]"
            case Reference():
                return f"t{slot.parts[0]}"
            case _:
                return parts[0] if isinstance(node, Named) else self._leaf(node)

    def _leaf(self, node: Condition) -> str:
        match node:
            case Fixed(value=value):
                return str(value)
            case Holds(fact=fact):
                return self._read(fact)
            case OneOf(fact=fact, values=values):
                return f"None if (x := {self._read(fact)}) is None else x in {self._constant(frozenset(values))}"
            case Compare(fact=fact, comparator=comparator, value=value):
                return self._compare(fact, _SIGNS[comparator], value)
            case _:
                raise AssertionError(node)

    def _read(self, fact: FactRef) -> str:
        if fact.of is None:
            return f"v[{self._fact_index[fact.path]}]"
        return f"item[{self._layout.field(fact.of, fact.path)}]"

    def _compare(self, fact: FactRef, sign: str, value: Value) -> str:
        declaration = self._layout.declarations[fact.of, fact.path]
        read = self._read(fact)
        if isinstance(value, Constant):
            constant: object = value.value
            if declaration.kind == "term" and sign != "==":
                fitting = _fitting(declaration.options, sign, str(constant))
                return f"None if (x := {read}) is None else x in {self._constant(fitting)}"
            return f"None if (x := {read}) is None else x {sign} {self._constant(constant)}"
        parameter = f"p[{self._parameter_index[value.parameter]}]"
        return f"None if (x := {read}) is None or (y := {parameter}) is None else x {sign} y"

    def _value(self, value: Value) -> str:
        if isinstance(value, Constant):
            return self._constant(value.value)
        return f"p[{self._parameter_index[value.parameter]}]"

    def _tally(self, index: int, slot: Slot, node: Tally) -> list[str]:
        items = self._items(node.collection)
        numbers = range(len(slot.item))
        return [
            f"if {items} is None:",
            f"    t{index} = {self._of_unknown(node)}",
            "else:",
            "    h = []",
            "    m = []",
            f"    for item in {items}:",
            *indented([f"i{number} = {self._expression(slot.item[number], 'i')}" for number in numbers], 2),
            f"        h.append({f'i{numbers[-1]}' if numbers else 'True'})",
            f"        m.append(({''.join(f'i{number}, ' for number in numbers)}))",
            f"    rows[{index}] = tuple(m)",
            f"    t{index} = {self._of_items(node, items)}",
        ]

    def _of_unknown(self, node: Tally) -> str:
        return f"kleene.of_unknown({node.comparator!r}, {self._value(node.bound)})"

    def _of_items(self, node: Tally, items: str) -> str:
        """Return the expression of a tally from `h`, the truths of the items."""
        if wants_one(node):
            return "True if True in h else None if None in h else False"
        compared = f"kleene.compare({self._bounds(node, items)}, {node.comparator!r}, {self._value(node.bound)})"
        if node.window is None or isinstance(node.window.length, Constant):
            return compared
        return f"None if {self._value(node.window.length)} is None else {compared}"

    def _bounds(self, node: Tally, items: str) -> str:
        window = node.window
        if window is not None:
            days = self._column(node.collection, window.by, items)
            arguments = f"h, {days}, {self._value(window.length)}, {window.unit!r}"
            if window.anywhere:
                return f"kleene.in_any_window({arguments})"
            return f"kleene.in_last_window({arguments}, {self._as_of()})"
        if node.consecutive_by is not None:
            return f"kleene.longest_run(h, {self._column(node.collection, node.consecutive_by, items)})"
        return "kleene.overall(h)"

    def _items(self, collection: str) -> str:
        return f"c[{self._collection_index[collection]}]"

    def _column(self, collection: str, name: str, items: str) -> str:
        return f"[item[{self._layout.field(collection, name)}] for item in {items}]"

    def _as_of(self) -> str:
        return f"v[{self._fact_index['as_of']}]"

    def _constant(self, value: object) -> str:
        if isinstance(value, (bool, int)):
            return repr(value)
        key = (type(value).__name__, value)
        if key not in self._names:
            self._names[key] = f"k{len(self._names)}"
            self._constants[self._names[key]] = value
        return self._names[key]


def indented(lines: list[str], depth: int = 1) -> list[str]:
    """Return lines of code, moved to the right."""
    return [f"{'    ' * depth}{line}" for line in lines]


def wants_one(node: Tally) -> bool:
    """Whether a tally asks for any one item, wherever it stands."""
    plain = node.window is None and node.consecutive_by is None
    one = isinstance(node.bound, Constant) and node.bound.value == 1
    return plain and one and node.comparator == "at_least"


def _fitting(options: tuple[str, ...], sign: str, wanted: str) -> frozenset[str]:
    """Return the terms that compare so with one of them, by the order of their vocabulary."""
    position = options.index(wanted)
    fitting = {
        ">=": options[position:],
        ">": options[position + 1 :],
        "<=": options[: position + 1],
        "<": options[:position],
    }
    return frozenset(fitting[sign])


def _all(parts: list[str]) -> str:
    """`and` stops at the first false or unknown part; behind an unknown one a false one may follow."""
    if len(parts) == 1:
        return parts[0]
    false = " or ".join(f"{part} is False" for part in parts[1:])
    return f"False if (x := {' and '.join(parts)}) is None and ({false}) else x"


def _any(parts: list[str]) -> str:
    """`or` gives the last part if none is true; before a false one an unknown one may stand."""
    if len(parts) == 1:
        return parts[0]
    unknown = " or ".join(f"{part} is None" for part in parts[:-1])
    return f"None if (x := {' or '.join(parts)}) is False and ({unknown}) else x"
