"""What no single field of a case shows: entries that stand twice, days that cannot be.

Each problem is an error of its own with its own place, and all of them are raised together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, LiteralString, cast

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
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
    """Return the items of each list whose key an earlier item has, and what lies after the day of the case."""
    found: list[InitErrorDetails] = []
    for name, key, days in _LISTS:
        found += _in_list(name, key, days, getattr(case, name) or (), case.as_of)
    return [*found, *_late_years(case), *_late_inspections(case)]


def _written_test() -> Callable[[Case], bool]:
    """Write the function that tells whether the lists of a case plainly hold no contradiction.

    Written out, because every case pays for it: what a case does not have costs no more than a look.  Of assessments
    and earlier measures it does not tell.
    """
    lines = ["def test(case):", "    as_of = case.as_of"]
    for name, key, days in _LISTS:
        late = " or ".join(f"((day := item.{day}) is not None and day > as_of)" for day in days)
        lines += [
            f"    if items := case.{name}:",
            f"        if len({{item.{key} for item in items}}) != len(items):",
            "            return False",
        ]
        if late:
            lines += ["        for item in items:", f"            if {late}:", "                return False"]
    lines.append("    return not (case.assessments or case.earlier_measures)")
    scope: dict[str, Any] = {}
    exec("\n".join(lines), scope)  # noqa: S102 - of the names of our own fact model
    return cast("Callable[[Case], bool]", scope["test"])


is_consistent = _written_test()


def _in_list(
    name: str, key: str, days: tuple[str, ...], items: Sequence[Record], as_of: date
) -> list[InitErrorDetails]:
    found: list[InitErrorDetails] = []
    first: dict[object, int] = {}
    for index, item in enumerate(items):
        own = getattr(item, key)
        if own in first:
            found.append(fault("duplicate_entry", (name, index, key), own, {"first": first[own]}))
        else:
            first[own] = index
        for field in days:
            day = getattr(item, field)
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
