"""Scalar types that cases and packs share, and what a mistaken scalar was probably meant to be."""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from zongzhi_rules.numerals import RUN, arabic, in_digits

FIRST_YEAR, LAST_YEAR = 1949, 2199

_DAYS_KEPT = 4096  # cases that are judged together name much the same days
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN_DAY = re.compile(
    r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:[T ][0-9].*)?",
)
_WRITTEN_NUMBER = re.compile(
    r"\+?(?P<sign>-?)0*(?P<whole>[0-9]{1,15})(?P<fraction>\.[0-9]{1,6})?(?:\s?[^0-9.,\s十百千亿多余几]{1,3})?",
)
# no 万: losses are counted in 万元
_CHINESE_NUMBER = re.compile(f"(?P<number>(?!.*万){RUN.pattern})[人名次件起个年月日天项条款点元倍户家例]?")
_LONGEST_GUESS = 40  # characters; nothing longer is a day, a number or a truth value
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "是", "有", "已"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0", "否", "无", "未", "没有"), "false"),
}


def only_a_day(raw: object) -> date:
    """Take a date or an ISO day; pydantic alone would also take timestamps and datetimes."""
    if isinstance(raw, str):
        return _day(raw)
    if isinstance(raw, datetime) or not isinstance(raw, date):
        raise PydanticCustomError("not_a_day", "not a day of the form YYYY-MM-DD")
    return _within_reach(raw)


@functools.lru_cache(_DAYS_KEPT)
def _day(text: str) -> date:
    if not _ISO_DAY.fullmatch(text):
        raise PydanticCustomError("not_a_day", "not a day of the form YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day in the calendar") from None
    return _within_reach(day)


def _within_reach(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("year_out_of_range", "the year lies outside 1949 to 2199")
    return day


Day = Annotated[date, BeforeValidator(only_a_day, json_schema_input_type=date)]


def likely_day(text: str) -> tuple[str, ...]:
    """Return the ISO form of a day that is written in another one: 2016/3/1, 20160301, 二〇一六年三月一日."""
    match = _WRITTEN_DAY.fullmatch(in_digits(_bare(text)))
    if match is None:
        return ()
    year, month, day = (int(number) for number in match.groups() if number)
    try:
        return (date(year, month, day).isoformat(),)
    except ValueError:
        return ()


def likely_truth(text: str) -> tuple[str, ...]:
    """Return `true` or `false` for another word for it: yes, off, 是."""
    word = _TRUTHS.get(_bare(text).casefold())
    return (word,) if word else ()


def likely_number(text: str, *, whole: bool) -> tuple[str, ...]:
    """Return the number that is written in another form: 012, "3", 3人, 三人, full-width digits, 1,000."""
    bare = _bare(text).replace(",", "")
    if chinese := _CHINESE_NUMBER.fullmatch(bare):
        return (arabic(chinese["number"]),)
    match = _WRITTEN_NUMBER.fullmatch(bare)
    if match is None:
        return ()
    fraction = match["fraction"] or ""
    if whole and fraction.strip(".0"):
        return ()
    return (f"{match['sign']}{match['whole']}{'' if whole else fraction}",)


def _bare(text: str) -> str:
    """Return a text without quotes, with the usual forms of its characters."""
    return unicodedata.normalize("NFKC", text[:_LONGEST_GUESS]).strip("\"' ")
