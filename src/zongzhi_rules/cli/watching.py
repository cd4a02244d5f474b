"""Doing something again whenever a file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from zongzhi_rules.diagnostics import Language

_READ: Final = (".yaml", ".yml", ".json")
_QUIET_MS: Final = 200  # an editor that saves by way of a second file makes several changes of one


def watching(act: Callable[[], int], paths: Iterable[Path], lang: Language) -> int:
    """Act, and again at each change near these files and folders, until it is interrupted.

    A file is watched by way of its folder: many editors put a new file in the place of the old one.

    Returns:
        What the last act returned.

    Raises:
        WrongUseError: the library that watches is not installed.
    """
    try:
        from watchfiles import watch  # noqa: PLC0415 - an extra
    except ImportError:
        raise WrongUseError(text("no_watchfiles", lang)) from None
    status = act()
    changes = watch(
        *{_folder(path) for path in paths},
        watch_filter=lambda _, path: path.endswith(_READ),
        step=_QUIET_MS,
        raise_interrupt=False,
    )
    try:
        for _ in changes:
            status = act()
    except KeyboardInterrupt:  # between two looks of the watcher
        pass
    return status


def _folder(path: Path) -> Path:
    """Return the folder to watch: the path itself, or the nearest one above it that there is."""
    path = path.resolve()
    return next(one for one in (path, *path.parents) if one.is_dir())
