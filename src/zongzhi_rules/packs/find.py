"""Where packs are: beside the library, in installed distributions (entry points), in folders that the caller names."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.diagnostics.arguments import FOLDERS, wrong_type
from zongzhi_rules.errors import UseError

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRY_POINTS = "zongzhi_rules.packs"
CASES = "cases"
"""The folder, among a pack's files, that holds the cases beside it."""
_MARK = "*.yaml"


def bundled() -> Path:
    """Return the folder of the packs that ship with the library: in the wheel, or beside the source."""
    package = Path(__file__).parent.parent
    inside = package / "rulepacks"
    return inside if inside.is_dir() else package.parent.parent / "rulepacks"


def installed() -> Iterator[tuple[str, Path]]:
    """Yield the packs that other distributions register: an entry point names the id, its value is a package."""
    for entry in importlib.metadata.entry_points(group=ENTRY_POINTS):
        spec = importlib.util.find_spec(entry.value)
        for place in (spec.submodule_search_locations or ()) if spec is not None else ():
            yield entry.name, Path(place)


def is_pack(folder: Path) -> bool:
    """Whether a folder holds a pack's files."""
    return folder.is_dir() and any(folder.glob(_MARK))


def as_folders(packs: object, argument: str = "packs") -> tuple[Path, ...]:
    """Return the folders that a caller names: one path, or several.  Raises `ArgumentTypeError`."""
    if isinstance(packs, (str, Path)):
        return (Path(packs),)
    several = tuple(packs) if isinstance(packs, Iterable) and not isinstance(packs, bytes) else (packs,)
    wrong = next((one for one in several if not isinstance(one, (str, Path))), None)
    if wrong is not None or several == (None,):
        raise wrong_type(argument, FOLDERS, wrong)
    return tuple(map(Path, several))


def require_folders(search: Iterable[Path]) -> None:
    """Raise `UseError` for a folder of the caller's that is not there: another pack might judge in its place."""
    for place in search:
        if not place.is_dir():
            raise UseError([diagnose("ZR602", folder=str(place))])


def folders(search: Iterable[Path]) -> dict[str, Path]:
    """Return every pack folder by its name; one that the caller names goes before the others.

    Raises as `require_folders`.
    """
    search = tuple(search)
    require_folders(search)
    found: dict[str, Path] = {}
    for place in search:
        for folder in [place, *sorted(place.iterdir())]:
            if is_pack(folder):
                found.setdefault(folder.name, folder)
    for name, folder in installed():
        found.setdefault(name, folder)
    for folder in sorted(bundled().iterdir()) if bundled().is_dir() else ():
        if is_pack(folder):
            found.setdefault(folder.name, folder)
    return found
