"""What is to be done: who acts, at which grade, towards whom, in which steps, until when, with what effects."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zongzhi_rules.render.facts import told
from zongzhi_rules.render.outline import Line, Section
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.decision.model import Addressee, FactorFinding, Measure, Step
    from zongzhi_rules.render.teller import Teller


def action(teller: Teller) -> Section | None:
    """Return who acts, the grade, the addressees, the procedure and the recipients."""
    measure = teller.decision.measure
    if measure is None:
        return None
    heading = teller.words.headings["action_at_least" if teller.is_open else "action"].format(
        teller.measure(measure.id)
    )
    return Section(heading, tuple(_action(measure, teller)))


def terms(teller: Teller) -> Section | None:
    """Return the term, the reports, the effects and the release, each day with its basis."""
    measure = teller.decision.measure
    if measure is None:
        return None
    lines = tuple(_terms(measure, teller))
    return Section(teller.words.headings["terms"], lines) if lines else None


def counting(teller: Teller) -> Section | None:
    """Return the rules by which the days above were counted; none where none was."""
    lines = tuple(teller.almanac.rules())
    return Section(teller.words.headings["counting"], lines) if lines else None


def _action(measure: Measure, teller: Teller) -> Iterator[Line]:
    words = teller.words
    authority = measure.authority
    yield Line(words.authority.format(teller.acting(authority)) + teller.cited(authority.cite))
    yield from _grade(measure, teller)
    yield Line(words.addressees)
    for one in sorted(measure.addressees, key=lambda one: 0 if one.role is None else 1 + list(Role).index(one.role)):
        yield Line(_addressee(one, teller), 1, "·")
    if measure.procedure:
        yield Line(words.procedure)
        for number, step in enumerate((one for one in measure.procedure if one.applies or teller.full), 1):
            yield Line(_step(step, teller), 1, f"{number}.")
        perhaps = [step for step in measure.procedure if step.applies is None and not teller.full]
        if perhaps:
            names = (teller.rule_name(step) + teller.cited(step.cite) for step in perhaps)
            yield Line(words.perhaps_steps.format(teller.titles(names)), 1, tone="aside")
    for manner, group in groupby(sorted(measure.recipients, key=lambda one: one.manner), key=lambda one: one.manner):
        wanted = [one for one in group if one.applies is not False]
        if wanted:
            names = (teller.rule_name(one) + (words.if_applies if one.applies is None else "") for one in wanted)
            yield Line(words.manners[manner].format(words.semicolon.join(names)))


def _addressee(one: Addressee, teller: Teller) -> str:
    words = teller.words
    title = teller.named(one.id, one.title)
    officials = words.colon + teller.listed(one.officials) if one.officials else ""
    return title + officials + teller.cited(one.cite)


def _step(step: Step, teller: Teller) -> str:
    words = teller.words
    text = words.steps[step.modality].format(teller.rule_name(step))
    text += "" if step.by is None else words.step_by.format(teller.acting(step.by, code=False))
    applies = {True: "", None: words.if_applies, False: words.does_not_apply}[step.applies]
    return text + applies + teller.cited(step.cite)


def _grade(measure: Measure, teller: Teller) -> Iterator[Line]:
    words = teller.words
    grade = measure.grade
    low = teller.named(grade.at_least, grade.at_least_title)
    high = teller.named(grade.at_most, grade.at_most_title)
    text = low if grade.at_least == grade.at_most else words.interval.format(low=low, high=high)
    yield Line(words.grade.format(text) + teller.cited(grade.cite))
    raising, lowering = ([one for one in teller.decision.factors if one.direction == way] for way in words.directions)
    for factors, truth in ((raising, grade.raised), (lowering, None)):
        present = [one for one in factors if one.truth]
        if present:
            yield Line(words.directions[present[0].direction][present[0].force], 1, "·")
            for one in present:
                yield Line(_factor(one, teller), 2, "-")
        if present and truth:
            yield Line(words.at_the_top if grade.raised_at_top else words.raised, 2)
    if grade.may_be_lowered_to is not None and grade.may_be_lowered_to_title is not None:
        yield Line(words.may_be_lowered.format(teller.named(grade.may_be_lowered_to, grade.may_be_lowered_to_title)), 2)
    if any(one.truth for one in raising) and any(one.truth for one in lowering):
        yield Line(words.both_stand, 1)
    if grade.at_least != grade.at_most:
        yield Line(words.grade_open, 1, tone="aside")


def _factor(factor: FactorFinding, teller: Teller) -> str:
    phrases = told(factor.because, factor.truth, teller).phrases
    return teller.rule(factor) + teller.words.colon + teller.words.semicolon.join(phrases)


def _terms(measure: Measure, teller: Teller) -> Iterator[Line]:
    words = teller.words
    almanac = teller.almanac
    lines: list[Line] = []
    if measure.term is not None:
        lines += [Line(words.term, tone="strong"), *almanac.term(measure.term, 1)]
    if measure.obligations:
        lines += [Line(words.reports, tone="strong"), *almanac.obligations(measure.obligations, 1)]
    if measure.effects:
        lines.append(Line(words.effects, tone="strong"))
        for effect in measure.effects:
            lines += almanac.effect(effect, 1)
    release = measure.release
    if release is not None:
        lines.append(Line(words.release, tone="strong"))
        text = words.released.format(
            title=teller.named("release", release.title),
            by=teller.acting(release.by),
            earliest=words.earliest[release.earliest],
        )
        lines.append(Line(text + teller.cited(release.cite), 1))
    if lines and _rests_on_assumption(measure):
        yield Line(words.assumption.format(teller.decision.as_of), tone="aside")
    yield from lines


def _rests_on_assumption(measure: Measure) -> bool:
    days = [one.deadline for one in measure.obligations] + [measure.term.deadline if measure.term else None]
    return any(one is not None and one.assumed for one in days) or any(one.assumed for one in measure.effects)
