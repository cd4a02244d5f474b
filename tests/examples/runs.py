"""The example cases and what is expected of them: one run for each pack and choice of readings.

`examples/NAME.yaml` is the case, `examples/expected/NAME.yaml` what a lawyer asserts of it from the articles alone,
`examples/expected/NAME.PACK.json` the whole decision under the pack's default readings.  The first run of a case is
the one of the pack that governs it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from zongzhi_rules import load_pack, read_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules import Case, Decision

FOLDER = Path(__file__).parents[2] / "examples"
EXPECTED = FOLDER / "expected"


@dataclass(frozen=True, eq=False)
class Run:
    """One case under one pack and one choice of readings, with what is asserted of it."""

    name: str
    pack: str
    readings: Mapping[str, str]
    refused: str | None
    asserted: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Return a name for the test report."""
        chosen = ",".join(f"{reading}={option}" for reading, option in self.readings.items())
        return "-".join(part for part in (self.name, self.pack, chosen) if part)

    @property
    def golden(self) -> Path:
        """Return the file that holds the whole decision."""
        return EXPECTED / f"{self.name}.{self.pack}.json"

    @property
    def by_default(self) -> bool:
        """Return whether the run decides the case by the pack's default readings."""
        return not self.readings and self.refused is None

    def case(self) -> Case:
        """Return the case."""
        return _case(self.name)

    def decide(self) -> Decision:
        """Return the decision."""
        return _decision(self.name, self.pack, tuple(self.readings.items()))


@functools.cache
def _case(name: str) -> Case:
    return read_case(FOLDER / f"{name}.yaml")


@functools.cache
def _decision(name: str, pack: str, readings: tuple[tuple[str, str], ...]) -> Decision:
    return load_pack(pack).decide(_case(name), dict(readings))


def _runs_of(path: Path) -> tuple[Run, ...]:
    data = yaml.safe_load(path.read_text("utf-8"))
    assert list(data) == ["runs"], f"{path.name} holds a list of runs and nothing else"
    return tuple(
        Run(
            name=path.stem,
            pack=run.pop("pack"),
            readings=run.pop("readings", {}),
            refused=run.pop("refused", None),
            asserted=run,
        )
        for run in data["runs"]
    )


NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
BY_NAME = {path.stem: _runs_of(path) for path in sorted(EXPECTED.glob("*.yaml"))}
RUNS = tuple(run for runs in BY_NAME.values() for run in runs)
