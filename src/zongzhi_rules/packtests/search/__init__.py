"""The search for cases: from what a condition is to be, down to the facts that make it so, and to the smallest case."""

from __future__ import annotations

from zongzhi_rules.packtests.search.propose import Proposal, checked, propose
from zongzhi_rules.packtests.search.write import written

__all__ = ["Proposal", "checked", "propose", "written"]
