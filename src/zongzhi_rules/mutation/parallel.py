"""Tries mutants in several processes; a few at a time, so that none waits long for the others."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zongzhi_rules.mutation.model import Fate, Mutant
    from zongzhi_rules.mutation.suite import Suite

_AT_A_TIME: Final = 8
_IN_HAND: list[tuple[Suite, Sequence[Mutant]]] = []
"""What a process of the pool works on: given to it once, when it starts."""


def in_processes(suite: Suite, mutants: Sequence[Mutant], jobs: int) -> Iterator[Fate]:
    """Yield what becomes of each mutant, in the order in which it becomes known.

    Where this is broken off, by an interrupt or because nobody asks on, those in hand are finished and no others begun.
    """
    starts = range(0, len(mutants), _AT_A_TIME)
    pool = ProcessPoolExecutor(min(jobs, len(starts) or 1), initializer=_begin, initargs=(suite, mutants))
    try:
        for done in as_completed([pool.submit(_fates, start) for start in starts]):
            yield from done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(suite: Suite, mutants: Sequence[Mutant]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt from the keyboard reaches every process: one is to act
    _IN_HAND[:] = [(suite, mutants)]


def _fates(start: int) -> list[Fate]:
    [(suite, mutants)] = _IN_HAND
    return [suite.fate(one) for one in mutants[start : start + _AT_A_TIME]]
