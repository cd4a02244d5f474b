"""Past cases under two packs: which ones would be decided otherwise, in what, and because of which changed entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.calendar import CalendarError, WorkCalendar
from zongzhi_rules.errors import InputError
from zongzhi_rules.packs.compare import compare
from zongzhi_rules.receipts.aspects import Aspect, Kind, aspects
from zongzhi_rules.receipts.because import Causes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from zongzhi_rules.calendar import HolidayOverride
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.errors import ZongzhiError
    from zongzhi_rules.packs.compare import EntryChange, PackDiff
    from zongzhi_rules.receipts.inputs import PastCase

State = Literal["same", "differs", "refused_by_old", "refused_by_new", "refused"]


@dataclass(frozen=True, slots=True)
class Differing:
    """A statement that the packs make otherwise.

    Attributes:
        kind: what it is about.
        path: its name in a decision.
        title: the title of its entry, in Chinese.
        old: what the old pack says; None where it says nothing.
        new: what the new one says.
        follows: whether it only follows from another measure being due.
        because: the changed entries that it rests on; empty for what follows.
    """

    kind: Kind
    path: str
    title: str
    old: str | None
    new: str | None
    follows: bool
    because: tuple[EntryChange, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A case under both packs.

    Attributes:
        origin: the file, or the ledger, that it comes from.
        case: its id.
        as_of: the day on which it was judged.
        state: whether anything differs, or which pack refuses the case.
        differences: what differs.
        refusals: why the old and the new pack refuse it; None for one that does not.
    """

    origin: str
    case: str
    as_of: date
    state: State
    differences: tuple[Differing, ...] = ()
    refusals: tuple[ZongzhiError | None, ZongzhiError | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Backtest:
    """Both packs, how they differ, and every case that was tried, in the order given."""

    diff: PackDiff
    tried: tuple[Tried, ...]
    titles: Mapping[str, str]
    """The titles of the measures of both packs, by their ids."""

    @property
    def differing(self) -> tuple[Tried, ...]:
        """The cases that the packs decide otherwise, or that only one of them decides."""
        return tuple(one for one in self.tried if one.state not in {"same", "refused"})

    def count(self, state: State) -> int:
        """Return how many cases there are in a state."""
        return sum(one.state == state for one in self.tried)


def backtest(
    old: RulePack,
    new: RulePack,
    cases: Iterable[PastCase],
    *,
    readings: Mapping[str, str] | None = None,
    overrides: Iterable[HolidayOverride] = (),
) -> Backtest:
    """Judge cases by two packs and compare the decisions.

    Args:
        old: the pack that the cases were judged by, or might have been.
        new: the pack that it is held against.
        cases: see `past_cases`.
        readings: as for `RulePack.decide`, for every case; they go before those that a receipt asks for.
        overrides: further holiday notices.
    """
    diff = compare(old.compiled, new.compiled)
    causes = Causes(old.pack, new.pack, diff)
    notices = tuple(overrides)
    titles = {measure.id: measure.title for rules in (old, new) for measure in rules.pack.measures}
    tried = []
    for past in cases:
        asked = {**past.readings, **(readings or {})}
        was, now = (_decide(rules, past, asked, notices) for rules in (old, new))
        case = past.case
        if isinstance(was, Exception) or isinstance(now, Exception):
            refusals = tuple(one if isinstance(one, Exception) else None for one in (was, now))
            state = _refused(refusals)
            tried.append(Tried(past.origin, case.id, case.as_of, state, (), (refusals[0], refusals[1])))
            continue
        found = tuple(_differences(was, now, causes))
        tried.append(Tried(past.origin, case.id, case.as_of, "differs" if found else "same", found))
    return Backtest(diff, tuple(tried), titles)


def _decide(
    rules: RulePack,
    past: PastCase,
    readings: Mapping[str, str],
    overrides: tuple[HolidayOverride, ...],
) -> Decision | ZongzhiError:
    try:
        calendar = WorkCalendar.official(overrides, region=past.case.subject.division) if overrides else None
        return rules.decide(past.case, readings, calendar)
    except (InputError, CalendarError) as error:
        return error


def _refused(refusals: tuple[ZongzhiError | None, ...]) -> State:
    if all(refusals):
        return "refused"
    return "refused_by_old" if refusals[0] is not None else "refused_by_new"


def _differences(old: Decision, new: Decision, causes: Causes) -> Iterator[Differing]:
    was, now = aspects(old), aspects(new)
    another = (old.measure and old.measure.id) != (new.measure and new.measure.id)
    paths = [path for path in dict.fromkeys((*now, *was)) if _value(was.get(path)) != _value(now.get(path))]
    grounds = [path for path in paths if ".grounds." in path] or list(causes.grounds)
    for path in paths:
        sides = [one for one in (was.get(path), now.get(path)) if one is not None]
        stated = sides[-1]
        rests_on = {entry for one in sides for entry in one.entries}
        if stated.kind in {"outcome", "floor"}:
            rests_on |= {*grounds, *_measures(old, new)}
        elif stated.kind == "question":
            rests_on |= set(causes.grounds)
        follows = another and any(one.under is not None for one in sides)
        because = () if follows else causes.of(sorted(rests_on), old, new)
        old_value, new_value = _value(was.get(path)), _value(now.get(path))
        yield Differing(stated.kind, path, stated.title, old_value, new_value, follows, because)


def _measures(old: Decision, new: Decision) -> set[str]:
    """Return the entries of the measures between which the outcome moved."""
    ends = {end for one in (old, new) for end in (one.outcome.at_least, one.outcome.at_most) if end is not None}
    return {f"measures.{end}" for end in ends}


def _value(one: Aspect | None) -> str | None:
    return None if one is None else one.value
