"""Due dates as an iCalendar file (RFC 5545), one all-day event a date."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from zongzhi_rules.errors import ZongzhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from icalendar import Event

    from zongzhi_rules.decision.duties import DutyDue
    from zongzhi_rules.ir.base import Citation

    Cite = Callable[[tuple[Citation, ...]], str]

_DOMAIN = "zongzhi-rules"
_WARN = timedelta(days=3)


class ForeignCalendarError(ZongzhiError):
    """The file made before is no calendar, or holds events that others made: it must not be written over."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What an earlier file says of an event."""

    day: object
    sequence: int


def icalendar_of(
    duties: Iterable[DutyDue],
    *,
    owner: str,
    cite: Cite,
    stamp: datetime,
    previous: bytes | None = None,
) -> bytes:
    """Return the dates as an iCalendar file; duties without a date are left out.

    Args:
        duties: what falls due.
        owner: whose calendar it is (the id of the case, or of the pack): part of every UID.
        cite: puts citations into words.
        stamp: when the file is made (DTSTAMP).
        previous: the file made before, if there is one: an event whose date changed gets the next SEQUENCE.

    Raises:
        ForeignCalendarError: `previous` was not made here.
    """
    from icalendar import Calendar  # noqa: PLC0415 - the core stays light

    known = _known(previous)
    calendar = Calendar()
    calendar.add("prodid", f"-//{_DOMAIN}//zh-CN")
    calendar.add("version", "2.0")
    for duty in duties:
        if duty.due is not None and duty.applies is not False:
            calendar.add_component(_event(duty, owner, cite, stamp, known))
    return bytes(calendar.to_ical())


def _event(
    duty: DutyDue,
    owner: str,
    cite: Cite,
    stamp: datetime,
    known: Mapping[str, _Known],
) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415

    if duty.due is None:
        raise AssertionError(duty)
    uid = _uid(duty, owner)
    before = known.get(uid)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", f"{'、'.join(duty.bearer_titles)}：{duty.title}")
    event.add("dtstart", duty.due)
    event.add("dtend", duty.due + timedelta(days=1))
    event.add("sequence", 0 if before is None else before.sequence + (before.day != duty.due))
    event.add("status", "TENTATIVE" if duty.provisional or duty.applies is None else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(duty, cite))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", duty.title)
    alarm.add("trigger", -_WARN)
    event.add_component(alarm)
    return event


def _uid(duty: DutyDue, owner: str) -> str:
    """Return an id that no date changes, however it is computed anew: owner, measure or year, obligation, period."""
    whole = duty.under or ("" if duty.starts is None else str(duty.starts.year))
    name = "\n".join((owner, whole, duty.id, str(duty.number)))
    return f"{hashlib.sha256(name.encode()).hexdigest()[:32]}@{_DOMAIN}"


def _description(duty: DutyDue, cite: Cite) -> str:
    lines = [cite(duty.cite)]
    if duty.warn_on is not None and duty.warn_on != duty.due:
        lines.append(f"固定日期不顺延，此前最后一个工作日为 {duty.warn_on}")
    if duty.provisional is not None:
        lines.append(f"暂定：放假通知数据截至 {duty.provisional.covered_until}，通知公布后可能变动")
    return "\n".join(lines)


def _known(previous: bytes | None) -> dict[str, _Known]:
    if previous is None:
        return {}
    from icalendar import Calendar  # noqa: PLC0415

    try:
        events = Calendar.from_ical(previous).walk("VEVENT")
        known = {str(one["uid"]): _Known(one.decoded("dtstart"), int(one.get("sequence", 0))) for one in events}
    except (ValueError, KeyError, IndexError) as error:
        raise ForeignCalendarError(str(error)) from error
    if not all(uid.endswith(f"@{_DOMAIN}") and type(one.day) is date for uid, one in known.items()):
        raise ForeignCalendarError("an event of another origin")
    return known
