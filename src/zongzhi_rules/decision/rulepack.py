"""A pack ready to judge cases: compiled once, immutable, shared between threads as it is."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Self

from zongzhi_rules.calendar import WorkCalendar
from zongzhi_rules.compiler.passes import CompiledPack
from zongzhi_rules.decision.admission import Admission
from zongzhi_rules.decision.assemble import Assembler
from zongzhi_rules.decision.model import Outcome
from zongzhi_rules.decision.outcome import NONE, Interval, Ladder
from zongzhi_rules.diagnostics import Label, diagnose, suggest
from zongzhi_rules.diagnostics.arguments import READINGS, require_dict, wrong_type
from zongzhi_rules.engines.binding import Binder, Chosen
from zongzhi_rules.engines.registry import REFERENCE, prepare
from zongzhi_rules.engines.verdict import VerdictWriter
from zongzhi_rules.errors import UseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.decision.judged import Judged
    from zongzhi_rules.decision.model import Decision, PackUsed
    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.engines.protocol import Program
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.ir.pack import Instrument, Pack


_COMPILED: Final = Label("编译好的规则包（用 load_pack 载入）", "a compiled pack (load_pack makes one)")
_CALENDAR: Final = Label("工作日日历（WorkCalendar）", "a WorkCalendar")


@functools.cache
def official_calendar() -> WorkCalendar:
    """Return the calendar of the published notices, made at its first use."""
    return WorkCalendar.official()


class RulePack:
    """A compiled pack with the engine that judges by it.

    Make it with `load_pack` or `resolve_pack`.  All methods are safe to call from several threads at once.
    """

    __slots__ = (
        "_admission",
        "_assembler",
        "_base",
        "_binder",
        "_compiled",
        "_defaults",
        "_engine",
        "_ladder",
        "_outcomes",
        "_program",
        "_verdict",
    )

    def __init__(self, compiled: CompiledPack, engine: str = REFERENCE) -> None:
        """Prepare a compiled pack and the packs that it rests on.

        Raises:
            UseError: there is no engine of that name, or (`EngineUnavailableError`) it cannot run here.
        """
        if not isinstance(compiled, CompiledPack):
            raise wrong_type("compiled", _COMPILED, compiled)
        pack = compiled.pack
        self._compiled = compiled
        self._engine = engine
        self._program: Program = prepare(pack, engine)
        layout = self._program.layout
        self._binder = Binder(pack, layout)
        self._ladder = Ladder.of(pack, layout)
        self._defaults = Chosen.of(pack, {})
        self._base = RulePack(compiled.base, engine) if compiled.base is not None else None
        ladders = [measure.id for one in self.stack for measure in one.pack.measures]
        self._admission = Admission(pack, tuple(dict.fromkeys(ladders)))
        self._outcomes = _outcomes([measure.id for measure in pack.measures])
        self._verdict = VerdictWriter(layout, self._ladder.rungs).write_verdict(self._outcomes)
        self._assembler = Assembler(self)

    def __repr__(self) -> str:
        """Name the pack and its version."""
        return f"<RulePack {self.id} {self.instrument.version}>"

    def __reduce__(self) -> tuple[type[RulePack], tuple[CompiledPack, str]]:
        """Pickle as the compiled pack; the engine is prepared again on the other side."""
        return RulePack, (self._compiled, self._engine)

    def __copy__(self) -> Self:
        """Return the pack itself: nothing of it ever changes."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return the pack itself."""
        return self

    @property
    def id(self) -> str:
        """The id of the pack."""
        return self._compiled.id

    @property
    def digest(self) -> str:
        """The digest of the effective law of the pack: equal digests judge alike."""
        return self._compiled.digest

    @property
    def instrument(self) -> Instrument:
        """The instrument that the pack encodes."""
        return self._compiled.pack.instrument

    @property
    def pack(self) -> Pack:
        """The checked representation."""
        return self._compiled.pack

    @property
    def compiled(self) -> CompiledPack:
        """The compiled pack, with its warnings and its base."""
        return self._compiled

    @property
    def base(self) -> RulePack | None:
        """The pack that this one rests on."""
        return self._base

    @property
    def stack(self) -> tuple[RulePack, ...]:
        """This pack and the ones below it."""
        return (self, *(self._base.stack if self._base else ()))

    @property
    def packs_used(self) -> tuple[PackUsed, ...]:
        """The stack as a decision names it."""
        return self._assembler.packs_used

    @property
    def engine(self) -> str:
        """The name of the engine that finds the truth of every rule."""
        return self._engine

    @property
    def program(self) -> Program:
        """The pack as the engine runs it."""
        return self._program

    @property
    def ladder(self) -> Ladder:
        """The grounds of each measure, by rank."""
        return self._ladder

    @property
    def binder(self) -> Binder:
        """Binds cases to this pack."""
        return self._binder

    @property
    def assembler(self) -> Assembler:
        """Assembles the decisions of this pack."""
        return self._assembler

    def verdict(
        self,
        case: Case,
        readings: Mapping[str, str] | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Outcome:
        """Return the outcome alone: the fast way for many cases.  Arguments and errors as for `decide`."""
        if self._engine != REFERENCE:
            return self.outcome(self.judge(case, readings, calendar).interval)
        chosen = self.choose(readings)
        self._admission.check(case)
        earlier = self._binder.earlier(
            case, chosen, official_calendar if calendar is None else lambda: _calendar(calendar)
        )
        return self._verdict(case, earlier, self._binder.parameters(case.as_of), chosen.positions)

    def decide(
        self,
        case: Case,
        readings: Mapping[str, str] | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Decision:
        """Judge a case.

        Args:
            case: the facts.
            readings: reading id to option id, where the default is not wanted.
            calendar: the working-day calendar, if not the one of the published notices.

        Raises:
            CaseError: the case lies outside the pack's territory or before it was in force; a fact under `local` is
                not the pack's; an earlier measure is no rung of any ladder in question.
            UseError: a reading or an option does not exist.
            CalendarCoverageError: a date is needed outside the calendar, and the calendar was told to refuse.
        """
        chosen = self._defaults if not readings else self.choose(readings)
        self._admission.check(case)
        days = official_calendar() if calendar is None else _calendar(calendar)
        return self._assembler.decide(case, chosen, readings or {}, days)

    def judge(
        self,
        case: Case,
        readings: Mapping[str, str] | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Judged:
        """Return the truth of every rule for a case, without a decision.  Arguments and errors as for `decide`."""
        chosen = self.choose(readings)
        self.admit(case)
        return self._assembler.judge(case, chosen, official_calendar() if calendar is None else _calendar(calendar))

    def choose(self, readings: Mapping[str, str] | None) -> Chosen:
        """Return one option for each reading, the defaults filled in.  Raises `UseError` for an unknown one."""
        if not readings:
            return self._defaults
        require_dict("readings", READINGS, readings, str)
        known = {reading.id: tuple(option.id for option in reading.options) for reading in self.pack.readings}
        problems: list[Diagnostic] = []
        for name, option in sorted(readings.items()):
            if name not in known:
                problems.append(diagnose("ZR610", suggestions=suggest(name, known), reading=name, pack=self.id))
            elif option not in known[name]:
                problems.append(
                    diagnose(
                        "ZR611",
                        suggestions=suggest(option, known[name]),
                        reading=name,
                        option=option,
                        options=", ".join(known[name]),
                    ),
                )
        if problems:
            raise UseError(problems)
        return Chosen.of(self.pack, readings)

    def outcome(self, interval: Interval) -> Outcome:
        """Name the measures of an interval."""
        return self._outcomes[interval.at_least, interval.at_most]

    def admit(self, case: Case) -> None:
        """Refuse a case that the instrument does not reach in space or time, or whose facts are not the pack's."""
        self._admission.check(case)


def _calendar(given: WorkCalendar) -> WorkCalendar:
    if not isinstance(given, WorkCalendar):
        raise wrong_type("calendar", _CALENDAR, given)
    return given


def _outcomes(measures: list[str]) -> dict[tuple[int, int], Outcome]:
    """Make the outcome of every interval in advance."""
    names = [None, *measures]
    return {
        (low, high): Outcome.model_construct(
            status="open" if high > low else "determined",
            at_least=names[low + 1],
            at_most=names[high + 1],
        )
        for low in range(NONE, len(measures))
        for high in range(low, len(measures))
    }
