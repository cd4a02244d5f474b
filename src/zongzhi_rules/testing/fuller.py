"""Ways in which more becomes known of a case: what law 2 says of them is that nothing known becomes unknown or false.

Some fields are left alone, because their absence is no unknown: a county whose direct government nobody mentions is
what its code shows; a decision that states no last day of its term has the one that the text sets; and where a finding,
a release or an inspection already says whether the rectification was done, the other two could only contradict it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zongzhi_rules.engines.terms import rectified
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.testing.edits import Editable
from zongzhi_rules.testing.values import values_of
from zongzhi_rules.testing.worse import MEASURES, Step
from zongzhi_rules.vocabulary import InspectionResult, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.testing.values import Place

_BY_CODE = {"subject.directly_governed"}
_BY_CODE_FOR_LOCALITIES = {"subject.level"}
_OF_THE_TERM = ("decided_on", "received_on", "held_on", "term_ends_on")
_RELEASE, _RECTIFIED = "released_on", "rectified"


def fillings(
    pack: RulePack,
    case: Case,
    terms_known: Collection[str],
    more: Case | None = None,
) -> Iterator[Step]:
    """Yield the case after each single unknown has become known, in every way that matters.

    Args:
        pack: the pack that says which values matter.
        case: the case.
        terms_known: the ids of the earlier measures whose term is known to end on some day.
        more: a case whose lists stand for the ones that are absent; these also become empty.
    """
    editable = Editable(case)
    values = values_of(pack)
    read = _read(pack)
    settled = _settled(case, terms_known)
    fixed = _BY_CODE | (_BY_CODE_FOR_LOCALITIES if case.subject.kind is SubjectKind.LOCALITY else set())
    for place, candidates in values.candidates.items():
        collection, path = place
        if collection is None and place in read and path not in fixed and editable.value(place) is None:
            yield from _filled(editable, place, candidates, None)
    for collection, spec in catalogue().collections.items():
        items = editable.items(collection)
        if items is None and any(of == collection for of, _ in read):
            yield from _given(editable, collection, more)
        for number, item in enumerate(items or ()):
            for name in spec.fields:
                place = (collection, name)
                if place not in read or name in item or (collection == MEASURES and number in settled.get(name, ())):
                    continue
                days = (str(case.as_of),) if values.declarations[place].kind == "date" else ()
                yield from _filled(editable, place, (*values.candidates[place], *days), number)
    yield from _inspected(editable)


def _read(pack: RulePack) -> set[Place]:
    """Return the facts that the pack reads, itself or for what it derives of an earlier measure."""
    layout = pack.program.layout
    read: set[Place] = {(None, path) for path in layout.facts}
    read |= {(collection, name) for collection, fields in layout.collections for name in fields}
    read |= {(MEASURES, name) for name in (*_OF_THE_TERM, _RELEASE, _RECTIFIED)}
    return {(of, path) for of, path in read if of is None or not catalogue().collections[of].fields[path].derived}


def _settled(case: Case, terms_known: Collection[str]) -> dict[str, set[int]]:
    """Return, for the fields of earlier measures, those measures for which they are as good as known."""
    measures = case.earlier_measures or ()
    of_the_term = {number for number, one in enumerate(measures) if one.id in terms_known}
    done = {number for number, one in enumerate(measures) if rectified(one, None) is not None}
    return dict.fromkeys(_OF_THE_TERM, of_the_term) | dict.fromkeys((_RELEASE, _RECTIFIED), done)


def _filled(
    editable: Editable,
    place: Place,
    candidates: tuple[object, ...],
    item: int | None,
) -> Iterator[Step]:
    for value in candidates:
        written = value if isinstance(value, (bool, int, float, str)) else str(value)
        case = editable.with_value(place, written, item)
        if case is not None:
            yield Step(f"{place[1]} becomes known: {value}", case)


def _given(editable: Editable, collection: str, more: Case | None) -> Iterator[Step]:
    lists = [[], *([items] if more is not None and (items := Editable(more).items(collection)) else [])]
    for items in lists:
        case = editable.with_list(collection, items)
        if case is not None:
            yield Step(f"{collection} become known: {items}", case)


def _inspected(editable: Editable) -> Iterator[Step]:
    """Yield the case with the result of each inspection that had none, and with inspections where nothing is said."""
    for number, measure in enumerate(editable.case.earlier_measures or ()):
        inspections = (editable.items(MEASURES) or [])[number].get("inspections", [])
        lists: list[list[dict[str, Any]]] = []
        if measure.inspections is None and rectified(measure, None) is None:
            on = str(editable.case.as_of)
            lists = [[], *[[{"on": on, "result": result.value}] for result in InspectionResult]]
        for index, one in enumerate(inspections):
            for result in InspectionResult if "result" not in one else ():
                lists.append([*inspections[:index], {**one, "result": result.value}, *inspections[index + 1 :]])
        for held in lists:
            case = editable.with_value((MEASURES, "inspections"), held, number)
            if case is not None:
                yield Step(f"the inspections of {measure.id} become known: {held}", case)
