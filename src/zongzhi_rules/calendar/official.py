"""The published holiday notices, read once from `chinese_calendar` into immutable year tables.

Only its public dictionaries are read.  Its functions raise `NotImplementedError` both past the data and for a wrong
type, scan the whole dictionary on each call, and do not mark make-up workdays.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from zongzhi_rules.calendar.days import NamedDay, YearTable
from zongzhi_rules.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@cache
def official_years() -> Mapping[int, YearTable]:
    """One table for each year whose notice is in the data.  Do not change the mapping: it is shared."""
    from chinese_calendar import Holiday, holidays, workdays  # noqa: PLC0415 - read on first use, import stays light

    chinese = {holiday.value: holiday.chinese for holiday in Holiday}
    off: dict[date, str] = holidays
    made_up: dict[date, str] = workdays
    exceptions = [
        *(NamedDay(day, working=False, name=chinese[name]) for day, name in off.items()),
        *(NamedDay(day, working=True, name=chinese[name]) for day, name in made_up.items()),
    ]
    # A notice also names days of the neighbouring years; a year is covered only where its own National Day is known.
    years = sorted({day.year for day, name in off.items() if name == Holiday.national_day.value})
    return {year: YearTable.build(year, exceptions, covered=True) for year in years}


@cache
def official_version() -> str:
    """Name, version and years of the data."""
    from chinese_calendar import __version__  # noqa: PLC0415

    years = official_years()
    return f"chinese-calendar {__version__} ({min(years)}-{max(years)})"


@cache
def official_digest() -> str:
    """Return `sha256:…` over the days that the notices name: what the data say, whatever their version is called."""
    named = {
        str(year): sorted([one.day.isoformat(), one.working, one.name] for one in table.named)
        for year, table in official_years().items()
    }
    return digest_of(named)
