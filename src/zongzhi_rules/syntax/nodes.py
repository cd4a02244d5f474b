"""The tree of a text: scalars, sequences and mappings, each with its place.

Nothing is typed here.  `no`, `on`, `012`, `2024-01-05` and `1e3` are the characters that the author wrote; whoever
knows what belongs in a place decides what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Source, Span

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Style(Enum):
    """How a scalar is written."""

    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text.

    Attributes:
        value: the text after unquoting, unfolding and escapes.
        style: how it is written.
        source: where it stands.
        start: offset of its first character, a quote or the `|` of a block included.
        end: offset after its last character; equal to `start` where a value is left out.
    """

    value: str
    style: Style
    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The characters that it is written with."""
        return self.source.span(self.start, self.end)

    @property
    def is_null(self) -> bool:
        """Whether this stands for nothing known: left out, `~` or `null`, without quotes."""
        return self.style is Style.PLAIN and self.value in _NULLS


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list; places as of a scalar, brackets included."""

    items: tuple[Node, ...]
    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The characters that it is written with."""
        return self.source.span(self.start, self.end)

    @property
    def last(self) -> Node | None:
        """The last item."""
        return self.items[-1] if self.items else None


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with values, in the order written; no key stands twice.  Places as of a scalar, brackets included."""

    _keys: tuple[ScalarNode, ...]
    _values: dict[str, Node] = field(hash=False)
    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The characters that it is written with."""
        return self.source.span(self.start, self.end)

    @property
    def entries(self) -> tuple[tuple[ScalarNode, Node], ...]:
        """Keys and values, in the order written."""
        return tuple(zip(self._keys, self._values.values(), strict=True))

    @property
    def last(self) -> Node | None:
        """The last value."""
        return next(reversed(self._values.values()), None)

    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order written."""
        return tuple(self._values)

    def get(self, key: str) -> Node | None:
        """Return the value of a key, None if the key is not there."""
        return self._values.get(key)

    def key_node(self, key: str) -> ScalarNode | None:
        """Return the key itself, for its place; None if it is not there."""
        return next((node for node in self._keys if node.value == key), None)


Node = ScalarNode | SequenceNode | MappingNode


# Readers make nodes by the hundred thousand, and the initialiser of a frozen data class takes several times as long as
# the attributes of an ordinary class.  So each kind has an ordinary twin with the same slots, which is filled and then
# becomes the node; the interpreter checks that the layouts agree.


class _ScalarDraft:
    __slots__ = ("end", "source", "start", "style", "value")


class _SequenceDraft:
    __slots__ = ("end", "items", "source", "start")


class _MappingDraft:
    __slots__ = ("_keys", "_values", "end", "source", "start")


def make_scalar(value: str, style: Style, source: Source, start: int, end: int) -> ScalarNode:
    """Make a scalar, quickly."""
    node: Any = _ScalarDraft()
    node.value = value
    node.style = style
    node.source = source
    node.start = start
    node.end = end
    node.__class__ = ScalarNode
    return node  # type: ignore[no-any-return]


def make_sequence(items: list[Node], source: Source, start: int, end: int) -> SequenceNode:
    """Make a sequence, quickly."""
    node: Any = _SequenceDraft()
    node.items = tuple(items)
    node.source = source
    node.start = start
    node.end = end
    node.__class__ = SequenceNode
    return node  # type: ignore[no-any-return]


def make_mapping(
    keys: list[ScalarNode],
    values: dict[str, Node],
    source: Source,
    start: int,
    end: int,
) -> MappingNode:
    """Make a mapping, quickly; the dictionary becomes the node's own."""
    node: Any = _MappingDraft()
    node._keys = tuple(keys)  # noqa: SLF001 - its own
    node._values = values  # noqa: SLF001 - its own
    node.source = source
    node.start = start
    node.end = end
    node.__class__ = MappingNode
    return node  # type: ignore[no-any-return]
