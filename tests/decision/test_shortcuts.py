"""Where the library takes a shorter way than its description says, the longer way gives the same."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from zongzhi_rules import RulePack, UseError, case_from, decide, load_pack
from zongzhi_rules import kept as stores
from zongzhi_rules.decision import assemble
from zongzhi_rules.decision.bypath import ByPath
from zongzhi_rules.decision.model import FoundBy, Measure
from zongzhi_rules.decision.provenance import found_by
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.finding import Finding, Record
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules import Case, Decision

SMALL_LADDER = Path(__file__).parents[2] / "benchmarks" / "packs" / "small_ladder"
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


# other readings: only what can change is made again ------------------------------------------------------------------


def changed(one: Decision, other: Decision) -> Iterator[str]:
    """Name the parts that differ between two whole decisions, as `ReadingAlternative.changes` does."""
    if one.outcome != other.outcome:
        yield "outcome"
    if [factor.truth for factor in one.factors] != [factor.truth for factor in other.factors]:
        yield "factors"
    if one.measure is not None and other.measure is not None and one.measure.id == other.measure.id:
        yield from (name for name in Measure.model_fields if getattr(one.measure, name) != getattr(other.measure, name))
    if one.earlier_measures != other.earlier_measures:
        yield "earlier_measures"


@pytest.mark.parametrize("name", ["national_2016", "henan_2016"])
def test_what_another_reading_changes(name: str) -> None:
    pack = load_pack(name)
    seen: set[str] = set()

    @settings(max_examples=150, suppress_health_check=SLOW, phases=[Phase.generate])
    @given(case=cases(pack), chosen=readings(pack))
    def kept(case: Case, chosen: dict[str, str]) -> None:
        decision = pack.decide(case, chosen)
        for reading in decision.readings:
            for alternative in reading.alternatives:
                other = pack.decide(case, {**chosen, reading.id: alternative.option})
                assert alternative.outcome == other.outcome, reading.id
                assert list(alternative.changes) == list(changed(decision, other)), reading.id
                seen.update(alternative.changes)

    kept()
    assert seen >= {"outcome", "factors", "effects", "earlier_measures"}


# parts that are kept: what was decided before changes nothing --------------------------------------------------------


@pytest.mark.parametrize("room", [1, 1000])
@pytest.mark.parametrize("name", ["small_ladder", "national_2016"])
def test_parts_that_are_kept(name: str, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "_PARTS_KEPT", room)
    monkeypatch.setattr(assemble, "_MEASURES_KEPT", room)
    monkeypatch.setattr(stores, "_EACH", 0)
    used = RulePack(load_pack(SMALL_LADDER if name == "small_ladder" else name).compiled)

    @settings(max_examples=8, suppress_health_check=SLOW, phases=[Phase.generate])
    @given(st.lists(st.tuples(cases(used), readings(used)), min_size=1, max_size=20))
    def same(many: list[tuple[Case, dict[str, str]]]) -> None:
        fresh = RulePack(used.compiled)
        forwards = [used.decide(case, chosen).model_dump_json() for case, chosen in many]
        backwards = [fresh.decide(case, chosen).model_dump_json() for case, chosen in reversed(many)]
        assert forwards == backwards[::-1]

    same()


def test_one_pack_in_several_threads() -> None:
    pack = RulePack(load_pack(SMALL_LADDER).compiled)

    @settings(max_examples=5, suppress_health_check=SLOW, phases=[Phase.generate], deadline=None)
    @given(st.lists(cases(pack), min_size=20, max_size=40))
    def kept(many: list[Case]) -> None:
        alone = [pack.decide(case).model_dump_json() for case in many]
        fresh = RulePack(pack.compiled)
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda case: fresh.decide(case).model_dump_json(), many * 3))
        assert found == alone * 3

    kept()


def test_what_is_kept_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "_MEASURES_KEPT", 5)
    monkeypatch.setattr(stores, "_EACH", 0)
    pack = RulePack(load_pack("henan_2016").compiled)
    rung = pack.assembler.measures[0]
    for number in range(30):
        subject = {"kind": "locality", "division": f"4101{number + 1:02}"}
        work = dict.fromkeys(("neglected", "measures_not_carried_out", "foundations_weak"), True)
        facts = {"id": "case", "as_of": "2020-01-01", "subject": subject, "work": work}
        case = case_from({**facts, "order": {"seriously_chaotic": True}, "necessity": {"circular": True}})
        judged = pack.judge(case)
        assert rung.of(judged, (False, False)) == rung.of(judged, (False, False))
        assert 0 < len(vars(rung)["_kept"]) <= 5


# the derivation: paths held once ------------------------------------------------------------------------------------


def test_a_mapping_over_shared_paths() -> None:
    truths = ByPath({"a": 0, "b": 1}, (True, None))
    assert truths == {"a": True, "b": None} == dict(truths)
    assert repr(truths) == "{'a': True, 'b': None}"
    assert pickle.loads(pickle.dumps(truths)) == truths  # noqa: S301 - our own
    with pytest.raises(TypeError):
        truths["a"] = False  # type: ignore[index]


def test_the_derivation_survives_json_and_a_dump() -> None:
    pack = load_pack(SMALL_LADDER)
    subject = {"kind": "locality", "division": "410122"}
    decision = pack.decide(case_from({"id": "case", "as_of": "2020-01-01", "subject": subject, "incidents": []}))
    assert type(decision).model_validate_json(decision.model_dump_json()) == decision
    derivation = decision.model_dump()["derivation"]
    assert type(derivation["truths"]) is type(derivation["items"]) is dict
    assert derivation["items"]["circumstances.two_major_incidents"] == ()


# findings: most are shared, and those that are not are looked for ----------------------------------------------------


def test_bare_findings_are_shared_and_signed_ones_are_not() -> None:
    case, other = (
        case_from(
            {
                "id": "case",
                "as_of": "2020-01-01",
                "subject": {"kind": "locality", "division": "410122"},
                "work": {"neglected": True, "foundations_weak": {"value": True, "by": "示例机关"}},
                "severity": {"harm": "serious"},
            },
        )
        for _ in range(2)
    )
    assert case.work.neglected is other.work.neglected
    assert case.severity.harm is other.severity.harm
    assert case.work.foundations_weak is not other.work.foundations_weak
    assert case == other


def origins(case: Case) -> Iterator[FoundBy]:
    """Go through all of a case and yield the findings that state an origin."""
    for section, content in case:
        if section == "local":
            parts = [(f"local.{name}", one) for name, one in content.items()]
        elif isinstance(content, tuple):
            key = catalogue().collections[section].key
            parts = [(f"{section}[{getattr(item, key)}].{name}", one) for item in content for name, one in item]
        else:
            parts = [(f"{section}.{name}", one) for name, one in (content if isinstance(content, Record) else ())]
        for path, one in parts:
            if isinstance(one, Finding) and (one.by or one.on or one.evidence):
                yield FoundBy(path=path, by=one.by, on=one.on, evidence=one.evidence)


@pytest.mark.parametrize("name", ["small_ladder", "henan_2016"])
def test_findings_that_state_their_origin(name: str) -> None:
    pack = load_pack(SMALL_LADDER if name == "small_ladder" else name)
    seen: set[str] = set()

    @settings(suppress_health_check=SLOW)
    @given(case=cases(pack))
    def kept(case: Case) -> None:
        found = found_by(case)
        assert {one.path: one for one in found} == {one.path: one for one in origins(case)}
        assert len({one.path for one in found}) == len(found)
        seen.update(one.path.partition(".")[0].partition("[")[0] for one in found)

    kept()
    assert len(seen) > 1, seen


# items that fail alike are mentioned together ------------------------------------------------------------------------


def test_items_of_a_false_count_that_fail_alike() -> None:
    grades = {"i1": "ordinary", "i2": "major", "i3": "ordinary", "i4": None}
    incidents = [{"id": name, "kind": "criminal_case", "grade": grade} for name, grade in grades.items()]
    pack = load_pack(SMALL_LADDER)
    subject = {"kind": "locality", "division": "419900"}

    def why(incidents: list[dict[str, str | None]]) -> dict[str, list[tuple[str, object, bool | None]]]:
        case = case_from({"id": "case", "as_of": "2020-01-01", "subject": subject, "incidents": incidents})
        return {
            one.id: [(fact.path, fact.value, fact.truth) for fact in one.because]
            for one in pack.decide(case).circumstances
        }

    false = why(incidents[:3])
    assert false["two_major_incidents"] == [
        ("incidents", 1, False),
        ("incidents[i1,i3].grade", "ordinary", False),
        ("incidents[i2].grade", "major", True),
    ]
    assert false["especially_major_incident"] == [
        ("incidents", 0, False),
        ("incidents[i1,i3].grade", "ordinary", False),
        ("incidents[i2].grade", "major", False),
    ]
    unknown = why(incidents)
    assert unknown["two_major_incidents"] == [("incidents", 1, None), ("incidents[i4].grade", None, None)]
    assert why([])["two_major_incidents"] == [("incidents", 0, False)]


# parts of a decision: what pydantic keeps of an instance is kept by its class ----------------------------------------


def test_a_part_is_as_pydantic_makes_it() -> None:
    decision = load_pack("henan_2016").decide(
        case_from({"id": "case", "as_of": "2020-01-01", "subject": {"kind": "locality", "division": "410100"}}),
    )
    read = type(decision).model_validate_json(decision.model_dump_json())
    for one in (read, pickle.loads(pickle.dumps(decision)), copy.copy(decision), copy.deepcopy(decision)):  # noqa: S301 - our own
        assert one == decision
        assert one.model_fields_set == decision.model_fields_set == set(type(decision).model_fields)
        assert one.outcome.model_dump(exclude_unset=True) == decision.outcome.model_dump()
        assert (one.model_extra, one.__pydantic_private__) == (None, None)
        assert list(vars(one)) == list(type(decision).model_fields)
    assert decision.outcome.model_copy(update={"status": "open"}).status == "open"
    with pytest.raises(ValidationError):
        decision.case = "another"  # type: ignore[misc]


# questions: items that are alike are asked about alike --------------------------------------------------


@pytest.mark.parametrize(("grade", "happened_on"), [(None, "2025-03-03"), ("major", None), (None, None)])
def test_a_case_of_thousands_of_incidents_is_decided(grade: str | None, happened_on: str | None) -> None:
    day = "2025-03-03"
    alike = {"kind": "mass_incident", "grade": grade, "happened_on": happened_on}
    incidents = [{"id": f"i{number}", **alike} for number in range(3000)]
    subject = {"kind": "locality", "division": "410122"}
    data = {"id": "case", "as_of": day, "subject": subject, "incidents": incidents, "earlier_measures": []}
    questions = decide(case_from(data)).questions
    of_items = [one for one in questions if one.path.startswith("incidents[")]
    assert len(of_items) >= len(incidents)
    for field in {one.path.rpartition(".")[2] for one in of_items}:
        assert len({id(one.answers) for one in of_items if one.path.endswith(f".{field}")}) == 1


# what is no case --------------------------------------------------


def test_a_dictionary_is_no_case() -> None:
    data: Any = {"id": "case"}
    for judge in (decide, load_pack("henan_2016").decide, load_pack("henan_2016").verdict):
        with pytest.raises(UseError, match="case_from"):
            judge(data)
