"""What to find out next: the unknown facts that the outcome hangs on, and what each answer would make of it."""

from __future__ import annotations

import functools
from itertools import chain
from typing import TYPE_CHECKING, Any

from zongzhi_rules.decision.answers import Supposed, days_of_term, ranges
from zongzhi_rules.decision.model import Answer, Question
from zongzhi_rules.decision.openings import NOWHERE, Openers
from zongzhi_rules.decision.outcome import NONE
from zongzhi_rules.engines.binding import EARLIER
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.frozen import made
from zongzhi_rules.ir.names import LISTED_CIRCUMSTANCE
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import Outcome
    from zongzhi_rules.decision.openings import Askable, Place, Rules, Unknown
    from zongzhi_rules.decision.outcome import Interval, Ladder
    from zongzhi_rules.engines.binding import Binder
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack

_LISTED = f"definitions.{LISTED_CIRCUMSTANCE}"
_KEPT = 1024
_OVERDUE = "overdue"  # derived: what has to be found out is the day that it rests on

_Answers = tuple[tuple[Answer, ...], float]
"""The answers to a question, and how many rungs apart the ends of the outcome are after one of them, on average."""


class Inquiry:
    """Asks the open questions of a pack.  Made once with the pack."""

    def __init__(
        self,
        pack: Pack,
        layout: Layout,
        ladder: Ladder,
        outcome: Callable[[Interval], Outcome],
        binder: Binder,
    ) -> None:
        """Prepare the functions of all nodes, parts before the whole."""
        self._layout = layout
        self._ladder = ladder
        self._higher = {
            at_least: [ground for position, grounds in ladder.rungs if position > at_least for ground in grounds]
            for at_least in range(NONE, len(ladder.rungs))
        }
        self._binder = binder
        self._openers = Openers(layout)
        cites = {rule.path: rule.rule.cite for rule in walk(pack)}
        # The circumstances say more, each by itself, than what names all of them together.
        self._cites = {slot: () if path == _LISTED else cites[path] for path, slot in layout.roots.items()}
        self._provisions = functools.lru_cache(_KEPT)(self._united)
        self._outcome = outcome
        self._closed = functools.lru_cache(_KEPT)(self._of_vocabulary)

    def ask(self, judged: Judged) -> tuple[Question, ...]:
        """Return the questions, the most useful first; none where the outcome is determined."""
        interval = judged.interval
        if interval.at_least == interval.at_most:
            return ()
        found = self._openers.below(self._higher[interval.at_least], judged)
        alike: dict[object, _Answers] = {}
        asked = [(*self._asked(place, unknown, judged, alike), place) for place, unknown in found.items()]
        if len(asked) > 1:
            asked.sort(key=lambda one: (one[0], one[2]))
        return tuple([question for _, question, _ in asked])

    def _asked(
        self, place: Place, unknown: Unknown, judged: Judged, alike: dict[object, _Answers]
    ) -> tuple[float, Question]:
        """Return how wide the outcome is after an answer, and the question: the less that is, the more its use.

        `alike` keeps the answers about an item for those that do not differ from it: of hundreds most are alike.
        """
        fact = unknown.fact
        path, title = self._path(place, judged), fact.title
        of_term = self._of_term(place, judged) if place[2] != NOWHERE else None
        if of_term is not None:
            path, title, (answers, width) = of_term
        elif fact.answers is not None and place[0] != NOWHERE:
            answers, width = self._of_fact(place[0], fact, fact.answers, judged)
        else:
            fact_of_case, collection, item, column = place
            same = (judged.facts.collections[collection] or ())[item] if item != NOWHERE else place
            key = fact_of_case, collection, column, same
            if key not in alike:
                alike[key] = self._among(unknown, self._supposing(place, judged))
            answers, width = alike[key]
        cite = self._provisions(tuple(chain.from_iterable(unknown.chains)))  # what asks for the fact itself goes first
        question = made(Question, {"path": path, "title": title, "cite": cite, "answers": answers})
        return width if answers else judged.interval.width, question

    def _of_fact(self, position: int, fact: Askable, answers: Sequence[tuple[object, str]], judged: Judged) -> _Answers:
        """Return the answers about a fact of the case that has a closed vocabulary."""
        _, collections, parameters, readings = facts = judged.facts
        suppose = self._ladder.supposing(self._layout.facts[position])
        values = list(facts.values)
        intervals: list[Interval] = []
        for value, _ in answers:
            values[position] = value
            intervals.append(suppose(judged.truths, values, collections, parameters, readings))
        return self._closed(fact, tuple(intervals))

    def _among(self, unknown: Unknown, suppose: Callable[[object], Interval]) -> _Answers:
        """Return the answers about a fact, given what finds the outcome after one."""
        fact = unknown.fact
        if fact.answers is not None:
            return self._closed(fact, tuple([suppose(value) for value, _ in fact.answers]))
        if fact.ordered:
            return self._answers(ranges(unknown.values, suppose))
        values = sorted(unknown.values, key=str)
        return self._answers([Supposed(value, str(value), suppose(value)) for value in values])

    def _of_vocabulary(self, fact: Askable, intervals: tuple[Interval, ...]) -> _Answers:
        """Return the answers out of a closed vocabulary, given the outcome that each of them leaves."""
        pairs = zip(fact.answers or (), intervals, strict=True)
        return self._answers([Supposed(value, label, interval) for (value, label), interval in pairs])

    def _answers(self, supposed: Sequence[Supposed]) -> _Answers:
        answers = tuple([_answer(self._outcome(one.interval), one) for one in supposed])
        return answers, sum(one.interval.width for one in supposed) / max(len(supposed), 1)

    def _of_term(self, place: Place, judged: Judged) -> tuple[str, str, _Answers] | None:
        """Return the path, the title and the answers for the day that a term rests on, if the place is its end."""
        _, collection, item, column = place
        if self._layout.collections[collection][1][column] != _OVERDUE:
            return None
        key = judged.bound.keys[collection][item]
        missing = judged.bound.terms[key].missing
        if missing is None:
            return None
        term = self._binder.term(judged.case, key, missing, judged.chosen, judged.calendar)
        suppose = self._supposing((NOWHERE, collection, item, NOWHERE), judged)
        days = days_of_term(term.earlier, judged.case.as_of, term.since, term.ends)
        answers = self._answers(ranges(set(days), lambda day: suppose(term.fields(day))))
        return f"{EARLIER}[{key}].{missing}", catalogue().collections[EARLIER].fields[missing].title, answers

    def _supposing(self, place: Place, judged: Judged) -> Callable[[object], Interval]:
        """Return the function from a value of the unknown fact, or the fields of an item, to the outcome."""
        facts, truths = judged.facts, judged.truths
        parameters, readings = facts.parameters, facts.readings
        fact, collection, item, column = place
        if fact != NOWHERE:
            of_fact = self._ladder.supposing(self._layout.facts[fact])
            values = list(facts.values)

            def suppose_fact(value: object) -> Interval:
                values[fact] = value
                return of_fact(truths, values, facts.collections, parameters, readings)

            return suppose_fact
        of_collection = self._ladder.supposing(self._layout.collections[collection][0])
        collections: list[Any] = list(facts.collections)

        def suppose(value: Any) -> Interval:  # noqa: ANN401 - a value, or the fields of an item
            if item == NOWHERE:
                collections[collection] = value
            elif column == NOWHERE:
                items[item] = value
            else:
                fields[column] = value
            return of_collection(truths, facts.values, collections, parameters, readings)

        if item != NOWHERE:
            items = collections[collection] = list(collections[collection])
            fields = items[item] = list(items[item])
        return suppose

    def _path(self, place: Place, judged: Judged) -> str:
        fact, collection, item, column = place
        if fact != NOWHERE:
            return self._layout.facts[fact]
        name, fields = self._layout.collections[collection]
        if item == NOWHERE:
            return name
        return f"{name}[{judged.bound.keys[collection][item]}].{fields[column]}"

    def _united(self, rules: Rules) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys([cite for rule in rules for cite in self._cites[rule]]))


def _answer(outcome: Outcome, one: Supposed) -> Answer:
    value = None if one.value == () else one.value
    return Answer.model_construct(value=value, label=one.label, low=one.low, high=one.high, outcome=outcome)
