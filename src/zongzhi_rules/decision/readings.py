"""Which reading of the text was used, and what each of its other options would change."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import Measure, ReadingAlternative, ReadingUsed
from zongzhi_rules.engines.binding import EARLIER, Chosen
from zongzhi_rules.ir.condition import ByReading
from zongzhi_rules.ir.walk import choices

if TYPE_CHECKING:
    from collections.abc import Collection

    from zongzhi_rules.decision.assemble import Assembler
    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.outcome import Interval
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Reading

    Changed = tuple[Interval, tuple[str, ...]]
    """The interval under another option, and the parts of the decision that it changes."""

_KEPT = 1024


class Alternatives:
    """Tries the other options of one reading.  Made once with the pack."""

    def __init__(self, position: int, reading: Reading, assembler: Assembler) -> None:
        """Find what depends on the reading: nodes of conditions, and values of measures."""
        self._position = position
        self._reading = reading
        self._assembler = assembler
        self._options = sorted(option.id for option in reading.options)
        self._nodes = _nodes(reading.id, assembler.rules.program.layout)
        self._sets_values = any(choice.reading == reading.id for choice in choices(assembler.rules.pack))
        self._used = functools.lru_cache(_KEPT)(self._make)

    def of(self, judged: Judged, asked_for: Collection[str], measure: Measure | None) -> ReadingUsed:
        """Return the reading as it was used; `measure` is the one that is due, `asked_for` what the caller chose."""
        option = judged.chosen.positions[self._position]
        others = [other for other in range(len(self._options)) if other != option]
        changed = tuple([self._changed(other, judged, measure) for other in others])
        return self._used(option, self._reading.id in asked_for, changed)

    def _changed(self, option: int, judged: Judged, measure: Measure | None) -> Changed:
        other = self._judged(option, judged)
        if other is None:
            return judged.interval, ()
        changes = [] if judged.interval == other.interval else ["outcome"]
        assembler = self._assembler
        if assembler.findings.factor_truths(judged) != assembler.findings.factor_truths(other):
            changes.append("factors")
        if measure is not None and judged.interval.at_least == other.interval.at_least:
            due = assembler.due(other)
            changes += [name for name, value in vars(measure).items() if value != getattr(due, name)]
        if judged.case.earlier_measures and assembler.earlier.of(judged) != assembler.earlier.of(other):
            changes.append(EARLIER)
        return other.interval, tuple(changes)

    def _judged(self, option: int, judged: Judged) -> Judged | None:
        """Return the case judged under another option; None where that comes to the same."""
        decides = self._decides(option, judged)
        if not decides and not self._sets_values:
            return None
        chosen = Chosen(
            {**judged.chosen.options, self._reading.id: self._options[option]},
            judged.facts.with_reading(self._position, option).readings,
        )
        if decides or judged.case.earlier_measures:  # the ends of their terms may depend on it
            return self._assembler.judge(judged.case, chosen, judged.calendar)
        return judged._replace(chosen=chosen)

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
