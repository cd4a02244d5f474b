"""Ways in which a case can get worse: what law 1 says of them is that the outcome never falls.

Two sources.  The law itself names more harm, more incidents and a failed rectification; they are read off the fact
model, whatever a pack makes of them.  And a circumstance: the polarity of a pack's own circumstances tells which
change of which fact can only bring one nearer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.testing.edits import Editable
from zongzhi_rules.testing.polarity import Direction, polarity_of
from zongzhi_rules.testing.values import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.catalogue import FactSpec
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.testing.values import Place

HARM = "severity."
INCIDENTS = "incidents"
MEASURES = "earlier_measures"
_SAME_SUBJECT = ("subject.", "as_of")


@dataclass(frozen=True, slots=True)
class Step:
    """A change to a case: what was done, and the case that it gives."""

    what: str
    case: Case


def worsenings(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str],
    more: Case | None = None,
) -> Iterator[Step]:
    """Yield the case after each single change for the worse; the items of `more` are added to its lists one by one."""
    editable = Editable(case)
    yield from _steps(_harm(pack, editable))
    yield from _steps(_incidents(pack, editable, more))
    yield from _steps(_failed(pack, editable))
    yield from _steps(_circumstances(pack, editable, readings, more))


_Try = tuple[str, "Case | None"]


def _steps(tries: Iterator[_Try]) -> Iterator[Step]:
    return (Step(what, made) for what, made in tries if made is not None)


def _harm(pack: RulePack, editable: Editable) -> Iterator[_Try]:
    for path in catalogue().facts:
        if path.startswith(HARM):
            yield from _grown(pack, editable, (None, path), None)


def _incidents(pack: RulePack, editable: Editable, more: Case | None) -> Iterator[_Try]:
    spec = catalogue().collections[INCIDENTS]
    for number in range(len(editable.items(INCIDENTS) or ())):
        for name in spec.fields:
            yield from _grown(pack, editable, (INCIDENTS, name), number)
    yield from _added(editable, INCIDENTS, more)
    for kind in spec.fields["kind"].type.options:
        item: dict[str, Any] = {name: _gravest(fact, editable.case) for name, fact in spec.fields.items()}
        item = {name: value for name, value in item.items() if value is not None} | {"kind": kind}
        yield f"a grave incident of the kind {kind}", editable.with_item(INCIDENTS, item)


def _gravest(fact: FactSpec, case: Case) -> object:
    """Return the gravest value that the fact model has; None where it has none."""
    if fact.type.kind == "boolean":
        return True
    if fact.type.kind == "date":
        return str(case.as_of)
    return fact.type.options[-1] if fact.type.ordered else None


def _grown(pack: RulePack, editable: Editable, place: Place, item: int | None) -> Iterator[_Try]:
    """Yield every higher value of a fact that is known: true for false, a graver term, a greater number."""
    fact = values_of(pack).declarations[place]
    old = editable.value(place, item)
    if old is None or not (fact.ordered or fact.kind in {"boolean", "integer", "number"}):
        return
    values = list(values_of(pack).candidates[place])
    if fact.kind in {"boolean", "term"}:
        graver = values[values.index(old) + 1 :]
    else:
        graver = [value for value in values if value > old]  # type: ignore[operator] # numbers both
    for value in graver:
        yield f"{place[1]} from {old} to {value}", editable.with_value(place, value, item)


def _failed(pack: RulePack, editable: Editable) -> Iterator[_Try]:
    for number, item in enumerate(editable.items(MEASURES) or ()):
        if editable.value((MEASURES, "rectified"), number) is True:
            worse = editable.with_value((MEASURES, "rectified"), value=False, item=number)
            yield f"{item['id']} not rectified after all", worse
    as_of = editable.case.as_of
    for measure in pack.pack.measures:
        failed = {
            "measure": measure.id,
            "decided_on": str(as_of - timedelta(days=40)),
            "term_ends_on": str(as_of - timedelta(days=1)),
            "rectified": False,
        }
        yield f"a {measure.id} whose term failed", editable.with_item(MEASURES, failed)


def _circumstances(
    pack: RulePack,
    editable: Editable,
    readings: Mapping[str, str],
    more: Case | None,
) -> Iterator[_Try]:
    targets = tuple(f"circumstances.{one.id}" for one in pack.pack.circumstances)
    polarity = polarity_of(pack, targets, tuple(sorted(readings.items())))
    for place in polarity.tests:
        collection, path = place
        if collection == MEASURES or path.startswith(_SAME_SUBJECT):
            continue
        for number in [None] if collection is None else range(len(editable.items(collection) or ())):
            old = editable.value(place, number)
            for new in values_of(pack).candidates[place] if old is not None else ():
                if polarity.graver(place, old, new):
                    yield f"{path} from {old} to {new}", editable.with_value(place, _written(new), number)
    for collection in polarity.counts:
        if collection not in {INCIDENTS, MEASURES} and polarity.more(collection) is Direction.RAISES:
            yield from _added(editable, collection, more)


def _added(editable: Editable, collection: str, more: Case | None) -> Iterator[_Try]:
    """Yield the case with each of its own items once more, and with each item of the other case."""
    others = (Editable(more).items(collection) or []) if more is not None else []
    for item in [*(editable.items(collection) or []), *others]:
        yield f"one more of {collection}: {item}", editable.with_item(collection, item)


def _written(value: object) -> object:
    return value if isinstance(value, (bool, int, float, str)) else str(value)
