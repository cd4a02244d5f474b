"""What a computed date carries: the day, how it was counted, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.calendar.conventions import Convention

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ProvisionalReason:
    """Why a date may still change: it rests on `day`, for which no notice is known.

    `covered_until` is the last day before it that a notice covers.
    """

    day: date
    covered_until: date

    @property
    def text(self) -> str:
        """The reason in Chinese."""
        return (
            f"放假通知数据截至 {self.covered_until}，自 {self.day} 起仅按法定节假日推算"
            f"（{Convention.STATUTORY_HOLIDAYS_ONLY.basis}），通知公布后可能变动"
        )

    @property
    def text_en(self) -> str:
        """The reason in English."""
        return (
            f"holiday notices are known until {self.covered_until}; from {self.day} on only the statutory holidays "
            f"count ({Convention.STATUTORY_HOLIDAYS_ONLY.basis_en}), so the date can change when the notice comes"
        )


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of a period, or a fixed date.

    `nominal` is the day before any roll, `due` the day that counts; that day itself is still in time.  `start` is the
    day of the event that the period runs from, none for a fixed date.  `amendable` says that the date rests on the
    last days of a covered year, which the next year's notice can still change.  `last_working_day` is set for fixed
    dates: the day to warn on, as the date itself does not move.
    """

    start: date | None
    nominal: date
    due: date
    conventions: tuple[Convention, ...]
    data_version: str
    provisional_reason: ProvisionalReason | None = None
    amendable: bool = False
    last_working_day: date | None = None

    @property
    def rolled(self) -> bool:
        """Whether the due day is not the nominal one."""
        return self.due != self.nominal

    @property
    def provisional(self) -> bool:
        """Whether the date rests on a day that no notice covers."""
        return self.provisional_reason is not None


@dataclass(frozen=True, slots=True)
class Restriction:
    """A restriction that runs from `start`: its last day, by both ways of counting the first.

    Practice is divided on whether the first day counts, so both last days are given; `start_counted` says which of
    them `last_day` is.
    """

    start: date
    last_day_if_start_excluded: date
    last_day_if_start_included: date
    start_counted: bool
    conventions: tuple[Convention, ...]

    @property
    def last_day(self) -> date:
        """The last day on which the restriction holds, by the way of counting asked for."""
        return self.last_day_if_start_included if self.start_counted else self.last_day_if_start_excluded
