"""Law 11: each derivation passes the independent checker, and one with a step altered does not."""

from __future__ import annotations

import functools
from random import Random
from typing import TYPE_CHECKING

from zongzhi_rules.derivations import Checker
from zongzhi_rules.testing.broken import broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import EllipsisType

    from zongzhi_rules.decision.model import Decision, Derivation, Truth
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

_KEPT = 8  # packs
_SHOWN = 5
_STRANGER = "no.such.rule"


def derivation_holds(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    seed: int = 0,
    alterations: int | None = 6,
) -> None:
    """Law 11: the checker confirms the decision, and refuses it as soon as one step of its derivation is altered.

    Args:
        pack: the pack.
        case: the case.
        readings: the readings to use.
        seed: picks the alterations that are tried.
        alterations: how many; None for every one there is.

    Raises:
        LawBroken: the checker refuses what was decided, or confirms what was altered.
    """
    checker = checker_of(pack)
    decision = pack.decide(case, readings)
    refused = checker.refusals(case, decision)
    if refused:
        told = "; ".join(map(str, refused[:_SHOWN]))
        raise broken(11, pack, case, f"the checker refuses the decision in {len(refused)} places: {told}", readings)
    found = list(_places(decision.derivation))
    if alterations is not None:
        found = Random(seed).sample(found, min(alterations, len(found)))  # noqa: S311 - no secret depends on it
    for place in found:
        what, altered = _altered(decision, place)
        if not checker.refusals(case, altered):
            raise broken(11, pack, case, f"the checker confirms a derivation in which {what}", readings)


@functools.lru_cache(maxsize=_KEPT)
def checker_of(pack: RulePack) -> Checker:
    """Return the checker of a pack, made once for each."""
    return Checker(pack.pack)


_Place = tuple[str, int | None, int | None, "Truth | EllipsisType"]
"""A path, an item, a place in its row, and the truth to set there; `...` leaves the whole out."""


def _places(derivation: Derivation) -> Iterator[_Place]:
    for path, truth in derivation.truths.items():
        yield from ((path, None, None, other) for other in _others(truth))
        yield path, None, None, ...
    for path, rows in derivation.items.items():
        yield path, -1, None, ...
        for number, row in enumerate(rows):
            yield path, number, None, ...
            for place, truth in enumerate(row):
                yield from ((path, number, place, other) for other in _others(truth))
    yield _STRANGER, None, None, True


def _others(truth: Truth) -> tuple[Truth, ...]:
    return tuple(one for one in (True, False, None) if one is not truth)


def _altered(decision: Decision, place: _Place) -> tuple[str, Decision]:
    """Return what was altered, and the decision with it."""
    path, item, inner, value = place
    derivation = decision.derivation
    truths, items = dict(derivation.truths), dict(derivation.items)
    if item is None:
        what = f"{path} is {value} instead of {truths.get(path, 'not there')}"
        if value is ...:
            what = f"{path} is left out"
            del truths[path]
        else:
            truths[path] = value
    elif inner is None or value is ...:
        rows = items.pop(path)
        what = f"the items of {path} are left out"
        if item >= 0:
            what = f"item {item} of {path} is left out"
            items[path] = (*rows[:item], *rows[item + 1 :])
    else:
        rows = items[path]
        what = f"item {item} of {path} has {value} instead of {rows[item][inner]} at {inner}"
        row = (*rows[item][:inner], value, *rows[item][inner + 1 :])
        items[path] = (*rows[:item], row, *rows[item + 1 :])
    return what, decision.replaced(derivation=derivation.replaced(truths=truths, items=items))
