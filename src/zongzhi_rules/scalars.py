"""Scalar types that cases and packs share."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 1949, 2199

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def only_a_day(raw: object) -> object:
    """Take a date or an ISO day; pydantic alone would also take timestamps and datetimes."""
    if isinstance(raw, str):
        if not _ISO_DAY.fullmatch(raw):
            raise PydanticCustomError("not_a_day", "not a day of the form YYYY-MM-DD")
        try:
            raw = date.fromisoformat(raw)
        except ValueError:
            raise PydanticCustomError("no_such_day", "no such day in the calendar") from None
    elif isinstance(raw, datetime) or not isinstance(raw, date):
        raise PydanticCustomError("not_a_day", "not a day of the form YYYY-MM-DD")
    if not FIRST_YEAR <= raw.year <= LAST_YEAR:
        raise PydanticCustomError("year_out_of_range", "the year lies outside 1949 to 2199")
    return raw


Day = Annotated[date, BeforeValidator(only_a_day, json_schema_input_type=date)]
