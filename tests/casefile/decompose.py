"""Takes a case apart into entries of a file, and says what of a case had happened by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.facts.model import Case
from zongzhi_rules.testing.entries import history_of, in_file_order

if TYPE_CHECKING:
    from datetime import date
    from random import Random

__all__ = ["Taken", "as_it_was", "in_file_order"]


def as_it_was(case: Case, day: date) -> Case:
    """Return what of a case had happened by a day: the naive way, item by item."""
    data = case.model_dump()
    data["as_of"] = day
    dated = {"incidents": "happened_on", "referrals": "on", "awards": "granted_on", "performed_duties": "on"}
    for name, field in (*dated.items(), ("earlier_measures", "decided_on")):
        before = [one for one in data[name] or () if one[field] is None or one[field] <= day]
        data[name] = before or ([] if data[name] is not None else None)
    for measure in data["earlier_measures"] or ():
        for field in ("received_on", "held_on", "released_on"):
            if measure[field] is not None and measure[field] > day:
                measure[field] = None
        if measure["inspections"]:
            measure["inspections"] = [one for one in measure["inspections"] if one["on"] <= day] or None
    if data["assessments"] is not None:
        data["assessments"] = [one for one in data["assessments"] if one["year"] <= day.year]
    return Case.model_validate(data)


class Taken:
    """The entries of one case, the opening first."""

    def __init__(self, case: Case, random: Random) -> None:
        self.events = history_of(case, random)
