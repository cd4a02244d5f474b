"""The second engine: a pack as forward-chaining rules of durable_rules.

`propositions` writes the nodes of a pack as distinct propositions in negation normal form, `scales` encodes values as
small whole numbers, `stages` groups the propositions into the facts that are asserted one after the other, `rules`
writes the rules of a stage, `native` drives the rules library, `program` runs a case.
"""

from __future__ import annotations

from zongzhi_rules.engines.durable.program import Derived, DurableProgram, prepare

__all__ = ["Derived", "DurableProgram", "prepare"]
