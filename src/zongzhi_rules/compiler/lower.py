"""Pass 5: the document and its tree become the checked representation; every condition is read with the facts in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from zongzhi_rules.compiler.conditions import ConditionReader, parse_scalar
from zongzhi_rules.compiler.names import RESERVED, Names
from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.tree import at
from zongzhi_rules.diagnostics import suggest
from zongzhi_rules.facts.catalogue import FactType
from zongzhi_rules.ir import names as reserved
from zongzhi_rules.ir import pack as ir
from zongzhi_rules.ir.base import Choice, Citation
from zongzhi_rules.ir.condition import All, AnyOf, Condition, Constant, Fixed, Reference, Tally
from zongzhi_rules.syntax import model as syn
from zongzhi_rules.syntax.nodes import MappingNode, Node
from zongzhi_rules.syntax.scalars import parse_citation
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.ir.base import Origin
    from zongzhi_rules.ir.condition import Scalar

T = TypeVar("T")
U = TypeVar("U")
Keys = tuple[str | int, ...]


class Lowering:
    """Lowers one document.  Problems are noted; `lower` returns whatever could be made of the rest."""

    def __init__(self, tree: MappingNode, document: syn.Document, names: Names, problems: Problems) -> None:
        """Keep what every part needs."""
        self._tree = tree
        self._document = document
        self._names = names
        self._problems = problems
        about_items = {
            name: node
            for name, definition in document.definitions.items()
            if definition.of is not None and (node := at(tree, ("definitions", name, "when"))) is not None
        }
        self._reader = ConditionReader(names, about_items, problems)

    def lower(
        self,
        instruments: tuple[ir.Instrument, ...],
        changes: tuple[ir.Change, ...],
    ) -> ir.Pack:
        """Return the effective pack.  Entries stand in the order of their ids; measures in the order of their rank."""
        document = self._document
        measures = _each(document.measures, self._measure)
        return ir.Pack(
            language=syn.LANGUAGE_VERSION,
            instruments=instruments,
            facts=self._facts(),
            bodies=_each(document.bodies, self._body),
            parameters=_each(document.parameters, self._parameter),
            readings=_each(document.readings, self._reading),
            definitions=(*self._reserved(), *_each(document.definitions, self._definition)),
            circumstances=_each(document.circumstances, self._circumstance),
            measures=tuple(sorted(measures, key=lambda measure: measure.rank)),
            factors=tuple(factor for name in sorted(document.factors) for factor in self._factors(name)),
            accountability=_each(document.accountability, self._accountability),
            outside=_each(document.outside, self._outside),
            differences=_each(document.differences, self._difference),
            duties=_each(document.duties, self._duty),
            indicators=_each(document.indicators, self._indicator),
            changes=changes,
        )

    # common parts ----------------------------------------------------------------------------------------------

    def _node(self, keys: Keys) -> Node:
        return at(self._tree, keys) or self._tree

    def _at(self, keys: Keys) -> Origin:
        return origin_of(self._node(keys))

    def _cite(self, cites: Iterable[str], keys: Keys) -> tuple[Citation, ...]:
        own = self._node((*keys, "cite")).span.source.pack or ""
        return tuple(citation(text, own) for text in cites)

    def _rule(self, name: str, entry: syn.Entry | syn.Definition, keys: Keys) -> dict[str, object]:
        return {"id": name, "title": entry.title, "cite": self._cite(entry.cite, keys), "at": self._at(keys)}

    def _condition(self, keys: Keys, of: str | None = None) -> Condition:
        path = ".".join(str(key) for key in keys)
        read = self._reader.read(self._node(keys), path, of)
        return read if read is not None else Fixed(value=False, at=self._at(keys))

    def _optional(self, given: object, keys: Keys) -> Condition | None:
        return None if given is None else self._condition(keys)

    def _known(self, name: str | None, known: Iterable[str], keys: Keys, code: str) -> None:
        known = tuple(known)
        if name is not None and name not in known:
            path = ".".join(str(key) for key in keys)
            self._problems.add(code, self._node(keys), path, name=name, suggestions=suggest(name, known))

    def _choice(self, value: T | syn.ByReading[T], keys: Keys, make: Callable[[T], U]) -> Choice[U]:
        if not isinstance(value, syn.ByReading):
            return Choice(reading=None, options=(("", make(value)),))
        reading, options = next(iter(value.by_reading.items()))
        path = ".".join(str(key) for key in keys)
        wanted = self._names.readings.get(reading)
        node = self._node((*keys, "by_reading"))
        if wanted is None:
            suggestions = suggest(reading, self._names.readings)
            self._problems.add("ZR418", node, path, reading=reading, suggestions=suggestions)
        else:
            for option in options:
                if option not in wanted:
                    suggestions = suggest(option, wanted)
                    self._problems.add("ZR419", node, path, option=option, reading=reading, suggestions=suggestions)
            missing = [option for option in wanted if option not in options]
            if missing:
                self._problems.add("ZR420", node, path, reading=reading, missing=", ".join(missing))
        return Choice(reading=reading, options=tuple((option, make(one)) for option, one in sorted(options.items())))

    def _level(self, level: syn.LevelByKind | syn.ByReading[syn.LevelByKind], keys: Keys) -> Choice[ir.LevelRule]:
        return self._choice(level, keys, lambda one: ir.LevelRule(locality=one.locality, unit=one.unit))

    def _period(self, period: syn.Period | None, keys: Keys) -> ir.Period | None:
        if period is None:
            return None
        given = [(unit, amount) for unit, amount in period if amount is not None]
        path = ".".join(str(key) for key in keys)
        if len(given) != 1 or not 1 <= given[0][1] <= _LONGEST_PERIOD:
            self._problems.add("ZR230", self._node(keys), path)
            return None
        return ir.Period(amount=given[0][1], unit=given[0][0])

    # sections --------------------------------------------------------------------------------------------------

    def _facts(self) -> tuple[ir.FactDeclaration, ...]:
        specs = [(None, spec) for spec in self._names.facts.values()]
        specs += [
            (name, spec) for name, collection in self._names.collections.items() for spec in collection.fields.values()
        ]
        units = {f"local.{name}": fact.unit for name, fact in self._document.facts.items()}
        for name, fact in self._document.facts.items():
            if (fact.type == "term") != bool(fact.options):
                self._problems.add("ZR231", self._node(("facts", name)), f"facts.{name}", name=name)
        declared = [
            ir.FactDeclaration(
                path=spec.path,
                of=of,
                kind=spec.type.kind,
                title=spec.title,
                options=spec.type.options,
                labels=spec.type.labels,
                ordered=spec.type.ordered,
                unit=units.get(spec.path),
            )
            for of, spec in specs
        ]
        return tuple(sorted(declared, key=lambda fact: (fact.of or "", fact.path)))

    def _body(self, name: str, body: syn.Body) -> ir.Body:
        return ir.Body(**self._rule(name, body, ("bodies", name)), full_title=body.full_title)

    def _parameter(self, name: str, parameter: syn.Parameter) -> ir.Parameter:
        keys = ("parameters", name)
        path = ".".join(keys)
        ways = [parameter.value is not None, parameter.values is not None, parameter.undetermined is not None]
        if sum(ways) != 1:
            self._problems.add("ZR232", self._node(keys), path, name=name)
        written = [(None, parameter.value)] if parameter.value is not None else sorted((parameter.values or {}).items())
        values: list[tuple[object, Scalar]] = []
        for since, text in written:
            value = parse_scalar(text or "", FactType(parameter.type))
            if value is None:
                self._problems.add("ZR440", self._node(keys), path, value=text or "", kind=parameter.type)
            else:
                values.append((since, value))
        return ir.Parameter(
            **self._rule(name, parameter, keys),
            kind=parameter.type,
            unit=parameter.unit,
            values=tuple(values),
        )

    def _reading(self, name: str, reading: syn.Reading) -> ir.Reading:
        keys = ("readings", name)
        self._known(reading.default, reading.options, (*keys, "default"), "ZR441")
        options = [
            ir.ReadingOption(id=option, title=one.title, because=one.because)
            for option, one in sorted(reading.options.items(), key=lambda item: (item[0] != reading.default, item[0]))
        ]
        return ir.Reading(**self._rule(name, reading, keys), options=tuple(options), default=reading.default)

    def _definition(self, name: str, definition: syn.Definition) -> ir.Definition:
        keys = ("definitions", name)
        of = definition.of
        if name in RESERVED or name in self._names.circumstances:
            self._problems.add("ZR442", self._node(keys), ".".join(keys), name=name)
        if of is not None and of not in self._names.collections:
            suggestions = suggest(of, self._names.collections)
            self._problems.add("ZR424", self._node((*keys, "of")), ".".join(keys), name=of, suggestions=suggestions)
            of = None
        return ir.Definition(
            **self._rule(name, definition, keys),
            of=of,
            when=self._condition((*keys, "when"), of),
        )

    def _reserved(self) -> tuple[ir.Definition, ...]:
        scope = self._document.scope
        where = self._at(("scope",))
        applies = self._rule(reserved.APPLIES, scope.applies, ("scope", "applies"))
        by_reference = scope.by_reference or scope.applies
        own, referred = Reference(target=f"definitions.{reserved.APPLIES}", at=where), Reference(
            target=f"definitions.{reserved.APPLIES_BY_REFERENCE}",
            at=where,
        )
        listed = tuple(
            Reference(target=f"circumstances.{name}", at=self._at(("circumstances", name)))
            for name in sorted(self._document.circumstances)
        )
        cites = tuple(
            dict.fromkeys(
                one
                for name, entry in sorted(self._document.circumstances.items())
                for one in self._cite(entry.cite, ("circumstances", name))
            ),
        )
        key = "by_reference" if scope.by_reference else "applies"
        return (
            ir.Definition(**applies, of=None, when=self._condition(("scope", "applies", "when"))),
            ir.Definition(
                **self._rule(reserved.APPLIES_BY_REFERENCE, by_reference, ("scope", key)),
                of=None,
                when=(
                    self._condition(("scope", "by_reference", "when"))
                    if scope.by_reference
                    else Fixed(value=False, at=where)
                ),
            ),
            ir.Definition(
                **{**applies, "id": reserved.IN_SCOPE},
                of=None,
                when=AnyOf(parts=(own, referred), at=where),
            ),
            ir.Definition(
                id=reserved.LISTED_CIRCUMSTANCE,
                title="具有所列情形之一",
                cite=cites,
                at=self._at(("circumstances",)),
                of=None,
                when=AnyOf(parts=listed, at=self._at(("circumstances",))),
            ),
        )

    def _circumstance(self, name: str, entry: syn.Conditional) -> ir.Circumstance:
        keys = ("circumstances", name)
        return ir.Circumstance(**self._rule(name, entry, keys), when=self._condition((*keys, "when")))

    def _measure(self, name: str, measure: syn.Measure) -> ir.Measure:
        keys = ("measures", name)
        for index, outside in enumerate(measure.outside):
            self._known(outside, self._document.outside, (*keys, "outside", index), "ZR443")
        return ir.Measure(
            **self._rule(name, measure, keys),
            rank=measure.rank,
            grounds=_each(measure.grounds, lambda one, entry: self._ground(one, entry, (*keys, "grounds", one))),
            authority=self._authority(measure.authority, (*keys, "authority")),
            grades=tuple(
                sorted(
                    _each(measure.grades, lambda one, entry: self._grade(one, entry, (*keys, "grades", one))),
                    key=lambda grade: grade.step,
                ),
            ),
            addressees=_each(
                measure.addressees,
                lambda one, entry: ir.Addressee(
                    **self._rule(one, entry, (*keys, "addressees", one)),
                    role=entry.role,
                ),
            ),
            procedure=tuple(
                sorted(
                    _each(measure.procedure, lambda one, entry: self._step(one, entry, (*keys, "procedure", one))),
                    key=lambda step: step.order,
                ),
            ),
            term=None if measure.term is None else self._term(name, measure.term, (*keys, "term")),
            reports=_each(measure.reports, lambda one, entry: self._report(one, entry, (*keys, "reports", one))),
            recipients=_each(
                measure.recipients,
                lambda one, entry: self._recipient(one, entry, (*keys, "recipients", one)),
            ),
            effects=_each(measure.effects, lambda one, entry: self._effect(one, entry, (*keys, "effects", one))),
            release=None if measure.release is None else self._release(name, measure.release, (*keys, "release")),
            outside=measure.outside,
        )

    def _ground(self, name: str, entry: syn.Conditional, keys: Keys) -> ir.Ground:
        where = self._at(keys)
        scope = Reference(target=f"definitions.{reserved.IN_SCOPE}", at=where)
        when = self._condition((*keys, "when"))
        return ir.Ground(**self._rule(name, entry, keys), when=All(parts=(scope, when), at=where))

    def _authority(self, entry: syn.Authority, keys: Keys) -> ir.Authority:
        self._known(entry.body, self._document.bodies, (*keys, "body"), "ZR444")
        return ir.Authority(
            **self._rule("authority", entry, keys),
            body=entry.body,
            level=self._level(entry.level, (*keys, "level")),
            at_least=entry.at_least,
        )

    def _grade(self, name: str, entry: syn.Grade, keys: Keys) -> ir.Grade:
        self._known(entry.body, self._document.bodies, (*keys, "body"), "ZR444")
        return ir.Grade(
            **self._rule(name, entry, keys),
            step=entry.step,
            body=entry.body,
            when=self._optional(entry.when, (*keys, "when")),
        )

    def _step(self, name: str, entry: syn.Step, keys: Keys) -> ir.Step:
        self._known(entry.body, self._document.bodies, (*keys, "body"), "ZR444")
        return ir.Step(
            **self._rule(name, entry, keys),
            order=entry.order,
            modality=entry.modality,
            body=entry.body,
            level=None if entry.level is None else self._level(entry.level, (*keys, "level")),
            when=self._optional(entry.when, (*keys, "when")),
        )

    def _term(self, name: str, entry: syn.Term, keys: Keys) -> ir.Term:
        if (entry.length is None) != entry.set_by_authority:
            self._problems.add("ZR233", self._node(keys), ".".join(map(str, keys)))
        return ir.Term(
            **self._rule(name, entry, keys),
            length=self._period(entry.length, (*keys, "length")),
            start=self._choice(entry.start, (*keys, "start"), _same),
        )

    def _report(self, name: str, entry: syn.Report, keys: Keys) -> ir.Report:
        self._known(entry.by, self._document.bodies, (*keys, "by"), "ZR444")
        self._known(entry.to, self._document.bodies, (*keys, "to"), "ZR444")
        if entry.within is not None and entry.every is not None:
            self._problems.add("ZR234", self._node(keys), ".".join(map(str, keys)))
        return ir.Report(
            **self._rule(name, entry, keys),
            by=entry.by,
            to=entry.to,
            within=self._period(entry.within, (*keys, "within")),
            every=self._period(entry.every, (*keys, "every")),
            start=self._choice(entry.start, (*keys, "start"), _same),
            until=entry.until,
            when=self._optional(entry.when, (*keys, "when")),
        )

    def _recipient(self, name: str, entry: syn.Recipient, keys: Keys) -> ir.Recipient:
        self._known(entry.body, self._document.bodies, (*keys, "body"), "ZR444")
        return ir.Recipient(
            **self._rule(name, entry, keys),
            manner=entry.manner,
            body=entry.body,
            level=None if entry.level is None else self._level(entry.level, (*keys, "level")),
            when=self._optional(entry.when, (*keys, "when")),
        )

    def _effect(self, name: str, entry: syn.Effect, keys: Keys) -> ir.Effect:
        self._known(entry.by, self._document.bodies, (*keys, "by"), "ZR444")
        if (entry.lasts is None) != entry.while_it_stands:
            self._problems.add("ZR235", self._node(keys), ".".join(map(str, keys)))
        return ir.Effect(
            **self._rule(name, entry, keys),
            bars=entry.bars,
            roles=entry.roles,
            lasts=self._period(entry.lasts, (*keys, "lasts")),
            start=self._choice(entry.start, (*keys, "start"), _same),
            first_day_counts=self._choice(entry.first_day_counts, (*keys, "first_day_counts"), _same),
            by=entry.by,
        )

    def _release(self, name: str, entry: syn.Release, keys: Keys) -> ir.Release:
        self._known(entry.by, self._document.bodies, (*keys, "by"), "ZR444")
        return ir.Release(
            **self._rule(name, entry, keys),
            by=entry.by,
            level=self._level(entry.level, (*keys, "level")),
            earliest=entry.earliest,
        )

    def _factors(self, group_name: str) -> list[ir.Factor]:
        keys: Keys = ("factors", group_name)
        group = self._document.factors[group_name]
        given = self._condition((*keys, "given"))
        found = []
        for name, entry in sorted(group.any_of.items()):
            inner = (*keys, "any_of", name)
            when = All(parts=(given, self._condition((*inner, "when"))), at=self._at(inner))
            rule = self._rule(f"{group_name}.{name}", entry, inner)
            rule["cite"] = tuple(dict.fromkeys((*self._cite(group.cite, keys), *self._cite(entry.cite, inner))))
            found.append(ir.Factor(**rule, direction=group.direction, force=group.force, when=when))
        return found

    def _accountability(self, name: str, entry: syn.Accountability) -> ir.Accountability:
        keys = ("accountability", name)
        for index, outside in enumerate(entry.outside):
            self._known(outside, self._document.outside, (*keys, "outside", index), "ZR443")
        where = self._at(keys)
        official = self._condition((*keys, "official"), "officials")
        tally = Tally(
            collection="officials",
            where=official,
            comparator="at_least",
            bound=Constant(value=1),
            at=where,
        )
        when: Condition = tally
        if entry.given is not None:
            when = All(parts=(self._condition((*keys, "given")), tally), at=where)
        return ir.Accountability(
            **self._rule(name, entry, keys),
            forms=entry.forms,
            by=entry.by,
            outside=entry.outside,
            when=when,
        )

    def _outside(self, name: str, entry: syn.Outside) -> ir.OutsideReference:
        return ir.OutsideReference(**self._rule(name, entry, ("outside", name)), number=entry.number, effect=entry.effect)

    def _difference(self, name: str, entry: syn.Difference) -> ir.Difference:
        keys = ("differences", name)
        return ir.Difference(
            **self._rule(name, entry, keys),
            when=self._condition((*keys, "when")),
            because=entry.because,
        )


    def _duty(self, name: str, duty: syn.Duty) -> ir.Duty:
        keys = ("duties", name)
        actors = (*self._document.bodies, *(role.value for role in Role))
        for index, bearer in enumerate(duty.bearers):
            self._known(bearer, actors, (*keys, "bearers", index), "ZR450")
        self._known(duty.to, self._document.bodies, (*keys, "to"), "ZR444")
        self._known(duty.follows, self._document.duties, (*keys, "follows"), "ZR451")
        return ir.Duty(
            **self._rule(name, duty, keys),
            bearers=duty.bearers,
            modality=duty.modality,
            kind=duty.kind,
            timing=self._timing(duty.timing, (*keys, "timing")),
            levels=duty.levels,
            to=duty.to,
            follows=duty.follows,
            evidence=duty.evidence,
            when=self._optional(duty.when, (*keys, "when")),
        )

    def _timing(self, timing: syn.Timing, keys: Keys) -> ir.Timing:
        ways = [timing.every is not None, timing.on is not None, timing.ongoing]
        yearly = timing.every is not None and timing.every.years is not None
        if sum(ways) != 1 or (timing.by is not None and not yearly) or (timing.within is not None and not timing.on):
            self._problems.add("ZR237", self._node(keys), ".".join(map(str, keys)))
        every = self._period(timing.every, (*keys, "every"))
        if every is not None and (
            every.unit not in {"months", "years"} or (every.unit == "months" and _YEAR % every.amount)
        ):
            self._problems.add("ZR238", self._node((*keys, "every")), ".".join(map(str, keys)))
        return ir.Timing(
            every=every,
            by=None if timing.by is None else (int(timing.by[:2]), int(timing.by[3:])),
            on=timing.on,
            within=self._period(timing.within, (*keys, "within")),
            ongoing=timing.ongoing,
        )

    def _indicator(self, name: str, indicator: syn.Indicator) -> ir.Indicator:
        keys = ("indicators", name)
        value = None if indicator.value is None else parse_scalar(indicator.value, FactType("number"))
        wants = indicator.direction in {"at_least", "at_most"}
        if (indicator.value is not None and value is None) or wants != (indicator.value is not None):
            self._problems.add("ZR239", self._node(keys), ".".join(keys), name=name)
        return ir.Indicator(
            **self._rule(name, indicator, keys),
            direction=indicator.direction,
            value=value,
            unit=indicator.unit,
        )


_LONGEST_PERIOD = 1200
_YEAR = 12


def citation(text: str, own: str) -> Citation:
    """Return the citation; without a pack of its own it is of the instrument in whose file it stands."""
    pack, article, paragraph, item = parse_citation(text)
    return Citation(instrument=pack or own, article=article, paragraph=paragraph, item=item)


def _same(value: T) -> T:
    return value


def _each(entries: Mapping[str, T], make: Callable[[str, T], U]) -> tuple[U, ...]:
    return tuple(make(name, entries[name]) for name in sorted(entries))
