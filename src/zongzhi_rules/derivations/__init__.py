"""An independent checker: it confirms a decision from the pack, the case and the derivation, without an engine.

    from zongzhi_rules.derivations import Checker

    checker = Checker(rules.pack)
    assert checker.refusals(case, decision) == ()

Every step of the derivation is checked by itself: the truth of a node must follow from the truths that the derivation
gives for its parts, the truth of a leaf from the facts of the case, a count from the truths of the items.  A derivation
whose every step follows is right as a whole; one altered truth, item or path is found at the step that it stands in.
Then the conclusions are held against the derivation: outcome, rungs, grounds, circumstances, factors, accountability,
grade and readings.

Nothing here imports an engine, nor the numbering that engines use: reading the facts, three-valued logic and counting
are written a second time.  Shared are the representation of the pack, the fact model and the calendar.  Not confirmed
are the dates of terms, reports and effects, bodies and levels, questions, the floor and all wording.
"""

from __future__ import annotations

from zongzhi_rules.derivations.checker import Checker
from zongzhi_rules.derivations.refusal import Refusal

__all__ = ["Checker", "Refusal"]
