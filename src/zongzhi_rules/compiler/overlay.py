"""Pass 3: an overlay's changes carried out on the tree of the pack that it rests on.

Every change is explicit and names its target and its warrant.  Changes of one overlay must not touch one another, so
that their order means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.compiler.citations import citations
from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.tree import at, place, put, resolve, same, titles_of
from zongzhi_rules.diagnostics import Related, suggest_named
from zongzhi_rules.ir.pack import Change as EffectiveChange
from zongzhi_rules.syntax.keywords import KEYWORDS
from zongzhi_rules.syntax.model import SECTIONS, Change
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode
from zongzhi_rules.syntax.plain import key_span
from zongzhi_rules.syntax.slips import is_cut_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.compiler.citations import Extent
    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.compiler.source import PackSource
    from zongzhi_rules.diagnostics import Span

Verb = Literal["add", "replace", "amend", "withdraw"]
_CONTENT: dict[Verb, str | None] = {"add": "as", "replace": "as", "amend": "set", "withdraw": None}
"""The verbs, each with the field that holds the new content."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the tree set (or, with no value, taken out), and the change that does it."""

    keys: tuple[str, ...]
    key: ScalarNode
    value: Node | None
    shown: str


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The effective tree, what was changed, and where the change stands that took an entry out (by its keys)."""

    tree: MappingNode
    changes: tuple[EffectiveChange, ...]
    taken_out: Mapping[tuple[str, ...], Span]


def apply_changes(base: MappingNode, source: PackSource, known: Mapping[str, Extent], problems: Problems) -> Overlaid:
    """Carry out the changes of an overlay; `known` are the packs that a warrant may cite, by id."""
    edits: list[Edit] = []
    record = []
    reader = _Changes(base, source.header.extends.pack if source.header.extends else "", problems)
    for change, node in source.changes:
        found = reader.edits(change, node)
        if found is None:
            continue
        verb, target, new = found
        edits += new
        warrant = citations(change.warrant, node.get("warrant") or node, source.header.id, known, problems)
        record.append(EffectiveChange(operation=verb, target=target, warrant=warrant, at=origin_of(node)))
    _refuse_overlaps(edits, problems)
    problems.settle()
    tree = base
    for edit in edits:
        tree = put(tree, edit.keys, edit.key, edit.value)
    return Overlaid(
        tree,
        tuple(sorted(record, key=lambda one: (one.target, one.operation))),
        {edit.keys: edit.key.span for edit in edits if edit.value is None},
    )


class _Changes:
    """Reads the changes to one base, each by itself."""

    def __init__(self, base: MappingNode, name: str, problems: Problems) -> None:
        self._base = base
        self._name = name
        self._problems = problems

    def edits(self, change: Change, node: MappingNode) -> tuple[Verb, str, list[Edit]] | None:
        """Return verb, target and edits of a change; None, with the problem noted, where it cannot be carried out."""
        verbs = [verb for verb in _CONTENT if getattr(change, verb) is not None]
        if len(verbs) != 1:
            self._problems.add("ZR301", node.key_node(verbs[1]) if verbs else node)
            return None
        verb = verbs[0]
        target: str = getattr(change, verb)
        written = node.get(verb)
        if not isinstance(written, ScalarNode):
            raise TypeError(target)  # the model of a change takes only text
        wanted = _CONTENT[verb]
        for superfluous in {"as", "set"} - {wanted}:
            key = node.key_node(superfluous)
            if key is not None:
                self._problems.add("ZR302", key, verb=verb, key=superfluous)
                return None
        content = node.get(wanted) if wanted else None
        if wanted and (content is None or _is_null(content)):
            self._problems.add("ZR303", node.key_node(wanted) or node.key_node(verb), verb=verb, key=wanted)
            return None
        new = self._carry_out(verb, written, content)
        return None if new is None else (verb, target, new)

    def _carry_out(self, verb: Verb, target: ScalarNode, content: Node | None) -> list[Edit] | None:
        keys, rest = resolve(self._base, target.value)
        if verb == "add":
            return self._addition(target, content, keys, rest)
        if rest or not keys:
            self._missing(target, keys, rest)
            return None
        if verb == "amend":
            return self._amendments(target, content, keys)
        old = at(self._base, keys)
        if content is not None and old is not None and same(old, content):
            related = [Related(place(self._base, keys), "unchanged_here")]
            self._problems.add("ZR304", target, related=related, target=target.value)
            return None
        return [Edit(keys, target, content, target.value)]

    def _addition(
        self,
        target: ScalarNode,
        content: Node | None,
        keys: tuple[str, ...],
        rest: str,
    ) -> list[Edit] | None:
        if not rest:
            old = key_span(self._base, keys)
            related = [Related(old, "stands_here")] if old is not None else []
            self._problems.add("ZR305", target, related=related, target=target.value)
            return None
        section, _, name = target.value.partition(".")
        if section not in SECTIONS or not name:
            above, _, last = target.value.rpartition(".")
            sections = {one: (KEYWORDS[one],) for one in SECTIONS}
            near = _likely(self._base, above) if "." in above else suggest_named(above, sections)
            suggestions = tuple(f"{one}.{last}" for one in near)
            self._problems.add("ZR306", target, target=target.value, suggestions=suggestions, known=SECTIONS)
            return None
        if len(keys) <= 1:  # an entry of a section, which the base may not have yet
            path: tuple[str, ...] = (section, name)
            fits = section == "readings" or "." not in name  # only the ids of readings hold dots
        else:  # a part of an entry, or the first of a list that the entry does not have yet, as `reports.progress`
            path = (*keys, *rest.split("."))
            fits = rest.count(".") <= 1 and isinstance(at(self._base, keys), MappingNode)
        if not fits:
            self._missing(target, keys, rest)
            return None
        return [Edit(path, target, content, target.value)]

    def _amendments(self, target: ScalarNode, content: Node | None, keys: tuple[str, ...]) -> list[Edit] | None:
        old = at(self._base, keys)
        if not isinstance(content, MappingNode) or not content.keys() or not isinstance(old, MappingNode):
            self._problems.add("ZR307", target, target=target.value)
            return None
        edits = []
        for key, value in content.entries:
            inner, rest = resolve(old, key.value)
            before = at(old, inner) if not rest else None
            if is_cut_off(content, key.value):
                self._problems.add("ZR236", key, key=key.value)
            elif "." in rest or (before is None and _is_null(value)):
                self._missing(key, (*keys, *inner), rest)
            elif before is not None and same(before, value):
                related = [Related(place(self._base, (*keys, *inner)), "unchanged_here")]
                self._problems.add("ZR304", key, related=related, target=f"{target.value}.{key.value}")
            else:
                path = (*keys, *inner, *([rest] if rest else []))
                edits.append(Edit(path, key, None if _is_null(value) else value, f"{target.value}.{key.value}"))
        return edits

    def _missing(self, target: ScalarNode, keys: tuple[str, ...], rest: str) -> None:
        """Note a target that does not exist; `rest` is the part of its path that cannot be followed."""
        parent = at(self._base, keys)
        followed = target.value.removesuffix(rest)
        self._problems.add(
            "ZR308",
            target,
            target=target.value,
            existing=".".join(keys) or self._name,
            missing=rest,
            suggestions=tuple(f"{followed}{path}" for path in _likely(parent, rest, dots=keys == ("readings",))),
        )


def _likely(parent: Node | None, path: str, *, dots: bool = False) -> tuple[str, ...]:
    """Return what a path from a node probably means, step by step, for each may be misspelt, or a title.

    `dots`: whether the names below the node hold dots, as those of readings do.
    """
    names = titles_of(parent)
    wrong, dot, further = (path, "", "") if dots else path.partition(".")
    if not dot:
        return suggest_named(wrong, names)
    found = []
    for name in suggest_named(wrong, names):
        child = at(parent, (name,)) if parent is not None else None
        keys, rest = resolve(child, further) if isinstance(child, MappingNode) else ((), further)
        below = ".".join(keys)
        ends = _likely(at(child, keys), rest, dots=name == "readings")[:1] if child is not None and rest else ()
        found.append(".".join(filter(None, (name, below, *(ends or (rest,))))))
    return tuple(found)


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_null


def _refuse_overlaps(edits: list[Edit], problems: Problems) -> None:
    ordered = sorted(edits, key=lambda edit: edit.keys)
    for one, other in pairwise(ordered):
        if other.keys[: len(one.keys)] == one.keys:
            first, second = sorted((one, other), key=lambda edit: (edit.key.source.name, edit.key.start))
            related = [Related(first.key.span, "other_here")]
            problems.add("ZR309", second.key, related=related, target=second.shown)
