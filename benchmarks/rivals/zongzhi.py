"""Ours: the small ladder as a pack, judged by the library.

Two rows.  The first takes a validated case to its verdict, as a service does that keeps cases; the second takes a
dictionary to the whole explained decision: facts, reasons, rejected rungs, open questions, derivation.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.rival import Rival

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case, Interval

_PACK = Path(__file__).parent.parent / "packs" / "small_ladder"
_HARM = {"none": "ordinary"}  # the fact model has no word for no harm at all; both are below every bound of the ladder


def as_case_data(case: Case) -> dict[str, Any]:
    """Return a case of the benchmark in the form of our fact model."""
    harm = case["harm"]
    incidents = case["incidents"]
    return {
        "id": "case",
        "as_of": "2020-12-31",
        "subject": {"kind": "locality", "division": "419900"},
        "work": {
            "neglected": case["work_neglected"],
            "measures_not_carried_out": case["measures_poor"],
            "foundations_weak": case["foundations_weak"],
        },
        "order": {"seriously_chaotic": case["order_chaotic"]},
        "incidents": None
        if incidents is None
        else [
            {
                "id": f"i{number}",
                "kind": incident["kind"],
                "grade": incident["grade"],
                "happened_on": incident["day"],
                "deaths": incident["deaths"],
            }
            for number, incident in enumerate(incidents)
        ],
        "severity": {
            "harm": None if harm is None else _HARM.get(harm, harm),
            "veto_threshold_reached": case["veto_threshold"],
        },
        "local": {"assessment_failed": case["assessment_failed"], "history_failed": case["history_failed"]},
    }


def validated_case(case: Case) -> Any:  # noqa: ANN401 - our case model, not imported before it is used
    """Return a case of the benchmark as our library validates it."""
    from zongzhi_rules import case_from  # noqa: PLC0415 - rivals are imported only when they run

    return case_from(as_case_data(case))


def _prepare_verdict() -> Callable[[Any], Interval]:
    from zongzhi_rules import load_pack  # noqa: PLC0415

    verdict = load_pack(_PACK).verdict

    def decide(case: Any) -> Interval:  # noqa: ANN401
        outcome = verdict(case)
        return outcome.at_least or "none", outcome.at_most or "none"  # type: ignore[return-value]

    return decide


def _prepare_explained() -> Callable[[Any], Interval]:
    from zongzhi_rules import case_from, load_pack  # noqa: PLC0415

    pack = load_pack(_PACK)

    def decide(data: Any) -> Interval:  # noqa: ANN401
        outcome = pack.decide(case_from(data)).outcome
        return outcome.at_least or "none", outcome.at_most or "none"  # type: ignore[return-value]

    return decide


VERDICT = Rival(
    name="zongzhi verdict (validated case)",
    takes="validated case",
    distributions=("zongzhi-rules",),
    prepare=_prepare_verdict,
    load=validated_case,
)
EXPLAINED = Rival(
    name="zongzhi dict -> full explained decision",
    takes="dict",
    distributions=("zongzhi-rules",),
    prepare=_prepare_explained,
    load=as_case_data,
)
