"""The facts of a file, found the naive way: what holds is laid over what held before, entry by entry.

Shares nothing with `casefile.facts` and `CaseFile.in_force` but the models of the entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules.facts.model import Case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from zongzhi_rules.casefile import Event

_KEYS = {"assessments": "year"}
_LISTS = (
    "incidents", "hot_spots", "assessments", "referrals", "earlier_measures", "officials", "awards", "performed_duties",
)  # fmt: skip
_DATED = {"incidents": "happened_on", "referrals": "on", "earlier_measures": "decided_on", "awards": "granted_on"}
_TOLD = {"happened_on", "on", "decided_on", "granted_on", "received_on", "held_on", "released_on"}
_TOUCHED = {
    "measure_received": "received_on",
    "interview_held": "held_on",
    "measure_released": "released_on",
}
_Data = dict[str, Any]


class NoFileError(Exception):
    """The file was not open yet."""


def facts_of(
    events: Iterable[Event], as_of: date, known_by: date | None = None, recorded_by: date | None = None
) -> Case:
    """Return the case of a file as of a day, from scratch."""
    plain = [one.model_dump(mode="json") for one in events]
    seen = [
        one
        for one in plain
        if (known_by is None or one["known_on"] <= str(known_by))
        and (recorded_by is None or one["recorded_at"][:10] <= str(recorded_by))
    ]
    entries = [one for one in (_corrected(one, seen) for one in seen) if one is not None]
    openings = [one for one in entries if one["event"] == "opened"]
    if not openings:
        raise NoFileError
    sheet = _Sheet(str(as_of))
    for one in sorted(entries, key=_since):
        sheet.write(one)
    case = next(one["case"] for one in plain if one["event"] == "opened")
    return Case.model_validate({"id": case, "as_of": as_of, **sheet.facts()})


def _corrected(entry: _Data, seen: list[_Data]) -> _Data | None:
    """Return what an entry comes to; None for a correction, and for what was withdrawn."""
    if entry["event"] == "correction":
        return None
    standing = [one for one in seen if one.get("corrects") == entry["id"] and _stands(one, seen)]
    found: _Data | None = max(standing, key=_written)["replacement"] if standing else entry
    return found


def _stands(correction: _Data, seen: list[_Data]) -> bool:
    """Whether no later correction that itself stands takes it back."""
    return not any(
        one.get("corrects") == correction["id"] and _written(one) > _written(correction) and _stands(one, seen)
        for one in seen
    )


def _written(entry: _Data) -> tuple[str, str]:
    return entry["recorded_at"], entry["id"]


def _since(entry: _Data) -> tuple[str, str, str, str]:
    return entry.get("holds_from") or "", entry["known_on"], entry["recorded_at"], entry["id"]


class _Sheet:
    """A case being written over and over."""

    def __init__(self, as_of: str) -> None:
        self.as_of = as_of
        self.sections: dict[str, _Data] = {}
        self.kept: set[str] = set()
        self.items: dict[str, dict[str, _Data]] = {name: {} for name in _LISTS}
        self.there: dict[tuple[str, str], bool] = {}
        self.inspections: dict[str, list[_Data]] = {}

    def write(self, entry: _Data) -> None:  # noqa: C901, PLR0912 - one arm for each kind of entry
        kind = entry["event"]
        day = entry.get("happened_on")
        if kind == "opened":
            self.sections["subject"] = {**self.sections.get("subject", {}), **_stated(entry["subject"])}
            self.kept.update(entry["complete"])
        elif kind == "incident_recorded":
            self.item("incidents", entry["incident"]["id"], {**entry["incident"], "happened_on": day})
        elif kind == "referral_received":
            self.item("referrals", entry["referral"]["id"], {**entry["referral"], "on": day})
        elif kind == "assessment_recorded":
            year = entry["assessment"]["year"]
            if year <= int(self.as_of[:4]) and not self.ahead(day):
                self.item("assessments", str(year), entry["assessment"])
        elif kind == "measure_decided":
            told = {"measure": entry["measure"], "decided_on": day, "term_ends_on": entry["term_ends_on"]}
            self.item("earlier_measures", entry["item"], told)
        elif kind in _TOUCHED:
            self.fields("earlier_measures", entry["item"], {_TOUCHED[kind]: day})
        elif kind == "inspection_held":
            if not self.ahead(day):
                told = {"on": day, "result": entry["result"], "level": entry["level"]}
                self.inspections.setdefault(entry["item"], []).append(told)
        elif kind == "report_delivered":
            self.duty(entry, {"duty": entry["report"], "under": entry["item"]})
        elif kind == "duty_done":
            self.duty(entry, {"duty": entry["duty"]})
        elif kind == "finding_made":
            self.finding(entry["path"], entry["value"], entry["holds_from"])
        else:
            assert kind == "time_passed"

    def finding(self, path: str, value: Any, since: str | None) -> None:
        if self.ahead(since):
            return
        name, bracket, rest = path.partition("[")
        if bracket:
            key, _, field = rest.rpartition("]")
            if field:
                self.fields(name, key, {field[1:]: value}, null=True)
            elif value is None:
                self.there[name, key] = False
            else:
                self.item(name, key, value, null=True)
        elif name in _LISTS:
            (self.kept.discard if value is None else self.kept.add)(name)
        else:
            section, _, field = path.partition(".")
            self.sections.setdefault(section, {})[field] = value

    def duty(self, entry: _Data, told: _Data) -> None:
        rest = {"period": entry["period"], "evidence": entry["evidence"]}
        if not self.ahead(entry["happened_on"]):
            self.there["performed_duties", entry["id"]] = True
            self.fields("performed_duties", entry["id"], {**told, "on": entry["happened_on"], **rest}, null=True)

    def item(self, name: str, key: str, told: _Data, *, null: bool = False) -> None:
        if not self.ahead(told.get(_DATED.get(name, ""))):
            self.there[name, key] = True
            self.fields(name, key, told, null=null)

    def fields(self, name: str, key: str, told: _Data, *, null: bool = False) -> None:
        held = self.items[name].setdefault(key, {})
        for field, value in told.items():
            if field == _KEYS.get(name, "id") or (value is None and not null):
                continue
            if not (field in _TOLD and isinstance(value, str) and self.ahead(value)):
                held[field] = value

    def ahead(self, day: str | None) -> bool:
        return day is not None and day > self.as_of

    def facts(self) -> _Data:
        found: _Data = dict(self.sections)
        for name in _LISTS:
            keys = sorted(key for (one, key), there in self.there.items() if one == name and there)
            if not keys and name not in self.kept:
                continue
            found[name] = []
            for key in keys:
                one = {**self.items[name].get(key, {}), _KEYS.get(name, "id"): int(key) if name in _KEYS else key}
                if name == "earlier_measures" and key in self.inspections:
                    held = sorted(self.inspections[key], key=lambda each: each["on"])
                    one["inspections"] = [*(one.get("inspections") or ()), *held]
                found[name].append(one)
        return found


def _stated(data: _Data) -> _Data:
    return {name: value for name, value in data.items() if value is not None}
