"""Reads the cases of a pack, with positions: a name that does not exist is an error, not a case that passes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.mirror import hold
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.tree import at
from zongzhi_rules.diagnostics import Related, suggest
from zongzhi_rules.errors import CaseError, UseError
from zongzhi_rules.facts.load import case_at
from zongzhi_rules.packs.find import CASES
from zongzhi_rules.packtests.model import TRUTH_OF, CaseFile
from zongzhi_rules.packtests.names import check_names, titles_of_entries
from zongzhi_rules.packtests.parts import parts_of
from zongzhi_rules.syntax.files import read_file
from zongzhi_rules.syntax.nodes import MappingNode, make_mapping
from zongzhi_rules.syntax.places import head_span
from zongzhi_rules.syntax.plain import key_span, node_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zongzhi_rules.compiler.citations import Titles
    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.diagnostics import Span
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.packtests.model import ExpectedOfPack, WrittenCase, WrittenException
    from zongzhi_rules.syntax.nodes import Node

FOLDER = CASES


@dataclass(frozen=True, slots=True)
class Unattainable:
    """What the author declares that no case can show: with these truths the part never decides by itself.

    `span` is where the part is named.
    """

    part: str
    truths: tuple[Truth, ...]
    because: str
    span: Span


@dataclass(frozen=True, slots=True)
class PackCase:
    """A case of a pack: its name and where that stands, the facts, the readings chosen, what is expected.

    `facts_node` and `expect_node` are the places of the facts and of what is expected.  A case that is not `confirmed`
    is a proposal: it is not run.
    """

    name: str
    span: Span
    case: Case
    readings: dict[str, str]
    expected: ExpectedOfPack
    facts_node: Node = field(repr=False)
    expect_node: Node = field(repr=False)
    confirmed: bool = True

    @property
    def file(self) -> str:
        """The file, as its reader was given it."""
        return self.span.source.name

    @property
    def line(self) -> int:
        """The line of the name."""
        return self.span.start_line


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """What stands in the folder `cases` of a pack: its cases, and what its author declares that none can show."""

    cases: tuple[PackCase, ...]
    unattainable: tuple[Unattainable, ...] = ()


def read_pack_cases(rules: RulePack, folder: Path) -> tuple[PackCase, ...]:
    """Read the cases of a `cases` folder.  Arguments and errors as for `read_case_folder`."""
    return read_case_folder(rules, folder).cases


def read_case_folder(rules: RulePack, folder: Path) -> CaseFolder:
    """Read every `*.yaml` file of a `cases` folder, in the order of their names.  A folder that is not there is empty.

    Raises:
        CaseError: with every error of every file: shape, facts, readings, names that the pack does not have, cases
            that expect nothing or contradict themselves, a name that stands in two files.
    """
    problems = Problems()
    cases: list[PackCase] = []
    unattainable: list[Unattainable] = []
    for path in sorted(folder.glob("*.yml")):
        problems.add("ZR218", None, str(path), file=path.name)
    for path in sorted(folder.glob("*.yaml")):
        found = _read_file(rules, path, problems)
        cases += found.cases
        unattainable += found.unattainable
    _refuse_doubles(cases, problems)
    if problems.found:
        raise CaseError(problems.sorted())
    return CaseFolder(tuple(cases), tuple(unattainable))


def read_case_file(rules: RulePack, path: Path) -> tuple[PackCase, ...]:
    """Read the cases of one file.  Raises `CaseError` as `read_case_folder` does."""
    problems = Problems()
    found = _read_file(rules, path, problems)
    if problems.found:
        raise CaseError(problems.sorted())
    return found.cases


def _read_file(rules: RulePack, path: Path, problems: Problems) -> CaseFolder:
    root, faults = read_file(path)
    problems.found += faults
    written = None if root is None else hold(CaseFile, root, problems, titles=lambda: _titles(rules))
    if root is None or written is None:
        return CaseFolder(())
    cases = [_read_case(rules, name, one, root, problems) for name, one in written.cases.items()]
    return CaseFolder(
        tuple(case for case in cases if case is not None),
        tuple(_exceptions(rules, written.unattainable, root, problems)),
    )


def _titles(rules: RulePack) -> Titles:
    """Return what the instruments and the entries of a pack are called, for an author who writes that."""
    instruments = {one.id: (one.short_title, one.title) for one in rules.pack.instruments}
    return {**titles_of_entries(rules.pack), **instruments}


def _exceptions(
    rules: RulePack, written: tuple[WrittenException, ...], root: Node, problems: Problems
) -> Iterator[Unattainable]:
    known = parts_of(rules.pack, rules.program.layout).parts if written else {}
    for index, one in enumerate(written):
        node = node_at(root, ("unattainable", index, "part"))
        if one.part not in known:
            suggestions = suggest(one.part, tuple(known))
            problems.add("ZR585", node, f"unattainable[{index}].part", (), suggestions, pack=rules.id, given=one.part)
        yield Unattainable(one.part, tuple(TRUTH_OF[word] for word in one.truths), one.because, node.span)


def _read_case(
    rules: RulePack,
    name: str,
    written: WrittenCase,
    root: Node,
    problems: Problems,
) -> PackCase | None:
    steps = ("cases", name)
    node = node_at(root, steps)
    span = key_span(root, steps) or head_span(node)
    expect = node_at(node, ("expect",))
    if written.expect.empty:
        problems.add("ZR582", span, ".".join(steps), name=name)
    _check_readings(rules, written, node, problems)
    facts = _merged(at(root, ("given",)), node)
    try:
        case = case_at(facts, name)
    except CaseError as error:
        problems.found += error.diagnostics
        return None
    check_names(rules, written.expect, expect, case, problems)
    return PackCase(name, span, case, dict(written.readings), written.expect, facts, expect, written.confirmed)


def _merged(given: Node | None, node: Node) -> Node:
    """Return the facts of a case: its own, and those of `given` that it does not state itself."""
    own = at(node, ("facts",))
    if own is None:
        return given if given is not None else make_mapping([], {}, node.span.source, node.start, node.start)
    if not isinstance(own, MappingNode) or not isinstance(given, MappingNode):
        return own
    entries = [(key, value) for key, value in given.entries if own.get(key.value) is None] + list(own.entries)
    values = {key.value: value for key, value in entries}
    return make_mapping([key for key, _ in entries], values, own.source, own.start, own.end)


def _check_readings(rules: RulePack, written: WrittenCase, node: Node, problems: Problems) -> None:
    for reading, option in written.readings.items():
        try:
            rules.choose({reading: option})
        except UseError as error:
            steps = ("readings", reading)
            for one in error.diagnostics:
                span = key_span(node, steps) if one.code == "ZR610" else node_at(node, steps).span
                problems.found.append(replace(one, span=span, path=".".join(steps)))


def _refuse_doubles(found: list[PackCase], problems: Problems) -> None:
    """Note the cases whose name an earlier file has: reports and coverage go by the name."""
    first: dict[str, PackCase] = {}
    for case in found:
        other = first.setdefault(case.name, case)
        if other is not case:
            problems.add("ZR583", case.span, related=[Related(other.span, "first_here")], name=case.name)
