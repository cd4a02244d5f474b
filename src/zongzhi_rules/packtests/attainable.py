"""Which truths a condition can take at all, and why not the others: what no case can be asked to show.

Facts are taken to be independent of one another, so that a condition may be credited with a truth that it cannot take,
never denied one that it can.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.decision.model import Truth
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Compare,
    Fixed,
    Named,
    Not,
    Reference,
    Tally,
    children,
    parameters_of,
)
from zongzhi_rules.ir.layout import fact_of
from zongzhi_rules.ir.walk import rules as walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.ir.walk import Conditional

Truths = frozenset[Truth]
Why = Literal["known", "undetermined", "counts_nothing", "rests_on", "never_alone", "declared"]
_ANY: Truths = frozenset((True, False, None))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a truth cannot be shown.

    `why`: a fact that every case states (`known`); a parameter without a value (`undetermined`); a count whose
    condition no item fulfils (`counts_nothing`); what it mentions cannot (`rests_on`); another part never leaves the
    outcome to it (`never_alone`); the author says so (`declared`).  `what` names the fact, the parameter or the path;
    where the author says so, it is her reason.  `node` is the part that never leaves the outcome to another
    (`never_alone`).
    """

    why: Why
    what: str
    node: Condition | None = field(default=None, repr=False)


def attainable(pack: Pack) -> dict[str, Truths]:
    """Return the truths that each rule with a condition can take, by path.

    A rule that only a reading decides (`never` under one option, `always` under another) is never unknown.
    """
    return Attainable(pack).of_rules()


class Attainable:
    """The truths that the conditions of a pack can take."""

    def __init__(self, pack: Pack) -> None:
        """Look at no condition yet."""
        self._conditions = {one.path: one.condition for one in walk(pack)}
        self._undetermined = {one.id for one in pack.parameters if not one.values}
        self._from_a_day = {one.id for one in pack.parameters if one.values and one.values[0][0] is not None}
        self._rules: dict[str, Truths] = {}

    def of_rules(self) -> dict[str, Truths]:
        """Return the truths of each rule, by path."""
        return {path: self.of_rule(path) for path in self._conditions}

    def of_rule(self, path: str) -> Truths:
        """Return the truths of a rule."""
        if path not in self._rules:
            self._rules[path] = self.of(self._conditions[path])
        return self._rules[path]

    def of(self, node: Condition) -> Truths:
        """Return the truths that a node can take."""
        found = _ANY - self.barred(node).keys()
        match node:
            case Fixed(value=value):
                found = frozenset((value,))
            case Reference(target=target):
                found = self.of_rule(target)
            case Not(part=part):
                found = frozenset(None if truth is None else not truth for truth in self.of(part))
            case Named(part=part):
                found = self.of(part)
            case ByReading(options=options):
                found = frozenset(truth for _, option in options for truth in self.of(option))
            case All(parts=parts) | AnyOf(parts=parts):
                found = _joined(map(self.of, parts), decisive=isinstance(node, AnyOf))
            case _:
                pass
        return found

    def barred(self, node: Condition) -> dict[Truth, Reason]:
        """Return the truths that a leaf cannot take, each with the reason."""
        open_value = [one for one in parameters_of(node) if one in self._undetermined]
        if open_value and isinstance(node, (Compare, Tally)):
            reason = Reason("undetermined", open_value[0])
            return {True: reason, False: reason}
        match node:
            case Reference(target=target):
                return {truth: Reason("rests_on", target) for truth in _ANY - self.of_rule(target)}
            case Named(part=part, definition=definition):
                return {truth: Reason("rests_on", f"definitions.{definition}") for truth in _ANY - self.of(part)}
            case Tally(where=where, collection=collection):
                nothing = where is not None and True not in self.of(where)
                return {True: Reason("counts_nothing", collection)} if nothing else {}
            case _:
                return self._known(node)

    def _known(self, node: Condition) -> dict[Truth, Reason]:
        fact = fact_of(node)
        if fact is None or not self._from_a_day.isdisjoint(parameters_of(node)):
            return {}
        found = catalogue()
        specs = found.facts if fact.of is None else found.collections[fact.of].fields
        spec = specs.get(fact.path)
        return {None: Reason("known", fact.path)} if spec is not None and spec.known else {}


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
