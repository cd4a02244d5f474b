"""The laws over the packs that ship, on cases at random and under every choice of readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.support import SHIPPED, examples, in_numbers, shipped

from zongzhi_rules.testing import cases, check_all_laws, histories, laws, readings

if TYPE_CHECKING:
    from zongzhi_rules import RulePack
    from zongzhi_rules.casefile import Event

each_pack = pytest.mark.parametrize("name", SHIPPED)
MANY = 20  # cases decided at once, where the law costs the same for one case as for many

# A law that is broken shows its case as YAML; hypothesis shows the same as Python.


@each_pack
@examples(3)
@given(data=st.data())
def test_all_laws(name: str, data: st.DataObject) -> None:
    pack = shipped(name)
    case, chosen, more = data.draw(cases(pack)), data.draw(readings(pack)), data.draw(cases(pack))
    check_all_laws(pack, case, chosen, more=more)


@each_pack
@examples(3)
@given(data=st.data())
def test_law_10_over_histories(name: str, data: st.DataObject) -> None:
    pack: RulePack = shipped(name)
    events: tuple[Event, ...] = data.draw(histories(pack))
    laws.history_replayed(pack, events, data.draw(readings(pack)))


@examples(1, 5 * MANY)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_law_7_the_order_of_rules_and_files(data: st.DataObject, seed: int) -> None:
    pack = shipped("henan_2016")  # the nation's rules are part of it
    found = data.draw(st.lists(cases(pack), min_size=MANY, max_size=MANY))
    laws.order_of_files(pack, found, data.draw(readings(pack)), seed=seed)


@in_numbers
@examples(1, 10 * MANY)
@given(data=st.data())
def test_law_7_hash_seeds(data: st.DataObject) -> None:
    pack = shipped("henan_2016")
    found = data.draw(st.lists(cases(pack), min_size=MANY, max_size=MANY))
    laws.any_hash_seed(pack, found, data.draw(readings(pack)))
