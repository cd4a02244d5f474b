"""A decision in short: the outcome, who acts, the days to keep, what to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.conclusion import conclusion
from zongzhi_rules.render.outline import Line, Outline, Section
from zongzhi_rules.render.questions import questions
from zongzhi_rules.render.teller import Teller
from zongzhi_rules.render.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zongzhi_rules.decision.model import Decision, EarlierMeasureFinding, Measure
    from zongzhi_rules.diagnostics import Language


def brief(decision: Decision, lang: Language) -> Outline:
    """Return the short form of a decision."""
    words = words_of(lang)
    teller = Teller(decision, words, full=False)
    sections = [conclusion(teller)]
    days = sorted(_days(teller), key=lambda entry: entry[0])
    if days:
        lines = [Line(teller.day(day) + words.colon + what, mark="·") for day, what in days]
        sections.append(Section(words.headings["days"], tuple(lines)))
    asked = questions(teller)
    if asked is not None:
        sections.append(asked)
    top = teller.pack(decision.packs[0].id)
    opening = (
        Line(teller.subject_in_full, tone="strong"),
        Line(words.about.format(case=decision.case, day=teller.day(decision.as_of), pack=top)),
    )
    return Outline(opening, tuple(sections), (Line(words.advice, tone="aside"),))


def _days(teller: Teller) -> Iterator[tuple[date, str]]:
    """Yield what ends or falls due from the day of the case on, of the measure that is due and of earlier ones."""
    if teller.decision.measure is not None:
        yield from _days_of_the_measure(teller.decision.measure, teller)
    today = teller.decision.as_of
    for earlier in teller.decision.earlier_measures or ():
        if earlier.state not in {"rectified", "released"}:
            yield from ((day, what) for day, what in _days_of_an_earlier_one(earlier, teller) if day >= today)


def _days_of_the_measure(measure: Measure, teller: Teller) -> Iterator[tuple[date, str]]:
    words = teller.words
    term = () if measure.term is None else ((teller.named("term", measure.term.title), measure.term.deadline),)
    for name, deadline in (*((teller.rule_name(one), one.deadline) for one in measure.obligations), *term):
        if deadline is not None:
            yield deadline.day, name + (words.assumed if deadline.assumed else "")
    for effect in measure.effects:
        if effect.until is not None:
            yield effect.until, words.ends.format(teller.rule_name(effect)) + (words.assumed if effect.assumed else "")


def _days_of_an_earlier_one(earlier: EarlierMeasureFinding, teller: Teller) -> Iterator[tuple[date, str]]:
    words = teller.words
    of = words.of_earlier.format(measure=teller.named(earlier.measure, earlier.title), id=earlier.id)
    if earlier.term_ends is not None:
        yield earlier.term_ends.day, of + words.parts["term"]
    for one in earlier.obligations:
        if one.deadline is not None:
            yield one.deadline.day, of + teller.rule_name(one)
