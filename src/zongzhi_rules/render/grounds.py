"""The grounds of the measure, and below each the facts and the circumstances that made it true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.facts import told
from zongzhi_rules.render.outline import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.render.teller import Teller


def grounds(teller: Teller) -> Section | None:
    """Return the grounds that hold for the measure that is due, and the circumstances present; none without either."""
    shown: set[str] = set()
    lines = (*_grounds(teller, shown), *_others(teller, shown))
    return Section(teller.words.headings["grounds"], lines) if lines else None


def _grounds(teller: Teller, shown: set[str]) -> Iterator[Line]:
    due = teller.decision.measure
    if due is None:
        return
    found = next(one for one in teller.decision.measures if one.id == due.id)
    holding = [ground for ground in found.grounds if ground.truth]
    for number, ground in enumerate(holding, 1):
        yield Line(teller.rule(ground), mark=f"{number}.", tone="strong")
        facts = told(ground.because, True, teller)  # noqa: FBT003 - the truth of the ground
        for phrase in facts.phrases:
            yield Line(phrase, 1, "·")
        for name in facts.circumstances:
            yield from _circumstance(name, teller, shown)
    below = [one for one in teller.decision.measures if one.rank < found.rank and one.reached]
    if below:
        names = teller.listed(teller.measure(one.id) for one in below)
        yield Line(teller.words.lower_reached.format(names), tone="aside")


def _others(teller: Teller, shown: set[str]) -> Iterator[Line]:
    """Tell the circumstances that are present and that none of the grounds above rests on."""
    words = teller.words
    others = [one for name, one in teller.circumstances.items() if one.truth and name not in shown]
    if others:
        yield Line(words.also_present if teller.decision.measure else words.present, tone="strong")
        for one in others:
            yield from _circumstance(one.id, teller, shown)


def _circumstance(name: str, teller: Teller, shown: set[str]) -> Iterator[Line]:
    one = teller.circumstances[name]
    yield Line(teller.words.circumstance.format(teller.rule(one)), 1, "·")
    if name not in shown:
        shown.add(name)
        for phrase in told(one.because, one.truth, teller).phrases:
            yield Line(phrase, 2, "-")
