"""Which truths a rule can take at all, and which rules are a pack's own: what its cases have to show."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import Truth
from zongzhi_rules.ir.condition import All, AnyOf, ByReading, Fixed, Named, Not, Reference, Tally, children
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.ir.walk import Conditional

Truths = frozenset[Truth]
_ANY: Truths = frozenset((True, False, None))


def attainable(pack: Pack) -> dict[str, Truths]:
    """Return the truths that each rule with a condition can take, by path.

    A rule that only a reading decides (`never` under one option, `always` under another) is never unknown.  Facts are
    taken to be independent of one another, so that a rule may be credited with a truth that it cannot take, never
    denied one that it can.
    """
    return _Attainable(pack).of_all()


class _Attainable:
    def __init__(self, pack: Pack) -> None:
        self._conditions = {one.path: one.condition for one in walk(pack)}
        self._known: dict[str, Truths] = {}

    def of_all(self) -> dict[str, Truths]:
        return {path: self._of_rule(path) for path in self._conditions}

    def _of_rule(self, path: str) -> Truths:
        if path not in self._known:
            self._known[path] = self._of(self._conditions[path])
        return self._known[path]

    def _of(self, node: Condition) -> Truths:
        found = _ANY
        match node:
            case Fixed(value=value):
                found = frozenset((value,))
            case Reference(target=target):
                found = self._of_rule(target)
            case Not(part=part):
                found = frozenset(None if truth is None else not truth for truth in self._of(part))
            case Named(part=part):
                found = self._of(part)
            case ByReading(options=options):
                found = frozenset(truth for _, option in options for truth in self._of(option))
            case All(parts=parts) | AnyOf(parts=parts):
                found = _joined(map(self._of, parts), decisive=isinstance(node, AnyOf))
            case _:
                pass
        return found


def _joined(parts: Iterable[Truths], *, decisive: bool) -> Truths:
    found: Truths = frozenset((not decisive,))
    for part in parts:
        found = frozenset(_join(one, other, decisive=decisive) for one, other in product(found, part))
    return found


def _join(one: Truth, other: Truth, *, decisive: bool) -> Truth:
    if decisive in (one, other):
        return decisive
    return None if one is None or other is None else not decisive


def own_rules(pack: Pack) -> frozenset[str]:
    """Return the paths of the rules that the pack itself writes or restates, or that rest on one that it does.

    What an overlay takes over untouched is shown by the cases of the pack below.
    """
    conditional = {one.path: one for one in walk(pack)}
    rests_on = {
        path: {node.target for node in nodes(one.condition) if isinstance(node, Reference)}
        for path, one in conditional.items()
    }
    own = {path for path, one in conditional.items() if _is_own(one, pack.id)}
    while more := {path for path, targets in rests_on.items() if targets & own} - own:
        own |= more
    return frozenset(own)


def _is_own(one: Conditional, pack: str) -> bool:
    if any(cite.instrument == pack for cite in one.rule.cite):
        return True
    return any(node.at.pack == pack for node in nodes(one.condition))


def nodes(condition: Condition) -> Iterator[Condition]:
    """Yield a node and all below it, those about the items of a count included."""
    yield condition
    if isinstance(condition, Tally) and condition.where is not None:
        yield from nodes(condition.where)
    for _, part in children(condition):
        yield from nodes(part)
