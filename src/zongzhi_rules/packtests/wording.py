"""Conditions in a few words: in Chinese by the titles of the pack, in English by the words that authors write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import (
    All,
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
    children,
)
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.ir.paths import entries
from zongzhi_rules.syntax.keywords import NOT_RECTIFIED_AFTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.ir.condition import Comparator, Condition, FactRef, Value, Window
    from zongzhi_rules.ir.pack import FactDeclaration, Pack

_SIGNS: Mapping[Comparator, str] = {"is": "=", "at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<"}
_UNITS = {"days": "日", "months": "个月", "years": "年"}
_FIXED = {True: Label("总是成立", "always"), False: Label("总不成立", "never")}
_LONGEST = 40  # characters of what items must be
_IN_SCOPE = f"definitions.{IN_SCOPE}"
_OVERDUE = "overdue"
_EARLIER = "earlier_measures"


class Wording:
    """Puts conditions of a pack into words."""

    def __init__(self, pack: Pack) -> None:
        """Keep the pack's facts and titles."""
        self.facts: dict[tuple[str | None, str], FactDeclaration] = {(one.of, one.path): one for one in pack.facts}
        self._options = {(one.id, option.id): option.title for one in pack.readings for option in one.options}
        self._titles = {path: entry.title for path, entry in entries(pack)}

    def of(self, node: Condition) -> Label:  # noqa: PLR0911 - one for each kind of node
        """Return a condition in a few words; of one with many parts, which parts it has."""
        match node:
            case Fixed(value=value):
                return _FIXED[value]
            case Holds(fact=fact):
                return self._name(fact)
            case Compare(fact=fact, comparator=comparator, value=value):
                return self._compared(fact, comparator, value)
            case OneOf(fact=fact, values=values):
                options = [self._value(fact, Constant(value=one)) for one in values]
                zh, en = "或".join(one.zh for one in options), " | ".join(one.en for one in options)
                return _joined(self._name(fact), " = ", Label(zh, en))
            case Not(part=part):
                inner = self.of(part)
                return Label(f"并非‘{inner.zh}’", f"not {inner.en}")
            case Reference(target=target):
                return self._rule(target)
            case Named(definition=definition):
                return self._rule(f"definitions.{definition}")
            case ByReading(reading=reading):
                title = self._titles.get(f"readings.{reading}", reading)
                return Label(f"按“{title}”的理解", f"by_reading {reading}")
            case Tally():
                return self._tally(node)
            case _:
                inner_parts = [self.of(part) for _, part in children(node)]
                zh = ("，且" if isinstance(node, All) else "，或").join(one.zh for one in inner_parts)
                return Label(zh, f"{node.node}({', '.join(one.en for one in inner_parts)})")

    def option(self, reading: str, option: str) -> str:
        """Return the title of an option of a reading."""
        return self._options[reading, option]

    def _rule(self, path: str) -> Label:
        if path == _IN_SCOPE:  # it has no title of its own
            return Label("在适用范围之内", IN_SCOPE)
        return Label(self._titles.get(path, path), path.partition(".")[2])

    def _compared(self, fact: FactRef, comparator: Comparator, value: Value) -> Label:
        return _joined(self._name(fact), f" {_SIGNS[comparator]} ", self._value(fact, value))

    def _name(self, fact: FactRef) -> Label:
        declared = self.facts.get((fact.of, fact.path))
        title = fact.path if declared is None else declared.title
        return Label(f"对象的{title}" if fact.path.startswith("subject.") else title, fact.path)

    def _value(self, fact: FactRef | None, value: Value) -> Label:
        if not isinstance(value, Constant):
            return Label(self._titles.get(f"parameters.{value.parameter}", value.parameter), value.parameter)
        declared = None if fact is None else self.facts.get((fact.of, fact.path))
        labels = {} if declared is None else dict(zip(declared.options, declared.labels, strict=False))
        return Label(labels.get(str(value.value), str(value.value)), str(value.value))

    def _tally(self, node: Tally) -> Label:
        if (measure := not_rectified(node)) is not None:
            title = self._titles.get(f"measures.{measure}", measure)
            return Label(f"{title}期满未整改", f"{NOT_RECTIFIED_AFTER} {measure}")
        spec = catalogue().collections.get(node.collection)
        about = Label(node.collection if spec is None else spec.title, f"count {node.collection}")
        found = _joined(about, f" {_SIGNS[node.comparator]} ", self._value(None, node.bound))
        if node.window is not None:
            window = self._window(node.window)
            found = Label(f"{window.zh}{found.zh}", f"{found.en} {window.en}")
        if node.consecutive_by is not None:
            found = Label(f"连续的{found.zh}", f"{found.en} consecutive")
        if node.where is None:
            return found
        where = self.of(node.where)
        zh, en = (one if len(one) <= _LONGEST else "…" for one in (where.zh, where.en))
        return Label(f"{found.zh}（{zh}）", f"{found.en} where {en}")

    def _window(self, window: Window) -> Label:
        length = self._value(None, window.length)
        word = Label("任意", "within any") if window.anywhere else Label("最近", "within the last")
        return Label(f"{word.zh} {length.zh} {_UNITS[window.unit]}内", f"{word.en} {length.en} {window.unit}")


def not_rectified(node: Condition) -> str | None:
    """Return the measure of the count that `not_rectified_after` stands for; None for any other condition."""
    match node:
        case Tally(
            collection=collection,
            where=All(parts=(Compare(value=Constant(value=measure)), Holds(fact=fact), Not()) as parts, at=at),
            bound=Constant(value=1),
        ) if collection == _EARLIER and fact.path == _OVERDUE and {one.at for one in parts} == {at} == {node.at}:
            return str(measure)
        case _:
            return None


def _joined(one: Label, sign: str, other: Label) -> Label:
    return Label(f"{one.zh}{sign}{other.zh}", f"{one.en}{sign}{other.en}")
