"""Reads the cases of a pack, with positions: a name that does not exist is an error, not a case that passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.load import case_at
from zongzhi_rules.packtests.model import NO_MEASURE, CaseFile
from zongzhi_rules.syntax.files import read_source
from zongzhi_rules.syntax.nodes import MappingNode
from zongzhi_rules.syntax.plain import key_span, node_at, to_plain
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Diagnostic, Span
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.packtests.model import Expected
    from zongzhi_rules.syntax.nodes import Node

FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class PackCase:
    """A case of a pack: its name, where it stands, the facts, the readings, what is expected."""

    name: str
    file: str
    line: int
    case: Case
    readings: dict[str, str]
    expected: Expected


def read_pack_cases(rules: RulePack, folder: Path) -> tuple[PackCase, ...]:
    """Read every `*.yaml` file of a `cases` folder, in the order of their names.

    Raises:
        CaseError: with every error of every file: shape, facts, names of rules that the pack does not have, cases that
            expect nothing.
    """
    problems: list[Diagnostic] = []
    found: list[PackCase] = []
    for path in sorted(folder.glob("*.yaml")):
        found += _read_file(rules, path, problems)
    if problems:
        raise CaseError(problems)
    return tuple(found)


def _read_file(rules: RulePack, path: Path, problems: list[Diagnostic]) -> Iterator[PackCase]:
    source, faults = read_source(path)
    problems += faults
    if source is None:
        return
    root, faults = read_yaml(source)
    problems += faults
    if root is None:
        return
    try:
        written = CaseFile.model_validate(to_plain(root))
    except ValidationError as error:
        problems += [_shape(root, detail["loc"], detail["msg"]) for detail in error.errors(include_url=False)]
        return
    cases = root.get("cases") if isinstance(root, MappingNode) else None
    for name, one in written.cases.items():
        key = key_span(root, ("cases", name))
        node = node_at(root, ("cases", name))
        if one.expect.empty:
            problems.append(diagnose("ZR582", key, path=name, name=name))
        problems += _unknown_names(rules, one.expect, node_at(node, ("expect",)), name)
        try:
            case = case_at(node_at(node, ("facts",)), name)
        except CaseError as error:
            problems += error.diagnostics
            continue
        line = key.start_line if key is not None and cases is not None else 1
        yield PackCase(name, source.name, line, case, dict(one.readings), one.expect)


def _shape(root: Node, loc: tuple[str | int, ...], reason: str) -> Diagnostic:
    span: Span | None = key_span(root, loc) or node_at(root, loc).span
    return diagnose("ZR580", span, path=".".join(map(str, loc)), reason=reason)


def rule_paths(rules: RulePack) -> tuple[str, ...]:
    """Return the paths of all rules with a condition."""
    return tuple(sorted(rules.program.layout.roots))


def _unknown_names(rules: RulePack, expected: Expected, node: Node, name: str) -> Iterator[Diagnostic]:
    known = rule_paths(rules)
    for key in ("true", "false", "unknown"):
        for index, path in enumerate(getattr(expected, key)):
            if path not in known:
                yield _no_such(node, (key, index), path, known, name)
    measures = tuple(measure.id for measure in rules.pack.measures)
    if expected.outcome is not None:
        for end in ("at_least", "at_most"):
            measure = getattr(expected.outcome, end)
            if measure not in (None, NO_MEASURE, *measures):
                yield _no_such(node, ("outcome", end), measure, (NO_MEASURE, *measures), name)
    yield from _unknown_parts(rules, expected, node, name)


def _unknown_parts(rules: RulePack, expected: Expected, node: Node, name: str) -> Iterator[Diagnostic]:
    measures = rules.pack.measures
    grades = {grade.id for measure in measures for grade in measure.grades}
    if expected.grade is not None and expected.grade not in grades:
        yield _no_such(node, ("grade",), expected.grade, grades, name)
    parts = (
        ("reports", {report.id for measure in measures for report in measure.reports}),
        ("effects_until", {effect.id for measure in measures for effect in measure.effects}),
    )
    for key, known in parts:
        for one in getattr(expected, key):
            if one not in known:
                yield _no_such(node, (key, one), one, known, name)
    readings = {reading.id for reading in rules.pack.readings}
    for index, reading in enumerate(expected.readings_that_matter):
        if reading not in readings:
            yield _no_such(node, ("readings_that_matter", index), reading, readings, name)


def _no_such(
    node: Node,
    at: tuple[str | int, ...],
    given: str,
    known: Iterable[str],
    name: str,
) -> Diagnostic:
    return diagnose("ZR581", node_at(node, at).span, path=name, suggestions=suggest(given, known), given=given)
