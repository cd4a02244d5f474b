"""Scalar types of events: a moment of recording, in one time zone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

CHINA = timezone(timedelta(hours=8))
"""The zone that days are counted in, so that a moment names the same day on every machine."""


def _only_a_moment(raw: object) -> datetime:
    """Take a date and time with its zone; without one it would mean another moment on another machine."""
    if isinstance(raw, str):
        try:
            raw = datetime.fromisoformat(raw)
        except ValueError:
            raise PydanticCustomError("not_a_moment", "not a date and time") from None
    if not isinstance(raw, datetime) or raw.tzinfo is None:
        raise PydanticCustomError("not_a_moment", "not a date and time with a zone")
    try:
        return raw.astimezone(CHINA)
    except OverflowError:
        raise PydanticCustomError("not_a_moment", "no such moment") from None


Moment = Annotated[datetime, BeforeValidator(_only_a_moment, json_schema_input_type=datetime)]
