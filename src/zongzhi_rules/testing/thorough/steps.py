"""One step on the facts as an engine gets them: something gets worse, something becomes known, lists are turned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.testing.polarity import Direction, as_typed, polarity_of
from zongzhi_rules.testing.values import values_of
from zongzhi_rules.testing.worse import HARM, INCIDENTS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from random import Random

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.engines.protocol import Facts, Item
    from zongzhi_rules.testing.values import Place

_Graver = dict[object, tuple[object, ...]]
"""For each value of a fact the ones that are graver."""


class Changed(NamedTuple):
    """Facts after a step, and what the step was."""

    what: str
    facts: Facts


class Worse:
    """Steps for the worse, as law 1 has them, under one choice of readings."""

    def __init__(self, pack: RulePack, readings: Mapping[str, str]) -> None:
        """Read off the pack which values are graver, and of which lists more items are."""
        layout = pack.program.layout
        targets = tuple(f"circumstances.{one.id}" for one in pack.pack.circumstances)
        polarity = polarity_of(pack, targets, tuple(sorted(readings.items())))
        self._facts: list[tuple[str, int, _Graver]] = []
        for index, path in enumerate(layout.facts):
            if path.startswith(HARM) or (not path.startswith("subject.") and (None, path) in polarity.tests):
                self._facts.append((path, index, self._graver(pack, (None, path), polarity.graver)))
        self._fields: list[tuple[str, int, int, _Graver]] = []
        self._growing = []
        self._measures = None
        for index, (name, fields) in enumerate(layout.collections):
            if name == MEASURES:
                self._measures = index, fields, [one.id for one in pack.pack.measures]
                continue
            if name == INCIDENTS or polarity.more(name) is Direction.RAISES:
                self._growing.append((name, index))
            for place, field in enumerate(fields):
                if (name, field) in polarity.tests:
                    graver = self._graver(pack, (name, field), polarity.graver)
                    self._fields.append((f"{name}.{field}", index, place, graver))

    @staticmethod
    def _graver(pack: RulePack, place: Place, graver: object) -> _Graver:
        declaration, values = values_of(pack).declarations[place], values_of(pack).candidates[place]
        harm = place[1].startswith(HARM)  # graver is what the model says, whatever the pack makes of it
        found: _Graver = {}
        for number, old in enumerate(values):
            worse = values[number + 1 :] if harm else [new for new in values if graver(place, old, new)]  # type: ignore[operator]
            found[as_typed(declaration, old)] = tuple(as_typed(declaration, new) for new in worse)
        return found

    def step(self, facts: Facts, more: Facts, as_of: date, random: Random) -> Changed | None:
        """Return one step at random, None where the one that was drawn does not apply."""
        way = random.randrange(4)
        if way == 0 and self._facts:
            path, index, graver = random.choice(self._facts)
            worse = graver.get(facts.values[index], ())
            return Changed(f"{path} grows", facts.with_value(index, random.choice(worse))) if worse else None
        if way == 1 and self._fields:
            path, index, place, graver = random.choice(self._fields)
            items = facts.collections[index]
            if not items:
                return None
            item = random.randrange(len(items))
            worse = graver.get(items[item][place], ())
            changed = facts.with_item_value(index, item, place, random.choice(worse)) if worse else None
            return changed and Changed(f"{path} of item {item} grows", changed)
        if way == 2 and self._growing:  # noqa: PLR2004 - ways are numbered
            name, index = random.choice(self._growing)
            mine, others = facts.collections[index], more.collections[index] or facts.collections[index]
            if mine is None or not others:
                return None
            return Changed(f"one more of {name}", facts.with_collection(index, (*mine, random.choice(others))))
        return self._failed(facts, as_of, random)

    def _failed(self, facts: Facts, as_of: date, random: Random) -> Changed | None:
        if self._measures is None:
            return None
        index, fields, rungs = self._measures
        items = facts.collections[index]
        if items is None:
            return None
        done = [number for number, one in enumerate(items) if "rectified" in fields and one[fields.index("rectified")]]
        if done and random.random() < 0.5:  # noqa: PLR2004 - one in two
            number = random.choice(done)
            worse = facts.with_item_value(index, number, fields.index("rectified"), value=False)
            return Changed(f"measure {number} not rectified after all", worse)
        measure = random.choice(rungs)
        known = {
            "measure": measure,
            "decided_on": as_of - timedelta(days=40),
            "term_ends_on": as_of - timedelta(days=1),
            "term_stated": True,
            "overdue": True,
            "rectified": False,
        }
        failed: Item = tuple(known.get(name) for name in fields)
        return Changed(f"a {measure} whose term failed", facts.with_collection(index, (*items, failed)))


class Fuller:
    """Steps by which an unknown becomes known, as law 2 has them."""

    def __init__(self, pack: RulePack) -> None:
        """List what each fact may turn out to be."""
        layout, values = pack.program.layout, values_of(pack)

        def typed(place: Place) -> tuple[object, ...]:
            declaration = values.declarations[place]
            return tuple(as_typed(declaration, one) for one in values.candidates[place])

        self._facts = [(path, typed((None, path))) for path in layout.facts]
        self._lists = [
            (name, [(field, typed((name, field))) for field in fields]) for name, fields in layout.collections
        ]

    def step(self, facts: Facts, more: Facts, random: Random) -> Changed | None:
        """Return one step at random, None where the one that was drawn does not apply."""
        if random.random() < 0.5:  # noqa: PLR2004 - one in two
            return self._fact(facts, random)
        if not self._lists:
            return None
        index = random.randrange(len(self._lists))
        if facts.collections[index] is not None:
            return self._field(facts, index, random)
        given = more.collections[index] or () if random.random() < 0.5 else ()  # noqa: PLR2004
        return Changed(f"{self._lists[index][0]} become known", facts.with_collection(index, given))

    def _fact(self, facts: Facts, random: Random) -> Changed | None:
        unknown = [index for index, value in enumerate(facts.values) if value is None and self._facts[index][1]]
        if not unknown:
            return None
        index = random.choice(unknown)
        path, options = self._facts[index]
        return Changed(f"{path} becomes known", facts.with_value(index, random.choice(options)))

    def _field(self, facts: Facts, index: int, random: Random) -> Changed | None:
        name, fields = self._lists[index]
        gaps = [
            (number, place)
            for number, one in enumerate(facts.collections[index] or ())
            for place, value in enumerate(one)
            if value is None and fields[place][1]
        ]
        if not gaps:
            return None
        number, place = random.choice(gaps)
        field, options = fields[place]
        known = facts.with_item_value(index, number, place, random.choice(options))
        return Changed(f"{name}.{field} of item {number} becomes known", known)


def turned(facts: Facts) -> Facts:
    """Return the same facts with every list the other way round."""
    return facts._replace(collections=tuple([one and one[::-1] for one in facts.collections]))
