"""Mutants that change nothing which the law says: named in the pack, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from zongzhi_rules.compiler.mirror import hold
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.errors import PackError
from zongzhi_rules.syntax.files import read_file
from zongzhi_rules.syntax.model import Syntax
from zongzhi_rules.syntax.plain import node_at
from zongzhi_rules.syntax.scalars import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from zongzhi_rules.diagnostics import Span
    from zongzhi_rules.mutation.model import Fate

FILE = "mutation/equivalent.yaml"


class EquivalentGroup(Syntax):
    """Mutants that are equivalent for one reason."""

    because: Words
    mutants: Annotated[tuple[Words, ...], Field(min_length=1)]


class EquivalentFile(Syntax):
    """The file of equivalent mutants of a pack."""

    equivalent: Annotated[tuple[EquivalentGroup, ...], Field(min_length=1)]


class Equivalents:
    """What a pack names as equivalent, by the ids of the mutants: the reason, and where it stands."""

    def __init__(self, named: Mapping[str, tuple[str, Span]]) -> None:
        """Take what was read."""
        self._named = named

    def reason(self, mutant: str) -> str | None:
        """Return why a mutant is equivalent; None where it is not named."""
        return self._named[mutant][0] if mutant in self._named else None

    def check(self, fates: Collection[Fate]) -> None:
        """Raise `PackError` for each that is not equivalent: a case comes out otherwise, or the check refuses it."""
        problems = Problems()
        for fate in fates:
            if fate.mutant.id in self._named and (fate.state != "survived" or fate.case is not None):
                span = self._named[fate.mutant.id][1]
                problems.add("ZR586", span, FILE, mutant=fate.mutant.id, by=fate.case or fate.code or "")
        problems.settle()


def read_equivalents(folder: Path, known: Collection[str]) -> Equivalents:
    """Read the file of a pack's folder; one that is not there names none.

    Raises:
        PackError: with every error: the form of the file, a mutant that there is not, one that is named twice.
    """
    path = folder / FILE
    if not path.exists():
        return Equivalents({})
    problems = Problems()
    root, faults = read_file(path)
    problems.found += faults
    written = None if root is None else hold(EquivalentFile, root, problems)
    named: dict[str, tuple[str, Span]] = {}
    if root is not None and written is not None:
        for number, group in enumerate(written.equivalent):
            for index, mutant in enumerate(group.mutants):
                span = node_at(root, ("equivalent", number, "mutants", index)).span
                if mutant in named:
                    problems.add("ZR587", span, FILE, mutant=mutant)
                elif mutant not in known:
                    problems.add("ZR630", span, FILE, mutant=mutant, suggestions=suggest(mutant, known))
                named.setdefault(mutant, (group.because, span))
    if problems.found:
        raise PackError(problems.sorted())
    return Equivalents(named)
