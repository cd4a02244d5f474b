"""Law 11: the checker confirms every real decision and refuses whatever was altered, with an arithmetic of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.support import SHIPPED, examples, in_numbers, ladder, shipped

from zongzhi_rules import Case, Decision, case_from
from zongzhi_rules.derivations import Checker, Refusal, counting
from zongzhi_rules.engines import kleene
from zongzhi_rules.testing import PackText, cases, laws, readings, small_packs
from zongzhi_rules.testing.laws.derivation import checker_of

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2021, 3, 31)
TRUTHS = st.sampled_from([True, False, None])
DATED = st.lists(st.tuples(TRUTHS, st.none() | st.integers(-400, 40).map(lambda days: DAY + timedelta(days=days))))
UNITS = st.sampled_from(["days", "months", "years"])

WHOLE = case_from(
    {
        "id": "case",
        "as_of": "2021-06-01",
        "subject": {"kind": "locality", "division": "410101"},
        "work": {"neglected": True},
        "incidents": [{"id": "a", "kind": "mass_incident", "grade": "major"}, {"id": "b", "kind": "criminal_case"}],
        "conduct": {"retaliated": True, "cooperated": True},
        "earlier_measures": [{"id": "c", "measure": "circular", "decided_on": "2021-01-04", "rectified": False}],
    }
)


def refusals(decision: Decision) -> tuple[Refusal, ...]:
    return checker_of(ladder()).refusals(WHOLE, decision)


def altered(part: Callable[[dict[str, Any]], object]) -> Decision:
    data = ladder().decide(WHOLE).model_dump(mode="json")
    part(data)
    return Decision.model_validate(data)


def test_every_single_alteration_is_refused() -> None:
    laws.derivation_holds(ladder(), WHOLE, alterations=None)


@in_numbers
@pytest.mark.parametrize("name", SHIPPED)
@examples(1, 50)
@given(data=st.data())
def test_every_single_alteration_of_the_shipped_packs_is_refused(name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    laws.derivation_holds(pack, data.draw(cases(pack)), data.draw(readings(pack)), alterations=None)


@pytest.mark.parametrize("name", SHIPPED)
@examples(15)
@given(data=st.data())
def test_decisions_of_the_shipped_packs(name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    laws.derivation_holds(pack, data.draw(cases(pack)), data.draw(readings(pack)), data.draw(st.integers(0, 9)))


@examples(4)
@given(text=small_packs(), data=st.data())
def test_decisions_of_generated_packs(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    for _ in range(2):
        laws.derivation_holds(pack, data.draw(cases(pack)), data.draw(readings(pack)), alterations=20)


def test_a_decision_is_confirmed_after_json_and_without_the_files_of_the_pack() -> None:
    assert refusals(altered(lambda _: None)) == ()
    assert Checker(ladder().pack).refusals(WHOLE, ladder().decide(WHOLE)) == ()


@pytest.mark.parametrize(
    ("part", "where"),
    [
        (lambda data: data.update(case="other"), "case"),
        (lambda data: data.update(as_of="2021-06-02"), "as_of"),
        (lambda data: data["subject"].update(division="410102"), "subject"),
        (lambda data: data["packs"][0].update(digest="0"), "packs[0].digest"),
        (lambda data: data["outcome"].update(at_least="circular"), "outcome.at_least"),
        (lambda data: data["outcome"].update(at_most=None), "outcome.at_most"),
        (lambda data: data["outcome"].update(status="open"), "outcome.status"),
        (lambda data: data["circumstances"][0].update(truth=None), "circumstances.incident"),
        (lambda data: data["circumstances"].pop(), "circumstances"),
        (lambda data: data["measures"][0].update(reached=None), "measures.circular.reached"),
        (lambda data: data["measures"][0].update(rank=11), "measures.circular.rank"),
        (lambda data: data["measures"][1]["grounds"][1].update(truth=True), "measures.interview.grounds.grave"),
        (lambda data: data["measure"].update(grounds=["grave"]), "measure.grounds"),
        (lambda data: data["measure"]["grade"].update(raised=False), "measure.grade.raised"),
        (lambda data: data["factors"][0].update(truth=False), "factors.aggravating.retaliation"),
        (lambda data: data["derivation"]["truths"].update(stranger=True), "stranger"),
        (lambda data: data["derivation"]["items"].update(stranger=[]), "stranger"),
    ],
)
def test_an_alteration_is_refused_where_it_stands(part: Callable[[dict[str, Any]], object], where: str) -> None:
    found = refusals(altered(part))
    assert where in {one.where for one in found}
    assert all(str(one).startswith(one.where) for one in found)


def test_the_decision_on_another_case_is_refused() -> None:
    other: Case = WHOLE.model_copy(update={"incidents": ()})
    assert checker_of(ladder()).refusals(other, ladder().decide(WHOLE))


@pytest.mark.parametrize(("day", "over"), [("2024-07-01", False), ("2024-07-02", None)])
def test_a_term_that_has_not_begun_is_not_over(day: str, over: bool | None) -> None:  # noqa: FBT001 - a truth
    """The interview was decided on 1 April and is not known to be held: three months run at the earliest from then."""
    pack = shipped("henan_2016")
    measure = {"id": "i", "measure": "interview", "decided_on": "2024-04-01", "rectified": False}
    subject = {"kind": "locality", "division": "410122"}
    case = case_from({"id": "case", "as_of": day, "subject": subject, "earlier_measures": [measure]})
    decision = pack.decide(case)
    assert decision.derivation.truths["measures.listed_supervision.grounds.interview_not_rectified/all[1]"] is over
    assert Checker(pack.pack).refusals(case, decision) == ()


@settings(examples(150), derandomize=True)
@given(items=DATED, length=st.integers(0, 14), unit=UNITS, least=st.integers(0, 4))
def test_two_ways_to_count_agree(
    items: list[tuple[bool | None, date | None]], length: int, unit: Any, least: int
) -> None:
    truths, days = [truth for truth, _ in items], [day for _, day in items]
    numbers = [None if day is None else day.month for day in days]
    pairs = [
        (counting.count(truths), kleene.overall(truths)),
        (counting.most_in_a_window(items, length, unit), kleene.in_any_window(truths, days, length, unit)),
        (counting.in_the_last_window(items, length, unit, DAY), kleene.in_last_window(truths, days, length, unit, DAY)),
        (counting.longest_run(list(zip(truths, numbers, strict=True))), kleene.longest_run(truths, numbers)),
    ]
    for mine, theirs in pairs:
        assert list(mine) == list(theirs)
        assert counting.reaches(mine, least) is kleene.compare(theirs, "at_least", least)
    assert counting.reaches(counting.ANY_NUMBER, least) is kleene.of_unknown("at_least", least)
