"""Holds what a case expects in full against the decision: steps, recipients, effects, accountability, duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.decision.duties import duties_due
from zongzhi_rules.ir.base import Citation
from zongzhi_rules.ir.paths import entry_at
from zongzhi_rules.syntax.scalars import parse_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.decision.duties import DutyDue
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.ir.pack import Duty
    from zongzhi_rules.packtests.model import ExpectedOfPack
    from zongzhi_rules.packtests.model_in_full import ExpectedDuty
    from zongzhi_rules.packtests.read import PackCase
    from zongzhi_rules.syntax.model import Period

NOTHING = "–"


class Difference(NamedTuple):
    """What is otherwise than expected: where it was written, what was expected, what came out, the path of the rule."""

    steps: tuple[str, ...]
    expected: str
    got: str
    rule: str = ""


def differences(rules: RulePack, case: PackCase, decision: Decision) -> Iterator[Difference]:
    """Yield what a decision, and the duties of the pack, have otherwise than a case expects."""
    expected = case.expected
    for found in (
        _of_circumstances(expected, decision),
        _of_measure(expected, decision),
        _of_effects(expected, decision),
        _of_accountability(expected, decision),
        _of_duties(rules, case),
        _of_readings(expected, decision),
        _of_indicators(rules, expected),
        _of_cites(rules, expected),
    ):
        yield from (one._replace(rule=_rule(one.steps, decision)) for one in found if one.expected != one.got)


def _rule(steps: tuple[str, ...], decision: Decision) -> str:
    """Return the path of the rule that an expectation is about; empty where it is about the decision as a whole."""
    match steps:
        case ("cites", path):
            return path
        case ("circumstances",):
            return ""
        case ("readings_used", name):
            return f"readings.{name}"
        case (("duties" | "indicators" | "accountability" | "factors") as section, name, *_):
            return f"{section}.{name}"
        case _:
            measure = "" if decision.measure is None else f"measures.{decision.measure.id}"
            part = {"effects": ".effects.", "reports_by": ".reports."}.get(steps[0])
            return measure if part is None or not measure else f"{measure}{part}{steps[1]}"


def _of_circumstances(expected: ExpectedOfPack, decision: Decision) -> Iterator[Difference]:
    if "circumstances" in expected.model_fields_set:
        holding = (one.id for one in decision.circumstances if one.truth)
        yield Difference(("circumstances",), _set(expected.circumstances), _set(holding))


def _of_measure(expected: ExpectedOfPack, decision: Decision) -> Iterator[Difference]:
    measure = decision.measure
    if expected.procedure:
        taken = () if measure is None else tuple(one for one in measure.procedure if one.applies)
        wanted = [f"{modality} {step}" for step, modality in expected.procedure.items()]
        yield Difference(("procedure",), listed(wanted), listed(f"{one.modality} {one.id}" for one in taken))
    if "officials" in expected.model_fields_set:
        officials = () if measure is None else tuple(name for one in measure.addressees for name in one.officials or ())
        yield Difference(("officials",), _set(expected.officials), _set(officials))
    recipients = () if measure is None else tuple(one for one in measure.recipients if one.applies)
    for key, manner in (("circulated_to", "circulated"), ("copied_to", "copied")):
        if key in expected.model_fields_set:
            found = _set(one.id for one in recipients if one.manner == manner)
            yield Difference((key,), _set(getattr(expected, key)), found)
    reporters = {} if measure is None else {one.id: one for one in measure.obligations}
    for name, reporter in expected.reports_by.items():
        for field in sorted(reporter.model_fields_set):
            got = getattr(reporters.get(name), field, None)
            yield Difference(("reports_by", name, field), _shown(getattr(reporter, field)), _shown(got))
    if expected.release is not None and "earliest" in expected.release.model_fields_set:
        release = None if measure is None else measure.release
        got = None if release is None else release.earliest
        yield Difference(("release", "earliest"), _shown(expected.release.earliest), _shown(got))
    if "outside" in expected.model_fields_set:
        yield Difference(("outside",), _set(expected.outside), _set(one.id for one in decision.outside))


def _of_effects(expected: ExpectedOfPack, decision: Decision) -> Iterator[Difference]:
    found = {} if decision.measure is None else {one.id: one for one in decision.measure.effects}
    for name, effect in expected.effects.items():
        one = found.get(name)
        for field in sorted(effect.model_fields_set):
            got = None if one is None else getattr(one, field)
            yield Difference(("effects", name, field), _field(getattr(effect, field)), _field(got))


def _of_accountability(expected: ExpectedOfPack, decision: Decision) -> Iterator[Difference]:
    given = {one.id: one.force for one in decision.factors if one.truth}
    for name, force in expected.factors.items():
        yield Difference(("factors", name), force, given.get(name, NOTHING))
    found = {one.id: one for one in decision.accountability}
    for name, wanted in expected.accountability.items():
        one = found.get(name)
        for field in sorted(wanted.model_fields_set):
            got = None if one is None else getattr(one, field)
            yield Difference(("accountability", name, field), _field(getattr(wanted, field)), _field(got))


def _of_duties(rules: RulePack, case: PackCase) -> Iterator[Difference]:
    expected = case.expected.duties
    if not expected:
        return
    duties = {one.id: one for one in rules.pack.duties}
    falling_due: tuple[DutyDue, ...] = ()
    if any("due" in wanted.model_fields_set for wanted in expected.values()):
        falling_due = duties_due(rules, case.case.as_of.year, case=case.case)
    for name, wanted in expected.items():
        duty = duties.get(name)
        for field in sorted(wanted.model_fields_set):
            got = NOTHING if duty is None else _of_duty(duty, field, falling_due)
            yield Difference(("duties", name, field), _wanted_of_duty(wanted, field), got)


def _of_duty(duty: Duty, field: str, falling_due: Iterable[DutyDue]) -> str:
    match field:
        case "by":
            return _set(duty.bearers)
        case "every" | "within":
            return _period(getattr(duty.timing, field))
        case "due":
            if duty.timing.every is None:
                return "ongoing" if duty.timing.ongoing else "on_event"
            return listed(str(one.due) for one in falling_due if one.id == duty.id and one.due is not None)
        case _:
            return _field(getattr(duty, field))


def _wanted_of_duty(wanted: ExpectedDuty, field: str) -> str:
    value = getattr(wanted, field)
    if field in {"every", "within"}:
        return NOTHING if value is None else _written(value)
    if field == "due" and not isinstance(value, str):
        return listed(map(str, value))
    return _field(value)


def _of_readings(expected: ExpectedOfPack, decision: Decision) -> Iterator[Difference]:
    used = {one.id: one.option for one in decision.readings}
    for name, option in expected.readings_used.items():
        yield Difference(("readings_used", name), option, used.get(name, NOTHING))


def _of_indicators(rules: RulePack, expected: ExpectedOfPack) -> Iterator[Difference]:
    found = {one.id: one for one in rules.pack.indicators}
    for name, wanted in expected.indicators.items():
        one = found.get(name)
        for field in sorted(wanted.model_fields_set):
            got = None if one is None else getattr(one, field)
            yield Difference(("indicators", name, field), _shown(getattr(wanted, field)), _shown(got))


def _of_cites(rules: RulePack, expected: ExpectedOfPack) -> Iterator[Difference]:
    for path, wanted in expected.cites.items():
        entry = entry_at(rules.pack, path)
        got = () if entry is None else entry.cite
        shown = [_cite(_parsed(text, rules.id), rules.id) for text in wanted]
        yield Difference(("cites", path), _set(shown), _set(_cite(one, rules.id) for one in got))


def _parsed(text: str, own: str) -> Citation:
    instrument, article, paragraph, item = parse_citation(text)
    return Citation(instrument=instrument or own, article=article, paragraph=paragraph, item=item)


def _cite(cite: Citation, own: str) -> str:
    instrument = "" if cite.instrument == own else f"{cite.instrument} "
    paragraph = "" if cite.paragraph is None else f".{cite.paragraph}"
    return f"{instrument}{cite.article}{paragraph}{'' if cite.item is None else f'({cite.item})'}"


def _period(period: object) -> str:
    return NOTHING if period is None else f"{getattr(period, 'amount', '')} {getattr(period, 'unit', '')}"


def _written(period: Period) -> str:
    return listed(f"{getattr(period, unit)} {unit}" for unit in sorted(period.model_fields_set))


def _field(value: object) -> str:
    return _set(value) if isinstance(value, tuple) else _shown(value)


def _set(values: Iterable[object]) -> str:
    return listed(sorted(str(getattr(one, "value", one)) for one in values))


def _shown(value: object) -> str:
    return NOTHING if value is None else str(value)


def listed(values: Iterable[str]) -> str:
    """Return texts as a list to read; a dash where there is none."""
    return ", ".join(values) or NOTHING
