"""The kinds of files that authors write, told apart by their keys: what `zongzhi fmt` puts in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.casefile.events import KINDS
from zongzhi_rules.facts.model import Case
from zongzhi_rules.mutation.equivalent import EquivalentFile
from zongzhi_rules.packtests.model import CaseFile
from zongzhi_rules.syntax.model import FILE
from zongzhi_rules.syntax.shapes import Fields, Items

if TYPE_CHECKING:
    from zongzhi_rules.syntax.shapes import Shape

_ENTRIES = Items(tuple(KINDS.values()))

ANY_FILE: Shape = (FILE, CaseFile, Case, *KINDS.values(), Fields({"events": (_ENTRIES,)}), _ENTRIES, EquivalentFile)
"""A file of a pack, of cases beside one, of equivalent mutants; a case; entries of a case file."""
