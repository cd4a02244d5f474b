"""The examples together show all that the two packs hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.examples.runs import RUNS, Run

from zongzhi_rules import load_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules import Decision
    from zongzhi_rules.ir.pack import Pack

PACKS = ("national_2016", "henan_2016")

# What no example can show, each with its reason.  An entry that an example does show is a mistake.
GAPS = {
    (
        "national_2016",
        "readings.term.start.receipt",
    ): "the nation sets no length, so no day follows from where it starts",
}


def held(pack: Pack) -> Iterator[str]:
    """Name everything of a pack that a decision can show."""
    yield from (f"circumstances.{one.id}" for one in pack.circumstances)
    yield from (f"factors.{one.id}" for one in pack.factors)
    yield from (f"accountability.{one.id}" for one in pack.accountability)
    yield from (f"differences.{one.id}" for one in pack.differences)
    yield from (f"outside.{name}" for measure in pack.measures for name in measure.outside)
    yield from (f"outside.{name}" for one in pack.accountability for name in one.outside)
    yield from (f"readings.{one.id}.{option.id}" for one in pack.readings for option in one.options)
    for measure in pack.measures:
        path = f"measures.{measure.id}"
        yield path
        yield from (f"{path}.grounds.{one.id}" for one in measure.grounds)
        yield from (f"{path}.grades.{one.id}" for one in measure.grades)
        yield from (f"{path}.addressees.{one.id}" for one in measure.addressees)
        yield from (f"{path}.procedure.{one.id}" for one in measure.procedure)
        yield from (f"{path}.reports.{one.id}" for one in measure.reports)
        yield from (f"{path}.recipients.{one.id}" for one in measure.recipients)
        yield from (f"{path}.effects.{one.id}" for one in measure.effects)
        yield from (f"{path}.{part}" for part in ("term", "release") if getattr(measure, part) is not None)


def shown(run: Run) -> Iterator[str]:
    """Name everything that the decision of a run shows to be so."""
    decision = run.decide()
    yield from (f"circumstances.{one.id}" for one in decision.circumstances if one.truth)
    yield from (f"factors.{one.id}" for one in decision.factors if one.truth)
    yield from (f"accountability.{one.id}" for one in decision.accountability if one.truth)
    yield from (path for path, truth in decision.derivation.truths.items() if path.startswith("differences.") and truth)
    yield from (f"outside.{one.id}" for one in decision.outside)
    yield from (
        f"measures.{rung.id}.grounds.{one.id}" for rung in decision.measures for one in rung.grounds if one.truth
    )
    if run.by_default:
        yield from (f"readings.{one.id}.{one.option}" for one in decision.readings)
    elif visible(decision) != visible(load_pack(run.pack).decide(run.case())):
        yield from (f"readings.{reading}.{option}" for reading, option in run.readings.items())
    measure = decision.measure
    if measure is not None:
        path = f"measures.{measure.id}"
        yield path
        yield f"{path}.grades.{measure.grade.at_least}"
        yield from (f"{path}.addressees.{one.id}" for one in measure.addressees)
        yield from (f"{path}.procedure.{one.id}" for one in measure.procedure if one.applies)
        yield from (f"{path}.reports.{one.id}" for one in measure.obligations if one.applies)
        yield from (f"{path}.recipients.{one.id}" for one in measure.recipients if one.applies)
        yield from (f"{path}.effects.{one.id}" for one in measure.effects)
        yield from (f"{path}.{part}" for part in ("term", "release") if getattr(measure, part) is not None)


def visible(decision: Decision) -> object:
    """Return what a reader sees of a decision, apart from which readings were used."""
    return decision.model_dump(exclude={"readings", "derivation"})


@pytest.mark.parametrize("pack", PACKS)
def test_the_examples_show_all_of_a_pack(pack: str) -> None:
    found = {one for run in RUNS if run.pack == pack and run.refused is None for one in shown(run)}
    gaps = {path for name, path in GAPS if name == pack}
    missing = sorted(set(held(load_pack(pack).pack)) - found - gaps)
    assert not missing, "no example shows " + ", ".join(missing)
    assert not gaps & found, "an example does show " + ", ".join(sorted(gaps & found))
