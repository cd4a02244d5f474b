"""Days in words, each with its basis: the event it runs from, the rules of counting, what may still move it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zongzhi_rules.calendar.conventions import Convention
from zongzhi_rules.calendar.dates import ProvisionalReason
from zongzhi_rules.render.outline import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zongzhi_rules.decision.model import Deadline, EffectFinding, Obligation, Provisional, TermFinding
    from zongzhi_rules.render.teller import Teller


_CONVENTIONS = {one.value: one for one in Convention}


@dataclass
class Almanac:
    """Tells days, and numbers the rules of counting as they come up, to list each of them once."""

    teller: Teller
    _rules: dict[str, int] = field(default_factory=dict, init=False)

    # terms and reports -----------------------------------------------------------------------------------------

    def term(self, term: TermFinding, depth: int = 0) -> Iterator[Line]:
        """Tell the term for rectification."""
        words = self.teller.words
        cited = self.teller.cited(term.cite)
        title = self.teller.named("term", term.title) + cited
        if term.set_by_authority:
            yield Line(words.term_by_authority.format(title), depth)
        elif term.deadline is None:
            yield Line(words.term_unknown.format(title), depth)
        else:
            yield Line(words.term_until.format(title, self.moved(term.deadline)), depth)
        if term.deadline is not None and term.deadline.start is not None:
            yield from self.basis([term.deadline], self.length(term.length), depth + 1)

    def obligations(self, obligations: Sequence[Obligation], depth: int = 0) -> Iterator[Line]:
        """Tell the reports, the days of one report together."""
        words = self.teller.words
        together: dict[str, list[Obligation]] = {}
        for one in obligations:
            together.setdefault(one.id, []).append(one)
        for name, group in together.items():
            first = group[0]
            about = [words.by_whom.format(self.teller.body(first.by))]
            about += [words.to_whom.format(self.teller.body(first.to))] if first.to else []
            text = self.teller.named(name, first.title) + self.teller.cited(first.cite)
            text += words.semicolon + words.comma.join(about)
            text += words.if_applies if first.applies is None else ""
            yield Line(text, depth, "·")
            deadlines = [one.deadline for one in group if one.deadline is not None]
            if deadlines:
                days = self.teller.listed(self.moved(deadline) for deadline in deadlines)
                yield Line(words.due.format(days), depth + 1)
                yield from self.basis(deadlines, None, depth + 1)
            else:
                yield Line(words.no_day_set, depth + 1)

    def moved(self, deadline: Deadline) -> str:
        """Return a day, with the day that it was moved from."""
        if deadline.day == deadline.nominal:
            return self.teller.day(deadline.day)
        return self.teller.day(deadline.day, self.teller.words.moved.format(deadline.nominal))

    def basis(self, deadlines: Sequence[Deadline], length: str | None, depth: int) -> Iterator[Line]:
        """Tell what computed days rest on that run from the same event."""
        words = self.teller.words
        first = deadlines[0]
        event = words.events.get(first.start_event, first.start_event)
        assumed = words.assumed if first.assumed else ""
        text = words.runs_from.format(start=first.start, event=event, assumed=assumed)
        text += words.runs_for.format(length) if length else ""
        rules = self._numbers(name for one in deadlines for name in one.conventions)
        yield Line(text + words.semicolon + rules, depth, tone="aside")
        for provisional in dict.fromkeys(one.provisional for one in deadlines if one.provisional is not None):
            yield Line(words.provisional.format(self._reason(provisional)), depth, tone="warning")
        if any(one.amendable for one in deadlines):
            yield Line(words.amendable, depth, tone="warning")

    def _reason(self, provisional: Provisional) -> str:
        reason = ProvisionalReason(provisional.day, provisional.covered_until)
        return reason.text if self.teller.words.lang == "zh" else reason.text_en

    # effects ---------------------------------------------------------------------------------------------------

    def effect(self, effect: EffectFinding, depth: int = 0) -> Iterator[Line]:
        """Tell a disqualification: of what, for how long."""
        words = self.teller.words
        text = self.teller.named(effect.id, effect.title) + self.teller.cited(effect.cite)
        text += words.semicolon + words.handled_by.format(self.teller.body(effect.by)) if effect.by else ""
        yield Line(text, depth, "·")
        yield Line(self._span(effect), depth + 1)
        if effect.conventions:
            text = words.assumed_start if effect.assumed else ""
            if effect.until_by_other_count is not None:
                text += words.other_count.format(effect.until_by_other_count)
            yield Line(text + self._numbers(effect.conventions), depth + 1, tone="aside")
        elif effect.assumed and effect.start is not None:
            yield Line(words.assumed_start.rstrip(words.semicolon), depth + 1, tone="aside")

    def _span(self, effect: EffectFinding) -> str:
        words = self.teller.words
        start = words.not_known if effect.start is None else self.teller.day(effect.start)
        if effect.until is not None:
            return words.from_until.format(start, self.teller.day(effect.until))
        return (words.while_it_stands if effect.while_it_stands else words.from_only).format(start)

    # the rules of counting -------------------------------------------------------------------------------------

    def length(self, length: str | None) -> str | None:
        """Return a period in words."""
        if length is None:
            return None
        amount, _, unit = length.partition(" ")
        words = self.teller.words
        one = words.lang == "en" and amount == "1"
        return words.length.format(amount, words.units[unit].removesuffix("s" if one else "\0"))

    def rules(self) -> Iterator[Line]:
        """Tell the rules of counting that were used, each with its basis and how certain that is."""
        if not self._rules:
            return
        words = self.teller.words
        zh = words.lang == "zh"
        for name, number in self._rules.items():
            rule = _CONVENTIONS[name]
            certainty = rule.certainty.label if zh else rule.certainty.label_en
            basis = words.comma.join((rule.basis if zh else rule.basis_en, certainty))
            text = (rule.label if zh else rule.label_en) + words.paren.format(basis)
            yield Line(text, mark=f"{number}.", tone="aside")
        yield Line(words.calendar.format(self.teller.decision.calendar), tone="aside")

    def _numbers(self, names: Iterable[str]) -> str:
        numbers = sorted({self._rules.setdefault(name, len(self._rules) + 1) for name in names})
        return self.teller.words.counted_by.format(self.teller.listed(str(number) for number in numbers))
