"""`zongzhi test` with its options, and `zongzhi cases`, from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from click.testing import Result

OWN = Path(__file__).parent / "own_rules"
ONE = "绿化不受重视的提示"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OWN, tmp_path / "own_rules"))


def zongzhi(*args: str) -> Result:
    return CliRunner().invoke(App(), args, env={"ZONGZHI_LANG": "en"})


def test_only_some_cases(pack: Path) -> None:
    result = zongzhi("test", str(pack), "-k", "绿化不受")
    assert (result.exit_code, result.stdout) == (0, "own_rules: 1 passed, 0 failed\n")
    none = zongzhi("test", str(pack), "-k", "没有这样的")
    assert (none.exit_code, none.stdout) == (1, "no case has `没有这样的` in its name\n")


def test_a_failure_names_its_file_and_line_as_seen_from_here(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = pack / "cases" / "more.yaml"
    facts = "{as_of: 2017-06-02, subject: {kind: unit, division: 410122, organ: court}}"
    file.write_text(f"cases:\n  反例:\n    facts: {facts}\n    expect: {{true: [definitions.applies]}}\n", "utf-8")
    for folder, shown in ((pack.parent, f"{pack.name}/cases/more.yaml"), (pack, "cases/more.yaml")):
        monkeypatch.chdir(folder)
        result = zongzhi("test", str(pack), "-k", "反例")
        assert result.exit_code == 1
        assert f"{shown}:2 反例" in result.stdout
        assert f"· {shown}:4:21 definitions.applies: expected true, got false" in result.stdout
        [found] = json.loads(zongzhi("test", str(pack), "-k", "反例", "--json").stdout)
        assert found["file"] == shown
    (pack.parent / "elsewhere").mkdir()
    monkeypatch.chdir(pack.parent / "elsewhere")
    [found] = json.loads(zongzhi("test", str(pack), "-k", "反例", "--json").stdout)
    assert found["file"] == str(file)


def test_less_than_was_asked_for(pack: Path) -> None:
    whole = zongzhi("test", str(pack), "--fail-under", "10")
    assert whole.exit_code == 0
    part = zongzhi("test", str(pack), "-k", ONE, "--fail-under", "99")
    assert part.exit_code == 1
    assert "below the 99% asked for" in part.stdout
    assert zongzhi("test", str(pack), "--fail-under", "101").exit_code == 2


def test_a_page_in_a_new_folder(pack: Path, tmp_path: Path) -> None:
    assert zongzhi("test", str(pack), "--html", str(tmp_path / "new" / "page")).exit_code == 0
    assert "own_rules/pack.yaml" in (tmp_path / "new" / "page" / "index.html").read_text("utf-8")


def test_coverage_for_a_machine(pack: Path) -> None:
    data = json.loads(zongzhi("test", str(pack), "--coverage", "--json").stdout)
    assert data["cases"][0]["name"] == ONE
    assert data["coverage"]["truths"]["of"] >= data["coverage"]["truths"]["shown"] > 0
    assert {"part", "file", "line", "decides", "cannot"} <= set(data["coverage"]["parts"][0])


def test_proposals_are_laid_out_on_standard_output_too(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "proposed.yaml"
    file.write_text(zongzhi("cases", str(pack)).stdout, "utf-8")
    check = zongzhi("fmt", "--check", str(file))
    assert (check.exit_code, check.stdout) == (0, "0 files would change, 1 would not\n")


def test_proposals_go_to_a_new_file_only(pack: Path) -> None:
    (pack / "cases" / "notice.yaml").write_text(
        "cases:\n  甲:\n    facts: {as_of: 2017-06-02, subject: {kind: locality, division: 410122}}\n"
        "    expect: {outcome: {at_least: none}}\n",
        "utf-8",
    )
    file = pack / "cases" / "proposed.yaml"
    assert zongzhi("cases", str(pack), "-o", str(file)).exit_code == 0
    again = zongzhi("cases", str(pack), "-o", str(file))
    assert (again.exit_code, "exists already" in again.stderr) == (2, True)
    assert zongzhi("fmt", "--check", str(file)).exit_code == 0
    assert "not confirmed yet" in zongzhi("test", str(pack)).stdout
    file.write_text(file.read_text("utf-8").replace("    confirmed: false\n", ""), "utf-8")
    assert zongzhi("test", str(pack)).exit_code == 0
