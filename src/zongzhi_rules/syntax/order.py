"""The order of keys: that of the fields in the models of the language, wherever these name the keys.

Names that an author made up, facts in a condition and lists keep their order; so does a mapping with a key that the
language does not know.  A comment goes with the key that it stands above or beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Source
from zongzhi_rules.syntax.json_reader import is_json
from zongzhi_rules.syntax.layout import in_line, is_flow, laid_out
from zongzhi_rules.syntax.moving import move_entries
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, make_mapping, make_sequence
from zongzhi_rules.syntax.shapes import Items, Names, Paths, fields_at, follow, settled, sorted_paths
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zongzhi_rules.syntax.shapes import Shape


def arranged(root: Node, shape: Shape) -> str:
    """Return the text of a tree in our layout, its keys in their order; a JSON text stays as it is.

    Args:
        root: the tree.
        shape: what the whole text may be; `()` leaves all keys where they are.
    """
    text = laid_out(root)
    again = _read(root.source.name, text)
    if is_json(root.source) or again is None or same_order(again, shape):
        return text
    moved = _read(root.source.name, _Mover(again, shape).moved())
    return text if moved is None else laid_out(moved)


def in_order(node: Node, shape: Shape) -> Node:
    """Return a tree with its keys in their order; places stay those of the text."""
    if isinstance(node, ScalarNode):
        return node
    parts = dict(_parts(node, shape))
    if isinstance(node, SequenceNode):
        items = [in_order(item, parts[index]) for index, item in enumerate(node.items)]
        return make_sequence(items, node.source, node.start, node.end)
    entries = dict(zip(node.keys(), node.entries, strict=True))
    chosen = [entries[key] for key in _keys(node, shape)]
    values = {key.value: in_order(value, parts[key.value]) for key, value in chosen}
    return make_mapping([key for key, _ in chosen], values, node.source, node.start, node.end)


def same_order(node: Node, shape: Shape) -> bool:
    """Whether the keys of a tree stand in their order."""
    return not any(True for _ in _out_of_order(node, shape))


def _out_of_order(node: Node, shape: Shape) -> Iterator[tuple[MappingNode, Sequence[str]]]:
    """Yield each mapping whose keys stand in another order than theirs, with theirs; what is inside comes first."""
    if isinstance(node, ScalarNode):
        return
    inside = _inside(node)
    for step, part in _parts(node, shape):
        yield from _out_of_order(inside[step], part)
    if isinstance(node, MappingNode) and tuple(keys := _keys(node, shape)) != node.keys():
        yield node, keys


def _keys(node: MappingNode, shape: Shape) -> Sequence[str]:
    """Return the keys of a mapping in their order."""
    fields = fields_at(shape, node)
    if fields is not None:
        return [name for name in fields if node.get(name) is not None]
    into = _into(shape)
    if into is None:
        return node.keys()
    paths = [tuple(key.value.split(".")) for key, _ in node.entries]
    return [".".join(path) for path in sorted_paths(paths, into)]


def _parts(node: SequenceNode | MappingNode, shape: Shape) -> Iterator[tuple[str | int, Shape]]:
    """Yield the steps into a node with the shapes of what stands there."""
    if isinstance(node, SequenceNode):
        items = tuple(part for one in shape if isinstance(one, Items) for part in one.items)
        for index, item in enumerate(node.items):
            yield index, settled(items, node, item)
        return
    fields, into = fields_at(shape, node), _into(shape)
    values = tuple(part for one in shape if isinstance(one, Names) for part in one.values)
    for key, value in node.entries:
        found = values
        if fields is not None:
            found = fields[key.value]
        elif into is not None:
            found = follow(into, key.value.split("."))
        yield key.value, settled(found, node, value)


def _inside(node: SequenceNode | MappingNode) -> Mapping[str | int, Node]:
    if isinstance(node, SequenceNode):
        return dict(enumerate(node.items))
    return {key.value: value for key, value in node.entries}


def _into(shape: Shape) -> Shape | None:
    return next((one.into for one in shape if isinstance(one, Paths)), None)


def _read(name: str, text: str) -> Node | None:
    return read_yaml(Source(name, text))[0]


class _Mover:
    """Moves the lines of a text that is laid out: there each entry of a block has lines of its own."""

    def __init__(self, root: Node, shape: Shape) -> None:
        self._root = root
        self._shape = shape
        self._source = root.source
        self._lines = root.source.text.split("\n")

    def moved(self) -> str:
        """Return the text with its keys in their order, before it is laid out anew."""
        for node, shape in _in_brackets(self._root, self._shape):
            line, column = self._place(node.start)
            before, after = self._lines[line][:column], self._lines[line][column + node.end - node.start :]
            self._lines[line] = f"{before}{in_line(in_order(node, shape))}{after}"
        for node, keys in _out_of_order(self._root, self._shape):
            if not is_flow(node):
                starts = {key.value: self._place(key.start) for key, _ in node.entries}
                move_entries(self._lines, starts, keys)
        return "\n".join(self._lines)

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = self._source.position(offset)
        return line - 1, column - 1


def _in_brackets(node: Node, shape: Shape) -> Iterator[tuple[Node, Shape]]:
    """Yield the outermost collections in brackets, each of which stands in one line."""
    if isinstance(node, ScalarNode):
        return
    if is_flow(node):
        if not same_order(node, shape):
            yield node, shape
        return
    inside = _inside(node)
    for step, part in _parts(node, shape):
        yield from _in_brackets(inside[step], part)
