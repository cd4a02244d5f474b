# ruff: noqa: S311 - the seeds come from hypothesis, so that each run tries the same
"""How exact the intervals are: every unknown completed in every way, against the interval that the engines give.

The interval always contains every outcome that can still come out.  Its ends are such outcomes, unless an unknown
fact speaks for and against the same thing, or is held against values that exclude each other: three-valued logic takes
each occurrence for itself (ADR 6).  The tests at the end hold the smallest examples of each way to be wider.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from tests.engines.brute import Brute, World, world
from tests.engines.support import ABSENCE, BARE, SHIPPED, circumstance, examples, shipped, wide

from zongzhi_rules import case_from
from zongzhi_rules.engines.registry import DURABLE, prepare
from zongzhi_rules.ir.condition import Compare, Constant, Holds, Not, OneOf, Reference, Tally, children
from zongzhi_rules.ir.walk import rules
from zongzhi_rules.testing.packs import PackText, packs
from zongzhi_rules.testing.strategies import cases
from zongzhi_rules.testing.values import Place, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zongzhi_rules import Case, RulePack
    from zongzhi_rules.engines.protocol import Facts, Program
    from zongzhi_rules.ir.condition import Condition

MOST_UNKNOWNS = 4
MOST_WORLDS = 200
PARAMETERS = (0, 1, 2, 3, 29, 30, 31)
few = examples(3, phases=(Phase.generate,))  # making packs smaller takes minutes

Span = tuple[int, int]
Hole = tuple[int, int, int]
"""Where a fact is taken out: (0, fact, -) of the case, (1 + list, item, field) of an item, (-1, parameter, -)."""


# completing unknowns -------------------------------------------------------------------------------------------


def domain(pack: RulePack, place: Place, as_of: date) -> tuple[object, ...]:
    """Return one value of a fact for each way in which it can matter, and some more."""
    found = values_of(pack).candidates[place]
    match values_of(pack).declarations[place].kind:
        case "date":
            near = (as_of - timedelta(days=days) for days in (0, 1, 29, 30, 31, 400))
            days = [date.fromisoformat(str(day)) for day in found]
            return tuple(dict.fromkeys([*days, *near]))
        case "integer":
            return tuple(dict.fromkeys([*found, 0, 1, as_of.year, as_of.year - 1]))
        case "number":
            return tuple(dict.fromkeys([*found, 0.0, 1000.0]))
        case _:
            return found or ("其他",)


def place_of(pack: RulePack, hole: Hole) -> Place:
    layout = pack.program.layout
    which, one, field = hole
    if which == 0:
        return None, layout.facts[one]
    name, fields = layout.collections[which - 1]
    return name, fields[field]


def filled(pack: RulePack, facts: Facts, random: Random) -> Facts:
    """Return the facts with every unknown value set, lists that are unknown empty."""
    layout = pack.program.layout
    as_of = date(2020, 6, 1)
    if "as_of" in layout.facts:
        as_of = facts.values[layout.facts.index("as_of")]  # type: ignore[assignment] # a day

    def some(value: object, place: Place) -> object:
        return random.choice(domain(pack, place, as_of)) if value is None else value

    return facts._replace(
        values=tuple(some(value, (None, path)) for value, path in zip(facts.values, layout.facts, strict=True)),
        collections=tuple(
            tuple(
                tuple(some(value, (name, field)) for value, field in zip(item, fields, strict=True))
                for item in items or ()
            )
            for (name, fields), items in zip(layout.collections, facts.collections, strict=True)
        ),
        parameters=tuple(random.choice(PARAMETERS) if value is None else value for value in facts.parameters),
    )


def holes(pack: RulePack, facts: Facts) -> list[Hole]:
    """Return the places where a fact can be taken out: what the pack reads, the day of the case excepted."""
    found: list[Hole] = [(0, one, 0) for one, path in enumerate(pack.program.layout.facts) if path != "as_of"]
    for which, items in enumerate(facts.collections, start=1):
        found += [(which, item, field) for item, fields in enumerate(items or ()) for field in range(len(fields))]
    return found


def put(facts: Facts, hole: Hole, value: object) -> Facts:
    which, one, field = hole
    if which == 0:
        return facts.with_value(one, value)
    if which < 0:
        return facts._replace(parameters=(*facts.parameters[:one], value, *facts.parameters[one + 1 :]))
    return facts.with_item_value(which - 1, one, field, value)


def completions(pack: RulePack, facts: Facts, chosen: Sequence[Hole], as_of: date) -> Iterator[World]:
    domains = [PARAMETERS if hole[0] < 0 else domain(pack, place_of(pack, hole), as_of) for hole in chosen]
    for values in itertools.islice(itertools.product(*domains), MOST_WORLDS):
        complete = facts
        for hole, value in zip(chosen, values, strict=True):
            complete = put(complete, hole, value)
        yield world(pack, complete)


def chosen_holes(pack: RulePack, candidates: list[Hole], as_of: date, random: Random) -> list[Hole]:
    """Choose some, as many as can be completed in every way."""
    random.shuffle(candidates)
    found: list[Hole] = []
    worlds = 1
    for hole in candidates:
        worlds *= len(PARAMETERS if hole[0] < 0 else domain(pack, place_of(pack, hole), as_of))
        if worlds > MOST_WORLDS or len(found) == MOST_UNKNOWNS:
            break
        found.append(hole)
    return found


def interval(pack: RulePack, facts: Facts) -> tuple[int, int]:
    """Return the interval of the outcome, on which the engines agree."""
    reference, *others = [pack.ladder.of_truths(program.evaluate(facts).truths) for program in programs(pack)]
    assert all(one == reference for one in others)
    return reference.at_least, reference.at_most


def programs(pack: RulePack) -> list[Program]:
    return [pack.program, *([prepared(pack)] if ABSENCE is None else [])]


@functools.lru_cache(4)
def prepared(pack: RulePack) -> Program:
    return prepare(pack.pack, DURABLE)


# which facts can be completed best and worst in one way --------------------------------------------------------


class OneWay:
    """Finds the facts whose values can be put in an order in which no ground ever becomes false again.

    For these the best value serves every occurrence, and so does the worst: three-valued logic is exact.
    """

    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self._brute = Brute(pack.pack)
        self._conditions = {rule.path: rule.condition for rule in rules(pack.pack)}
        self._held: dict[Place, list[frozenset[object]]] = {}
        self._excluded: set[Place] = set()
        for measure in pack.pack.measures:
            for ground in measure.grounds:
                self._visit(self._conditions[f"measures.{measure.id}.grounds.{ground.id}"], positive=True)

    @property
    def places(self) -> set[Place]:
        return {
            place
            for place, sets in self._held.items()
            if place not in self._excluded
            and all(one <= two or two <= one for one, two in itertools.combinations(sets, 2))
        }

    @property
    def others(self) -> set[Place]:
        return (set(self._held) | self._excluded) - self.places

    def _visit(self, node: Condition, *, positive: bool) -> None:
        if isinstance(node, Holds | Compare | OneOf):
            self._note(node, positive=positive)
        elif isinstance(node, Reference):
            self._visit(self._conditions[node.target], positive=positive)
        elif isinstance(node, Tally):
            placed = (node.consecutive_by, node.window and node.window.by)
            self._excluded.update((node.collection, name) for name in placed if name)
            if node.where is not None:
                self._visit(node.where, positive=positive)
        for _, part in children(node):
            self._visit(part, positive=positive is not isinstance(node, Not))

    def _note(self, node: Holds | Compare | OneOf, *, positive: bool) -> None:
        place = (node.fact.of, node.fact.path)
        if isinstance(node, Compare) and not isinstance(node.value, Constant):
            self._excluded.add(place)
            return
        values = domain(self._pack, place, date(2020, 6, 1))
        fitting = frozenset(one for one in values if self._brute.tested(node, one) is positive)
        self._held.setdefault(place, []).append(fitting)
        if len(fitting) in {0, len(set(values))}:  # a test that says nothing, and yet is open while the fact is
            self._excluded.add(place)


# the tests -----------------------------------------------------------------------------------------------------


def opened(pack: RulePack, facts: Facts, candidates: list[Hole], as_of: date, random: Random) -> tuple[Span, set[int]]:
    """Take some facts out: return the interval, and the outcomes of all ways to complete it."""
    chosen = chosen_holes(pack, candidates, as_of, random)
    found = interval(pack, functools.reduce(lambda one, hole: put(one, hole, None), chosen, facts))
    brute = Brute(pack.pack)
    return found, {brute.outcome(one) for one in completions(pack, facts, chosen, as_of)}


@few
@given(text=packs(), data=st.data(), seed=st.integers(0, 2**32))
def test_every_outcome_lies_in_the_interval(text: PackText, data: st.DataObject, seed: int) -> None:
    random, pack = Random(seed), text.rules
    case = data.draw(cases(pack))
    facts = filled(pack, pack.judge(case).facts, random)
    candidates = holes(pack, facts) + [(-1, one, 0) for one in range(len(facts.parameters))]
    (low, high), found = opened(pack, facts, candidates, case.as_of, random)
    assert low <= min(found)
    assert max(found) <= high


def test_the_interval_is_exact_where_each_fact_speaks_one_way() -> None:
    widths = []

    @few
    @given(text=packs(), data=st.data(), seed=st.integers(0, 2**32))
    def exact(text: PackText, data: st.DataObject, seed: int) -> None:
        random, pack = Random(seed), text.rules
        case = data.draw(cases(pack))
        facts = filled(pack, pack.judge(case).facts, random)
        places = OneWay(pack).places
        candidates = [hole for hole in holes(pack, facts) if place_of(pack, hole) in places]
        (low, high), found = opened(pack, facts, candidates, case.as_of, random)
        assert (low, high) == (min(found), max(found))
        widths.append(high - low)

    exact()
    assert sum(width > 0 for width in widths) >= len(widths) // 10, "some are open, or the test shows little"


@few
@given(text=packs(), data=st.data(), seed=st.integers(0, 2**32))
def test_with_everything_known_all_three_agree_on_every_rule(text: PackText, data: st.DataObject, seed: int) -> None:
    pack = text.rules
    facts = filled(pack, pack.judge(data.draw(cases(pack))).facts, Random(seed))
    brute, known = Brute(pack.pack), world(pack, facts)
    expected = {path: brute.rule(path, known) for path in pack.program.layout.roots}
    for program in programs(pack):
        truths = program.evaluate(facts).truths
        assert {path: truths[slot] for path, slot in program.layout.roots.items()} == expected


@pytest.mark.parametrize("name", SHIPPED)
def test_the_interval_is_exact_on_the_shipped_packs(name: str) -> None:
    pack = shipped(name)
    places = OneWay(pack).places
    widths = []

    @examples(8, phases=(Phase.generate,))
    @given(case=cases(pack), seed=st.integers(0, 2**32))
    def exact(case: Case, seed: int) -> None:
        random = Random(seed)
        facts = filled(pack, pack.judge(case).facts, random)
        candidates = [hole for hole in holes(pack, facts) if place_of(pack, hole) in places]
        (low, high), found = opened(pack, facts, candidates, case.as_of, random)
        assert (low, high) == (min(found), max(found))
        widths.append(high - low)

    exact()
    assert any(widths), "some are open, or the test shows nothing"


EVERYWHERE: set[Place] = {
    (None, "subject.kind"),  # held against values that exclude each other
    (None, "subject.organ"),
    ("earlier_measures", "measure"),
    ("incidents", "happened_on"),  # placed in a window
    ("assessments", "year"),  # held against a parameter
}
WIDER_PLACES: dict[str, set[Place]] = {
    "national_2016": EVERYWHERE,
    "henan_2016": EVERYWHERE | {("incidents", "kind"), ("hot_spots", "kind")},  # kinds that exclude each other
    "jiangxi": EVERYWHERE,
}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_facts_that_may_make_an_interval_too_wide(name: str) -> None:
    """Each is declared, with the reason in docs/engines.md; one more or one less is a change of the pack to look at."""
    assert OneWay(shipped(name)).others == WIDER_PLACES[name]


# where three-valued logic is wider ------------------------------------------------------------------------------

NONE, CIRCULAR = -1, 0
KNOWN = {"incidents": [], "earlier_measures": [], "severity": {"harm": "ordinary"}}
TERMS = "  kind: {title: 种类, cite: 1, type: term, options: {one: 一, two: 二}}\n"
INCIDENT = {"id": "i", "kind": "criminal_case", "grade": "ordinary"}


@dataclass(frozen=True)
class Wider:
    """A circumstance under which the interval is wider than what can come out, and the case that shows it."""

    because: str
    when: str
    case: Mapping[str, Any]
    unknown: tuple[str, ...]
    can_be: set[int]
    facts: str = ""


WIDER = (
    Wider(
        "a fact speaks for and against it",
        "{any: [work.neglected, {not: work.neglected}]}",
        {},
        ("work.neglected",),
        {CIRCULAR},
    ),
    Wider(
        "a fact is held against values that exclude each other",
        "{all: [{local.kind: one}, {local.kind: two}]}",
        {},
        ("local.kind",),
        {NONE},
        TERMS,
    ),
    Wider(
        "every value passes",
        "{severity.impact: {at_least: ordinary}}",
        {},
        ("severity.impact",),
        {CIRCULAR},
    ),
    Wider(
        "a number of a run is unknown, and no number can join the others",
        "{consecutive: incidents, by: deaths, at_least: 3}",
        {"incidents": [{**INCIDENT, "id": f"i{deaths}", "deaths": deaths} for deaths in (1, 10)] + [INCIDENT]},
        ("incidents.2.deaths",),
        {NONE},
    ),
    Wider(
        "the day of an item is placed in a window and held against a day as well",
        "{count: incidents, where: {happened_on: {less_than: 2023-01-01}}, within_last: {days: 30, by: happened_on}, "
        "at_least: 1}",
        {"incidents": [INCIDENT]},
        ("incidents.0.happened_on",),
        {NONE},
    ),
)


@pytest.mark.parametrize("example", [pytest.param(one, id=one.because) for one in WIDER])
def test_smallest_examples_of_wider_intervals(example: Wider) -> None:
    pack = wide(circumstance(1, example.when), example.facts)
    case = case_from({**BARE, **KNOWN, **example.case})
    facts = pack.judge(case).facts
    assert interval(pack, facts) == (NONE, CIRCULAR), "open"
    unknown = [hole for hole in holes(pack, facts) if named(pack, hole) in example.unknown]
    brute = Brute(pack.pack)
    complete = filled(pack, facts, Random(0))
    assert {brute.outcome(one) for one in completions(pack, complete, unknown, case.as_of)} == example.can_be


def named(pack: RulePack, hole: Hole) -> str:
    name, path = place_of(pack, hole)
    return path if name is None else f"{name}.{hole[1]}.{path}"
