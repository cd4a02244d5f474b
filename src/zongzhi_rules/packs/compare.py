"""How two packs differ: entry by entry and field by field, each with its provision and, in an overlay, its warrant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.ir.base import Citation, Origin
from zongzhi_rules.syntax.nodes import MappingNode, ScalarNode, SequenceNode
from zongzhi_rules.syntax.plain import to_texts
from zongzhi_rules.syntax.scalars import parse_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.ir.pack import Change, Instrument
    from zongzhi_rules.syntax.nodes import Node

Kind = Literal["added", "replaced", "amended", "withdrawn"]

_TITLE, _CITE = "title", "cite"
_KINDS: Mapping[str, Kind] = {"add": "added", "replace": "replaced", "amend": "amended", "withdraw": "withdrawn"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an entry, as it was and as it is; None where it is not there."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Part:
    """An entry within one that came or went, such as a ground of a new measure.

    Attributes:
        path: where it stands within the other, as `grounds.neglect`.
        title: its title.
        cite: its provisions.
        fields: what it says besides.
    """

    path: str
    title: str
    cite: tuple[Citation, ...]
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that differs.

    Attributes:
        path: where it stands, as `measures.circular.term`.
        title: its title, the new one if it has one.
        kind: what was done to it.
        cite: the provisions of the entry as it is, or as it was if it is gone.
        old_cite: the provisions as it was; empty for an added entry.
        warrant: the provisions that make the change, where an overlay states them.
        fields: what differs besides the provisions; of an added or withdrawn entry all that it says itself.
        at: where it is written: the first field that differs, else the entry; where it was, if it is gone.
        parts: the entries within one that is new or gone, as they are written; none of an entry that stays.
    """

    path: str
    title: str
    kind: Kind
    cite: tuple[Citation, ...]
    old_cite: tuple[Citation, ...]
    warrant: tuple[Citation, ...]
    fields: tuple[FieldChange, ...]
    at: Origin
    parts: tuple[Part, ...] = ()

    @property
    def only_recited(self) -> bool:
        """Whether nothing but the provision changed."""
        return self.kind == "amended" and not self.fields


@dataclass(frozen=True, slots=True)
class PackDiff:
    """What changes from one pack to another, in the order of the provisions."""

    old: Instrument
    new: Instrument
    instruments: tuple[Instrument, ...]
    entries: tuple[EntryChange, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    cite: tuple[Citation, ...]
    fields: Mapping[str, object] = field(default_factory=dict)
    at: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    """Where each field is written, and under the empty text the entry itself."""


def compare(old: CompiledPack, new: CompiledPack) -> PackDiff:
    """Compare the effective packs.  Of an entry that is new or gone, the entries below it are its `parts`."""
    before, after = dict(_entries(old.tree)), dict(_entries(new.tree))
    changes = _made_between(old, new)
    rank = {one.id: position for position, one in enumerate((*new.pack.instruments, *old.pack.instruments))}
    parts = _parts(before, after) | _parts(after, before)
    found = []
    for path in dict.fromkeys((*after, *before)):
        was, now = before.get(path), after.get(path)
        parent = path.rpartition(".")[0]
        if was == now or _whole(was, now, parent, before, after):
            continue
        found.append(_change(path, was, now, changes, tuple(parts.get(path, ()))))
    found.sort(key=lambda one: (*_place(one, rank), one.path))
    instruments = {one.id: one for one in (*old.pack.instruments, *new.pack.instruments)}
    return PackDiff(old.pack.instrument, new.pack.instrument, tuple(instruments.values()), tuple(found))


def to_dict(diff: PackDiff) -> dict[str, Any]:
    """Return a comparison as plain data for machines."""
    return {
        "old": {"pack": diff.old.id, "version": diff.old.version},
        "new": {"pack": diff.new.id, "version": diff.new.version},
        "changes": [
            {
                "path": one.path,
                "title": one.title,
                "change": one.kind,
                "cite": [cite.model_dump() for cite in one.cite],
                "old_cite": [cite.model_dump() for cite in one.old_cite],
                "warrant": [cite.model_dump() for cite in one.warrant],
                "fields": [{"field": each.field, "old": each.old, "new": each.new} for each in one.fields],
                "parts": [
                    {
                        "path": part.path,
                        "title": part.title,
                        "cite": [cite.model_dump() for cite in part.cite],
                        "fields": dict(part.fields),
                    }
                    for part in one.parts
                ],
                "at": one.at.model_dump(),
            }
            for one in diff.entries
        ],
    }


def _whole(
    was: _Entry | None,
    now: _Entry | None,
    parent: str,
    before: Mapping[str, _Entry],
    after: Mapping[str, _Entry],
) -> bool:
    """Whether an entry came or went with the one above it, which is listed itself."""
    while parent:
        if was is None and parent in after and parent not in before:
            return True
        if now is None and parent in before and parent not in after:
            return True
        parent = parent.rpartition(".")[0]
    return False


def _parts(side: Mapping[str, _Entry], other: Mapping[str, _Entry]) -> dict[str, list[Part]]:
    """Return the entries below those that only one side has, by the path of the topmost, as they are written."""
    found: dict[str, list[Part]] = {}
    for path, one in side.items():
        steps = path.split(".")
        above = (".".join(steps[:number]) for number in range(2, len(steps)))  # the first is a section
        top = next((each for each in above if each in side and each not in other), None)
        if top is not None:
            found.setdefault(top, []).append(Part(path.removeprefix(f"{top}."), one.title, one.cite, one.fields))
    return found


def _change(
    path: str, was: _Entry | None, now: _Entry | None, changes: Iterable[Change], parts: tuple[Part, ...]
) -> EntryChange:
    stands = now or was
    if stands is None:
        raise AssertionError(path)
    warranted = [one for one in changes if path == one.target or path.startswith(f"{one.target}.")]
    exact = [_KINDS[one.operation] for one in warranted if one.target == path]
    plain: Kind = "added" if was is None else "withdrawn" if now is None else "amended"
    old = {} if was is None else was.fields
    new = {} if now is None else now.fields
    titles = [] if was is None or now is None or was.title == now.title else [FieldChange(_TITLE, was.title, now.title)]
    names = [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]
    places = stands.at
    return EntryChange(
        path=path,
        title=stands.title,
        kind="replaced" if plain == "amended" and "replaced" in exact else plain,
        cite=stands.cite,
        old_cite=() if was is None else was.cite,
        warrant=tuple(dict.fromkeys(cite for one in warranted for cite in one.warrant)),
        fields=(*titles, *(FieldChange(name, old.get(name), new.get(name)) for name in names)),
        at=next((places[one] for one in _differing(names, titles) if one in places), places[""])
        if plain == "amended"
        else places[""],
        parts=parts,
    )


def _differing(names: Iterable[str], titles: Iterable[FieldChange]) -> tuple[str, ...]:
    """Return the fields of an amended entry that differ, those first that say most."""
    return (*names, *(one.field for one in titles)) or (_CITE,)


def _made_between(old: CompiledPack, new: CompiledPack) -> tuple[Change, ...]:
    """Return the changes that lead from one pack to another that rests on it; none where it does not."""
    ids = [one.id for one in new.stack]
    if old.id not in ids or old.digest != new.stack[ids.index(old.id)].digest:
        return ()
    above = ids[: ids.index(old.id)]
    return tuple(one for one in new.pack.changes if one.at.pack in above)


def _place(change: EntryChange, rank: Mapping[str, int]) -> tuple[int, int, int, int]:
    """Return where an entry stands in the order of the provisions, those of the new instrument first."""
    cites = change.warrant or change.cite
    if not cites:
        return len(rank), 0, 0, 0
    first = cites[0]
    return rank.get(first.instrument, len(rank)), first.article, first.paragraph or 0, first.item or 0


# reading the tree ------------------------------------------------------------------------------------------------


def _entries(tree: MappingNode) -> Iterator[tuple[str, _Entry]]:
    """Yield every entry of a pack with its path."""
    for section, node in tree.entries:
        if isinstance(node, MappingNode):
            yield from _below(node, section.value)


def _below(node: MappingNode, path: str) -> Iterator[tuple[str, _Entry]]:
    for key, value in node.entries:
        inner = f"{path}.{key.value}"
        if isinstance(value, MappingNode) and _is_entry(value):
            yield inner, _entry(key, value)
            yield from _below(value, inner)
        elif isinstance(value, MappingNode) and _holds_entries(value):
            yield from _below(value, inner)


def _is_entry(node: Node) -> bool:
    return isinstance(node, MappingNode) and isinstance(node.get(_TITLE), ScalarNode)


def _holds_entries(node: MappingNode) -> bool:
    return bool(node.entries) and all(_is_entry(value) for _, value in node.entries)


def _entry(name: ScalarNode, node: MappingNode) -> _Entry:
    fields = {}
    places = {"": _written(name, node)}
    for key, value in node.entries:
        below = isinstance(value, MappingNode) and (_is_entry(value) or _holds_entries(value))
        if below:
            continue
        places[key.value] = _written(key, value)
        if key.value not in (_TITLE, _CITE):
            fields[key.value] = to_texts(value)
    title = node.get(_TITLE)
    return _Entry(title.value if isinstance(title, ScalarNode) else "", _cites(node.get(_CITE)), fields, places)


def _written(key: ScalarNode, value: Node) -> Origin:
    """Return the place of a key with its value; of the value where an overlay has put that under another's key."""
    return origin_of(key if key.source is value.source else value)


def _cites(node: Node | None) -> tuple[Citation, ...]:
    """Read the provisions of an entry; without an instrument they are those of the pack whose file it stands in."""
    parts = node.items if isinstance(node, SequenceNode) else () if node is None else (node,)
    found = []
    for part in parts:
        if isinstance(part, ScalarNode):
            pack, article, paragraph, item = parse_citation(part.value)
            instrument = pack or part.source.pack or ""
            found.append(Citation(instrument=instrument, article=article, paragraph=paragraph, item=item))
    return tuple(found)
