"""Law 9: the same case through every engine gives the same evaluation."""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING

from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.engines.registry import ENGINES
from zongzhi_rules.errors import EngineUnavailableError
from zongzhi_rules.testing.broken import broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.engines.protocol import Evaluation
    from zongzhi_rules.facts.model import Case

_KEPT = 8  # packs
_SHOWN = 5


class EngineSkippedWarning(UserWarning):
    """An engine cannot run here, so law 9 was checked without it."""


def engines_agree(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """Law 9: every engine that can run here gives the truth of every node, and of every item, as the pack's own does.

    One that cannot run here is left out with an `EngineSkippedWarning`.

    Raises:
        LawBroken: an engine differs.
    """
    facts = pack.judge(case, readings).facts
    expected = pack.program.evaluate(facts)
    for other in others(pack):
        found = other.program.evaluate(facts)
        differing = list(_differing(pack, expected, found))
        if differing or found != expected:
            shown = ", ".join(differing[:_SHOWN])
            what = f"{other.engine} differs from {pack.engine} in {len(differing)} nodes: {shown}"
            raise broken(9, pack, case, what, readings)


@functools.lru_cache(maxsize=_KEPT)
def others(pack: RulePack) -> tuple[RulePack, ...]:
    """Return the pack as the other engines run it, those that are installed.  Warns of the others, once for a pack."""
    found = []
    for engine in ENGINES:
        if engine == pack.engine:
            continue
        try:
            found.append(RulePack(pack.compiled, engine))
        except EngineUnavailableError as error:
            warnings.warn(f"law 9 is checked without the engine {engine}: {error}", EngineSkippedWarning, stacklevel=3)
    return tuple(found)


def _differing(pack: RulePack, expected: Evaluation, found: Evaluation) -> Iterator[str]:
    slots = pack.program.layout.slots
    for slot, one, other in zip(slots, expected.truths, found.truths, strict=True):
        if one is not other:
            yield f"{slot.path} ({one}, {other})"
    for index in sorted({*expected.items, *found.items}):
        if expected.items.get(index) != found.items.get(index):
            yield f"{slots[index].path}, items ({expected.items.get(index)}, {found.items.get(index)})"
