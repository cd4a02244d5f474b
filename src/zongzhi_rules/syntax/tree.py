"""Builds the tree from what a reader finds one after another, and refuses what no reader may let through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Related, diagnose
from zongzhi_rules.syntax.keywords import VERBS
from zongzhi_rules.syntax.nodes import Node, ScalarNode, Style, make_mapping, make_scalar, make_sequence
from zongzhi_rules.syntax.punctuation import (
    NO_COMMAS,
    WIDE_SPACES,
    misread_collection,
    suspect_in_flow,
    suspect_key,
    suspect_start,
)

if TYPE_CHECKING:
    from zongzhi_rules.syntax.findings import Findings

MOST_LEVELS = 64
LONGEST_SCALAR = 65_536


class _Open:
    """A collection that is not finished."""

    __slots__ = ("flow", "is_key", "is_mapping", "items", "key", "keys", "start", "values")

    def __init__(self, start: int, is_mapping: bool, flow: bool, is_key: bool) -> None:  # noqa: FBT001
        self.start = start
        self.is_mapping = is_mapping
        self.flow = flow
        self.is_key = is_key
        self.items: list[Node] = []  # of a sequence
        self.keys: list[ScalarNode] = []  # of a mapping, as the rest
        self.values: dict[str, Node] = {}
        self.key: ScalarNode | None = None  # the one whose value comes next

    @property
    def step(self) -> str:
        """Where it stands in it, as a part of a path."""
        if not self.is_mapping:
            return f"[{len(self.items)}]"
        return f".{self.key.value}" if self.key is not None and self.key.value else ""


class TreeBuilder:
    """Takes scalars and the starts and ends of collections, with their offsets; gives the tree.

    A key that is refused is reported; its value is read for further findings and dropped.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._source = findings.source
        self._top = _Open(0, is_mapping=False, flow=False, is_key=False)  # holds the root as its only item
        self._below: list[_Open] = []
        self._good_keys: set[str] = set()
        text = findings.source.text
        self._has_wide_spaces = any(space in text for space in WIDE_SPACES)
        self._has_no_commas = any(comma in text for comma in NO_COMMAS)
        self._dropped = ScalarNode("", Style.PLAIN, self._source, 0, 0)  # stands for any key that was refused

    @property
    def root(self) -> Node | None:
        """The finished tree; None while there is none."""
        return self._top.items[0] if self._top.items and not self._below else None

    @property
    def innermost_flow(self) -> int | None:
        """Offset of the last `[` or `{` that is open."""
        return self._top.start if self._top.flow else None

    @property
    def last_scalar(self) -> ScalarNode | None:
        """The scalar read last, if it was not dropped."""
        for collection in (self._top, *reversed(self._below)):
            node = collection.key or next(reversed(collection.values.values() or collection.items), None)
            while node is not None and not isinstance(node, ScalarNode):
                node = node.last
            if node is not None:
                return node
        return None

    def scalar(self, value: str, style: Style, start: int, end: int) -> None:
        """Take a key or a value.  Reading spends its time here."""
        node = make_scalar(value, style, self._source, start, end)
        if len(value) > LONGEST_SCALAR:
            self._findings.report("ZR151", node.span, path=self.path(), limit=LONGEST_SCALAR)
        top = self._top
        if not top.is_mapping:
            if style is Style.PLAIN and (self._has_wide_spaces or top.flow):
                self._check_plain_value(node, in_flow=top.flow)
            top.items.append(node)
        elif top.key is None:
            known = value in self._good_keys and value not in top.values and not top.flow
            top.key = node if known else self._accepted_key(node)
        else:
            if style is Style.PLAIN and (self._has_wide_spaces or top.flow):
                self._check_plain_value(node, in_flow=top.flow)
            self._add(node)

    def open(self, start: int, *, is_mapping: bool, flow: bool) -> None:
        """Take the start of a collection."""
        top = self._top
        if len(self._below) >= MOST_LEVELS:
            raise self._findings.stop("ZR150", self._source.span(start, start), path=self.path(), limit=MOST_LEVELS)
        is_key = top.is_mapping and top.key is None
        if is_key:
            self._findings.report("ZR147", self._source.span(start, start), path=self.path())
        self._below.append(top)
        self._top = _Open(start, is_mapping, flow, is_key)

    def close(self, end: int) -> None:
        """Take the end of a collection: of one in brackets the place after them; a block ends with what it holds."""
        closed = self._top
        self._top = self._below.pop()
        if not closed.flow:
            end = next((node.end for node in reversed(closed.values.values() or closed.items)), closed.start)
        if closed.is_key:
            self._top.key = self._dropped
        elif closed.is_mapping:
            self._add(make_mapping(closed.keys, closed.values, self._source, closed.start, end))
        else:
            self._add(make_sequence(closed.items, self._source, closed.start, end))

    def drop(self, start: int, end: int) -> None:
        """Take a value or key that was reported and has no meaning."""
        if self._top.is_mapping and self._top.key is None:
            self._top.key = self._dropped
        else:
            self._add(ScalarNode("", Style.PLAIN, self._source, start, end))

    def path(self, key: str = "") -> str:
        """Return where the reading stands, as `measures.circular.grounds[2]`; items count from 0."""
        steps = [collection.step for collection in (*self._below, self._top)[1:]]
        return "".join((*steps, f".{key}" if key else "")).removeprefix(".")

    def _add(self, node: Node) -> None:
        top = self._top
        if not top.is_mapping:
            top.items.append(node)
            return
        key, top.key = top.key, None
        if key is not None and key is not self._dropped:
            top.keys.append(key)
            top.values[key.value] = node

    def _check_plain_value(self, node: ScalarNode, *, in_flow: bool) -> None:
        suspicion = suspect_start(node) if self._has_wide_spaces else None
        if in_flow and self._has_no_commas and not self._top.is_mapping:
            # only between items of a list: `{title: 干扰、阻碍}` is ordinary Chinese
            suspicion = suspicion or suspect_in_flow(node)
        if in_flow and not node.value and self._top.key is not None:
            suspicion = misread_collection(self._top.key)  # in `{a:1}` the key is `a:1` and the value left out
        if suspicion is not None:
            self._findings.add(replace(suspicion, path=self.path()))

    def _accepted_key(self, key: ScalarNode) -> ScalarNode:
        """Return the key, or the one that marks entries to drop."""
        findings, top = self._findings, self._top
        if key.style is Style.PLAIN:
            if key.is_null or key.value == "<<":
                findings.report("ZR148" if key.is_null else "ZR144", key.span, path=self.path())
                return self._dropped
            suspicion = suspect_key(key) or (suspect_in_flow(key) if top.flow else None)
            if suspicion is not None:
                findings.add(replace(suspicion, path=self.path(key.value)))
            else:
                self._good_keys.add(key.value)
        if key.value not in top.values:
            return key
        if (start := self._next_item(key)) is not None:
            related = (Related(top.keys[0].span, "item_above"),)
            findings.add(diagnose("ZR155", start.span, path=self.path(), related=related, key=start.value))
            top.keys = top.keys[top.keys.index(start) :] if start is not key else []
            top.values = {one.value: top.values[one.value] for one in top.keys}  # what follows is of the next item
            return key
        first = next(earlier for earlier in top.keys if earlier.value == key.value)
        related = (Related(first.span, "first_here"),)
        findings.add(diagnose("ZR140", key.span, path=self.path(key.value), related=related, key=key.value))
        return self._dropped

    def _next_item(self, key: ScalarNode) -> ScalarNode | None:
        """Return the key, of a group of lines that has `key` twice, before which an item of a list should start."""
        top = self._top
        if top.flow:
            return None
        in_list = len(self._below) > 1 and not self._below[-1].is_mapping
        if key.value == top.keys[0].value:
            return key if in_list or key.value in VERBS else None
        return next((one for one in top.keys[1:] if one.value in VERBS and top.keys[0].value in VERBS), None)
