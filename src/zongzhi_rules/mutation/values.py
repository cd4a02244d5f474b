"""The other values that a field could have, one step away: a level, a body, a period, a day that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zongzhi_rules.ir.base import Choice
    from zongzhi_rules.ir.pack import LevelRule, Pack, Period

T = TypeVar("T")
_WORDS = {"own": "one_up", "one_up": "own", "nation": "province"}
_LEVELS = tuple(level.value for level in Level)
_PARTS_OF_A_YEAR = (1, 2, 3, 4, 6, 12)
_ANCHORS = ("decided_on", "received_on", "held_on")


class Other(NamedTuple):
    """A change, the value that it makes, and its words."""

    change: str
    value: Any
    what: Label


def label(zh: str, en: str, old: object, new: object) -> Label:
    """Return the words for a field and its old and new value."""
    return Label(f"{zh} {_shown(old)} → {_shown(new)}", f"{en} {_shown(old)} → {_shown(new)}")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "–"
    return "–" if value is None else str(getattr(value, "value", value))


def bodies(pack: Pack, name: str | None) -> Iterator[Other]:
    """Yield another body in the place of one: the next in the order of their ids."""
    known = [body.id for body in pack.bodies]
    if name in known and len(known) > 1:
        new = known[(known.index(name) + 1) % len(known)]
        yield Other("other", new, label("机构", "body", name, new))


def levels(choice: Choice[LevelRule] | None) -> Iterator[Other]:
    """Yield every option of a level with the level of localities, or of units, another one."""
    if choice is None:
        return
    for position, (option, rule) in enumerate(choice.options):
        for kind in ("locality", "unit"):
            old = getattr(rule, kind)
            new = _WORDS.get(old) or _LEVELS[_LEVELS.index(old) + 1]
            value = _with_option(choice, position, rule.model_copy(update={kind: new}))
            what = label(_ZH[kind], kind, old, new)
            yield Other(_named(option, kind), value, _under(option, what))


_ZH = {"locality": "地方的层级", "unit": "单位的层级"}


def anchors(choice: Choice[Any]) -> Iterator[Other]:
    """Yield every option of the day that something runs from with another day."""

    def other(old: str) -> str:
        return _ANCHORS[(_ANCHORS.index(old) + 1) % len(_ANCHORS)]

    yield from _each_option(choice, other, "起算日", "start")


def flags(choice: Choice[bool]) -> Iterator[Other]:
    """Yield every option of whether the first day counts, turned."""
    yield from _each_option(choice, lambda old: not old, "首日计入", "first day counts")


def _each_option(choice: Choice[Any], other: Callable[[Any], Any], zh: str, en: str) -> Iterator[Other]:
    for position, (option, old) in enumerate(choice.options):
        new = other(old)
        value = _with_option(choice, position, new)
        yield Other(_named(option, "other"), value, _under(option, label(zh, en, old, new)))


def _with_option(choice: Choice[T], position: int, value: T) -> Choice[T]:
    option = choice.options[position][0]
    options = (*choice.options[:position], (option, value), *choice.options[position + 1 :])
    return choice.model_copy(update={"options": options})


def _named(option: str, change: str) -> str:
    return f"{option}.{change}" if option else change


def _under(option: str, what: Label) -> Label:
    return Label(f"{option}：{what.zh}", f"{option}: {what.en}") if option else what


def periods(period: Period | None) -> Iterator[Other]:
    """Yield a period one unit shorter and longer, and one in days instead of working days."""
    if period is None:
        return
    for change, amount in (("minus_1", period.amount - 1), ("plus_1", period.amount + 1)):
        if amount > 0:
            yield _period(change, period, period.model_copy(update={"amount": amount}))
    if period.unit == "working_days":
        yield _period("days", period, period.model_copy(update={"unit": "days"}))


def recurrences(period: Period) -> Iterator[Other]:
    """Yield the next shorter and longer recurrence: of months only those that part a year evenly."""
    if period.unit != "months":
        yield from periods(period)
        return
    position = _PARTS_OF_A_YEAR.index(period.amount)
    for change, other in (("shorter", position - 1), ("longer", position + 1)):
        if 0 <= other < len(_PARTS_OF_A_YEAR):
            yield _period(change, period, period.model_copy(update={"amount": _PARTS_OF_A_YEAR[other]}))


def _period(change: str, old: Period, new: Period) -> Other:
    return Other(change, new, label("期间", "period", f"{old.amount} {old.unit}", f"{new.amount} {new.unit}"))


def without_each(values: tuple[Any, ...], zh: str, en: str) -> Iterator[Other]:
    """Yield a list without each of its values in turn."""
    for value in values:
        rest = tuple(one for one in values if one != value)
        word = _shown(value)
        yield Other(f"without_{word}", rest, Label(f"{zh}删去 {word}", f"{en} without {word}"))


def turned(value: T, values: Sequence[T], zh: str, en: str) -> Iterator[Other]:
    """Yield the next one of a fixed set of values."""
    new = values[(values.index(value) + 1) % len(values)]
    yield Other("other", new, label(zh, en, value, new))
