"""Binds a case to a pack: picks the facts that the pack reads, checks the pack's own facts, works out what is derived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.engines.protocol import Facts
from zongzhi_rules.engines.terms import TermEnd, overdue, rectified, term_end
from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.facts.model import Case, EarlierMeasure
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import FactDeclaration, Pack

_EARLIER = "earlier_measures"
_LOCAL = "local."
_ACCESSORS = {"subject.level": "subject.effective_level", "subject.directly_governed": "subject.is_directly_governed"}


@dataclass(frozen=True, slots=True)
class Bound:
    """The facts of a case as a pack sees them, with the ends of the earlier terms by the id of the measure."""

    facts: Facts
    terms: Mapping[str, TermEnd]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option for every reading of a pack: by id, and as positions among each reading's options in order of id."""

    options: Mapping[str, str]
    positions: tuple[int, ...]

    @classmethod
    def of(cls, pack: Pack, options: Mapping[str, str]) -> Chosen:
        """Fill in the defaults.  `options` must name readings of the pack and options that they have."""
        full = {reading.id: options.get(reading.id, reading.default) for reading in pack.readings}
        positions = [
            sorted(option.id for option in reading.options).index(full[reading.id]) for reading in pack.readings
        ]
        return cls(full, tuple(positions))


@dataclass(frozen=True, slots=True)
class Binder:
    """Binds cases to one pack.  Immutable; made once with the pack."""

    _pack: Pack
    _layout: Layout
    _values: Callable[[Case], tuple[object, ...]] = field(repr=False)
    _collections: tuple[tuple[str, Callable[[Any], tuple[object, ...]]], ...] = field(repr=False)
    _local: Mapping[str, FactDeclaration] = field(repr=False)

    def bind(self, case: Case, chosen: Chosen, calendar: WorkCalendar) -> Bound:
        """Return the bound facts.  Facts and measures of another pack are passed over: the pack on top checks them."""
        terms: dict[str, TermEnd] = {}
        collections: list[tuple[tuple[object, ...], ...] | None] = []
        for name, take in self._collections:
            items = getattr(case, name)
            if items is None:
                collections.append(None)
            elif name == _EARLIER:
                collections.append(self._earlier(items, case.as_of, chosen.options, calendar, terms))
            else:
                collections.append(tuple(map(take, items)))
        pack = self._pack
        return Bound(
            Facts(
                self._values(case),
                tuple(collections),
                tuple([parameter.on(case.as_of) for parameter in pack.parameters]),
                chosen.positions,
            ),
            terms,
        )

    def derived(
        self,
        case: Case,
        chosen: Chosen,
        calendar: WorkCalendar | Callable[[], WorkCalendar],
    ) -> tuple[tuple[object, ...], ...] | None:
        """Return the earlier measures with what is derived of them; None where they are unknown."""
        if case.earlier_measures is None or not self._reads_earlier:
            return None
        return self._earlier(case.earlier_measures, case.as_of, chosen.options, calendar() if callable(calendar) else calendar, {})

    @property
    def _reads_earlier(self) -> bool:
        return any(name == _EARLIER for name, _ in self._collections)

    def _earlier(
        self,
        items: tuple[EarlierMeasure, ...],
        as_of: date,
        readings: Mapping[str, str],
        calendar: WorkCalendar,
        terms: dict[str, TermEnd],
    ) -> tuple[tuple[object, ...], ...]:
        """Take the earlier measures that are rungs of this ladder; one of another ladder decides nothing here."""
        measures = {measure.id: measure for measure in self._pack.measures}
        fields = dict(self._layout.collections)[_EARLIER]
        found = []
        for item in items:
            measure = measures.get(item.measure)
            if measure is None:
                continue
            end = term_end(item, measure, self._pack, readings, calendar)
            terms[item.id] = end
            derived = {"overdue": overdue(end, as_of), "rectified": rectified(item), "term_ends_on": end.day, "term_stated": item.term_ends_on is not None}
            found.append(tuple(derived[name] if name in derived else getattr(item, name) for name in fields))
        return tuple(found)

    def check_local(self, case: Case) -> None:
        """Raise `CaseError` where a fact under `local` is not one of the pack's own, or not of its type."""
        declared = self._local
        problems: list[Diagnostic] = []
        for name, finding in case.local.items():
            declaration = declared.get(name)
            path = f"{_LOCAL}{name}"
            if declaration is None:
                problems.append(
                    diagnose("ZR550", path=path, suggestions=suggest(name, declared), name=name, pack=self._pack.id),
                )
            elif finding is not None and not _fits(finding.value, declaration):
                options = ", ".join(declaration.options) or declaration.kind
                problems.append(diagnose("ZR551", path=path, value=str(finding.value), name=name, wanted=options))
        if problems:
            raise CaseError(problems)


def check_measures(case: Case, known: tuple[str, ...]) -> None:
    """Raise `CaseError` where an earlier measure is a rung of none of the ladders that judge the case."""
    problems = [
        diagnose(
            "ZR552",
            path=f"{_EARLIER}[{index}].measure",
            suggestions=suggest(item.measure, known),
            measure=item.measure,
            known=", ".join(known),
        )
        for index, item in enumerate(case.earlier_measures or ())
        if item.measure not in known
    ]
    if problems:
        raise CaseError(problems)


def make_binder(pack: Pack, layout: Layout) -> Binder:
    """Write the functions that pick a pack's facts out of a case."""
    findings = {path for path, spec in catalogue().facts.items() if spec.finding}
    kinds = {path: declaration.kind for (of, path), declaration in layout.declarations.items() if of is None}
    values = [case_value(path, path in findings, kinds[path]) for path in layout.facts]
    collections = []
    for name, fields in layout.collections:
        known = catalogue().collections[name].fields
        parts = [
            read_value(f"x.{one}", finding=known[one].finding) if not known[one].derived else "None" for one in fields
        ]
        collections.append((name, _function("x", parts)))
    local = {
        path.removeprefix(_LOCAL): declaration
        for (of, path), declaration in layout.declarations.items()
        if of is None and path.startswith(_LOCAL)
    }
    return Binder(pack, layout, _function("case", values), tuple(collections), local)


def case_value(path: str, finding: bool, kind: str) -> str:  # noqa: FBT001 - a property of the path
    """Return the expression that takes a fact out of a `case`."""
    if path.startswith(_LOCAL):
        value = "date.fromisoformat(y.value)" if kind == "date" else "y.value"
        return f"(None if (y := case.local.get({path.removeprefix(_LOCAL)!r})) is None else {value})"
    return read_value(f"case.{_ACCESSORS.get(path, path)}", finding=finding)


def read_value(expression: str, *, finding: bool) -> str:
    """Return the expression of a field's value, out of its finding where it is one."""
    return f"(None if (y := {expression}) is None else y.value)" if finding else expression


def _function(argument: str, parts: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """Compile a function that takes the parts out of its argument.

    The parts are paths of the fact model and ids that the language has checked (letters, digits, underscores).
    """
    body = f"lambda {argument}: ({''.join(f'{part}, ' for part in parts)})"
    return cast("Callable[[Any], tuple[object, ...]]", eval(body, {"date": date}))  # noqa: S307 - see the docstring


def _fits(value: object, declaration: FactDeclaration) -> bool:
    match declaration.kind:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "term":
            return value in declaration.options
        case "date":
            return isinstance(value, str) and _is_day(value)
        case "text":
            return isinstance(value, str)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
