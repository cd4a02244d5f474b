"""Which cases a pack takes: those within its territory and time, with facts and measures that it knows."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.values import kind_label
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.divisions import Division
from zongzhi_rules.engines.access import LOCAL
from zongzhi_rules.engines.binding import EARLIER
from zongzhi_rules.errors import CaseError, UseError
from zongzhi_rules.facts.model import Case
from zongzhi_rules.kept import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.facts.local import FoundValue
    from zongzhi_rules.facts.model import EarlierMeasure
    from zongzhi_rules.ir.pack import FactDeclaration, Pack
    from zongzhi_rules.kept import Kept

_NATION = "nation"
_KEPT = 1024


def require_case(case: object) -> None:
    """Raise `UseError` for what is no case, such as the dictionary that one is made of."""
    if not isinstance(case, Case):
        raise UseError([diagnose("ZR615", kind=type(case).__name__)])


class Admission:
    """Checks cases before one pack judges them.  Immutable; made once with the pack."""

    __slots__ = ("_admitted", "_fits", "_local", "_measures", "_pack", "_since", "_territory")

    def __init__(self, pack: Pack, measures: tuple[str, ...]) -> None:
        """Take the pack and the measures that an earlier measure may be: those of the ladders in its stack."""
        self._pack = pack
        # an instrument that does not say since when it is in force reaches no further back than the one below
        self._since = next((one.in_force for one in pack.instruments if one.in_force is not None), None)
        territory = pack.instrument.territory
        self._territory = None if territory == _NATION else territory
        self._measures = measures
        self._local = {
            fact.path.removeprefix(LOCAL): fact
            for fact in pack.facts
            if fact.of is None and fact.path.startswith(LOCAL)
        }
        self._admitted: Kept[int, Mapping[str, FoundValue | None]] = Room(_KEPT).store()
        self._fits = {name: _test(declaration) for name, declaration in self._local.items()}

    def check(self, case: Case) -> None:
        """Raise `CaseError` for a case that the pack does not take, `UseError` for what is no case at all."""
        require_case(case)
        local = case.local
        if local and self._admitted.get(id(local)) is not local:  # cases that say the same share it
            if not self._known(local):
                raise CaseError(self._local_problems(local))
            self._admitted.keep(id(local), local)
        if case.earlier_measures and not all(item.measure in self._measures for item in case.earlier_measures):
            raise CaseError(self._measure_problems(case.earlier_measures))
        territory = self._territory
        if territory is not None:
            division = case.subject.division
            if not Division(division).lies_in(territory):
                pack = self._pack.id
                found = diagnose("ZR560", path="subject.division", division=division, pack=pack, territory=territory)
                raise CaseError([found])
        since = self._since
        if since is not None and case.as_of < since:
            pack = self._pack.id
            raise CaseError([diagnose("ZR561", path="as_of", day=str(case.as_of), pack=pack, since=str(since))])

    def _known(self, local: Mapping[str, FoundValue | None]) -> bool:
        """Whether these facts are all the pack's own and of its types."""
        fits = self._fits
        for name, finding in local.items():
            fit = fits.get(name)
            if fit is None or not (finding is None or fit(finding.value)):
                return False
        return True

    def _local_problems(self, local: Mapping[str, FoundValue | None]) -> Iterator[Diagnostic]:
        for name, finding in local.items():
            declaration = self._local.get(name)
            path = f"{LOCAL}{name}"
            if declaration is None:
                near = suggest(name, self._local)
                yield diagnose("ZR550", path=path, suggestions=near, name=name, pack=self._pack.id)
            elif finding is not None and not self._fits[name](finding.value):
                terms = zip(declaration.options, declaration.labels, strict=True)
                wanted = tuple(f"{term} {label}" for term, label in terms) or kind_label(declaration.kind)
                value = json.dumps(finding.value, ensure_ascii=False)
                yield diagnose("ZR551", path=path, value=value, name=name, wanted=wanted)

    def _measure_problems(self, items: tuple[EarlierMeasure, ...]) -> Iterator[Diagnostic]:
        for index, item in enumerate(items):
            if item.measure not in self._measures:
                yield diagnose(
                    "ZR552",
                    path=f"{EARLIER}[{index}].measure",
                    suggestions=suggest(item.measure, self._measures),
                    measure=item.measure,
                    known=tuple(self._measures),
                )


def _test(declaration: FactDeclaration) -> Callable[[object], bool]:
    """Return the function that tells whether a value is of the type that a pack declares."""
    match declaration.kind:
        case "boolean":
            return lambda value: isinstance(value, bool)
        case "integer":
            return lambda value: isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)
        case "term":
            return frozenset[object](declaration.options).__contains__
        case "date":
            return _is_day
        case "text":
            return lambda value: isinstance(value, str)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
