"""Where the files of a pack are found, for the laws that compile it once more."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import read_files
from zongzhi_rules.packs.find import folders

Locate = Callable[[str], Mapping[str, bytes] | None]
"""Finds the files (shown name to content) of a pack by its id."""


@functools.cache
def shipped(pack: str) -> Mapping[str, bytes] | None:
    """Return the files of a pack that ships with the library or is installed; None where there is none of that id."""
    folder = folders(()).get(pack)
    return None if folder is None else read_files(folder, Problems())
