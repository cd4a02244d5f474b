"""What the reader should know besides: instruments that no pack holds, and what is unusual about the decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zongzhi_rules.decision.findings import ground_slots
from zongzhi_rules.decision.model import Note, OutsideReference
from zongzhi_rules.ir.condition import ByReading, parameters_of
from zongzhi_rules.ir.names import APPLIES_BY_REFERENCE, IN_SCOPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import AccountabilityFinding, FactorFinding, Measure
    from zongzhi_rules.facts.model import EarlierMeasure
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack


class Notes:
    """Makes the notes of a pack's decisions.  Made once with the pack."""

    def __init__(self, pack: Pack, layout: Layout) -> None:
        """Prepare what is the same for every case."""
        self._outside = tuple(
            [
                OutsideReference.model_construct(
                    id=one.id, title=one.title, number=one.number, effect=one.effect, cite=one.cite
                )
                for one in pack.outside
            ],
        )
        self._ranks = {measure.id: measure.rank for measure in pack.measures}
        self._titles = {measure.id: measure.title for measure in pack.measures}
        self._layout = layout
        self._parameters = {
            index: names
            for index, slot in enumerate(layout.slots)
            if (names := tuple(name for one in (slot, *slot.item) for name in parameters_of(one.node)))
        }
        self._grounds = tuple(slot for measure in pack.measures for slot in ground_slots(measure, layout))
        self._undetermined = {one.id: _note("undetermined_parameter", parameter=one.title) for one in pack.parameters}
        self._special = {
            measure.id: [
                (
                    layout.roots[f"measures.{measure.id}.authority.special.{one.id}"],
                    _note("special_authority_possible", title=one.title),
                )
                for one in measure.authority.special
            ]
            for measure in pack.measures
        }
        self._of_measure = {measure.id: measure.outside for measure in pack.measures}
        self._in_scope = layout.roots[f"definitions.{IN_SCOPE}"]
        self._by_reference = layout.roots[f"definitions.{APPLIES_BY_REFERENCE}"]
        instrument = pack.instrument
        note = instrument.in_force_note
        self._in_force = None if note is None else _note("in_force_not_stated", pack=instrument.id, reason=note)

    def outside(
        self,
        measure: Measure | None,
        accountability: tuple[AccountabilityFinding, ...],
    ) -> tuple[OutsideReference, ...]:
        """Return the instruments that the measure and the forms of accountability send the reader to."""
        if not self._outside:
            return ()
        wanted = {name for one in accountability if one.truth is not False for name in one.outside}
        if measure is not None:
            wanted.update(self._of_measure[measure.id])
        return tuple([one for one in self._outside if one.id in wanted])

    def notes(
        self,
        judged: Judged,
        measure: Measure | None,
        factors: tuple[FactorFinding, ...],
    ) -> tuple[Note, ...]:
        """Return the notes on a decision."""
        found: list[Note] = []
        if judged.truths[self._in_scope] is False:
            found.append(_OUT_OF_SCOPE)
        if judged.truths[self._by_reference]:
            found.append(_BY_REFERENCE)
        if factors and len({one.direction for one in factors if one.truth}) > 1:
            found.append(_BOTH_DIRECTIONS)
        if measure is not None:
            if measure.authority.level is None:
                found.append(_note("level_unknown", measure=measure.title))
            found += [note for slot, note in self._special[measure.id] if judged.truths[slot] is None]
        if self._in_force is not None:
            found.append(self._in_force)
        if self._parameters and judged.interval.width:
            found += self._undetermined_parameters(judged)
        if judged.case.earlier_measures:
            found += self._of_earlier(judged, measure)
        return tuple(found)

    def _undetermined_parameters(self, judged: Judged) -> Iterator[Note]:
        """Yield the parameters that no text sets and that an unknown rule waits for: no fact would answer these."""
        values = judged.bound.facts.parameters
        for name in dict.fromkeys(name for ground in self._grounds for name in self._waiting(ground, judged)):
            if values[self._layout.parameters.index(name)] is None:
                yield self._undetermined[name]

    def _waiting(self, index: int, judged: Judged) -> Iterator[str]:
        """Yield the parameters that an unknown node waits for, under the readings in use."""
        if judged.truths[index] is not None:
            return
        slot = self._layout.slots[index]
        yield from self._parameters.get(index, ())
        parts = slot.parts
        if isinstance(slot.node, ByReading):
            parts = (parts[judged.bound.facts.readings[self._layout.readings.index(slot.node.reading)]],)
        for part in parts:
            yield from self._waiting(part, judged)

    def _of_earlier(self, judged: Judged, measure: Measure | None) -> Iterator[Note]:
        terms = judged.bound.terms
        # By their days, in whatever order the case gives them: the notes name several in one text.
        earlier = sorted(
            [item for item in judged.case.earlier_measures or () if item.id in terms],
            key=lambda item: (item.decided_on or date.max, item.id),
        )
        for item in earlier:
            end = terms[item.id]
            if end.statutory is not None and end.day is not None and end.day > end.statutory:
                yield _note("beyond_statutory_term", earlier=item.id, stated=str(end.day), term=str(end.statutory))
        if measure is None:
            return
        taken = [item.id for item in earlier if item.measure == measure.id]
        if taken:
            yield _note("already_taken", measure=measure.title, earlier=", ".join(taken))
        higher = [
            f"{self._titles[item.measure]}（{item.id}）"
            for item in earlier
            if self._ranks[item.measure] > self._ranks[measure.id] and _stands(item, judged)
        ]
        if higher:
            yield _note("higher_stands", measure=measure.title, earlier="、".join(higher))


def _stands(item: EarlierMeasure, judged: Judged) -> bool:
    """Whether an earlier measure is, as far as is known, still running on the day of the case."""
    end = judged.bound.terms[item.id].day
    return item.released_on is None and end is not None and judged.case.as_of <= end


def _note(code: str, **arguments: str) -> Note:
    return Note.model_construct(code=code, arguments=tuple(arguments.items()))


_OUT_OF_SCOPE, _BY_REFERENCE, _BOTH_DIRECTIONS = map(_note, ("out_of_scope", "by_reference", "both_directions"))
