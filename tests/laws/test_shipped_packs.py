"""The laws over the packs that ship, on cases at random and under every choice of readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.support import SHIPPED, examples, shipped

from zongzhi_rules.testing import laws
from zongzhi_rules.testing.strategies import cases, readings

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules import Case, RulePack

each_pack = pytest.mark.parametrize("name", SHIPPED)
OF_ONE_CASE = [law for law in laws.EVERY_LAW_OF_A_CASE if law not in (laws.monotone, laws.narrowing)]
MANY = 40  # cases decided at once, where the law costs the same for one case as for many


def draw_cases(data: st.DataObject, pack: RulePack, number: int) -> list[Case]:
    return data.draw(st.lists(cases(pack), min_size=number, max_size=number))


@each_pack
@pytest.mark.parametrize("law", [laws.monotone, laws.narrowing])
@examples(100)
@given(data=st.data())
def test_laws_about_a_change_of_the_case(law: Callable[..., None], name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    law(pack, data.draw(cases(pack)), data.draw(readings(pack)), more=data.draw(cases(pack)))


@each_pack
@pytest.mark.parametrize("law", OF_ONE_CASE)
@examples(80)
@given(data=st.data())
def test_laws_about_a_case(law: Callable[..., None], name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    law(pack, data.draw(cases(pack)), data.draw(readings(pack)))


@each_pack
@examples(80)
@given(data=st.data())
def test_law_12_an_overlay_without_a_change(name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    laws.empty_overlay(pack, data.draw(cases(pack)), data.draw(readings(pack)))


@each_pack
@examples(2, MANY)
@given(data=st.data())
def test_law_12_a_pack_dumped_and_loaded(name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    laws.dumped_and_loaded(pack, draw_cases(data, pack, MANY), data.draw(readings(pack)))


@each_pack
@examples(2, MANY)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_law_7_the_order_of_rules_and_files(name: str, data: st.DataObject, seed: int) -> None:
    pack = shipped(name)
    laws.order_of_files(pack, draw_cases(data, pack, MANY), data.draw(readings(pack)), seed=seed)


@each_pack
@examples(1, 10 * MANY)
@given(data=st.data())
def test_law_7_hash_seeds(name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    laws.any_hash_seed(pack, draw_cases(data, pack, MANY), data.draw(readings(pack)))
