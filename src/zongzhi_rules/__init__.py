"""China's accountability rules for comprehensive public-order governance as data: cases in, explained decisions out.

The names here are the public ones; `load_pack`, `resolve_pack` and `decide` are where to start.
"""

from __future__ import annotations

from zongzhi_rules.api import decide, load_pack, resolve_pack
from zongzhi_rules.calendar import HolidayOverride, WorkCalendar
from zongzhi_rules.decision.model import Decision, Outcome
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.errors import CaseError, InputError, PackError, UseError, ZongzhiError
from zongzhi_rules.facts.load import case_from, parse_case, read_case
from zongzhi_rules.facts.model import Case
from zongzhi_rules.packs.library import PackLibrary
from zongzhi_rules.version import __version__

__all__ = [
    "Case",
    "CaseError",
    "Decision",
    "HolidayOverride",
    "InputError",
    "Outcome",
    "PackError",
    "PackLibrary",
    "RulePack",
    "UseError",
    "WorkCalendar",
    "ZongzhiError",
    "__version__",
    "case_from",
    "decide",
    "load_pack",
    "parse_case",
    "read_case",
    "resolve_pack",
]
