"""One flipped bit anywhere in a ledger's file is noticed, or lies where nothing is kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.ledger.flipping import flips

if TYPE_CHECKING:
    from pathlib import Path


def test_a_flipped_bit_is_found_or_provably_harmless(tmp_path: Path) -> None:
    # Every 61st byte; `make ledger-flip` takes each.
    seen = list(flips(tmp_path, step=61))
    assert [one for one in seen if one[2] in {"wrong", "same"}] == []
    tally = Counter(came for _, _, came in seen)
    assert tally["found"] > 40
    assert all(came == "found" for _, what, came in seen if what.startswith("zongzhi_entries: "))
