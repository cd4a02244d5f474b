"""Where the files of a pack are found, for the laws that compile it once more."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import read_files
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.errors import UseError
from zongzhi_rules.packs.find import folders

Locate = Callable[[str], Mapping[str, bytes] | None]
"""Finds the files (shown name to content) of a pack by its id."""


@functools.cache
def sources(*search: str | Path) -> Locate:
    """Return what finds packs in these folders, before those that are installed and shipped."""
    places = tuple(Path(one) for one in search)

    @functools.cache
    def locate(pack: str) -> Mapping[str, bytes] | None:
        folder = folders(places).get(pack)
        return None if folder is None else read_files(folder, Problems())

    return locate


shipped: Locate = sources()
"""Finds the packs that ship with the library or are installed."""


def files_of(pack: str, locate: Locate) -> Mapping[str, bytes]:
    """Return the files of a pack.  Raises `UseError` where `locate` does not find them."""
    found = locate(pack)
    if found is None:
        known = tuple(sorted(folders(())))
        problem = diagnose("ZR601", suggestions=suggest(pack, known), pack=pack, known=", ".join(known))
        raise UseError([problem])
    return found
