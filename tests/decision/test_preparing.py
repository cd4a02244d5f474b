"""What making a pack ready to judge costs: as much again for as many rules again."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules import RulePack, load_pack
from zongzhi_rules.decision import memo
from zongzhi_rules.ir.layout import fact_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from zongzhi_rules.ir.condition import Condition, FactRef

LARGE_PACK = Path(__file__).parents[2] / "benchmarks" / "large_pack.py"


def large_pack(rules: int) -> Mapping[str, bytes]:
    spec = importlib.util.spec_from_file_location("large_pack", LARGE_PACK)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    files: Mapping[str, bytes] = made.large_pack(rules)
    return files


def test_what_is_kept_is_found_out_once_for_each_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def counted(node: Condition) -> FactRef | None:
        nonlocal looks
        looks += 1
        return fact_of(node)

    monkeypatch.setattr(memo, "fact_of", counted)
    of_size = {}
    for rules in (100, 200, 400):
        for name, content in large_pack(rules).items():
            file = tmp_path / str(rules) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        compiled = load_pack(tmp_path / str(rules) / "large_pack").compiled
        looks = 0
        RulePack(compiled)
        of_size[rules] = looks
    assert of_size[200] <= 2.2 * of_size[100]
    assert of_size[400] <= 2.2 * of_size[200]
