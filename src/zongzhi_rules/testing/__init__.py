"""For property tests of packs: cases, histories and small packs at random, and the laws that they must keep.

    from hypothesis import given
    from zongzhi_rules import load_pack
    from zongzhi_rules.testing import cases, check_all_laws, sources

    PACK = load_pack("packs/my_city")

    @given(cases(PACK))
    def test_invariants(case):
        check_all_laws(PACK, case, locate=sources("packs"))

The strategies need hypothesis, which is no dependency of the library itself; it is imported when the first of them is
asked for.  `laws` holds each law as a function of its own.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from zongzhi_rules.testing.broken import LawBroken
from zongzhi_rules.testing.laws import EngineSkippedWarning, check_all_laws
from zongzhi_rules.testing.sources import sources

if TYPE_CHECKING:
    from zongzhi_rules.testing.packs import PackText
    from zongzhi_rules.testing.packs import packs as small_packs
    from zongzhi_rules.testing.strategies import cases, histories, readings

__all__ = [
    "EngineSkippedWarning",
    "LawBroken",
    "PackText",
    "cases",
    "check_all_laws",
    "histories",
    "readings",
    "small_packs",
    "sources",
]

_WITH_HYPOTHESIS = {
    "PackText": ("packs", "PackText"),
    "cases": ("strategies", "cases"),
    "histories": ("strategies", "histories"),
    "readings": ("strategies", "readings"),
    "small_packs": ("packs", "packs"),
}


def __getattr__(name: str) -> object:
    if name not in _WITH_HYPOTHESIS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _WITH_HYPOTHESIS[name]
    return getattr(importlib.import_module(f"{__name__}.{module}"), own)
