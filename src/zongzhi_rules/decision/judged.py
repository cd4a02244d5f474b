"""One case judged by one pack under one choice of readings: what every part of a decision is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.outcome import Interval
    from zongzhi_rules.engines.binding import Bound, Chosen
    from zongzhi_rules.engines.protocol import Facts, Truth
    from zongzhi_rules.facts.model import Case


class Judged(NamedTuple):
    """A case with its bound facts, the truth of every node and the interval of the outcome."""

    case: Case
    chosen: Chosen
    bound: Bound
    facts: Facts
    truths: tuple[Truth, ...]
    items: Mapping[int, tuple[tuple[Truth, ...], ...]]
    interval: Interval
    calendar: WorkCalendar
