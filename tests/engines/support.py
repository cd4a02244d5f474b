"""What the tests of the engines share: which engines there are here, packs by engine, gaps that are declared."""

from __future__ import annotations

import functools
import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from tests.laws.support import ladder

from zongzhi_rules import RulePack, load_pack
from zongzhi_rules.engines.registry import DURABLE, ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zongzhi_rules.engines.protocol import Evaluation
    from zongzhi_rules.ir.layout import Layout

SHIPPED = ("national_2016", "henan_2016", "jiangxi")
FOURTH_LEVEL = "demo_county"
"""An overlay on an overlay on an overlay on the national pack."""
EXAMPLE = str(Path(__file__).parents[2] / "examples" / "henan_county_interview.yaml")
EXAMPLE_PACKS = Path(__file__).parents[1] / "packs"
BARE: dict[str, Any] = {
    "id": "case",
    "as_of": "2024-05-06",
    "subject": {"kind": "locality", "division": "410100"},
}
"""A case that says nothing."""
TIMES = int(os.environ.get("ZONGZHI_ENGINE_EXAMPLES", "1"))
"""How many times as many examples as in the daily run; `make engines` sets it."""


def _absence() -> str | None:
    """Return why the durable engine cannot run here; None where it can."""
    try:
        importlib.import_module("durable_rules_engine")
    except ImportError as failure:
        return f"durable-rules cannot be imported: {failure}"
    return None


ABSENCE = _absence()
NEEDS_DURABLE = pytest.mark.skipif(ABSENCE is not None, reason=ABSENCE or "")


def examples(usual: int, *, phases: tuple[Phase, ...] = tuple(Phase)) -> settings:
    """Return the settings of a property test: the same examples each time, more of them for `make engines`."""
    return settings(
        max_examples=usual * TIMES,
        phases=phases,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
    )


@dataclass(frozen=True)
class Gap:
    """Something that an engine cannot do: which test shows it, with which exception, and why."""

    engine: str
    test: str
    raises: type[Exception]
    reason: str


DECLARED_GAPS: tuple[Gap, ...] = ()
"""None.  A gap is one entry here; the test that shows it then has to fail with just that exception."""


def engines(test: str) -> list[object]:
    """Return the engines as parameters of a test, with the gaps that are declared for it."""
    return [pytest.param(engine, id=engine, marks=list(_marks(engine, test))) for engine in ENGINES]


def _marks(engine: str, test: str) -> Iterable[pytest.MarkDecorator]:
    if engine == DURABLE:
        yield NEEDS_DURABLE
    for gap in DECLARED_GAPS:
        if (gap.engine, gap.test) == (engine, test):
            yield pytest.mark.xfail(reason=gap.reason, raises=gap.raises, strict=True)


@functools.cache
def shipped(pack: str, engine: str = "reference") -> RulePack:
    return load_pack(pack, packs=[EXAMPLE_PACKS] if pack == FOURTH_LEVEL else [], engine=engine)


def differences(layout: Layout, one: Evaluation, other: Evaluation) -> list[str]:
    """Name the nodes on which two evaluations differ."""
    found = [
        f"{slot.path}: {was} and {now}"
        for slot, was, now in zip(layout.slots, one.truths, other.truths, strict=True)
        if was is not now
    ]
    slots = sorted(set(one.items) | set(other.items))
    return found + [
        f"{layout.slots[slot].path}, items: {one.items.get(slot)} and {other.items.get(slot)}"
        for slot in slots
        if one.items.get(slot) != other.items.get(slot)
    ]


def wide(circumstances: str, facts: str = "", sections: str = "") -> RulePack:
    """Return the small ladder of the laws with other circumstances, facts of its own and further sections."""
    declared = f"facts:\n{facts}" if facts else ""
    return ladder(
        ("  neglected: {title: 不重视, cite: 1, when: work.neglected}\n", circumstances),
        ("scope:\n", f"{declared}{sections}scope:\n"),
    )


def circumstance(number: int, when: str) -> str:
    return f"  c{number}: {{title: 情形, cite: 1, when: {when}}}\n"
