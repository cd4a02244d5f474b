"""CEL, by its Rust implementation (common-expression-language) and its Python one (cel-python).

The policy is four expressions: whether a circumstance is there, and the measure, each definitely and possibly.
The Rust binding spends most of its time on turning the dictionary into CEL values, so there the four are composed
into one program (a one-element ``map`` is CEL's way to name a value) and converted once. The compiling runner of
cel-python refuses that composition, so there the four run one after the other over one activation.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from benchmarks.rival import Rival, as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case, Interval, Measure

LISTED: Final = """
assessment_failed == true
|| (work_neglected == true && measures_poor == true && foundations_weak == true && order_chaotic == true)
|| (incidents == null ? false
    : incidents.exists(i, i.grade == 'especially_major') || incidents.filter(i, i.grade == 'major').size() >= 2)
"""
LISTED_POSSIBLE: Final = """
assessment_failed != false
|| (work_neglected != false && measures_poor != false && foundations_weak != false && order_chaotic != false)
|| (incidents == null ? true
    : incidents.exists(i, i.grade in ['especially_major', null])
      || incidents.filter(i, i.grade == 'major').size() >= 2)
"""
LOW: Final = """
history_failed == 'supervision' || (listed && harm == 'especially_serious' && veto_threshold == true) ? 'veto'
: history_failed == 'interview' || (listed && harm == 'especially_serious') ? 'supervision'
: history_failed == 'circular' || (listed && harm == 'serious') ? 'interview'
: listed ? 'circular' : 'none'
"""
HIGH: Final = """
history_failed in ['supervision', null]
|| (listed && harm in ['especially_serious', null] && veto_threshold != false) ? 'veto'
: history_failed == 'interview' || (listed && harm in ['especially_serious', null]) ? 'supervision'
: history_failed == 'circular' || (listed && harm == 'serious') ? 'interview'
: listed ? 'circular' : 'none'
"""


def _prepare_rust() -> Callable[[Case], Interval]:
    program = import_module("cel").compile(
        f"[[{LISTED}].map(listed, {LOW})[0], [{LISTED_POSSIBLE}].map(listed, {HIGH})[0]]"
    )
    execute = program.execute

    def decide(case: Case) -> Interval:
        low, high = execute(case)
        return low, high

    return decide


def _prepare_python() -> Callable[[Case], Interval]:
    celpy = import_module("celpy")
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    listed, listed_possible, low, high = (
        environment.program(environment.compile(text)).evaluate for text in (LISTED, LISTED_POSSIBLE, LOW, HIGH)
    )
    to_cel = celpy.json_to_cel
    # A CEL string is its own kind of str: back to the plain ones.
    measures: dict[object, Measure] = {
        to_cel(measure): measure for measure in ("none", "circular", "interview", "supervision", "veto")
    }

    def decide(case: Case) -> Interval:
        activation = {key: to_cel(value) for key, value in case.items()}
        reached = low(activation | {"listed": listed(activation)})
        possible = high(activation | {"listed": listed_possible(activation)})
        return measures[reached], measures[possible]

    return decide


RUST = Rival(
    name="CEL (common-expression-language)",
    takes="dict",
    distributions=("common-expression-language",),
    prepare=_prepare_rust,
    load=as_it_is,
)
PYTHON = Rival(
    name="CEL (cel-python)",
    takes="dict",
    distributions=("cel-python",),
    prepare=_prepare_python,
    load=as_it_is,
)
