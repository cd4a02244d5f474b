"""Who found the facts of a case: what its findings say of their origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.decision.model import FoundBy
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zongzhi_rules.facts.model import Case

_SECTIONS = tuple(dict.fromkeys(path.partition(".")[0] for path, fact in catalogue().facts.items() if fact.finding))
_COLLECTIONS = tuple(
    (name, spec.key, tuple(field for field, fact in spec.fields.items() if fact.finding))
    for name, spec in catalogue().collections.items()
    if any(fact.finding for fact in spec.fields.values())
)


def found_by(case: Case) -> tuple[FoundBy, ...]:
    """Return the origin of every finding that states one."""
    parts = vars(case)
    found: list[FoundBy] = []
    for section in _SECTIONS:
        found += _stated(f"{section}.", vars(parts[section]).items())
    if case.local:
        found += _stated("local.", case.local.items())
    for name, key, findings in _COLLECTIONS:
        for item in parts[name] or ():
            fields = vars(item)
            stated = [(field, fields[field]) for field in findings if fields[field] is not None]
            if stated:
                found += _stated(f"{name}[{fields[key]}].", stated)
    return tuple(found)


def _stated(prefix: str, fields: Iterable[tuple[str, object]]) -> Iterator[FoundBy]:
    for name, value in fields:
        if isinstance(value, Finding) and (value.by or value.on or value.evidence):
            yield FoundBy.model_construct(path=prefix + name, by=value.by, on=value.on, evidence=value.evidence)
