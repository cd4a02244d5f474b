"""What no single field of a case shows: entries that stand twice, days that cannot be.

Each problem is an error of its own with its own place, and all of them are raised together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from zongzhi_rules.facts.finding import Record
    from zongzhi_rules.facts.model import Case, EarlierMeasure

Steps = tuple[str | int, ...]

_LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # the list, the field that names an item, the days that cannot lie after the case
    ("incidents", "id", ("happened_on",)),
    ("hot_spots", "id", ()),
    ("assessments", "year", ()),
    ("referrals", "id", ("on",)),
    ("earlier_measures", "id", ("decided_on", "received_on", "held_on", "released_on")),
    ("officials", "id", ()),
    ("awards", "id", ("granted_on",)),
    ("performed_duties", "id", ("on",)),
)
_LATER_DAYS = ("received_on", "held_on", "term_ends_on", "released_on")


def fault(kind: LiteralString, at: Steps, value: object, context: Mapping[str, str | int]) -> InitErrorDetails:
    """Make an error about a field that contradicts another one."""
    return InitErrorDetails(type=PydanticCustomError(kind, kind, dict(context)), loc=at, input=value)


def refuse(found: list[InitErrorDetails]) -> None:
    """Raise all errors of a check together, if there are any."""
    if found:
        raise ValidationError.from_exception_data("Case", found)


def contradictions(case: Case) -> list[InitErrorDetails]:
    """Return the items of each list whose key an earlier item has, and what lies after the day of the case.

    Every case pays for this: what it does not have costs no more than a look.
    """
    found: list[InitErrorDetails] = []
    content = vars(case)
    as_of = content["as_of"]
    for name, key, days in _LISTS:
        items = content[name]
        if items:
            found += _in_list(name, key, days, items, as_of)
    if content["assessments"]:
        found += _late_years(case)
    if content["earlier_measures"]:
        found += _late_inspections(case)
    return found


def _in_list(
    name: str, key: str, days: tuple[str, ...], items: Sequence[Record], as_of: date
) -> list[InitErrorDetails]:
    found: list[InitErrorDetails] = []
    first: dict[object, int] = {}
    for index, item in enumerate(items):
        fields = vars(item)
        own = fields[key]
        if own in first:
            found.append(fault("duplicate_entry", (name, index, key), own, {"first": first[own]}))
        else:
            first[own] = index
        for field in days:
            day = fields[field]
            if day is not None and day > as_of:
                found.append(_late((name, index, field), day, as_of))
    return found


def _late_years(case: Case) -> list[InitErrorDetails]:
    return [
        _late(("assessments", index, "year"), assessment.year, case.as_of)
        for index, assessment in enumerate(case.assessments or ())
        if assessment.year > case.as_of.year
    ]


def _late_inspections(case: Case) -> list[InitErrorDetails]:
    return [
        _late(("earlier_measures", index, "inspections", number, "on"), inspection.on, case.as_of)
        for index, measure in enumerate(case.earlier_measures or ())
        for number, inspection in enumerate(measure.inspections or ())
        if inspection.on > case.as_of
    ]


def _late(at: Steps, value: object, as_of: date) -> InitErrorDetails:
    """Say that something cannot be known on the day of the case.  The end of a term may lie after it."""
    return fault("after_the_case", at, value, {"as_of": as_of.isoformat()})


def before_the_decision(measure: EarlierMeasure) -> list[InitErrorDetails]:
    """Return the days of a measure that lie before the day on which it was decided."""
    decided = measure.decided_on
    if decided is None:
        return []
    content = vars(measure)
    context = {"decided_on": decided.isoformat()}
    found = []
    for name in _LATER_DAYS:
        day = content[name]
        if day is not None and day < decided:
            found.append(fault("days_out_of_order", (name,), day, context))
    for index, inspection in enumerate(measure.inspections or ()):
        if inspection.on < decided:
            found.append(fault("days_out_of_order", ("inspections", index, "on"), inspection.on, context))
    return found
