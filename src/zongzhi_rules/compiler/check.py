"""Pass 6: what no single entry shows: cycles, conditions too deep, ranks and steps used twice, dead names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.compiler.conditions import DEEPEST
from zongzhi_rules.compiler.tree import place
from zongzhi_rules.diagnostics import Related, suggest
from zongzhi_rules.ir.condition import ByReading, Compare, Named, ParameterRef, Reference, Tally, children
from zongzhi_rules.ir.layout import references
from zongzhi_rules.ir.names import APPLIES, APPLIES_BY_REFERENCE, IN_SCOPE, LISTED_CIRCUMSTANCE
from zongzhi_rules.ir.walk import choices, descend, rules
from zongzhi_rules.syntax.places import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.ir.condition import Condition, Value
    from zongzhi_rules.ir.pack import Measure, Pack
    from zongzhi_rules.syntax.nodes import MappingNode

_RESERVED = {f"definitions.{name}" for name in (APPLIES, APPLIES_BY_REFERENCE, IN_SCOPE, LISTED_CIRCUMSTANCE)}


def check(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    """Note every problem of the pack as a whole."""
    _cycles(pack, tree, problems)
    _used_twice(pack, tree, problems)
    _unused(pack, tree, problems)


def _cycles(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    """Note rules that refer to themselves, and those that are too deep, with all that they refer to, to follow."""
    conditions = {rule.path: rule.condition for rule in rules(pack)}
    heights: dict[str, int] = {}  # of the rules that are done

    def visit(path: str, trail: list[str]) -> None:
        if path in heights:
            return
        if path in trail:
            cycle = [*trail[trail.index(path) :], path]
            shown = " → ".join(one.split(".", 1)[1] for one in cycle)
            problems.add("ZR413", place(tree, path.split(".")), path, cycle=shown)
            heights.update(dict.fromkeys(cycle, 0))
            return
        if len(trail) <= DEEPEST:
            for target in sorted(set(references(conditions[path]))):
                visit(target, [*trail, path])
        height = _height(conditions[path], heights)
        if len(trail) > DEEPEST or height > DEEPEST:
            problems.add("ZR453", place(tree, path.split(".")), path, limit=str(DEEPEST))
            height = 0  # it has been said; what rests on it need not say it again
        heights.setdefault(path, height)

    for path in sorted(conditions):
        visit(path, [])


def _height(condition: Condition, heights: Mapping[str, int]) -> int:
    """Return the number of levels of a condition, those of the rules that it refers to included."""
    below = [_height(part, heights) for _, part in children(condition)]
    if isinstance(condition, Reference):
        below.append(heights.get(condition.target, 0))
    if isinstance(condition, Tally) and condition.where is not None:
        below.append(_height(condition.where, heights))
    return 1 + max(below, default=0)


def _used_twice(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    ranks: dict[int, str] = {}
    for measure in pack.measures:
        where = ("measures", measure.id)
        rank = measure.rank
        if rank in ranks:
            related = [Related(place(tree, ("measures", ranks[rank], "rank")), "other_here")]
            at = place(tree, (*where, "rank"))
            problems.add("ZR445", at, dotted(where), related, one=ranks[rank], other=measure.id, rank=str(rank))
        ranks.setdefault(rank, measure.id)
        steps: set[int] = set()
        for grade in measure.grades:
            if grade.step in steps or grade.step < 1:
                at = place(tree, (*where, "grades", grade.id, "step"))
                problems.add("ZR446", at, dotted(where), grade=grade.id, step=str(grade.step))
            steps.add(grade.step)
        _steps(measure, tree, problems)
        if measure.grades and measure.grades[0].when is not None:
            at = place(tree, (*where, "grades", measure.grades[0].id, "when"))
            problems.add("ZR447", at, dotted(where), grade=measure.grades[0].id)


def _steps(measure: Measure, tree: MappingNode, problems: Problems) -> None:
    """Note steps that share an order, and those that belong to a grade which the measure does not have."""
    where = ("measures", measure.id, "procedure")
    orders: dict[int, str] = {}
    grades = tuple(grade.id for grade in measure.grades)
    for step in measure.procedure:
        if step.order in orders:
            related = [Related(place(tree, (*where, orders[step.order], "order")), "other_here")]
            at = place(tree, (*where, step.id, "order"))
            path = dotted((*where, step.id))
            problems.add("ZR457", at, path, related, one=orders[step.order], other=step.id, order=step.order)
        orders.setdefault(step.order, step.id)
        if step.grade is not None and step.grade not in grades:
            at = place(tree, (*where, step.id, "grade"))
            near = suggest(step.grade, grades)
            problems.add("ZR456", at, dotted((*where, step.id)), suggestions=near, name=step.grade, known=grades)


def _unused(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    """Warn of definitions, readings and parameters that nothing uses: most often a slip of the pen."""
    used: set[str] = set()
    for rule in rules(pack):
        for node in _everything(rule.condition):
            match node:
                case Reference(target=target):
                    used.add(target)
                case Named(definition=name):
                    used.add(f"definitions.{name}")
                case ByReading(reading=name):
                    used.add(f"readings.{name}")
                case _:
                    pass
            used |= {f"parameters.{value.parameter}" for value in _values(node) if isinstance(value, ParameterRef)}
    used |= {f"readings.{choice.reading}" for choice in choices(pack)}
    for section, entries in (
        ("definitions", pack.definitions),
        ("parameters", pack.parameters),
        ("readings", [reading for reading in pack.readings if len(reading.options) > 1]),
    ):
        for entry in entries:
            path = f"{section}.{entry.id}"
            if path not in used | _RESERVED:
                problems.add("ZR449", place(tree, (section, entry.id)), path, name=entry.id)


def _everything(condition: Condition) -> Iterator[Condition]:
    for node in descend(condition):
        yield node
        if isinstance(node, Tally) and node.where is not None:
            yield from _everything(node.where)


def _values(node: Condition) -> list[Value]:
    """Return the values that a node compares with."""
    match node:
        case Compare(value=value):
            return [value]
        case Tally(bound=bound, window=window):
            return [bound] if window is None else [bound, window.length]
        case _:
            return []
