"""`zongzhi new`: what it writes is in order at once; what would not be is refused before anything is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from zongzhi_rules.cli import App

if TYPE_CHECKING:
    from click.testing import Result

SINCE = ("--since", "2026-01-01")


def zongzhi(*args: str) -> Result:
    return CliRunner().invoke(App(), args, env={"ZONGZHI_LANG": "en"})


@pytest.mark.parametrize(
    ("territory", "base"),
    [
        ("440000", "national_2016"),
        ("419900", "henan_2016"),
        ("410122", "henan_2016"),
        ("360100", "national_2016"),
    ],
    ids=["province", "city", "county", "city_without_a_dated_province"],
)
def test_it_checks_tests_and_runs_at_once(
    territory: str, base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert zongzhi("new", "local_rules", "--territory", territory, *SINCE).exit_code == 0
    assert f"pack: {base}," in Path("local_rules/pack.yaml").read_text("utf-8")
    assert zongzhi("check", "local_rules").stdout == "1 pack, 3 cases: no problem\n"
    assert zongzhi("check", "local_rules/examples/first.yaml", "--pack", "local_rules").exit_code == 0
    assert zongzhi("test", "local_rules").exit_code == 0
    readme = Path("local_rules/README.md").read_text("utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("zongzhi ")]
    assert len(commands) == 4
    assert all(zongzhi(*line.split()[1:]).exit_code == 0 for line in commands)


@pytest.mark.parametrize(
    "title", ['他说"甲：乙"', "Rules: of # a city", "2026年办法", "- 甲", "示例市实施办法", "甲\n乙: 丙"]
)
def test_a_title_is_kept_whatever_it_holds(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert zongzhi("new", "a", "--territory", "440000", "--title", title, *SINCE).exit_code == 0
    header = yaml.safe_load(Path("a/pack.yaml").read_text("utf-8"))["pack"]
    assert header["title"] == title.replace("\n", " ")
    assert zongzhi("check", "a").exit_code == 0


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("示例市社会治安综合治理领导责任制实施办法", "示例市实施办法"),
        ("示例市实施办法", "示例市实施办法"),
        ("社会治安综合治理领导责任制规定", "社会治安综合治理领导责任制规定"),
        ("Rules of a city", "Rules of a city"),
    ],
)
def test_the_short_title_leaves_out_what_goes_without_saying(
    title: str, short: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert zongzhi("new", "a", "--territory", "419900", "--title", title, *SINCE).exit_code == 0
    assert yaml.safe_load(Path("a/pack.yaml").read_text("utf-8"))["pack"]["short_title"] == short
    given = ["--title", title, "--short-title", "甲 “办法”"]
    assert zongzhi("new", "b", "--territory", "419900", *given, *SINCE).exit_code == 0
    assert yaml.safe_load(Path("b/pack.yaml").read_text("utf-8"))["pack"]["short_title"] == "甲 “办法”"


def test_the_editors_settings_lead_to_schemas_that_what_was_written_satisfies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    zongzhi("new", "a", "--territory", "440000", *SINCE)
    settings = json.loads(Path("a/.vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    seen = set()
    for schema, patterns in settings.items():
        validator = jsonschema.Draft202012Validator(json.loads(Path("a", schema).read_text("utf-8")))
        for file in Path("a").glob(patterns if isinstance(patterns, str) else patterns[0]):
            first = file.read_text("utf-8").splitlines()[0]
            named = (file.parent / first.partition("$schema=")[2]).resolve()
            assert named == Path("a", schema).resolve()
            data = json.loads(json.dumps(yaml.safe_load(file.read_text("utf-8")), default=str))  # days become text
            assert not list(validator.iter_errors(data))
            seen.add(file.name)
    assert seen == {"pack.yaml", "changes.yaml", "first.yaml"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["示例", "--territory", "440000"], "cannot be the id of a pack"),
        (["a", "--territory", "4400"], "no division code of six digits"),
        (["a", "--territory", "990000"], "no division code of six digits"),
        (["a"], "is missing"),
        (["a", "--territory", "440000", "--extends", "henan_2016"], "lies outside the territory"),
        (["a", "--territory", "419900", "--extends", "henan_2016", "--since", "2016-12-15"], "before the first day"),
        (["a", "--territory", "419900", "--extends", "no_such_pack"], "ZR601"),
        (["full", "--territory", "440000"], "left as it is"),
        (["file", "--territory", "440000"], "left as it is"),
    ],
)
def test_what_would_not_be_in_order_is_refused(
    args: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("full/mine.txt").write_text("mine", "utf-8")
    Path("file").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = zongzhi("new", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(tmp_path.rglob("*")) == before
