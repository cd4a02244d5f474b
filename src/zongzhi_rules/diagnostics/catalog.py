"""The wording of every diagnostic: one table of all codes, put together from one file for each kind of input.

A new diagnostic is one entry in one of those files and one call of `diagnose`.  The message says what is wrong, the
help what to do.  In English both start in lower case; neither ends in a full stop; what the user wrote stands in
backticks.

ZR1xx text, YAML and JSON; ZR2xx shape of a pack; ZR3xx overlays; ZR4xx names, types and meaning; ZR5xx case data;
ZR6xx finding packs, engines and use, receipts and seals.  A code that was released keeps its meaning.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics.messages_case import CASE_MESSAGES
from zongzhi_rules.diagnostics.messages_casefile import CASEFILE_MESSAGES
from zongzhi_rules.diagnostics.messages_meaning import MEANING_MESSAGES
from zongzhi_rules.diagnostics.messages_overlay import OVERLAY_MESSAGES
from zongzhi_rules.diagnostics.messages_pack import PACK_MESSAGES
from zongzhi_rules.diagnostics.messages_seal import SEAL_MESSAGES
from zongzhi_rules.diagnostics.messages_text import TEXT_MESSAGES
from zongzhi_rules.diagnostics.messages_use import USE_MESSAGES
from zongzhi_rules.diagnostics.template import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.diagnostics.template import Template

CATALOG: Mapping[str, Template] = MappingProxyType(
    TEXT_MESSAGES
    | PACK_MESSAGES
    | OVERLAY_MESSAGES
    | MEANING_MESSAGES
    | CASE_MESSAGES
    | CASEFILE_MESSAGES
    | USE_MESSAGES
    | SEAL_MESSAGES
)

LABELS: Mapping[str, Label] = MappingProxyType(
    {
        "owner_here": Label("应当写在它的下面一级", "it belongs one level below this"),
        "line_above": Label("上一行是这样缩进的", "the line above is indented so"),
        "item_above": Label("上一项从这里开始", "the item above starts here"),
        "first_here": Label("第一次写在这里", "first written here"),
        "opened_here": Label("从这里开始", "opened here"),
        "value_above": Label("上面的值从这里开始", "the value above starts here"),
        "stands_here": Label("原来写在这里", "it stands here"),
        "unchanged_here": Label("这里原来就是这样", "it already reads so here"),
        "other_here": Label("另一处在这里", "the other one is here"),
        "taken_out_here": Label("这项变动使它不再适用", "this change takes it out"),
        "case_day_here": Label("研判日期写在这里", "the day of the case stands here"),
        "decided_here": Label("决定日期写在这里", "the day of the decision stands here"),
    },
)
