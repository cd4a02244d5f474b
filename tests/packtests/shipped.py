"""The cases of the shipped packs, run once; and copies of a shipped pack in which one thing is changed."""

from __future__ import annotations

import functools
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules import load_pack
from zongzhi_rules.packtests import PackCoverage, coverage_of, read_pack_cases, run_cases

if TYPE_CHECKING:
    from zongzhi_rules import RulePack
    from zongzhi_rules.packtests import CaseResult

PACKS = Path(__file__).parents[2] / "rulepacks"
NAMES = ("national_2016", "henan_2016", "jiangxi")


def run_folder(rules: RulePack, folder: Path) -> tuple[CaseResult, ...]:
    return run_cases(rules, read_pack_cases(rules, folder / "cases"))


@functools.cache
def shipped(name: str) -> tuple[RulePack, tuple[CaseResult, ...]]:
    """Return a shipped pack with the results of its cases."""
    rules = load_pack(name)
    return rules, run_folder(rules, PACKS / name)


@dataclass(frozen=True)
class Copy:
    """A copy of a shipped pack that may be changed."""

    folder: Path

    @classmethod
    def of(cls, name: str, place: Path) -> Copy:
        return cls(Path(shutil.copytree(PACKS / name, place / name)))

    def replace(self, file: str, old: str, new: str) -> Copy:
        """Replace a text that stands in the file just once."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return self

    def load(self) -> RulePack:
        return load_pack(self.folder)

    def run(self) -> tuple[CaseResult, ...]:
        return run_folder(self.load(), self.folder)

    def coverage(self) -> PackCoverage:
        rules = self.load()
        return coverage_of(rules, run_folder(rules, self.folder))
