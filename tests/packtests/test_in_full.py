"""What a case can expect in full: steps, recipients, effects, accountability, duties, indicators, citations."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from zongzhi_rules import load_pack
from zongzhi_rules.errors import CaseError
from zongzhi_rules.packtests import read_pack_cases, run_cases

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules.packtests import CaseResult

FACTS = """
as_of: 2017-03-01
subject: {kind: locality, division: "410122"}
incidents: [{id: 爆炸, kind: public_safety_incident, grade: especially_major, happened_on: 2017-01-05}]
severity: {harm: especially_serious, impact: ordinary, veto_threshold_reached: false}
necessity: {working_group: false}
conduct: {obstructed_inquiry: false, falsified_or_concealed: false, retaliated: false, other_aggravating: false}
local: {listed_by_province: false}
officials: [{id: 甲, role: principal, crime_committed: false}, {id: 乙, role: competent}]
earlier_measures: []
"""


def run(place: Path, expect: str) -> CaseResult:
    body = f"cases:\n  甲:\n    facts:\n{indent(dedent(FACTS).strip(), '      ')}\n    expect:\n"
    (place / "a.yaml").write_text(body + indent(dedent(expect).strip(), "      ") + "\n", "utf-8")
    rules = load_pack("henan_2016")
    [result] = run_cases(rules, read_pack_cases(rules, place))
    return result


TAKEN = (
    "shall investigate, shall joint_meeting, shall interview, shall urge_rectification, shall study_and_rectify, "
    "may request_inspection"
)
WRONG = [
    ("circumstances: []", "circumstances", "–", "especially_major_incident"),
    ("circumstances: [staff_misconduct]", "circumstances", "staff_misconduct", "especially_major_incident"),
    ("procedure: {investigate: may}", "procedure", "may investigate", TAKEN),
    ("officials: []", "officials", "–", "甲"),
    ("circulated_to: [member_units]", "circulated_to", "member_units", "lower_department, member_units"),
    ("copied_to: []", "copied_to", "–", "discipline_inspection, organisation_department, party_committee"),
    ("reports_by: {progress: subject}", "reports_by.progress.by", "subject", "subject_leadership"),
    ("reports_by: {progress: {to: commission}}", "reports_by.progress.to", "commission", "–"),
    ("release: {earliest: any_time}", "release.earliest", "any_time", "after_term"),
    ("effects: {leaders: {bars: [awards]}}", "effects.leaders.bars", "awards", "awards, promotion"),
    ("effects: {collective_honours: {roles: [principal]}}", "effects.collective_honours.roles", "principal", "–"),
    ("effects: {leaders: {by: commission}}", "effects.leaders.by", "commission", "–"),
    ("factors: {aggravating.retaliation: shall}", "factors.aggravating.retaliation", "shall", "–"),
    ("duties: {half_yearly_hearing: {every: {months: 3}}}", "duties.half_yearly_hearing.every", "3 months", "6 months"),
    ("accountability: {discipline: {forms: [降级]}}", "accountability.discipline.forms", "降级", "党纪政纪处分"),
    ("accountability: {discipline: {outside: []}}", "accountability.discipline.outside", "–", "discipline_rules"),
    ("outside: [henan_veto_rules]", "outside", "henan_veto_rules", "accountability_rules, discipline_rules"),
    ("duties: {half_yearly_hearing: {by: [in_charge]}}", "duties.half_yearly_hearing.by", "in_charge", "principal"),
    (
        "duties: {half_yearly_hearing: {due: 2017-12-31}}",
        "duties.half_yearly_hearing.due",
        "2017-12-31",
        "2017-06-30, 2017-12-31",
    ),
    (
        "duties: {half_yearly_hearing: {due: ongoing}}",
        "duties.half_yearly_hearing.due",
        "ongoing",
        "2017-06-30, 2017-12-31",
    ),
    ("duties: {leadership_meetings: {due: ongoing}}", "duties.leadership_meetings.due", "ongoing", "on_event"),
    (
        "duties: {leadership_meetings: {within: {months: 1}}}",
        "duties.leadership_meetings.within",
        "1 months",
        "–",
    ),
    ("duties: {leadership_meetings: {modality: may}}", "duties.leadership_meetings.modality", "may", "shall"),
    ("readings_used: {term.start: receipt}", "readings_used.term.start", "receipt", "measure"),
    ("indicators: {sense_of_safety: {value: 95}}", "indicators.sense_of_safety.value", "95", "90"),
    ("cites: {measures.circular.term: [33.2]}", "cites.measures.circular.term", "33.2", "33.1"),
    ("cites: {readings.term.start: 33.1}", "cites.readings.term.start", "33.1", "33.1, 34.1, 35.1"),
]


@pytest.mark.parametrize(("expect", "about", "expected", "got"), WRONG)
def test_expected_beside_got(tmp_path: Path, expect: str, about: str, expected: str, got: str) -> None:
    [found] = run(tmp_path, expect).mismatches
    assert (found.about, found.expected, found.got) == (about, expected, got)


def test_everything_that_is_as_expected(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        outcome: listed_supervision
        circumstances: [especially_major_incident]
        procedure:
          investigate: shall
          joint_meeting: shall
          interview: shall
          urge_rectification: shall
          study_and_rectify: shall
          request_inspection: may
        officials: [甲]
        circulated_to: [member_units, lower_department]
        copied_to: [party_committee, discipline_inspection, organisation_department]
        reports_by: {measures: {by: subject_leadership, to: null}}
        release: {body: commission, level: prefecture, earliest: after_term}
        effects: {leaders: {bars: [promotion, awards], roles: [principal, competent, in_charge, responsible_person]}}
        accountability: {criminal_liability: {by: [司法机关], outside: [discipline_rules]}}
        duties:
          half_yearly_hearing: {by: [principal], modality: shall, kind: duty, due: [2017-06-30, 2017-12-31]}
          report_to_higher_commission: {to: higher_commission, levels: [township, county, prefecture, province]}
        readings_used: {term.start: measure, henan.art33.need: mandatory}
        indicators: {sense_of_safety: {direction: at_least, value: 90}}
        cites: {circumstances.staff_misconduct: 31(7), definitions.within_national_reach_only: [44, national_2016 33]}
        """,
    )
    assert [(one.about, one.expected, one.got) for one in result.mismatches] == []


@pytest.mark.parametrize(
    ("expect", "given"),
    [
        ("circumstances: [weather]", "weather"),
        ("readings_used: {weather: fine}", "weather"),
        ("readings_used: {term.start: decision}", "decision"),
        ("procedure: {verify: shall}", "verify"),
        ("officials: [丙]", "丙"),
        ("circulated_to: [public]", "public"),
        ("copied_to: [public]", "public"),
        ("reports_by: {weekly: subject}", "weekly"),
        ("reports_by: {progress: mayor}", "mayor"),
        ("effects: {pay: {bars: [awards]}}", "pay"),
        ("effects: {leaders: {by: mayor}}", "mayor"),
        ("factors: {aggravating.flight: shall}", "aggravating.flight"),
        ("accountability: {fine: {by: [法院]}}", "fine"),
        ("accountability: {discipline: {outside: [statute]}}", "statute"),
        ("outside: [statute]", "statute"),
        ("duties: {weekly_hearing: {modality: shall}}", "weekly_hearing"),
        ("duties: {half_yearly_hearing: {by: [mayor]}}", "mayor"),
        ("duties: {half_yearly_hearing: {to: mayor}}", "mayor"),
        ("duties: {half_yearly_hearing: {follows: weekly_hearing}}", "weekly_hearing"),
        ("indicators: {growth: {value: 5}}", "growth"),
        ("cites: {measures.fine: 33.1}", "measures.fine"),
    ],
)
def test_a_name_that_does_not_exist(tmp_path: Path, expect: str, given: str) -> None:
    with pytest.raises(CaseError) as raised:
        run(tmp_path, expect)
    [found] = raised.value.diagnostics
    assert found.code == "ZR584"
    assert found.span is not None
    assert found.span.text == given
