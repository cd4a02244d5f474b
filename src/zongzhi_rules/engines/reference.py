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

    from zongzhi_rules.ir.condition import FactRef, Value
    from zongzhi_rules.ir.pack import Pack

_SIGNS = {"is": "==", "at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


@dataclass(frozen=True, slots=True)
class ReferenceProgram:
    """A pack compiled by the reference engine."""

    layout: Layout
    _run: Callable[..., tuple[tuple[Truth, ...], dict[int, tuple[tuple[Truth, ...], ...]]]] = field(repr=False)

    def evaluate(self, facts: Facts) -> Evaluation:
        """Return the truth of every node."""
        truths, items = self._run(facts.values, facts.collections, facts.parameters, facts.readings)
        return Evaluation(truths, items)


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
        lines = ["def run(v, c, p, r):", "    rows = {}"]
        for index, slot in enumerate(self._layout.slots):
            lines += [f"    {line}" for line in self._slot(index, slot)]
        truths = ", ".join(f"t{index}" for index in range(len(self._layout.slots)))
        lines.append(f"    return ({truths},), rows")
        return self._compiled("run", lines)

    def _compiled(self, name: str, lines: list[str]) -> Callable[..., Any]:
        scope = dict(self._constants)
        exec(compile("\n".join(lines), "<pack>", "exec"), scope)  # noqa: S102 - our own text; see the module's docstring
        return cast("Callable[..., Any]", scope[name])

    def _slot(self, index: int, slot: Slot) -> list[str]:
        if isinstance(slot.node, Tally):
            return self._tally(index, slot, slot.node)
        return [f"t{index} = {self._expression(slot, 't')}"]

    def _expression(self, slot: Slot, prefix: str) -> str:
        """Return the expression of a node.  `prefix` names the truths of the scope: the case's `t`, an item's `i`."""
        node = slot.node
        parts = [f"{prefix}{part}" for part in slot.parts]
        match node:
            case Fixed(value=value):
                return str(value)
            case Holds(fact=fact):
                return self._read(fact)
            case Compare(fact=fact, comparator=comparator, value=value):
                return self._compare(fact, _SIGNS[comparator], value)
            case OneOf(fact=fact, values=values):
                return f"None if (x := {self._read(fact)}) is None else x in {self._constant(frozenset(values))}"
            case Not():
                return f"None if {parts[0]} is None else not {parts[0]}"
            case All():
                return _junction(parts, "False", "True")
            case AnyOf():
                return _junction(parts, "True", "False")
            case Reference():
                return f"t{slot.parts[0]}"
            case Named():
                return parts[0]
            case ByReading(reading=reading):
                return f"({', '.join(parts)},)[r[{self._reading_index[reading]}]]"
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
        collection = f"c[{self._collection_index[node.collection]}]"
        bound = self._value(node.bound)
        lines = []
        if slot.item:
            lines.append(f"def f{index}(item):")
            lines += [f"    i{number} = {self._expression(inner, 'i')}" for number, inner in enumerate(slot.item)]
            lines.append(f"    return ({', '.join(f'i{number}' for number in range(len(slot.item)))},)")
            row = f"f{index}(item)"
        else:
            row = "()"
        lines += [
            f"if {collection} is None:",
            f"    t{index} = kleene.of_unknown({node.comparator!r}, {bound})",
            "else:",
            f"    rows[{index}] = m = tuple([{row} for item in {collection}])",
            f"    h = [{'row[-1]' if slot.item else 'True'} for row in m]",
            f"    t{index} = {self._bounds(node, collection, bound)}",
        ]
        return lines

    def _bounds(self, node: Tally, collection: str, bound: str) -> str:
        window = node.window
        if window is not None:
            length = self._value(window.length)
            arguments = f"h, {self._column(node.collection, window.by, collection)}, {length}, {window.unit!r}"
            if window.anywhere:
                bounds = f"kleene.in_any_window({arguments})"
            else:
                bounds = f"kleene.in_last_window({arguments}, {self._as_of()})"
            return f"None if {length} is None else kleene.compare({bounds}, {node.comparator!r}, {bound})"
        if node.consecutive_by is not None:
            bounds = f"kleene.longest_run(h, {self._column(node.collection, node.consecutive_by, collection)})"
            return f"kleene.compare({bounds}, {node.comparator!r}, {bound})"
        if node.comparator == "at_least" and isinstance(node.bound, Constant) and node.bound.value == 1:
            return "True if True in h else None if None in h else False"
        return f"kleene.compare(kleene.overall(h), {node.comparator!r}, {bound})"

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


def _fitting(options: tuple[str, ...], sign: str, wanted: str) -> frozenset[str]:
    """Return the terms that compare so with one of them, by the order of their vocabulary."""
    position = options.index(wanted)
    return frozenset({">=": options[position:], ">": options[position + 1 :], "<=": options[: position + 1]}.get(
        sign,
        options[:position],
    ))


def _junction(parts: list[str], decisive: str, neutral: str) -> str:
    if len(parts) == 1:
        return parts[0]
    decided = " or ".join(f"{part} is {decisive}" for part in parts)
    unknown = " or ".join(f"{part} is None" for part in parts)
    return f"{decisive} if {decided} else None if {unknown} else {neutral}"
