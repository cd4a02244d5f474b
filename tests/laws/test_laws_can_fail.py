"""Each law can fail: packs that break it on purpose, and decisions that were tampered with."""

from __future__ import annotations

import pickle
import re
import warnings
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.config import parse_warning_filter
from tests.laws.support import LADDER, ladder, overlay, shipped

from zongzhi_rules import Case, Decision, Outcome, RulePack, ZongzhiError, case_from, parse_case
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.decision.grade import grade_of
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import EngineUnavailableError
from zongzhi_rules.testing import laws
from zongzhi_rules.testing.entries import history_of
from zongzhi_rules.testing.laws import engines, forms, replay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SUBJECT = {"kind": "locality", "division": "410101"}


def case(**facts: Any) -> Case:
    return case_from({"id": "case", "as_of": "2021-06-01", "subject": SUBJECT} | facts)


NOTHING_THERE = case(
    work={"neglected": False},
    incidents=[],
    severity={"harm": "ordinary"},
    earlier_measures=[],
    order={"seriously_chaotic": True},
)
NEGLECTED = case(work={"neglected": True}, incidents=[], severity={"harm": "serious"}, earlier_measures=[])
TWO_INCIDENTS = case(
    incidents=[{"id": "a", "kind": "mass_incident"}, {"id": "b", "kind": "criminal_case", "grade": "major"}],
)
WITH_A_THIRD = case(
    incidents=[
        {"id": "a", "kind": "mass_incident", "grade": "major"},
        {"id": "b", "kind": "criminal_case", "grade": "especially_major"},
    ],
)
FAILED = case(
    work={"neglected": False},
    incidents=[],
    earlier_measures=[{"id": "c", "measure": "circular", "decided_on": "2021-01-04", "rectified": False}],
)


class Tampered(RulePack):
    """A pack whose decisions are altered before anybody sees them."""

    __slots__ = ("_alter",)

    def __init__(self, pack: RulePack, alter: Callable[[dict[str, Any], Case], None]) -> None:
        super().__init__(pack.compiled)
        self._alter = alter

    def decide(self, case: Case, readings: Mapping[str, str] | None = None, calendar: Any = None) -> Decision:
        data = super().decide(case, readings, calendar).model_dump(mode="json")
        self._alter(data, case)
        return Decision.model_validate(data)


def breaks(number: int | str, saying: str, law: Callable[..., None], *arguments: Any, **more: Any) -> laws.LawBroken:
    with pytest.raises(laws.LawBroken, match=saying) as caught:
        law(*arguments, **more)
    assert caught.value.law == number
    return caught.value


@pytest.mark.parametrize("law", laws.EVERY_LAW_OF_A_CASE)
@pytest.mark.parametrize("found", [NOTHING_THERE, NEGLECTED, TWO_INCIDENTS, FAILED])
def test_the_ladder_itself_keeps_every_law(law: Callable[..., None], found: Case) -> None:
    law(ladder(), found)


def test_a_broken_law_says_which_and_shows_the_case_so_that_it_can_be_read_again() -> None:
    error = breaks(6, "no difference", laws.floor, overlay(DROPPED), NEGLECTED)
    assert isinstance(error, AssertionError)
    assert isinstance(error, ZongzhiError)
    assert error.pack == "over"
    assert error.case is not None
    assert error.case in str(error)
    assert parse_case(error.case) == NEGLECTED
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own bytes


# law 1 ---------------------------------------------------------------------------------------------------------


def test_law_1_a_ground_that_wants_a_circumstance_absent() -> None:
    pack = ladder(
        ("{all: [listed_circumstance, {severity.harm", "{all: [{not: neglected}, listed_circumstance, {severity.harm")
    )
    found = case(
        work={"neglected": False},
        incidents=[{"id": "a", "kind": "mass_incident", "grade": "major"}],
        severity={"harm": "serious"},
        earlier_measures=[],
    )
    breaks(1, "work.neglected from False to True", laws.monotone, pack, found)


def test_law_1_a_ground_that_wants_little_harm() -> None:
    pack = ladder(("severity.harm: {at_least: serious}", "severity.harm: serious"))
    breaks(1, "severity.harm from serious to especially_serious", laws.monotone, pack, NEGLECTED)


def test_law_1_a_ground_that_wants_few_incidents() -> None:
    pack = ladder(
        (
            "when: listed_circumstance}\n    authority",
            "when: {all: [listed_circumstance, {count: incidents, at_most: 2}]}}\n    authority",
        )
    )
    breaks(1, "one more of incidents", laws.monotone, pack, TWO_INCIDENTS)


def test_law_1_an_incident_that_counts_only_while_it_is_not_too_grave() -> None:
    pack = ladder(("{grade: {at_least: major}}", "{grade: major}"))
    breaks(1, "grade from major to especially_major", laws.monotone, pack, TWO_INCIDENTS)


def test_law_1_a_failed_rectification_that_helps() -> None:
    pack = ladder(
        (
            "{severity.harm: {at_least: serious}}]",
            "{severity.harm: {at_least: serious}}, {not: {not_rectified_after: interview}}]",
        )
    )
    breaks(1, "interview whose term failed", laws.monotone, pack, NEGLECTED)


# law 2 ---------------------------------------------------------------------------------------------------------


def test_law_2_an_unknown_that_counts_as_no(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = shipped("national_2016")
    whole = pack.assembler.judge

    def closed(*arguments: Any) -> Any:
        judged = whole(*arguments)
        return replace(judged, truths=tuple([truth is True for truth in judged.truths]))

    monkeypatch.setattr(pack.assembler, "judge", closed)
    breaks(2, "goes from False to True", laws.narrowing, pack, case())


def test_law_2_an_outcome_that_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = ladder()
    whole = pack.assembler.judge

    def narrow(*arguments: Any) -> Any:
        judged = whole(*arguments)
        low = judged.interval.at_least
        return replace(judged, interval=type(judged.interval)(low, low))

    monkeypatch.setattr(pack.assembler, "judge", narrow)
    breaks(2, "becomes", laws.narrowing, pack, case())


def test_law_2_a_grade_that_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    def jumping(_: RulePack, judged: Any) -> tuple[int, int]:
        return (0, 0) if judged.case.necessity.circular_by_commission is None else (1, 1)

    monkeypatch.setitem(laws.narrowing.__globals__, "_grade", jumping)
    breaks(2, "the grade goes from 0\\.\\.0 to 1\\.\\.1", laws.narrowing, ladder(), case(work={"neglected": True}))


# law 3 ---------------------------------------------------------------------------------------------------------


def grade(**values: Any) -> Callable[[dict[str, Any], Case], None]:
    """Alter the grade of a decision."""
    return lambda data, _: data["measure"]["grade"].update(values)


@pytest.mark.parametrize(
    ("facts", "values", "saying"),
    [
        ({"retaliated": True, "cooperated": False}, {"at_least": "plain", "at_most": "plain"}, "bind"),
        ({"retaliated": False, "cooperated": True}, {"at_least": "formal", "at_most": "formal"}, "bind"),
    ],
)
def test_law_3_a_grade_that_follows_no_factor(facts: dict[str, bool], values: dict[str, str], saying: str) -> None:
    found = case(
        work={"neglected": True},
        incidents=[],
        earlier_measures=[],
        severity={"harm": "ordinary"},
        conduct=facts,
        necessity={"circular_by_commission": False},
    )
    breaks(3, saying, laws.factors_move_the_grade, Tampered(ladder(), grade(**values)), found)


@pytest.mark.parametrize(
    ("low", "opened", "saying"),
    [
        (lambda raising, _: 1 - bool(raising), None, "aggravating factors turn the grade"),
        (lambda _, lowering: 1 if lowering else 0, None, "mitigating factors bind"),
        (lambda _, __: 0, "plain", "which is not lower|without a mitigating factor"),
    ],
)
def test_law_3_a_rule_of_grades_that_goes_wrong(
    monkeypatch: pytest.MonkeyPatch,
    low: Callable[[Any, Any], int],
    opened: str | None,
    saying: str,
) -> None:

    def wrong(measure: Any, held: Any, raising: Any, lowering: Any) -> Any:
        made = grade_of(measure, held, raising, lowering)
        names = [one.id for one in measure.grades]
        at = min(low(raising, lowering), len(names) - 1)
        return made.model_copy(update={"at_least": names[at], "at_most": names[at], "may_be_lowered_to": opened})

    monkeypatch.setattr("zongzhi_rules.decision.measure.grade_of", wrong)
    found = case(
        work={"neglected": True}, conduct={"retaliated": True, "cooperated": True}, severity={"harm": "ordinary"}
    )
    breaks(3, saying, laws.factors_move_the_grade, ladder(), found)


# laws 4 and 5 --------------------------------------------------------------------------------------------------


def test_law_4_a_measure_without_a_circumstance() -> None:
    pack = ladder(("when: {all: [listed_circumstance, {sev", "when: {any: [order.seriously_chaotic, {sev"))
    breaks(4, "without circumstance and failure", laws.cause_and_measure, pack, NOTHING_THERE)


def test_law_4_a_circumstance_without_a_measure() -> None:
    def none(data: dict[str, Any], _: Case) -> None:
        data["outcome"] = {"status": "determined", "at_least": None, "at_most": None}

    breaks(4, "with a listed circumstance", laws.cause_and_measure, Tampered(ladder(), none), NEGLECTED)


@pytest.mark.parametrize(
    ("part", "saying"),
    [
        (lambda data: data["measures"][1].update(reached=False), "is reached: False"),
        (lambda data: data["measures"][1]["grounds"][0].update(truth=None), "in the derivation"),
        (lambda data: data["measures"][0]["grounds"][0].update(because=[]), "no fact made it so"),
        (lambda data: data["outcome"].update(at_least="circular"), "the rungs say"),
        (lambda data: data["outcome"].update(at_most=None), "the rungs say"),
        (lambda data: data["measure"].update(id="circular"), "the measure is circular"),
        (lambda data: data["measure"].update(grounds=[]), "names the grounds"),
        (lambda data: data["measure"].update(grounds=["grave", "failed"]), "names the grounds"),
    ],
)
def test_law_5_a_decision_at_odds_with_its_grounds(part: Callable[[dict[str, Any]], None], saying: str) -> None:
    pack = Tampered(ladder(), lambda data, _: part(data))
    breaks(5, saying, laws.grounded, pack, NEGLECTED)


# law 6 ---------------------------------------------------------------------------------------------------------

DROPPED = """
changes:
  - {withdraw: circumstances.neglected, warrant: 1}
"""
EXPLAINED = (
    DROPPED
    + """
  - add: differences.neglect
    warrant: 1
    as: {title: 不再列举, cite: 1, because: 另有规定, when: work.neglected}
"""
)


def test_law_6_an_overlay_that_drops_a_circumstance() -> None:
    breaks(6, "no difference says why", laws.floor, overlay(DROPPED), NEGLECTED)
    laws.floor(overlay(DROPPED), TWO_INCIDENTS)
    laws.floor(overlay(EXPLAINED), NEGLECTED)


def test_law_6_a_difference_that_does_not_cover_the_case() -> None:
    elsewhere = EXPLAINED.replace("when: work.neglected}", "when: order.cases_frequent}")
    breaks(
        6,
        "no difference says why",
        laws.floor,
        overlay(elsewhere),
        case(work={"neglected": True}, order={"cases_frequent": False}),
    )
    laws.floor(overlay(elsewhere), NEGLECTED)  # there it is not ruled out


@pytest.mark.parametrize(
    ("values", "saying"),
    [
        ({"higher": False}, "the floor says False"),
        ({"differences": []}, "the floor names \\[\\]"),
        ({"outcome": {"status": "determined", "at_least": "circular", "at_most": "circular"}}, "itself decides"),
        ({"pack": "another"}, "speaks of"),
    ],
)
def test_law_6_a_floor_that_is_hidden_or_misstated(values: dict[str, Any], saying: str) -> None:
    pack = Tampered(overlay(EXPLAINED), lambda data, _: data["floor"][0].update(values))
    breaks(6, saying, laws.floor, pack, NEGLECTED)


# law 7 ---------------------------------------------------------------------------------------------------------


def test_law_7_a_decision_that_hears_the_first_incident_only() -> None:
    def first_only(data: dict[str, Any], found: Case) -> None:
        data["circumstances"][0]["truth"] = bool(found.incidents and found.incidents[0].grade)

    breaks(7, "circumstances", laws.order_of_lists, Tampered(ladder(), first_only), TWO_INCIDENTS)


def test_law_7_a_decision_that_remembers() -> None:
    seen: list[Case] = []

    def counting(data: dict[str, Any], found: Case) -> None:
        seen.append(found)
        data["calendar"] = str(len(seen))

    breaks(7, "the second time", laws.same_bytes, Tampered(ladder(), counting), NEGLECTED)


def test_law_7_rules_that_are_not_the_same_in_another_order() -> None:
    pack, other = ladder(), ladder(("at_least: serious", "at_least: especially_serious"))
    files = {"ladder": {"ladder.yaml": _text(other)}}
    breaks(7, "digest", laws.order_of_files, pack, locate=files.get)
    changed = Tampered(pack, lambda data, _: data.update(calendar="another"))
    files = {"ladder": {"ladder.yaml": _text(pack)}}
    breaks(7, "another order of the rules", laws.order_of_files, changed, [NEGLECTED], locate=files.get, seed=1)


def test_law_7_another_process() -> None:
    changed = Tampered(ladder(), lambda data, _: data.update(calendar="another"))
    files = {"ladder": {"ladder.yaml": _text(ladder())}}
    breaks(7, "hash seed 0", laws.any_hash_seed, changed, [NEGLECTED], locate=files.get)


# law 8 ---------------------------------------------------------------------------------------------------------


def deadline(**values: Any) -> Callable[[dict[str, Any], Case], None]:
    """Alter the deadline of the earlier circular's term."""
    return lambda data, _: data["earlier_measures"][0]["term_ends"].update(values)


@pytest.mark.parametrize(
    ("values", "saying"),
    [
        ({"day": "2021-03-06", "nominal": "2021-03-06"}, "day off"),
        ({"day": "2021-03-09"}, "rolls to 2021-03-09 over the working day 2021-03-04"),
        ({"day": "2021-03-03"}, "before 2021-03-04"),
        ({"day": "2021-01-04", "nominal": "2021-01-04"}, "not after 2021-01-04"),
        ({"start": "2021-01-05"}, "its event is of 2021-01-04"),
    ],
)
def test_law_8_a_date_that_is_misplaced(values: dict[str, str], saying: str) -> None:
    breaks(8, saying, laws.dates, Tampered(ladder(), deadline(**values)), FAILED)


def test_law_8_a_date_that_moves_the_other_way() -> None:
    def backwards(data: dict[str, Any], found: Case) -> None:
        if found.as_of != FAILED.as_of:
            data["earlier_measures"][0]["term_ends"].update(day="2021-02-26")

    breaks(8, "when its event is 7 days later", laws.dates, Tampered(ladder(), backwards), FAILED, later=7)


# laws 9, 10 and 11 ----------------------------------------------------------------------------------------------


def test_law_9_an_engine_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ladder(("at_least: serious", "at_least: especially_serious"))
    monkeypatch.setattr(engines, "others", lambda _: (other,))
    error = breaks(9, "differs from reference in . nodes", laws.engines_agree, ladder(), NEGLECTED)
    assert "measures.interview.grounds.grave" in error.what


def test_law_9_items_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ladder(("at_least: major", "at_least: especially_major"))
    monkeypatch.setattr(engines, "others", lambda _: (other,))
    breaks(9, "circumstances.incident, items", laws.engines_agree, ladder(), WITH_A_THIRD)


def test_law_9_says_which_engine_it_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(_: RulePack, engine: str) -> RulePack:
        raise EngineUnavailableError([diagnose("ZR620", engine=engine, engines="reference")])

    pack = ladder()
    monkeypatch.setattr(engines, "RulePack", prepare)
    with pytest.warns(laws.EngineSkippedWarning, match="without the engine durable"):
        laws.engines_agree(pack, NEGLECTED)


@pytest.mark.parametrize("page", ["testing.md", "testing.zh-CN.md"])
def test_the_warning_is_turned_off_as_the_docs_say(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(*_: object) -> RulePack:
        raise EngineUnavailableError([diagnose("ZR621")])

    text = (Path(__file__).parents[2] / "docs" / page).read_text("utf-8")
    settings = re.findall(r'filterwarnings = \["([^"]*)"\]', text)
    variables = re.findall(r'PYTHONWARNINGS="([^"]*)"', text)
    monkeypatch.setattr(engines, "RulePack", prepare)
    assert settings
    assert variables
    assert '`warnings.simplefilter("ignore", EngineSkippedWarning)`' in text
    for told in (*settings, *variables, None):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            if told is None:
                warnings.simplefilter("ignore", laws.EngineSkippedWarning)
            else:
                warnings.filterwarnings(*parse_warning_filter(told, escape=told in variables))
            engines.others.cache_clear()  # it warns once for a pack
            laws.engines_agree(ladder(), NEGLECTED)
    engines.others.cache_clear()
    with pytest.warns(laws.EngineSkippedWarning):
        laws.engines_agree(ladder(), NEGLECTED)


def test_law_10_a_file_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart = history_of
    monkeypatch.setattr(replay, "history_of", lambda *given: taken_apart(*given)[:1])
    breaks(10, "states other facts", laws.replayed, ladder(), NEGLECTED)


def test_law_10_a_file_that_decides_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "Judging", lambda *_: Judging(ladder(("rank: 20", "rank: 30"))))
    breaks(10, "decide differently", laws.replayed, ladder(), NEGLECTED)
    breaks(10, "decide differently", laws.history_replayed, ladder(), history_of(NEGLECTED, Random(1)))  # noqa: S311


def test_law_11_a_derivation_that_does_not_hold() -> None:
    def turned(data: dict[str, Any], _: Case) -> None:
        data["derivation"]["truths"]["circumstances.neglected"] = None

    breaks(11, "refuses the decision in . places", laws.derivation_holds, Tampered(ladder(), turned), NEGLECTED)


def test_law_11_a_checker_that_lets_everything_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zongzhi_rules.derivations.Checker.refusals", lambda *_: ())
    breaks(11, "confirms a derivation in which", laws.derivation_holds, ladder(), NEGLECTED)


# law 12 and what else a decision comes through -----------------------------------------------------------------


def test_law_12_an_overlay_that_changes_something_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "overlaid_with_nothing", lambda *_: overlay(DROPPED))
    breaks(12, "names the packs", laws.empty_overlay, ladder(), NEGLECTED)
    monkeypatch.setattr(forms, "_EMPTY", "over")
    breaks(12, "has the floor|differs in", laws.empty_overlay, ladder(), NEGLECTED)


def test_law_12_a_pack_that_is_loaded_as_another(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ladder(("at_least: serious", "at_least: especially_serious"))
    monkeypatch.setattr(forms, "load", lambda _: other.pack)
    breaks(12, "another after it was dumped", laws.dumped_and_loaded, ladder())


@pytest.mark.parametrize("text", ["2020-01-01", "0", "1e3"])
def test_text_is_not_taken_for_a_day_or_a_number(text: str) -> None:
    pack = ladder(("when: work.neglected", f'when: {{subject.name: "{text}"}}'))
    named = case(work={}, subject={**SUBJECT, "name": text})
    assert pack.verdict(named).at_least == "circular"
    laws.dumped_and_loaded(pack, [named])


def test_a_verdict_that_is_not_the_outcome() -> None:
    class Hasty(RulePack):
        __slots__ = ()

        def verdict(self, case: Case, readings: Any = None, calendar: Any = None) -> Outcome:
            return super().verdict(case, readings, calendar).model_copy(update={"at_most": None})

    breaks("verdict", "the verdict is", laws.verdict_is_the_outcome, Hasty(ladder().compiled), NEGLECTED)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # a list where a tuple belongs: that is the point
def test_a_decision_that_json_changes() -> None:
    class Loose(RulePack):
        __slots__ = ()

        def decide(self, case: Case, readings: Mapping[str, str] | None = None, calendar: Any = None) -> Decision:
            return super().decide(case, readings, calendar).model_copy(update={"circumstances": []})

    breaks("json", "differs in circumstances", laws.json_round_trip, Loose(ladder().compiled), NEGLECTED)


def _text(pack: RulePack) -> bytes:
    """Return the text of a ladder, told apart by its one threshold."""
    text = LADDER.read_text(encoding="utf-8")
    if pack.digest != ladder().digest:
        text = text.replace("at_least: serious", "at_least: especially_serious")
    return text.encode()
