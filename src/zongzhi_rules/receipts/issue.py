"""Issuing a receipt for a decision that was made."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING, Any

from zongzhi_rules.calendar.official import official_digest, official_version
from zongzhi_rules.calendar.statutory import statutory_digest, statutory_version
from zongzhi_rules.canonical import canonical, digest_of, digest_of_bytes
from zongzhi_rules.decision.model import DECISION_SCHEMA_VERSION, Deadline, Part
from zongzhi_rules.decision.rulepack import official_calendar
from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.engines.registry import DURABLE
from zongzhi_rules.errors import UseError
from zongzhi_rules.facts.model import CASE_SCHEMA_VERSION
from zongzhi_rules.receipts.aspects import aspects
from zongzhi_rules.receipts.model import (
    CalendarPin,
    CasePin,
    DataPin,
    DecisionPin,
    EnginePin,
    OverridePin,
    PackPin,
    ReadingPins,
    Receipt,
    SchemaPins,
)
from zongzhi_rules.version import __version__

if TYPE_CHECKING:
    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case

_NO_DIGEST = f"sha256:{'0' * 64}"


def receipt_for(decision: Decision, case: Case, rules: RulePack, calendar: WorkCalendar | None = None) -> Receipt:
    """Return the receipt of a decision.

    Args:
        decision: what `rules.decide(case, …, calendar)` returned.
        case: the case that was judged.
        rules: the pack that judged it.
        calendar: the calendar, if one was given.

    Raises:
        UseError: the decision is of another case, pack or calendar.
    """
    days = official_calendar() if calendar is None else calendar
    _check(decision, case, rules, days)
    receipt = Receipt(
        schema_version=1,
        case=pinned_case(case),
        packs=pinned_packs(rules),
        readings=ReadingPins(
            asked={one.id: one.option for one in decision.readings if one.chosen_by_caller},
            used={one.id: one.option for one in decision.readings},
        ),
        calendar=pinned_calendar(decision, days),
        schemas=pinned_schemas(),
        engine=pinned_engine(rules.engine),
        library=__version__,
        decision=pinned_decision(decision),
        digest=_NO_DIGEST,
    )
    return receipt.model_copy(update={"digest": receipt.computed})


def pinned_case(case: Case) -> CasePin:
    """Return the facts without what is unknown or left at its default: a later optional field changes nothing."""
    facts = case.model_dump(mode="json", exclude_defaults=True)
    return CasePin(digest=digest_of(facts), facts=facts)


def pinned_packs(rules: RulePack) -> tuple[PackPin, ...]:
    """Return the pack and those that it rests on."""
    return tuple(PackPin(id=one.id, version=one.instrument.version, digest=one.digest) for one in rules.stack)


def pinned_calendar(decision: Decision, calendar: WorkCalendar) -> CalendarPin:
    """Return the data that the dates of a decision were counted by."""
    statutory = None
    if _has_provisional(decision):
        statutory = DataPin(version=statutory_version(), digest=statutory_digest())
    overrides = tuple(
        OverridePin(name=one.name, digest=f"sha256:{one.digest}", year=one.year, region=one.region)
        for one in calendar.overrides
    )
    return CalendarPin(
        notices=DataPin(version=official_version(), digest=official_digest()),
        statutory=statutory,
        overrides=overrides,
        after_coverage=calendar.after_coverage.value,
    )


def pinned_schemas() -> SchemaPins:
    """Return the versions of the schemas that the library speaks."""
    return SchemaPins(case=CASE_SCHEMA_VERSION, decision=DECISION_SCHEMA_VERSION)


def pinned_engine(name: str) -> EnginePin:
    """Return the engine, with the version of the library under it."""
    return EnginePin(name=name, version=importlib.metadata.version("durable-rules") if name == DURABLE else None)


def pinned_decision(decision: Decision) -> DecisionPin:
    """Return the digests of a decision and of its parts, and what it says."""
    data = decision.model_dump(mode="json")
    return DecisionPin(
        digest=digest_of(data),
        parts={name: digest_of(part) for name, part in data.items()},
        said=said(decision),
    )


def said(decision: Decision) -> dict[str, str]:
    """Return what a decision says, statement by statement; the readings stand elsewhere in a receipt."""
    return {path: one.value for path, one in aspects(decision).items() if one.kind != "reading"}


def decision_bytes(decision: Decision) -> bytes:
    """Return the one spelling of a decision: what its digest is over."""
    return canonical(decision.model_dump(mode="json"))


def decision_digest(decision: Decision) -> str:
    """Return the digest of a decision, as its receipt has it."""
    return digest_of_bytes(decision_bytes(decision))


def _has_provisional(part: Any) -> bool:  # noqa: ANN401 - a part of a decision, or what it holds
    """Whether a date rests on the statutory holidays alone."""
    if isinstance(part, Deadline):
        return part.provisional is not None
    if isinstance(part, Part):
        return any(map(_has_provisional, vars(part).values()))
    return isinstance(part, tuple) and any(map(_has_provisional, part))


def _check(decision: Decision, case: Case, rules: RulePack, calendar: WorkCalendar) -> None:
    """Refuse what does not belong together: its receipt could never be made good."""
    wrong = []
    if (decision.case, decision.as_of, decision.subject) != (case.id, case.as_of, case.subject):
        wrong.append(diagnose("ZR654", path="case", part="case"))
    if decision.packs != rules.packs_used:
        wrong.append(diagnose("ZR654", path="packs", part="packs"))
    if decision.calendar != calendar.data_version:
        wrong.append(diagnose("ZR654", path="calendar", part="calendar"))
    if wrong:
        raise UseError(wrong)
