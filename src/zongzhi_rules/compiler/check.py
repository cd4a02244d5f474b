"""Pass 6: what no single entry shows: cycles, ranks and steps used twice, citations of unknown instruments, dead names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.compiler.tree import at
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.ir.condition import ByReading, Named, Reference, Tally
from zongzhi_rules.ir.layout import references
from zongzhi_rules.ir.names import APPLIES, APPLIES_BY_REFERENCE, IN_SCOPE, LISTED_CIRCUMSTANCE
from zongzhi_rules.ir.walk import choices, citations, descend, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.syntax.nodes import MappingNode

_RESERVED = {f"definitions.{name}" for name in (APPLIES, APPLIES_BY_REFERENCE, IN_SCOPE, LISTED_CIRCUMSTANCE)}


def check(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    """Note every problem of the pack as a whole."""
    _cycles(pack, tree, problems)
    _used_twice(pack, tree, problems)
    _foreign_citations(pack, problems, tree)
    _unused(pack, tree, problems)


def _cycles(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    conditions = {rule.path: rule.condition for rule in rules(pack)}
    done: set[str] = set()

    def visit(path: str, trail: list[str]) -> None:
        if path in trail:
            cycle = [*trail[trail.index(path) :], path]
            node = at(tree, cycle[0].split("."))
            problems.add("ZR413", node or tree, path, cycle=" → ".join(_bare(one) for one in cycle))
            done.update(cycle)
            return
        if path in done:
            return
        for target in references(conditions[path]):
            visit(target, [*trail, path])
        done.add(path)

    for path in sorted(conditions):
        if path.startswith(("definitions.", "circumstances.")):
            visit(path, [])


def _bare(path: str) -> str:
    return path.split(".", 1)[1]


def _used_twice(pack: Pack, tree: MappingNode, problems: Problems) -> None:
    ranks: dict[int, str] = {}
    for measure in pack.measures:
        where = ("measures", measure.id)
        if measure.rank in ranks:
            node = at(tree, (*where, "rank"))
            problems.add("ZR445", node, ".".join(where), one=ranks[measure.rank], other=measure.id, rank=str(measure.rank))
        ranks[measure.rank] = measure.id
        steps: dict[int, str] = {}
        for grade in measure.grades:
            if grade.step in steps or grade.step < 1:
                node = at(tree, (*where, "grades", grade.id, "step"))
                problems.add("ZR446", node, ".".join(where), grade=grade.id, step=str(grade.step))
            steps[grade.step] = grade.id
        if measure.grades and measure.grades[0].when is not None:
            node = at(tree, (*where, "grades", measure.grades[0].id, "when"))
            problems.add("ZR447", node, ".".join(where), grade=measure.grades[0].id)


def _foreign_citations(pack: Pack, problems: Problems, tree: MappingNode) -> None:
    known = [instrument.id for instrument in pack.instruments]
    for path, citation in citations(pack):
        if citation.instrument not in known:
            node = at(tree, path.split("."))
            suggestions = suggest(citation.instrument, known)
            problems.add("ZR448", node or tree, path, instrument=citation.instrument, suggestions=suggestions)


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
            used |= {f"parameters.{value.parameter}" for value in values(node) if value.kind == "parameter"}
    used |= {f"readings.{choice.reading}" for choice in choices(pack)}
    for section, entries in (
        ("definitions", pack.definitions),
        ("parameters", pack.parameters),
        ("readings", [reading for reading in pack.readings if len(reading.options) > 1]),
    ):
        for entry in entries:
            path = f"{section}.{entry.id}"
            if path not in used | _RESERVED:
                problems.add("ZR449", at(tree, (section, entry.id)), path, name=entry.id)


def _everything(condition: Condition) -> Iterator[Condition]:
    for node in descend(condition):
        yield node
        if isinstance(node, Tally) and node.where is not None:
            yield from _everything(node.where)


def values(node: Condition) -> list[object]:
    """Return the values that a node compares with."""
    found = [getattr(node, name) for name in ("value", "bound") if hasattr(getattr(node, name, None), "kind")]
    window = getattr(node, "window", None)
    return [*found, *([window.length] if window is not None else [])]

