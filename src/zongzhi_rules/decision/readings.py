"""Which reading of the text was used, and what each of its other options would change."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import Measure, ReadingAlternative, ReadingUsed
from zongzhi_rules.engines.binding import EARLIER, Chosen
from zongzhi_rules.ir.condition import ByReading

if TYPE_CHECKING:
    from collections.abc import Collection

    from zongzhi_rules.decision.assemble import Assembler
    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import EarlierMeasureFinding
    from zongzhi_rules.decision.outcome import Interval
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Reading

    Changed = tuple[Interval, tuple[str, ...]]
    """The interval under another option, and the parts of the decision that it changes."""

_KEPT = 1024


class Alternatives:
    """Tries the other options of one reading.  Made once with the pack."""

    def __init__(self, position: int, reading: Reading, assembler: Assembler) -> None:
        """Find the nodes that depend on the reading."""
        self._position = position
        self._reading = reading
        self._assembler = assembler
        self._options = sorted(option.id for option in reading.options)
        self._nodes = _nodes(reading.id, assembler.rules.program.layout)
        self._used = functools.lru_cache(_KEPT)(self._make)

    def of(
        self,
        judged: Judged,
        asked_for: Collection[str],
        measure: Measure | None,
        earlier: tuple[EarlierMeasureFinding, ...] | None,
    ) -> ReadingUsed:
        """Return the reading as it was used.

        Args:
            judged: the case.
            asked_for: the readings that the caller chose.
            measure: the measure that is due.
            earlier: how the earlier measures stand.
        """
        option = judged.chosen.positions[self._position]
        others = [other for other in range(len(self._options)) if other != option]
        changed = tuple([self._changed(other, judged, measure, earlier) for other in others])
        return self._used(option, self._reading.id in asked_for, changed)

    def _changed(
        self,
        option: int,
        judged: Judged,
        measure: Measure | None,
        earlier: tuple[EarlierMeasureFinding, ...] | None,
    ) -> Changed:
        """Try another option.  Only what it can change is made again: parts compare slowly, truths do not."""
        assembler = self._assembler
        reading = self._reading.id
        decides = self._decides(option, judged)
        sets_measure = measure is not None and reading in assembler.measures[judged.interval.at_least].set_by
        items = judged.case.earlier_measures or ()
        sets_earlier = assembler.earlier.set_by(reading, items)
        if not (decides or sets_measure or sets_earlier):
            return judged.interval, ()
        facts = judged.facts.with_reading(self._position, option)
        chosen = Chosen({**judged.chosen.options, reading: self._options[option]}, facts.readings)
        if sets_earlier:  # the ends of their terms, too
            other = assembler.judge(judged.case, chosen, judged.calendar)
        elif decides:
            other = assembler.judged_again(judged, facts, chosen, reading)
        else:
            other = replace(judged, chosen=chosen)
        changes = [] if judged.interval == other.interval else ["outcome"]
        if assembler.findings.factor_truths(judged) != assembler.findings.factor_truths(other):
            changes.append("factors")
        if measure is not None and judged.interval.at_least == other.interval.at_least:
            due = assembler.measures[judged.interval.at_least]
            if sets_measure or "factors" in changes or due.differs(judged.truths, other.truths):
                changes += _different(measure, assembler.due(other))
        if assembler.earlier.changed(earlier or (), reading, judged, other):
            changes.append(EARLIER)
        return other.interval, tuple(changes)

    def _decides(self, option: int, judged: Judged) -> bool:
        """Whether a node is otherwise under that option.  The evaluation has the truth of every option already."""
        used = judged.chosen.positions[self._position]
        for tally, parts in self._nodes:
            rows = (judged.truths,) if tally is None else judged.items.get(tally, ())
            if any(row[parts[used]] is not row[parts[option]] for row in rows):
                return True
        return False

    def _make(self, option: int, chosen_by_caller: bool, changed: tuple[Changed, ...]) -> ReadingUsed:  # noqa: FBT001
        reading = self._reading
        outcome = self._assembler.rules.outcome
        used = next(one for one in reading.options if one.id == self._options[option])
        titles = {one.id: one.title for one in reading.options}
        others = [name for name in self._options if name != used.id]
        alternatives = [
            ReadingAlternative.model_construct(
                option=name, title=titles[name], outcome=outcome(interval), changes=changes
            )
            for name, (interval, changes) in zip(others, changed, strict=True)
        ]
        return ReadingUsed.model_construct(
            id=reading.id,
            question=reading.title,
            cite=reading.cite,
            option=used.id,
            title=used.title,
            because=used.because,
            chosen_by_caller=chosen_by_caller,
            alternatives=tuple(sorted(alternatives, key=lambda one: list(titles).index(one.option))),
        )


def _nodes(reading: str, layout: Layout) -> list[tuple[int | None, tuple[int, ...]]]:
    """Return the parts of each node that depends on a reading, with the tally whose items it is about."""
    found: list[tuple[int | None, tuple[int, ...]]] = []
    for index, slot in enumerate(layout.slots):
        for tally, one in ((None, slot), *[(index, inner) for inner in slot.item]):
            if isinstance(one.node, ByReading) and one.node.reading == reading:
                found.append((tally, one.parts))
    return found


def _different(measure: Measure, other: Measure | None) -> list[str]:
    return [name for name, value in vars(measure).items() if value != getattr(other, name)]
