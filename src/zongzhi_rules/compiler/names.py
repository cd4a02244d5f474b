"""The names that a condition may use: facts, collections, definitions, parameters, readings, measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zongzhi_rules.facts.catalogue import CollectionSpec, FactSpec, FactType, catalogue
from zongzhi_rules.ir import names as reserved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zongzhi_rules.syntax.model import Document

RESERVED = (reserved.LISTED_CIRCUMSTANCE, reserved.APPLIES, reserved.APPLIES_BY_REFERENCE, reserved.IN_SCOPE)


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that can be named, gathered before any condition is read."""

    facts: Mapping[str, FactSpec]
    collections: Mapping[str, CollectionSpec]
    definitions: Mapping[str, str | None]
    """Definition id to the collection whose items it is about, or None."""
    circumstances: frozenset[str]
    parameters: Mapping[str, FactType]
    readings: Mapping[str, Mapping[str, str]]
    """Reading id to its options with their titles."""
    measures: tuple[str, ...]
    in_force: Mapping[str, date]
    """The first day of each instrument of the stack; one that does not say has that of the next below."""
    titles: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Titles of the entries of some sections, for an author who writes one in place of an id."""


def gather(document: Document, in_force: Mapping[str, date]) -> Names:
    """Collect the names of a document over the shared catalogue."""
    shared = catalogue()
    facts = dict(shared.facts)
    for name, fact in document.facts.items():
        options = fact.options or {}
        kind = FactType(fact.type, tuple(options), tuple(options.values()), fact.ordered)
        facts[f"local.{name}"] = FactSpec(f"local.{name}", kind, fact.title, finding=True)
    measures = tuple(sorted(document.measures, key=lambda name: document.measures[name].rank))
    collections = dict(shared.collections)
    earlier = collections["earlier_measures"]
    rung = FactType("term", measures, tuple(document.measures[name].title for name in measures), ordered=True)
    fields = dict(earlier.fields)
    fields["measure"] = replace(fields["measure"], type=rung)
    collections["earlier_measures"] = replace(earlier, fields=fields)
    definitions: dict[str, str | None] = dict.fromkeys(RESERVED)
    definitions.update({name: definition.of for name, definition in document.definitions.items()})
    return Names(
        facts=facts,
        collections=collections,
        definitions=definitions,
        circumstances=frozenset(document.circumstances),
        parameters={name: FactType(parameter.type) for name, parameter in document.parameters.items()},
        readings={
            name: {option: one.title for option, one in reading.options.items()}
            for name, reading in document.readings.items()
        },
        measures=measures,
        in_force=in_force,
        titles={
            section: {name: (entry.title,) for name, entry in getattr(document, section).items()}
            for section in ("definitions", "circumstances", "parameters", "readings")
        },
    )
