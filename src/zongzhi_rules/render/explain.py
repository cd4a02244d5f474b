"""The explanation of a decision, built from the decision alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.render.action import action, counting, terms
from zongzhi_rules.render.conclusion import conclusion
from zongzhi_rules.render.grounds import grounds
from zongzhi_rules.render.outline import WIDTH, Line, Outline, Section
from zongzhi_rules.render.people import accountability, earlier
from zongzhi_rules.render.questions import questions
from zongzhi_rules.render.rejected import rejected
from zongzhi_rules.render.sources import floor, instruments, notes, outside, readings
from zongzhi_rules.render.teller import Teller
from zongzhi_rules.render.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.diagnostics import Language

_SECTIONS: tuple[Callable[[Teller], Section | None], ...] = (
    conclusion,
    grounds,
    action,
    terms,
    accountability,
    earlier,
    questions,
    rejected,
    readings,
    floor,
    counting,
    instruments,
    outside,
    notes,
)


def explain(decision: Decision, lang: Language, *, full: bool = False, width: int = WIDTH) -> str:
    """Explain a decision: the outcome first, then why, what is to be done, what was rejected, and on what basis.

    Args:
        decision: the decision; nothing is evaluated again.
        lang: `zh` or `en`.
        full: every fact and reading, not only what decides.
        width: cells in a line.
    """
    return explanation(decision, lang, full=full).text(width)


def explanation(decision: Decision, lang: Language, *, full: bool = False) -> Outline:
    """Return the explanation before it is laid out."""
    words = words_of(lang)
    teller = Teller(decision, words, full)
    found = [section for make in _SECTIONS if (section := make(teller)) is not None]
    numbered = [Section(words.heading(number, one.heading), one.lines) for number, one in enumerate(found, 1)]
    return Outline(_opening(teller), tuple(numbered), (Line(words.advice, tone="aside"),))


def _opening(teller: Teller) -> tuple[Line, ...]:
    words = teller.words
    decision = teller.decision
    top = decision.packs[0]
    lines = [
        Line(words.title.format(teller.subject_in_full), tone="strong"),
        Line(words.about.format(case=decision.case, day=teller.day(decision.as_of), pack=teller.pack(top.id))),
    ]
    if len(decision.packs) > 1:
        lines.append(Line(words.bare_citations.format(teller.pack(top.id)), tone="aside"))
    return tuple(lines)
