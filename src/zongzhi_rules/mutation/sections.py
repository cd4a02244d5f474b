"""What can be changed outside the ladder: circumstances, definitions, factors, accountability, duties, and the rest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.ir import names
from zongzhi_rules.ir.base import Rule
from zongzhi_rules.ir.condition import All, Tally
from zongzhi_rules.mutation import values
from zongzhi_rules.mutation.author import Entry
from zongzhi_rules.mutation.conditions import neighbours
from zongzhi_rules.mutation.edits import Edit
from zongzhi_rules.mutation.model import Mutant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.ir.pack import Accountability, Duty, Factor, Indicator, Parameter, Reading, Timing
    from zongzhi_rules.mutation.author import Author
    from zongzhi_rules.mutation.model import Scope
    from zongzhi_rules.mutation.values import Other

_BY_CONSTRUCTION = (names.IN_SCOPE, names.LISTED_CIRCUMSTANCE)
_SCOPE_KEYS = {names.APPLIES: "applies", names.APPLIES_BY_REFERENCE: "by_reference"}


def of_sections(author: Author) -> Iterator[Mutant]:
    """Yield every change of what is no part of the ladder."""
    yield from _instrument(author)
    yield from _conditional(author)
    pack = author.pack
    for index, duty in enumerate(pack.duties):
        yield from _duty(_entry(author, duty, "duties", index, "named"), duty)
    for index, indicator in enumerate(pack.indicators):
        yield from _indicator(_entry(author, indicator, "indicators", index, "named"), indicator)
    for index, parameter in enumerate(pack.parameters):
        yield from _parameter(_entry(author, parameter, "parameters", index, "everything"), parameter)
    for index, reading in enumerate(pack.readings):
        yield from _reading(_entry(author, reading, "readings", index, "everything"), reading)


def _conditional(author: Author) -> Iterator[Mutant]:
    pack = author.pack
    for index, definition in enumerate(pack.definitions):
        if definition.id in _BY_CONSTRUCTION:
            continue
        entry = _entry(author, definition, "definitions", index, "conditions")
        if definition.id not in _SCOPE_KEYS:
            yield from entry.never()
        yield from entry.conditions(definition.when)
    for index, circumstance in enumerate(pack.circumstances):
        entry = _entry(author, circumstance, "circumstances", index, "conditions")
        yield from entry.never()
        yield from entry.conditions(circumstance.when)
    for index, factor in enumerate(pack.factors):
        yield from _factor(author, factor, index)
    for index, accountability in enumerate(pack.accountability):
        yield from _accountability(
            _entry(author, accountability, "accountability", index, "everything"), accountability
        )
    for index, difference in enumerate(pack.differences):
        entry = _entry(author, difference, "differences", index, "everything")
        yield from entry.removed()
        yield from entry.conditions(difference.when)


def _entry(author: Author, rule: Rule, section: str, index: int, scope: Scope) -> Entry:
    return Entry(author, rule, (section, index), (section, rule.id), scope)


def _fields(entry: Entry, field: str, others: Iterable[Other], *keys: str) -> Iterator[Mutant]:
    for change, value, what in others:
        yield from entry.set(field, change, value, what, keys=keys)


def _instrument(author: Author) -> Iterator[Mutant]:
    """Yield the first day in force a day earlier and later.  The header is no entry of the tree."""
    instrument = author.pack.instrument
    first = min((one.at for one in _rules(author) if one.at.pack == author.pack.id), key=lambda at: (at.file, at.line))
    if instrument.in_force is None:
        return
    where = first.model_copy(update={"file": f"{first.file.rpartition('/')[0]}/pack.yaml", "line": 1, "column": 1})
    for change, day in neighbours(instrument.in_force):
        what = values.label("施行之日", "in force since", instrument.in_force, day)
        edit = Edit(("instruments", 0, "in_force"), day)
        cite = instrument.in_force_cite
        yield Mutant(f"pack.in_force:{change}", "pack.in_force", what, where, cite, "everything", edits=(edit,))


def _rules(author: Author) -> Iterator[Rule]:
    for _, value in author.pack:
        if isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Rule))


def _factor(author: Author, factor: Factor, index: int) -> Iterator[Mutant]:
    group, _, name = factor.id.partition(".")
    keys = ("factors", group, "any_of", name)
    entry = Entry(author, factor, ("factors", index), keys, "everything", path=f"factors.{factor.id}")
    yield from entry.removed()
    whole = Entry(author, factor, ("factors", index), ("factors", group), "everything", path=f"factors.{factor.id}")
    direction = values.turned(factor.direction, ("aggravating", "mitigating"), "方向", "direction")
    yield from _fields(whole, "direction", direction)
    yield from _fields(whole, "force", values.turned(factor.force, ("shall", "may"), "应当或可以", "force"))
    given, when = factor.when.parts  # type: ignore[union-attr]
    what = Label("删去前提 given", "dropped the presupposition `given`")
    yield from whole.set("given", "dropped", when, what, steps=("when",), scope="conditions")
    yield from whole.conditions(given, "parts", 0, at_path="/given")
    yield from entry.conditions(when, "parts", 1)


def _accountability(entry: Entry, one: Accountability) -> Iterator[Mutant]:
    yield from entry.removed()
    for field, zh, en in (("forms", "方式", "forms"), ("by", "由谁", "by"), ("outside", "外部文件", "outside")):
        yield from _fields(entry, field, values.without_each(getattr(one, field), zh, en))
    if not isinstance(one.when, All):
        yield from _official(entry, one.when)
        return
    given, tally = one.when.parts
    what = Label("删去前提 given", "dropped the presupposition `given`")
    yield from entry.set("given", "dropped", tally, what, steps=("when",), scope="conditions")
    yield from entry.conditions(given, "parts", 0, at_path="/given")
    yield from _official(entry, tally, "parts", 1)


def _official(entry: Entry, tally: object, *steps: str | int) -> Iterator[Mutant]:
    """Yield the changes of the condition about an official; that there is one is so by construction."""
    if isinstance(tally, Tally):
        yield from entry.conditions(tally.where, *steps, "where", at_path="/official")


def _duty(entry: Entry, duty: Duty) -> Iterator[Mutant]:
    yield from entry.removed(scope="everything" if duty.when is not None else None)
    if len(duty.bearers) > 1:
        yield from _fields(entry, "bearers", values.without_each(duty.bearers, "承担者", "bearers"))
    else:
        known = [*(body.id for body in entry.author.pack.bodies)]
        old = duty.bearers[0]
        new = known[(known.index(old) + 1) % len(known)] if old in known else known[0]
        yield from entry.set("bearers", "other", (new,), values.label("承担者", "bearers", old, new))
    yield from _fields(entry, "modality", values.turned(duty.modality, ("shall", "may"), "应当或可以", "force"))
    kinds = ("duty", "commendation", "competence")
    yield from _fields(entry, "kind", values.turned(duty.kind, kinds, "类别", "kind"))
    yield from _timing(entry, duty.timing)
    yield from _fields(entry, "levels", values.without_each(duty.levels, "层级", "levels"))
    yield from _fields(entry, "to", values.bodies(entry.author.pack, duty.to))
    if duty.follows is not None:
        yield from entry.set("follows", "dropped", None, Label("删去所接续的职责", "follows nothing"))
    yield from _fields(entry, "before", values.without_each(duty.before, "先于", "before"))
    yield from _fields(entry, "about", values.without_each(duty.about, "关于", "about"))
    yield from entry.unconditional(duty.when)
    yield from entry.conditions(duty.when)


def _timing(entry: Entry, timing: Timing) -> Iterator[Mutant]:
    """Yield other timings: one that recurs, more often or less; a fixed day, another one; an event, or none."""
    found: list[tuple[str, Mapping[str, object], Label]] = []
    if timing.every is not None:
        for change, period, what in values.recurrences(timing.every):
            found.append((f"every_{change}", {"every": period}, what))
        found.append(("ongoing", {"every": None, "by": None, "ongoing": True}, Label("改为经常性的", "made ongoing")))
    if timing.by is not None:
        day = timing.by[1] - 1 or timing.by[1] + 1
        what = values.label("日期", "by", "{:02}-{:02}".format(*timing.by), f"{timing.by[0]:02}-{day:02}")
        found.append(("by_other", {"by": (timing.by[0], day)}, what))
        found.append(("by_dropped", {"by": None}, Label("删去日期", "dropped the day")))
    if timing.on is not None:
        always = {"on": None, "within": None, "ongoing": True}
        found.append(("ongoing", always, Label("改为经常性的", "made ongoing")))
    for change, period, what in values.periods(timing.within):
        found.append((f"within_{change}", {"within": period}, what))
    if timing.ongoing:
        event = {"ongoing": False, "on": "–"}
        found.append(("on_event", event, Label("改为遇事才有", "made to follow an event")))
    for change, update, what in found:
        yield from entry.set("timing", change, timing.model_copy(update=update), what)


def _indicator(entry: Entry, indicator: Indicator) -> Iterator[Mutant]:
    yield from entry.removed()
    pair = ("at_least", "at_most") if indicator.value is not None else ("decrease", "increase", "lead")
    yield from _fields(entry, "direction", values.turned(indicator.direction, pair, "方向", "direction"))
    for change, value in neighbours(indicator.value):
        yield from entry.set("value", change, value, values.label("数值", "value", indicator.value, value))


def _parameter(entry: Entry, parameter: Parameter) -> Iterator[Mutant]:
    for index, (since, value) in enumerate(parameter.values):
        keys = ("value",) if since is None else ("values", str(since))
        for change, new in neighbours(value):
            name = "value" if since is None else f"values.{since}"
            what = values.label("数值", "value", value, new)
            yield from entry.set(name, change, (since, new), what, steps=("values", index), keys=keys)
        if since is not None:
            for change, day in (("day_before", since - timedelta(days=1)), ("day_after", since + timedelta(days=1))):
                what = values.label("起用之日", "since", since, day)
                yield from entry.set(f"values.{since}", change, (day, value), what, steps=("values", index), keys=keys)


def _reading(entry: Entry, reading: Reading) -> Iterator[Mutant]:
    for option in reading.options:
        if option.id != reading.default:
            what = values.label("缺省的理解", "default", reading.default, option.id)
            yield from entry.set("default", option.id, option.id, what)
