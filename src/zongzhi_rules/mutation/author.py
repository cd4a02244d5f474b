"""Makes mutants of one pack: only of what the pack itself wrote, each with its place and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.tree import at
from zongzhi_rules.diagnostics import Label
from zongzhi_rules.ir.condition import Fixed
from zongzhi_rules.mutation.conditions import variants
from zongzhi_rules.mutation.edits import GONE, Edit
from zongzhi_rules.mutation.model import Mutant
from zongzhi_rules.packtests.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.ir.base import Citation, Origin, Rule
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.mutation.edits import Steps
    from zongzhi_rules.mutation.model import Scope

Keys = tuple[str, ...]


class Author:
    """One pack as its author wrote it.

    What an overlay takes over untouched is not its own: it is changed, and shown by cases, in the pack below.
    """

    def __init__(self, compiled: CompiledPack) -> None:
        """Take a compiled pack."""
        self.pack = compiled.pack
        self._tree = compiled.tree
        self._words = Wording(compiled.pack)

    def place(self, *keys: str) -> Origin | None:
        """Return where the pack wrote what stands under these keys, or nearest above; None if it did not."""
        for end in range(len(keys), 0, -1):
            node = at(self._tree, keys[:end])
            if node is not None:
                origin = origin_of(node)
                return origin if origin.pack == self.pack.id else None
        return None


class Entry:
    """One entry of the pack: its place as attributes and positions, as keys of the tree, and as a path."""

    def __init__(  # noqa: PLR0913, PLR0917 - what an entry is
        self,
        author: Author,
        rule: Rule,
        steps: Steps,
        keys: Keys,
        scope: Scope,
        measure: str | None = None,
        path: str = "",
    ) -> None:
        """Take the entry."""
        self.author = author
        self.rule = rule
        self.steps = steps
        self.keys = keys
        self.scope: Scope = scope
        self.measure = measure
        self.path = path or ".".join(keys)

    def below(self, rule: Rule, *steps: str | int, keys: Keys = ()) -> Entry:
        """Return an entry within this one."""
        inner = keys or (*(str(step) for step in steps if isinstance(step, str)), rule.id)
        return Entry(self.author, rule, (*self.steps, *steps), (*self.keys, *inner), self.scope, self.measure)

    def set(  # noqa: PLR0913 - a field, its change, and how to say it
        self,
        field: str,
        change: str,
        value: object,
        what: Label,
        *,
        steps: Steps = (),
        keys: Keys = (),
        structural: bool = False,
        scope: Scope | None = None,
    ) -> Iterator[Mutant]:
        """Yield the entry with one field set, if the pack wrote that field."""
        where = self.author.place(*self.keys, *(keys or (field,)))
        if where is not None:
            edit = Edit((*self.steps, *(steps or (field,))), value)
            yield self._mutant(f".{field}:{change}", what, where, (edit,), structural=structural, scope=scope)

    def moved(self, field: str, other: Rule, steps: Steps) -> Iterator[Mutant]:
        """Yield the entry and another one with the values of a field, which orders them, changed over."""
        where = self.author.place(*self.keys, field)
        if where is not None:
            edits = (
                Edit((*self.steps, field), getattr(other, field)),
                Edit((*steps, field), getattr(self.rule, field)),
            )
            what = Label(f"与 {other.id} 换位", f"changed places with {other.id}")
            yield self._mutant(f".{field}:after_{other.id}", what, where, edits, structural=True, scope="everything")

    def removed(self, *, structural: bool = False, scope: Scope | None = None) -> Iterator[Mutant]:
        """Yield the pack without the entry."""
        edit = Edit(self.steps, GONE if isinstance(self.steps[-1], int) else None)
        yield from self._whole("removed", Label("删去整条", "removed"), edit, structural=structural, scope=scope)

    def never(self) -> Iterator[Mutant]:
        """Yield the entry as one that never holds."""
        edit = Edit((*self.steps, "when"), Fixed(value=False, at=self.rule.at))
        yield from self._whole("removed", Label("删去整条", "removed"), edit, scope="conditions")

    def conditions(self, condition: Condition | None, *steps: str | int, at_path: str = "") -> Iterator[Mutant]:
        """Yield every change of the condition, or of the part of it that the author wrote, under `steps`."""
        if condition is None:
            return
        for one in variants(condition, self.author._words, self.author.pack.id):  # noqa: SLF001 - its own part
            edit = Edit((*self.steps, "when", *steps), one.condition)
            yield self._mutant(f"{at_path}{one.steps}:{one.change}", one.what, one.at, (edit,), scope="conditions")

    def unconditional(self, condition: Condition | None) -> Iterator[Mutant]:
        """Yield the entry without its condition."""
        if condition is not None:
            what = Label("删去条件", "dropped the condition")
            scope: Scope = "everything" if self.scope == "named" else self.scope
            yield from self.set("when", "dropped", None, what, scope=scope)

    def _whole(
        self,
        change: str,
        what: Label,
        edit: Edit,
        *,
        structural: bool = False,
        scope: Scope | None = None,
    ) -> Iterator[Mutant]:
        where = self.rule.at
        if where.pack == self.author.pack.id:
            yield self._mutant(f":{change}", what, where, (edit,), structural=structural, scope=scope)

    def _mutant(  # noqa: PLR0913 - the parts of a mutant
        self,
        change: str,
        what: Label,
        where: Origin,
        edits: tuple[Edit, ...],
        *,
        structural: bool = False,
        scope: Scope | None = None,
    ) -> Mutant:
        cite: tuple[Citation, ...] = self.rule.cite
        return Mutant(
            id=f"{self.path}{change}",
            path=self.path,
            what=what,
            at=where,
            cite=cite,
            scope=scope or self.scope,
            measure=self.measure,
            edits=edits,
            structural=structural,
        )
