"""Finding the packs that a receipt names: the one of the right digest, wherever it lies within reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.api import load_pack
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.errors import InputError, UseError
from zongzhi_rules.packs.find import folders
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.receipts.model import PackPin


class PackShelf:
    """The packs within reach, several versions of one pack included; each is compiled once."""

    def __init__(self, packs: Iterable[str | Path] = ()) -> None:
        """Take further folders to look in, before the installed and shipped ones."""
        self._search = tuple(Path(one) for one in packs)
        self._library = PackLibrary(self._search)
        self._folders = tuple(dict.fromkeys([folder for place in (*self._search, None) for folder in _folders(place)]))
        self._shipped = folders(())
        self._ready: dict[tuple[Path, str], RulePack] = {}
        self.broken: dict[Path, InputError] = {}

    def find(self, pin: PackPin, engine: str) -> RulePack | None:
        """Return the pack of the digest, else the first of the id; None where there is none that compiles.

        Raises:
            UseError: there is no such engine, or it cannot run here.
        """
        first = None
        for folder in self._likely(pin.id):
            rules = self._load(folder, engine)
            if rules is not None and rules.id == pin.id:
                if rules.digest == pin.digest:
                    return rules
                first = first or rules
        return first

    def fault(self, pin: PackPin) -> InputError | None:
        """Return what is wrong with the pack that has the name, if it does not compile."""
        return next((error for folder, error in self.broken.items() if folder.name == pin.id), None)

    def _likely(self, name: str) -> Iterator[Path]:
        """Yield the folders called so, then the others: a folder may be called otherwise than its pack."""
        yield from (one for one in self._folders if one.name == name)
        yield from (one for one in self._folders if one.name != name)

    def _load(self, folder: Path, engine: str) -> RulePack | None:
        key = (folder, engine)
        if folder not in self.broken and key not in self._ready:
            try:
                if self._shipped.get(folder.name) == folder:
                    self._ready[key] = load_pack(folder.name, engine=engine)  # made once for the whole process
                else:
                    self._ready[key] = RulePack(self._library.load(folder), engine)
            except UseError:
                raise  # about the engine, not the pack
            except InputError as error:
                self.broken[folder] = error
        return self._ready.get(key)


def _folders(place: Path | None) -> Iterable[Path]:
    """Return the pack folders of a place, or (None) the installed and shipped ones."""
    return folders(() if place is None else (place,)).values()
