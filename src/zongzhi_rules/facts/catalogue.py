"""The catalogue of facts: every path that a condition may name, with its type, read off the case model.

Two kinds of place: single facts (`severity.harm`) and collections (`incidents`), whose items have fields (`grade`).
A derived fact is not given by the caller; the binding stage works it out before any engine sees the case.
"""

from __future__ import annotations

import functools
import types
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from zongzhi_rules.facts.finding import Finding
from zongzhi_rules.facts.model import Case, EarlierMeasure
from zongzhi_rules.vocabulary import OrderedTerm, Term

Kind = Literal["boolean", "integer", "number", "date", "text", "term"]


@dataclass(frozen=True, slots=True)
class FactType:
    """The type of a fact.  `options` are the values of a closed vocabulary, mildest first where it is `ordered`."""

    kind: Kind
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ordered: bool = False

    @property
    def comparable(self) -> bool:
        """Whether "at least" and the like mean something for it."""
        return self.ordered or self.kind in {"integer", "number", "date"}


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact: its path, its type, its Chinese title, whether it is a finding and whether it is derived.

    `known`: no case leaves it out, so it is never unknown.  `part`: the model that has it as a field.
    """

    path: str
    type: FactType
    title: str
    finding: bool = False
    derived: bool = False
    known: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class CollectionSpec:
    """A list of records; `key` is the field that names an item."""

    name: str
    title: str
    key: str
    fields: dict[str, FactSpec]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All facts that conditions may use."""

    facts: dict[str, FactSpec]
    collections: dict[str, CollectionSpec]


@functools.cache
def catalogue() -> Catalogue:
    """Return the catalogue of the shared fact model; packs add their own `local` facts to a copy."""
    facts: dict[str, FactSpec] = {
        "as_of": FactSpec("as_of", FactType("date"), _title(Case, "as_of"), known=True, part="Case"),
    }
    collections: dict[str, CollectionSpec] = {}
    for name, field in Case.model_fields.items():
        model = _model_inside(field.annotation)
        if model is None or name == "local":
            continue
        if get_origin(_without_none(field.annotation)) is tuple:
            specs = dict(_scalars(model, ""))
            key = "id" if "id" in model.model_fields else "year"
            collections[name] = CollectionSpec(name, field.title or name, key, specs)
        else:
            facts.update(_scalars(model, f"{name}."))
    earlier = collections["earlier_measures"].fields
    of_measure = EarlierMeasure.__name__
    overdue = FactSpec("overdue", FactType("boolean"), "整改期限已过", derived=True, part=of_measure)
    stated = FactSpec(
        "term_stated", FactType("boolean"), "决定载明了期限届满日", derived=True, known=True, part=of_measure
    )
    earlier |= {one.path: one for one in (overdue, stated)}
    return Catalogue(facts, collections)


def term_type(vocabulary: type[Term]) -> FactType:
    """Return the fact type of a closed vocabulary."""
    members = list(vocabulary)
    return FactType(
        "term",
        tuple(member.value for member in members),
        tuple(member.label for member in members),
        issubclass(vocabulary, OrderedTerm),
    )


_ALWAYS_DERIVED = {"subject.directly_governed"}
"""What the rest of the case tells where it is not written."""
_PLAIN: dict[type, Kind] = {bool: "boolean", int: "integer", float: "number", date: "date", str: "text"}


def _scalars(model: type[BaseModel], prefix: str) -> list[tuple[str, FactSpec]]:
    found = []
    for name, field in model.model_fields.items():
        annotation = _without_none(field.annotation)
        finding = isinstance(annotation, type) and issubclass(annotation, Finding)
        if finding:
            annotation = annotation.model_fields["value"].annotation
        if isinstance(annotation, type) and issubclass(annotation, Term):
            fact_type = term_type(annotation)
        elif annotation in _PLAIN:
            fact_type = FactType(_PLAIN[annotation])
        else:
            continue
        path = f"{prefix}{name}"
        known = field.is_required() or path in _ALWAYS_DERIVED
        spec = FactSpec(path, fact_type, field.title or name, finding, known=known, part=model.__name__)
        found.append((path, spec))
    return found


def _title(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].title or name


def _without_none(annotation: Any) -> Any:  # noqa: ANN401 - annotations have no better type
    while get_origin(annotation) is not None and hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        return _without_none(rest[0])
    return annotation


def _model_inside(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    plain = _without_none(annotation)
    if get_origin(plain) is tuple:
        plain = get_args(plain)[0]
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None
