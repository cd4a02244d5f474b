"""The direction of facts, read off the conditions of the packs that ship and of small ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.laws.support import SHIPPED, ladder, shipped

from zongzhi_rules.testing.polarity import Direction, Polarity, polarity_of

if TYPE_CHECKING:
    from zongzhi_rules import RulePack


def of_circumstances(pack: RulePack, **readings: str) -> Polarity:
    chosen = pack.choose({name.replace("__", "."): option for name, option in readings.items()}).options
    return polarity_of(
        pack, tuple(f"circumstances.{one.id}" for one in pack.pack.circumstances), tuple(sorted(chosen.items()))
    )


def of_grounds(pack: RulePack) -> Polarity:
    targets = tuple(f"measures.{one.id}.grounds.{ground.id}" for one in pack.pack.measures for ground in one.grounds)
    return polarity_of(pack, targets, tuple(sorted(pack.choose({}).options.items())))


@pytest.mark.parametrize(
    ("place", "direction"),
    [
        ((None, "work.neglected"), Direction.RAISES),
        ((None, "work.mechanisms_unsound"), Direction.NOTHING),
        (("incidents", "grade"), Direction.RAISES),
        (("incidents", "kind"), Direction.BOTH),
        (("assessments", "result"), Direction.LOWERS),
        (("assessments", "up_to_standard"), Direction.LOWERS),
        (("hot_spots", "effective_measures"), Direction.LOWERS),
        (("hot_spots", "rebounded"), Direction.RAISES),
    ],
)
def test_the_national_circumstances(place: tuple[str | None, str], direction: Direction) -> None:
    assert of_circumstances(shipped("national_2016")).direction(place) is direction


def test_a_window_makes_its_date_no_matter_of_more_or_less() -> None:
    place = ("incidents", "happened_on")
    assert of_circumstances(shipped("national_2016")).direction(place) is Direction.RAISES
    by_window = of_circumstances(shipped("national_2016"), short_time="window_and_count")
    assert by_window.direction(place) is Direction.BOTH
    assert not by_window.no_milder(place, date(2017, 1, 1), date(2017, 1, 2))


@pytest.mark.parametrize("name", SHIPPED)
def test_grounds_never_turn_against_a_circumstance_or_a_harm(name: str) -> None:
    """Law 1 without an example: whatever weighs in a circumstance weighs the same way in the grounds."""
    circumstances, grounds = of_circumstances(shipped(name)), of_grounds(shipped(name))
    for place in circumstances.tests:
        if place != (None, "subject.kind"):
            assert grounds.direction(place) in {circumstances.direction(place), Direction.NOTHING}
    for collection in circumstances.counts:
        assert grounds.more(collection) is circumstances.more(collection) is Direction.RAISES
    for path in ("severity.harm", "severity.impact", "severity.veto_threshold_reached"):
        assert grounds.direction((None, path)) is Direction.RAISES
    assert grounds.direction(("earlier_measures", "rectified")) is Direction.LOWERS
    assert grounds.direction(("earlier_measures", "overdue")) is Direction.RAISES


@pytest.mark.parametrize(
    ("condition", "direction"),
    [
        ("{severity.harm: {at_least: serious}}", Direction.RAISES),
        ("{severity.harm: especially_serious}", Direction.RAISES),
        ("{severity.harm: ordinary}", Direction.LOWERS),
        ("{severity.harm: serious}", Direction.BOTH),
        ("{not: {severity.harm: {more_than: ordinary}}}", Direction.LOWERS),
        ("{not: {not: {severity.harm: [serious, especially_serious]}}}", Direction.RAISES),
        ("{any: [{severity.harm: serious}, {severity.harm: especially_serious}]}", Direction.BOTH),
        ("work.neglected", Direction.NOTHING),
    ],
)
def test_the_direction_of_a_term(condition: str, direction: Direction) -> None:
    """Each test is taken by itself, so `serious, or especially serious` in two tests counts as both."""
    pack = ladder(("{some: incidents, where: {grade: {at_least: major}}}", condition))
    assert of_circumstances(pack).direction((None, "severity.harm")) is direction


def test_counts_turned_round() -> None:
    some = "{some: incidents, where: {grade: {at_least: major}}}"
    assert of_circumstances(ladder()).more("incidents") is Direction.RAISES
    few = ladder((some, "{count: incidents, where: {grade: {at_least: major}}, less_than: 3}"))
    assert of_circumstances(few).more("incidents") is Direction.LOWERS
    assert of_circumstances(few).direction(("incidents", "grade")) is Direction.LOWERS
    exactly = ladder((some, "{count: incidents, is: 3}"))
    assert of_circumstances(exactly).more("incidents") is Direction.BOTH
    assert of_circumstances(ladder()).more("hot_spots") is Direction.NOTHING
