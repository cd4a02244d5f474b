from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongzhi_rules import Case, CaseError, UseError, case_from, load_pack
from zongzhi_rules.decision.eligibility import Eligibility, eligibility, eligibility_of_many
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from zongzhi_rules.decision.eligibility import Bar

HENAN, NATION = "henan_2016", "national_2016"
LISTED = {
    "id": "三月挂牌",
    "measure": "listed_supervision",
    "decided_on": "2017-03-01",
    "released_on": "2017-09-20",
}
VETO = {"id": "三月否决", "measure": "one_vote_veto", "decided_on": "2017-03-01"}


def county(*measures: dict[str, Any], as_of: str = "2018-12-31", **facts: Any) -> Case:
    subject = {"kind": "locality", "division": "410122"}
    return case_from({"id": "甲", "as_of": as_of, "subject": subject, "earlier_measures": list(measures), **facts})


def ask(
    case: Case, on: str, bar: Bar = "promotion", role: Role | None = Role.PRINCIPAL, pack: str = HENAN, **others: Any
) -> Eligibility:
    return eligibility(load_pack(pack), case, date.fromisoformat(on), bar, role=role, **others)


# listed on 1 March 2017, released on 20 September --------------------------------------------------------------------


@pytest.mark.parametrize("bar", ["promotion", "awards"])
@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.COMPETENT, Role.IN_CHARGE])
@pytest.mark.parametrize(
    ("pack", "on", "barred"),
    [
        (NATION, "2017-02-28", False),
        (NATION, "2017-03-01", True),
        (NATION, "2017-09-01", True),  # half a year, the day of the decision not counted
        (NATION, "2017-09-02", False),
        (NATION, "2017-09-20", False),
        (HENAN, "2017-02-28", False),
        (HENAN, "2017-03-01", True),
        (HENAN, "2017-09-01", True),
        (HENAN, "2017-09-02", True),  # while the listing lasts
        (HENAN, "2017-09-20", True),
        (HENAN, "2017-09-21", False),
    ],
)
def test_an_official_of_a_listed_county(pack: str, on: str, barred: bool, role: Role, bar: Bar) -> None:  # noqa: FBT001
    found = ask(county(LISTED), on, bar, role, pack)
    assert found.barred is barred
    assert found.missing == ()
    [restriction] = found.restrictions
    assert restriction.holds is barred
    assert (restriction.earlier, restriction.measure_title) == ("三月挂牌", "挂牌督办")


@pytest.mark.parametrize(
    ("pack", "on", "barred"),
    [
        (NATION, "2017-02-28", False),
        (NATION, "2017-03-01", True),
        (NATION, "2017-09-01", True),
        (NATION, "2017-09-02", False),
        (HENAN, "2017-09-20", True),
        (HENAN, "2017-09-21", False),
    ],
)
def test_the_county_itself_and_its_collective_honours(pack: str, on: str, barred: bool) -> None:  # noqa: FBT001
    assert ask(county(LISTED), on, "collective_honours", None, pack).barred is barred


def test_by_which_article_from_when_and_until_when() -> None:
    [national] = ask(county(LISTED), "2017-06-01", pack=NATION).restrictions
    [henan] = ask(county(LISTED), "2017-06-01").restrictions
    assert [(one.article, one.paragraph) for one in national.effect.cite] == [(24, 3)]
    assert [(one.article, one.paragraph) for one in henan.effect.cite] == [(35, 4)]
    assert (str(national.effect.start), str(national.effect.until)) == ("2017-03-01", "2017-09-01")
    assert (str(henan.effect.start), str(henan.effect.until)) == ("2017-03-01", "2017-09-20")
    assert (national.effect.while_it_stands, henan.effect.while_it_stands) == (False, True)


# who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "pack", "barred"),
    [
        (Role.OTHER_MEMBER, NATION, False),
        (Role.OTHER_MEMBER, HENAN, False),
        (Role.RESPONSIBLE_PERSON, NATION, False),
        (Role.RESPONSIBLE_PERSON, HENAN, True),  # Henan adds the persons responsible
    ],
)
def test_whom_the_listing_bars(role: Role, pack: str, barred: bool) -> None:  # noqa: FBT001
    assert ask(county(LISTED), "2017-06-01", "promotion", role, pack).barred is barred


def test_what_is_barred_for_whom() -> None:
    assert ask(county(LISTED), "2017-06-01", "collective_honours", Role.PRINCIPAL).barred is False
    assert ask(county(LISTED), "2017-06-01", "promotion", None).barred is False


# how long ------------------------------------------------------------------------------------------------------------


def test_where_the_count_of_the_first_day_matters() -> None:
    last = ask(county(LISTED), "2017-09-01", pack=NATION)
    assert [one.disputed for one in last.restrictions] == [True]
    before = ask(county(LISTED), "2017-08-31", pack=NATION)
    assert [one.disputed for one in before.restrictions] == [False]
    assert ask(county(LISTED), "2017-09-01", pack=NATION, readings={"restriction.start": "included"}).barred is False
    assert ask(county(LISTED), "2017-08-31", pack=NATION, readings={"restriction.start": "included"}).barred is True


def test_a_reading_that_does_not_exist() -> None:
    with pytest.raises(UseError):
        ask(county(LISTED), "2017-09-01", readings={"restriction.stat": "included"})


@pytest.mark.parametrize("pack", [NATION, HENAN])
def test_the_year_after_a_veto(pack: str) -> None:
    days = ("2017-02-28", "2017-03-01", "2018-03-01", "2018-03-02")
    assert [ask(county(VETO), on, pack=pack).barred for on in days] == [False, True, True, False]
    assert ask(county(VETO), "2018-03-01", "collective_honours", None, pack).barred is True


def test_a_circular_bars_nobody() -> None:
    circular = {"id": "三月通报", "measure": "circular", "decided_on": "2017-03-01"}
    found = ask(county(circular), "2017-03-02")
    assert (found.barred, found.restrictions) == (False, ())


def test_measures_that_follow_each_other() -> None:
    listed = {**LISTED, "released_on": None, "rectified": False}
    veto = {"id": "九月否决", "measure": "one_vote_veto", "decided_on": "2017-09-28"}
    case = county(listed, veto, as_of="2018-12-31")
    assert [ask(case, on, pack=NATION).barred for on in ("2017-09-01", "2017-09-27", "2017-09-28", "2018-09-28")] == [
        True,
        False,  # between the half year and the veto
        True,
        True,
    ]
    assert ask(case, "2017-09-27").barred is True  # under Henan the listing still stood
    assert ask(case, "2018-12-31").barred is True  # it was never released


# what is not known ---------------------------------------------------------------------------------------------------


def test_without_a_list_of_measures() -> None:
    case = case_from({"id": "甲", "as_of": "2018-12-31", "subject": {"kind": "locality", "division": "410122"}})
    found = ask(case, "2017-06-01")
    assert (found.barred, found.missing, found.restrictions) == (None, ("earlier_measures",), ())


def test_without_measures() -> None:
    found = ask(county(), "2017-06-01")
    assert (found.barred, found.missing) == (False, ())


def test_without_the_day_of_decision() -> None:
    listed = {"id": "某次挂牌", "measure": "listed_supervision", "received_on": "2017-03-03"}
    found = ask(county(listed), "2017-06-01", pack=NATION)
    assert (found.barred, found.missing) == (None, ("earlier_measures[某次挂牌].decided_on",))
    over = ask(county({**listed, "released_on": "2017-09-20"}), "2017-09-21")
    assert (over.barred, over.missing) == (False, ())  # it ended with the release, whenever it began


@pytest.mark.parametrize(
    ("on", "barred"),
    [
        ("2017-02-28", False),
        ("2017-03-01", True),
        ("2017-09-01", True),  # nothing releases it before its six months are over
        ("2017-09-02", None),
        ("2019-01-01", None),
    ],
)
def test_a_listing_of_which_no_release_is_known(on: str, barred: bool | None) -> None:  # noqa: FBT001
    found = ask(county({**LISTED, "released_on": None}), on)
    assert found.barred is barred
    assert found.missing == (("earlier_measures[三月挂牌].released_on",) if barred is None else ())
    assert ask(county({**LISTED, "released_on": None}), on, pack=NATION).barred is not None


def test_what_was_not_rectified_was_not_released() -> None:
    failed = county({**LISTED, "released_on": None, "rectified": False}, as_of="2017-12-31")
    assert ask(failed, "2017-12-31").barred is True
    assert ask(failed, "2018-01-01").barred is None  # of the time after the case nothing is known
    inspected = {**LISTED, "released_on": None, "inspections": [{"on": "2017-09-12", "result": "failed"}]}
    assert ask(county(inspected, as_of="2017-12-31"), "2017-10-01").barred is True


def test_one_certain_bar_is_enough() -> None:
    unknown = {"id": "某次挂牌", "measure": "listed_supervision", "received_on": "2017-03-03"}
    found = ask(county(unknown, VETO), "2017-06-01")
    assert (found.barred, found.missing) == (True, ())
    assert [one.holds for one in found.restrictions] == [None, True]


# which law -----------------------------------------------------------------------------------------------------------


def test_a_measure_is_judged_by_the_text_in_force_when_it_was_decided() -> None:
    old = {**LISTED, "decided_on": "2016-12-15"}
    new = {**LISTED, "decided_on": "2016-12-16"}
    assert [ask(county(old), on).barred for on in ("2017-06-15", "2017-06-16")] == [
        True,
        False,
    ]  # the nation's half year
    assert [ask(county(new), on).barred for on in ("2017-06-17", "2017-09-20", "2017-09-21")] == [True, True, False]
    older = {**LISTED, "decided_on": "2016-02-26"}
    assert ask(county(older), "2016-03-01").restrictions == ()


def test_the_higher_text_is_a_floor_that_is_said_aloud() -> None:
    early = county({**LISTED, "released_on": "2017-06-01"})  # against the text, but it may be so
    found = ask(early, "2017-07-03")
    assert found.barred is False
    [floor] = found.floor
    assert (floor.pack, floor.barred, floor.higher) == (NATION, True, True)
    assert str(floor.restrictions[0].effect.until) == "2017-09-01"
    [same] = ask(county(LISTED), "2017-07-03").floor
    assert (same.barred, same.higher) == (True, False)
    assert ask(county(LISTED), "2017-07-03", pack=NATION).floor == ()


def test_henan_is_never_laxer_than_the_nation_where_the_release_follows_its_text() -> None:
    """Release needs an inspection that can be requested only when the six months are over."""
    for decided in (date(2017, 1, 1) + timedelta(days=number) for number in range(0, 365, 7)):
        end = (
            load_pack(HENAN)
            .decide(county({"id": "某", "measure": "listed_supervision", "decided_on": str(decided)}))
            .earlier_measures
        )
        assert end is not None
        assert end[0].term_ends is not None
        released = end[0].term_ends.day + timedelta(days=1)
        case = county({**LISTED, "decided_on": str(decided), "released_on": str(released)})
        half_year = ask(case, str(decided), pack=NATION).restrictions[0].effect.until
        assert half_year is not None
        assert half_year <= released


def test_a_county_of_another_province() -> None:
    other = case_from(
        {
            "id": "甲",
            "as_of": "2018-12-31",
            "subject": {"kind": "locality", "division": "420111"},
            "earlier_measures": [],
        }
    )
    with pytest.raises(CaseError):
        ask(other, "2017-06-01")
    assert ask(other, "2017-06-01", pack=NATION).barred is False


# whom to ask first ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "bar", "role", "asked"),
    [
        (HENAN, "promotion", Role.PRINCIPAL, True),
        (HENAN, "promotion", Role.IN_CHARGE, True),
        (HENAN, "awards", Role.PRINCIPAL, True),
        (HENAN, "promotion", Role.OTHER_MEMBER, False),
        (HENAN, "promotion", Role.COMPETENT, False),
        (HENAN, "awards", Role.RESPONSIBLE_PERSON, False),
        (HENAN, "collective_honours", None, False),
        (HENAN, "promotion", None, False),
        (NATION, "promotion", Role.PRINCIPAL, True),
        (NATION, "promotion", Role.COMPETENT, False),
        (NATION, "awards", Role.PRINCIPAL, False),  # the nation asks before promotion only
    ],
)
def test_whom_the_consultation_concerns(pack: str, bar: Bar, role: Role | None, asked: bool) -> None:  # noqa: FBT001
    found = ask(county(), "2017-06-01", bar, role, pack).consult_first
    assert [one.id for one in found] == (["inquiry_before_promotion"] if asked else [])


def test_of_whom_the_opinion_is_asked_and_by_which_article() -> None:
    [henan] = ask(county(), "2017-06-01").consult_first
    assert (henan.modality, henan.to) == ("shall", "同级综治部门")
    assert [(one.instrument, one.article) for one in henan.cite] == [(HENAN, 23)]
    [national] = ask(county(), "2017-06-01", pack=NATION).consult_first
    assert [(one.article, one.paragraph) for one in national.cite] == [(13, 2)]
    assert national.to is None


def test_the_consultation_of_the_text_in_force_on_the_day() -> None:
    [before] = ask(county(), "2016-12-15").consult_first
    assert [one.instrument for one in before.cite] == [NATION]
    assert ask(county(), "2016-12-15", "awards").consult_first == ()
    assert ask(county(), "2016-02-26").consult_first == ()


# many at once --------------------------------------------------------------------------------------------------------


def test_many_people_at_once() -> None:
    clean, listed = county(), county(LISTED)
    people = [(listed, role) for role in Role] * 50 + [(clean, Role.PRINCIPAL), (listed, None)]
    rules = load_pack(HENAN)
    found = eligibility_of_many(rules, people, date(2017, 6, 1), "promotion")
    assert [one.role for one in found] == [role for _, role in people]
    assert found == tuple(eligibility(rules, case, date(2017, 6, 1), "promotion", role=role) for case, role in people)
    assert sum(one.barred is True for one in found) == 50 * 4
    assert eligibility_of_many(rules, [], date(2017, 6, 1), "promotion") == ()
    assert (
        len(
            eligibility_of_many(
                rules, ((county(LISTED), Role.PRINCIPAL) for _ in range(30)), date(2017, 6, 1), "awards"
            )
        )
        == 30
    )


def test_the_answer_is_plain_data() -> None:
    found = ask(county(LISTED, VETO), "2017-06-01")
    assert Eligibility.model_validate_json(found.model_dump_json()) == found


@given(
    st.dates(date(2017, 1, 1), date(2018, 12, 31)),
    st.integers(190, 400),
    st.sampled_from([NATION, HENAN]),
    st.dates(date(2016, 12, 1), date(2020, 1, 1)),
)
def test_barred_from_the_first_to_the_last_day_and_on_no_other(decided: date, after: int, pack: str, on: date) -> None:
    released = decided + timedelta(days=after)
    case = county({**LISTED, "decided_on": str(decided), "released_on": str(released)}, as_of="2020-12-31")
    found = ask(case, str(on), pack=pack)
    effect = found.restrictions[0].effect
    assert effect.start == decided
    assert effect.until is not None
    assert found.barred is (decided <= on <= effect.until)
