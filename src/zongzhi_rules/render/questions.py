"""What to find out next, and what each answer would make of the outcome."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from zongzhi_rules.decision.answers import ANY
from zongzhi_rules.render.facts import fact_name, value_in_words
from zongzhi_rules.render.outline import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.decision.model import Answer, Question
    from zongzhi_rules.render.teller import Teller

_SHOWN = 5
_PROVISIONS = 3


def questions(teller: Teller) -> Section | None:
    """Return the open questions in the order of their use; none where the outcome is determined."""
    return Section(teller.words.headings["questions"], tuple(_lines(teller))) if teller.decision.questions else None


def _lines(teller: Teller) -> Iterator[Line]:
    words = teller.words
    asked = teller.decision.questions
    shown = asked if teller.full else asked[:_SHOWN]
    for number, question in enumerate(shown, 1):
        cites = question.cite if teller.full else question.cite[:_PROVISIONS]
        more = words.and_others if len(cites) < len(question.cite) else ""
        yield Line(answers(question, teller) + teller.cited(cites, more), mark=f"{number}.")
    if len(shown) < len(asked):
        names = (fact_name(question.path, question.title, teller) for question in asked[len(shown) :])
        yield Line(words.more_questions.format(len(asked) - len(shown), teller.titles(names)), tone="aside")


def answers(question: Question, teller: Teller) -> str:
    """Put a question with its answers on one line, answers with the same outcome together."""
    words = teller.words
    name = fact_name(question.path, question.title, teller)
    parts = []
    for outcome, group in groupby(question.answers, key=lambda answer: answer.outcome):
        values = [_answer(answer, teller) for answer in group]
        parts.append(f"{words.alternatives.join(values)} → {teller.outcome(outcome)}")
    return words.question.format(name, words.semicolon.join(parts))


def _answer(answer: Answer, teller: Teller) -> str:
    words = teller.words
    if answer.value is None:
        return words.none
    if words.lang == "zh" or (answer.label != ANY and answer.low is None and answer.high is None):
        return value_in_words(answer.value, answer.label, teller)
    up_to, between, from_on = words.days if isinstance(answer.value, date) else words.numbers
    if answer.low is None:
        return words.any_value if answer.high is None else up_to.format(answer.high)
    if answer.high is None:
        return from_on.format(answer.low)
    return str(answer.low) if answer.low == answer.high else between.format(answer.low, answer.high)
