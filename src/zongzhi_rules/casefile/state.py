"""The state of a file: its entries, and which of them are in force by a day of knowing or recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from zongzhi_rules.casefile.events import Correction, Event, Opened, canonical
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.finding import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from zongzhi_rules.casefile.events import Correctable

FILE_SCHEMA_VERSION = 1


class CaseFile(Record, title="案卷"):
    """A file: its entries in the order of recording.  Equal sets of entries make equal files, whoever came first.

    Make one with `open_file` and `advance`; `model_dump_json` and `model_validate_json` keep it.
    """

    schema_version: Annotated[Literal[1], Field(title="格式版本")] = 1
    events: Annotated[tuple[Event, ...], Field(title="记录")]

    @field_validator("events")
    @classmethod
    def _in_sequence(cls, events: tuple[Event, ...]) -> tuple[Event, ...]:
        return tuple(sorted(events, key=_sequence))

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        _check(self.events)
        return self

    @classmethod
    def of(cls, events: Iterable[Event]) -> CaseFile:
        """Return the file of entries in any order.

        Raises:
            CaseError: none of them opens the file, or two do; two have the same id; the opening is withdrawn.
        """
        ordered = tuple(sorted(events, key=_sequence))
        _check(ordered)
        return cls.model_construct(events=ordered)

    @property
    def opening(self) -> Opened:
        """The entry that opened the file, as it was written."""
        return next(one for one in self.events if isinstance(one, Opened))

    @property
    def case(self) -> str:
        """The id of the case."""
        return self.opening.case

    @property
    def day(self) -> date:
        """The day that the file has come to: the last on which something was learned."""
        return max(one.known_on for one in self.events)

    def get(self, entry: str) -> Event | None:
        """Return an entry by its id."""
        return next((one for one in self.events if one.id == entry), None)

    def plus(self, event: Event) -> CaseFile:
        """Return the file with one more entry; the file itself if it holds the very same one.

        Raises:
            CaseError: another entry has the id, or it is a second opening.
        """
        before = self.get(event.id)
        if before is not None:
            if canonical(before) == canonical(event):
                return self
            raise CaseError([diagnose("ZR570", path="id", entry=event.id)])
        return CaseFile.of((*self.events, event))

    def in_force(self, known_by: date | None = None, recorded_by: date | None = None) -> tuple[Correctable, ...]:
        """Return the entries that hold, corrected, by what was known on one day and recorded by the end of another."""
        seen = [
            one
            for one in self.events
            if (known_by is None or one.known_on <= known_by)
            and (recorded_by is None or one.recorded_at.date() <= recorded_by)
        ]
        corrections = {one.id: one for one in reversed(seen) if isinstance(one, Correction)}
        undone: set[str] = set()
        standing: dict[str, Correction] = {}
        for one in corrections.values():  # the last first: only a later one undoes a correction
            if one.id in undone:
                continue
            if one.corrects in corrections:
                undone.add(one.corrects)
            else:
                standing.setdefault(one.corrects, one)
        found = []
        for entry in seen:
            if isinstance(entry, Correction):
                continue
            held = standing[entry.id].replacement if entry.id in standing else entry
            if held is not None:
                found.append(held)
        return tuple(found)


def _sequence(event: Event) -> tuple[datetime, str]:
    return event.recorded_at, event.id


def _check(events: tuple[Event, ...]) -> None:
    openings = [one for one in events if isinstance(one, Opened)]
    if len(openings) != 1:
        raise CaseError([diagnose("ZR572", path="events", count=len(openings))])
    seen: set[str] = set()
    for one in events:
        if one.id in seen:
            raise CaseError([diagnose("ZR570", path="events", entry=one.id)])
        seen.add(one.id)
    opening, case = openings[0].id, openings[0].case
    by_id = {one.id: one for one in events}
    for one in events:
        if not isinstance(one, Correction):
            continue
        target, new = by_id.get(one.corrects), one.replacement
        if one.corrects == opening and not isinstance(new, Opened):
            raise CaseError([diagnose("ZR577", path="corrects", entry=one.id)])
        if new is None:
            continue
        if isinstance(new, Opened) and new.case != case:
            raise CaseError([diagnose("ZR595", path="replacement.case", entry=one.id, given=new.case, case=case)])
        if isinstance(target, Correction) or (isinstance(new, Opened) and one.corrects != opening):
            raise CaseError([diagnose("ZR576", path="replacement", entry=one.id, corrects=one.corrects)])
