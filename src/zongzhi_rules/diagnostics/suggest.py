"""Did you mean: the known names nearest to a mistaken one."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_WORD = 100  # matching takes quadratic time, and nobody mistypes a name of this length
_SHORT_WORD = 3  # at this length one wrong character of two must not rule a name out
_WITHIN_BEST = 0.2


def suggest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the candidates that are likely meant, the likeliest first.

    Case, full-width forms, and hyphens or spaces for underscores make no difference; words of a name in another order
    (`least_at`) and a part for the whole (`circular`, 通报) make little.
    """
    if not word or len(word) > _LONGEST_WORD:
        return ()
    wanted = _folded(word)
    scores = {candidate: _likeness(wanted, _folded(candidate)) for candidate in candidates}
    best = max(scores.values(), default=0.0)
    likely = [c for c, score in scores.items() if score > 0 and score >= best - _WITHIN_BEST]
    return tuple(sorted(likely, key=lambda c: (-scores[c], c))[:limit])


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold().replace("-", "_").replace(" ", "_")


def _likeness(wanted: str, name: str) -> float:
    """Return 1 for the same name, 0 for one too far away."""
    if wanted == name:
        return 1.0
    score = max(_ratio(wanted, name), _ratio(_in_order(wanted), _in_order(name)))
    shorter, longer = sorted((wanted, name), key=len)
    if len(shorter) >= (_SHORT_WORD if shorter.isascii() else 2) and shorter in longer:
        score = max(score, 0.7)
    longest = len(longer)
    cutoff = 0.5 if longest <= _SHORT_WORD else 0.6 if longest <= 2 * _SHORT_WORD else 0.66
    return score if len(shorter) > 1 and score >= cutoff else 0.0


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _in_order(name: str) -> str:
    return "_".join(sorted(name.split("_")))
