"""How exact the intervals are: every unknown completed in every way, against the interval that the engines give.

The interval always contains every outcome that can still come out.  Its ends are such outcomes, unless an unknown
fact speaks for and against the same thing, or is held against values that exclude each other: three-valued logic takes
each occurrence for itself (ADR 6).  The tests at the end hold the smallest examples of each way to be wider.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.engines.brute import NO_MEASURE, Brute, World, world
from tests.engines.support import NEEDS_DURABLE
from tests.laws.support import compiled

from zongzhi_rules import RulePack, case_from
from zongzhi_rules.engines.registry import DURABLE, REFERENCE
from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Compare,
    Constant,
    Holds,
    Named,
    Not,
    OneOf,
    Reference,
    Tally,
)
from zongzhi_rules.ir.walk import rules
from zongzhi_rules.testing.packs import PackText, packs
from zongzhi_rules.testing.strategies import cases
from zongzhi_rules.testing.values import Place, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.engines.protocol import Facts
    from zongzhi_rules.ir.condition import Condition

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
MOST_UNKNOWNS = 4
MOST_WORLDS = 400
PARAMETERS = (0, 1, 2, 3, 29, 30, 31)
ENGINES = (REFERENCE, pytest.param(DURABLE, marks=NEEDS_DURABLE))

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
    found = pack.ladder.of_truths(pack.program.evaluate(facts).truths)
    return found.at_least, found.at_most


def outcomes(pack: RulePack, worlds: Iterator[World]) -> set[int]:
    return {Brute(pack.pack, one).outcome() for one in worlds}


# which facts can be completed best and worst in one way --------------------------------------------------------


def one_way(pack: RulePack) -> set[Place]:
    """Return the facts whose values can be put in an order in which no ground ever becomes false again.

    For these the best value serves every occurrence, and so does the worst: three-valued logic is exact.
    """
    conditions = {rule.path: rule.condition for rule in rules(pack.pack)}
    held: dict[Place, list[frozenset[object]]] = {}
    excluded: set[Place] = set()

    def visit(node: Condition, *, positive: bool) -> None:
        match node:
            case Holds(fact=fact) | Compare(fact=fact) | OneOf(fact=fact):
                place = (fact.of, fact.path)
                if isinstance(node, Compare) and not isinstance(node.value, Constant):
                    excluded.add(place)
                    return
                values = [one for one in domain(pack, place, date(2020, 6, 1)) if leaf(pack, node, one) is positive]
                held.setdefault(place, []).append(frozenset(values))
            case Not(part=part):
                visit(part, positive=not positive)
            case All(parts=parts) | AnyOf(parts=parts):
                for part in parts:
                    visit(part, positive=positive)
            case Named(part=part):
                visit(part, positive=positive)
            case ByReading(options=options):
                for _, part in options:
                    visit(part, positive=positive)
            case Reference(target=target):
                visit(conditions[target], positive=positive)
            case Tally(where=where, window=window, consecutive_by=by):
                if where is not None:
                    visit(where, positive=positive)
                excluded.update((node.collection, name) for name in (by, window and window.by) if name)

    for measure in pack.pack.measures:
        for ground in measure.grounds:
            visit(conditions[f"measures.{measure.id}.grounds.{ground.id}"], positive=True)
    return {
        place
        for place, sets in held.items()
        if place not in excluded and all(one <= two or two <= one for one, two in itertools.combinations(sets, 2))
    }


def leaf(pack: RulePack, node: Any, value: object) -> bool:
    place = node.fact.path
    return Brute(pack.pack, World({place: value}, {}, {}, {})).holds(node, {place: value})


# the tests -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_every_outcome_lies_in_the_interval(engine: str) -> None:
    @settings(max_examples=60, suppress_health_check=SLOW)
    @given(text=packs(), data=st.data(), seed=st.integers(0, 2**32))
    def contained(text: PackText, data: st.DataObject, seed: int) -> None:
        random = Random(seed)
        pack = RulePack(text.rules.compiled, engine)
        case = data.draw(cases(pack))
        facts = filled(pack, pack.judge(case).facts, random)
        candidates = holes(pack, facts) + [(-1, one, 0) for one in range(len(facts.parameters))]
        chosen = chosen_holes(pack, candidates, case.as_of, random)
        open_facts = facts
        for hole in chosen:
            open_facts = put(open_facts, hole, None)
        low, high = interval(pack, open_facts)
        found = outcomes(pack, completions(pack, facts, chosen, case.as_of))
        event("exact" if (low, high) == (min(found), max(found)) else "wider")
        assert low <= min(found)
        assert max(found) <= high

    contained()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_interval_is_exact_where_each_fact_speaks_one_way(engine: str) -> None:
    open_ones = 0

    @settings(max_examples=80, suppress_health_check=SLOW)
    @given(text=packs(), data=st.data(), seed=st.integers(0, 2**32))
    def exact(text: PackText, data: st.DataObject, seed: int) -> None:
        nonlocal open_ones
        random = Random(seed)
        pack = RulePack(text.rules.compiled, engine)
        case = data.draw(cases(pack))
        facts = filled(pack, pack.judge(case).facts, random)
        places = one_way(pack)
        candidates = [hole for hole in holes(pack, facts) if place_of(pack, hole) in places]
        chosen = chosen_holes(pack, candidates, case.as_of, random)
        open_facts = facts
        for hole in chosen:
            open_facts = put(open_facts, hole, None)
        low, high = interval(pack, open_facts)
        found = outcomes(pack, completions(pack, facts, chosen, case.as_of))
        assert (low, high) == (min(found), max(found))
        open_ones += low < high

    exact()
    assert open_ones >= 10, "some intervals are open, or the test shows little"


@pytest.mark.parametrize("engine", ENGINES)
def test_with_everything_known_all_three_agree_on_every_rule(engine: str) -> None:
    @settings(max_examples=60, suppress_health_check=SLOW)
    @given(text=packs(), data=st.data(), seed=st.integers(0, 2**32))
    def agree(text: PackText, data: st.DataObject, seed: int) -> None:
        pack = RulePack(text.rules.compiled, engine)
        facts = filled(pack, pack.judge(data.draw(cases(pack))).facts, Random(seed))
        truths = pack.program.evaluate(facts).truths
        brute = Brute(pack.pack, world(pack, facts))
        assert {path: truths[slot] for path, slot in pack.program.layout.roots.items()} == {
            path: brute.rule(path) for path in pack.program.layout.roots
        }

    agree()
