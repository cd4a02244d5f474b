"""A file of cases that is at fault is refused, each fault with its place and what was probably meant."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from zongzhi_rules import CaseError, load_pack
from zongzhi_rules.packtests import read_pack_cases

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.packtests import PackCase

FACTS = """\
        facts:
          as_of: 2017-03-01
          subject: {kind: locality, division: "130123"}
          earlier_measures: [{id: 三月通报, measure: circular, decided_on: 2017-02-01}]
"""


def read(place: Path, *texts: str) -> tuple[PackCase, ...]:
    for number, text in enumerate(texts):
        (place / f"{number}.yaml").write_text(dedent(text), "utf-8")
    return read_pack_cases(load_pack("national_2016"), place)


def faults(place: Path, *texts: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(CaseError) as refused:
        read(place, *texts)
    return refused.value.diagnostics


def one_fault(place: Path, expect: str, readings: str = "") -> Diagnostic:
    [found] = faults(place, f"    cases:\n      甲:\n{readings}{FACTS}        expect: {expect}\n")
    return found


def test_cases_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    second = f"    cases:\n      乙:\n{FACTS}        expect: {{outcome: none}}\n"
    first = second.replace("乙", "甲") + second.split("\n", 1)[1].replace("乙", "丙")
    found = read(tmp_path, first, second)
    assert [(one.name, one.file.rpartition("/")[2], one.line) for one in found] == [
        ("甲", "0.yaml", 2),
        ("丙", "0.yaml", 8),
        ("乙", "1.yaml", 2),
    ]
    assert found[0].case.id == "甲"
    assert found[0].expected.outcome is not None


def test_a_folder_that_is_not_there_holds_no_cases(tmp_path: Path) -> None:
    assert read_pack_cases(load_pack("national_2016"), tmp_path / "nowhere") == ()


def test_a_case_takes_what_it_does_not_state_from_given(tmp_path: Path) -> None:
    [one, other] = read(
        tmp_path,
        """
        given:
          as_of: 2017-03-01
          subject: {kind: locality, division: "130123"}
          work: {neglected: true, foundations_weak: true}
          incidents: []
        cases:
          甲:
            facts: {work: {neglected: false}, incidents: null}
            expect: {outcome: none}
          乙:
            expect: {outcome: none}
        """,
    )
    assert one.case.subject == other.case.subject
    assert (one.case.work.foundations_weak, one.case.incidents) == (None, None)  # a part is taken whole or not at all
    assert other.case.work.foundations_weak is not None
    assert other.case.incidents == ()


def test_a_fault_in_given_is_said_once(tmp_path: Path) -> None:
    text = """
        given: {as_of: 2017-02-30, subject: {kind: locality, division: "130123"}}
        cases:
          甲: {expect: {outcome: none}}
          乙: {expect: {outcome: none}}
    """
    [found] = faults(tmp_path, text)
    assert (found.code, found.span and (found.span.start_line, found.span.text)) == ("ZR511", (2, "2017-02-30"))


def test_a_rule_that_does_not_exist(tmp_path: Path) -> None:
    found = one_fault(tmp_path, "{true: [definitions.applies, circumstances.asessment_failed]}")
    assert found.code == "ZR581"
    assert found.suggestions[0] == "circumstances.assessment_failed"
    assert found.span is not None
    assert found.span.text == "circumstances.asessment_failed"
    assert "assessment_failed" in found.help("en")
    assert "assessment_failed" in found.help("zh")


def test_a_rule_without_its_path(tmp_path: Path) -> None:
    found = one_fault(tmp_path, "{false: [obstruction]}")
    assert (found.code, found.suggestions) == ("ZR581", ("factors.aggravating.obstruction",))


def test_a_rule_without_a_condition(tmp_path: Path) -> None:
    assert one_fault(tmp_path, "{unknown: [measures.circular.term]}").code == "ZR581"


@pytest.mark.parametrize(
    ("expect", "given", "suggested"),
    [
        ("{outcome: interveiw}", "interveiw", "interview"),
        ("{outcome: {at_least: none, at_most: interveiw}}", "interveiw", "interview"),
        ("{grade: comission}", "comission", "commission"),
        ("{may_be_lowered_to: ofice}", "ofice", "office"),
        ("{authority: {body: ofice}}", "ofice", "office"),
        ("{steps: {in_writting: 'true'}}", "in_writting", "in_writing"),
        ("{effects_until: {leader: 2018-01-01}}", "leader", "leaders"),
        ("{addressees: [principel]}", "principel", "principal"),
        ("{release: {body: comission}}", "comission", "commission"),
        ("{steps_by: {consult: {body: comission}}}", "comission", "commission"),
        ("{steps_by: {consullt: county}}", "consullt", "consult"),
        ("{earlier: {二月通报: {state: failed}}}", "二月通报", "三月通报"),
        ("{readings_that_matter: [term.stat]}", "term.stat", "term.start"),
        ("{refused: zr561}", "zr561", "ZR561"),
        ("{outcome: 约谈}", "约谈", "interview"),
        ("{outcome: 挂牌督半}", "挂牌督半", "listed_supervision"),
        ("{outcome: 没有措施}", "没有措施", "none"),
    ],
)
def test_a_name_that_does_not_exist(tmp_path: Path, expect: str, given: str, suggested: str) -> None:
    found = one_fault(tmp_path, expect)
    assert found.code == "ZR584"
    assert found.arguments["given"] == given
    assert suggested in found.suggestions
    assert found.span is not None
    assert found.span.text.strip("'") == given


@pytest.mark.parametrize(
    ("expect", "suggested"),
    [
        ("{addressees: [主要领倒]}", "principal"),
        ("{effects_until: {'分管领导评先受奖、晋职晋级资格': 2018-01-01}}", "leaders"),
        ("{outcome: {at_least: 约谈, at_most: 约谈}}", "interview"),
    ],
)
def test_a_title_in_place_of_an_id(tmp_path: Path, expect: str, suggested: str) -> None:
    found = faults(tmp_path, f"    cases:\n      甲:\n{FACTS}        expect: {expect}\n")
    assert {one.code for one in found} <= {"ZR204", "ZR584"}
    assert suggested in found[0].suggestions


def test_a_report_of_another_measure_or_of_none(tmp_path: Path) -> None:
    found = one_fault(tmp_path, "{earlier: {三月通报: {reports: {progress: 2017-03-01}}}}")
    assert (found.code, found.arguments["given"]) == ("ZR584", "progress")


@pytest.mark.parametrize(
    "expect",
    ["{}", "{outcome: {}}", "{authority: {}}", "{earlier: {三月通报: {}}}"],
)
def test_a_case_that_expects_nothing(tmp_path: Path, expect: str) -> None:
    found = one_fault(tmp_path, expect)
    assert (found.code, found.arguments["name"]) == ("ZR582", "甲")
    assert found.span is not None
    assert found.span.text == "甲"


@pytest.mark.parametrize("expect", ["{true: []}", "{reports: {}}", "{steps: {}}", "{earlier: {}}", "{true: null}"])
def test_an_expectation_with_nothing_in_it(tmp_path: Path, expect: str) -> None:
    assert one_fault(tmp_path, expect).code == "ZR214"


@pytest.mark.parametrize(
    ("expect", "first", "second"),
    [
        ("{true: [definitions.applies], unknown: [definitions.applies]}", "true[0]", "unknown[0]"),
        ("{true: [definitions.applies, definitions.applies]}", "true[0]", "true[1]"),
        ("{outcome: {at_least: interview, at_most: circular}}", "outcome.at_least", "outcome.at_most"),
        ("{outcome: none, refused: ZR561}", "refused", "outcome"),
    ],
)
def test_what_cannot_be_at_once(tmp_path: Path, expect: str, first: str, second: str) -> None:
    found = one_fault(tmp_path, expect)
    assert (found.code, found.arguments["one"], found.arguments["other"]) == ("ZR580", first, second)
    assert found.related


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        ("{outcme: none}", "ZR202"),
        ("{term_ends: 2017-02-30}", "ZR210"),
        ("{term_ends: 明天}", "ZR209"),
        ("{floor_higher: 是}", "ZR206"),
        ("{authority: {level: 县}}", "ZR203"),
        ("{steps: {in_writing: yes}}", "ZR203"),
        ("{true: definitions.applies}", "ZR213"),
        ("{earlier: {三月通报: {state: over}}}", "ZR203"),
        ("none", "ZR212"),
    ],
)
def test_what_is_not_of_the_form(tmp_path: Path, expect: str, code: str) -> None:
    found = one_fault(tmp_path, expect)
    assert found.code == code
    assert found.span is not None
    assert found.span.start_line == 7


def test_a_field_that_was_mistyped(tmp_path: Path) -> None:
    found = one_fault(tmp_path, "{outcme: none}")
    assert found.suggestions == ("outcome",)
    [missing] = faults(tmp_path, f"    cases:\n      甲:\n{FACTS}")
    assert (missing.code, missing.arguments["key"]) == ("ZR201", "expect")


def test_a_fact_that_is_at_fault(tmp_path: Path) -> None:
    text = f"    cases:\n      甲:\n{FACTS}        expect: {{outcome: none}}\n".replace(
        "circular, decided", "circular, decide"
    )
    [found] = faults(tmp_path, text)
    assert (found.code, found.suggestions) == ("ZR503", ("decided_on",))
    assert found.span is not None
    assert found.span.start_line == 6


def test_a_reading_that_does_not_exist(tmp_path: Path) -> None:
    found = one_fault(tmp_path, "{outcome: none}", "        readings: {term.stat: receipt}\n")
    assert (found.code, found.suggestions[0], found.span and found.span.text) == ("ZR610", "term.start", "term.stat")


def test_an_option_that_a_reading_does_not_have(tmp_path: Path) -> None:
    found = one_fault(tmp_path, "{outcome: none}", "        readings: {term.start: reciept}\n")
    assert (found.code, found.suggestions, found.span and found.span.text) == ("ZR611", ("receipt",), "reciept")


def test_a_name_that_stands_in_two_files(tmp_path: Path) -> None:
    text = f"    cases:\n      甲:\n{FACTS}        expect: {{outcome: none}}\n"
    [found] = faults(tmp_path, text, text)
    assert found.code == "ZR583"
    assert found.span is not None
    assert found.span.source.name.endswith("1.yaml")
    assert found.related[0].span.source.name.endswith("0.yaml")


def test_a_name_that_stands_twice_in_a_file(tmp_path: Path) -> None:
    case = f"      甲:\n{FACTS}        expect: {{outcome: none}}\n"
    [found] = faults(tmp_path, f"    cases:\n{case}{case}")
    assert found.code.startswith("ZR1")  # as any key that stands twice


def test_a_file_that_would_be_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cases.yml").write_text("cases: {}", "utf-8")
    [found] = faults(tmp_path)
    assert (found.code, found.arguments["file"]) == ("ZR218", "cases.yml")


@pytest.mark.parametrize("text", ["", "cases:", "cases: []", "given: {}", "- 甲", "cases: {甲: 乙}", "cases: {}"])
def test_a_file_that_is_none_of_cases(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    first = f"    cases:\n      甲:\n{FACTS}        expect: {{}}\n      乙:\n{FACTS}        expect: {{true: [x.y]}}\n"
    second = f"    cases:\n      丙:\n{FACTS}        expect: {{outcome: nothing, grade: best}}\n"
    assert [one.code for one in faults(tmp_path, first, second)] == ["ZR582", "ZR581", "ZR584", "ZR584"]
