"""The outcome in a sentence, and what the reader must know before acting on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.facts import circumstances_of
from zongzhi_rules.render.outline import Line, Section
from zongzhi_rules.render.questions import answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.render.teller import Teller

WARNED_OF = frozenset(
    ("out_of_scope", "already_taken", "higher_stands", "level_unknown", "undetermined_parameter"),
)
"""Codes of the notes that stand in the conclusion."""


def conclusion(teller: Teller) -> Section:
    """Return the section that a reader in a hurry reads."""
    words = teller.words
    return Section(
        words.headings["conclusion"],
        (
            Line(sentence(teller), tone="strong"),
            *_reason(teller),
            *_action(teller),
            *_standing(teller),
            *_first_question(teller),
            *_warnings(teller),
        ),
    )


def sentence(teller: Teller) -> str:
    """Return the outcome in one sentence."""
    words = teller.words
    outcome = teller.decision.outcome
    low, high = teller.measure(outcome.at_least), teller.measure(outcome.at_most)
    if not teller.is_open:
        return (words.nothing_due if outcome.at_least is None else words.measure_due).format(
            subject=teller.subject, measure=low
        )
    form = words.perhaps_due if outcome.at_least is None else words.at_least_due
    return form.format(subject=teller.subject, measure=low, possible=high)


def _reason(teller: Teller) -> Iterator[Line]:
    """Say on which grounds, with the circumstances that they rest on."""
    words = teller.words
    measure = teller.decision.measure
    if measure is None:
        return
    found = next(one for one in teller.decision.measures if one.id == measure.id)
    told = []
    for ground in found.grounds:
        if ground.truth:
            names = [teller.rule(teller.circumstances[name]) for name in circumstances_of(ground)]
            title = teller.rule(ground)
            told.append(words.with_circumstances.format(title, words.comma.join(names)) if names else title)
    yield Line(words.because.format(teller.titles(told)))


def _action(teller: Teller) -> Iterator[Line]:
    """Say who acts and by when."""
    measure = teller.decision.measure
    words = teller.words
    if measure is None:
        return
    text = words.taken_by.format(teller.acting(measure.authority))
    deadline = measure.term.deadline if measure.term is not None else None
    if deadline is not None:
        assumed = words.assumed_short if deadline.assumed else ""
        text += words.rectify_until.format(day=teller.day(deadline.day), assumed=assumed)
    yield Line(text + words.stop)


def _standing(teller: Teller) -> Iterator[Line]:
    """Name the earlier measures that are not over."""
    words = teller.words
    for one in teller.decision.earlier_measures or ():
        if one.state in {"running", "unknown"}:
            measure = teller.named(one.measure, one.title)
            text = words.earlier.format(measure=measure, id=one.id, state=words.states[one.state])
            if one.term_ends is not None:
                text = words.standing_until.format(text, teller.day(one.term_ends.day))
            yield Line(words.standing.format(text))


def _first_question(teller: Teller) -> Iterator[Line]:
    words = teller.words
    if not teller.is_open:
        yield Line(words.determined)
        return
    questions = teller.decision.questions
    yield Line(words.open_facts.format(len(questions)))
    if questions:
        yield Line(words.ask_first.format(answers(questions[0], teller)), 1)


def _warnings(teller: Teller) -> Iterator[Line]:
    words = teller.words
    for note in teller.decision.notes:
        if note.code in WARNED_OF:
            yield Line(words.attention + words.notes[note.code].format(**dict(note.arguments)), tone="warning")
    for floor in teller.decision.floor:
        if floor.higher:
            titles = {floor.outcome.at_least: floor.at_least_title, floor.outcome.at_most: floor.at_most_title}
            text = words.floor_higher.format(
                pack=teller.pack(floor.pack),
                outcome=teller.outcome(floor.outcome, titles),
                section=words.headings["floor"],
            )
            yield Line(words.attention + text, tone="warning")
    deciding = [
        one for one in teller.decision.readings if any("outcome" in other.changes for other in one.alternatives)
    ]
    if deciding:
        text = words.readings_decide.format(len(deciding), section=words.headings["readings"])
        yield Line(words.attention + text, tone="warning")
