"""Why a changed pack decides otherwise: the changed entries that a statement of the decision rests on.

A statement names the entries that say so themselves.  From these the search goes on to what they need: the rules that
their conditions refer to, the parameters, readings, bodies and terms.  A rule that is as true under the one pack as
under the other explains nothing, and the search passes it by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from zongzhi_rules.ir.base import Choice, Rule
from zongzhi_rules.ir.condition import (
    ByReading,
    Compare,
    Constant,
    FactRef,
    Named,
    OneOf,
    ParameterRef,
    Reference,
    Tally,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zongzhi_rules.decision.model import Decision
    from zongzhi_rules.ir.pack import Pack
    from zongzhi_rules.packs.compare import EntryChange, PackDiff

_EARLIER, _MEASURE = "earlier_measures", "measure"
_OF_TERMS = {"overdue", "rectified", "term_ends_on"}
_SECTIONS = (
    "definitions",
    "circumstances",
    "factors",
    "accountability",
    "differences",
    "parameters",
    "readings",
    "bodies",
    "outside",
)
_LISTS = ("grounds", "grades", "addressees", "procedure", "reports", "recipients", "effects")
_SINGLE = ("authority", "term", "release")
_BODIES = {"body", "by", "to"}
_RESERVED = {"scope.applies": "definitions.applies", "scope.by_reference": "definitions.applies_by_reference"}
_GROUP = ".any_of."


class Causes:
    """Finds the changed entries behind a difference.  Made once for two packs; `on` takes one case."""

    def __init__(self, old: Pack, new: Pack, diff: PackDiff) -> None:
        """Take both packs and how they differ."""
        self._needs = _needs(old), _needs(new)
        self._changes = tuple((_in_rules(one.path), one) for one in diff.entries)

    @property
    def grounds(self) -> tuple[str, ...]:
        """Every ground of every measure: what the outcome rests on."""
        return tuple(dict.fromkeys(path for needs in self._needs for path in needs if ".grounds." in path))

    def of(self, entries: Iterable[str], old: Decision, new: Decision) -> tuple[EntryChange, ...]:
        """Return the changed entries behind statements that rest on these, in the order of the provisions."""
        roots = tuple(entries)
        truths = old.derivation.truths, new.derivation.truths
        alike = {path for path in truths[0] if path in truths[1] and truths[0][path] == truths[1][path]}
        return self._touching(roots, alike) or self._touching(roots, set())

    def _touching(self, roots: tuple[str, ...], passed_by: set[str]) -> tuple[EntryChange, ...]:
        reached = {path for needs in self._needs for path in _reached(roots, needs, passed_by)}
        return tuple(one for path, one in self._changes if any(_touches(path, one, entry) for entry in reached))


def _reached(roots: Iterable[str], needs: Mapping[str, frozenset[str]], passed_by: set[str]) -> Iterator[str]:
    found: set[str] = set()
    queue = list(roots)
    while queue:
        path = queue.pop()
        if path not in found:
            found.add(path)
            yield path
            queue += [one for one in needs.get(path, ()) if one not in passed_by]


def _touches(path: str, change: EntryChange, entry: str) -> bool:
    """Whether a change is one of an entry: of itself, or of a whole that the entry came or went with."""
    whole = change.kind != "amended" or (path.count(".") == 1 and path.startswith("factors."))
    return path == entry or (whole and entry.startswith(f"{path}."))


def _in_rules(path: str) -> str:
    """Return the path of an entry as the representation has it: scope and factors stand elsewhere in the files."""
    return _RESERVED.get(path, path.replace(_GROUP, ".", 1) if path.startswith("factors.") else path)


def _needs(pack: Pack) -> Mapping[str, frozenset[str]]:
    """Return what each entry needs of the others."""
    terms = tuple(measure.id for measure in pack.measures)
    return {path: frozenset(_named(entry, measure, terms)) for path, measure, entry in _entries(pack)}


def _entries(pack: Pack) -> Iterator[tuple[str, str, Rule]]:
    """Yield the entries with their paths, and the measure that they are part of."""
    for section in _SECTIONS:
        for entry in getattr(pack, section):
            yield f"{section}.{entry.id}", "", entry
    for measure in pack.measures:
        own = f"measures.{measure.id}"
        for part in _LISTS:
            yield from ((f"{own}.{part}.{one.id}", measure.id, one) for one in getattr(measure, part))
        for part in _SINGLE:
            one = getattr(measure, part)
            if one is None:
                continue
            yield f"{own}.{part}", measure.id, one
            yield from ((f"{own}.{part}.special.{each.id}", measure.id, each) for each in getattr(one, "special", ()))


def _named(entry: Rule, measure: str, terms: tuple[str, ...]) -> Iterator[str]:
    """Yield what the fields of an entry name; entries of their own within it are named, not entered."""
    for name, value in entry:
        if name == "special":
            for one in value:
                yield from _named(one, measure, terms)
        elif isinstance(value, (BaseModel, str)):
            yield from _in_field(name, value, measure, terms)


def _in_field(name: str, value: object, measure: str, terms: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, str):
        if name in _BODIES:
            yield f"bodies.{value}"
        if value == "term_ends_on":
            yield f"measures.{measure}.term"
    elif isinstance(value, Choice):
        if value.reading is not None:
            yield f"readings.{value.reading}"
        for _, option in value.options:
            yield from _in_field("", option, measure, terms)
    else:
        yield from _in_condition(value, terms)


def _in_condition(data: object, terms: tuple[str, ...]) -> Iterator[str]:
    """Yield what a condition names, those inside counts included."""
    match data:
        case Reference(target=target):
            yield target
        case Named(definition=definition):
            yield f"definitions.{definition}"
        case ByReading(reading=reading):
            yield f"readings.{reading}"
        case ParameterRef(parameter=parameter):
            yield f"parameters.{parameter}"
        case FactRef(path=path) if path.startswith("local."):
            yield f"facts.{path.removeprefix('local.')}"
        case Tally(collection="earlier_measures", where=where) if where is not None:
            yield from _terms(where, terms)
    for part in _parts(data):
        yield from _in_condition(part, terms)


def _terms(where: object, terms: tuple[str, ...]) -> Iterator[str]:
    """Yield the terms that a count over earlier measures depends on: of the measures that it names, else of all."""
    inside = tuple(_all(where))
    if not any(isinstance(one, FactRef) and one.of == _EARLIER and one.path in _OF_TERMS for one in inside):
        return
    named = [
        one.value.value
        for one in inside
        if isinstance(one, Compare) and one.fact.path == _MEASURE and isinstance(one.value, Constant)
    ]
    named += [value for one in inside if isinstance(one, OneOf) and one.fact.path == _MEASURE for value in one.values]
    yield from (f"measures.{one}.term" for one in named or terms)


def _all(data: object) -> Iterator[BaseModel]:
    if isinstance(data, BaseModel):
        yield data
    for part in _parts(data):
        yield from _all(part)


def _parts(data: object) -> Iterator[object]:
    if isinstance(data, BaseModel):
        yield from (value for _, value in data)
    elif isinstance(data, tuple):
        yield from data
