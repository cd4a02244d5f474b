"""Puts cases together from bytes, built from the fact catalogue and from what a pack makes of its facts.

Every fact of the model may be unknown, or take any value that matters to the pack; lists may be absent, empty or short;
days lie around the days on which the pack's instruments came into force and around the day of the case.

A record is one string of bytes, a byte for each field; a zero byte is an unknown.  Whoever draws the bytes, hypothesis
or a plain random generator, gets the same cases.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from zongzhi_rules.divisions import Division
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case
from zongzhi_rules.testing.values import LEAST, values_of
from zongzhi_rules.testing.worse import MEASURES
from zongzhi_rules.vocabulary import InspectionResult, Level, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.testing.values import Place

_Data = dict[str, Any]
_Fields = tuple[tuple[str, tuple[Any, ...]], ...]
"""The fields of a record, each with its values."""
LONGEST_LIST = 5
YEARS_ON = 10 * 365
"""So many days after its first one a pack still gets cases."""
MOSTLY_UNKNOWN, HALF_KNOWN, MOSTLY_KNOWN = 176, 96, 12
"""Bytes below this are unknowns."""
_FIRST_DAY = date(2016, 1, 1)
"""From which day on cases are judged where no instrument says from when it is in force."""
_NATION = "nation"
_EVERY = 5  # provinces: what a pack makes of a code does not depend on more than its form
_AWAY = (0, -1, 1, -2, 2, -7, -10, 10, -30, -45, -60, 31, -61, -92, -183, -200, -365, -400)
_AFTER = (0, 0, 1, 3, 10, 30, 62, 100, 200)
_NUMBERS = (0, 1, 2, 3, 5, 10, 30)
_RATES = (0.0, 0.5, 59.9, 60.0, 89.9, 90.0, 100.0)
_ORIGIN = {"by": "示例机关", "on": str(_FIRST_DAY), "evidence": ["示例材料"]}


class _Reader:
    """Reads one record: a byte for each field, in the order of the fields."""

    def __init__(self, record: bytes, unknown: int) -> None:
        self._bytes = iter(record)
        self._unknown = unknown

    def maybe(self, options: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever a fact takes
        """Return one of the options, or None for an unknown."""
        byte = next(self._bytes)
        return None if byte < self._unknown or not options else options[(byte - self._unknown) % len(options)]

    def one(self, options: Sequence[Any]) -> Any:  # noqa: ANN401
        """Return one of the options."""
        return options[next(self._bytes) % len(options)]


class Drawn(NamedTuple):
    """What is drawn of a case."""

    days_on: int
    unknown: int
    closed: bool
    subject: _Data
    sections: Mapping[str, bytes]
    lists: Mapping[str, list[bytes] | None]


class Builder:
    """Puts cases of one pack together from bytes: one for each field, 0 for an unknown.

    Attributes:
        sections: the sections of a case, each with its fields and their values.
        codes: the divisions in the pack's territory.
    """

    def __init__(self, pack: RulePack) -> None:
        """Collect the fields of the fact model and the values that matter to the pack."""
        known = [one.instrument.in_force for one in pack.stack if one.instrument.in_force is not None]
        self._first = max(known, default=_FIRST_DAY)
        self._anchors = sorted({self._first, *known})
        self._rungs = tuple(dict.fromkeys(measure.id for one in pack.stack for measure in one.pack.measures))
        self._values = values_of(pack)
        self.sections: dict[str, _Fields] = {
            section: tuple((name, self._options((None, path))) for name, path in facts)
            for section, facts in self._facts_by_section().items()
        }
        self.codes = _codes(pack.instrument.territory)
        self._of_the_subject = _of_the_subject(pack)
        self._fields = {
            name: tuple((field, self._options((name, field))) for field in spec.fields)
            for name, spec in catalogue().collections.items()
        }

    def width(self, collection: str) -> int:
        """Return how many bytes an item of a list takes."""
        return _WIDTH_OF_A_MEASURE if collection == MEASURES else len(self._fields[collection])

    @property
    def width_of_subject(self) -> int:
        """How many bytes a subject takes."""
        return len(self._of_the_subject) + 1

    def subject(self, code: str, unit: bool, record: bytes) -> _Data:  # noqa: FBT001 - drawn
        """Return a subject: a locality or unit of any kind, level and organ."""
        return _subject(self._of_the_subject, code, unit, record)

    def case(self, drawn: Drawn) -> Case:
        """Put a case together."""
        as_of = self._first + timedelta(days=drawn.days_on)
        data: _Data = {"id": "case", "as_of": as_of, "subject": drawn.subject}
        for section, record in drawn.sections.items():
            reader = _Reader(record, drawn.unknown)
            found = {name: reader.maybe(options) for name, options in self.sections[section]}
            data[section] = {name: value for name, value in found.items() if value is not None}
        for name, records in drawn.lists.items():
            if records is None and drawn.closed:
                data[name] = []
            elif records is not None:
                make = self._measure if name == MEASURES else functools.partial(self._item, name)
                data[name] = _with_keys(name, [make(_Reader(record, drawn.unknown), as_of) for record in records])
        return Case.model_validate(data)

    def _facts_by_section(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for of, path in self._values.declarations:
            section, _, name = path.partition(".")
            if of is None and name and section != "subject":
                found.setdefault(section, []).append((name, path))
        return found

    def _options(self, place: Place) -> tuple[Any, ...]:
        """Return the values of a fact as a case file writes them; a finding may say who made it, when and on what."""
        of, path = place
        kind = self._values.declarations[place].kind
        values = tuple(str(value) if isinstance(value, date) else value for value in self._values.candidates[place])
        if not values:
            least = LEAST.get(place, 0)
            numbers = tuple(number for number in _NUMBERS if number >= least)
            values = {"number": _RATES, "date": (str(_FIRST_DAY),)}.get(kind, numbers)
        spec = catalogue().facts.get(path) if of is None else catalogue().collections[of].fields.get(path)
        is_finding = spec is None or spec.finding  # a pack's own facts are findings too
        return (*values * 3, *({"value": value, **_ORIGIN} for value in values)) if is_finding else values

    # lists -----------------------------------------------------------------------------------------------------

    def _item(self, collection: str, reader: _Reader, as_of: date) -> _Data:
        item: _Data = {}
        for field, options in self._fields[collection]:
            pick = reader.one if _required(collection, field) else reader.maybe
            if field == catalogue().collections[collection].key:
                item[field] = as_of.year - reader.one(range(LONGEST_LIST))  # a year; other keys are numbered later
                continue
            days = self._values.declarations[collection, field].kind == "date"
            value = pick(self._past_days(as_of) if days else options)
            if value is not None:
                item[field] = value
        return item

    def _past_days(self, as_of: date) -> tuple[date, ...]:
        """Return days around the day of the case and the first days of the instruments, none after the case."""
        return tuple(min(day + timedelta(days=away), as_of) for away in _AWAY for day in (as_of, *self._anchors))

    def _measure(self, reader: _Reader, as_of: date) -> _Data:
        """Return a measure of this ladder or of one below, with its days in their order.  Reads so many bytes."""
        day: date = reader.one(self._past_days(as_of))
        later = [min(day + timedelta(days=days), as_of) for days in _AFTER]
        ends = [max(as_of + timedelta(days=days), day) for days in (0, -1, 1, -10, 60)]
        found = {
            "measure": reader.one(self._rungs),
            "decided_on": reader.one((day, day, None)),
            "received_on": reader.maybe(later),
            "held_on": reader.maybe(later),
            "term_ends_on": reader.maybe([*ends, day + timedelta(days=90)]),
            "rectified": reader.maybe((False, True)),
            "inspections": self._inspections(reader, later),
            "released_on": reader.one((None, None, None, *later)),
        }
        return {name: value for name, value in found.items() if value is not None}

    @staticmethod
    def _inspections(reader: _Reader, days: list[date]) -> list[_Data] | None:
        number = reader.one((None, None, None, 0, 1, 2))
        held = []
        for _ in range(_MOST_INSPECTIONS):
            result = reader.maybe([one.value for one in InspectionResult])
            held.append({"on": reader.one(days), **({} if result is None else {"result": result})})
        return None if number is None else held[:number]


_MOST_INSPECTIONS = 2
_WIDTH_OF_A_MEASURE = 9 + 2 * _MOST_INSPECTIONS


def _with_keys(collection: str, items: list[_Data]) -> list[_Data]:
    """Number the items, or for those of a year keep one of each."""
    key = catalogue().collections[collection].key
    if key == "id":
        return [{**item, "id": f"{collection[0]}{number}"} for number, item in enumerate(items, start=1)]
    return list({item[key]: item for item in items}.values())


# subjects ------------------------------------------------------------------------------------------------------


def _subject(fields: _Fields, code: str, unit: bool, record: bytes) -> _Data:  # noqa: FBT001 - drawn
    reader = _Reader(record, HALF_KNOWN)
    drawn = {name: reader.maybe(options) for name, options in fields}
    direct = reader.maybe((True, False))
    subject: _Data = {"kind": SubjectKind.UNIT if unit else SubjectKind.LOCALITY, "division": code}
    if not unit:
        level = Division(code).level
        drawn |= {"level": None if drawn["level"] is None else level}
        drawn |= {"directly_governed": direct} if level is Level.COUNTY else {}
    return subject | {name: value for name, value in drawn.items() if value is not None}


def _of_the_subject(pack: RulePack) -> _Fields:
    """Return the fields of a subject that any combination may have, with their values."""
    others = {"subject.kind", "subject.division", "subject.directly_governed"}
    return tuple(
        (path.partition(".")[2], candidates)
        for (of, path), candidates in values_of(pack).candidates.items()
        if of is None and path.startswith("subject.") and path not in others
    )


@functools.cache
def _codes(territory: str) -> tuple[str, ...]:
    """List codes in a territory: of every level, directly governed counties and townships among them."""
    provinces = [f"{number}0000" for number in range(11, 83) if Division.parse(f"{number}0000") is not None]
    if territory != _NATION:
        provinces = [Division(territory).province]
    codes = [
        f"{province[:2]}{middle}{last}{village}"
        for middle in ("01", "00", "17", "90")
        for last in ("01", "00", "22", "81")
        for village in ("", "001", "103")
        for province in provinces[::_EVERY]
    ]
    valid = (code for code in (territory, *codes) if Division.parse(code) is not None)
    return tuple(dict.fromkeys(code for code in valid if territory == _NATION or Division(code).lies_in(territory)))


# reading off the model -----------------------------------------------------------------------------------------


@functools.cache
def _required(collection: str, field: str) -> bool:
    """Whether the model of an item demands the field."""
    models = _models(Case.model_fields[collection].annotation)
    return any(field in model.model_fields and model.model_fields[field].is_required() for model in models)


def _models(annotation: Any) -> list[Any]:  # noqa: ANN401 - annotations have no better type
    found = [annotation] if hasattr(annotation, "model_fields") else []
    for part in getattr(annotation, "__args__", ()):
        found += _models(part)
    return found
