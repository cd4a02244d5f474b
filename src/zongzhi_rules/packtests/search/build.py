"""From a state of the search to the facts of a case, as an author would write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.divisions import Division
from zongzhi_rules.engines.terms import overdue, rectified, term_end
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import EarlierMeasure, Subject
from zongzhi_rules.packtests.search.values import LONG_AGO, OF_LATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.packtests.search.solve import Item, State
    from zongzhi_rules.packtests.search.values import Values

Facts = dict[str, object]

_EARLIER = "earlier_measures"
_SUBJECT, _LOCAL = "subject", "local"
_ANY_PROVINCE = "13"
_DERIVED_OF_SUBJECT = ("kind", "level", "directly_governed")


@dataclass(frozen=True)
class Builder:
    """Writes the facts of a case on a day, so that the derived ones come out as a state wants them."""

    pack: Pack
    as_of: date

    def facts(self, state: State, readings: Mapping[str, str]) -> Facts | None:
        """Return the facts; None where no case has the derived facts that the state wants."""
        as_of = state.facts.get("as_of", (self.as_of,))[0]
        subject = self._subject(state.facts)
        if subject is None or not isinstance(as_of, date):
            return None
        found: Facts = {"as_of": as_of.isoformat(), _SUBJECT: subject}
        for path, values in sorted(state.facts.items()):
            section, _, name = path.rpartition(".")
            if section in ("", _SUBJECT) or values[0] is None:
                continue
            inside = found.setdefault(section, {})
            if isinstance(inside, dict):
                inside[name] = _written(values[0])
        for collection, items in state.items.items():
            if items is None:
                continue
            written = [self._item(collection, item, number, readings) for number, item in enumerate(items)]
            whole = [one for one in written if one is not None]
            if len(whole) != len(written):
                return None
            found[collection] = whole
        return found

    # the subject -----------------------------------------------------------------------------------------------

    def _subject(self, facts: Mapping[str, Values]) -> Facts | None:
        wanted = {path.partition(".")[2]: values for path, values in facts.items() if path.startswith(f"{_SUBJECT}.")}
        plain = {
            name: values[0]
            for name, values in wanted.items()
            if name not in _DERIVED_OF_SUBJECT and values[0] is not None
        }
        for kind, division, level, direct in product(
            ("locality", "unit"), self._divisions(), _levels(wanted.get("level")), (None, True)
        ):
            given = {"kind": kind, "division": division, "level": level, "directly_governed": direct}
            data = {name: value for name, value in {**given, **plain}.items() if value is not None}
            try:
                subject = Subject.model_validate(data)
            except ValidationError:
                continue
            derived = {
                "kind": subject.kind.value,
                "level": None if subject.effective_level is None else subject.effective_level.value,
                "directly_governed": subject.is_directly_governed,
            }
            if all(value in wanted.get(name, (value,)) for name, value in derived.items()):
                return data
        return None

    def _divisions(self) -> Iterator[str]:
        """Yield codes within the territory: a county, a prefecture, the province, a directly governed county."""
        territory = self.pack.instrument.territory
        province = territory[:2] if territory[:2].isdigit() else _ANY_PROVINCE
        for code in (f"{province}0122", f"{province}0100", f"{province}0000", f"{province}9001", territory):
            division = Division.parse(code)
            if division is not None and (not territory[:2].isdigit() or division.lies_in(territory)):
                yield code

    # items -----------------------------------------------------------------------------------------------------

    def _item(self, collection: str, item: Item, number: int, readings: Mapping[str, str]) -> Facts | None:
        spec = catalogue().collections[collection]
        if collection == _EARLIER:
            return self._earlier(item, number, readings)
        found: Facts = {} if spec.key != "id" else {"id": _name(number)}
        for name, field in spec.fields.items():
            if name == "id":
                continue
            if name in item:
                if item[name][0] is not None:
                    found[name] = _written(item[name][0])
            elif field.known:
                found[name] = field.type.options[0] if field.type.options else self._default(field.type.kind, number)
        return found

    def _default(self, kind: str, number: int) -> object:
        if kind == "integer":
            return self.as_of.year - 1 - number
        return self.as_of.isoformat() if kind == "date" else _name(number)

    def _earlier(self, item: Item, number: int, readings: Mapping[str, str]) -> Facts | None:
        """Try the ways in which an earlier measure can stand until the derived facts are as they are wanted."""
        measures = {one.id: one for one in self.pack.measures}
        days = dict.fromkeys((None, self.as_of - LONG_AGO, self.as_of - OF_LATE))
        decided = item.get("decided_on") or tuple(days)
        ends = (None, self.as_of - timedelta(days=1), self.as_of)
        for name, decided_on, begun, ends_on, done in product(
            item.get("measure", tuple(measures)), decided, (True, False), ends, (None, False, True)
        ):
            if name not in measures:
                continue
            start = decided_on if begun else None
            dates = {"decided_on": decided_on, "held_on": start, "received_on": start, "term_ends_on": ends_on}
            data = {"id": _name(number), "measure": name, **dates, "rectified": done}
            known = {key: _written(value) for key, value in data.items() if value is not None}
            try:
                measure = EarlierMeasure.model_validate(known)
            except ValidationError:
                continue
            end = term_end(measure, measures[str(name)], self.pack, readings, official_calendar())
            values = vars(measure) | {
                "measure": name,
                "overdue": overdue(end, self.as_of),
                "rectified": rectified(measure, end.day),
                "term_ends_on": end.day,
                "term_stated": measure.term_ends_on is not None,
            }
            if all(values[field] in wanted for field, wanted in item.items()):
                return known
        return None


def _levels(wanted: Values | None) -> Values:
    return (None,) if wanted is None else (None, *[value for value in wanted if value is not None])


def _name(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[number] if number < len("甲乙丙丁戊己庚辛壬癸") else f"第{number + 1}"


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
