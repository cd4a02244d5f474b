"""What was considered and is not so, or not known to be so, and why: graver measures, circumstances, factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.facts import missing, told
from zongzhi_rules.render.outline import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.decision.model import RuleFinding
    from zongzhi_rules.render.teller import Teller


def rejected(teller: Teller) -> Section | None:
    """Return what was considered and rejected."""
    lines = (*_measures(teller), *_circumstances(teller), *_factors(teller))
    return Section(teller.words.headings["rejected"], lines) if lines else None


def _measures(teller: Teller) -> Iterator[Line]:
    words = teller.words
    for measure in teller.decision.measures:
        if measure.reached:
            continue
        state = words.measure_possible if measure.reached is None else words.measure_not_reached
        yield Line(state.format(teller.measure(measure.id)), tone="strong")
        for ground in sorted(measure.grounds, key=lambda one: one.truth is False):
            yield Line(teller.rule(ground) + words.colon + _reason(ground, teller), 1, "·")


def _circumstances(teller: Teller) -> Iterator[Line]:
    words = teller.words
    found = teller.decision.circumstances
    asked = {question.path for question in teller.decision.questions}
    unknown = _in_order(one for one in found if one.truth is None)
    deciding = [one for one in unknown if asked & {fact.path for fact in one.because}]
    if deciding:
        yield Line(words.circumstances_unknown, tone="strong")
        yield from _rules(deciding, teller)
    idle = [one for one in unknown if one not in deciding]
    if idle and teller.full:
        yield Line(words.circumstances_idle, tone="strong")
        yield from _rules(idle, teller)
    elif idle:
        text = words.circumstances_idle + words.colon + teller.titles(map(teller.rule, idle))
        yield Line(text, tone="aside")
    absent = _in_order(one for one in found if one.truth is False)
    if absent:
        yield Line(words.circumstances_absent, tone="strong")
        yield from _rules(absent, teller)


def _in_order(rules: Iterable[RuleFinding]) -> list[RuleFinding]:
    """Sort rules as the text numbers them."""
    return sorted(rules, key=lambda one: [(c.article, c.paragraph or 0, c.item or 0) for c in one.cite])


def _rules(rules: Iterable[RuleFinding], teller: Teller) -> Iterator[Line]:
    for one in rules:
        yield Line(teller.rule(one) + teller.words.colon + _reason(one, teller), 1, "·")


def _factors(teller: Teller) -> Iterator[Line]:
    """Name the factors that are not present on two lines; each with its reason only in full."""
    words = teller.words
    for truth, heading in ((None, words.factors_unknown), (False, words.factors_absent)):
        factors = [one for one in teller.decision.factors if one.truth is truth]
        if not factors:
            continue
        if teller.full:
            yield Line(heading, tone="strong")
            yield from _rules(factors, teller)
        else:
            names = teller.titles(
                teller.named(one.id, one.title) + words.paren.format(words.direction_short[one.direction])
                for one in factors
            )
            yield Line(heading + words.colon + names, tone="aside")


def _reason(rule: RuleFinding, teller: Teller) -> str:
    """Say on one line why a rule does not hold, or what is missing to tell."""
    words = teller.words
    if rule.truth is None:
        return words.lacking_short.format(teller.shortened(missing(rule.because, teller)))
    facts = told(rule.because, rule.truth, teller)
    phrases = list(facts.phrases)
    if facts.circumstances:
        phrases.append(
            words.no_circumstance if len(facts.circumstances) > 1 else _absent(facts.circumstances[0], teller)
        )
    return teller.shortened(phrases) if phrases else words.never


def _absent(name: str, teller: Teller) -> str:
    one = teller.circumstances[name]
    return teller.words.is_not_so.format(name=teller.named(one.id, one.title))
