"""Paths of facts: `severity.harm`, `incidents[i1].grade`, `officials[o1]`, `incidents`, `local.name`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StrictStr
from pydantic_core import PydanticCustomError

from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.facts.model import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCAL = "local"
_ITEM = re.compile(r"(?P<collection>[a-z_]+)\[(?P<key>.+)\](?:\.(?P<field>[a-z_]+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands.  `key` is that of an item of a list; `field` empty means the whole item or list."""

    section: str
    key: str | None
    field: str

    @property
    def whole_list(self) -> bool:
        """Whether it is a list as such."""
        return self.key is None and not self.field

    @property
    def whole_item(self) -> bool:
        """Whether it is an item of a list as such."""
        return self.key is not None and not self.field


def place_of(path: str) -> Place | None:
    """Return the place that a path names; None where a case has no such place."""
    lists, sections = _layout()
    if path in lists:
        return Place(path, None, "")
    match = _ITEM.fullmatch(path)
    if match is not None and match["collection"] in lists:
        field = match["field"] or ""
        known = not field or field in lists[match["collection"]]
        return Place(match["collection"], match["key"], field) if known else None
    section, _, field = path.partition(".")
    if section == LOCAL:
        return Place(LOCAL, None, field) if field else None
    return Place(section, None, field) if field in sections.get(section, ()) else None


def likely(path: str) -> tuple[str, ...]:
    """Return all paths of single facts and of lists, and the fields of the list that the path starts with."""
    lists, sections = _layout()
    known = [f"{section}.{field}" for section, fields in sections.items() for field in fields]
    collection, bracket, rest = path.partition("[")
    if bracket and collection in lists:
        known += [f"{collection}[{rest.partition(']')[0]}].{field}" for field in lists[collection]]
    return (*known, *lists)


@functools.cache
def _layout() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the fields of the items of each list, and those of each section."""
    lists = {name: tuple(_fields(name)) for name in catalogue().collections}
    sections: dict[str, list[str]] = {}
    for path in catalogue().facts:
        section, _, field = path.partition(".")
        if field and section in Case.model_fields:
            sections.setdefault(section, []).append(field)
    return lists, {name: tuple(fields) for name, fields in sections.items()}


def _fields(name: str) -> Iterator[str]:
    spec = catalogue().collections[name]
    yield from (field for field, one in spec.fields.items() if field != spec.key and not one.derived)
    if name == "earlier_measures":
        yield "inspections"


def _known(path: str) -> str:
    if place_of(path) is None:
        raise PydanticCustomError("no_such_fact", "not a fact of a case")
    return path


FactPath = Annotated[StrictStr, AfterValidator(_known)]


def _a_list(name: str) -> str:
    place = place_of(name)
    if place is None or not place.whole_list:
        raise PydanticCustomError("no_such_fact", "not a list of a case")
    return name


ListName = Annotated[StrictStr, AfterValidator(_a_list)]
