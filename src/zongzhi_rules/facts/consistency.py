"""What no single field of a case shows: entries that stand twice, days that cannot be.

Each problem is an error of its own with its own place, and all of them are raised together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from zongzhi_rules.facts.model import Case, EarlierMeasure

Steps = tuple[str | int, ...]

_KEYS = (
    ("incidents", "id"),
    ("hot_spots", "id"),
    ("assessments", "year"),
    ("referrals", "id"),
    ("earlier_measures", "id"),
    ("officials", "id"),
    ("awards", "id"),
    ("performed_duties", "id"),
)
_PAST_DAYS = (
    ("incidents", ("happened_on",)),
    ("referrals", ("on",)),
    ("earlier_measures", ("decided_on", "received_on", "held_on", "released_on")),
    ("awards", ("granted_on",)),
    ("performed_duties", ("on",)),
)
_LATER_DAYS = ("received_on", "held_on", "term_ends_on", "released_on")


def fault(kind: LiteralString, at: Steps, value: object, context: Mapping[str, str | int]) -> InitErrorDetails:
    """Make an error about a field that contradicts another one."""
    return InitErrorDetails(type=PydanticCustomError(kind, kind, dict(context)), loc=at, input=value)


def refuse(found: list[InitErrorDetails]) -> None:
    """Raise all errors of a check together, if there are any."""
    if found:
        raise ValidationError.from_exception_data("Case", found)


def duplicates(case: Case) -> Iterator[InitErrorDetails]:
    """Yield the items of each list whose key an earlier item has."""
    for name, field in _KEYS:
        items = getattr(case, name)
        if not items:
            continue
        keys = [getattr(item, field) for item in items]
        if len(set(keys)) == len(keys):
            continue
        first: dict[object, int] = {}
        for index, key in enumerate(keys):
            if first.setdefault(key, index) != index:
                yield fault("duplicate_entry", (name, index, field), key, {"first": first[key]})


def after_the_case(case: Case) -> Iterator[InitErrorDetails]:
    """Yield what lies after the day of the case, and so cannot be known on it.  The end of a term may."""
    as_of = case.as_of
    for at, day in _past_days(case):
        if day is not None and day > as_of:
            yield fault("after_the_case", at, day, {"as_of": as_of.isoformat()})
    for index, assessment in enumerate(case.assessments or ()):
        if assessment.year > as_of.year:
            at = ("assessments", index, "year")
            yield fault("after_the_case", at, assessment.year, {"as_of": as_of.isoformat()})


def _past_days(case: Case) -> Iterator[tuple[Steps, date | None]]:
    for name, fields in _PAST_DAYS:
        for index, item in enumerate(getattr(case, name) or ()):
            for field in fields:
                yield (name, index, field), getattr(item, field)
    for index, measure in enumerate(case.earlier_measures or ()):
        for number, inspection in enumerate(measure.inspections or ()):
            yield ("earlier_measures", index, "inspections", number, "on"), inspection.on


def before_the_decision(measure: EarlierMeasure) -> list[InitErrorDetails]:
    """Return the days of a measure that lie before the day on which it was decided."""
    decided = measure.decided_on
    if decided is None:
        return []
    days: list[tuple[Steps, date | None]] = [((name,), getattr(measure, name)) for name in _LATER_DAYS]
    days += [(("inspections", index, "on"), one.on) for index, one in enumerate(measure.inspections or ())]
    context = {"decided_on": decided.isoformat()}
    return [fault("days_out_of_order", at, day, context) for at, day in days if day is not None and day < decided]
