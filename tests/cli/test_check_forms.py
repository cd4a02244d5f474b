"""`zongzhi check`: all problems at once, as text, JSON and SARIF, and again at each change."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jsonschema
import pytest
import watchfiles
from click.testing import CliRunner

from zongzhi_rules.cli import App
from zongzhi_rules.diagnostics import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from click.testing import Result

# What SARIF 2.1.0 (OASIS) asks of the parts that we write, closed so that a slip in a name is seen.
ROOT = Path(__file__).parents[2]

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_POSITIVE = {"type": "integer", "minimum": 1}
_REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": False,
    "properties": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _POSITIVE),
}
_PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "additionalProperties": False,
    "properties": {
        "artifactLocation": {
            "type": "object",
            "required": ["uri"],
            "additionalProperties": False,
            "properties": {"uri": {"type": "string", "pattern": r"^[!-~]+$"}},
        },
        "region": _REGION,
    },
}
_LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": _TEXT,
        "physicalLocation": _PHYSICAL,
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fullyQualifiedName"],
                "additionalProperties": False,
                "properties": {"fullyQualifiedName": {"type": "string"}},
            },
        },
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "pattern": r"^https://.*sarif-schema-2\.1\.0\.json$"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "language": {"type": "string", "pattern": r"^[a-z]{2}(-[A-Z]{2})?$"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": _TEXT,
                                                "fullDescription": _TEXT,
                                                "help": _TEXT,
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {"level": _LEVEL},
                                                },
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": _LEVEL,
                                "message": _TEXT,
                                "locations": {"type": "array", "items": _LOCATION},
                                "relatedLocations": {"type": "array", "items": _LOCATION},
                            },
                        },
                    },
                },
            },
        },
    },
}

HEADER = """\
pack:
  id: example
  version: 1.0.0
  language: 1
  title: 示例办法
  short_title: 示例办法
  territory: 410000
  in_force: {since: 2020-01-01, cite: 9}
"""
MISTAKES = """\
scope: {applies: {title: 各级机关, cite: 1, when: always}}
bodies:
  office: {title: 综治办, cite: 第三条}
circumstances:
  甲: {title: 甲, cite: 2, when: work.neglected}
  second: {title: 🏛甲, cite: 2, whne: work.neglected}
"""
FURTHER = """\
duties:
  report: {title: 报告, cite: 5, bearers: [office], timing: {every: {months: two}}}
measures:
  circular: {title: 通报, cite: 3, rank: ten}
"""


def zongzhi(*args: str) -> Result:
    return CliRunner().invoke(App(), args, env={"ZONGZHI_LANG": "en"})


def write(place: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = place / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def pack_of_mistakes(place: Path) -> Path:
    files = {"pack.yaml": HEADER, "mistakes.yaml": MISTAKES, "further.yaml": FURTHER}
    return write(place / "示例 包", files)


def test_all_mistakes_of_all_files_appear_together(tmp_path: Path) -> None:
    folder = pack_of_mistakes(tmp_path)
    result = zongzhi("check", str(folder), "--json")
    found = [(one["file"].split("/")[1], one["line"], one["code"]) for one in json.loads(result.stdout)]
    assert result.exit_code == 1
    for wanted in (
        ("mistakes.yaml", 3, "ZR201"),  # full_title
        ("mistakes.yaml", 3, "ZR207"),
        ("mistakes.yaml", 5, "ZR204"),
        ("mistakes.yaml", 6, "ZR201"),
        ("mistakes.yaml", 6, "ZR202"),
        ("further.yaml", 2, "ZR205"),
        ("further.yaml", 4, "ZR205"),
        ("further.yaml", 4, "ZR201"),
    ):
        assert wanted in found


def test_each_target_is_checked_though_the_one_before_it_fails(tmp_path: Path) -> None:
    first, second = pack_of_mistakes(tmp_path / "a"), write(tmp_path / "b" / "other", {"pack.yaml": "pack: {id: X}\n"})
    case = write(tmp_path, {"case.yaml": "id: a\nas_of: 2017-13-02\nsubject: {kind: place, division: 410122}\n"})
    found = json.loads(zongzhi("check", str(first), str(second), str(case / "case.yaml"), "--json").stdout)
    assert len({one["file"].split("/")[0] if "case" not in one["file"] else "case" for one in found}) == 3


def test_the_large_packs_of_the_benchmark_are_in_order(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("large_pack", ROOT / "benchmarks" / "large_pack.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    write(tmp_path, {**made.large_pack(60), **made.large_overlay(60), **made.base_of_the_overlay()})
    result = zongzhi("check", str(tmp_path), "--packs", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "3 packs, 0 cases: no problem\n")


def sarif(*args: str) -> Any:
    log = json.loads(zongzhi("check", *args, "--format", "sarif").stdout)
    jsonschema.validate(log, SARIF)
    return log["runs"][0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sarif_is_valid_and_says_what_the_text_says(tmp_path: Path, lang: str) -> None:
    folder = str(pack_of_mistakes(tmp_path))
    run = sarif(folder, "--lang", lang)
    plain = json.loads(zongzhi("check", folder, "--format", "json", "--lang", lang).stdout)
    assert len(run["results"]) == len(plain) > 0
    for result, one in zip(run["results"], plain, strict=True):
        assert result["ruleId"] == one["code"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        assert one["message"] in result["message"]["text"]
        assert one["help"] in result["message"]["text"]


def test_sarif_regions_point_at_the_characters_and_files_are_found(tmp_path: Path) -> None:
    run = sarif(str(pack_of_mistakes(tmp_path)))
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        lines = Path(unquote(place["artifactLocation"]["uri"])).read_text("utf-8").split("\n")
        region = place["region"]
        if region["startLine"] == region["endLine"]:
            assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1].strip()
    typo = next(one for one in run["results"] if one["ruleId"] == "ZR202")
    region = typo["locations"][0]["physicalLocation"]["region"]
    line = MISTAKES.splitlines()[5]
    assert run["columnKind"] == "unicodeCodePoints"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "whne"  # stands after an emoji


def test_sarif_of_what_has_no_text_and_of_what_is_in_order() -> None:
    missing = sarif("no_such_case.yaml")["results"][0]
    assert (missing["ruleId"], "region" in json.dumps(missing)) == ("ZR101", False)
    assert sarif("henan_2016")["results"] == []


def test_every_code_makes_a_valid_rule() -> None:
    assert all(one.en and one.help_en and one.severity in _LEVEL["enum"] for one in CATALOG.values())


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_status_does_not_depend_on_the_form(tmp_path: Path, form: str) -> None:
    assert zongzhi("check", str(pack_of_mistakes(tmp_path)), "--format", form).exit_code == 1
    assert zongzhi("check", "national_2016", "--format", form).exit_code == 0


def test_contradicting_forms_are_wrong_use() -> None:
    result = zongzhi("check", "--json", "--format", "sarif")
    assert result.exit_code == 2
    assert "`--json` does not go together with `--format sarif`" in result.stderr
    assert zongzhi("check", "-", "--watch").exit_code == 2


def test_watching_checks_again_at_each_change_and_ends_in_peace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("id: a\nas_of: 2017-13-02\nsubject: {kind: locality, division: 410122}\n", "utf-8")
    watched: list[str] = []

    def saved(*paths: Path, watch_filter: Any, **_: object) -> Iterator[set[tuple[int, str]]]:
        watched.extend(map(str, paths))
        assert watch_filter(1, str(case))
        assert not watch_filter(1, f"{case}.swp")
        yield set()  # nothing yet
        other = case.with_suffix(".new")  # as an editor saves: a new file in the place of the old one
        other.write_text(case.read_text("utf-8").replace("-13-", "-11-"), "utf-8")
        other.replace(case)
        yield {(1, str(case))}
        case.unlink()
        yield {(3, str(case))}
        raise KeyboardInterrupt

    monkeypatch.setattr(watchfiles, "watch", saved)
    result = zongzhi("check", str(case), "--watch")
    assert watched == [str(tmp_path)]
    summaries = [line for line in result.stdout.splitlines() if line.startswith("0 packs, 1 case")]
    assert summaries == ["0 packs, 1 case: 1 error", "0 packs, 1 case: no problem", "0 packs, 1 case: 1 error"]
    assert "ZR101" in result.stdout
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_the_cases_beside_a_pack_are_read_too(tmp_path: Path) -> None:
    folder = tmp_path / "some_province"
    CliRunner().invoke(App(), ["new", str(folder), "--territory", "420000", "--since", "2026-03-01"])
    cases = next((folder / "cases").glob("*.yaml"))
    whole = cases.read_text(encoding="utf-8")
    cases.write_text(whole.replace("expect:", "expects:"), encoding="utf-8")
    for target in (folder, cases):  # a file of cases is checked with the pack that it lies beside
        done = CliRunner().invoke(App(), ["check", str(target), "--json"])
        assert done.exit_code == 1
        assert {(one["code"], Path(one["file"]).name) for one in json.loads(done.stdout)} == {
            ("ZR201", cases.name),
            ("ZR202", cases.name),
        }
    cases.write_text(whole, encoding="utf-8")
    for target in (folder, cases):
        assert CliRunner().invoke(App(), ["check", str(target)]).exit_code == 0
