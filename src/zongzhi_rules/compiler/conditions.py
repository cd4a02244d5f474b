"""Reads a condition as written into the checked tree: every name resolved, every value of the type of its fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast

from zongzhi_rules.compiler.guesses import likely_joined, likely_test
from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.values import kind_form, kind_label, likely_scalar, parse_scalar
from zongzhi_rules.diagnostics import suggest_named
from zongzhi_rules.facts.catalogue import FactType
from zongzhi_rules.ir.condition import (
    All,
    AnyOf,
    ByReading,
    Comparator,
    Compare,
    Condition,
    Constant,
    FactRef,
    Fixed,
    Holds,
    Named,
    Not,
    OneOf,
    ParameterRef,
    Reference,
    Tally,
    Value,
    Window,
)
from zongzhi_rules.syntax import keywords as kw
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style
from zongzhi_rules.syntax.plain import key_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zongzhi_rules.compiler.names import Names
    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.diagnostics import Argument, Related
    from zongzhi_rules.facts.catalogue import CollectionSpec, FactSpec, Kind

DEEPEST = 48  # levels of a condition, definitions written out; what is deeper no data format carries safely
MOST_PARTS = 50_000  # of all conditions of a pack, definitions written out
_CELL = re.compile(r"(?P<sign>>=|<=|>|<)\s*(?P<value>\S+)")
_CELL_WORDS: dict[str, str] = {">=": kw.AT_LEAST, ">": kw.MORE_THAN, "<=": kw.AT_MOST, "<": kw.LESS_THAN}
_ANY_CELL = "-"
_MEASURE_FIELD = "measure"
_Tallied = Literal["at_least", "more_than"]


class ConditionReader:
    """Reads the conditions of one pack.  A condition that is at fault reads as `None`; the problem is noted."""

    def __init__(self, names: Names, definitions: dict[str, Node], problems: Problems) -> None:
        """Keep the names, the text of the definitions about items (written out where used) and the collector."""
        self._names = names
        self._definitions = definitions
        self._problems = problems
        self._open: list[str] = []  # the definitions that are being written out
        self._depth = 0
        self._taken = 0

    def read(self, node: Node, path: str, of: str | None = None) -> Condition | None:
        """Read a condition about the case, or with `of` about an item of that collection."""
        self._taken += 1
        if self._depth >= DEEPEST or self._taken > MOST_PARTS:
            code, limit = ("ZR453", DEEPEST) if self._depth >= DEEPEST else ("ZR454", MOST_PARTS)
            if self._taken <= MOST_PARTS + 1:
                self._note(code, node, path, limit=str(limit))
            return None
        self._depth += 1
        try:
            match node:
                case ScalarNode(is_null=False):
                    return self._name(node, path, of)
                case MappingNode() if node.keys():
                    return self._mapping(node, path, of)
                case _:
                    self._note("ZR410", node, path)
                    return None
        finally:
            self._depth -= 1

    def _note(
        self,
        code: str,
        at: Node | None,
        path: str,
        *,
        related: Sequence[Related] = (),
        suggestions: tuple[str, ...] = (),
        **arguments: Argument,
    ) -> None:
        """Note a problem.  What is wrong with a definition is said where it stands, not again wherever it is used."""
        if not self._open or code in _OF_THE_WHOLE:
            self._problems.add(code, at, path, related, suggestions, **arguments)

    # names -----------------------------------------------------------------------------------------------------

    def _name(self, node: ScalarNode, path: str, of: str | None) -> Condition | None:
        at = origin_of(node)
        if node.value in (kw.ALWAYS, kw.NEVER):
            return Fixed(value=node.value == kw.ALWAYS, at=at)
        spec = self._fact(node.value, of)
        if spec is not None:
            if spec.type.kind != "boolean":
                example = f"{{{node.value}: {_example(spec.type)}}}"
                self._note("ZR411", node, path, fact=node.value, kind=kind_label(spec.type.kind), example=example)
                return None
            return Holds(fact=self._ref(node.value, of), at=at)
        if node.value in self._names.definitions:
            return self._definition(node, path, of)
        if node.value in self._names.circumstances:
            return Reference(target=f"circumstances.{node.value}", at=at)
        self._unknown_name(node, path, of)
        return None

    def _definition(self, node: ScalarNode, path: str, of: str | None) -> Condition | None:
        name = node.value
        about = self._names.definitions[name]
        at = origin_of(node)
        if about is None:
            return Reference(target=f"definitions.{name}", at=at)
        if about != of:
            self._note("ZR412", node, path, name=name, about=about)
            return None
        if name in self._open:
            self._note_cycle(self._open[self._open.index(name) :])
            return None
        self._open.append(name)
        part = self.read(self._definitions[name], path, of)
        self._open.pop()
        return None if part is None else Named(definition=name, part=part, at=at)

    def _note_cycle(self, names: list[str]) -> None:
        """Note a cycle, always from the same of its definitions, however it was entered."""
        start = names.index(min(names))
        cycle = [*names[start:], *names[: start + 1]]
        node = self._definitions[cycle[0]]
        self._note("ZR413", node, f"definitions.{cycle[0]}.when", cycle=" → ".join(cycle))

    def _unknown_name(self, node: ScalarNode, path: str, of: str | None, operators: Iterable[str] = ()) -> None:
        """Note a name that means nothing here; the title of a fact in Chinese leads to its name as well."""
        names = self._names
        if node.value in names.collections:
            self._note("ZR431", node, path, name=node.value)
            return
        fields = names.collections[of].fields if of is not None else {}
        known: dict[str, tuple[str, ...]] = dict.fromkeys(names.definitions, ())
        known |= {**names.titles["definitions"], **names.titles["circumstances"], **_keywords(operators)}
        known |= {name: (fact.title,) for name, fact in (*names.facts.items(), *fields.items())}
        suggestions = likely_joined(node.value, known) or suggest_named(node.value, known)
        if of is None:
            self._note("ZR414", node, path, name=node.value, suggestions=suggestions)
        else:
            self._note("ZR455", node, path, name=node.value, about=of, suggestions=suggestions, known=tuple(fields))

    def _fact(self, path: str, of: str | None) -> FactSpec | None:
        if of is not None:
            field = self._names.collections[of].fields.get(path)
            if field is not None:
                return field
        return self._names.facts.get(path)

    def _ref(self, path: str, of: str | None) -> FactRef:
        about_item = of is not None and path in self._names.collections[of].fields
        return FactRef(path=path, of=of if about_item else None)

    # mappings --------------------------------------------------------------------------------------------------

    def _mapping(self, node: MappingNode, path: str, of: str | None) -> Condition | None:
        for keyword, allowed in kw.OPERATORS.items():
            value = node.get(keyword)
            if value is None:
                continue
            stray = next((key for key, _ in node.entries if key.value != keyword and key.value not in allowed), None)
            if stray is not None:
                near = suggest_named(stray.value, _keywords(allowed))
                self._note("ZR415", stray, path, key=stray.value, operator=keyword, suggestions=near)
                return None
            return cast("Condition | None", getattr(self, f"_{keyword}")(node, value, path, of))
        parts = [(self._position(key.value, of), self._test(key, value, path, of)) for key, value in node.entries]
        return _all_of(parts, node)

    def _position(self, fact: str, of: str | None) -> int:
        """Return where a fact stands among the names: a mapping has no order, what is read from it has one."""
        names = [*(self._names.collections[of].fields if of is not None else ()), *self._names.facts]
        return names.index(fact) if fact in names else len(names)

    def _not(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        part = self.read(value, f"{path}.not", of)
        return None if part is None else Not(part=part, at=origin_of(node))

    def _all(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        parts = self._parts(value, f"{path}.all", of)
        return None if parts is None else All(parts=parts, at=origin_of(node))

    def _any(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        parts = self._parts(value, f"{path}.any", of)
        return None if parts is None else AnyOf(parts=parts, at=origin_of(node))

    def _parts(self, value: Node, path: str, of: str | None) -> tuple[Condition, ...] | None:
        if not isinstance(value, SequenceNode) or not value.items:
            self._note("ZR416", value, path)
            return None
        parts = [self.read(item, f"{path}[{index}]", of) for index, item in enumerate(value.items)]
        return None if any(part is None for part in parts) else tuple(part for part in parts if part is not None)

    def _by_reading(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        if not isinstance(value, MappingNode) or len(value.entries) != 1:
            self._note("ZR417", value, path)
            return None
        key, choices = value.entries[0]
        options = self._names.readings.get(key.value)
        if options is None:
            suggestions = suggest_named(key.value, self._names.titles["readings"])
            self._note("ZR418", key, path, reading=key.value, suggestions=suggestions)
            return None
        if not isinstance(choices, MappingNode):
            self._note("ZR417", choices, path)
            return None
        parts = [(option.value, self.read(part, f"{path}.{option.value}", of)) for option, part in choices.entries]
        noted = self._problems if not self._open else type(self._problems)()
        if not check_options(choices.keys(), options, key.value, choices, path, noted):
            return None
        if any(part is None for _, part in parts):
            return None
        done = tuple(sorted((option, part) for option, part in parts if part is not None))
        return ByReading(reading=key.value, options=done, at=origin_of(node))

    # counts ----------------------------------------------------------------------------------------------------

    def _some(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        return self._tally(node, value, path, of, ("at_least", Constant(value=1)))

    def _count(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        bound = self._bound(node, path)
        tally = self._tally(node, value, path, of, bound)
        word = next((key.value for key, _ in node.entries if key.value in kw.COMPARATORS), "")
        if tally is None:
            return None
        at = tally.at
        if word in (kw.AT_MOST, kw.LESS_THAN):
            return Not(part=tally, at=at)
        if word == kw.IS:
            return All(parts=(tally, Not(part=tally.model_copy(update={"comparator": "more_than"}), at=at)), at=at)
        return tally

    def _consecutive(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        return self._count(node, value, path, of)

    def _bound(self, node: MappingNode, path: str) -> tuple[_Tallied, Value] | None:
        """Read what a count is compared with; None, with the problem noted, where it is at fault."""
        given = [(key, part) for key, part in node.entries if key.value in kw.COMPARATORS]
        if len(given) != 1:
            operator = kw.COUNT if node.get(kw.COUNT) is not None else kw.CONSECUTIVE
            extra = given[1][0] if given else node.key_node(operator)
            self._note("ZR421", extra, path, operator=operator, known=kw.COMPARATORS)
            return None
        (word, part) = given[0]
        bound = self._value(part, _INTEGER_TYPE, path)
        if isinstance(bound, Constant) and isinstance(bound.value, int) and bound.value < 0:
            self._note("ZR422", part, path)
            return None
        comparator: _Tallied = "more_than" if word.value in (kw.MORE_THAN, kw.AT_MOST) else "at_least"
        return None if bound is None else (comparator, bound)

    def _tally(
        self,
        node: MappingNode,
        value: Node,
        path: str,
        of: str | None,
        bound: tuple[_Tallied, Value] | None,
    ) -> Tally | None:
        """Read a count; with no bound (it was at fault) only for the problems of the rest."""
        if of is not None:
            self._note("ZR423", node, path)
            return None
        collection = value.value if isinstance(value, ScalarNode) else ""
        spec = self._names.collections.get(collection)
        if spec is None:
            lists = self._names.collections
            near = suggest_named(collection, {one.name: (one.title,) for one in lists.values()})
            self._note("ZR424", value, path, name=collection, suggestions=near, known=tuple(lists))
            return None
        where_node = node.get(kw.WHERE)
        where = None if where_node is None else self.read(where_node, f"{path}.where", collection)
        good_window, window = self._window(node, spec, path)
        good_by, by = self._by(node, spec, path)
        if bound is None or not good_window or not good_by or (where is None and where_node is not None):
            return None
        return Tally(
            collection=collection,
            where=where,
            comparator=bound[0],
            bound=bound[1],
            window=window,
            consecutive_by=by,
            at=origin_of(node),
        )

    def _window(self, node: MappingNode, spec: CollectionSpec, path: str) -> tuple[bool, Window | None]:
        """Read the window of a count; return whether it is good, and the window if there is one."""
        word = kw.WITHIN_ANY if node.get(kw.WITHIN_ANY) is not None else kw.WITHIN_LAST
        written = node.get(word)
        if written is None:
            return True, None
        if word == kw.WITHIN_ANY and node.get(kw.WITHIN_LAST) is not None:
            self._note("ZR415", node.key_node(kw.WITHIN_LAST), path, key=kw.WITHIN_LAST, operator=kw.WITHIN_ANY)
            return False, None
        entries = written.entries if isinstance(written, MappingNode) else ()
        length = [(_UNITS[key.value], part) for key, part in entries if key.value in _UNITS]
        by = next((part for key, part in entries if key.value == kw.BY), None)
        if len(length) != 1 or by is None or len(entries) != len(length) + 1:
            self._note("ZR425", written, path, word=word)
            return False, None
        unit, amount_node = length[0]
        amount = self._value(amount_node, _INTEGER_TYPE, path)
        if isinstance(amount, Constant) and isinstance(amount.value, int) and not 1 <= amount.value <= _LONGEST:
            self._note("ZR427", amount_node, path, limit=str(_LONGEST))
            amount = None
        field = self._ordering_field(by, spec, "date", path)
        if field is None or amount is None:
            return False, None
        return True, Window(length=amount, unit=unit, anywhere=word == kw.WITHIN_ANY, by=field)

    def _by(self, node: MappingNode, spec: CollectionSpec, path: str) -> tuple[bool, str | None]:
        """Read by which field items must follow one another; return whether it is good, and the field if any."""
        if node.get(kw.CONSECUTIVE) is None:
            return True, None
        by = node.get(kw.BY)
        if by is None:
            known = _fields_of_kind(spec, "integer")
            self._note("ZR452", node.key_node(kw.CONSECUTIVE), path, known=known)
            return False, None
        field = self._ordering_field(by, spec, "integer", path)
        return field is not None, field

    def _ordering_field(self, node: Node, spec: CollectionSpec, kind: Kind, path: str) -> str | None:
        """Read the field that orders items; None, with the problem noted, where it is not of that type."""
        field = node.value if isinstance(node, ScalarNode) else ""
        known = _fields_of_kind(spec, kind)
        if field in known:
            return field
        near = suggest_named(field, {name: (spec.fields[name].title,) for name in known})
        self._note("ZR426", node, path, name=field, suggestions=near, known=known)
        return None

    def _not_rectified_after(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        if of is not None:
            self._note("ZR423", node, path)
            return None
        collection = "earlier_measures"
        field = self._names.collections[collection].fields[_MEASURE_FIELD]
        rung = self._value(value, field.type, path)
        if rung is None:
            return None
        at = origin_of(node)
        where = All(
            parts=(
                Compare(fact=FactRef(path=_MEASURE_FIELD, of=collection), comparator="is", value=rung, at=at),
                Holds(fact=FactRef(path="overdue", of=collection), at=at),
                Not(part=Holds(fact=FactRef(path="rectified", of=collection), at=at), at=at),
            ),
            at=at,
        )
        return Tally(collection=collection, where=where, comparator="at_least", bound=Constant(value=1), at=at)

    # tables ----------------------------------------------------------------------------------------------------

    def _table(self, node: MappingNode, value: Node, path: str, of: str | None) -> Condition | None:
        columns = value.get(kw.COLUMNS) if isinstance(value, MappingNode) else None
        rows = value.get(kw.ROWS) if isinstance(value, MappingNode) else None
        if (
            not isinstance(columns, SequenceNode)
            or not isinstance(rows, SequenceNode)
            or not rows.items
            or not all(isinstance(column, ScalarNode) for column in columns.items)
        ):
            self._note("ZR428", value, path)
            return None
        specs = [self._spec(column, path, of) for column in columns.items if isinstance(column, ScalarNode)]
        if None in specs:
            return None
        parts = [self._row(columns, row, f"{path}.rows[{index}]", of) for index, row in enumerate(rows.items)]
        if any(part is None for part in parts):
            return None
        return AnyOf(parts=tuple(part for part in parts if part is not None), at=origin_of(node))

    def _row(self, columns: SequenceNode, row: Node, path: str, of: str | None) -> Condition | None:
        cells = row.items if isinstance(row, SequenceNode) else ()
        if len(cells) != len(columns.items):
            self._note("ZR429", row, path, wanted=str(len(columns.items)), given=str(len(cells)))
            return None
        parts: list[Condition] = []
        for column, cell in zip(columns.items, cells, strict=True):
            if isinstance(cell, ScalarNode) and cell.value == _ANY_CELL:
                continue
            if not isinstance(column, ScalarNode):
                return None
            part = self._cell(column, cell, path, of)
            if part is None:
                return None
            parts.append(part)
        if not parts:
            self._note("ZR430", row, path)
            return None
        return All(parts=tuple(parts), at=origin_of(row))

    def _cell(self, column: ScalarNode, cell: Node, path: str, of: str | None) -> Condition | None:
        sign = _CELL.fullmatch(cell.value) if isinstance(cell, ScalarNode) else None
        if sign is None:
            return self._test(column, cell, path, of, cell)
        spec = self._spec(column, path, of)
        if spec is None:
            return None
        bare = ScalarNode(sign["value"], Style.PLAIN, cell.source, cell.start, cell.end)
        return self._comparison(spec, column, _CELL_WORDS[sign["sign"]], bare, cell, path, of)

    # comparisons -----------------------------------------------------------------------------------------------

    def _spec(self, key: ScalarNode, path: str, of: str | None) -> FactSpec | None:
        spec = self._fact(key.value, of)
        if spec is None:
            self._unknown_name(key, path, of, kw.OPERATORS)
        return spec

    def _test(
        self, key: ScalarNode, test: Node, path: str, of: str | None, where: Node | None = None
    ) -> Condition | None:
        spec = self._spec(key, path, of)
        if spec is None:
            return None
        if not isinstance(test, MappingNode) or test.get(kw.PARAMETER) is not None:
            return self._comparison(spec, key, kw.IS, test, where or key, path, of)
        known = (*kw.COMPARATORS, kw.IS_NOT)
        parts: list[tuple[int, Condition | None]] = []
        for word, value in test.entries:
            if word.value not in known:
                suggestions = suggest_named(word.value, _keywords(known))
                self._note("ZR432", word, path, word=word.value, suggestions=suggestions, known=known)
                return None
            parts.append((known.index(word.value), self._comparison(spec, key, word.value, value, word, path, of)))
        if not parts:
            self._note("ZR410", test, path)
            return None
        return _all_of(parts, test)

    def _comparison(  # noqa: PLR0911, PLR0913, PLR0917 - the parts of a comparison, and each can be at fault
        self,
        spec: FactSpec,
        key: ScalarNode,
        word: str,
        value: Node,
        where: Node,
        path: str,
        of: str | None,
    ) -> Condition | None:
        at = origin_of(where)
        fact = self._ref(key.value, of)
        if word == kw.IS_NOT:
            inner = self._comparison(spec, key, kw.IS, value, where, path, of)
            return None if inner is None else Not(part=inner, at=at)
        if isinstance(value, SequenceNode):
            if word != kw.IS or not value.items:
                self._note("ZR433", value, path, word=word)
                return None
            values = [self._constant(item, spec.type, path) for item in value.items]
            if any(one is None for one in values):
                return None
            return OneOf(fact=fact, values=tuple(one.value for one in values if one is not None), at=at)
        if word != kw.IS and not spec.type.comparable:
            self._note("ZR434", where, path, fact=key.value, word=word)
            return None
        read = self._value(value, spec.type, path)
        if read is None:
            return None
        return Compare(fact=fact, comparator=cast("Comparator", word), value=read, at=at)

    def _value(self, node: Node, kind: FactType, path: str) -> Value | None:
        if isinstance(node, MappingNode) and len(node.entries) == 1 and node.entries[0][0].value == kw.PARAMETER:
            name = node.entries[0][1]
            given = name.value if isinstance(name, ScalarNode) else ""
            found = self._names.parameters.get(given)
            if found is None:
                suggestions = suggest_named(given, self._names.titles["parameters"])
                self._note("ZR435", name, path, name=given, suggestions=suggestions)
                return None
            if found.kind != kind.kind and not {found.kind, kind.kind} <= {"integer", "number"}:
                actual, wanted = kind_label(found.kind), kind_label(kind.kind)
                self._note("ZR436", name, path, name=given, given=actual, wanted=wanted)
                return None
            return ParameterRef(parameter=given)
        return self._constant(node, kind, path)

    def _constant(self, node: Node, kind: FactType, path: str) -> Constant | None:
        if not isinstance(node, ScalarNode) or node.is_null:
            self._note("ZR437", node, path, kind=kind_label(kind.kind), form=kind_form(kind.kind))
            return None
        if kind.kind == "date" and node.value == kw.IN_FORCE:
            since = self._names.in_force.get(node.source.pack or "")
            if since is None:
                self._note("ZR438", node, path)
                return None
            return Constant(value=since)
        value = parse_scalar(node.value, kind)
        if value is None:
            if kind.kind == "term":
                labels = dict(zip(kind.options, kind.labels, strict=True))
                named = suggest_named(node.value, {option: (label,) for option, label in labels.items()})
                suggestions = likely_test(node.value) or named
                options = tuple(f"{option} {label}" for option, label in labels.items())
                self._note("ZR439", node, path, value=node.value, suggestions=suggestions, options=options)
            else:
                suggestions = likely_test(node.value) or likely_scalar(node.value, kind.kind)
                label, form = kind_label(kind.kind), kind_form(kind.kind)
                self._note("ZR440", node, path, value=node.value, kind=label, form=form, suggestions=suggestions)
            return None
        return Constant(value=value)


def check_options(  # noqa: PLR0913, PLR0917 - the two sides of the comparison, and the place
    given: tuple[str, ...],
    wanted: Mapping[str, str],
    reading: str,
    node: Node,
    path: str,
    problems: Problems,
) -> bool:
    """Note options that a reading does not have or that are left out; return whether there are none of either.

    Args:
        given: the options as written.
        wanted: those that the reading has, each with its title.
        reading: its id.
        node: where they stand.
        path: the path of that.
        problems: where problems go.
    """
    missing = tuple(option for option in wanted if option not in given)
    for option in given:
        if option not in wanted:
            at = key_span(node, [option]) or node
            near = suggest_named(option, {one: (title,) for one, title in wanted.items()})
            missing = tuple(one for one in missing if one not in near)  # it is there, under a wrong name
            problems.add("ZR419", at, path, suggestions=near, option=option, reading=reading, known=tuple(wanted))
    if missing:
        problems.add("ZR420", node, path, reading=reading, missing=missing)
    return set(given) == set(wanted)


def _keywords(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return keywords, each with its Chinese term and other words for it."""
    return {word: (kw.KEYWORDS[word], *kw.SYNONYMS.get(word, ())) for word in words}


def _fields_of_kind(spec: CollectionSpec, kind: Kind) -> tuple[str, ...]:
    return tuple(name for name, fact in spec.fields.items() if fact.type.kind == kind)


def _example(kind: FactType) -> str:
    """Return a comparison that a fact of that type can stand in."""
    if kind.kind == "term":
        return f"{{at_least: {kind.options[-1]}}}" if kind.ordered and kind.options else (kind.options or ("…",))[0]
    return {"date": "{at_least: in_force}", "text": "…"}.get(kind.kind, "{at_least: 1}")


def _all_of(parts: list[tuple[int, Condition | None]], node: Node) -> Condition | None:
    """Return the conjunction of parts, each with its position; None where one of them is at fault."""
    done = tuple(part for _, part in sorted(parts, key=lambda one: one[0]) if part is not None)
    if len(done) < len(parts):
        return None
    return done[0] if len(done) == 1 else All(parts=done, at=origin_of(node))


_UNITS: dict[str, Literal["days", "months", "years"]] = {kw.DAYS: "days", kw.MONTHS: "months", kw.YEARS: "years"}
_OF_THE_WHOLE = {"ZR413", "ZR453", "ZR454"}  # about how definitions work together, so no single one says it
_LONGEST = 36_600
_INTEGER_TYPE = FactType("integer")
