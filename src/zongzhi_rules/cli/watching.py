"""Doing something again whenever a file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from zongzhi_rules.diagnostics import Language

_READ: Final = (".yaml", ".yml", ".json")
_QUIET_MS: Final = 200  # an editor that saves by way of a second file makes several changes of one
_LOOK_MS: Final = 250  # how long to wait for a change before the watcher is asked again


def watching(act: Callable[[], int], paths: Iterable[Path], lang: Language) -> int:
    """Act, and again at each change near these files and folders, until it is interrupted.

    A file is watched by way of its folder: many editors put a new file in the place of the old one.  The watcher starts
    before the first act, so that a change during an act is not missed.

    Returns:
        What the last act returned.

    Raises:
        WrongUseError: the library that watches is not installed.
    """
    folders = {_folder(path) for path in paths}
    try:
        changes = _started(folders)
    except ImportError:
        raise WrongUseError(text("no_watchfiles", lang)) from None
    status = act()
    try:
        for found in changes:
            if found:
                status = act()
    except KeyboardInterrupt:  # between two looks of the watcher
        pass
    return status


def _started(folders: Iterable[Path]) -> Iterator[object]:
    """Return the changes from now on, and an empty set now and then; by looking where the system tells of none."""
    from watchfiles import watch  # noqa: PLC0415 - an extra

    def looks(*, polling: bool | None) -> Iterator[object]:
        return watch(
            *folders,
            watch_filter=lambda _, path: path.endswith(_READ),
            step=_QUIET_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            force_polling=polling,
        )

    changes = looks(polling=None)
    try:
        next(changes, None)
    except OSError:  # as when the system's watches are used up
        changes = looks(polling=True)
        next(changes, None)
    return changes


def _folder(path: Path) -> Path:
    """Return the folder to watch: the path itself, or the nearest one above it that there is."""
    path = path.resolve()
    return next(one for one in (path, *path.parents) if one.is_dir())
