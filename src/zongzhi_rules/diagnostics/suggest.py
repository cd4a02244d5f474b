"""Did you mean: the known names nearest to a mistaken one."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST_WORD = 100  # matching takes quadratic time, and nobody mistypes a name of this length
_SHORT_WORD = 3  # at this length one wrong character of two must not rule a name out
_WITHIN_BEST = 0.2
_PART, _MISSPELT_PART = 0.7, 0.66
_SHORTEST_RUN = 3  # characters of a part that is misspelt
_BOOK_MARKS = "《》“”"


def suggest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the candidates that are likely meant, the likeliest first.

    Case, full-width forms, and hyphens or spaces for underscores make no difference; words of a name in another order
    (`least_at`) and a part for the whole (`circular`, 通报) make little.
    """
    return suggest_named(word, dict.fromkeys(candidates, ()), limit)


def suggest_named(word: str, names: Mapping[str, Iterable[str]], limit: int = 3) -> tuple[str, ...]:
    """Return the names that are likely meant, by themselves or by what else they are called, the likeliest first.

    Args:
        word: what was written, such as `circuler` or 通告.
        names: each name with the other words for it, such as its title in Chinese.
        limit: how many to return at most.
    """
    if not word or len(word) > _LONGEST_WORD:
        return ()
    wanted = _folded(word)
    scores = {
        name: max(_likeness(wanted, _folded(one)) for one in (name, *filter(None, others)))
        for name, others in names.items()
    }
    best = max(scores.values(), default=0.0)
    likely = [name for name, score in scores.items() if score > 0 and score >= best - _WITHIN_BEST]
    return tuple(sorted(likely, key=lambda name: (-scores[name], name))[:limit])


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name[: _LONGEST_WORD * 10]).strip().strip(_BOOK_MARKS)
    return plain.casefold().replace("-", "_").replace(" ", "_")


def _likeness(wanted: str, name: str) -> float:
    """Return 1 for the same name, 0 for one too far away."""
    if wanted == name:
        return 1.0
    score = max(_ratio(wanted, name), _ratio(_in_order(wanted), _in_order(name)))
    shorter, longer = sorted((wanted, name), key=len)
    if len(shorter) >= (_SHORT_WORD if shorter.isascii() else 2) and shorter in longer:
        score = max(score, _PART)
    elif not shorter.isascii() and _is_nearly_in(shorter, longer):
        score = max(score, _MISSPELT_PART)
    longest = len(longer)
    cutoff = 0.5 if longest <= _SHORT_WORD else 0.6 if longest <= 2 * _SHORT_WORD else _MISSPELT_PART
    return score if len(shorter) > 1 and score >= cutoff else 0.0


def _is_nearly_in(part: str, whole: str) -> bool:
    """Whether at least two thirds of a word in Chinese stand together in a longer one: 重点地去 and 治安重点地区."""
    run = SequenceMatcher(None, part, whole, autojunk=False).find_longest_match()
    return run.size >= _SHORTEST_RUN and 3 * run.size >= 2 * len(part)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _in_order(name: str) -> str:
    return "_".join(sorted(name.split("_")))
