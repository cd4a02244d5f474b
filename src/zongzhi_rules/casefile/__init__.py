"""The file of one case: events with the days on which they happened, were known and were recorded, and what they do."""

from __future__ import annotations

from zongzhi_rules.casefile.advance import Step, advance, open_file, replay
from zongzhi_rules.casefile.difference import Change
from zongzhi_rules.casefile.events import Event
from zongzhi_rules.casefile.facts import case_of
from zongzhi_rules.casefile.read import event_from, read_events
from zongzhi_rules.casefile.state import CaseFile
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.casefile.watch import Due, due_until

__all__ = [
    "CaseFile",
    "Change",
    "Due",
    "Event",
    "Judging",
    "Step",
    "advance",
    "case_of",
    "due_until",
    "event_from",
    "open_file",
    "read_events",
    "replay",
]
