"""What the packs of the language reference decide: a further rung, thresholds, other terms and bodies, four levels."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from tests.docs.blocks import ROOT
from tests.docs.packs import compile_changes

from zongzhi_rules import Decision, PackLibrary, RulePack, case_from


@cache
def library() -> PackLibrary:
    return PackLibrary((ROOT / "tests" / "packs",))


@cache
def rules(level: str) -> RulePack:
    """Load the pack of a level."""
    return RulePack(library().load("national_2016" if level == "nation" else f"demo_{level}"))


QUIET: dict[str, Any] = {
    "work": dict.fromkeys(("neglected", "mechanisms_unsound", "measures_not_carried_out", "foundations_weak"), False),
    "order": dict.fromkeys(("seriously_chaotic", "cases_frequent", "incidents_in_succession"), False),
    "severity": {"harm": "ordinary", "impact": "ordinary", "veto_threshold_reached": False},
    **dict.fromkeys(("incidents", "hot_spots", "assessments", "referrals", "earlier_measures"), ()),
}


def decide(level: str, *, day: str = "2024-06-03", **facts: Any) -> Decision:
    """Judge a county of the invented city in which nothing happened but these facts."""
    local = {"local": {"safety_rate": 95}} if level in {"city", "county"} else {}
    subject = {"kind": "locality", "division": "420115"}
    return rules(level).decide(case_from({"id": "示例县", "as_of": day, "subject": subject, **QUIET, **local, **facts}))


def interval(decision: Decision) -> tuple[str | None, str | None]:
    return decision.outcome.at_least, decision.outcome.at_most


def incident(number: int = 1, **fields: Any) -> dict[str, Any]:
    """Make an ordinary criminal case without victims."""
    plain = {
        "kind": "criminal_case",
        "grade": "ordinary",
        "happened_on": "2024-05-20",
        "deaths": 0,
        "injured": 0,
        "loss": 0,
    }
    return {"id": f"i{number}", **plain, **fields}


def assessment(year: int, **fields: Any) -> dict[str, Any]:
    return {"year": year, "result": "qualified", "up_to_standard": True, "targets_met": True, "rank": 5, **fields}


def yellow_card(day: str, **fields: Any) -> dict[str, Any]:
    return {"id": day, "measure": "yellow_card", "decided_on": day, "received_on": day, "rectified": True, **fields}


def test_the_packs_compile_without_a_warning() -> None:
    assert [rules(level).compiled.warnings for level in ("province", "city", "county")] == [(), (), ()]


def test_the_stack_has_four_levels() -> None:
    assert [one.id for one in rules("county").stack] == ["demo_county", "demo_city", "demo_province", "national_2016"]


@pytest.mark.parametrize(
    ("division", "day", "pack"),
    [
        ("420115", "2024-06-03", "demo_county"),
        ("420115", "2021-06-03", "demo_city"),
        ("420115", "2019-06-03", "demo_province"),
        ("420115", "2017-06-03", "national_2016"),
        ("420102", "2024-06-03", "demo_city"),
        ("420500", "2024-06-03", "demo_province"),
        ("430100", "2024-06-03", "national_2016"),
    ],
)
def test_the_narrowest_territory_in_force_governs(division: str, day: str, pack: str) -> None:
    assert library().resolve(division, date.fromisoformat(day)).id == pack


def test_the_new_rung_lies_between_the_two() -> None:
    ladder = [measure.id for measure in rules("province").pack.measures]
    assert ladder == ["circular", "yellow_card", "interview", "listed_supervision", "one_vote_veto"]


@pytest.mark.parametrize(
    ("level", "deaths", "outcome"),
    [
        ("nation", 3, (None, None)),
        ("province", 2, (None, None)),
        ("province", 3, ("yellow_card", "yellow_card")),
        ("city", 2, (None, None)),
        ("county", 1, (None, None)),
        ("county", 2, ("yellow_card", "yellow_card")),
        ("province", None, (None, "yellow_card")),
        ("county", None, (None, "yellow_card")),
    ],
)
def test_deaths_in_one_incident(level: str, deaths: int | None, outcome: tuple[str | None, str | None]) -> None:
    assert interval(decide(level, incidents=[incident(deaths=deaths)])) == outcome


@pytest.mark.parametrize(
    ("happened", "outcome"),
    [
        ("2018-06-30", ("yellow_card", "yellow_card")),  # the province's own first day is 2018-07-01
        ("2016-02-27", ("yellow_card", "yellow_card")),
        ("2016-02-26", (None, None)),
    ],
)
def test_what_is_kept_reaches_back_to_the_first_day_of_the_text_that_wrote_it(
    happened: str, outcome: tuple[str | None, str | None]
) -> None:
    assert interval(decide("province", incidents=[incident(deaths=3, happened_on=happened)])) == outcome


OWN_AND_KEPT = """\
changes:
  - add: circumstances.kept
    warrant: 1
    as: {title: 全国规定的施行之日以后, cite: 1, when: {some: incidents, where: incident_within_reach}}
  - add: circumstances.own
    warrant: 1
    as: {title: 本规定的施行之日以后, cite: 1, when: {some: incidents, where: {happened_on: {at_least: in_force}}}}
"""


@pytest.mark.parametrize(
    ("happened", "kept", "own"),
    [
        ("2016-03-01", True, True),
        ("2016-02-29", True, False),
        ("2016-02-27", True, False),
        ("2016-02-26", False, False),
    ],
)
def test_in_force_is_the_first_day_of_the_text_in_which_it_stands(happened: str, *, kept: bool, own: bool) -> None:
    overlay = RulePack(compile_changes(OWN_AND_KEPT))  # in force from 2016-03-01
    subject = {"kind": "locality", "division": "420115"}
    facts = {**QUIET, "incidents": [incident(happened_on=happened)]}
    decision = overlay.decide(case_from({"id": "示例县", "as_of": "2024-06-03", "subject": subject, **facts}))
    found = {one.id: one.truth for one in decision.circumstances}
    assert (found["kept"], found["own"]) == (kept, own)


def test_deaths_of_two_incidents_do_not_add_up() -> None:
    both = [incident(1, deaths=2), incident(2, deaths=2)]
    assert interval(decide("province", incidents=both)) == (None, None)


def test_unknown_deaths_are_asked_for() -> None:
    asked = decide("province", incidents=[incident(deaths=None)]).questions
    assert [question.path for question in asked] == ["incidents[i1].deaths"]


def test_a_question_says_what_each_answer_would_make_of_it() -> None:
    [question] = decide("province", incidents=[incident(deaths=None)]).questions
    outcomes = [(answer.low, answer.high, answer.outcome.at_least) for answer in question.answers]
    assert outcomes == [(None, 2, None), (3, None, "yellow_card")]


def test_a_day_is_asked_for_by_the_window_that_it_could_lie_in() -> None:
    cards = [yellow_card("2024-03-01"), yellow_card("2024-05-06", decided_on=None, received_on=None)]
    [question] = decide("province", earlier_measures=cards).questions
    outcomes = [(answer.low, answer.high, answer.outcome.at_least) for answer in question.answers]
    assert question.path == "earlier_measures[2024-05-06].decided_on"
    assert outcomes == [(None, date(2023, 6, 3), None), (date(2023, 6, 4), None, "interview")]


def test_the_new_rung_in_full() -> None:
    measure = decide("county", incidents=[incident(deaths=2)]).measure
    assert measure is not None
    assert (measure.authority.title, measure.authority.division) == ("综治委", "420100")
    assert measure.term is not None
    assert measure.term.deadline is not None
    assert measure.term.deadline.day == date(2024, 7, 18)
    [report] = measure.obligations
    assert report.deadline is not None
    assert (report.to, report.deadline.day) == ("office", date(2024, 6, 11))  # 10 June was a day off
    [effect] = measure.effects
    assert (effect.start, effect.until) == (date(2024, 6, 3), date(2024, 9, 3))
    assert measure.grade.at_least == "warning"


@pytest.mark.parametrize(
    ("years", "outcome"),
    [
        ({2022: "failed", 2023: "failed"}, ("yellow_card", "yellow_card")),
        ({2021: "failed", 2022: "qualified", 2023: "failed"}, ("circular", "circular")),
        ({2021: "failed", 2023: "failed"}, ("circular", "circular")),
        ({2022: None, 2023: "failed"}, ("circular", "yellow_card")),
        ({2022: None, 2023: "qualified"}, (None, "circular")),
        ({2015: "failed", 2016: "failed"}, ("circular", "circular")),  # 2015 lies before the first year that counts
    ],
)
def test_two_years_running(years: dict[int, str | None], outcome: tuple[str | None, str | None]) -> None:
    found = [assessment(year, result=result) for year, result in years.items()]
    assert interval(decide("province", assessments=found)) == outcome


@pytest.mark.parametrize(
    ("day", "rate", "outcome"),
    [
        ("2024-06-03", 92, ("circular", "circular")),
        ("2024-06-03", 92.5, (None, None)),
        ("2021-06-03", 92, (None, None)),
        ("2021-06-03", 89.9, ("circular", "circular")),
        ("2024-06-03", None, (None, "circular")),
    ],
)
def test_a_rate_and_its_threshold_of_the_day(
    day: str, rate: float | None, outcome: tuple[str | None, str | None]
) -> None:
    assert interval(decide("city", day=day, local={"safety_rate": rate})) == outcome


@pytest.mark.parametrize(
    ("ranks", "outcome"),
    [
        ({2023: 10}, (None, None)),
        ({2023: 11}, ("circular", "circular")),
        ({2022: 13, 2023: 11}, ("yellow_card", "yellow_card")),
        ({2022: None, 2023: 11}, ("circular", "yellow_card")),
    ],
)
def test_a_rank_in_the_assessment(ranks: dict[int, int | None], outcome: tuple[str | None, str | None]) -> None:
    found = [assessment(year, rank=rank) for year, rank in ranks.items()]
    assert interval(decide("city", assessments=found)) == outcome


@pytest.mark.parametrize(
    ("first", "outcome"),
    [("2023-06-04", ("interview", "interview")), ("2023-06-03", (None, None))],
)
def test_two_yellow_cards_within_a_year(first: str, outcome: tuple[str | None, str | None]) -> None:
    cards = [yellow_card(first), yellow_card("2024-03-01")]
    assert interval(decide("province", earlier_measures=cards)) == outcome


@pytest.mark.parametrize(
    ("day", "rectified", "outcome"),
    [
        ("2024-04-15", False, (None, None)),  # the last of the forty-five days
        ("2024-04-16", False, ("interview", "interview")),
        ("2024-04-16", None, (None, "interview")),
        ("2024-04-16", True, (None, None)),
    ],
)
def test_a_yellow_card_that_failed(day: str, *, rectified: bool | None, outcome: tuple[str | None, str | None]) -> None:
    card = yellow_card("2024-03-01", rectified=rectified)
    assert interval(decide("province", day=day, earlier_measures=[card])) == outcome


def test_another_body_and_another_term() -> None:
    measure = decide("city", local={"safety_rate": 80}).measure
    assert measure is not None
    assert (measure.authority.title, measure.authority.division) == ("市平安办", "420100")
    assert measure.term is not None
    assert measure.term.deadline is not None
    assert (measure.term.length, measure.term.deadline.day) == ("20 working_days", date(2024, 7, 2))


def test_what_the_nation_leaves_open_the_county_sets() -> None:
    within = [incident(1, grade="major"), incident(2, grade="major", happened_on="2024-04-21")]
    beyond = [incident(1, grade="major"), incident(2, grade="major", happened_on="2024-04-20")]
    assert interval(decide("county", incidents=within)) == ("circular", "circular")
    assert interval(decide("county", incidents=beyond)) == (None, None)
    assert interval(decide("city", incidents=within)) == (None, None)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"kind": "public_safety_incident", "injured": 10}, ("circular", "circular")),
        ({"kind": "public_safety_incident", "loss": 500}, (None, None)),
        ({"kind": "public_safety_incident", "loss": 500.5}, ("circular", "circular")),
        ({"kind": "mass_incident", "injured": 10}, (None, None)),
        ({"kind": "public_safety_incident", "injured": None}, (None, "circular")),
    ],
)
def test_the_table(fields: dict[str, Any], outcome: tuple[str | None, str | None]) -> None:
    assert interval(decide("county", incidents=[incident(**fields)])) == outcome


def test_one_more_factor_raises_the_grade() -> None:
    measure = decide("county", incidents=[incident(deaths=2)], earlier_measures=[yellow_card("2023-01-10")]).measure
    assert measure is not None
    assert (measure.id, measure.grade.at_least) == ("yellow_card", "warning_and_stationed_team")


def test_where_the_city_is_laxer_the_decision_says_so_and_why() -> None:
    interview = {
        "id": "m1",
        "measure": "interview",
        "held_on": "2024-01-05",
        "term_ends_on": "2024-04-05",
        "rectified": False,
    }
    decision = decide("city", earlier_measures=[interview])
    assert interval(decision) == ("yellow_card", "yellow_card")
    assert [(floor.pack, floor.outcome.at_least, floor.higher) for floor in decision.floor] == [
        ("demo_province", "listed_supervision", True),
        ("national_2016", "listed_supervision", True),
    ]
    assert [one.id for floor in decision.floor for one in floor.differences] == ["yellow_card_before_supervision"] * 2


def test_where_it_is_stricter_no_floor_is_higher() -> None:
    decision = decide("county", incidents=[incident(deaths=2)])
    assert [(floor.pack, floor.higher) for floor in decision.floor] == [
        ("demo_city", False),
        ("demo_province", False),
        ("national_2016", False),
    ]


def test_an_earlier_measure_of_a_lower_ladder_decides_nothing_above() -> None:
    decision = decide("county", day="2024-04-16", earlier_measures=[yellow_card("2024-03-01", rectified=False)])
    assert interval(decision) == ("interview", "interview")
    assert [floor.outcome.at_least for floor in decision.floor if floor.pack == "national_2016"] == [None]
