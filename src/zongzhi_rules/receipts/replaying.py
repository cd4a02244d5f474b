"""Making a decision again from its receipt, and saying what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.calendar import AfterCoverage, CalendarError, WorkCalendar
from zongzhi_rules.calendar.official import official_digest, official_version
from zongzhi_rules.calendar.statutory import statutory_digest, statutory_version
from zongzhi_rules.canonical import digest_of
from zongzhi_rules.engines.registry import REFERENCE
from zongzhi_rules.errors import CaseError, InputError, UseError
from zongzhi_rules.facts.load import case_from
from zongzhi_rules.receipts.issue import (
    pinned_decision,
    pinned_engine,
    pinned_packs,
    pinned_schemas,
)
from zongzhi_rules.receipts.packs import PackShelf
from zongzhi_rules.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from zongzhi_rules.calendar import HolidayOverride
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.errors import ZongzhiError
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.receipts.model import DecisionPin, Receipt

Input = Literal[
    "receipt",
    "case",
    "pack",
    "pack_version",
    "pack_digest",
    "reading",
    "notices",
    "statutory",
    "override",
    "engine",
    "library",
    "case_schema",
    "decision_schema",
]
State = Literal["reproduced", "same", "differs", "not_decided"]


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input that is not what the receipt pins.

    Attributes:
        input: what it is.
        name: which one: the id of a pack or reading, the name of a file.
        was: what the receipt says of it; None where it had none.
        now: what is there; None where it is gone.
    """

    input: Input
    name: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the decision that differs; None where it is not made."""

    path: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of a receipt.

    Attributes:
        receipt: the receipt.
        state: `reproduced` byte for byte; the `same` in all that it says, though not byte for byte; it `differs`; it
            could `not_decided` be decided at all.
        inputs: every input that is gone or changed.
        said: what the decision says otherwise.
        parts: the parts of the decision whose bytes differ.
        refusal: why it could not be decided.
        titles: the titles of the measures of the pack that judged, by their ids.
    """

    receipt: Receipt
    state: State
    inputs: tuple[InputChange, ...]
    said: tuple[Said, ...] = ()
    parts: tuple[str, ...] = ()
    refusal: ZongzhiError | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the decision was reproduced byte for byte from a receipt that nobody altered."""
        return self.state == "reproduced" and not any(one.input in {"receipt", "case"} for one in self.inputs)


class Replayer:
    """Replays receipts; packs are compiled once for all of them."""

    def __init__(self, packs: Iterable[str | Path] = (), overrides: Iterable[HolidayOverride] = ()) -> None:
        """Take further folders to look for packs in, and the notices that receipts may pin."""
        self._shelf = PackShelf(packs)
        self._overrides = tuple(overrides)

    def replay(self, receipt: Receipt) -> Replay:
        """Make the decision of a receipt again.  Whatever is wrong is in what is returned; nothing is raised."""
        found = [*_seals(receipt), *_own(receipt)]
        calendar: WorkCalendar | None = None
        case: Case | None = None
        refusal: ZongzhiError | None = None
        try:
            case = case_from(receipt.case.facts)
        except CaseError as error:
            refusal = error
        rules = self._rules(receipt, found)
        if rules is None:
            refusal = refusal or self._shelf.fault(receipt.packs[0])
        try:
            calendar = self._calendar(receipt, found)
        except CalendarError as error:
            refusal = refusal or error
        if case is None or rules is None or calendar is None:
            return Replay(receipt, "not_decided", tuple(found), refusal=refusal)
        try:
            decision = rules.decide(case, receipt.readings.asked, calendar)
        except (InputError, CalendarError) as error:
            return Replay(receipt, "not_decided", tuple(found), refusal=error)
        found += _readings(receipt, decision)
        titles = {measure.id: measure.title for measure in rules.pack.measures}
        return _compared(receipt, pinned_decision(decision), tuple(found), titles)

    def _rules(self, receipt: Receipt, found: list[InputChange]) -> RulePack | None:
        """Find the pack, by another engine if the pinned one cannot run, and note how it differs."""
        pin, engine = receipt.packs[0], receipt.engine
        try:
            rules = self._shelf.find(pin, engine.name)
        except UseError:
            found.append(InputChange("engine", engine.name, engine.version or "", None))
            rules = self._shelf.find(pin, REFERENCE)
        else:
            if rules is not None and pinned_engine(engine.name).version != engine.version:
                now = pinned_engine(engine.name).version
                found.append(InputChange("engine", engine.name, engine.version, now))
        found += _packs(receipt, rules)
        return rules

    def _calendar(self, receipt: Receipt, found: list[InputChange]) -> WorkCalendar:
        pin = receipt.calendar
        found += _data("notices", pin.notices.version, pin.notices.digest, official_version(), official_digest())
        if pin.statutory is not None:
            now = statutory_version(), statutory_digest()
            found += _data("statutory", pin.statutory.version, pin.statutory.digest, *now)
        used = []
        for one in pin.overrides:
            same = [given for given in self._overrides if f"sha256:{given.digest}" == one.digest]
            named = same or [given for given in self._overrides if given.name == one.name]
            if not same:
                now_digest = f"sha256:{named[0].digest}" if named else None
                found.append(InputChange("override", one.name, one.digest, now_digest))
            used += named[:1]
        # the notices that counted lie within one another, so that the narrowest one's region has them all
        region = max((one.region or "" for one in used), key=_reach, default="")
        return WorkCalendar.official(used, region=region or None, after_coverage=AfterCoverage(pin.after_coverage))


def replay(
    receipt: Receipt,
    *,
    packs: Iterable[str | Path] = (),
    overrides: Iterable[HolidayOverride] = (),
) -> Replay:
    """Make the decision of a receipt again; see `Replayer`, which is the quicker for many."""
    return Replayer(packs, overrides).replay(receipt)


def _seals(receipt: Receipt) -> Iterator[InputChange]:
    """Yield the receipt and the case where their own digests do not fit them."""
    if not receipt.intact:
        yield InputChange("receipt", "", receipt.digest, receipt.computed)
    facts = digest_of(receipt.case.facts)
    if facts != receipt.case.digest:
        yield InputChange("case", str(receipt.case.facts.get("id", "")), receipt.case.digest, facts)


def _own(receipt: Receipt) -> Iterator[InputChange]:
    """Yield what differs of the library itself."""
    now = pinned_schemas()
    if receipt.library != __version__:
        yield InputChange("library", "", receipt.library, __version__)
    if receipt.schemas.case != now.case:
        yield InputChange("case_schema", "", str(receipt.schemas.case), str(now.case))
    if receipt.schemas.decision != now.decision:
        yield InputChange("decision_schema", "", str(receipt.schemas.decision), str(now.decision))


def _packs(receipt: Receipt, rules: RulePack | None) -> Iterator[InputChange]:
    there = {} if rules is None else {one.id: one for one in pinned_packs(rules)}
    for pin in receipt.packs if rules is not None else receipt.packs[:1]:
        now = there.pop(pin.id, None)
        if now is None:
            yield InputChange("pack", pin.id, pin.version, None)
            continue
        if now.version != pin.version:
            yield InputChange("pack_version", pin.id, pin.version, now.version)
        if now.digest != pin.digest:
            yield InputChange("pack_digest", pin.id, pin.digest, now.digest)
    for more in there.values():
        yield InputChange("pack", more.id, None, more.version)


def _data(
    what: Literal["notices", "statutory"],
    version: str,
    digest: str,
    now: str,
    now_digest: str,
) -> Iterator[InputChange]:
    """Yield a set of calendar data that differs: by its version, or under the same version by what it says."""
    if version != now:
        yield InputChange(what, "", version, now)
    elif digest != now_digest:
        yield InputChange(what, version, digest, now_digest)


def _readings(receipt: Receipt, decision: Decision) -> Iterator[InputChange]:
    was, now = receipt.readings.used, {one.id: one.option for one in decision.readings}
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield InputChange("reading", name, was.get(name), now.get(name))


def _compared(
    receipt: Receipt,
    now: DecisionPin,
    found: tuple[InputChange, ...],
    titles: Mapping[str, str],
) -> Replay:
    was = receipt.decision
    if was.digest == now.digest:
        return Replay(receipt, "reproduced", found, titles=titles)
    told = [
        Said(path, was.said.get(path), now.said.get(path))
        for path in dict.fromkeys((*was.said, *now.said))
        if was.said.get(path) != now.said.get(path)
    ]
    parts = [name for name in dict.fromkeys((*was.parts, *now.parts)) if was.parts.get(name) != now.parts.get(name)]
    return Replay(receipt, "differs" if told else "same", found, tuple(told), tuple(parts), titles=titles)


def _reach(region: str) -> int:
    return len(region.removesuffix("00").removesuffix("00"))
