"""The command `zongzhi`."""

from __future__ import annotations

from zongzhi_rules.cli.app import App, main

__all__ = ["App", "main"]
