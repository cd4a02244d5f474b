"""The durable engine's own promises: what it hands to the rules library, and that nothing brings it down."""

from __future__ import annotations

import functools
import os
import pickle
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.support import (
    BARE,
    EXAMPLE,
    FOURTH_LEVEL,
    NEEDS_DURABLE,
    SHIPPED,
    circumstance,
    differences,
    examples,
    shipped,
    wide,
)

from zongzhi_rules import RulePack, case_from, load_pack
from zongzhi_rules.cli import App
from zongzhi_rules.engines.durable import native, prepare
from zongzhi_rules.engines.durable.rules import EVERY_FACT
from zongzhi_rules.engines.registry import DURABLE, ENGINES
from zongzhi_rules.errors import EngineFailedError
from zongzhi_rules.testing.packs import PackText, packs
from zongzhi_rules.testing.strategies import cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.engines.durable import DurableProgram
    from zongzhi_rules.engines.protocol import Facts

pytestmark = NEEDS_DURABLE
JUNCTIONS = {"$and", "$or"}
COMPARISONS = {"$gt", "$gte", "$lt", "$lte", "$neq", "$ex"}
MOST_PROPERTIES, MOST_PATHS, MOST_RULES, MOST_BRANCHES, MOST_BRACKETS = 255, 64, 4096, 511, 32


def agree(pack: RulePack, other: DurableProgram, facts: Facts) -> None:
    one, two = pack.program.evaluate(facts), other.evaluate(facts)
    assert not differences(other.layout, one, two)
    assert one == two


def some_facts(pack: RulePack, number: int) -> list[Facts]:
    found: list[Facts] = []

    @examples(number)
    @given(case=cases(pack))
    def collect(case: Any) -> None:
        found.append(pack.judge(case).facts)

    collect()
    return found


@functools.cache
def facts_with_items(pack: RulePack) -> Facts:
    """Return facts in which no list is unknown or empty."""
    found = some_facts(pack, 60)
    lists = zip(*(one.collections for one in found), strict=True)
    return found[-1]._replace(collections=tuple(next(filter(None, items)) for items in lists))


# what is handed to the rules library ---------------------------------------------------------------------------


def check_rules(program: DurableProgram) -> None:
    """Hold the rules against what was measured of the library: see docs/adr on the second engine."""
    for rules in program.rules.values():
        assert rules[EVERY_FACT] == {"all": [{"m": {"$ex": {"t": 1}}}]}
        assert len(rules) <= MOST_RULES
        stages: dict[int, list[dict[str, Any]]] = {}
        for name, rule in rules.items():
            assert list(rule) == ["all"]
            ((alias, condition),) = (pair for fact in rule["all"] for pair in fact.items())
            assert (alias, len(rule["all"])) == ("m", 1), "one fact"
            leaves = list(_leaves(condition))
            assert leaves, "no rule without conditions"
            assert all(type(code) is int and code >= 0 for _, code in leaves), "codes, and nothing else"
            assert _brackets(condition) < MOST_BRACKETS
            if name != EVERY_FACT:
                first = condition["$and"][0] if "$and" in condition else condition
                stages.setdefault(first["t"], []).append(condition)
        assert len(stages) < MOST_BRANCHES
        for conditions in stages.values():
            assert sum(map(_paths, conditions)) < MOST_PATHS
            names = {name for condition in conditions for name, _ in _leaves(condition)}
            assert len(names | {"sid", "id"}) < MOST_PROPERTIES


def _leaves(condition: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    ((key, value),) = condition.items()
    if key in JUNCTIONS:
        assert value, "no empty junction"
        for part in value:
            yield from _leaves(part)
    elif key in COMPARISONS:
        yield from value.items()
    else:
        assert not key.startswith("$"), key
        yield key, value


def _paths(condition: Mapping[str, Any]) -> int:
    ((key, value),) = condition.items()
    if key == "$or":
        return sum(map(_paths, value))
    return max(map(_paths, value)) if key == "$and" else 1


def _brackets(condition: Mapping[str, Any]) -> int:
    ((key, value),) = condition.items()
    return 2 + sum(map(_brackets, value)) if key in JUNCTIONS else 0


@pytest.mark.parametrize("pack", [*SHIPPED, FOURTH_LEVEL])
def test_rules_of_packs_that_stand_in_files(pack: str) -> None:
    check_rules(prepare(shipped(pack).pack))


@examples(2)
@given(text=packs())
def test_rules_of_generated_packs(text: PackText) -> None:
    check_rules(prepare(text.rules.pack))


def test_names_have_different_hashes() -> None:
    """The library tells properties and facts apart by a hash of 32 bits."""
    names = [f"{kind}{number}" for kind in "ip" for number in range(5000)] + ["t", "sid", "id", "m"]
    assert len({_fnv(name) for name in names}) == len(names)
    facts = [str(number) for number in range(1000)] + ["sid-0"]
    assert len({_fnv(fact) for fact in facts}) == len(facts)


def _fnv(text: str) -> int:
    found = 2_166_136_261
    for byte in text.encode():
        found = (found ^ byte) * 16_777_619 % 2**32
    return found


# packs of any size ---------------------------------------------------------------------------------------------


def test_many_parts_many_values_and_many_rules() -> None:
    texts = [f"值{number}" for number in range(60)]
    facts = "".join(f"  f{number}: {{title: 事实, cite: 1, type: boolean}}\n" for number in range(70))
    facts += "  text: {title: 文字, cite: 1, type: text}\n"
    every = ", ".join(f"local.f{number}" for number in range(70))
    lines = [
        circumstance(1, f"{{all: [{every}]}}"),
        circumstance(2, f"{{any: [{every}]}}"),
        circumstance(3, f"{{local.text: [{', '.join(texts)}]}}"),
        circumstance(4, f"{{not: {{local.text: [{', '.join(texts[:17])}]}}}}"),
        *(circumstance(10 + number, f"{{all: [local.f{number % 70}, local.f{number // 7}]}}") for number in range(480)),
    ]
    pack = wide("".join(lines), facts)
    program = prepare(pack.pack)
    check_rules(program)
    assert sum(len(rules) for rules in program.rules.values()) > 1000
    assert len([name for name in program.rules if name.startswith("case.")]) > 1
    known = {f"f{number}": {"value": number != 40} for number in range(70)}
    for local in ({}, known, {**known, "f40": {"value": True}}, {"f3": {"value": False}}, {"f3": {"value": True}}):
        for text in (None, "值0", "值16", "值17", "值59", "别的"):
            chosen = {**local, **({} if text is None else {"text": {"value": text}})}
            case = case_from({**BARE, "local": chosen})
            agree(pack, program, pack.judge(case).facts)


def test_readings_of_many_options() -> None:
    options = "".join(f"      o{number}: {{title: 读法, because: 理由}}\n" for number in range(70))
    reading = f"readings:\n  wording:\n    title: 问题\n    cite: 1\n    default: o0\n    options:\n{options}"
    facts = "".join(f"  f{number}: {{title: 事实, cite: 1, type: boolean}}\n" for number in range(70))
    parts = ", ".join(f"o{number}: local.f{number}" for number in range(70))
    pack = wide(circumstance(1, f"{{by_reading: {{wording: {{{parts}}}}}}}"), facts, reading)
    program = prepare(pack.pack)
    check_rules(program)
    known = {f"f{number}": {"value": number % 3 == 0} for number in range(0, 70, 2)}
    facts_of_case = pack.judge(case_from({**BARE, "local": known})).facts
    for option in range(70):
        agree(pack, program, facts_of_case.with_reading(0, option))


def test_items_that_ask_about_the_case() -> None:
    """A condition about an item may rest on a rule about the case, which then has to be derived first."""
    text = (
        "  first: {title: 一, cite: 1, when: {all: [work.neglected, {severity.harm: {at_least: serious}}]}}\n"
        "  items: {title: 二, cite: 1, when: {count: incidents, where: {all: [{grade: {at_least: major}}, "
        "grave]}, at_least: 2}}\n"
    )
    definitions = (
        "definitions:\n  grave: {title: 严重, cite: 1, when: {any: [work.neglected, {not: {some: hot_spots}}]}}\n"
    )
    pack = wide(text, sections=definitions)
    program = prepare(pack.pack)
    for facts in some_facts(pack, 60):
        agree(pack, program, facts)


# hostile values ------------------------------------------------------------------------------------------------

HOSTILE_TEXTS = ("", "\x00", '","t":3,"i0":2,"', "'; --", "\ud800", "𠮷" * 3, "\\u0000", "{}" * 20_000, "$and", "a\nb")
HOSTILE_NUMBERS = (float("nan"), float("inf"), float("-inf"), -0.0, 1e308, 5e-324, 10**400, -(10**400), 2**63, True)
LOCAL_FACTS = (
    "  text: {title: 文字, cite: 1, type: text}\n"
    "  rate: {title: 比率, cite: 1, type: number}\n"
    "  day: {title: 日期, cite: 1, type: date}\n"
)
LOCAL_TESTS = (
    circumstance(1, "{local.text: [一, 二]}")
    + circumstance(2, "{local.rate: {at_least: 60}}")
    + circumstance(3, "{local.rate: {at_most: 89.5}}")
    + circumstance(4, "{local.rate: {less_than: 60}}")
    + circumstance(5, "{local.rate: 60}")
    + circumstance(6, "{local.rate: {more_than: 0}}")
    + circumstance(7, "{not: {local.text: 一}}")
    + circumstance(8, "{local.day: {at_least: 2024-02-29}}")
)


def test_hostile_values() -> None:
    pack = wide(LOCAL_TESTS, LOCAL_FACTS)
    program = prepare(pack.pack)
    facts = pack.judge(case_from(BARE)).facts
    place = pack.program.layout.facts.index
    for text in (*HOSTILE_TEXTS, "一", None):
        agree(pack, program, facts.with_value(place("local.text"), text))
    for number in (*HOSTILE_NUMBERS, 60, 59.999999999999999, 60.00000001, 89.5, 0, None):
        agree(pack, program, facts.with_value(place("local.rate"), number))
    for day in (date.min, date.max, date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), None):
        agree(pack, program, facts.with_value(place("local.day"), day))


def test_terms_outside_their_vocabulary() -> None:
    pack = shipped("henan_2016")
    program = prepare(pack.pack)
    facts = some_facts(pack, 5)
    for (of, path), declaration in pack.program.layout.declarations.items():
        if of is None and declaration.kind == "term" and path in pack.program.layout.facts:
            for one in facts:
                agree(pack, program, one.with_value(pack.program.layout.facts.index(path), "没有这个词"))


def test_thousands_of_items() -> None:
    pack = shipped("national_2016")
    program = prepare(pack.pack)
    facts = facts_with_items(pack)
    for position in range(len(facts.collections)):
        items = (facts.collections[position] or ()) * 1_000
        agree(pack, program, facts.with_collection(position, items[:1_000]))


@examples(30)
@given(data=st.data())
def test_any_text_and_number(data: st.DataObject) -> None:
    pack = shipped_local()
    facts = pack.judge(case_from(BARE)).facts
    place = pack.program.layout.facts.index
    facts = facts.with_value(place("local.text"), data.draw(st.text() | st.none()))
    facts = facts.with_value(place("local.rate"), data.draw(st.floats() | st.integers()))
    agree(pack, PREPARED.setdefault("local", prepare(pack.pack)), facts)


PREPARED: dict[str, DurableProgram] = {}
PACKS: dict[str, RulePack] = {}


def shipped_local() -> RulePack:
    return PACKS.get("local") or PACKS.setdefault("local", wide(LOCAL_TESTS, LOCAL_FACTS))


# threads, failures, forks --------------------------------------------------------------------------------------


def test_threads_share_a_program() -> None:
    pack, other = shipped("national_2016"), shipped("national_2016", DURABLE)
    facts = some_facts(pack, 60)
    expected = [pack.program.evaluate(one) for one in facts]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(other.program.evaluate, facts * 4))
    assert found == expected * 4


def test_a_failure_half_way_leaves_no_trace() -> None:
    pack = shipped("national_2016")
    program = prepare(pack.pack)
    facts = facts_with_items(pack)
    names = [name for name, _ in pack.program.layout.collections]
    incidents = names.index("incidents")
    day = pack.program.layout.field("incidents", "happened_on")
    for _ in range(3):
        with pytest.raises(TypeError):
            program.evaluate(facts.with_item_value(incidents, 0, day, "not a day"))
        agree(pack, program, facts)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("after", [0, 40])
def test_an_interruption_leaves_no_trace(
    interruption: type[BaseException],
    after: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pack = shipped("national_2016")
    program = prepare(pack.pack)
    facts = facts_with_items(pack)
    real = native.library()
    calls = iter(range(10_000))

    class Interrupted:
        def __getattr__(self, name: str) -> Any:
            if name == "complete_and_start_action" and next(calls) == after:
                raise interruption
            return getattr(real, name)

    for bases in program._session.bases:  # noqa: SLF001 - where the interruption is to strike
        for base in bases:
            monkeypatch.setattr(base, "_library", Interrupted())
    with pytest.raises(interruption):
        program.evaluate(facts)
    agree(pack, program, facts)


def test_a_fork_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = shipped("national_2016")
    program = prepare(pack.pack)
    facts = some_facts(pack, 3)
    with program._session.lock:  # noqa: SLF001 - held by another thread at the moment of the fork
        monkeypatch.setattr(os, "getpid", lambda: -1)
        found: list[object] = []
        child = threading.Thread(target=lambda: found.extend(map(program.evaluate, facts)), daemon=True)
        child.start()
        child.join(60)
    assert found == [pack.program.evaluate(one) for one in facts]


def test_rule_bases_are_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = native.library()
    made: list[int] = []
    freed: list[int] = []

    class Watched:
        def create_ruleset(self, name: str, rules: str) -> int:
            made.append(real.create_ruleset(name, rules))
            return made[-1]

        def delete_ruleset(self, handle: int) -> None:
            freed.append(handle)
            real.delete_ruleset(handle)

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

    monkeypatch.setattr(native, "library", Watched)
    program = prepare(load_pack("national_2016").pack)
    assert made
    del program
    assert sorted(freed) == sorted(made)


@pytest.mark.parametrize("answer", [(1, 0), (2, 0), (0, 1)])
def test_an_answer_that_is_lost_is_an_error(answer: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    pack = shipped("national_2016")
    program = prepare(pack.pack)
    facts = some_facts(pack, 1)[0]
    real = native.library()

    class Lost:
        def assert_fact(self, handle: int, fact: str) -> tuple[int, int]:
            real.assert_fact(handle, fact)
            return answer

        def start_action_for_state(self, handle: int, state: int) -> tuple[str, str] | None:  # noqa: ARG002
            return None

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

    bases = [base for bases in program._session.bases for base in bases]  # noqa: SLF001 - where answers are lost
    for base in bases:
        monkeypatch.setattr(base, "_library", Lost())
    with pytest.raises(EngineFailedError):
        program.evaluate(facts)


# asking for an engine ------------------------------------------------------------------------------------------


def test_packs_remember_their_engine() -> None:
    pack = shipped("henan_2016", DURABLE)
    assert pack.engine == DURABLE
    assert pack.base is not None
    assert pack.base.engine == DURABLE
    assert pickle.loads(pickle.dumps(pack)).engine == DURABLE  # noqa: S301 - our own bytes
    assert shipped("henan_2016").engine == "reference"
    assert type(pack.program) is not type(shipped("henan_2016").program)


def test_the_command_takes_an_engine() -> None:
    for command in (["decide"], ["explain", "--full"], ["decide", "--json"]):
        one, other = (CliRunner().invoke(App(), [*command, EXAMPLE, "--engine", engine]) for engine in ENGINES)
        assert one.exit_code == other.exit_code == 0
        assert one.stdout == other.stdout


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, zongzhi_rules as z; z.load_pack('national_2016');"
        "assert not [m for m in sys.modules if m.startswith('durable') or 'engines.durable' in m];"
        "z.load_pack('national_2016', engine='durable');"
        "assert 'durable_rules_engine' in sys.modules and 'durable' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter and text
