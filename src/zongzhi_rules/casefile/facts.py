"""From the entries of a file to the facts of a case as of a day.

Every entry states single facts, each with a stamp; of several statements of a fact the one with the highest stamp
holds.  So the facts are those of the set of entries: in which order they arrived makes no difference.

A stamp is: since when it holds (always, if not said), when it was known, when recorded, the id of the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, assert_never

from zongzhi_rules.casefile import events as ev
from zongzhi_rules.casefile.paths import LOCAL, Place, place_of
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.load import case_from

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import BaseModel

    from zongzhi_rules.casefile.state import CaseFile
    from zongzhi_rules.facts.model import Case

_Cell = tuple[str, str | None, str]
_Stamp = tuple[date, date, "datetime", str]
_DAY_OF = {
    "incidents": "happened_on",
    "referrals": "on",
    "earlier_measures": "decided_on",
    "awards": "granted_on",
    "performed_duties": "on",
}
"""The field that says since when an item is there."""
_PAST = {*_DAY_OF.values(), "received_on", "held_on", "released_on"}
"""The fields of an item that tell of a past event; its end of a term may lie ahead."""
_MEASURES, _DUTIES = "earlier_measures", "performed_duties"


def case_of(
    file: CaseFile,
    as_of: date,
    known_by: date | None = None,
    *,
    recorded_by: date | None = None,
) -> Case:
    """Return the facts as of a day.

    Args:
        file: the file.
        as_of: the day of the case: what happened later is not part of it.
        known_by: only what was known by then; all, if not given.
        recorded_by: only what the file said at the end of that day; all, if not given.

    Raises:
        CaseError: the entries contradict each other, or there was no file by then.
    """
    entries = file.in_force(known_by, recorded_by)
    if not any(isinstance(one, ev.Opened) for one in entries):
        raise CaseError([diagnose("ZR590", path="known_by", case=file.case, day=str(known_by or recorded_by))])
    facts = _Facts(as_of)
    for entry in entries:
        facts.take(entry)
    return case_from({"id": file.case, "as_of": as_of, **facts.data()})


def pending(file: CaseFile) -> tuple[str, ...]:
    """Return the entries that have no effect: they speak of an item or an entry that the file does not have (yet).

    A correction of a correction that was recorded after it is one of these.
    """
    facts = _Facts(date.max)
    entries = file.in_force()
    for entry in entries:
        facts.take(entry)
    known = {one.id: place for place, one in enumerate(file.events)}
    corrections = {one.id for one in file.events if isinstance(one, ev.Correction)}
    lost = []
    for place, one in enumerate(file.events):
        if isinstance(one, ev.Correction):
            target = known.get(one.corrects)
            if target is None or (target > place and one.corrects in corrections):
                lost.append(one.id)
    return tuple(sorted({*lost, *facts.dangling()}))


@dataclass(slots=True)
class _Facts:
    """Gathers what entries state, as of a day."""

    as_of: date
    cells: dict[_Cell, tuple[_Stamp, Any]] = field(default_factory=dict)
    inspections: dict[str, list[tuple[date, _Stamp, dict[str, Any]]]] = field(default_factory=dict)

    def take(self, entry: ev.Correctable) -> None:  # noqa: C901, PLR0912 - one arm for each kind of entry
        """Take what an entry states."""
        match entry:
            case ev.Opened():
                self._fields(entry, "subject", None, _given(entry.subject))
                for name in entry.complete:
                    self._state(entry, (name, None, ""), ())
            case ev.IncidentRecorded():
                dated = {} if entry.day is None else {"happened_on": entry.day}
                self._item(entry, "incidents", entry.incident.id, {**_given(entry.incident), **dated})
            case ev.AssessmentRecorded():
                if entry.assessment.year <= self.as_of.year and self._reached(entry.day):
                    self._item(entry, "assessments", str(entry.assessment.year), _given(entry.assessment))
            case ev.ReferralReceived():
                dated = {} if entry.day is None else {"on": entry.day}
                self._item(entry, "referrals", entry.referral.id, {**_given(entry.referral), **dated})
            case ev.FindingMade():
                self._finding(entry)
            case ev.MeasureDecided():
                known = {"measure": entry.measure, "decided_on": entry.day, "term_ends_on": entry.term_ends_on}
                self._item(entry, _MEASURES, entry.item, {k: v for k, v in known.items() if v is not None})
            case ev.MeasureReceived():
                self._fields(entry, _MEASURES, entry.item, {"received_on": entry.day})
            case ev.InterviewHeld():
                self._fields(entry, _MEASURES, entry.item, {"held_on": entry.day})
            case ev.MeasureReleased():
                self._fields(entry, _MEASURES, entry.item, {"released_on": entry.day})
            case ev.InspectionHeld():
                if self._reached(entry.day):
                    given = {"on": entry.day, "result": entry.result, "level": entry.level}
                    self.inspections.setdefault(entry.item, []).append((entry.happened_on, _stamp(entry), given))
            case ev.ReportDelivered():
                self._item(entry, _DUTIES, entry.id, {"duty": entry.report, "under": entry.item, **_done(entry)})
            case ev.DutyDone():
                self._item(entry, _DUTIES, entry.id, {"duty": entry.duty, **_done(entry)})
            case ev.TimePassed():
                pass
            case _:
                assert_never(entry)

    def data(self) -> dict[str, Any]:
        """Return the facts as a case takes them, the items of a list by their keys."""
        found: dict[str, Any] = {}
        items: dict[str, dict[str, dict[str, Any]]] = {}
        for (section, key, name), (_, value) in self.cells.items():
            if key is not None:
                if self._exists(section, key) and name:
                    items.setdefault(section, {}).setdefault(key, {})[name] = value
                elif self._exists(section, key):
                    items.setdefault(section, {}).setdefault(key, {})
            elif name:
                found.setdefault(section, {})[name] = value
            elif value is not None:
                items.setdefault(section, {})
        for key, held in self.inspections.items():
            if self._exists(_MEASURES, key):
                item = items[_MEASURES][key]
                item["inspections"] = (*(item.get("inspections") or ()), *(one for *_, one in sorted(held, key=_order)))
        for section, by_key in items.items():
            name = catalogue().collections[section].key
            named = [(int(key) if name == "year" and key.isdecimal() else key, one) for key, one in by_key.items()]
            found[section] = [{**one, name: key} for key, one in sorted(named, key=lambda each: each[0])]
        return found

    def dangling(self) -> set[str]:
        """Return the entries that state something of an item that is not there."""
        cells = {stamp[-1] for (section, key, _), (stamp, _) in self.cells.items() if self._missing(section, key)}
        held = {one[1][-1] for key, held in self.inspections.items() if self._missing(_MEASURES, key) for one in held}
        return cells | held

    def _missing(self, section: str, key: str | None) -> bool:
        return key is not None and not self._exists(section, key)

    def _exists(self, section: str, key: str) -> bool:
        cell = self.cells.get((section, key, ""))
        return cell is not None and cell[1] is not None

    def _finding(self, entry: ev.FindingMade) -> None:
        if not self._reached(entry.holds_from):
            return
        place = place_of(entry.path)
        if place is None:
            raise AssertionError(entry.path)
        if place.whole_item and isinstance(entry.value, Mapping):
            key = catalogue().collections[place.section].key
            fields = {name: value for name, value in entry.value.items() if name != key}
            self._item(entry, place.section, str(place.key), fields, entry.holds_from)
        elif place.section == LOCAL or not self._ahead(place, entry.value):
            self._state(entry, (place.section, place.key, place.field), entry.value, entry.holds_from)

    def _item(
        self,
        entry: ev.Entry,
        section: str,
        key: str,
        fields: Mapping[str, Any],
        since: date | None = None,
    ) -> None:
        if self._reached(_as_day(fields.get(_DAY_OF.get(section, "")))):
            self._state(entry, (section, key, ""), value=True, since=since)
            self._fields(entry, section, key, fields, since)

    def _fields(
        self,
        entry: ev.Entry,
        section: str,
        key: str | None,
        fields: Mapping[str, Any],
        since: date | None = None,
    ) -> None:
        for name, value in fields.items():
            if not self._ahead(Place(section, key, name), value):
                self._state(entry, (section, key, name), value, since)

    def _state(self, entry: ev.Entry, cell: _Cell, value: Any, since: date | None = None) -> None:  # noqa: ANN401
        stamp = _stamp(entry, since)
        if cell not in self.cells or self.cells[cell][0] < stamp:
            self.cells[cell] = stamp, value

    def _ahead(self, place: Place, value: object) -> bool:
        """Whether a value is a day after that of the case, of an event that so has not happened."""
        return place.key is not None and place.field in _PAST and not self._reached(_as_day(value))

    def _reached(self, day: date | None) -> bool:
        return day is None or day <= self.as_of


def _given(record: BaseModel) -> dict[str, Any]:
    """Return what is known of a record."""
    return {name: value for name in type(record).model_fields if (value := getattr(record, name)) is not None}


def _done(entry: ev.ReportDelivered | ev.DutyDone) -> dict[str, Any]:
    return {"on": entry.day, "period": entry.period, "evidence": entry.evidence}


def _stamp(entry: ev.Entry, since: date | None = None) -> _Stamp:
    return since or date.min, entry.known_on, entry.recorded_at, entry.id


def _order(held: tuple[date, _Stamp, dict[str, Any]]) -> tuple[date, _Stamp]:
    return held[0], held[1]


def _as_day(value: object) -> date | None:
    """Return the day that a value names; what is none is left for the case to refuse."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None
