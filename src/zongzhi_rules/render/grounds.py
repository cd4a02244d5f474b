"""The grounds of the measure, and below each the facts and the circumstances that made it true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.facts import told
from zongzhi_rules.render.outline import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.render.teller import Teller


def grounds(teller: Teller) -> Section | None:
    """Return the grounds that hold for the measure that is due; none where none is due."""
    return Section(teller.words.headings["grounds"], tuple(_lines(teller))) if teller.decision.measure else None


def _lines(teller: Teller) -> Iterator[Line]:
    words = teller.words
    due = teller.decision.measure
    found = next(one for one in teller.decision.measures if due is not None and one.id == due.id)
    shown: set[str] = set()
    holding = [ground for ground in found.grounds if ground.truth]
    for number, ground in enumerate(holding, 1):
        yield Line(teller.rule(ground), mark=f"{number}.", tone="strong")
        facts = told(ground.because, True, teller)  # noqa: FBT003 - the truth of the ground
        for phrase in facts.phrases:
            yield Line(phrase, 1, "·")
        for name in facts.circumstances:
            yield from _circumstance(name, teller, shown)
    others = [one for name, one in teller.circumstances.items() if one.truth and name not in shown]
    if others:
        yield Line(words.also_present, tone="strong")
        for one in others:
            yield from _circumstance(one.id, teller, shown)
    below = [one for one in teller.decision.measures if one.rank < found.rank and one.reached]
    if below:
        yield Line(words.lower_reached.format(teller.listed(teller.measure(one.id) for one in below)), tone="aside")


def _circumstance(name: str, teller: Teller, shown: set[str]) -> Iterator[Line]:
    one = teller.circumstances[name]
    yield Line(teller.words.circumstance.format(teller.rule(one)), 1, "·")
    if name not in shown:
        shown.add(name)
        for phrase in told(one.because, one.truth, teller).phrases:
            yield Line(phrase, 2, "-")
