"""Mutation of packs: one thing changed at a time, and whether a case of the pack notices."""

from __future__ import annotations

from zongzhi_rules.mutation.model import Fate, Mutant
from zongzhi_rules.mutation.run import Mutation, MutationReport, mutate

__all__ = ["Fate", "Mutant", "Mutation", "MutationReport", "mutate"]
