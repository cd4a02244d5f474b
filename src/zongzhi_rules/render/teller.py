"""What every section of an explanation needs: the decision, the words of the language, and the small phrases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from zongzhi_rules.render.citations import Citer
from zongzhi_rules.render.dates import Almanac
from zongzhi_rules.vocabulary import SubjectKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from zongzhi_rules.decision.model import ActingBody, Decision, FoundBy, Outcome, RuleFinding
    from zongzhi_rules.ir.base import Citation
    from zongzhi_rules.render.words import Words
    from zongzhi_rules.vocabulary import Term


_LONGEST_BEHIND_LEVEL = 8
"""Characters: a level reads well before a short name, before a description it does not."""


_REASONS = 2


class Named(Protocol):
    """Anything of a pack with an id and a title."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def title(self) -> str:
        """The Chinese title."""


@dataclass(frozen=True)
class Teller:
    """Tells one decision in one language.  `full`: everything, not only what decides."""

    decision: Decision
    words: Words
    full: bool

    # names -----------------------------------------------------------------------------------------------------

    def named(self, name: str, title: str) -> str:
        """Name something of a pack: by its title, in English by its id with the title behind."""
        return title if self.words.lang == "zh" else f"{humanised(name.rpartition('.')[2])} ({title})"

    def term(self, term: Term) -> str:
        """Name a member of a closed vocabulary."""
        return term.label if self.words.lang == "zh" else humanised(term.value)

    def measure(self, name: str | None) -> str:
        """Name a measure of the ladder; None is no measure."""
        if name is None:
            return self.words.no_measure
        return self.named(name, self._measure_titles.get(name, name))

    def pack(self, name: str) -> str:
        """Name a pack by the short title of its instrument."""
        title = next((pack.short_title for pack in self.decision.packs if pack.id == name), name)
        return f"《{title}》"

    def body(self, name: str) -> str:
        """Name a body by its id."""
        return self.named(name, next((body.title for body in self.decision.bodies if body.id == name), name))

    def rule_name(self, rule: Named) -> str:
        """Name a rule without its provision."""
        return self.named(rule.id, rule.title)

    def acting(self, body: ActingBody, *, code: bool = True) -> str:
        """Name a body with its level and, unless `code` is off, the code of the division there."""
        level = "" if body.level is None else self.term(body.level)
        about = [body.division] if code and body.division else []
        about += [self.words.level_open] if code and body.level is None else []
        name = body.title
        if self.words.lang == "en":
            about.insert(0, name)
            name = f"{level} {humanised(body.body)}".lstrip()
        elif len(name) <= _LONGEST_BEHIND_LEVEL and "、" not in name:
            name = f"{level}{name}"
        elif level:
            about.insert(0, level)
        return name + (self.words.paren.format(self.words.comma.join(about)) if about else "")

    @cached_property
    def subject(self) -> str:
        """The subject: its name, else its code."""
        subject = self.decision.subject
        return subject.name or subject.division

    @cached_property
    def subject_in_full(self) -> str:
        """The subject with its code, level and kind."""
        subject = self.decision.subject
        level = subject.effective_level
        about = [subject.division] if subject.name else []
        about += [] if level is None else [self.term(level)]
        about += [self.term(subject.kind)]
        about += [self.term(one) for one in (subject.organ, subject.affiliation) if one is not None]
        if subject.kind is SubjectKind.LOCALITY and subject.directly_governed:
            about.append(self.words.directly_governed)
        if subject.vertically_managed:
            about.append(self.words.vertically_managed)
        return self.subject + self.words.paren.format(self.words.comma.join(about))

    # phrases ---------------------------------------------------------------------------------------------------

    def outcome(self, outcome: Outcome, titles: Mapping[str | None, str | None] | None = None) -> str:
        """Say an interval in short: one measure, or from one to another."""
        low, high = (self._in_outcome(name, titles or {}) for name in (outcome.at_least, outcome.at_most))
        return low if outcome.at_least == outcome.at_most else self.words.interval.format(low=low, high=high)

    def _in_outcome(self, name: str | None, titles: Mapping[str | None, str | None]) -> str:
        title = titles.get(name)
        return self.named(name, title) if name is not None and title is not None else self.measure(name)

    def cited(self, cites: Iterable[Citation], more: str = "") -> str:
        """Return citations in brackets, to stand behind what they are for; empty where there are none."""
        text = self.citer(cites)
        return self.words.cited.format(text + more) if text else ""

    def rule(self, rule: RuleFinding) -> str:
        """Name a rule with its provision."""
        return self.named(rule.id, rule.title) + self.cited(rule.cite)

    def day(self, day: date, *about: str) -> str:
        """Return a day with its weekday, and what else there is to say about it."""
        inside = self.words.semicolon.join((self.words.weekdays[day.weekday()], *about))
        return f"{day.isoformat()}{self.words.paren.format(inside)}"

    def listed(self, parts: Iterable[str]) -> str:
        """Join short names."""
        return self.words.list_comma.join(parts)

    def titles(self, parts: Iterable[str]) -> str:
        """Join titles, which may hold commas themselves."""
        return self.words.semicolon.join(parts)

    def shortened(self, parts: Sequence[str]) -> str:
        """Join reasons, beyond the first few only their number unless everything is wanted."""
        if self.full or len(parts) <= _REASONS + 1:
            return self.words.semicolon.join(parts)
        shown = self.words.semicolon.join(parts[:_REASONS])
        return self.words.and_more.format(shown, len(parts) - _REASONS)

    @cached_property
    def citer(self) -> Citer:
        """Puts provisions into words."""
        return Citer(self.decision.packs, self.words.lang, self.decision.packs[0].id)

    @cached_property
    def almanac(self) -> Almanac:
        """Puts days into words; one for the whole text, so that a rule of counting has one number in it."""
        return Almanac(self)

    # lookups ---------------------------------------------------------------------------------------------------

    @cached_property
    def circumstances(self) -> Mapping[str, RuleFinding]:
        """The circumstances by id."""
        return {one.id: one for one in self.decision.circumstances}

    @cached_property
    def origins(self) -> Mapping[str, FoundBy]:
        """Who found a fact, by its path."""
        return {one.path: one for one in self.decision.findings}

    @cached_property
    def _measure_titles(self) -> Mapping[str, str]:
        return {measure.id: measure.title for measure in self.decision.measures}

    @property
    def is_open(self) -> bool:
        """Whether the outcome still hangs on unknown facts."""
        return self.decision.outcome.status == "open"


def humanised(name: str) -> str:
    """Return an identifier as words: `serious_harm` as `serious harm`."""
    return name.replace("_", " ")
