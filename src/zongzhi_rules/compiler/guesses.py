"""What an author probably meant who wrote what the models of the language refuse: a Chinese term, another form."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from zongzhi_rules.compiler.citations import likely_citation
from zongzhi_rules.compiler.tree import at, titles_of
from zongzhi_rules.diagnostics import suggest_named
from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.numerals import in_digits
from zongzhi_rules.scalars import likely_day, likely_number, likely_truth
from zongzhi_rules.syntax.descriptions import WORDS, has_notes, notes, pack_notes
from zongzhi_rules.syntax.keywords import (
    ALL,
    ANY,
    BY,
    COMPARATORS,
    DAYS,
    KEYWORDS,
    MONTHS,
    SYNONYMS,
    YEARS,
)
from zongzhi_rules.syntax.nodes import MappingNode, ScalarNode
from zongzhi_rules.syntax.plain import node_at
from zongzhi_rules.syntax.scalars import NAME, VERSION
from zongzhi_rules.vocabulary import Level, Role, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from zongzhi_rules.compiler.citations import Titles
    from zongzhi_rules.syntax.nodes import Node
    from zongzhi_rules.syntax.places import Place

_SIGNS = {sign: word for word in COMPARATORS for sign in SYNONYMS[word] if not sign.isalpha()}
_SIGNED = re.compile(r"(?P<sign>>=|<=|[<>≥≤])\s*(?P<value>[^\s<>=]+)")
_JOINED = {
    ALL: re.compile(r"\s+(?:and|AND)\s+|\s*(?:并且|且|&&)\s*"),
    ANY: re.compile(r"\s+(?:or|OR)\s+|\s*(?:或者|或|\|\|)\s*"),
}
_FIRST_WORDS = re.compile("[：，；。（]")
_SECTIONS = {
    "body": "bodies",
    "by": "bodies",
    "to": "bodies",
    "outside": "outside",
    "follows": "duties",
}
"""Fields that name an entry, with the section that it stands in."""
_WORKING_DAYS = "working_days"
_LENGTH = re.compile(
    r"每?(?P<number>[0-9]{1,4})?\s?个?(?P<unit>工作日|日历日|季度?|半年|[日天月年]|[a-z_ ]+)(?:内|以内)?",
)
_UNITS = {
    **dict.fromkeys(("工作日", "working day", "working days", _WORKING_DAYS), (_WORKING_DAYS, 1)),
    **dict.fromkeys(("日历日", "日", "天", "day", DAYS), (DAYS, 1)),
    **dict.fromkeys(("月", "month", MONTHS), (MONTHS, 1)),
    **dict.fromkeys(("季", "季度", "quarter", "quarters"), (MONTHS, 3)),
    "半年": (MONTHS, 6),
    **dict.fromkeys(("年", "year", YEARS), (YEARS, 1)),
}


def options_at(place: Place) -> dict[str, str]:
    """Return the words of the closed lists among the types of a place, each with its Chinese term if it has one."""
    found: dict[str, str] = {}
    for one in place.types:
        if get_origin(one) is Literal:
            found.update({word: _term(word) for word in get_args(one)})
        elif isinstance(one, type) and issubclass(one, Term):
            found.update({term.value: term.label for term in one})
    return found


def _term(word: str) -> str:
    note = pack_notes()[WORDS].get(word)
    if note is not None:
        return note.zh
    return Level(word).label if word in set(Level) else KEYWORDS.get(word, "")


def likely(code: str, value: str, place: Place, root: Node, titles: Callable[[], Titles]) -> tuple[str, ...]:  # noqa: PLR0911 - by code
    """Return what was probably meant, in the form in which it is to be written.

    Args:
        code: the diagnostic.
        value: what stands in the text.
        place: where.
        root: the tree that the place is in; for a whole pack, with the sections that a name may be from.
        titles: finds what is called how that a citation, or an id, may name.
    """
    plain = unicodedata.normalize("NFKC", value).strip("\"' ")
    match code:
        case "ZR202":
            return suggest_named(value, {name: _called(place, name) for name in place.fields})
        case "ZR203":
            return suggest_named(plain, {word: (term,) for word, term in options_at(place).items()})
        case "ZR204":
            return _name(plain, place, root, titles)
        case "ZR205":
            return likely_number(value, whole=True)
        case "ZR206":
            return likely_truth(value)
        case "ZR207":
            found = likely_citation(plain, titles())
            in_list = bool(place.steps) and isinstance(place.steps[-1], int)
            return tuple(one.strip("[]") for one in found) if in_list else found
        case "ZR208":
            numbers = plain.removeprefix("v")
            return tuple(filter(VERSION.fullmatch, (numbers, f"{numbers}.0", f"{numbers}.0.0")))
        case "ZR209":
            return likely_day(value)
        case "ZR212":
            return _group(plain, place)
        case _:
            return ()


def title_of_field(place: Place, name: str) -> str:
    """Return what a field is called in Chinese; its own name where it has no other."""
    if name == BY:  # in a condition it is another word
        return "由谁"
    return next(filter(None, _called(place, name)), name)


def _called(place: Place, name: str) -> tuple[str, ...]:
    """Return the Chinese words for a field: its keyword, and what the notes on its model begin with."""
    found = [KEYWORDS.get(name, "")]
    for model in place.types:
        package = getattr(model, "__module__", "").rpartition(".")[0]
        if isinstance(model, type) and has_notes(package):
            parts = [notes(package).get(base.__name__, {}) for base in model.__mro__]
            found += [_FIRST_WORDS.split(part[name].zh, maxsplit=1)[0] for part in parts if name in part]
    return tuple(found)


def likely_test(text: str) -> tuple[str, ...]:
    """Return a comparison that is written with a sign: `{at_least: major}` for >= major."""
    match = _SIGNED.fullmatch(unicodedata.normalize("NFKC", text))
    return (f"{{{_SIGNS[match['sign']]}: {match['value']}}}",) if match else ()


def likely_joined(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return conditions that are joined by a word: `{all: [a, b]}` for `a and b`, if each is known."""
    for word, joined in _JOINED.items():
        parts = [part.strip() for part in joined.split(text)]
        if len(parts) > 1 and all(part in known for part in parts):
            return (f"{{{word}: [{', '.join(parts)}]}}",)
    return ()


def field_above(place: Place, root: Node) -> ScalarNode | None:
    """Return the key above a field that stands where none of its name is, if it belongs under that key.

    The key has no value, and what it wants has such a field: the lines below it are not indented far enough.
    """
    parent = node_at(root, place.steps[:-1]) if place.steps else root
    if not isinstance(parent, MappingNode):
        return None
    name = str(place.steps[-1])
    keys = parent.keys()
    above = next((key for key in reversed(keys[: keys.index(name)]) if key in place.fields), "") if name in keys else ""
    value = parent.get(above)
    if not isinstance(value, ScalarNode) or not value.is_null:
        return None
    return parent.key_node(above) if name in place.fields_below(above) else None


def _name(plain: str, place: Place, root: Node, titles: Callable[[], Titles]) -> tuple[str, ...]:
    """Return the ids of entries that are called so, where a field names one; or the word in the form of an id."""
    known = {} if place.is_key else _known_names(place.steps, root)
    if known or not plain.isascii():
        return suggest_named(plain, known or titles())
    folded = re.sub(r"[\s-]+", "_", plain.strip()).lower()
    return (folded,) if re.fullmatch(NAME, folded) else ()


def _known_names(steps: Sequence[str | int], root: Node) -> dict[str, tuple[str, ...]]:
    """Return the names that a field can hold, each with what else it is called; none where it does not hold names."""
    *outer, field = [step for step in steps if isinstance(step, str)] or [""]
    match field:
        case "bearers":
            return titles_of(at(root, ("bodies",))) | {role.value: (role.label,) for role in Role}
        case "of":
            return {one.name: (one.title,) for one in catalogue().collections.values()}
        case "default":
            return titles_of(at(root, (*outer, "options")))
        case "grade":
            return titles_of(at(root, (*outer[:2], "grades")))
        case _:
            return titles_of(at(root, (_SECTIONS.get(field, ""),)))


def _group(plain: str, place: Place) -> tuple[str, ...]:
    """Return a group of fields for one value: `{months: 2}` for 两个月, `{every: {months: 6}}` for 每半年."""
    fields = place.fields
    if {MONTHS, YEARS} <= set(fields):
        return _length(plain)
    if "every" in fields and (length := _length(plain)):
        return (f"{{every: {length[0]}}}",)
    near = suggest_named(plain, {KEYWORDS[name]: () for name in fields if name in KEYWORDS})
    return tuple(f"{{{name}: …}}" for name in fields if KEYWORDS.get(name) in near)


def _length(plain: str) -> tuple[str, ...]:
    match = _LENGTH.fullmatch(in_digits(plain).casefold())
    if match is None or match["unit"].strip() not in _UNITS:
        return ()
    unit, times = _UNITS[match["unit"].strip()]
    number = int(match["number"] or 1) * times
    return (f"{{{unit}: {number}}}",) if number else ()
