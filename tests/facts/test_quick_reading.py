"""Reading quickly gives what pydantic gives: the same case, or no case at all."""

from __future__ import annotations

import copy
import pickle
import sys
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from zongzhi_rules import CaseError, case_from, load_pack
from zongzhi_rules.facts import quick
from zongzhi_rules.facts.model import Case, Incident
from zongzhi_rules.facts.quick import reader
from zongzhi_rules.testing.strategies import cases
from zongzhi_rules.vocabulary import Harm, IncidentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zongzhi_rules.facts.finding import Record

READ = reader(Case)
MANY = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
LEAST: dict[str, Any] = {
    "id": "case",
    "as_of": "2020-12-31",
    "subject": {"kind": "locality", "division": "410122"},
}
FULL: dict[str, Any] = {
    **LEAST,
    "work": {"neglected": True, "foundations_weak": None},
    "incidents": [
        {"id": "甲", "kind": "mass_incident", "grade": None, "happened_on": "2020-02-03", "deaths": 1, "severe": False},
        {"id": "乙", "kind": "criminal_case", "loss": 0.5},
    ],
    "assessments": [{"year": 2019, "rank": 3}],
    "earlier_measures": [
        {"id": "一", "measure": "circular", "decided_on": "2020-01-01", "inspections": [{"on": "2020-03-01"}]},
    ],
    "severity": {"harm": "serious"},
    "conduct": None,
    "local": {"rate": 1.5, "card": True, "colour": "黄"},
}
TRAPS: tuple[object, ...] = (
    *(True, False, 1, 0, 1.0, -0.0, float("nan"), -1, 10**18, None, [], {}, b"x"),
    *("", "true", "serious", " x", "x" * 3000, "2020-02-30", "2021-01-01", Harm.SERIOUS, IncidentKind.MASS_INCIDENT),
    *({"value": True, "by": "示例机关"}, {"value": 1}, date(2020, 1, 1), datetime(2020, 1, 1)),  # noqa: DTZ001
)


def by_pydantic(data: object) -> Case | None:
    try:
        return Case.model_validate(data)
    except ValidationError:
        return None


def same(one: Record, other: Record) -> bool:
    """Whether two records are the same in all that can be seen of them, the order and the given fields included."""
    return (
        one == other
        and repr(one) == repr(other)
        and one.model_dump_json() == other.model_dump_json()
        and one.model_dump(exclude_unset=True) == other.model_dump(exclude_unset=True)
        and hash(one) == hash(other)
        and list(vars(one)) == list(vars(other))
        and one.model_extra is other.model_extra is None
    )


def places(data: object, found: Callable[[Any, Any], None]) -> None:
    """Go through the places of a case's data: a dictionary or list, and a key of it."""
    steps: Iterator[Any] = iter(())
    if isinstance(data, dict):
        steps = iter([*data])
    elif isinstance(data, list):
        steps = iter(range(len(data)))
    for step in steps:
        found(data, step)
        places(data[step], found)  # type: ignore[index]


def spoilt(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """Return data with one or two values replaced, keys taken away, added or put in another order."""
    new = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 2))):
        known: list[tuple[Any, Any]] = []
        places(new, lambda holder, step, known=known: known.append((holder, step)))  # type: ignore[misc]
        holder, step = random.choice(known)
        match random.randrange(5):
            case 0 if isinstance(holder, dict):
                del holder[step]
            case 1 if isinstance(holder, dict):
                holder[random.choice(("neglected", "grade", "unknown", 1, None))] = random.choice(TRAPS)
            case 2 if isinstance(holder, dict):
                holder[step] = holder.pop(step)
            case _:
                holder[step] = random.choice(TRAPS)
    return new


def check(data: dict[str, Any]) -> bool:
    """Check that data are read as pydantic reads them; return whether they are a case."""
    wanted = by_pydantic(data)
    for _ in range(3):  # as seen for the first time, the second, and by what was written then
        try:
            found = READ(data)
        except (TypeError, ValueError):  # pydantic is asked then
            continue
        assert wanted is not None, data
        assert same(found, wanted), data
    return wanted is not None


@pytest.mark.parametrize("name", ["national_2016", "henan_2016", "jiangxi"])
def test_every_case_is_read_as_pydantic_reads_it(name: str) -> None:
    @MANY
    @seed(20161216)
    @given(cases(load_pack(name)), st.booleans())
    def kept(case: Case, bare: bool) -> None:  # noqa: FBT001 - drawn
        data = case.model_dump(mode="json", exclude_unset=bare)
        assert check(data)
        assert same(READ(data), Case.model_validate(data))

    kept()


def test_what_is_spoilt_is_read_or_refused_as_by_pydantic() -> None:
    accepted = 0
    for number in range(1500):
        accepted += check(spoilt(FULL, Random(number)))  # noqa: S311
    assert 150 < accepted < 1350


@pytest.mark.parametrize("value", TRAPS, ids=repr)
@pytest.mark.parametrize(
    ("section", "field"), [("work", "neglected"), ("severity", "harm"), ("local", "rate"), ("subject", "name")]
)
def test_a_kept_value_does_not_stand_for_another_that_is_equal(section: str, field: str, value: object) -> None:
    for before in (True, False, 1, 0.0, "serious"):
        check({**FULL, section: {**(FULL.get(section) or {}), field: before}})
        check({**FULL, section: {**(FULL.get(section) or {}), field: value}})


def test_equal_numbers_keep_their_own_form() -> None:
    for rate in (0.0, -0.0, 0, 1, 1.0, True):
        data = {**LEAST, "local": {"rate": rate}, "incidents": [{"id": "甲", "kind": "mass_incident", "loss": 0.0}]}
        for _ in range(3):
            found = case_from(data).local["rate"]
            assert found is not None
            assert repr(found.value) == repr(rate)


def test_sections_that_say_the_same_are_one() -> None:
    def work(**findings: object) -> Any:
        return case_from({**LEAST, "work": findings}).work

    _, _, first = [work(neglected=True) for _ in range(3)]
    assert work(neglected=True) is first
    assert work(neglected=True, foundations_weak=None) == first
    signed = {"value": True, "by": "示例机关"}
    assert work(neglected=signed) == work(neglected=signed) != first


def test_what_can_be_read_but_once_is_read_but_once() -> None:
    def incidents(**fields: object) -> Iterator[dict[str, object]]:
        return iter([{"id": "甲", "kind": "mass_incident", **fields}])

    odd = [OrderedDict(id="乙", kind="other")]  # not plainly right, so that pydantic reads the whole
    evidence: list[Callable[[], dict[str, Any]]] = [
        lambda: {"incidents": incidents()},
        lambda: {"incidents": incidents(), "hot_spots": odd},
        lambda: {"severity": {"harm": {"value": "serious", "evidence": iter(["材料"])}}, "hot_spots": odd},
        lambda: {"earlier_measures": [{"id": "一", "measure": "x", "inspections": iter([])}], "hot_spots": odd},
        lambda: {"work": {"neglected": {"value": True, "evidence": iter(["材料"])}}, "hot_spots": odd},
    ]
    for facts in evidence:
        for _ in range(4):
            assert same(case_from({**LEAST, **facts()}), Case.model_validate({**LEAST, **facts()}))
    for _ in range(4):
        with pytest.raises(CaseError):
            case_from({**LEAST, "incidents": incidents(grade="nonsense")})


def test_objects_that_fail_or_pass_for_words_are_left_to_pydantic() -> None:
    class Hostile:
        def __init__(self, word: str, *, fails: bool) -> None:
            self.word, self.fails = word, fails

        def __hash__(self) -> int:
            return hash(self.word)

        def __eq__(self, other: object) -> bool:
            if self.fails:
                raise RuntimeError
            return self.word == other

    for fails in (True, False):
        for section, field, word in (
            ("subject", "division", "410122"),
            ("local", "colour", "黄"),
            ("work", "neglected", "true"),
        ):
            for _ in range(3):
                case_from({**FULL, section: {**FULL[section], field: FULL[section].get(field)}})
                with pytest.raises(CaseError):
                    case_from({**FULL, section: {**FULL[section], field: Hostile(word, fails=fails)}})
        day = Hostile("2020-02-03", fails=fails)
        with pytest.raises(CaseError):
            case_from({**FULL, "incidents": [{"id": "甲", "kind": "mass_incident", "happened_on": day}]})


def test_what_is_nested_without_end_is_refused() -> None:
    lists: list[object] = []
    for _ in range(100_000):
        lists = [lists]
    for data in (
        {**FULL, "severity": {"harm": lists}},
        {**FULL, "incidents": lists},
        {**FULL, "subject": {**LEAST["subject"], "kind": lists}},
        {**FULL, "local": {"colour": lists}},
    ):
        with pytest.raises(CaseError):
            case_from(data)


def test_a_record_cannot_be_changed_through_another() -> None:
    wanted = Case.model_validate(FULL).model_dump(exclude_unset=True)
    _, _, one = [case_from(FULL) for _ in range(3)]
    parts = (one, one.work, one.work.neglected, one.conduct, one.necessity, one.subject, *one.local.values())
    for part in parts:
        assert part is not None
        for name in type(part).model_fields:
            with suppress(TypeError):
                part.model_fields_set.discard(name)
        with suppress(TypeError):
            part.model_fields_set.update(type(part).model_fields)
        copied = part.model_copy(update={"awards": ()})
        assert "awards" in copied.model_fields_set
        assert type(copy.deepcopy(part).model_fields_set) is set
        assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301 - our own
    assert case_from(FULL).model_dump(exclude_unset=True) == wanted
    with pytest.raises(ValidationError):
        setattr(one, "id", "other")  # noqa: B010 - the type checker knows better


def test_keys_are_never_run_as_code() -> None:
    class Hostile(str):
        __slots__ = ()

        def __repr__(self) -> str:
            return "'x']; raise SystemExit; raw['x'"

    for name in ("'] = 1; raise SystemExit #", '"""', "\\", "{0}", "{n}", "\ud800", Hostile("x"), Hostile("neglected")):
        for section in ("work", "local"):
            for _ in range(3):
                check({**FULL, section: {name: True}})


def test_what_is_kept_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_KEPT", 50)
    monkeypatch.setattr(quick, "_SHAPES_KEPT", 5)
    monkeypatch.setattr("zongzhi_rules.kept._EACH", 0)
    read = reader(Incident)
    kinds = [kind.value for kind in IncidentKind]
    fields = {"grade": None, "severe": True, "deaths": 1, "injured": 2, "participants": 3, "occasion": None}
    random = Random(1)  # noqa: S311
    shapes = next(one.cell_contents for one in read.__closure__ or () if hasattr(one.cell_contents, "of"))
    for number in range(600):
        chosen = random.sample(sorted(fields), random.randint(0, 6))
        raw = {"id": f"i{number}", "kind": random.choice(kinds), **{name: fields[name] for name in chosen}}
        assert same(read(raw), Incident.model_validate(raw)), raw
        assert len(vars(shapes)["_seen"]) <= 5
    assert len(vars(shapes)["_written"]) == 5
    vars(quick)["_source"].cache_clear()  # made anew, with less room
    deaths = vars(quick)["_source"](Incident, "deaths").names
    for number in range(200):
        assert deaths["learn"](number) == number
    assert 0 < len(deaths["kept"]) <= 50
    vars(quick)["_source"].cache_clear()


def test_threads_share_a_reader() -> None:
    read = reader(Case)
    many = [spoilt(FULL, Random(number)) for number in range(100)]  # noqa: S311
    wanted = [by_pydantic(data) for data in many]

    def found(data: object) -> Case | None:
        try:
            return read(data)  # type: ignore[no-any-return]
        except (TypeError, ValueError):
            return None

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            results = list(threads.map(found, many * 2))
    finally:
        sys.setswitchinterval(before)
    for result, case in zip(results, wanted * 2, strict=True):
        assert result is None or (case is not None and same(result, case))
    assert sum(result is not None for result in results) > 30
