"""A library of packs: loads one by id or folder, and picks the one that governs a place on a day."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.passes import CompiledPack, compile_files
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import read_files
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.diagnostics.arguments import CONTENT, PACK, require_day, require_dict, require_text, wrong_type
from zongzhi_rules.divisions import Division
from zongzhi_rules.errors import UseError
from zongzhi_rules.packs.find import as_folders, folders, is_pack, require_folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zongzhi_rules.ir.pack import Instrument

_NATION = "nation"


@dataclass(frozen=True)
class PackLibrary:
    """The packs within reach: shipped, installed, and in the folders given.

    A pack is compiled at its first use and kept; the library itself never changes.
    """

    search: tuple[Path, ...] = ()
    _compiled: dict[Path, CompiledPack] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take one path or several.  Raises `ArgumentTypeError`."""
        object.__setattr__(self, "search", as_folders(self.search, "search"))

    @functools.cached_property
    def folders(self) -> Mapping[str, Path]:
        """Every pack folder, by name."""
        return folders(self.search)

    def require_folders(self) -> None:
        """Raise `UseError` where a folder that was given is not there, before anything is looked for."""
        require_folders(self.search)

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the packs within reach."""
        return tuple(sorted(self.folders))

    def load(self, pack: str | Path) -> CompiledPack:
        """Compile a pack, named by its id or by its folder.

        Raises:
            PackError: its files are at fault, with every error of the pass that found them.
            UseError: there is no such pack.
        """
        folder = self.folder_of(pack)
        if folder not in self._compiled:
            beside = self._beside(folder)
            problems = Problems()
            files = read_files(folder, problems)
            problems.settle()
            compiled = compile_files(folder.name, files, beside._files)  # noqa: SLF001 - the same class
            self._compiled.setdefault(folder, compiled)  # another thread may have been faster: all get the same one
        return self._compiled[folder]

    def recompiled(self, pack: str | Path, content: Mapping[str, bytes]) -> CompiledPack:
        """Compile a pack as it would be with other content in some of its files (by file name).

        Raises `PackError`, `UseError` as `load` does; nothing is kept.
        """
        require_dict("content", CONTENT, content, bytes)
        folder = self.folder_of(pack)
        problems = Problems()
        files = {**read_files(folder, problems), **{f"{folder.name}/{name}": data for name, data in content.items()}}
        problems.settle()
        return compile_files(folder.name, files, self._beside(folder)._files)  # noqa: SLF001 - the same class

    def resolve(self, division: str, on: date) -> CompiledPack:
        """Return the pack that governs a division on a day: in force, and of the narrowest territory.

        A pack whose text does not say from when it is in force is never chosen by itself.

        Raises:
            PackError: a pack within reach is at fault.
            UseError: no division code, or no day; no pack governs it on that day, or two of one territory do.
        """
        require_text("division", division)
        require_day("on", on)
        if Division.parse(division) is None:
            raise UseError([diagnose("ZR515", path="division", value=division)])
        governing = [one for name in self.ids if _governs((one := self.load(name)).pack.instrument, division, on)]
        if not governing:
            raise UseError([diagnose("ZR603", path="as_of", division=division, day=str(on))])
        narrowest = max(_reach(one.pack.instrument) for one in governing)
        found = [one for one in governing if _reach(one.pack.instrument) == narrowest]
        below = {base.id for one in found for base in one.stack[1:]}
        top = [one for one in found if one.id not in below]
        if len(top) > 1:
            names = ", ".join(one.id for one in top)
            raise UseError([diagnose("ZR604", division=division, day=str(on), packs=names)])
        return top[0]

    def folder_of(self, pack: str | Path) -> Path:
        """Return the folder of a pack, named by its id or by its folder.  Raises `UseError`."""
        if not isinstance(pack, (str, Path)):
            raise wrong_type("pack", PACK, pack)
        path = Path(pack)
        if isinstance(pack, str) and pack in self.folders:
            return self.folders[pack]
        if is_pack(path):
            return path.resolve()
        if path.is_dir():
            raise UseError([diagnose("ZR602", folder=str(pack))])
        raise UseError(
            [diagnose("ZR601", suggestions=suggest(str(pack), self.ids), pack=str(pack), known=", ".join(self.ids))]
        )

    def folders_of(self, compiled: CompiledPack) -> tuple[Path, ...]:
        """Return the folders of a pack that this library compiled, and of those that it rests on, the top one first."""
        folder = next(folder for folder, one in self._compiled.items() if one is compiled)
        beside = self._beside(folder).folders
        return (folder, *(beside[one.id] for one in compiled.stack[1:]))

    def _beside(self, folder: Path) -> PackLibrary:
        """Return the library that a pack in a folder finds its base in: the packs beside it count too."""
        return self if folder.parent in self.search else PackLibrary((*self.search, folder.parent))

    def _files(self, name: str) -> Mapping[str, bytes] | None:
        """Return the files of a pack that another rests on.  Raises `PackError` where one of them cannot be read."""
        folder = self.folders.get(name)
        if folder is None:
            return None
        problems = Problems()
        files = read_files(folder, problems)
        problems.settle()
        return files


def _governs(instrument: Instrument, division: str, on: date) -> bool:
    if instrument.in_force is None or instrument.in_force > on:
        return False
    return instrument.territory == _NATION or Division(division).lies_in(instrument.territory)


def _reach(instrument: Instrument) -> int:
    territory = "" if instrument.territory == _NATION else instrument.territory
    return len(territory.removesuffix("00").removesuffix("00"))
