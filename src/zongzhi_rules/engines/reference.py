"""The reference engine: the nodes of a pack written out, once, as straight-line Python in the order of the layout.

Nothing is skipped: every node gets its truth, so that one run serves the outcome, the explanation and the questions.
What is the same for two nodes is worked out once.
No text of a pack reaches the generated code: names and values are passed in as constants.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.engines import kleene
from zongzhi_rules.engines.protocol import Evaluation, Facts
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
    from collections.abc import Callable, Collection, Iterable, Mapping

    from zongzhi_rules.ir.condition import Condition, FactRef, Value
    from zongzhi_rules.ir.pack import Pack

_EVALUATION = functools.partial(tuple.__new__, Evaluation)  # what the type itself does, without its frame
_TRUE, _FALSE = "True", "False"
_ATOM = re.compile(r"True|False|[tiv]\d+")
_SIGNS = {"is": "==", "at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


@dataclass(frozen=True, slots=True)
class ReferenceProgram:
    """A pack compiled by the reference engine."""

    layout: Layout
    _run: Callable[..., Evaluation] = field(repr=False)
    _run_again: Callable[[str], Callable[..., Evaluation]] = field(repr=False)

    def evaluate(self, facts: Facts) -> Evaluation:
        """Return the truth of every node."""
        return self._run(*facts)

    def again(self, before: Evaluation, facts: Facts, reading: str) -> Evaluation:
        """Return the truth of every node; only what depends on the reading is worked out."""
        return self._run_again(reading)(*before, *facts)


def prepare(pack: Pack) -> ReferenceProgram:
    """Compile a pack."""
    layout = lay_out(pack)
    again = functools.cache(lambda reading: Writer(layout).write_again(reading))
    return ReferenceProgram(layout, Writer(layout).write(), again)


class Writer:
    """Writes the function of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Number the inputs."""
        self._layout = layout
        self._given: Collection[int] = frozenset()
        """Slots whose truths are handed in, as `t`."""
        self._constants: dict[str, object] = {"kleene": kleene, "evaluation": _EVALUATION}
        self._names: dict[object, str] = {}
        self._fact_index = {path: index for index, path in enumerate(layout.facts)}
        self._collection_index = {name: index for index, (name, _) in enumerate(layout.collections)}
        self._parameter_index = {name: index for index, name in enumerate(layout.parameters)}
        self._reading_index = {name: index for index, name in enumerate(layout.readings)}

    def write(self) -> Callable[..., Any]:
        """Return the function: values, collections, parameters, readings to truths and the rows of the tallies."""
        lines = ["rows = {}", *self._slots(range(len(self._layout.slots)))]
        truths = ", ".join(self._truth[index] for index in range(len(self._layout.slots)))
        return self._function("v, c, p, r", [*lines, f"return evaluation((({truths},), rows))"])

    def write_again(self, reading: str) -> Callable[..., Any]:
        """Return the function that takes truths and rows from before, too: nothing but a reading is otherwise now."""
        slots = self._layout.slots
        changed = self._layout.above(lambda slot: isinstance(slot.node, ByReading) and slot.node.reading == reading)
        self._take_all_but(changed)
        lines = self._slots(self._layout.needed(changed, self._given))
        if any(isinstance(slots[index].node, Tally) for index in changed):
            lines = ["rows = dict(rows)", *lines]
        written = [f"s[{index}] = {self._truth[index]}" for index in sorted(changed)]
        lines += ["s = list(t)", *written, "return evaluation((tuple(s), rows))"]
        return self._function("t, rows, v, c, p, r", lines)

    def _take_all_but(self, changed: Collection[int]) -> None:
        """Take the truths of an evaluation as they are, but for these; what is the same in every case is written so."""
        self._given = self._layout.varying.difference(changed)

    def _function(self, parameters: str, lines: list[str]) -> Callable[..., Any]:
        text = "\n".join([f"def run({parameters}):", *indented(lines)])
        scope = dict(self._constants)
        exec(compile(text, "<pack>", "exec"), scope)  # noqa: S102 - our own text; see the module's docstring
        return cast("Callable[..., Any]", scope["run"])

    def _slots(self, indices: Iterable[int]) -> list[str]:
        """Return the lines that work out slots, parts before the whole; `_truth` then says where each truth stands.

        A slot that is the same as an earlier one, or the same in every case, gets no line of its own.
        """
        self._truth: dict[int, str] = {}
        seen: dict[str, str] = {}
        lines: list[str] = []
        for index in indices:
            slot = self._layout.slots[index]
            if index in self._given:
                self._truth[index] = self._put(f"t{index}", f"t[{index}]", seen, lines)
            elif isinstance(slot.node, Tally):
                self._truth[index] = f"t{index}"
                lines += self._tally(index, slot, slot.node)
            else:
                self._truth[index] = self._put(f"t{index}", self._expression(slot, self._truth), seen, lines)
        return lines

    def _item_slots(self, tally: Slot) -> tuple[list[str], list[str]]:
        """Return the lines that work out a tally's condition for one item, and where the truth of each node stands."""
        truths: dict[int, str] = {}
        seen: dict[str, str] = {}
        lines: list[str] = []
        for number, slot in enumerate(tally.item):
            truths[number] = self._put(f"i{number}", self._expression(slot, truths), seen, lines)
        return lines, list(truths.values())

    @staticmethod
    def _put(name: str, expression: str, seen: dict[str, str], lines: list[str]) -> str:
        """Return the name, or the constant, that an expression is known by; a new one gets its line."""
        if _ATOM.fullmatch(expression):
            return expression
        if expression not in seen:
            seen[expression] = name
            lines.append(f"{name} = {expression}")
        return seen[expression]

    def _expression(self, slot: Slot, truths: Mapping[int, str]) -> str:
        """Return the expression of a node whose parts stand, in its scope, as `truths` says."""
        node = slot.node
        if isinstance(node, Reference):
            return self._truth[slot.parts[0]]
        parts = [truths[part] for part in slot.parts]
        match node:
            case Not():
                return _not(parts[0])
            case All():
                return _all(parts)
            case AnyOf():
                return _any(parts)
            case ByReading(reading=reading):
                return f"({', '.join(parts)},)[r[{self._reading_index[reading]}]]"
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
        body, truths = self._item_slots(slot)
        known = [
            "h = []",
            "m = []",
            f"for item in {items}:",
            *indented(body),
            f"    h.append({truths[-1] if truths else 'True'})",
            f"    m.append(({''.join(f'{one}, ' for one in truths)}))",
            f"rows[{index}] = tuple(m)",
        ]
        if len(body) == len(truths) == 1:  # the usual condition is one comparison
            expression = body[0].partition(" = ")[2]
            known = [f"h = [{expression} for item in {items}]", f"rows[{index}] = tuple([(x,) for x in h])"]
        return [
            f"if {items} is None:",
            f"    t{index} = {self._of_unknown(node)}",
            "else:",
            *indented(known),
            f"    t{index} = {self._of_items(node, items)}",
        ]

    def _of_unknown(self, node: Tally) -> str:
        if isinstance(node.bound, Constant):
            return str(kleene.of_unknown(node.comparator, cast("int", node.bound.value)))
        return f"kleene.of_unknown({node.comparator!r}, {self._value(node.bound)})"

    def _of_items(self, node: Tally, items: str) -> str:
        """Return the expression of a tally from `h`, the truths of the items."""
        if wants_one(node):
            return "True if True in h else None if None in h else False"
        if is_plain(node):
            least = kleene.needed(node.comparator, cast("Any", node.bound).value)
            return f"True if (n := h.count(True)) >= {least} else None if n + h.count(None) >= {least} else False"
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


def is_plain(node: Tally) -> bool:
    """Whether a tally counts over all items, up to a number that stands in the condition."""
    return node.window is None and node.consecutive_by is None and isinstance(node.bound, Constant)


def wants_one(node: Tally) -> bool:
    """Whether a tally asks for any one item, wherever it stands."""
    return is_plain(node) and cast("Constant", node.bound).value == 1 and node.comparator == "at_least"


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


def _not(part: str) -> str:
    if part in {_TRUE, _FALSE}:
        return _FALSE if part == _TRUE else _TRUE
    return f"None if {part} is None else not {part}"


def _all(parts: list[str]) -> str:
    """`and` stops at the first false or unknown part; behind an unknown one a false one may follow."""
    parts = _simplified(parts, _TRUE, _FALSE)
    if len(parts) == 1:
        return parts[0]
    false = " or ".join(f"{part} is False" for part in parts[1:])
    return f"False if (x := {' and '.join(parts)}) is None and ({false}) else x"


def _any(parts: list[str]) -> str:
    """`or` gives the last part if none is true; before a false one an unknown one may stand."""
    parts = _simplified(parts, _FALSE, _TRUE)
    if len(parts) == 1:
        return parts[0]
    unknown = " or ".join(f"{part} is None" for part in parts[:-1])
    return f"None if (x := {' or '.join(parts)}) is False and ({unknown}) else x"


def _simplified(parts: list[str], neutral: str, decisive: str) -> list[str]:
    """Leave out what decides nothing; never empty."""
    if decisive in parts:
        return [decisive]
    return [part for part in dict.fromkeys(parts) if part != neutral] or [neutral]
