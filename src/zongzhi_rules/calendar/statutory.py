"""Years without a notice: what the statute alone fixes.

`holidays` supplies the days of the lunar festivals and of Qingming.  The days off in their place are worked out here:
its own are one short where two holidays fall on the same day, and a later release adds the swaps of a notice, which
would be half a notice (days off without the weekends worked for them).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from zongzhi_rules.calendar.days import SATURDAY, NamedDay, YearTable
from zongzhi_rules.calendar.errors import CalendarDataError
from zongzhi_rules.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FIRST_STATUTORY_YEAR: Final = 2025
"""The first year of the statute as revised in 2024; earlier years have their notices."""
LAST_STATUTORY_YEAR: Final = 2099
"""The last year for which the lunar dates are known well enough."""

_DAYS_OFF: Final[Mapping[str, int]] = {
    "元旦": 1,
    "农历除夕": 1,
    "春节": 3,
    "清明节": 1,
    "劳动节": 2,
    "端午节": 1,
    "中秋节": 1,
    "国庆节": 3,
}


@cache
def statutory_year(year: int) -> YearTable:
    """The ordinary week, less the statutory holidays and the days off due for those that fall on a weekend."""
    festivals = statutory_days(year)
    exceptions = [NamedDay(day, working=False, name="、".join(names)) for day, names in festivals.items()]
    taken = set(festivals)
    for day, names in sorted(festivals.items()):
        # One day off is due for each holiday lost: to the weekend, or to another holiday on the same day.
        lost = len(names) if day.weekday() >= SATURDAY else len(names) - 1
        for _ in range(lost):
            substitute = _next_free_weekday(day, taken)
            taken.add(substitute)
            exceptions.append(NamedDay(substitute, working=False, name=f"{names[0]}补假"))
    return YearTable.build(year, exceptions, covered=False)


def statutory_days(year: int) -> Mapping[date, tuple[str, ...]]:
    """The thirteen statutory holidays of a year, by day; one day can carry two of them."""
    return _statutory_days()[year]


@cache
def statutory_version() -> str:
    """Name and version of the source of the festival dates."""
    from holidays.version import __version__  # noqa: PLC0415 - heavy: only for dates past the notices

    return f"holidays {__version__} (statutory days)"


@cache
def statutory_digest() -> str:
    """Return `sha256:…` over the statutory holidays of all years."""
    years = _statutory_days()
    return digest_of(
        {str(year): {day.isoformat(): list(names) for day, names in named.items()} for year, named in years.items()}
    )


@cache
def _statutory_days() -> Mapping[int, Mapping[date, tuple[str, ...]]]:
    # Built once with fixed years: asked for a day outside them, the library's object would grow by itself.
    from holidays import country_holidays  # noqa: PLC0415 - heavy: only for dates past the notices

    years = range(FIRST_STATUTORY_YEAR, LAST_STATUTORY_YEAR + 1)
    found = country_holidays("CN", years=years, expand=False, observed=False, language="zh_CN")
    by_year: dict[int, dict[date, tuple[str, ...]]] = {year: {} for year in years}
    for day, joined in sorted(found.items()):
        names = tuple(name for name in joined.split("; ") if name in _DAYS_OFF)
        if names:
            by_year[day.year][day] = names
    for year, festivals in by_year.items():
        given = [name for names in festivals.values() for name in names]
        if any(given.count(name) != count for name, count in _DAYS_OFF.items()):
            raise CalendarDataError(f"holidays 给出的 {year} 年法定节假日不完整", f"`holidays` lacks days of {year}")
    return by_year


def _next_free_weekday(day: date, taken: set[date]) -> date:
    ordinal = day.toordinal() + 1
    while (candidate := day.fromordinal(ordinal)).weekday() >= SATURDAY or candidate in taken:
        ordinal += 1
    return candidate
