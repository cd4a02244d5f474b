"""Pass 5: the document and its tree become the representation; conditions are read with the facts in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from zongzhi_rules.compiler.citations import citations
from zongzhi_rules.compiler.conditions import ConditionReader, check_options
from zongzhi_rules.compiler.names import RESERVED, Names
from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.tree import at, place, titles_of
from zongzhi_rules.compiler.values import kind_form, kind_label, likely_scalar, parse_number, parse_scalar
from zongzhi_rules.diagnostics import Related, suggest_named
from zongzhi_rules.facts.catalogue import FactType
from zongzhi_rules.ir import names as reserved
from zongzhi_rules.ir import pack as ir
from zongzhi_rules.ir.base import Choice
from zongzhi_rules.ir.condition import All, AnyOf, Condition, Constant, Fixed, Reference, Tally
from zongzhi_rules.syntax import model as syn
from zongzhi_rules.syntax.keywords import ALWAYS, NEVER
from zongzhi_rules.syntax.nodes import MappingNode
from zongzhi_rules.syntax.places import dotted
from zongzhi_rules.syntax.plain import key_span
from zongzhi_rules.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from zongzhi_rules.compiler.citations import Extent
    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.diagnostics import Argument, Span
    from zongzhi_rules.facts.catalogue import FactSpec
    from zongzhi_rules.ir.base import Citation, Origin
    from zongzhi_rules.ir.condition import Scalar
    from zongzhi_rules.syntax.nodes import Node

T = TypeVar("T")
U = TypeVar("U")
Keys = tuple[str | int, ...]


class Lowering:
    """Lowers one document.  Problems are noted; `lower` returns whatever could be made of the rest."""

    def __init__(  # noqa: PLR0913, PLR0917 - what every part needs
        self,
        tree: MappingNode,
        document: syn.Document,
        names: Names,
        known: Mapping[str, Extent],
        taken_out: Mapping[tuple[str, ...], Span],
        problems: Problems,
    ) -> None:
        """Keep what every part needs.

        Args:
            tree: the effective tree, for the places.
            document: what it says.
            names: what its conditions may name.
            known: the pack and then those that it rests on, by id, which citations may name.
            taken_out: where a change took an entry out, by its keys.
            problems: where problems go.
        """
        self._tree = tree
        self._instruments = known
        self._taken_out = taken_out
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

    def _at_key(self, keys: Keys) -> Origin:
        """Return the place of the key itself, for what it stands for as a whole."""
        parent = at(self._tree, keys[:-1])
        key = parent.key_node(str(keys[-1])) if isinstance(parent, MappingNode) else None
        return origin_of(key or self._node(keys))

    def _problem(
        self,
        code: str,
        keys: Keys,
        *,
        related: tuple[Related, ...] = (),
        suggestions: tuple[str, ...] = (),
        **arguments: Argument,
    ) -> None:
        """Note a problem with what stands under `keys`."""
        self._problems.add(code, place(self._tree, keys), dotted(keys), related, suggestions, **arguments)

    def _newest(self, keys: Keys, *fields: str) -> Keys:
        """Return the place of the first field that the pack itself writes, else the first that is there."""
        there = [(*keys, field) for field in fields if at(self._tree, (*keys, field)) is not None]
        own = [field for field in there if self._node(field).source.pack == next(iter(self._instruments))]
        return (own or there or [keys])[0]

    def _cite(self, cites: Sequence[str], keys: Keys) -> tuple[Citation, ...]:
        node = self._node((*keys, "cite"))
        return citations(cites, node, node.source.pack or "", self._instruments, self._problems)

    def _rule(self, name: str, entry: syn.Cited, keys: Keys) -> dict[str, Any]:
        return {"id": name, "title": entry.title, "cite": self._cite(entry.cite, keys), "at": self._at(keys)}

    def _condition(self, keys: Keys, of: str | None = None) -> Condition:
        read = self._reader.read(self._node(keys), dotted(keys), of)
        return read if read is not None else Fixed(value=False, at=self._at(keys))

    def _optional(self, keys: Keys) -> Condition | None:
        """Read a condition that may be left out.  One that is there and empty is a mistake."""
        return None if at(self._tree, keys) is None else self._condition(keys)

    def _known(self, name: str | None, section: str, keys: Keys, code: str, also: Iterable[str] = ()) -> None:
        """Note a name that is not the id of an entry of a section, and the change that took it out, if one did."""
        known = (*getattr(self._document, section), *also)
        if name is None or name in known:
            return
        gone = self._taken_out.get((section, name))
        related = (Related(gone, "taken_out_here"),) if gone else ()
        words: dict[str, Argument] = {"known": tuple(also)} if also else {}
        titles = titles_of(at(self._tree, (section,))) | {role: (Role(role).label,) for role in also}
        self._problem(code, keys, related=related, suggestions=suggest_named(name, titles), name=name, **words)

    def _choice(self, value: T | syn.ByReading[T], keys: Keys, make: Callable[[T], U]) -> Choice[U]:
        if not isinstance(value, syn.ByReading):
            return Choice(reading=None, options=(("", make(value)),))
        reading, options = next(iter(value.by_reading.items()))
        wanted = self._names.readings.get(reading)
        inner = (*keys, "by_reading", reading)
        if wanted is None:
            near = suggest_named(reading, self._names.titles["readings"])
            at_key = key_span(self._tree, inner)
            self._problems.add("ZR418", at_key, dotted(keys), reading=reading, suggestions=near)
        else:
            check_options(tuple(options), wanted, reading, self._node(inner), dotted(keys), self._problems)
        return Choice(reading=reading, options=tuple((option, make(one)) for option, one in sorted(options.items())))

    def _level(self, level: syn.LevelByKind | syn.ByReading[syn.LevelByKind], keys: Keys) -> Choice[ir.LevelRule]:
        return self._choice(level, keys, lambda one: ir.LevelRule(locality=one.locality, unit=one.unit))

    def _anchor(self, anchor: syn.AnchorWord | syn.ByReading[syn.AnchorWord], keys: Keys) -> Choice[ir.Anchor]:
        # the type checker widens the literals to `str` on the way
        return cast("Choice[ir.Anchor]", self._choice(cast("str | syn.ByReading[str]", anchor), keys, str))

    def _period(self, period: syn.Period | None, keys: Keys) -> ir.Period | None:
        if period is None:
            return None
        given = [(unit, amount) for unit in _UNITS if (amount := getattr(period, unit)) is not None]
        if len(given) != 1 or not 1 <= given[0][1] <= _LONGEST_PERIOD:
            self._problem("ZR230", keys, limit=str(_LONGEST_PERIOD))
            return None
        return ir.Period(amount=given[0][1], unit=given[0][0])

    # sections --------------------------------------------------------------------------------------------------

    def _facts(self) -> tuple[ir.FactDeclaration, ...]:
        specs: list[tuple[str | None, FactSpec]] = [(None, spec) for spec in self._names.facts.values()]
        specs += [
            (name, spec) for name, collection in self._names.collections.items() for spec in collection.fields.values()
        ]
        units = {f"local.{name}": fact.unit for name, fact in self._document.facts.items()}
        for name, fact in self._document.facts.items():
            if (fact.type == "term") != bool(fact.options) or (fact.ordered and fact.type != "term"):
                self._problem("ZR231", ("facts", name), name=name)
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
        ways = [parameter.value is not None, parameter.values is not None, parameter.undetermined is not None]
        if sum(ways) != 1:
            self._problem("ZR232", keys, name=name)
        written: list[tuple[date | None, str]] = sorted((parameter.values or {}).items())
        if parameter.value is not None:
            written = [(None, parameter.value)]
        values: list[tuple[date | None, Scalar]] = []
        for since, text in written:
            value = parse_scalar(text, FactType(parameter.type))
            if value is None:
                where = (*keys, "value") if since is None else (*keys, "values", since.isoformat())
                suggestions = likely_scalar(text, parameter.type)
                kind, form = kind_label(parameter.type), kind_form(parameter.type)
                self._problem("ZR440", where, suggestions=suggestions, value=text, kind=kind, form=form)
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
        if reading.default not in reading.options:
            suggestions = suggest_named(reading.default, {name: (o.title,) for name, o in reading.options.items()})
            self._problem("ZR441", (*keys, "default"), name=reading.default, suggestions=suggestions)
        options = [
            ir.ReadingOption(id=option, title=one.title, because=one.because)
            for option, one in sorted(reading.options.items(), key=lambda item: (item[0] != reading.default, item[0]))
        ]
        return ir.Reading(**self._rule(name, reading, keys), options=tuple(options), default=reading.default)

    def _definition(self, name: str, definition: syn.Definition) -> ir.Definition:
        keys = ("definitions", name)
        of = definition.of
        if name in RESERVED or name in self._names.circumstances or self._is_fact(name, of):
            self._problem("ZR442", keys, name=name)
        if of is not None and of not in self._names.collections:
            known = tuple(self._names.collections)
            near = suggest_named(of, {one.name: (one.title,) for one in self._names.collections.values()})
            self._problem("ZR424", (*keys, "of"), name=of, suggestions=near, known=known)
            when: Condition = Fixed(value=False, at=self._at(keys))
        else:
            when = self._condition((*keys, "when"), of)
        return ir.Definition(**self._rule(name, definition, keys), of=of, when=when)

    def _is_fact(self, name: str, of: str | None) -> bool:
        """Whether a condition would take the name of a definition for a fact, or for a word of the language."""
        about = [spec for collection, spec in self._names.collections.items() if of in (None, collection)]
        return name in _WORDS or name in self._names.facts or any(name in spec.fields for spec in about)

    def _reserved(self) -> tuple[ir.Definition, ...]:
        scope = self._document.scope
        where = self._at(("scope",))
        applies = self._rule(reserved.APPLIES, scope.applies, ("scope", "applies"))
        by_reference = scope.by_reference or scope.applies
        key = "by_reference" if scope.by_reference else "applies"
        own = Reference(target=f"definitions.{reserved.APPLIES}", at=self._at_key(("scope", "applies")))
        referred = Reference(target=f"definitions.{reserved.APPLIES_BY_REFERENCE}", at=self._at_key(("scope", key)))
        listed = tuple(
            Reference(target=f"circumstances.{name}", at=self._at_key(("circumstances", name)))
            for name in sorted(self._document.circumstances)
        )
        cites = tuple(
            dict.fromkeys(
                one
                for name, entry in sorted(self._document.circumstances.items())
                for one in self._cite(entry.cite, ("circumstances", name))
            ),
        )
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
        if name in RESERVED or self._is_fact(name, None):
            self._problem("ZR442", keys, name=name)
        return ir.Circumstance(**self._rule(name, entry, keys), when=self._condition((*keys, "when")))

    def _measure(self, name: str, measure: syn.Measure) -> ir.Measure:
        keys = ("measures", name)
        for index, outside in enumerate(measure.outside):
            self._known(outside, "outside", (*keys, "outside", index), "ZR443")
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
        scope = Reference(target=f"definitions.{reserved.IN_SCOPE}", at=self._at_key(keys))
        when = self._condition((*keys, "when"))
        return ir.Ground(**self._rule(name, entry, keys), when=All(parts=(scope, when), at=where))

    def _authority(self, entry: syn.Authority, keys: Keys) -> ir.Authority:
        self._known(entry.body, "bodies", (*keys, "body"), "ZR444")
        return ir.Authority(
            **self._rule("authority", entry, keys),
            body=entry.body,
            level=self._level(entry.level, (*keys, "level")),
            at_least=entry.at_least,
            special=self._specials(entry.special, (*keys, "special")),
        )

    def _specials(self, entries: Mapping[str, syn.Special], keys: Keys) -> tuple[ir.Special, ...]:
        return _each(entries, lambda name, entry: self._special(name, entry, (*keys, name)))

    def _special(self, name: str, entry: syn.Special, keys: Keys) -> ir.Special:
        self._known(entry.body, "bodies", (*keys, "body"), "ZR444")
        return ir.Special(
            **self._rule(name, entry, keys),
            body=entry.body,
            level=None if entry.level is None else self._level(entry.level, (*keys, "level")),
            when=self._condition((*keys, "when")),
        )

    def _grade(self, name: str, entry: syn.Grade, keys: Keys) -> ir.Grade:
        self._known(entry.body, "bodies", (*keys, "body"), "ZR444")
        return ir.Grade(
            **self._rule(name, entry, keys),
            step=entry.step,
            body=entry.body,
            when=self._optional((*keys, "when")),
        )

    def _step(self, name: str, entry: syn.Step, keys: Keys) -> ir.Step:
        self._known(entry.body, "bodies", (*keys, "body"), "ZR444")
        return ir.Step(
            **self._rule(name, entry, keys),
            order=entry.order,
            modality=entry.modality,
            body=entry.body,
            level=None if entry.level is None else self._level(entry.level, (*keys, "level")),
            grade=entry.grade,
            when=self._optional((*keys, "when")),
        )

    def _term(self, name: str, entry: syn.Term, keys: Keys) -> ir.Term:
        if (entry.length is None) != entry.set_by_authority:
            self._problem("ZR233", self._newest(keys, "set_by_authority", "length"))
        return ir.Term(
            **self._rule(name, entry, keys),
            length=self._period(entry.length, (*keys, "length")),
            start=self._anchor(entry.start, (*keys, "start")),
        )

    def _report(self, name: str, entry: syn.Report, keys: Keys) -> ir.Report:
        self._known(entry.by, "bodies", (*keys, "by"), "ZR444")
        self._known(entry.to, "bodies", (*keys, "to"), "ZR444")
        if entry.within is not None and entry.every is not None:
            self._problem("ZR234", self._newest(keys, "within", "every"))
        return ir.Report(
            **self._rule(name, entry, keys),
            by=entry.by,
            to=entry.to,
            within=self._period(entry.within, (*keys, "within")),
            every=self._period(entry.every, (*keys, "every")),
            start=self._anchor(entry.start, (*keys, "start")),
            until=entry.until,
            when=self._optional((*keys, "when")),
        )

    def _recipient(self, name: str, entry: syn.Recipient, keys: Keys) -> ir.Recipient:
        self._known(entry.body, "bodies", (*keys, "body"), "ZR444")
        return ir.Recipient(
            **self._rule(name, entry, keys),
            manner=entry.manner,
            body=entry.body,
            level=None if entry.level is None else self._level(entry.level, (*keys, "level")),
            when=self._optional((*keys, "when")),
        )

    def _effect(self, name: str, entry: syn.Effect, keys: Keys) -> ir.Effect:
        self._known(entry.by, "bodies", (*keys, "by"), "ZR444")
        if (entry.lasts is None) != entry.while_it_stands:
            self._problem("ZR235", self._newest(keys, "while_it_stands", "lasts"))
        if entry.lasts is not None and entry.lasts.working_days is not None:
            self._problem("ZR249", (*keys, "lasts"))
        return ir.Effect(
            **self._rule(name, entry, keys),
            bars=entry.bars,
            roles=entry.roles,
            lasts=self._period(entry.lasts, (*keys, "lasts")),
            start=self._anchor(entry.start, (*keys, "start")),
            first_day_counts=self._choice(entry.first_day_counts, (*keys, "first_day_counts"), bool),
            by=entry.by,
        )

    def _release(self, name: str, entry: syn.Release, keys: Keys) -> ir.Release:
        self._known(entry.by, "bodies", (*keys, "by"), "ZR444")
        return ir.Release(
            **self._rule(name, entry, keys),
            by=entry.by,
            level=self._level(entry.level, (*keys, "level")),
            earliest=entry.earliest,
            special=self._specials(entry.special, (*keys, "special")),
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
            self._known(outside, "outside", (*keys, "outside", index), "ZR443")
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
        if at(self._tree, (*keys, "given")) is not None:
            when = All(parts=(self._condition((*keys, "given")), tally), at=where)
        return ir.Accountability(
            **self._rule(name, entry, keys),
            forms=entry.forms,
            by=entry.by,
            outside=entry.outside,
            when=when,
        )

    def _outside(self, name: str, entry: syn.Outside) -> ir.OutsideReference:
        rule = self._rule(name, entry, ("outside", name))
        return ir.OutsideReference(**rule, number=entry.number, effect=entry.effect)

    def _difference(self, name: str, entry: syn.Difference) -> ir.Difference:
        keys = ("differences", name)
        return ir.Difference(
            **self._rule(name, entry, keys),
            when=self._condition((*keys, "when")),
            because=entry.because,
        )

    def _duty(self, name: str, duty: syn.Duty) -> ir.Duty:
        keys = ("duties", name)
        roles = tuple(role.value for role in Role)
        for index, bearer in enumerate(duty.bearers):
            self._known(bearer, "bodies", (*keys, "bearers", index), "ZR450", roles)
        self._known(duty.to, "bodies", (*keys, "to"), "ZR444")
        self._known(duty.follows, "duties", (*keys, "follows"), "ZR451")
        return ir.Duty(
            **self._rule(name, duty, keys),
            bearers=duty.bearers,
            modality=duty.modality,
            kind=duty.kind,
            timing=self._timing(duty.timing, (*keys, "timing")),
            levels=duty.levels,
            to=duty.to,
            follows=duty.follows,
            before=duty.before,
            about=duty.about,
            evidence=duty.evidence,
            when=self._optional((*keys, "when")),
        )

    def _timing(self, timing: syn.Timing, keys: Keys) -> ir.Timing:
        ways = [timing.every is not None, timing.on is not None, timing.ongoing]
        yearly = timing.every is not None and timing.every.years is not None
        if sum(ways) != 1 or (timing.by is not None and not yearly) or (timing.within is not None and not timing.on):
            self._problem("ZR237", keys)
        every = self._period(timing.every, (*keys, "every"))
        if every is not None and (
            every.unit not in {"months", "years"} or (every.unit == "months" and _YEAR % every.amount)
        ):
            self._problem("ZR238", (*keys, "every"))
        return ir.Timing(
            every=every,
            by=None if timing.by is None else (int(timing.by[:2]), int(timing.by[3:])),
            on=timing.on,
            within=self._period(timing.within, (*keys, "within")),
            ongoing=timing.ongoing,
        )

    def _indicator(self, name: str, indicator: syn.Indicator) -> ir.Indicator:
        keys = ("indicators", name)
        value = None if indicator.value is None else parse_number(indicator.value)
        wants = indicator.direction in {"at_least", "at_most"}
        if (indicator.value is not None and value is None) or wants != (indicator.value is not None):
            self._problem("ZR239", keys, name=name)
        return ir.Indicator(
            **self._rule(name, indicator, keys),
            direction=indicator.direction,
            value=value,
            unit=indicator.unit,
        )


_UNITS: tuple[Literal["days", "working_days", "months", "years"], ...] = ("days", "working_days", "months", "years")
_LONGEST_PERIOD = 1200
_WORDS = (ALWAYS, NEVER)
_YEAR = 12


def _each(entries: Mapping[str, T], make: Callable[[str, T], U]) -> tuple[U, ...]:
    return tuple(make(name, entries[name]) for name in sorted(entries))
