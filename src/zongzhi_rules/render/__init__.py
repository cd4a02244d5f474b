"""Decisions and comparisons of packs as text for people, in Chinese and English."""

from __future__ import annotations

from zongzhi_rules.render.brief import brief
from zongzhi_rules.render.explain import explain, explanation

__all__ = ["brief", "explain", "explanation"]
