"""Where the earlier measures stand on the day of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from zongzhi_rules.decision.dates import Timeline
from zongzhi_rules.decision.model import EarlierMeasureFinding
from zongzhi_rules.engines.terms import TermEnd, overdue, rectified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.measure import DueMeasure
    from zongzhi_rules.facts.model import EarlierMeasure

State = Literal["running", "rectified", "released", "failed", "unknown"]
_UNKNOWN = TermEnd(None)


class EarlierMeasures:
    """Finds how the measures stand that were taken before.  Made once with the pack."""

    def __init__(self, measures: Iterable[DueMeasure]) -> None:
        """Take the rungs of the pack."""
        self._measures = {one.measure.id: one for one in measures}

    def of(self, judged: Judged) -> tuple[EarlierMeasureFinding, ...] | None:
        """Return the earlier measures that are rungs of the pack; None where they are unknown."""
        items = judged.case.earlier_measures
        if items is None:
            return None
        return tuple([self._one(item, judged) for item in items if item.measure in self._measures])

    def set_by(self, reading: str, items: Iterable[EarlierMeasure]) -> bool:
        """Whether a value of one of these measures, such as the first day of its term, depends on a reading."""
        return any(item.measure in self._measures and reading in self._measures[item.measure].set_by for item in items)

    def changed(self, found: Sequence[EarlierMeasureFinding], reading: str, judged: Judged, other: Judged) -> bool:
        """Whether another option of a reading, under which the case is `other`, changes what was `found`.

        Only a measure whose values the reading sets, or a condition of which is otherwise, is looked at again.
        """
        items = [item for item in judged.case.earlier_measures or () if item.measure in self._measures]
        for item, before in zip(items, found, strict=True):
            due = self._measures[item.measure]
            touched = reading in due.set_by or due.differs(judged.truths, other.truths)
            if touched and self._one(item, other) != before:
                return True
        return False

    def _one(self, item: EarlierMeasure, judged: Judged) -> EarlierMeasureFinding:
        due = self._measures[item.measure]
        end = judged.bound.terms.get(item.id, _UNKNOWN)
        days = {name: getattr(item, name) for name in ("decided_on", "received_on", "held_on")}
        timeline = Timeline(
            due.measure, days, assumed=False, readings=judged.chosen.options, calendar=judged.calendar, term=end
        )
        return EarlierMeasureFinding.model_construct(
            id=item.id,
            measure=due.measure.id,
            title=due.measure.title,
            state=_state(item, end, judged.case.as_of),
            term_ends=timeline.term_deadline(),
            obligations=timeline.obligations(due.applies(judged)),
            effects=timeline.effects(item.released_on),
        )


def _state(item: EarlierMeasure, end: TermEnd, as_of: date) -> State:
    if item.released_on is not None and item.released_on <= as_of:
        return "released"
    done = rectified(item, end.day)
    if done is True:
        return "rectified"
    over = overdue(end, as_of)
    if over is False:
        return "running"
    return "failed" if over and done is False else "unknown"
