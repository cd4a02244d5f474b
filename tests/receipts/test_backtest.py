"""Backtests: exactly the cases that a changed pack decides otherwise, each with the entry that explains it."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from tests.examples.runs import EXPECTED, FOLDER, RUNS

from zongzhi_rules import InputError, load_pack, read_case
from zongzhi_rules.casefile import read_events
from zongzhi_rules.ledger import Ledger
from zongzhi_rules.receipts import Backtest, backtest, past_cases, receipt_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zongzhi_rules import RulePack

ROOT = Path(__file__).parents[2]
TWO, THREE = "length: {months: 2}", "length: {months: 3}"


def henan(folder: Path, file: str, old: str, new: str) -> Path:
    copied = Path(shutil.copytree(ROOT / "rulepacks" / "henan_2016", folder / "henan_2016"))
    text = (copied / file).read_text("utf-8")
    assert text.count(old) == 1
    (copied / file).write_text(text.replace(old, new), "utf-8")
    return copied


@pytest.fixture(scope="module")
def three_months(tmp_path_factory: pytest.TempPathFactory) -> RulePack:
    return load_pack(henan(tmp_path_factory.mktemp("three"), "ladder.yaml", TWO, THREE))


@functools.cache
def over_the_examples(rules: RulePack) -> Backtest:
    return backtest(load_pack("henan_2016"), rules, past_cases([FOLDER]))


def term_at_stake() -> set[str]:
    """Return the examples that hang on the length of a circular's term, read off the files alone.

    A lawyer asserts of them under Henan's measures either that a circular is due at least, which then runs for the
    term; or the case had a circular before, decided when Henan's measures were in force, whose last day no decision
    states.
    """
    found = set()
    for run in RUNS:
        if run.pack != "henan_2016" or run.readings or run.refused is not None:
            continue
        case = yaml.safe_load((FOLDER / f"{run.name}.yaml").read_text("utf-8"))
        asserted = yaml.safe_load((EXPECTED / f"{run.name}.yaml").read_text("utf-8"))["runs"]
        outcome = next(one["outcome"] for one in asserted if one["pack"] == run.pack and not one.get("readings"))
        earlier = [
            one
            for one in case.get("earlier_measures") or ()
            if one["measure"] == "circular" and not one.get("term_ends_on") and str(one["decided_on"]) >= "2016-12-16"
        ]
        if outcome[0] == "circular" or earlier:
            found.add(run.name)
    return found


def test_a_three_month_first_term_changes_exactly_the_cases_that_hang_on_it(three_months: RulePack) -> None:
    found = over_the_examples(three_months)
    assert {one.case for one in found.differing} == term_at_stake()
    assert sorted(one.case for one in found.differing) == [
        "henan_circular_day_after",
        "henan_circular_last_day",
        "henan_circular_not_needed",
        "henan_county_interview",
        "henan_earlier_circular_under_the_nation",
        "henan_governed_by_the_province",
        "henan_key_area",
        "henan_level_of_the_circular",
        "henan_lighter_literal_or_corrected",
        "henan_listed_by_the_province",
        "henan_not_inspected",
        "henan_provincial_department",
        "henan_referral",
        "henan_vertically_managed_unit",
    ]


def test_the_one_change_explains_every_difference(three_months: RulePack) -> None:
    found = over_the_examples(three_months)
    causes = {
        (cause.path, Path(cause.at.file).name, cause.at.line)
        for one in found.differing
        for each in one.differences
        for cause in each.because
    }
    lines = (ROOT / "rulepacks/henan_2016/ladder.yaml").read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if TWO in text)
    assert causes == {("measures.circular.term", "ladder.yaml", line)}
    for one in found.differing:
        for each in one.differences:
            assert each.because or each.follows or each.kind == "note", (one.case, each.path)


def test_the_outcome_moves_where_the_longer_term_still_runs(three_months: RulePack) -> None:
    moved = {
        one.case: next((each.old, each.new) for each in one.differences if each.kind == "outcome")
        for one in over_the_examples(three_months).differing
        if any(each.kind == "outcome" for each in one.differences)
    }
    assert moved == {
        "henan_circular_day_after": ("interview", "circular"),
        "henan_county_interview": ("interview", "circular"),
        "henan_not_inspected": ("circular..interview", "circular"),
    }


def test_cases_that_a_pack_refuses_are_told_apart(three_months: RulePack) -> None:
    found = over_the_examples(three_months)
    refused = {one.case for one in found.tried if one.state == "refused"}
    assert refused == {one.stem for one in FOLDER.glob("national_*.yaml")} | {"henan_before_its_first_day"}
    wider = backtest(load_pack("henan_2016"), load_pack("national_2016"), past_cases([FOLDER / "national_veto.yaml"]))
    assert [one.state for one in wider.tried] == ["refused_by_old"]
    assert wider.tried[0].refusals[1] is None
    assert len(wider.differing) == 1


def test_a_pack_against_itself_changes_nothing() -> None:
    rules = load_pack("henan_2016")
    found = backtest(rules, rules, past_cases(sorted(FOLDER.glob("henan_*.yaml"))[::7]))
    assert found.differing == ()
    assert found.diff.entries == ()


def test_a_changed_circumstance_explains_itself_and_what_rests_on_it(tmp_path: Path) -> None:
    text = (ROOT / "rulepacks/national_2016/factors.yaml").read_text("utf-8")
    copied = Path(shutil.copytree(ROOT / "rulepacks" / "national_2016", tmp_path / "national_2016"))
    changed = text.replace("when: conduct.falsified_or_concealed", "when: conduct.retaliated")
    assert changed != text
    (copied / "factors.yaml").write_text(changed, "utf-8")
    names = ("henan_county_interview", "national_veto", "national_interview")
    found = backtest(load_pack("national_2016"), load_pack(copied), past_cases([FOLDER / f"{x}.yaml" for x in names]))
    explained = {
        (each.kind, cause.path) for one in found.differing for each in one.differences for cause in each.because
    }
    assert explained
    assert {path for _, path in explained} == {"factors.aggravating.any_of.concealment"}


# where cases come from -------------------------------------------------------------------------------------------


def days(found: Iterable[object]) -> list[str]:
    return [str(getattr(one, "as_of", None)) for one in found]


def test_a_file_of_events_is_judged_on_each_day_on_which_something_was_learned(tmp_path: Path) -> None:
    file = FOLDER / "files" / "henan_county_vetoed.yaml"
    cases = past_cases([file])
    known = sorted({one.known_on for one in read_events(file)})
    assert [one.case.as_of for one in cases] == known
    with Ledger(tmp_path / "ledger.db") as ledger:
        for event in read_events(file)[:6]:
            ledger.append(cases[0].case.id, event)
    kept = past_cases([tmp_path / "ledger.db"])
    assert [one.case for one in kept] == [one.case for one in cases[: len(kept)]]


def test_a_receipt_brings_its_case_and_its_readings(tmp_path: Path) -> None:
    case, rules = read_case(FOLDER / "henan_one_trait.yaml"), load_pack("henan_2016")
    readings = {"art20.1.connective": "any_of"} if _has(rules, "any_of") else {}
    receipt = receipt_for(rules.decide(case, readings), case, rules)
    (tmp_path / "receipt.json").write_text(receipt.to_json(), "utf-8")
    (one,) = past_cases([tmp_path])
    assert one.case == case
    assert one.readings == readings
    altered = receipt.to_json().replace("2026-04-23", "2026-04-24")
    (tmp_path / "receipt.json").write_text(altered, "utf-8")
    with pytest.raises(InputError) as error:
        past_cases([tmp_path])
    assert [found.code for found in error.value.diagnostics] == ["ZR653"]


def _has(rules: RulePack, option: str) -> bool:
    return any(one.id == "art20.1.connective" and option in [x.id for x in one.options] for one in rules.pack.readings)


def test_every_file_at_fault_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "one.yaml").write_text("id: x\n", "utf-8")
    (tmp_path / "two.json").write_text("{", "utf-8")
    with pytest.raises(InputError) as error:
        past_cases([tmp_path, tmp_path / "empty", tmp_path / "gone.yaml"])
    codes = {found.code for found in error.value.diagnostics}
    assert {"ZR656", "ZR101", "ZR502"} < codes
    assert len({found.span.source.name for found in error.value.diagnostics if found.span}) == 3
