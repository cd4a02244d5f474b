"""Pass 3: an overlay's changes carried out on the tree of the pack that it rests on.

Every change is explicit and names its target and its warrant.  Changes of one overlay must not touch one another, so
that their order means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.tree import at, put, resolve, same
from zongzhi_rules.diagnostics import Related
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.ir.pack import Change as EffectiveChange
from zongzhi_rules.syntax.model import SECTIONS, Change
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode
from zongzhi_rules.syntax.scalars import parse_citation

if TYPE_CHECKING:
    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.compiler.source import PackSource

Verb = Literal["add", "replace", "amend", "withdraw"]
_VERBS: tuple[Verb, ...] = ("add", "replace", "amend", "withdraw")
_DEEPEST_NEW = 1


@dataclass(frozen=True, slots=True)
class _Edit:
    """One entry of the tree set (or, with no value, taken out), and the change that does it."""

    keys: tuple[str, ...]
    key: ScalarNode
    value: Node | None
    shown: str


def apply_changes(
    base: MappingNode,
    source: PackSource,
    problems: Problems,
) -> tuple[MappingNode, tuple[EffectiveChange, ...]]:
    """Return the effective tree and the record of what was changed."""
    edits: list[_Edit] = []
    record = []
    for change, node in source.changes:
        found = _edits(base, change, node, problems)
        if found is None:
            continue
        verb, target, new = found
        edits += new
        record.append(
            EffectiveChange(
                operation=verb,
                target=target,
                warrant=tuple(_citation(text, source.header.id) for text in change.warrant),
                at=origin_of(node),
            ),
        )
    _refuse_overlaps(edits, problems)
    problems.settle()
    tree = base
    for edit in edits:
        tree = put(tree, edit.keys, edit.key, edit.value)
    return tree, tuple(sorted(record, key=lambda one: (one.target, one.operation)))


def _citation(text: str, instrument: str) -> Citation:
    pack, article, paragraph, item = parse_citation(text)
    return Citation(instrument=pack or instrument, article=article, paragraph=paragraph, item=item)


def _edits(
    base: MappingNode,
    change: Change,
    node: MappingNode,
    problems: Problems,
) -> tuple[Verb, str, list[_Edit]] | None:
    verbs = [verb for verb in _VERBS if getattr(change, verb) is not None]
    if len(verbs) != 1:
        problems.add("ZR301", node)
        return None
    verb = verbs[0]
    target = getattr(change, verb)
    target_node = node.get(verb)
    body = node.get("set") if verb == "amend" else node.get("as")
    superfluous = {"add": "set", "replace": "set", "amend": "as", "withdraw": "as"}[verb]
    if node.get(superfluous) is not None or (verb == "withdraw" and node.get("set") is not None):
        problems.add("ZR302", node, verb=verb, key=superfluous)
        return None
    if not isinstance(target_node, ScalarNode) or (body is None and verb != "withdraw"):
        problems.add("ZR303", node, verb=verb, key="set" if verb == "amend" else "as")
        return None
    keys, rest = resolve(base, target)
    if verb == "add":
        edit = _addition(base, target_node, body, keys, rest, problems)
        return None if edit is None else (verb, target, [edit])
    if rest or not keys:
        _missing_target(base, target_node, keys, rest, problems)
        return None
    old = at(base, keys)
    if verb == "withdraw":
        return verb, target, [_Edit(keys, target_node, None, target)]
    if verb == "replace":
        if body is None or old is None:
            return None
        if same(old, body):
            problems.add("ZR304", target_node, related=[Related("unchanged_here", old.span)], target=target)
            return None
        return verb, target, [_Edit(keys, target_node, body, target)]
    new = _amendments(base, keys, body, target_node, target, problems)
    return None if new is None else (verb, target, new)


def _addition(  # noqa: PLR0913 - what an addition needs to say what is wrong
    base: MappingNode,
    target: ScalarNode,
    body: Node | None,
    keys: tuple[str, ...],
    rest: str,
    problems: Problems,
) -> _Edit | None:
    if not rest:
        old = at(base, keys)
        related = [Related("stands_here", old.span)] if old is not None else []
        problems.add("ZR305", target, related=related, target=target.value)
        return None
    if not keys:
        section, _, name = rest.partition(".")
        if section in SECTIONS and name:
            return _Edit((section, name), target, body, target.value)
        problems.add("ZR306", target, target=target.value, suggestions=suggest(section, SECTIONS))
        return None
    dotted_ids = keys[0] == "readings" and len(keys) == 1
    if rest.count(".") >= _DEEPEST_NEW and not dotted_ids:
        parent = at(base, keys)
        field, _, name = rest.partition(".")
        if isinstance(parent, MappingNode) and "." not in name:
            # the first entry of a list that the base does not have yet, as `reports.progress` in a measure without any
            return _Edit((*keys, field, name), target, body, target.value)
        _missing_target(base, target, keys, rest, problems)
        return None
    return _Edit((*keys, rest), target, body, target.value)


def _amendments(  # noqa: PLR0913
    base: MappingNode,
    keys: tuple[str, ...],
    body: Node | None,
    target: ScalarNode,
    shown: str,
    problems: Problems,
) -> list[_Edit] | None:
    old = at(base, keys)
    if not isinstance(body, MappingNode) or not body.entries or not isinstance(old, MappingNode):
        problems.add("ZR307", target, target=shown)
        return None
    edits = []
    for key, value in body.entries:
        inner, rest = resolve(old, key.value)
        if "." in rest:
            _missing_target(base, key, (*keys, *inner), rest, problems)
            continue
        path = (*keys, *inner, *([rest] if rest else []))
        before = at(base, path)
        taken_out = isinstance(value, ScalarNode) and value.is_null
        if before is None and taken_out:
            _missing_target(base, key, (*keys, *inner), rest, problems)
            continue
        if before is not None and same(before, value):
            problems.add("ZR304", key, related=[Related("unchanged_here", before.span)], target=f"{shown}.{key.value}")
            continue
        edits.append(_Edit(path, key, None if taken_out else value, f"{shown}.{key.value}"))
    return edits


def _missing_target(
    base: MappingNode,
    target: ScalarNode,
    keys: tuple[str, ...],
    rest: str,
    problems: Problems,
) -> None:
    parent = at(base, keys)
    siblings = [key.value for key, _ in parent.entries] if isinstance(parent, MappingNode) else []
    wanted = rest.split(".")[0]
    problems.add(
        "ZR308",
        target,
        target=target.value,
        existing=".".join(keys) or "pack",
        missing=rest,
        suggestions=suggest(wanted, siblings),
    )


def _refuse_overlaps(edits: list[_Edit], problems: Problems) -> None:
    ordered = sorted(edits, key=lambda edit: edit.keys)
    for one, other in zip(ordered, ordered[1:], strict=False):
        if other.keys[: len(one.keys)] == one.keys:
            first, second = sorted((one, other), key=lambda edit: (edit.key.span.source.name, edit.key.span.start_line))
            related = [Related("first_here", first.key.span)]
            problems.add("ZR309", second.key, related=related, one=first.shown, other=second.shown)
