# ruff: noqa: INP001 - beside scripts, not in a package
"""What the scripts that run for minutes share: how much memory the process holds, and lines that are seen at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resident() -> float:
    """Return the memory that the process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
