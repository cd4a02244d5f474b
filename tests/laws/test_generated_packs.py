"""The laws over small packs at random, overlays among them: each pack judges several cases by all the laws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.support import CASES_OF_A_PACK, examples, in_numbers

from zongzhi_rules.testing import PackText, cases, laws, readings, small_packs

OF_ANY_PACK = [law for law in laws.EVERY_LAW_OF_A_CASE if law is not laws.monotone]


@examples(4, CASES_OF_A_PACK)
@given(text=small_packs(), data=st.data())
def test_laws_2_to_11(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    for _ in range(CASES_OF_A_PACK):
        case, chosen = data.draw(cases(pack)), data.draw(readings(pack))
        for law in OF_ANY_PACK:
            law(pack, case, chosen)


@examples(4, CASES_OF_A_PACK)
@given(text=small_packs(monotone=True), data=st.data())
def test_laws_1_and_2_with_more_items(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    for _ in range(CASES_OF_A_PACK):
        case, chosen, more = data.draw(cases(pack)), data.draw(readings(pack)), data.draw(cases(pack))
        laws.monotone(pack, case, chosen, more=more)
        laws.narrowing(pack, case, chosen, more=more)


@examples(4, CASES_OF_A_PACK)
@given(text=small_packs(overlaid=True), data=st.data())
def test_law_6_over_overlays(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    for _ in range(CASES_OF_A_PACK):
        laws.floor(pack, data.draw(cases(pack)), data.draw(readings(pack)))


@examples(2, CASES_OF_A_PACK)
@given(text=small_packs(), data=st.data(), seed=st.integers(0, 2**32))
def test_laws_7_and_12_over_files(text: PackText, data: st.DataObject, seed: int) -> None:
    pack = text.rules
    found = [data.draw(cases(pack)) for _ in range(CASES_OF_A_PACK)]
    laws.order_of_files(pack, found, locate=text.locate, seed=seed)
    laws.dumped_and_loaded(pack, found)
    for case in found:
        laws.empty_overlay(pack, case, locate=text.locate)


@in_numbers
@examples(1, 1000)
@given(text=small_packs(overlaid=True), data=st.data())
def test_law_7_hash_seeds(text: PackText, data: st.DataObject) -> None:
    pack = text.rules
    laws.any_hash_seed(pack, data.draw(st.lists(cases(pack), min_size=20, max_size=20)), locate=text.locate)
