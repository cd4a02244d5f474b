"""Ours. A slot until `benchmarks/packs/small_ladder/` and this adapter are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.rival import Rival, as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case, Interval


def _prepare_verdict() -> Callable[[Any], Interval]:
    msg = "the adapter is not written yet"
    raise ImportError(msg)


def _prepare_explained() -> Callable[[Case], Interval]:
    msg = "the adapter is not written yet"
    raise ImportError(msg)


VERDICT = Rival(
    name="zongzhi verdict (validated case)",
    takes="validated case",
    distributions=("zongzhi-rules",),
    prepare=_prepare_verdict,
    load=as_it_is,
)
EXPLAINED = Rival(
    name="zongzhi dict -> full explained decision",
    takes="dict",
    distributions=("zongzhi-rules",),
    prepare=_prepare_explained,
    load=as_it_is,
)
