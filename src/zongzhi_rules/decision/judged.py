"""One case judged by one pack under one choice of readings: what every part of a decision is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.outcome import Interval
    from zongzhi_rules.engines.binding import Bound, Chosen
    from zongzhi_rules.engines.protocol import Facts, Truth
    from zongzhi_rules.facts.model import Case


@dataclass(slots=True, eq=False)
class Judged:
    """A case with its bound facts, the truth of every node and the interval of the outcome.

    Never changed; not frozen, which would cost as much as judging a small case does.
    """

    case: Final[Case]
    chosen: Final[Chosen]
    bound: Final[Bound]
    facts: Final[Facts]
    truths: Final[tuple[Truth, ...]]
    items: Final[Mapping[int, tuple[tuple[Truth, ...], ...]]]
    interval: Final[Interval]
    calendar: Final[WorkCalendar]
