"""The ladder as a programmer without a framework writes it, over a dictionary and over a frozen object.

Three-valued, one pass, no allocation. The two functions say the same; each is written out in full, because an
accessor that they could share would cost more than the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.objects import FrozenCase
from benchmarks.rival import Rival, as_it_is

if TYPE_CHECKING:
    from benchmarks.cases import Case, Interval, Measure
    from benchmarks.objects import CaseLike


def decide_dict(case: Case) -> Interval:
    harm = case["harm"]
    threshold = case["veto_threshold"]
    history = case["history_failed"]
    listed = _listed_dict(case)

    low: Measure
    if history == "supervision" or (listed and harm == "especially_serious" and threshold):
        return "veto", "veto"
    if history == "interview" or (listed and harm == "especially_serious"):
        low = "supervision"
    elif history == "circular" or (listed and harm == "serious"):
        low = "interview"
    elif listed:
        low = "circular"
    else:
        low = "none"

    if history is None:
        return low, "veto"
    if listed is False:
        return low, low
    if harm == "especially_serious" or harm is None:
        return low, "supervision" if threshold is False else "veto"
    if history == "interview":
        return low, "supervision"
    return low, "interview" if history == "circular" or harm == "serious" else "circular"


def _listed_dict(case: Case) -> bool | None:
    """Say whether a listed circumstance is there; ``None`` is unknown."""
    failed = case["assessment_failed"]
    if failed:
        return True
    unknown = failed is None

    neglected = case["work_neglected"]
    poor = case["measures_poor"]
    weak = case["foundations_weak"]
    chaotic = case["order_chaotic"]
    if neglected and poor and weak and chaotic:
        return True
    if neglected is not False and poor is not False and weak is not False and chaotic is not False:
        unknown = True

    incidents = case["incidents"]
    if incidents is None:
        return None
    majors = 0
    for incident in incidents:
        grade = incident["grade"]
        if grade == "especially_major":
            return True
        if grade == "major":
            majors += 1
        elif grade is None:
            unknown = True  # it may be especially major, and one of those is enough
    if majors >= 2:
        return True
    return None if unknown else False


def decide_object(case: CaseLike) -> Interval:
    harm = case.harm
    threshold = case.veto_threshold
    history = case.history_failed
    listed = _listed_object(case)

    low: Measure
    if history == "supervision" or (listed and harm == "especially_serious" and threshold):
        return "veto", "veto"
    if history == "interview" or (listed and harm == "especially_serious"):
        low = "supervision"
    elif history == "circular" or (listed and harm == "serious"):
        low = "interview"
    elif listed:
        low = "circular"
    else:
        low = "none"

    if history is None:
        return low, "veto"
    if listed is False:
        return low, low
    if harm == "especially_serious" or harm is None:
        return low, "supervision" if threshold is False else "veto"
    if history == "interview":
        return low, "supervision"
    return low, "interview" if history == "circular" or harm == "serious" else "circular"


def _listed_object(case: CaseLike) -> bool | None:
    failed = case.assessment_failed
    if failed:
        return True
    unknown = failed is None

    neglected = case.work_neglected
    poor = case.measures_poor
    weak = case.foundations_weak
    chaotic = case.order_chaotic
    if neglected and poor and weak and chaotic:
        return True
    if neglected is not False and poor is not False and weak is not False and chaotic is not False:
        unknown = True

    incidents = case.incidents
    if incidents is None:
        return None
    majors = 0
    for incident in incidents:
        grade = incident.grade
        if grade == "especially_major":
            return True
        if grade == "major":
            majors += 1
        elif grade is None:
            unknown = True  # it may be especially major, and one of those is enough
    if majors >= 2:
        return True
    return None if unknown else False


DICT = Rival(
    name="hand-written function (dict)",
    takes="dict",
    distributions=(),
    prepare=lambda: decide_dict,
    load=as_it_is,
)
OBJECT = Rival(
    name="hand-written function (object)",
    takes="frozen dataclass",
    distributions=(),
    prepare=lambda: decide_object,
    load=FrozenCase.from_dict,
)
