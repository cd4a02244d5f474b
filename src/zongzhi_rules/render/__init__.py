"""Decisions and comparisons of packs as text for people, in Chinese and English."""

from __future__ import annotations

from zongzhi_rules.render.explain import explain

__all__ = ["explain"]
