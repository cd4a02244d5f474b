"""Mutation of packs: what is changed, who notices, what the report says, and what is refused."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from tests.golden import check_golden

from zongzhi_rules.cli import App
from zongzhi_rules.errors import CaseError, PackError, UseError
from zongzhi_rules.mutation import Mutation, mutate
from zongzhi_rules.mutation.suite import Suite

if TYPE_CHECKING:
    from click.testing import Result

    from zongzhi_rules.mutation import Fate, Mutant, MutationReport

HERE = Path(__file__).parent
PACKS = HERE / "packs"
NO_LANGUAGE = {"ZONGZHI_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None, "ZONGZHI_DEBUG": None}


@pytest.fixture(scope="module")
def town() -> MutationReport:
    return mutate(PACKS / "town")


@pytest.fixture(scope="module")
def street() -> MutationReport:
    return mutate(PACKS / "town_street", [PACKS])


def zongzhi(*args: str) -> Result:
    return CliRunner().invoke(App(), args, env=NO_LANGUAGE)


def of(report: MutationReport, mutant: str) -> Fate:
    return next(one for one in report.fates if one.mutant.id == mutant)


@pytest.mark.parametrize(
    ("mutant", "case"),
    [
        ("circumstances.grave_incident/where:step_down", "较大事件不通报"),
        ("circumstances.grave_incident/where:step_up", "重大事件通报"),
        ("circumstances.grave_incident:plus_1", "重大事件通报"),
        ("circumstances.neglect:removed", "不重视而且没有落实的通报"),
        ("measures.notice.term.length:plus_1", "重大事件通报"),
        ("measures.notice.authority.level:locality", "重大事件通报"),
        ("measures.notice.procedure.write.modality:other", "重大事件通报"),
        ("pack.in_force:day_before", "施行以前不受理"),
        ("pack.in_force:day_after", "施行当日受理"),
    ],
)
def test_a_change_that_a_case_notices(town: MutationReport, mutant: str, case: str) -> None:
    found = of(town, mutant)
    assert (found.state, found.case) == ("killed", case)


def test_a_part_that_no_case_takes_away_by_itself(town: MutationReport) -> None:
    found = of(town, "circumstances.neglect/all[0]:drop")
    assert (found.state, found.case) == ("survived", None)
    assert found.mutant.what.en == "dropped work.neglected"
    assert found.mutant.what.zh == "删去“不重视”"
    assert found.mutant.at.line == 23
    assert [(one.article, one.item) for one in found.mutant.cite] == [(3, 1)]


def test_a_duty_of_which_nothing_is_expected(town: MutationReport) -> None:
    assert {one.mutant.id for one in town.survivors} >= {
        "duties.yearly_report:removed",
        "duties.yearly_report.bearers:other",
    }


def test_what_the_pack_names_as_equivalent(town: MutationReport) -> None:
    assert [one.mutant.id for one in town.equivalent] == [
        "measures.notice.authority.body:other",
        "measures.notice.authority.level:unit",
    ]
    assert (
        of(town, "measures.notice.authority.body:other").equivalent
        == "唯一的一档写明了机构 / the only grade names its body"
    )


def test_an_overlay_is_mutated_in_what_it_writes(street: MutationReport) -> None:
    files = {one.mutant.at.file for one in street.fates}
    assert files == {"town_street/pack.yaml"}
    states = {one.mutant.id: one.state for one in street.fates}
    assert states["measures.notice.term.length:plus_1"] == "killed"
    assert states["changes/amend.measures.notice.term:left_out"] == "killed"
    assert states["changes/add.duties.street_report:left_out"] == "killed"
    assert "circumstances.grave_incident:removed" not in states


def test_a_change_without_which_there_is_no_pack(street: MutationReport) -> None:
    found = of(street, "changes/add.bodies.street:left_out")
    assert (found.state, found.code) == ("refused", "ZR450")
    assert found not in street.killed


def test_no_two_mutants_have_one_id(town: MutationReport, street: MutationReport) -> None:
    for report in (town, street):
        ids = [one.mutant.id for one in report.fates]
        assert len(ids) == len(set(ids)) == report.mutants


def test_any_number_of_jobs_gives_the_same(street: MutationReport) -> None:
    assert mutate(PACKS / "town_street", [PACKS], jobs=2) == street


def test_processes_that_share_no_memory_get_it_all(town: MutationReport) -> None:
    suite = pickle.loads(pickle.dumps(Mutation.of(PACKS / "town").suite))  # noqa: S301 - what a pool would send
    assert suite.fate(town.survivors[0].mutant) == town.survivors[0]


def test_fates_come_one_by_one_and_in_any_order(town: MutationReport) -> None:
    mutation = Mutation.of(PACKS / "town")
    some = [one for one, _ in zip(mutation.fates(), range(5), strict=False)]
    assert mutation.report(reversed(some)).fates == town.fates[:5]


def test_a_sample_is_the_same_again(town: MutationReport) -> None:
    one, other = (mutate(PACKS / "town", sample=5, seed=7) for _ in range(2))
    assert one == other
    assert len(one.fates) == 5
    assert set(one.fates) <= set(town.fates)


def test_only_a_rule(town: MutationReport) -> None:
    report = mutate(PACKS / "town", only="measures.notice.term")
    assert {one.mutant.path for one in report.fates} == {"measures.notice.term"}
    assert report.mutants == town.mutants


def test_a_rule_that_there_is_not() -> None:
    with pytest.raises(UseError) as raised:
        mutate(PACKS / "town", only="circumstances.grave_incidents")
    assert [(one.code, one.suggestions) for one in raised.value.diagnostics] == [
        ("ZR614", ("circumstances.grave_incident",))
    ]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS / "town", tmp_path / "town"))


@pytest.mark.parametrize(
    ("mutants", "code"),
    [
        ("[measures.notice.authority.bodies:other]", "ZR630"),
        ("[measures.notice.term.length:plus_1]", "ZR586"),
        ("[measures.notice.authority.body:other, measures.notice.authority.body:other]", "ZR587"),
        ("[]", "ZR214"),
    ],
)
def test_equivalents_are_held_against_the_cases(copied: Path, mutants: str, code: str) -> None:
    (copied / "mutation" / "equivalent.yaml").write_text(
        f"equivalent: [{{because: 试, mutants: {mutants}}}]\n", "utf-8"
    )
    with pytest.raises(PackError) as raised:
        mutate(copied, only="measures.notice")
    [found] = raised.value.diagnostics
    assert found.code == code
    assert found.span is not None
    assert found.span.source.name.endswith("equivalent.yaml")


def test_cases_that_fail_come_first(copied: Path) -> None:
    file = copied / "cases" / "notice.yaml"
    file.write_text(file.read_text("utf-8").replace("term_ends: 2021-05-06", "term_ends: 2021-05-01"), "utf-8")
    with pytest.raises(CaseError) as raised:
        mutate(copied)
    assert [one.code for one in raised.value.diagnostics] == ["ZR588"]


def test_a_pack_without_cases(copied: Path) -> None:
    shutil.rmtree(copied / "cases")
    with pytest.raises(CaseError) as raised:
        mutate(copied)
    assert [one.code for one in raised.value.diagnostics] == ["ZR589"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report(lang: str, update_golden: bool) -> None:  # noqa: FBT001 - a fixture
    result = zongzhi("mutate", str(PACKS / "town"), "--only", "circumstances", "--verbose", "--lang", lang)
    assert result.exit_code == 1
    check_golden(HERE / "golden" / f"report.{lang}.txt", result.stdout, update=update_golden)


def test_the_report_as_data() -> None:
    result = zongzhi("mutate", str(PACKS / "town"), "--only", "measures.notice", "--json")
    data: dict[str, Any] = json.loads(result.stdout)
    assert data["pack"] == "town"
    assert (
        data["tried"] == len(data["fates"]) == data["killed"] + data["survived"] + data["equivalent"] + data["refused"]
    )
    assert {one["state"] for one in data["fates"]} >= {"killed", "equivalent"}


def test_the_exit_status_says_whether_the_score_is_reached() -> None:
    only = ("mutate", str(PACKS / "town"), "--only", "circumstances.grave_incident")
    assert zongzhi(*only).exit_code == 0
    assert zongzhi("mutate", str(PACKS / "town"), "--only", "duties", "--fail-under", "0").exit_code == 0
    assert zongzhi("mutate", str(PACKS / "town"), "--only", "duties", "--fail-under", "1").exit_code == 1


@pytest.mark.parametrize(
    "wrong", [["--jobs", "0"], ["--sample", "many"], ["--fail-under", "101"], ["--only", "weather"]]
)
def test_wrong_use(wrong: list[str]) -> None:
    result = zongzhi("mutate", str(PACKS / "town"), *wrong)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the user lose patience at the fourth mutant."""
    fate, tried = Suite.fate, []

    def impatient(suite: Suite, mutant: Mutant) -> Fate:
        tried.append(mutant)
        if len(tried) > 3:
            raise KeyboardInterrupt
        return fate(suite, mutant)

    monkeypatch.setattr(Suite, "fate", impatient)


@pytest.mark.usefixtures("interrupted")
def test_an_interrupt_tells_what_was_found_so_far() -> None:
    result = zongzhi("mutate", str(PACKS / "town"), "--only", "circumstances", "--lang", "en")
    assert result.exit_code == 130
    assert "circumstances.neglect/all[0]:drop" not in result.stdout
    assert "3 of 37 changes" in result.stdout
    assert result.stderr.strip() == "interrupted"


@pytest.mark.usefixtures("interrupted")
def test_an_interrupt_as_data() -> None:
    data = json.loads(zongzhi("mutate", str(PACKS / "town"), "--json").stdout)
    assert (data["interrupted"], data["tried"], len(data["fates"])) == (True, 3, 3)
