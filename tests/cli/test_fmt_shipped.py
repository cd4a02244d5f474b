"""What we ship is in the form of `zongzhi fmt`: packs, cases, examples, what `new` writes, the tutorial's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.docs.blocks import blocks

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parents[2]
FOLDERS = ("rulepacks", "examples", "benchmarks/packs", "tests/packs", "tests/mutation/packs", "tests/cli/own_rules")


def fmt(*paths: Path, given: str = "") -> Result:
    names = ["-"] if given else map(str, paths)
    return CliRunner().invoke(App(), ["fmt", "--check", *names], input=given, env={"ZONGZHI_LANG": "en"})


def test_packs_cases_and_examples() -> None:
    done = fmt(*(ROOT / folder for folder in FOLDERS))
    assert done.exit_code == 0, f"run `zongzhi fmt {' '.join(FOLDERS)}`\n{done.output}"


def test_what_new_writes(tmp_path: Path) -> None:
    folder = tmp_path / "shili_city"
    made = CliRunner().invoke(App(), ["new", str(folder), "--territory", "410100"])
    assert made.exit_code == 0, made.output
    done = fmt(folder)
    assert done.exit_code == 0, done.output
    assert "0 files" in done.output
    assert not done.output.endswith(" 0 would not\n")


@pytest.mark.parametrize("page", ["tutorial.md", "tutorial.zh-CN.md"])
def test_the_files_of_the_tutorial(page: str) -> None:
    files = [block for block in blocks(ROOT / "docs" / page) if block.words[:1] == ("file",)]
    assert files
    for block in files:
        done = fmt(given=block.text)
        assert done.exit_code == 0, f"{block}\n{done.output}"
