"""Walking and changing the syntax tree of a pack by dotted paths (`measures.circular.term`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zongzhi_rules.syntax.keywords import IN_FORCE, KEYWORDS
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from zongzhi_rules.syntax.places import head_span
from zongzhi_rules.syntax.plain import key_span, node_at, to_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zongzhi_rules.diagnostics import Span


def resolve(root: MappingNode, path: str) -> tuple[tuple[str, ...], str]:
    """Follow a dotted path as far as it exists; return the keys followed and what is left of the path.

    An id may itself hold a dot (`readings.term.start`), so the longest key that fits is taken at each step.
    """
    keys: list[str] = []
    node: Node = root
    rest = path
    while rest and isinstance(node, MappingNode):
        fitting = [key.value for key, _ in node.entries if rest == key.value or rest.startswith(f"{key.value}.")]
        if not fitting:
            break
        key = max(fitting, key=len)
        inner = node.get(key)
        if inner is None:
            break
        keys.append(key)
        node, rest = inner, rest[len(key) + 1 :]
    return tuple(keys), rest


def at(root: Node, keys: Iterable[str | int]) -> Node | None:
    """Return the node under these keys, or None."""
    node: Node | None = root
    for key in keys:
        if isinstance(node, MappingNode) and isinstance(key, str):
            node = node.get(key)
        elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
        else:
            return None
    return node


def titles_of(node: Node | None) -> dict[str, tuple[str, ...]]:
    """Return the keys of a mapping, each with what else it is called: the title of its entry, the field in Chinese."""
    if not isinstance(node, MappingNode):
        return {}
    return {key.value: (_title(value), KEYWORDS.get(key.value, "")) for key, value in node.entries}


def _title(node: Node) -> str:
    title = node.get("title") if isinstance(node, MappingNode) else None
    return title.value if isinstance(title, ScalarNode) else ""


def sources_of(node: Node) -> dict[str, str]:
    """Return the texts of the files that a tree was read from, by the names under which places give them."""
    found: dict[str, str] = {}
    queue = [node]
    while queue:
        one = queue.pop()
        found.setdefault(one.source.name, one.source.text)
        queue += [value for _, value in one.entries] if isinstance(one, MappingNode) else []
        queue += one.items if isinstance(one, SequenceNode) else ()
    return found


def place(root: Node, keys: Sequence[str | int]) -> Span:
    """Return what to point at for the entry under these keys: its value if that is a scalar, else its key."""
    node = node_at(root, keys)
    if isinstance(node, ScalarNode) and node.start != node.end:
        return node.span
    return key_span(root, keys) or head_span(node)


def put(root: MappingNode, keys: tuple[str, ...], key_node: ScalarNode, value: Node | None) -> MappingNode:
    """Return a tree with the entry under `keys` set to `value`, or taken out where that is None."""
    head, *rest = keys
    if rest:
        inner = root.get(head)
        if not isinstance(inner, MappingNode):
            inner, old_key = mapping((), key_node), replace(key_node, value=head)
        else:
            old_key = next(key for key, _ in root.entries if key.value == head)
        return _with(root, old_key, put(inner, tuple(rest), key_node, value))
    return _with(root, replace(key_node, value=head), value)


def _with(parent: MappingNode, key: ScalarNode, value: Node | None) -> MappingNode:
    entries = []
    placed = False
    for old, part in parent.entries:
        if old.value != key.value:
            entries.append((old, part))
        elif value is not None:
            entries.append((key, value))
            placed = True
    if not placed and value is not None:
        entries.append((key, value))
    return mapping(entries, parent)


def mapping(entries: Iterable[tuple[ScalarNode, Node]], like: Node) -> MappingNode:
    """Return a mapping of these entries that stands where `like` stands."""
    pairs = tuple(entries)
    keys = tuple(key for key, _ in pairs)
    return MappingNode(keys, {key.value: value for key, value in pairs}, like.source, like.start, like.end)


def same(one: Node, other: Node) -> bool:
    """Whether two nodes say the same, wherever they stand and in whatever order their keys are.

    `in_force` says something else in the file of another instrument.
    """
    if to_texts(one) != to_texts(other):
        return False
    return one.source.pack == other.source.pack or not (_dates_itself(one) or _dates_itself(other))


def _dates_itself(node: Node) -> bool:
    if isinstance(node, ScalarNode):
        return node.value == IN_FORCE
    parts = [value for _, value in node.entries] if isinstance(node, MappingNode) else node.items
    return any(_dates_itself(part) for part in parts)
