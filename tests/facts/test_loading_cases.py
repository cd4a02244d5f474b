from __future__ import annotations

import copy
import json
import pickle
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.load import case_from, parse_case, read_case
from zongzhi_rules.facts.model import Case
from zongzhi_rules.vocabulary import Harm, Level

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
id: 示例案件一
as_of: 2021-06-30
subject: {kind: locality, division: 410122}
work: {neglected: true, foundations_weak: {value: false, by: 示例委员会, on: 2021-05-01}}
severity: {harm: serious}
incidents:
  - {id: 甲, kind: mass_incident, happened_on: 2021-06-30, deaths: 0, loss: 12.5}
hot_spots: []
awards: null
local: {warning_card: true, rate: 1.5, colour: 黄}
"""
DATA: dict[str, Any] = {
    "id": "示例案件一",
    "as_of": "2021-06-30",
    "subject": {"kind": "locality", "division": 410122},
    "work": {"neglected": True, "foundations_weak": {"value": False, "by": "示例委员会", "on": "2021-05-01"}},
    "severity": {"harm": "serious"},
    "incidents": [
        {"id": "甲", "kind": "mass_incident", "happened_on": "2021-06-30", "deaths": 0, "loss": 12.5},
    ],
    "hot_spots": [],
    "awards": None,
    "local": {"warning_card": True, "rate": 1.5, "colour": "黄"},
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(DATA), **fields}


def codes(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return code and path of all that is wrong."""
    with pytest.raises(CaseError) as raised:
        case_from(data)
    return [(found.code, found.path) for found in raised.value.diagnostics]


def test_yaml_json_and_data_give_the_same_case(tmp_path: Path) -> None:
    for name, text in (("case.yaml", TEXT), ("case.json", json.dumps(DATA, ensure_ascii=False))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert read_case(tmp_path / name) == parse_case(text) == parse_case(text.encode()) == case_from(DATA)


def test_what_is_left_out_is_unknown_and_what_is_empty_is_known_to_be_empty() -> None:
    case = parse_case(TEXT)
    assert case.hot_spots == ()
    assert case.awards is None
    assert case.officials is None
    assert case.order.seriously_chaotic is None
    assert case.schema_version == 1


def test_a_bare_value_is_a_finding_without_more() -> None:
    case = parse_case(TEXT)
    assert case.severity.harm is not None
    assert case.severity.harm.value is Harm.SERIOUS
    assert case.work.foundations_weak is not None
    assert (case.work.foundations_weak.value, case.work.foundations_weak.on) == (False, date(2021, 5, 1))


def test_a_section_that_is_null_is_unknown() -> None:
    assert case_from(changed(work=None, severity=None)).work.neglected is None


def test_a_case_is_a_value() -> None:
    case = case_from(DATA)
    assert pickle.loads(pickle.dumps(case)) == case  # noqa: S301 - what was just dumped
    assert hash(case) == hash(case_from(DATA))
    assert case_from(json.loads(case.model_dump_json())) == case
    with pytest.raises(ValueError, match="frozen"):
        case.id = "乙"  # type: ignore[misc]
    with pytest.raises(TypeError, match="changed"):
        case.local["colour"] = None


def test_dates_may_come_as_dates_but_not_with_a_time() -> None:
    assert case_from(changed(as_of=date(2021, 6, 30))) == case_from(DATA)
    assert codes(changed(as_of=datetime(2021, 6, 30))) == [("ZR510", "as_of")]  # noqa: DTZ001 - refused whatever it is


def test_the_level_of_a_locality_follows_from_its_code() -> None:
    assert case_from(DATA).subject.effective_level is Level.COUNTY
    agreeing = {"kind": "locality", "division": "410122", "level": "county", "directly_governed": True}
    assert case_from(changed(subject=agreeing)).subject.is_directly_governed
    unit = {"kind": "unit", "division": "410000", "level": "county"}
    assert case_from(changed(subject=unit)).subject.effective_level is Level.COUNTY


def test_the_day_of_the_case_itself_is_not_after_it() -> None:
    assessments = [{"year": 2021, "result": "failed"}]
    measure = {"id": "乙", "measure": "notice", "decided_on": "2021-06-30", "received_on": "2021-06-30"}
    terms = {**measure, "term_ends_on": "2022-01-01", "inspections": [{"on": "2021-06-30"}]}
    assert case_from(changed(assessments=assessments, earlier_measures=[terms])).earlier_measures is not None


def test_all_contradictions_are_told_together() -> None:
    data = changed(
        incidents=[
            {"id": "甲", "kind": "mass_incident", "happened_on": "2021-07-01"},
            {"id": "甲", "kind": "mass_incident", "happened_on": "2021-07-02"},
        ],
        awards=[{"id": "丙", "kind": "collective", "granted_on": "2031-01-01"}],
        assessments=[{"year": 2022}, {"year": 2022}],
    )
    assert codes(data) == [
        ("ZR513", "assessments[0].year"),
        ("ZR513", "assessments[1].year"),
        ("ZR529", "assessments[1].year"),
        ("ZR513", "awards[0].granted_on"),
        ("ZR513", "incidents[0].happened_on"),
        ("ZR513", "incidents[1].happened_on"),
        ("ZR529", "incidents[1].id"),
    ]


def test_a_place_in_data_is_a_path_and_in_a_text_a_line_and_column() -> None:
    data = changed(incidents=[{"id": "甲", "kind": "mass_incident", "grade": "重大"}])
    with pytest.raises(CaseError) as raised:
        case_from(data)
    (found,) = raised.value.diagnostics
    assert (found.span, found.path, found.suggestions) == (None, "incidents[0].grade", ("major",))
    with pytest.raises(CaseError) as raised:
        parse_case(TEXT.replace("deaths: 0", "grade: 重大"), "案件.yaml")
    (found,) = raised.value.diagnostics
    assert found.span is not None
    assert (found.span.source.name, found.span.start_line, found.span.text) == ("案件.yaml", 7, "重大")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("yes", "true"), ("No", "false"), ("是", "true"), ('"true"', "true"), ("0", "false")],
)
def test_words_for_true_and_false_are_not_guessed_but_suggested(word: str, meant: str) -> None:
    with pytest.raises(CaseError) as raised:
        parse_case(TEXT.replace("neglected: true", f"neglected: {word}"))
    assert [(found.code, found.suggestions) for found in raised.value.diagnostics] == [("ZR520", (meant,))]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021年6月3日", "2021-06-03"),
        ("2021/6/3", "2021-06-03"),
        ("20210603", "2021-06-03"),
        ("2021.6.3", "2021-06-03"),
    ],
)
def test_a_day_in_another_form_is_not_guessed_but_suggested(written: str, meant: str) -> None:
    with pytest.raises(CaseError) as raised:
        parse_case(TEXT.replace("happened_on: 2021-06-30", f"happened_on: {written}"))
    assert [(found.code, found.suggestions) for found in raised.value.diagnostics] == [("ZR510", (meant,))]


def test_full_width_digits_are_no_day() -> None:
    assert codes(changed(as_of="\uff12\uff10\uff12\uff11-06-30")) == [("ZR510", "as_of")]


def test_facts_of_a_pack_are_plain_values() -> None:
    good: list[object] = [True, 0, -1.5, "", "黄"]
    for value in good:
        found = case_from(changed(local={"x": value, "y": {"value": value, "by": "示例委员会"}, "z": None})).local
        assert [finding and finding.value for finding in found.values()] == [value, value, None]
    bad: list[object] = [[1], {"value": [1]}, {"value": None}, object()]
    for value in bad:
        assert {code for code, _ in codes(changed(local={"x": value}))} <= {"ZR528", "ZR507"}


def test_only_so_many_errors_are_told() -> None:
    incidents = [{"id": str(number), "kind": "x"} for number in range(500)]
    found = codes(changed(incidents=incidents))
    assert len(found) == 101
    assert ("ZR153", "") in found


def test_no_word_of_the_validator_reaches_the_user() -> None:
    with pytest.raises(CaseError) as raised:
        case_from({"id": 1, "as_of": [], "subject": {"kind": 3}, "incidents": {}, "work": 1, "x": object(), 1: 2})  # type: ignore[dict-item]
    text = str(raised.value)
    for word in ("pydantic", "Input should", "instance of", "dictionary", "errors.pydantic"):
        assert word not in text
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_the_model_itself_stays_usable_with_keywords() -> None:
    assert Case.model_validate(DATA) == case_from(DATA)


def test_a_path_may_be_text(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(TEXT, encoding="utf-8")
    assert read_case(str(file)) == read_case(file)
    with pytest.raises(CaseError):
        read_case(str(tmp_path / "none.yaml"))


def test_true_is_no_version() -> None:
    assert codes(changed(schema_version=True)) == [("ZR509", "schema_version")]
    assert case_from(changed(schema_version=1)).schema_version == 1
