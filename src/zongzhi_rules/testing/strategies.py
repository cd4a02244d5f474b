"""Cases at random, with hypothesis: built from the fact catalogue and from what a pack makes of its facts.

Every fact of the model may be unknown, or take any value that matters to the pack; lists may be absent, empty or short;
days lie around the days on which the pack's instruments came into force and around the day of the case.  Examples shrink
to cases that say next to nothing.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from zongzhi_rules.divisions import Division
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case
from zongzhi_rules.testing.values import Place, values_of
from zongzhi_rules.testing.worse import MEASURES
from zongzhi_rules.vocabulary import InspectionResult, Level, SubjectKind

if TYPE_CHECKING:
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.catalogue import FactSpec
    from zongzhi_rules.ir.pack import FactDeclaration

_Data = dict[str, Any]
_LONGEST_LIST = 5
_FIRST_DAY = date(2016, 1, 1)
"""From which day on cases are judged where no instrument says from when it is in force."""
_YEARS_ON = 10 * 365
_NUMBERS = 40
_NATION = "nation"


def cases(pack: RulePack) -> st.SearchStrategy[Case]:
    """Return a strategy of cases that the pack admits: in its territory, on or after its first day.

    A quarter of them states most facts, so that the outcome is often determined; the others leave most unknown.
    """
    return _Cases(pack).strategy()


class _Cases:
    """The parts of the strategy for one pack."""

    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self._values = values_of(pack)
        known = [one.instrument.in_force for one in pack.stack if one.instrument.in_force is not None]
        self._first = max(known, default=_FIRST_DAY)
        self._anchors = tuple(sorted({self._first, *known}))
        self._flag = st.booleans()

    def strategy(self) -> st.SearchStrategy[Case]:
        return st.sampled_from((False, False, False, True)).flatmap(self._case)

    def _case(self, full: bool) -> st.SearchStrategy[Case]:  # noqa: FBT001 - hypothesis hands it over by position
        return self._day().flatmap(lambda as_of: self._on(as_of, full=full)).map(Case.model_validate)

    def _day(self) -> st.SearchStrategy[date]:
        later = st.integers(0, 400) | st.integers(0, _YEARS_ON)
        return later.map(lambda days: self._first + timedelta(days=days))

    def _on(self, as_of: date, *, full: bool) -> st.SearchStrategy[_Data]:
        parts: dict[str, st.SearchStrategy[Any]] = {
            "id": st.just("case"),
            "as_of": st.just(as_of),
            "subject": _subjects(self._pack.instrument.territory),
        }
        for section, facts in _sections().items():
            parts[section] = self._record({name: self._fact((None, path)) for name, path in facts}, full=full)
        declared = {path: path.partition(".")[2] for of, path in self._values.declarations if of is None}
        local = {name: self._fact((None, path)) for path, name in declared.items() if path.startswith("local.")}
        if local:
            parts["local"] = self._record(local, full=full)
        for name in catalogue().collections:
            parts[name] = self._list(name, as_of, full=full)
        return st.fixed_dictionaries(parts).map(_without_unknown)

    def _record(self, fields: dict[str, st.SearchStrategy[Any]], *, full: bool) -> st.SearchStrategy[_Data]:
        if full:
            return st.fixed_dictionaries({name: field | st.none() for name, field in fields.items()})
        return st.just({}) | st.fixed_dictionaries({}, optional=fields)

    # facts -----------------------------------------------------------------------------------------------------

    def _fact(self, place: Place) -> st.SearchStrategy[Any]:
        return _fact(self._values.declarations[place], self._values.candidates[place], self._finding(place))

    @staticmethod
    def _finding(place: Place) -> bool:
        of, path = place
        spec = catalogue().facts.get(path) if of is None else catalogue().collections[of].fields.get(path)
        return spec is None or spec.finding  # a pack's own facts are findings too

    def _past(self, as_of: date) -> st.SearchStrategy[date]:
        return _near((as_of, *self._anchors), -400, 30).map(lambda day: min(day, as_of))

    # lists -----------------------------------------------------------------------------------------------------

    def _list(self, name: str, as_of: date, *, full: bool) -> st.SearchStrategy[list[_Data] | None]:
        key = catalogue().collections[name].key
        item = self._earlier(as_of) if name == MEASURES else self._item(name, as_of, full=full)
        items = st.lists(item, max_size=_LONGEST_LIST, unique_by=_year if key == "year" else None)
        lists = items if key == "year" else items.map(lambda found: _numbered(name, found))
        return lists if full else st.none() | lists

    def _item(self, name: str, as_of: date, *, full: bool) -> st.SearchStrategy[_Data]:
        required: dict[str, st.SearchStrategy[Any]] = {}
        optional: dict[str, st.SearchStrategy[Any]] = {}
        for field, spec in catalogue().collections[name].fields.items():
            if field == catalogue().collections[name].key == "id":
                continue
            if field == "year":
                required[field] = st.integers(max(as_of.year - 4, _FIRST_DAY.year - 2), as_of.year)
            else:
                value = self._past(as_of) if spec.type.kind == "date" else self._fact((name, field))
                (required if _required(name, field) else optional)[field] = value
        if full:
            return st.fixed_dictionaries(required | {field: one | st.none() for field, one in optional.items()})
        return st.fixed_dictionaries(required, optional=optional)

    def _earlier(self, as_of: date) -> st.SearchStrategy[_Data]:
        """Return measures of the pack's ladder and of those below it, with days in their order."""
        rungs = tuple(dict.fromkeys(measure.id for one in self._pack.stack for measure in one.pack.measures))
        decided = _near((as_of, *self._anchors), -500, 60).map(lambda day: min(day, as_of))
        return decided.flatmap(lambda day: self._decided(day, as_of, rungs))

    def _decided(self, day: date, as_of: date, rungs: tuple[str, ...]) -> st.SearchStrategy[_Data]:
        after = st.integers(0, 40).map(lambda days: min(day + timedelta(days=days), as_of))
        later = st.integers(0, 400).map(lambda days: min(day + timedelta(days=days), as_of))
        inspection = st.fixed_dictionaries(
            {"on": later},
            optional={"result": st.sampled_from(InspectionResult), "level": st.sampled_from(Level)},
        )
        ends = _near((as_of,), -3, 3).map(lambda end: max(end, day))
        return st.fixed_dictionaries(
            {"measure": st.sampled_from(rungs)},
            optional={
                "decided_on": st.just(day),
                "received_on": after,
                "held_on": after,
                "term_ends_on": ends | st.integers(0, 200).map(lambda days: day + timedelta(days=days)),
                "rectified": self._fact((MEASURES, "rectified")),
                "inspections": st.lists(inspection, max_size=3),
                "released_on": later,
            },
        )


def _fact(declaration: FactDeclaration, candidates: tuple[object, ...], finding: bool) -> st.SearchStrategy[Any]:  # noqa: FBT001
    """Return the values of a fact; a finding now and then says who made it, when and on what."""
    values: st.SearchStrategy[Any]
    match declaration.kind:
        case "boolean" | "term":
            values = st.sampled_from(candidates)
        case "integer":
            values = st.sampled_from(candidates) if candidates else st.integers(1, _NUMBERS)
        case "number":
            values = st.sampled_from([*candidates, 0.5, 89.9, 90.0])
        case "date":
            values = st.sampled_from(candidates) if candidates else st.just(str(_FIRST_DAY))
        case "text":
            values = st.sampled_from(candidates)
    if not finding:
        return values
    return values | st.fixed_dictionaries(
        {"value": values},
        optional={
            "by": st.just("示例机关"),
            "on": st.just(_FIRST_DAY),
            "evidence": st.just(["示例材料"]),
        },
    )


def _near(anchors: tuple[date, ...], least: int, most: int) -> st.SearchStrategy[date]:
    """Return days a little before or after one of several days, the anchors themselves most often."""
    away = st.integers(-2, 2) | st.integers(least, most)
    return st.builds(lambda day, days: day + timedelta(days=days), st.sampled_from(anchors), away)


# subjects ------------------------------------------------------------------------------------------------------


def _subjects(territory: str) -> st.SearchStrategy[_Data]:
    """Return localities and units of every kind and level in a territory (`nation`, or a GB/T 2260 code)."""
    return _localities(territory) | _units(territory)


def _localities(territory: str) -> st.SearchStrategy[_Data]:
    def locality(code: str) -> st.SearchStrategy[_Data]:
        level = Division(code).level
        optional: dict[str, st.SearchStrategy[Any]] = {"level": st.just(level.value)}
        if level is Level.COUNTY:
            optional["directly_governed"] = st.booleans()
        return st.fixed_dictionaries(
            {"kind": st.just(SubjectKind.LOCALITY.value), "division": st.just(code)},
            optional={"name": st.just("示例地方"), **optional},
        )

    return divisions(territory).flatmap(locality)


def _units(territory: str) -> st.SearchStrategy[_Data]:
    fields = {
        name.partition(".")[2]: spec for name, spec in catalogue().facts.items() if name.startswith("subject.")
    }
    drawn = {
        name: _fact_of(spec) for name, spec in fields.items() if name not in {"kind", "division", "name", "directly_governed"}
    }
    return st.fixed_dictionaries(
        {"kind": st.just(SubjectKind.UNIT.value), "division": divisions(territory)},
        optional={"name": st.just("示例单位"), **drawn},
    )


def _fact_of(spec: FactSpec) -> st.SearchStrategy[Any]:
    return st.sampled_from(spec.type.options) if spec.type.options else st.booleans()


def divisions(territory: str) -> st.SearchStrategy[str]:
    """Return valid codes of every level inside a territory, directly governed counties and townships among them."""
    return st.sampled_from(_codes(territory))


@functools.cache
def _codes(territory: str) -> tuple[str, ...]:
    """List codes that differ in all that matters: level, kind of county, first and last number of each place."""
    provinces = [f"{number}0000" for number in range(11, 83) if Division.parse(f"{number}0000")]
    found = []
    for province in provinces:
        for middle in ("00", "01", "17", "90"):
            for last in ("00", "01", "22", "81"):
                for village in ("", "001", "103"):
                    code = f"{province[:2]}{middle}{last}{village}"
                    division = Division.parse(code)
                    if division is not None and (territory == _NATION or division.lies_in(territory)):
                        found.append(code)
    own = [] if territory == _NATION else [territory]
    return tuple(dict.fromkeys([*own, *sorted(found, key=lambda code: (len(code), code))]))


# reading off the model -----------------------------------------------------------------------------------------


@functools.cache
def _sections() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the facts by section, without those of the subject and the day."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in catalogue().facts:
        section, _, name = path.partition(".")
        if name and section != "subject":
            found.setdefault(section, []).append((name, path))
    return {section: tuple(facts) for section, facts in found.items()}


@functools.cache
def _required(collection: str, field: str) -> bool:
    annotation = Case.model_fields[collection].annotation
    model = next(one for one in _models(annotation) if field in one.model_fields)
    return bool(model.model_fields[field].is_required())


def _models(annotation: Any) -> list[Any]:  # noqa: ANN401 - annotations have no better type
    found = [annotation] if hasattr(annotation, "model_fields") else []
    for part in getattr(annotation, "__args__", ()):
        found += _models(part)
    return found


def _year(item: _Data) -> int:
    year: int = item["year"]
    return year


def _numbered(name: str, items: list[_Data]) -> list[_Data]:
    return [{"id": f"{name[0]}{number}", **item} for number, item in enumerate(items, start=1)]


def _without_unknown(data: _Data) -> _Data:
    """Leave out what is unknown, as an author would."""
    found = {key: _record_without_unknown(value) for key, value in data.items()}
    return {key: value for key, value in found.items() if value is not None and value != {}}


def _record_without_unknown(value: Any) -> Any:  # noqa: ANN401 - JSON has no better type
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_record_without_unknown(item) for item in value]
    return value
