from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.golden import check_golden
from tests.syntax.mistakes import JSON, YAML

from zongzhi_rules.diagnostics import Diagnostic, Language, Source, render_diagnostics
from zongzhi_rules.diagnostics.messages_text import TEXT_MESSAGES
from zongzhi_rules.syntax.findings import Findings
from zongzhi_rules.syntax.tree import TreeBuilder
from zongzhi_rules.syntax.yaml_problems import report_problem
from zongzhi_rules.syntax.yaml_reader import read_yaml

GOLDEN = Path(__file__).parent.parent / "diagnostics" / "golden"
FILES = {"ZR101", "ZR102", "ZR103", "ZR105", "ZR106", "ZR107"}  # test_text_files.py
SHOWN_AT_MOST = 6

CASES = [
    *(pytest.param(f"{name}.yaml", text, id=f"YAML {name}") for name, text in YAML.items()),
    *(pytest.param(f"{name}.json", text, id=f"JSON {name}") for name, text in JSON.items()),
]


def found_in(name: str, text: str) -> list[Diagnostic]:
    root, found = read_yaml(Source(name, text))
    assert root is None
    return found


@pytest.mark.parametrize(("kind", "cases"), [("yaml", YAML), ("json", JSON)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_said(kind: str, cases: dict[str, str], lang: Language, *, update_golden: bool) -> None:
    shown = []
    for title, text in cases.items():
        found = found_in(f"x.{kind}", text)
        rest = f"\n\n({len(found)} in all)" if len(found) > SHOWN_AT_MOST else ""
        shown.append(f"## {title}\n\n{render_diagnostics(found[:SHOWN_AT_MOST], lang)}{rest}\n")
    check_golden(GOLDEN / f"mistakes.{kind}.{lang}.txt", "\n".join(shown), update=update_golden)


@pytest.mark.parametrize(("name", "text"), CASES)
def test_a_place_lies_in_the_text(name: str, text: str) -> None:
    for diagnostic in found_in(name, text):
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(diagnostic.span.source.text)


@pytest.mark.parametrize("text", [text for text in YAML.values() if len(text) < 10_000])
def test_the_python_parser_finds_the_same(text: str) -> None:
    _, found = read_yaml(Source("x.yaml", text), loader=yaml.SafeLoader)
    assert found == found_in("x.yaml", text)


def test_every_message_about_texts_is_said_about_one_of_these() -> None:
    said = {found.code for text in YAML.values() for found in found_in("x.yaml", text)}
    said |= {found.code for text in JSON.values() for found in found_in("x.json", text)}
    others = {"ZR120", "ZR170"}  # what no rule knows; what only a fault of the layout brings
    assert said == TEXT_MESSAGES.keys() - FILES - others


@pytest.mark.parametrize(
    "error", [yaml.YAMLError("?"), yaml.MarkedYAMLError("?", None, "?", yaml.Mark("", 3, 0, 3, None, 0))]
)
def test_a_problem_that_no_rule_knows_is_still_reported(error: yaml.YAMLError) -> None:
    findings = Findings(Source("x.yaml", "a: b"))
    report_problem(error, TreeBuilder(findings), findings)
    assert [diagnostic.code for diagnostic in findings.sorted()] == ["ZR120"]
