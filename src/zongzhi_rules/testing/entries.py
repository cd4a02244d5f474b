"""Histories: the entries of a file that come to the facts of a case, with detours on the way."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from zongzhi_rules.casefile import event_from
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case

if TYPE_CHECKING:
    from random import Random

    from zongzhi_rules.casefile import Event

_CHINA = timezone(timedelta(hours=8))
_SECTIONS = ("work", "order", "severity", "conduct", "necessity")
_BY_FINDING = ("hot_spots", "officials", "awards")
_OFTEN, _SOMETIMES = 0.5, 0.8  # a draw above these takes the detour, so that examples shrink to none
_Data = dict[str, Any]


def in_file_order(case: Case) -> Case:
    """Return the case as a file states it: lists by their keys, one inspection a day, in the order of the days."""
    data = case.model_dump(mode="json")
    for name, spec in catalogue().collections.items():
        if data[name] is not None:
            data[name].sort(key=lambda one: one[spec.key])
    for measure in data["earlier_measures"] or ():
        if measure["inspections"]:
            by_day = {one["on"]: one for one in reversed(measure["inspections"])}
            measure["inspections"] = [by_day[day] for day in sorted(by_day)]
    return Case.model_validate(data)


def history_of(case: Case, random: Random) -> tuple[Event, ...]:
    """Return the entries of a file that come to these facts on the day of the case: the opening, then the others.

    They stand in a random order of knowing and recording, with findings that are revised, slips that are corrected and
    corrections that are withdrawn.  A source of nothing but zeros takes no such detour.

    Args:
        case: the facts, in the order of a file (`in_file_order`).
        random: decides on the order, the days and the detours.
    """
    return _Taken(case, random).events


class _Taken:
    """Takes one case apart."""

    def __init__(self, case: Case, random: Random) -> None:
        self._random = random
        self._case = case
        self._numbers = 0
        self._found: list[Event] = []
        data = case.model_dump(mode="json", exclude_none=True)
        names = [name for name in catalogue().collections if data.get(name) is not None]
        opening = self._entry(
            "opened",
            case.as_of,
            happened_on=case.as_of,
            case=case.id,
            subject=data["subject"],
            complete=[name for name in names if random.random() < _OFTEN],
        )
        for name in names:
            self._add("finding_made", path=name, value=[])
        for section in _SECTIONS:
            for field, value in data[section].items():
                self._fact(f"{section}.{field}", value)
        for name, value in data["local"].items():
            self._fact(f"local.{name}", value)
        self._items(data)
        self._found.append(self._entry("time_passed", case.as_of, happened_on=case.as_of, known_on=case.as_of))
        random.shuffle(self._found)
        self.events: tuple[Event, ...] = (opening, *self._found)

    def _items(self, data: _Data) -> None:
        for name in _BY_FINDING:
            for item in data.get(name, ()):
                self._split(name, item, {"kind", "role", "granted_on"})
        for incident in data.get("incidents", ()):
            day = incident.pop("happened_on", None)
            self._pieces("incidents", incident, {"kind"}, "incident_recorded", "incident", day)
        for referral in data.get("referrals", ()):
            day = referral.pop("on", None)
            self._pieces("referrals", referral, {"by"}, "referral_received", "referral", day)
        for assessment in data.get("assessments", ()):
            self._add("assessment_recorded", assessment=assessment)
        for duty in data.get("performed_duties", ()):
            self._duty(duty)
        for measure in data.get("earlier_measures", ()):
            self._measure(measure)

    def _pieces(self, name: str, item: _Data, needed: set[str], event: str, key: str, day: str | None) -> None:  # noqa: PLR0913, PLR0917
        """Enter an item whole, or in part with findings on the rest; or first under a wrong day."""
        whole = self._random.random() < _OFTEN
        now = {field: value for field, value in item.items() if whole or field in {"id", *needed}}
        dated = {} if day is None else {"happened_on": day}
        if self._random.random() > _SOMETIMES:
            wrong = str(self._case.as_of - timedelta(days=self._random.randrange(300)))
            self._corrected(event, {"happened_on": wrong, key: now}, {**dated, key: now})
        else:
            self._add(event, None, **dated, **{key: now})
        for field, value in item.items():
            if field not in now:
                self._fact(f"{name}[{item['id']}].{field}", value)

    def _split(self, name: str, item: _Data, needed: set[str]) -> None:
        path = f"{name}[{item['id']}]"
        rest = {field: value for field, value in item.items() if field not in needed and field != "id"}
        whole = self._random.random() < _OFTEN
        fields = {field: value for field, value in item.items() if field != "id" and (whole or field not in rest)}
        self._add("finding_made", path=path, value=fields)
        for field, value in () if whole else rest.items():
            self._fact(f"{path}.{field}", value)

    def _measure(self, item: _Data) -> None:
        day = {} if item.get("decided_on") is None else {"happened_on": item["decided_on"]}
        term = {name: item[name] for name in ("term_ends_on",) if name in item}
        right = {"item": item["id"], "measure": item["measure"], **day, **term}
        if self._random.random() > _SOMETIMES:
            # Before the day of anything else, so that no other entry contradicts it meanwhile.
            self._corrected("measure_decided", {**right, "happened_on": "2010-01-04"}, right)
        else:
            self._add("measure_decided", **right)
        for event, field in (
            ("measure_received", "received_on"),
            ("interview_held", "held_on"),
            ("measure_released", "released_on"),
        ):
            if field in item:
                self._add(event, item=item["id"], happened_on=item[field])
        if "rectified" in item:
            self._fact(f"earlier_measures[{item['id']}].rectified", item["rectified"])
        if item.get("inspections") == []:
            self._add("finding_made", path=f"earlier_measures[{item['id']}].inspections", value=[])
        for one in item.get("inspections", ()):
            given = {name: value for name, value in one.items() if name != "on"}
            self._add("inspection_held", item=item["id"], happened_on=one["on"], **given)

    def _duty(self, duty: _Data) -> None:
        rest = {name: duty[name] for name in ("evidence", "period") if name in duty}
        if "under" in duty:
            named = {"item": duty["under"], "report": duty["duty"]}
            self._add("report_delivered", name=duty["id"], happened_on=duty["on"], **named, **rest)
        else:
            self._add("duty_done", name=duty["id"], happened_on=duty["on"], duty=duty["duty"], **rest)

    def _fact(self, path: str, value: object) -> None:
        """Find a fact; sometimes after an earlier state of things, or a slip."""
        way = self._random.random()
        if way > 0.85:  # noqa: PLR2004
            self._corrected("finding_made", {"path": path, "value": None}, {"path": path, "value": value})
        elif way > 0.7:  # noqa: PLR2004
            other = self._case.as_of - timedelta(days=30)
            self._add("finding_made", path=path, value=None, holds_from=other - timedelta(days=400))
            self._add("finding_made", path=path, value=value, holds_from=other)
        elif way > 0.6:  # noqa: PLR2004
            self._add("finding_made", path=path, value=value)
            self._withdrawn("finding_made", path=path, value=None)
        else:
            self._add("finding_made", path=path, value=value)

    # entries ---------------------------------------------------------------------------------------------------

    def _add(self, event: str, name: str | None = None, **content: Any) -> Event:  # noqa: ANN401 - the fields of an entry
        entry = self._entry(event, self._case.as_of, name, **content)
        self._found.append(entry)
        return entry

    def _corrected(self, event: str, wrong: _Data, right: _Data) -> None:
        entry = self._add(event, **wrong)
        replacement = self._entry(event, self._case.as_of, entry.id, **right)
        plain = replacement.model_dump(mode="json", exclude_defaults=True)
        first = self._add("correction", corrects=entry.id, replacement=plain)
        if self._random.random() > _SOMETIMES:  # a correction that was itself wrong, and is withdrawn in its turn
            later: _Data = {"known_on": first.known_on, "recorded_at": first.recorded_at + timedelta(hours=1)}
            second = self._add("correction", corrects=entry.id, replacement=None, **later)
            later["recorded_at"] += timedelta(hours=1)
            self._add("correction", corrects=second.id, **later)

    def _withdrawn(self, event: str, **content: Any) -> None:  # noqa: ANN401 - the fields of an entry
        self._add("correction", corrects=self._add(event, **content).id)

    def _entry(self, event: str, latest: date, name: str | None = None, **content: Any) -> Event:  # noqa: ANN401 - the fields of an entry
        self._numbers += 1
        earliest = date.fromisoformat(str(content.get("happened_on", latest - timedelta(days=200))))
        known = earliest + timedelta(days=self._random.randint(0, max((latest - earliest).days, 0)))
        known = content.pop("known_on", known)
        recorded = datetime(known.year, known.month, known.day, tzinfo=_CHINA)
        dates = {
            "known_on": known,
            "recorded_at": recorded + timedelta(hours=self._random.randint(0, 24 * 40)),
        }
        return event_from({"event": event, "id": name or f"e{self._numbers}", **dates, **content})
