"""durable-rules: forward chaining over two facts a case, one for each rail, "definitely" and "possibly".

The library has no unknowns and safely compares no two facts, so each rule is a condition on one fact, written once
for both rails, the counts are taken before, and every value is an integer. Without the dispatcher threads, and with
a rule that fires on every fact and a session that is deleted after each case, it neither loses an answer nor crashes.
"""

from __future__ import annotations

from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from benchmarks.cases import HARMS, HISTORIES, MEASURES
from benchmarks.rival import Rival, as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case, Interval

Fact = dict[str, str | int]

RULESET: Final = "small_ladder"

LISTED: Final = {
    "$or": [
        {"$and": [{"work_neglected": 1}, {"measures_poor": 1}, {"foundations_weak": 1}, {"order_chaotic": 1}]},
        {"$gte": {"majors": 2}},
        {"$gte": {"especially_majors": 1}},
        {"assessment_failed": 1},
    ]
}
# By the measure's rank, as HARMS and HISTORIES rank theirs. The first is the rule that fires on every fact.
CONDITIONS: Final[tuple[dict[str, Any], ...]] = (
    {"$ex": {"rail": 1}},
    LISTED,
    {"$or": [{"$gte": {"history_failed": 1}}, {"$and": [{"$gte": {"harm": 2}}, LISTED]}]},
    {"$or": [{"$gte": {"history_failed": 2}}, {"$and": [{"$gte": {"harm": 3}}, LISTED]}]},
    {"$or": [{"$gte": {"history_failed": 3}}, {"$and": [{"$gte": {"harm": 3}}, {"veto_threshold": 1}, LISTED]}]},
)
FLAGS: Final = (
    "assessment_failed",
    "work_neglected",
    "measures_poor",
    "foundations_weak",
    "order_chaotic",
    "veto_threshold",
)
HARM_RANK: Final = {harm: rank for rank, harm in enumerate(HARMS)}
HISTORY_RANK: Final = {history: rank for rank, history in enumerate(HISTORIES)}


def encode(case: Case, sid: str) -> tuple[Fact, Fact]:
    """Return the fact of the "definitely" rail and that of the "possibly" rail."""
    low: Fact = {"sid": sid, "rail": "definitely"}
    high: Fact = {"sid": sid, "rail": "possibly"}
    fields: dict[str, object] = {**case}
    for flag in FLAGS:
        value = fields[flag]
        low[flag] = 1 if value is True else 0
        high[flag] = 0 if value is False else 1

    harm = case["harm"]
    low["harm"] = 0 if harm is None else HARM_RANK[harm]
    high["harm"] = len(HARMS) - 1 if harm is None else HARM_RANK[harm]
    history = case["history_failed"]
    low["history_failed"] = 0 if history is None else HISTORY_RANK[history]
    high["history_failed"] = len(HISTORIES) - 1 if history is None else HISTORY_RANK[history]

    incidents = case["incidents"]
    if incidents is None:
        low["majors"], high["majors"] = 0, 2
        low["especially_majors"], high["especially_majors"] = 0, 1
    else:
        grades = [incident["grade"] for incident in incidents]
        unknown = grades.count(None)
        especially = grades.count("especially_major")
        majors = especially + grades.count("major")
        low["majors"], high["majors"] = majors, majors + unknown
        low["especially_majors"], high["especially_majors"] = especially, especially + unknown
    return low, high


def _prepare() -> Callable[[Case], Interval]:
    reached: dict[str, int] = {}

    host_class: Any = import_module("durable.engine").Host

    class QuietHost(host_class):  # type: ignore[misc]  # the library is untyped
        def _run(self) -> None:
            """Start no threads: they take answers away from the caller, and crash."""

        def get_action(self, action_name: str) -> Callable[[Any], None]:
            rank = int(action_name)

            def reach(context: Any) -> None:  # noqa: ANN401 -- the library is untyped
                rail = context.m.rail
                reached[rail] = max(rank, reached.get(rail, 0))

            return reach

    host = QuietHost()
    rules = {
        measure: {"all": [{"m": condition}], "pri": rank + 1, "run": str(rank)}
        for rank, (measure, condition) in enumerate(zip(MEASURES, CONDITIONS, strict=True))
    }
    host.set_rulesets({RULESET: rules})
    sids = count()

    def decide(case: Case) -> Interval:
        sid = str(next(sids))
        reached.clear()
        for fact in encode(case, sid):
            state = host.assert_fact(RULESET, fact)
            if state.get("exception"):
                raise RuntimeError(state["exception"])
        host.delete_state(RULESET, sid)
        return MEASURES[reached["definitely"]], MEASURES[reached["possibly"]]

    return decide


DURABLE = Rival(
    name="durable-rules",
    takes="dict",
    distributions=("durable-rules",),
    prepare=_prepare,
    load=as_it_is,
)
