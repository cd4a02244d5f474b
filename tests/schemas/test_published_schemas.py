"""The published schemas: sound in themselves, true to what is written and to what comes out, and strict."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator
from tests.schemas.published import EXAMPLES, FILES, PACK_FILES, ROOT, plain, validator

from zongzhi_rules import Decision, load_pack, read_case, resolve_pack
from zongzhi_rules.casefile import CaseFile, event_from, read_events
from zongzhi_rules.casefile.events import KINDS, canonical
from zongzhi_rules.casefile.schema import EVENT_SCHEMA_ID, EVENTS_SCHEMA_ID, STATE_SCHEMA_ID
from zongzhi_rules.compiler.schema import condition_definitions, pack_schema
from zongzhi_rules.decision.schema import DECISION_SCHEMA_ID, decision_schema
from zongzhi_rules.packtests.schema import CASES_SCHEMA_ID
from zongzhi_rules.receipts import receipt_for
from zongzhi_rules.receipts.schema import RECEIPT_SCHEMA_ID, receipt_schema
from zongzhi_rules.syntax import keywords
from zongzhi_rules.syntax.keywords import KEYWORDS
from zongzhi_rules.syntax.schema import PACK_SCHEMA_ID

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("case", "zongzhi-rules/case/1"),
        ("cases", CASES_SCHEMA_ID),
        ("decision", DECISION_SCHEMA_ID),
        ("event", EVENT_SCHEMA_ID),
        ("events", EVENTS_SCHEMA_ID),
        ("pack", PACK_SCHEMA_ID),
        ("receipt", RECEIPT_SCHEMA_ID),
        ("state", STATE_SCHEMA_ID),
    ],
)
def test_schema_is_one_and_bears_its_version(name: str, identity: str) -> None:
    schema = validator(name).schema
    assert isinstance(schema, dict)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == identity
    assert identity.endswith("/1")


def test_schemas_have_chinese_titles() -> None:
    decision = decision_schema()
    assert decision["properties"]["outcome"]["title"] == "结果"
    assert pack_schema()["properties"]["circumstances"]["title"] == KEYWORDS["circumstances"]


# decisions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_decision_validates_and_survives_a_round_trip(path: Path) -> None:
    case = read_case(path)
    decision = resolve_pack(case.subject.division, case.as_of).decide(case)
    text = decision.model_dump_json()
    again = Decision.model_validate_json(text)
    assert again == decision
    assert again.model_dump_json() == text
    validator("decision").validate(decision.model_dump(mode="json"))


def test_receipts_validate_and_what_is_none_does_not() -> None:
    case, rules = read_case(ROOT / "examples" / "henan_county_interview.yaml"), load_pack("henan_2016")
    data = receipt_for(rules.decide(case), case, rules).model_dump(mode="json")
    validator("receipt").validate(data)
    assert receipt_schema()["properties"]["packs"]["title"] == "规则包"
    for field, value in (("schema_version", 2), ("packs", []), ("digest", "sha256:0"), ("library", None), ("more", 1)):
        assert not validator("receipt").is_valid({**data, field: value}), field


def test_decision_schema_refuses_what_is_none() -> None:
    case = read_case(ROOT / "examples" / "henan_county_interview.yaml")
    data = load_pack("henan_2016").decide(case).model_dump(mode="json")
    wrong: list[tuple[tuple[str | int, ...], object]] = [
        (("outcome", "status"), "perhaps"),
        (("as_of",), 20260520),
        (("measures",), None),
        (("schema_version",), 2),
        (("circumstances", 0, "truth"), "true"),
        (("more",), 1),
    ]
    for path, value in wrong:
        bad = copy.deepcopy(data)
        inner: Any = bad
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        assert not validator("decision").is_valid(bad), path


# packs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PACK_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_pack_file_validates(path: Path) -> None:
    errors = sorted(validator("pack").iter_errors(plain(path)), key=lambda error: list(map(str, error.absolute_path)))
    assert [(list(error.absolute_path), error.message) for error in errors] == []


def test_every_operator_and_every_comparator_of_the_language_is_in_the_grammar() -> None:
    definitions = condition_definitions()
    for operator, beside in keywords.OPERATORS.items():
        assert set(definitions[f"condition_{operator}"]["properties"]) == {operator, *beside}


def test_every_field_of_the_language_has_its_chinese_term() -> None:
    schema = pack_schema()
    fields = {
        name
        for key, one in {**schema["$defs"], "": schema}.items()
        if not key.startswith(("condition", "test_"))
        for name in one.get("properties", {})
    }
    assert sorted(fields - set(KEYWORDS)) == []


WHEN = {"title": "标题", "cite": "20(1)", "when": "work.neglected"}
GOOD_CONDITIONS = [
    "always",
    {"not": "work.neglected"},
    {"all": ["work.neglected", {"severity.harm": {"at_least": "serious"}}]},
    {"by_reading": {"art20.1.connective": {"one": "always", "other": "never"}}},
    {"some": "incidents", "where": {"grade": "major", "kind": ["mass_incident", "criminal_case"]}},
    {"count": "incidents", "at_least": 3, "within_any": {"days": 30, "by": "happened_on"}},
    {"count": "incidents", "more_than": {"parameter": "most"}},
    {"consecutive": "assessments", "where": {"result": "failed"}, "by": "year", "at_least": 2},
    {"not_rectified_after": "circular"},
    {"table": {"columns": ["severity.harm", "severity.impact"], "rows": [["serious", "-"], ["-", [">= major"]]]}},
    {"local.rate": {"less_than": {"parameter": "rate"}}, "as_of": {"at_least": "in_force"}},
]
BAD_CONDITIONS = [
    "",
    "Not A Name",
    7,
    {},
    [],
    {"all": []},
    {"all": "work.neglected"},
    {"not": "work.neglected", "all": ["work.neglected"]},
    {"some": "nothing"},
    {"some": "incidents", "at_least": 1},
    {"count": "incidents"},
    {"count": "incidents", "at_least": 1, "at_most": 3},
    {"count": "incidents", "at_least": -1},
    {"count": "incidents", "at_least": 1, "within_any": {"days": 3}},
    {"count": "incidents", "at_least": 1, "within_any": {"days": 3, "months": 1, "by": "happened_on"}},
    {"consecutive": "assessments", "at_least": 2},
    {"by_reading": {}},
    {"by_reading": {"a": {"x": "always"}, "b": {"x": "always"}}},
    {"table": {"columns": ["severity.harm"]}},
    {"severity.harm": "terrible"},
    {"severity.harm": {"atleast": "serious"}},
    {"work.neglected": {"at_least": True}},
    {"severity.hram": "serious"},
    {"as_of": {"at_least": "yesterday"}},
]


@pytest.mark.parametrize("condition", GOOD_CONDITIONS, ids=str)
def test_good_condition(condition: object) -> None:
    validator("pack").validate({"circumstances": {"one": {**WHEN, "when": condition}}})


@pytest.mark.parametrize("condition", BAD_CONDITIONS, ids=str)
def test_bad_condition(condition: object) -> None:
    assert not validator("pack").is_valid({"circumstances": {"one": {**WHEN, "when": condition}}})


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"circumstance": {"one": WHEN}},
        {"circumstances": {}},
        {"circumstances": {"One": WHEN}},
        {"circumstances": {"one": {**WHEN, "cite": "Article 20"}}},
        {"circumstances": {"one": {**WHEN, "colour": "red"}}},
        {"circumstances": {"one": {"title": "标题", "cite": 20}}},
        {
            "pack": {
                "id": "x",
                "version": "1.0",
                "language": 1,
                "title": "题",
                "short_title": "题",
                "territory": "nation",
            }
        },
        {"changes": [{"add": "circumstances.one", "as": WHEN}]},
        {"changes": [{"warrant": 31, "as": WHEN}]},
        {"changes": [{"add": "circumstances.one", "withdraw": "circumstances.two", "warrant": 31, "as": WHEN}]},
        {"changes": [{"amend": "circumstances.one", "warrant": 31, "as": WHEN}]},
        {"changes": [{"withdraw": "circumstances.one", "warrant": 31, "set": {"cite": 31}}]},
        {"changes": [{"add": "circumstances.one", "warrant": 31, "as": {**WHEN, "when": {"all": []}}}]},
        {"changes": [{"add": "measures.x.grounds.y", "warrant": 31, "as": {"title": "题", "cite": 3}}]},
    ],
    ids=str,
)
def test_bad_pack_file(data: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator("pack").validate(data)


# files of cases ----------------------------------------------------------------------------------------------------

DATES = {"known_on": "2026-01-05", "recorded_at": "2026-01-05T10:00:00+08:00"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_entry_and_every_state_validates_and_survives_a_round_trip(path: Path) -> None:
    validator("events").validate(plain(path))
    file = CaseFile.of(read_events(path))
    for one in file.events:
        validator("event").validate(json.loads(canonical(one)))
        assert event_from(json.loads(canonical(one))) == one
    text = file.model_dump_json()
    validator("state").validate(json.loads(text))
    assert CaseFile.model_validate_json(text) == file
    assert CaseFile.model_validate_json(text).model_dump_json() == text


def test_a_file_of_entries_may_leave_the_moment_of_recording_out() -> None:
    entry = {"event": "time_passed", "id": "a", "happened_on": "2026-01-05", "known_on": "2026-01-05"}
    validator("events").validate({"events": [entry]})
    assert not validator("event").is_valid(entry)
    more: list[dict[str, Any]] = [
        {},
        {"events": []},
        {"events": [{**entry, "colour": "red"}]},
        {"events": [entry], "more": 1},
    ]
    for wrong in more:
        assert not validator("events").is_valid(wrong), wrong


def test_every_kind_of_entry_is_in_the_schema() -> None:
    mapping = validator("event").schema["discriminator"]["mapping"]  # type: ignore[index] # a mapping
    assert sorted(mapping) == sorted(KINDS)
    for kind in KINDS:
        assert not validator("event").is_valid({"event": kind, "id": "x"}), kind  # its days are wanted


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "time_went_by"},
        {"event": "time_passed", "known_on": 20260105},
        {"event": "time_passed", "known_on": "2026-02-30"},
        {"event": "time_passed", "colour": "red"},
        {"event": "time_passed", "id": ""},
        {"event": "inspection_held", "item": "m", "result": "good"},
        {"event": "incident_recorded", "incident": {"id": "i", "kind": "fire"}},
        {"event": "correction", "corrects": "a", "replacement": {"event": "correction", "id": "a"}},
    ],
    ids=str,
)
def test_bad_entry(wrong: dict[str, Any]) -> None:
    good = {"id": "a", "happened_on": "2026-01-05", **DATES}
    validator("event").validate({**good, "event": "time_passed"})
    assert not validator("event").is_valid({**good, **wrong})
