"""The invariants of the representation that docs/architecture.md lists hold in every pack, and each is enforced."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.docs import packs
from tests.docs.blocks import ROOT

from zongzhi_rules import PackError, PackLibrary
from zongzhi_rules.diagnostics import Severity
from zongzhi_rules.ir import dump
from zongzhi_rules.ir.base import Rule
from zongzhi_rules.ir.condition import (
    All,
    ByReading,
    Compare,
    Condition,
    Constant,
    Holds,
    OneOf,
    Reference,
    Tally,
    children,
)
from zongzhi_rules.ir.names import IN_SCOPE
from zongzhi_rules.ir.walk import choices, citations, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.ir.pack import FactDeclaration, Pack

SOURCE = ROOT / "src" / "zongzhi_rules"
_ROW = re.compile(r"^\| (?P<says>[^|]+) \| (?P<where>[^|]+) \| (?P<codes>[ZR\d, ]+) \|$", re.MULTILINE)
ROWS = [
    (row["says"], re.findall(r"`([^`]+)`", row["where"]), row["codes"].split(", "))
    for row in _ROW.finditer((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
]
KINDS: dict[str, type | tuple[type, ...]] = {
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "date": date,
    "text": str,
    "term": str,
}
PACKS = ("national_2016", "henan_2016", "jiangxi", "demo_province", "demo_city", "demo_county")

# Each code with a mistake that earns it: sections beside a small pack, changes to the nation's pack, or a condition.
WHEN = "title: 甲, cite: 1, when"
MISTAKES = {
    "ZR140": (
        "sections",
        "bodies:\n  one: {title: 甲, full_title: 甲, cite: 1}\n  one: {title: 乙, full_title: 乙, cite: 1}\n",
    ),
    "ZR228": ("sections", "bodies: {office: {title: 甲, full_title: 甲, cite: 1}}\n"),
    "ZR305": ("changes", "changes: [{add: bodies.office, warrant: 1, as: {title: 甲, full_title: 甲, cite: 1}}]\n"),
    "ZR442": ("sections", f"definitions: {{work_neglected: {{{WHEN}: always}}}}\n"),
    "ZR414": ("condition", "nowhere\n"),
    "ZR424": ("condition", "some: accidents\n"),
    "ZR418": ("condition", "by_reading: {nowhere: {one: always}}\n"),
    "ZR435": ("condition", "as_of: {at_least: {parameter: nowhere}}\n"),
    "ZR444": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {authority.body: nobody}}]\n"),
    "ZR443": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {outside: [nothing]}}]\n"),
    "ZR450": ("sections", "duties: {one: {title: 甲, cite: 1, bearers: [nobody], timing: {ongoing: true}}}\n"),
    "ZR451": (
        "sections",
        "duties: {one: {title: 甲, cite: 1, bearers: [office], follows: two, timing: {ongoing: true}}}\n",
    ),
    "ZR201": ("sections", "circumstances: {one: {title: 甲, when: always}}\n"),
    "ZR448": ("sections", "circumstances: {one: {title: 甲, cite: elsewhere 1, when: always}}\n"),
    "ZR458": ("changes", "changes: [{amend: measures.circular, warrant: national_2016 99, set: {rank: 11}}]\n"),
    "ZR413": ("sections", f"definitions: {{a: {{{WHEN}: b}}, b: {{{WHEN}: a}}}}\n"),
    "ZR412": ("condition", "some: hot_spots\nwhere: major_incident\n"),
    "ZR423": ("condition", "some: incidents\nwhere: {some: hot_spots}\n"),
    "ZR420": ("condition", "by_reading: {short_time: {determination: always}}\n"),
    "ZR419": (
        "condition",
        "by_reading: {short_time: {determination: always, window_and_count: never, third: never}}\n",
    ),
    "ZR441": ("changes", "changes: [{amend: readings.short_time, warrant: 1, set: {default: third}}]\n"),
    "ZR439": ("condition", "severity.harm: fatal\n"),
    "ZR440": ("condition", "as_of: 20160101\n"),
    "ZR436": ("condition", "as_of: {at_least: {parameter: short_time_days}}\n"),
    "ZR434": ("condition", "subject.organ: {at_least: court}\n"),
    "ZR445": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {rank: 20}}]\n"),
    "ZR446": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {grades.office.step: 0}}]\n"),
    "ZR447": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {grades.office.when: always}}]\n"),
    "ZR232": ("sections", "parameters: {one: {title: 甲, cite: 1, type: integer}}\n"),
    "ZR231": ("sections", "facts: {one: {title: 甲, cite: 1, type: term}}\n"),
    "ZR233": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {term.length: {days: 1}}}]\n"),
    "ZR235": (
        "changes",
        "changes: [{amend: measures.one_vote_veto, warrant: 1, set: {effects.leaders.while_it_stands: true}}]\n",
    ),
    "ZR234": (
        "changes",
        """\
changes:
  - add: measures.circular.reports.one
    warrant: 1
    as: {title: 甲, cite: 1, by: office, start: decided_on, within: {days: 1}, every: {days: 1}}
""",
    ),
    "ZR237": ("sections", "duties: {one: {title: 甲, cite: 1, bearers: [office], timing: {}}}\n"),
    "ZR230": (
        "changes",
        "changes: [{amend: measures.one_vote_veto, warrant: 1, set: {effects.leaders.lasts.years: 0}}]\n",
    ),
    "ZR427": ("condition", "count: incidents\nwithin_any: {days: 0, by: happened_on}\nat_least: 1\n"),
    "ZR422": ("condition", "count: incidents\nat_least: -1\n"),
    "ZR308": ("changes", "changes: [{withdraw: bodies.nobody, warrant: 1}]\n"),
    "ZR304": ("changes", "changes: [{amend: measures.circular, warrant: 1, set: {rank: 10}}]\n"),
    "ZR309": (
        "changes",
        """\
changes:
  - {amend: measures.circular, warrant: 1, set: {rank: 11}}
  - {withdraw: measures.circular, warrant: 2}
""",
    ),
}
# A header that does not fit its base: what to exchange in a good one.
HEADERS = {
    "ZR311": (('">=1.0,<2.0"', '">=9.0"'),),
    "ZR312": (("national_2016", "henan_2016"), ("2016-03-01", "2017-03-01")),
    "ZR313": (("2016-03-01", "2015-03-01"),),
}


@cache
def library() -> PackLibrary:
    return PackLibrary((ROOT / "tests" / "packs",))


@cache
def pack(name: str) -> Pack:
    return library().load(name).pack


def compile_mistake(code: str) -> None:
    """Compile the mistake that earns a code."""
    if code in HEADERS:
        header = packs.OVERLAY
        for right, wrong in HEADERS[code]:
            header = header.replace(right, wrong)
        packs.compile_pack(header)
        return
    kind, text = MISTAKES[code]
    match kind:
        case "sections":
            packs.compile_sections(text)
        case "changes":
            packs.compile_changes(text)
        case _:
            packs.compile_condition(text, None)


def codes_of(code: str) -> set[str]:
    """Return the codes of the errors that a mistake does earn."""
    with pytest.raises(PackError) as refused:
        compile_mistake(code)
    return {one.code for one in refused.value.diagnostics if one.severity is Severity.ERROR}


def test_the_table_is_read() -> None:
    assert len(ROWS) > 15
    assert {code for _, _, codes in ROWS for code in codes} == {*MISTAKES, *HEADERS}


@pytest.mark.parametrize(("says", "where", "codes"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_invariant_is_enforced_where_the_table_says(says: str, where: list[str], codes: list[str]) -> None:
    written = "".join((SOURCE / file).read_text(encoding="utf-8") for file in where)
    for code in codes:
        assert code in written, f"{says}: {where} never raise {code}"
        assert codes_of(code) == {code}


@pytest.mark.parametrize("name", PACKS)
def test_ids_are_unique_and_references_resolve(name: str) -> None:
    whole = pack(name)
    sections = [value for _, value in whole if isinstance(value, tuple) and value and isinstance(value[0], Rule)]
    for section in sections:
        ids = [entry.id for entry in section]
        assert len(set(ids)) == len(ids)
    known = {rule.path for rule in rules(whole)}
    for rule in rules(whole):
        assert {node.target for node, _ in nodes(rule.condition) if isinstance(node, Reference)} <= known


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_cites_an_instrument_of_the_stack(name: str) -> None:
    whole = pack(name)
    instruments = {one.id for one in whole.instruments}
    assert all(rule.rule.cite for rule in rules(whole))
    assert {citation.instrument for _, citation in citations(whole)} <= instruments


@pytest.mark.parametrize("name", PACKS)
def test_no_rule_refers_to_itself(name: str) -> None:
    targets = {
        rule.path: {node.target for node, _ in nodes(rule.condition) if isinstance(node, Reference)}
        for rule in rules(pack(name))
    }
    while leaves := {path for path, below in targets.items() if not below}:
        targets = {path: below - leaves for path, below in targets.items() if path not in leaves}
    assert targets == {}


@pytest.mark.parametrize("name", PACKS)
def test_readings_are_complete_and_sorted(name: str) -> None:
    whole = pack(name)
    wanted = {reading.id: sorted(option.id for option in reading.options) for reading in whole.readings}
    for reading in whole.readings:
        assert reading.options[0].id == reading.default
    written = [node for rule in rules(whole) for node, _ in nodes(rule.condition) if isinstance(node, ByReading)]
    for node in written:
        assert [option for option, _ in node.options] == wanted[node.reading]
    for choice in choices(whole):
        assert [option for option, _ in choice.options] == wanted[str(choice.reading)]


@pytest.mark.parametrize("name", PACKS)
def test_items_are_read_in_counts_over_their_list_only(name: str) -> None:
    for rule in rules(pack(name)):
        for node, inside in nodes(rule.condition):
            if isinstance(node, (Holds, Compare, OneOf)):
                assert node.fact.of in {None, inside}
            assert not (isinstance(node, Tally) and inside)


@pytest.mark.parametrize("name", PACKS)
def test_constants_have_the_type_of_their_fact(name: str) -> None:
    whole = pack(name)
    declared = {(fact.of, fact.path): fact for fact in whole.facts}
    for rule in rules(whole):
        for node, _ in nodes(rule.condition):
            if isinstance(node, Holds):
                assert declared[node.fact.of, node.fact.path].kind == "boolean"
            if isinstance(node, Compare) and isinstance(node.value, Constant):
                assert fits(node.value.value, declared[node.fact.of, node.fact.path])
            if isinstance(node, OneOf):
                assert all(fits(value, declared[node.fact.of, node.fact.path]) for value in node.values)


@pytest.mark.parametrize("name", PACKS)
def test_measures_and_grades_stand_in_order(name: str) -> None:
    measures = pack(name).measures
    assert all(one.rank < other.rank for one, other in pairwise(measures))
    for measure in measures:
        steps = [grade.step for grade in measure.grades]
        assert steps == sorted(set(steps))
        assert steps[0] >= 1
        assert measure.grades[0].when is None


@pytest.mark.parametrize("name", PACKS)
def test_every_ground_presupposes_the_scope(name: str) -> None:
    for measure in pack(name).measures:
        for ground in measure.grounds:
            assert isinstance(ground.when, All)
            scope = ground.when.parts[0]
            assert isinstance(scope, Reference)
            assert scope.target == f"definitions.{IN_SCOPE}"


@pytest.mark.parametrize("name", PACKS)
def test_a_dumped_pack_is_the_pack(name: str) -> None:
    whole = pack(name)
    assert dump.load(dump.dump(whole)) == whole
    assert dump.digest(whole) == library().load(name).digest


def fits(value: object, fact: FactDeclaration) -> bool:
    if isinstance(value, bool) != (fact.kind == "boolean"):
        return False
    return isinstance(value, KINDS[fact.kind]) and (fact.kind != "term" or value in fact.options)


def nodes(condition: Condition, inside: str | None = None) -> Iterator[tuple[Condition, str | None]]:
    """Yield every node with the list whose items it is about."""
    yield condition, inside
    for _, part in children(condition):
        yield from nodes(part, inside)
    if isinstance(condition, Tally) and condition.where is not None:
        yield from nodes(condition.where, condition.collection)
