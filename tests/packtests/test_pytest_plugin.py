"""The pytest plugin, run as in somebody else's project."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.pytester import RunResult

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
PACK = ROOT / "tests" / "cli" / "own_rules"
MORE = """\
cases:
  法院不适用的反例:
    facts: {as_of: 2017-06-02, subject: {kind: unit, division: 410122, organ: court}}
    expect: {true: [definitions.applies]}
  还没有确认:
    confirmed: false
    facts: {as_of: 2017-06-02, subject: {kind: unit, division: 410122, organ: court}}
    expect: {true: [definitions.applies]}
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Make a project with a pack, loading no plugin but ours, installed or not."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("ZONGZHI_LANG", "en")
    shutil.copytree(PACK, pytester.path / "own_rules")
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> RunResult:
    return project.runpytest_subprocess("-p", "zongzhi_pytest", "-p", "no:cacheprovider", *arguments)


def test_each_case_is_a_test(project: pytest.Pytester) -> None:
    (project.path / "own_rules" / "cases" / "more.yaml").write_text(MORE, "utf-8")
    (project.path / "cases").mkdir()
    (project.path / "cases" / "others.yaml").write_text("anything: {at: all", "utf-8")  # beside no pack: left alone
    result = run(project, "-v")
    result.assert_outcomes(passed=5, failed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "own_rules/cases/more.yaml::法院不适用的反例 FAILED*",
            "own_rules/cases/more.yaml::还没有确认 SKIPPED*",
            "own_rules/cases/notice.yaml::绿化不受重视的提示 PASSED*",
            "*own_rules/cases/more.yaml:4:21 definitions.applies: expected true, got false*",
            "*rule definitions.applies*art.*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_cases_are_chosen_by_name(project: pytest.Pytester) -> None:
    run(project, "-k", "法院").assert_outcomes(passed=1, deselected=4)
    run(project, "-p", "xdist.plugin", "-n", "1", "-k", "不明").assert_outcomes(passed=2)


def test_a_mistake_in_a_file_is_told_with_its_place(project: pytest.Pytester) -> None:
    path = project.path / "own_rules" / "cases" / "more.yaml"
    path.write_text(MORE.replace("definitions.applies", "definitions.aplies"), "utf-8")
    result = run(project)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["error?ZR581?*", "*more.yaml:4:21*", "*did you mean*definitions.applies*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_the_library_is_not_loaded_when_pytest_starts() -> None:
    code = "import sys, zongzhi_pytest; sys.exit(any(name.startswith('zongzhi_rules') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


def test_the_plugin_is_an_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["entry-points"]["pytest11"] == {"zongzhi": "zongzhi_pytest"}
    assert "src/zongzhi_pytest" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
