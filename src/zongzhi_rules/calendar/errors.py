"""What the calendar refuses.  `text` is the message in Chinese, `text_en` and `str(error)` in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zongzhi_rules.diagnostics.visible import shortened, visible
from zongzhi_rules.errors import ZongzhiError

if TYPE_CHECKING:
    from datetime import date

_PRINTABLE: Final = 10**12
_LONGEST_SHOWN: Final = 120


class CalendarError(ZongzhiError):
    """Base of the calendar's errors."""

    def __init__(self, text: str, text_en: str) -> None:
        self.text = text
        self.text_en = text_en
        super().__init__(text, text_en)  # both, so that pickle can call the class with them again

    def __str__(self) -> str:
        return self.text_en


class CalendarDataError(CalendarError):
    """The installed holiday data is not what this library knows how to read."""


class CalendarCoverageError(CalendarError):
    """A day lies outside what the calendar can answer for."""

    @classmethod
    def of(cls, day: date, first: date, last: date) -> CalendarCoverageError:
        """For `day`, where notices are known from `first` to `last`."""
        return cls(
            f"{day} 没有可用的放假通知（数据为 {first} 至 {last}）",
            f"no holiday notice for {day}: known are {first} to {last}",
        )


class NotADateError(CalendarError, TypeError):
    """Something else stands where a day is needed; a datetime too, as its day depends on an unstated time zone."""

    @classmethod
    def of(cls, value: object) -> NotADateError:
        """For the value that was given."""
        kind = type(value).__name__
        return cls(f"应为日期（datetime.date），不能是 {kind}", f"a datetime.date is needed, not a {kind}")


class PeriodLengthError(CalendarError, ValueError):
    """A period of no, negative, fractional or absurd length."""

    @classmethod
    def of(cls, value: object, most: int) -> PeriodLengthError:
        """For the length that was given, where at most `most` is possible."""
        # An absurd number can be too long to print; then its type has to do.
        shown = (
            f"{value}"
            if isinstance(value, float) or (isinstance(value, int) and abs(value) < _PRINTABLE)
            else (type(value).__name__)
        )
        return cls(
            f"期间长度应为 1 至 {most} 的整数，不能是 {shown}",
            f"a period is a whole number from 1 to {most}, not {shown}",
        )


class RegionCodeError(CalendarError, ValueError):
    """A region that is no GB/T 2260 code."""

    @classmethod
    def of(cls, code: str) -> RegionCodeError:
        """For the code that was given."""
        shown = _shown(code)
        return cls(f"`{shown}` 不是 GB/T 2260 行政区划代码", f"`{shown}` is not a GB/T 2260 code")


class OverrideConflictError(CalendarError):
    """Two override files of the same reach disagree on a day."""

    @classmethod
    def of(cls, day: date, one: str, other: str) -> OverrideConflictError:
        """For the day and the names of both files."""
        one, other = _shown(one), _shown(other)
        return cls(f"{one} 与 {other} 对 {day} 的规定相反", f"{one} and {other} contradict each other on {day}")


@dataclass(frozen=True, slots=True)
class OverrideProblem:
    """One fault in an override file; `line` and `column` count from 1, `field` is its path as `days[3].date`."""

    text: str
    text_en: str
    line: int | None = None
    column: int | None = None
    field: str = ""


class OverrideError(CalendarError):
    """An override file cannot be read, or is not a holiday notice.  `problems` has every fault with its place."""

    def __init__(self, name: str, problems: tuple[OverrideProblem, ...]) -> None:
        self.name = name
        self.problems = problems
        lines = [(_place(name, problem), problem) for problem in problems]
        super().__init__(
            "\n".join(f"{place}：{problem.text}" for place, problem in lines),
            "\n".join(f"{place}: {problem.text_en}" for place, problem in lines),
        )
        self.args = (name, problems)  # what pickle calls this class with


def _place(name: str, problem: OverrideProblem) -> str:
    place = f"{_shown(name)}:{problem.line}:{problem.column}" if problem.line else _shown(name)
    return f"{place} `{_shown(problem.field)}`" if problem.field else place


def _shown(text: str) -> str:
    """Text from outside, on one line that is safe to print."""
    return shortened(visible(text), _LONGEST_SHOWN)
