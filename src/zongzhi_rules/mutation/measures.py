"""What can be changed in the ladder: grounds, who acts, grades, addressees, steps, terms, reports, effects, release."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.mutation import values
from zongzhi_rules.mutation.author import Entry
from zongzhi_rules.vocabulary import Level, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.ir.pack import Addressee, Authority, Effect, Measure, Release, Report, Special, Step, Term
    from zongzhi_rules.mutation.author import Author
    from zongzhi_rules.mutation.model import Mutant
    from zongzhi_rules.mutation.values import Other


def of_measures(author: Author) -> Iterator[Mutant]:
    """Yield every change of the ladder."""
    measures = author.pack.measures
    entries = [
        Entry(author, one, ("measures", index), ("measures", one.id), "measure", one.id)
        for index, one in enumerate(measures)
    ]
    for one, other in pairwise(entries):
        yield from one.moved("rank", other.rule, other.steps)
    for entry, measure in zip(entries, measures, strict=True):
        yield from _measure(entry, measure)


def _measure(entry: Entry, measure: Measure) -> Iterator[Mutant]:
    yield from _grounds(entry, measure)
    yield from _authority(entry.below(measure.authority, "authority", keys=("authority",)), measure.authority)
    yield from _grades(entry, measure)
    for index, addressee in enumerate(measure.addressees):
        yield from _addressee(entry.below(addressee, "addressees", index), addressee)
    steps = [entry.below(one, "procedure", index) for index, one in enumerate(measure.procedure)]
    for one, other in pairwise(steps):
        yield from one.moved("order", other.rule, other.steps)
    for inner, step in zip(steps, measure.procedure, strict=True):
        yield from _step(inner, step)
    if measure.term is not None:
        yield from _term(entry.below(measure.term, "term", keys=("term",)), measure.term)
    for index, report in enumerate(measure.reports):
        yield from _report(entry.below(report, "reports", index), report)
    yield from _recipients(entry, measure)
    for index, effect in enumerate(measure.effects):
        yield from _effect(entry.below(effect, "effects", index), effect)
    if measure.release is not None:
        yield from _release(entry.below(measure.release, "release", keys=("release",)), measure.release)
    yield from _fields(entry, "outside", values.without_each(measure.outside, "外部文件", "outside instruments"))


def _grounds(entry: Entry, measure: Measure) -> Iterator[Mutant]:
    for index, ground in enumerate(measure.grounds):
        inner = entry.below(ground, "grounds", index)
        yield from inner.never()
        # the first part of a ground, that the instrument applies, is there by construction
        yield from inner.conditions(ground.when.parts[1], "parts", 1)  # type: ignore[union-attr]


def _recipients(entry: Entry, measure: Measure) -> Iterator[Mutant]:
    for index, recipient in enumerate(measure.recipients):
        inner = entry.below(recipient, "recipients", index)
        yield from inner.removed()
        manner = values.turned(recipient.manner, ("circulated", "copied"), "方式", "manner")
        yield from _fields(inner, "manner", manner)
        yield from inner.unconditional(recipient.when)
        yield from inner.conditions(recipient.when)


def _fields(entry: Entry, field: str, others: Iterable[Other], *, structural: bool = False) -> Iterator[Mutant]:
    for change, value, what in others:
        yield from entry.set(field, change, value, what, structural=structural)


def _authority(entry: Entry, authority: Authority) -> Iterator[Mutant]:
    yield from _fields(entry, "body", values.bodies(entry.author.pack, authority.body))
    yield from _fields(entry, "level", values.levels(authority.level))
    if authority.at_least is not None:
        yield from entry.set("at_least", "dropped", None, Label("删去最低层级", "dropped the lowest level"))
        order = list(Level)
        if authority.at_least is not order[-1]:
            up = order[order.index(authority.at_least) + 1]
            what = values.label("最低层级", "lowest level", authority.at_least, up)
            yield from entry.set("at_least", "step_up", up, what)
    yield from _specials(entry, authority.special)


def _specials(entry: Entry, specials: tuple[Special, ...]) -> Iterator[Mutant]:
    for index, special in enumerate(specials):
        inner = entry.below(special, "special", index)
        yield from inner.removed()
        yield from _fields(inner, "body", values.bodies(entry.author.pack, special.body))
        yield from _fields(inner, "level", values.levels(special.level))
        yield from inner.conditions(special.when)


def _grades(entry: Entry, measure: Measure) -> Iterator[Mutant]:
    grades = [entry.below(one, "grades", index) for index, one in enumerate(measure.grades)]
    for one, other in pairwise(grades):
        yield from one.moved("step", other.rule, other.steps)
    for inner, grade in zip(grades, measure.grades, strict=True):
        if len(grades) > 1:
            yield from inner.removed(structural=True)
        yield from _fields(inner, "body", values.bodies(inner.author.pack, grade.body))
        yield from inner.conditions(grade.when)


def _addressee(entry: Entry, addressee: Addressee) -> Iterator[Mutant]:
    yield from entry.removed()
    if addressee.role is not None:
        yield from _fields(entry, "role", values.turned(addressee.role, list(Role), "职责", "role"))


def _step(entry: Entry, step: Step) -> Iterator[Mutant]:
    yield from entry.removed()
    yield from _fields(entry, "modality", values.turned(step.modality, ("shall", "may"), "应当或可以", "force"))
    yield from _fields(entry, "body", values.bodies(entry.author.pack, step.body))
    yield from _fields(entry, "level", values.levels(step.level))
    if step.grade is not None:
        yield from entry.set("grade", "dropped", None, Label("不限档次", "of every grade"))
    yield from entry.unconditional(step.when)
    yield from entry.conditions(step.when)


def _term(entry: Entry, term: Term) -> Iterator[Mutant]:
    yield from entry.removed()
    yield from _fields(entry, "length", values.periods(term.length))
    yield from _fields(entry, "start", values.anchors(term.start))


def _report(entry: Entry, report: Report) -> Iterator[Mutant]:
    yield from entry.removed()
    for field in ("by", "to"):
        yield from _fields(entry, field, values.bodies(entry.author.pack, getattr(report, field)))
    for field in ("within", "every"):
        yield from _fields(entry, field, values.periods(getattr(report, field)))
    yield from _fields(entry, "start", values.anchors(report.start))
    yield from entry.unconditional(report.when)
    yield from entry.conditions(report.when)


def _effect(entry: Entry, effect: Effect) -> Iterator[Mutant]:
    yield from entry.removed()
    yield from _fields(entry, "bars", values.without_each(effect.bars, "取消的资格", "bars"))
    yield from _fields(entry, "roles", values.without_each(effect.roles, "职责", "roles"))
    yield from _fields(entry, "lasts", values.periods(effect.lasts))
    yield from _fields(entry, "start", values.anchors(effect.start))
    yield from _fields(entry, "first_day_counts", values.flags(effect.first_day_counts))
    yield from _fields(entry, "by", values.bodies(entry.author.pack, effect.by))


def _release(entry: Entry, release: Release) -> Iterator[Mutant]:
    yield from entry.removed()
    yield from _fields(entry, "by", values.bodies(entry.author.pack, release.by))
    yield from _fields(entry, "level", values.levels(release.level))
    earliest = values.turned(release.earliest, ("any_time", "after_term"), "最早", "earliest")
    yield from _fields(entry, "earliest", earliest)
    yield from _specials(entry, release.special)
