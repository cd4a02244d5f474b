"""Personal accountability, and the measures that were taken before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.facts import missing, told
from zongzhi_rules.render.outline import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.decision.model import AccountabilityFinding, EarlierMeasureFinding
    from zongzhi_rules.render.teller import Teller


def accountability(teller: Teller) -> Section | None:
    """Return the forms of personal accountability: those that apply in full, the rest on a line."""
    lines = tuple(_accountability(teller))
    return Section(teller.words.headings["accountability"], lines) if lines else None


def earlier(teller: Teller) -> Section | None:
    """Return where each earlier measure stands; none where none was taken."""
    if not teller.decision.earlier_measures:
        return None
    lines = [line for one in teller.decision.earlier_measures for line in _earlier(one, teller)]
    return Section(teller.words.headings["earlier"], tuple(lines))


def _accountability(teller: Teller) -> Iterator[Line]:
    words = teller.words
    found = teller.decision.accountability
    for one in found:
        if one.truth:
            yield Line(teller.rule(one), mark="·", tone="strong")
            yield from _details(one, teller)
    unknown = [one for one in found if one.truth is None]
    if unknown:
        lacking = missing((fact for one in unknown for fact in one.because), teller)
        text = words.accountability_unknown.format(teller.titles(teller.rule_name(one) for one in unknown))
        yield Line(text + (words.lacking.format(teller.shortened(lacking)) if lacking else ""))
    refused = [one for one in found if one.truth is False]
    if refused and (teller.full or len(refused) < len(found)):
        yield Line(
            words.accountability_not.format(teller.titles(teller.rule_name(one) for one in refused)), tone="aside"
        )


def _details(one: AccountabilityFinding, teller: Teller) -> Iterator[Line]:
    words = teller.words
    yield Line(words.forms.format(teller.listed(one.forms), teller.listed(one.by)), 1)
    for phrase in told(one.because, one.truth, teller).phrases:
        yield Line(phrase, 1, "-")
    for truth, form in ((True, words.officials), (None, words.officials_perhaps)):
        names = [
            f"{who.id}{words.paren.format(teller.term(who.role))}" for who in one.officials or () if who.truth is truth
        ]
        if names:
            yield Line(form.format(teller.listed(names)), 1)


def _earlier(one: EarlierMeasureFinding, teller: Teller) -> Iterator[Line]:
    words = teller.words
    almanac = teller.almanac
    title = words.earlier.format(measure=teller.named(one.measure, one.title), id=one.id, state=words.states[one.state])
    yield Line(title, mark="·", tone="strong")
    if one.term_ends is not None:
        stated = one.term_ends.start is None
        yield Line(words.term_ends.format(almanac.moved(one.term_ends)) + (words.stated if stated else ""), 1)
        if not stated:
            yield from almanac.basis([one.term_ends], None, 2)
    if one.state in {"running", "unknown"} or teller.full:
        yield from almanac.obligations(one.obligations, 1)
    for effect in one.effects:
        if teller.full or effect.until is None or effect.until >= teller.decision.as_of:
            yield from almanac.effect(effect, 1)
