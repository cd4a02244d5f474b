"""What can be changed in a condition, one thing at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Compare,
    Constant,
    Fixed,
    Named,
    Not,
    OneOf,
    Tally,
    children,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.ir.base import Origin
    from zongzhi_rules.ir.condition import Comparator, Condition, Scalar, Value
    from zongzhi_rules.ir.pack import FactDeclaration
    from zongzhi_rules.packtests.wording import Wording

_STRICT: dict[Comparator, Comparator] = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
}


class Variant(NamedTuple):
    """A changed condition: the step to the node that changed, the change, its place, and the whole condition."""

    steps: str
    change: str
    what: Label
    at: Origin
    condition: Condition


def variants(
    node: Condition,
    words: Wording,
    pack: str,
) -> Iterator[Variant]:
    """Yield every change of a condition in what the pack of that id wrote, parents first.

    A definition is left alone where it is used: it is changed where it stands.
    """
    if node.at.pack == pack:
        for change, what, new in _changes(node, words):
            yield Variant("", change, what, node.at, new)
    if isinstance(node, Named):
        return
    parts = children(node)
    for position, (step, part) in enumerate(parts):
        for one in variants(part, words, pack):
            new = _with(node, position, one.condition)
            yield one._replace(steps=f"/{step}{one.steps}", condition=new)
        if isinstance(node, (All, AnyOf)) and len(parts) > 1 and part.at.pack == pack:
            rest = tuple(other for other in node.parts if other is not part)
            gone = node.model_copy(update={"parts": rest})
            what = _told("删去“{}”", "dropped {}", words.of(part))
            yield Variant(f"/{step}", "drop", what, part.at, gone)
    if isinstance(node, Tally) and node.where is not None:
        for one in variants(node.where, words, pack):
            new = node.model_copy(update={"where": one.condition})
            yield one._replace(steps=f"/where{one.steps}", condition=new)


def _with(node: Condition, position: int, part: Condition) -> Condition:
    match node:
        case Not() | Named():
            return node.model_copy(update={"part": part})
        case All(parts=parts) | AnyOf(parts=parts):
            return node.model_copy(update={"parts": (*parts[:position], part, *parts[position + 1 :])})
        case ByReading(options=options):
            new = (options[position][0], part)
            return node.model_copy(update={"options": (*options[:position], new, *options[position + 1 :])})
        case _:
            raise AssertionError(node)


def _changes(
    node: Condition,
    words: Wording,
) -> Iterator[tuple[str, Label, Condition]]:
    match node:
        case All(parts=parts) | AnyOf(parts=parts):
            if len(parts) > 1:
                other: Condition = (
                    AnyOf(parts=parts, at=node.at) if isinstance(node, All) else All(parts=parts, at=node.at)
                )
                zh = "全部具备改为具备其一" if isinstance(node, All) else "具备其一改为全部具备"
                turned = f"{node.node} → {other.node}"
                yield "swap", Label(f"{zh}（{turned}）", turned), other
            return
        case Not(part=part):
            yield "negate", _told("删去“{}”的 not", "dropped the not of {}", words.of(node)), part
            return
        case Fixed(value=value):
            yield (
                "flip",
                Label("always 与 never 互换", "always and never changed over"),
                Fixed(value=not value, at=node.at),
            )
            return
        case ByReading(options=options):
            yield from _options(node, options)
            return
        case OneOf(values=values):
            for gone in values if len(values) > 1 else ():
                rest = tuple(one for one in values if one != gone)
                fewer = node.model_copy(update={"values": rest})
                yield f"without_{gone}", _turned(node, fewer, words), fewer
        case Compare():
            yield from _comparisons(node, words)
        case Tally():
            yield from _counts(node, words)
        case _:
            pass
    yield "negate", _told("否定“{}”", "negated {}", words.of(node)), Not(part=node, at=node.at)


def _options(
    node: ByReading,
    options: tuple[tuple[str, Condition], ...],
) -> Iterator[tuple[str, Label, Condition]]:
    for position in range(len(options) - 1):
        (first, one), (second, other) = options[position], options[position + 1]
        swapped = (*options[:position], (first, other), (second, one), *options[position + 2 :])
        what = Label(f"{node.reading}：{first} 与 {second} 互换", f"{node.reading}: {first} and {second} changed over")
        yield f"swap_{first}_{second}", what, node.model_copy(update={"options": swapped})


def _comparisons(
    node: Compare,
    words: Wording,
) -> Iterator[tuple[str, Label, Condition]]:
    declared = words.facts[node.fact.of, node.fact.path]
    if isinstance(node.value, Constant):
        for change, value in neighbours(node.value.value, declared.options if declared.ordered else ()):
            new = node.model_copy(update={"value": Constant(value=value)})
            yield change, _turned(node, new, words), new
    comparators: tuple[Comparator, ...] = ()
    if node.comparator == "is" and (declared.ordered or declared.kind in {"integer", "number", "date"}):
        comparators = tuple(one for one in ("at_least", "at_most") if not _at_the_end(node, declared, one))
    elif node.comparator in _STRICT and (declared.kind == "number" or not isinstance(node.value, Constant)):
        comparators = (_STRICT[node.comparator],)
    for comparator in comparators:
        new = node.model_copy(update={"comparator": comparator})
        yield comparator, _turned(node, new, words), new


def _at_the_end(node: Compare, declared: FactDeclaration, comparator: str) -> bool:
    """Whether nothing lies beyond a term, so that comparing by order says no more than being it."""
    if not declared.options or not isinstance(node.value, Constant):
        return False
    return node.value.value == declared.options[-1 if comparator == "at_least" else 0]


def neighbours(value: object, options: tuple[str, ...] = ()) -> Iterator[tuple[str, Scalar]]:
    """Yield the values one step below and above: a number, a day, a term with an order."""
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield "minus_1", value - 1
        yield "plus_1", value + 1
    elif isinstance(value, date):
        yield "day_before", value - timedelta(days=1)
        yield "day_after", value + timedelta(days=1)
    elif value in options:
        position = options.index(str(value))
        if position > 0:
            yield "step_down", options[position - 1]
        if position < len(options) - 1:
            yield "step_up", options[position + 1]


def _counts(node: Tally, words: Wording) -> Iterator[tuple[str, Label, Condition]]:
    if isinstance(node.bound, Constant):
        for change, value in neighbours(node.bound.value):
            if isinstance(value, int) and value >= (1 if node.comparator == "at_least" else 0):
                new = node.model_copy(update={"bound": Constant(value=value)})
                yield change, _turned(node, new, words), new
    else:
        other: Comparator = "more_than" if node.comparator == "at_least" else "at_least"
        new = node.model_copy(update={"comparator": other})
        yield other, _turned(node, new, words), new
    if node.where is not None:
        what = _told("删去“{}”的 where", "dropped the where of {}", words.of(node))
        yield "anything", what, node.model_copy(update={"where": None})
    if node.consecutive_by is not None:
        what = Label("不再要求连续", "no longer consecutive")
        yield "not_consecutive", what, node.model_copy(update={"consecutive_by": None})
    yield from _windows(node)


def _windows(node: Tally) -> Iterator[tuple[str, Label, Condition]]:
    window = node.window
    if window is None:
        return
    yield "no_window", Label("不限期间", "no window"), node.model_copy(update={"window": None})
    if isinstance(window.length, Constant):
        for change, value in neighbours(window.length.value):
            if isinstance(value, int) and value > 0:
                new = window.model_copy(update={"length": Constant(value=value)})
                what = Label(f"期间 {_value(window.length)} → {value}", f"window {_value(window.length)} → {value}")
                yield f"window_{change}", what, node.model_copy(update={"window": new})
    turned = window.model_copy(update={"anywhere": not window.anywhere})
    words = Label("期间的任意一段与最后一段互换", "the window anywhere and the last one changed over")
    yield "window_anywhere", words, node.model_copy(update={"window": turned})


def _turned(old: Condition, new: Condition, words: Wording) -> Label:
    before, after = words.of(old), words.of(new)
    return Label(f"“{before.zh}” → “{after.zh}”", f"{before.en} → {after.en}")


def _told(zh: str, en: str, what: Label) -> Label:
    return Label(zh.format(what.zh), en.format(what.en))


def _value(value: Value) -> str:
    return str(value.value) if isinstance(value, Constant) else value.parameter
