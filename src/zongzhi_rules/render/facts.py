"""Facts in words: what made a rule true, false or unknown, those of one record together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.render.teller import humanised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zongzhi_rules.decision.model import FactUsed, RuleFinding
    from zongzhi_rules.render.teller import Teller

_ITEM = re.compile(r"(?P<collection>\w+)\[(?P<key>.*)\]\.(?P<field>\w+)", re.DOTALL)
_SUBJECT, _LOCAL = "subject.", "local."
_CIRCUMSTANCE = "circumstances."
_ONE = "1"


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule rests on: phrases about facts, and the ids of the circumstances that it refers to."""

    phrases: tuple[str, ...]
    circumstances: tuple[str, ...]


def told(facts: Sequence[FactUsed], truth: bool | None, teller: Teller) -> Told:  # noqa: FBT001 - a truth is data
    """Put the facts of a rule of that truth into words: one phrase for each fact of the case and for each record."""
    phrases = []
    circumstances = []
    with_records = {record[0] for fact in facts if (record := _record(fact.path)) is not None}
    for group, members in groupby(facts, key=lambda fact: _record(fact.path)):
        if group is not None:
            telling = [fact for fact in members if _says_more(fact, *group)]
            words = [_phrase(same, truth, teller) for same in _by_path(telling)]
            phrases.append(f"{_record_name(*group, teller)}{teller.words.colon}{teller.words.comma.join(words)}")
            continue
        for same in _by_path(members):
            fact = same[0]
            if fact.test == "rule" and fact.path.startswith(_CIRCUMSTANCE):
                circumstances.append(fact.path.removeprefix(_CIRCUMSTANCE))
            elif fact.test == "rule":
                phrases.append(teller.words.in_scope[fact.truth])
            elif fact.test == "count":
                phrases += _count(fact, teller, explained=fact.path in with_records)
            else:
                phrases.append(_phrase(same, truth, teller))
    return Told(tuple(phrases), tuple(circumstances))


def circumstances_of(rule: RuleFinding) -> tuple[str, ...]:
    """Return the ids of the circumstances that a rule rests on."""
    mentions = (fact.path for fact in rule.because if fact.test == "rule")
    return tuple(path.removeprefix(_CIRCUMSTANCE) for path in mentions if path.startswith(_CIRCUMSTANCE))


def fact_name(path: str, title: str, teller: Teller) -> str:
    """Name a fact of the case, a collection, or a field of a record with the record before it."""
    record = _record(path)
    if record is not None:
        return f"{_record_name(*record, teller)}{teller.words.colon}{_name(_field(path), title, teller)}"
    return _name(path, title, teller)


def missing(facts: Iterable[FactUsed], teller: Teller) -> tuple[str, ...]:
    """Name the facts that are not known, those of one record together."""
    records: dict[tuple[str, str] | str, list[str]] = {}
    for fact in _unknown(facts, teller):
        record = _record(fact.path)
        if record is not None:
            records.setdefault(record, []).append(_name(_field(fact.path), fact.title, teller))
        else:
            name = teller.words.in_scope[None] if fact.test == "rule" else _name(fact.path, fact.title, teller)
            records.setdefault(name, [])
    return tuple(
        record
        if isinstance(record, str)
        else f"{_record_name(*record, teller)}{teller.words.colon}{teller.listed(dict.fromkeys(names))}"
        for record, names in records.items()
    )


def _unknown(facts: Iterable[FactUsed], teller: Teller) -> Iterator[FactUsed]:
    """Yield the unknown facts, those of the circumstances that are referred to among them."""
    for fact in facts:
        if fact.truth is not None:
            continue
        if fact.test == "rule" and fact.path.startswith(_CIRCUMSTANCE):
            yield from _unknown(teller.circumstances[fact.path.removeprefix(_CIRCUMSTANCE)].because, teller)
        elif fact.test != "count" or fact.value is None:
            yield fact


def _record(path: str) -> tuple[str, str] | None:
    match = _ITEM.fullmatch(path)
    return None if match is None else (match["collection"], match["key"])


def _field(path: str) -> str:
    match = _ITEM.fullmatch(path)
    return path if match is None else match["field"]


def _says_more(fact: FactUsed, collection: str, key: str) -> bool:
    """Whether a fact says more of a record than its name, which is the value of its key."""
    spec = catalogue().collections.get(collection)
    return fact.truth is False or spec is None or _field(fact.path) != spec.key or str(fact.value) != key


def _record_name(collection: str, key: str, teller: Teller) -> str:
    if teller.words.lang == "zh":
        spec = catalogue().collections.get(collection)
        return f"{collection if spec is None else spec.title} {key}"
    return f"{humanised(collection).removesuffix('s')} {key}"


def _name(path: str, title: str, teller: Teller) -> str:
    """Name a fact: the title of one field of the subject says nothing without the subject."""
    if teller.words.lang == "zh":
        return f"{teller.words.of_subject}{title}" if path.startswith(_SUBJECT) else title
    if path.startswith(_LOCAL):
        return title
    return humanised(path if path.startswith(_SUBJECT) else path.rpartition(".")[2]).replace(".", " ")


def _count(fact: FactUsed, teller: Teller, *, explained: bool) -> list[str]:
    """Say how many records fulfil a condition, where the records that follow do not already say so (`explained`)."""
    words = teller.words
    name = fact.title if words.lang == "zh" else humanised(fact.path)
    if fact.value is None:
        return [words.unknown.format(name=name)]
    if fact.truth is None and fact.value == 0:
        return []
    if fact.value == 0:
        return [] if explained else [words.none_fulfil.format(name=name)]
    if fact.truth and fact.wanted == _ONE:
        return []
    wanted = words.count_wanted.format(fact.wanted) if fact.wanted is not None else ""
    return [words.some_fulfil.format(name=name, number=fact.value, wanted=wanted)]


def _by_path(facts: Iterable[FactUsed]) -> list[list[FactUsed]]:
    """Draw together what is said of one fact, in the order of its first mention."""
    together: dict[str, list[FactUsed]] = {}
    for fact in facts:
        together.setdefault(fact.path, []).append(fact)
    return list(together.values())


def _phrase(same: Sequence[FactUsed], truth: bool | None, teller: Teller) -> str:  # noqa: FBT001
    """Tell one fact; where a rule failed on it, with each of the values that would have done."""
    words = teller.words
    fact = same[0]
    name = _name(_field(fact.path), fact.title, teller)
    value = fact.value
    if value is None:
        text = words.unknown.format(name=name)
    elif value is True:
        text = name
    elif value is False:
        text = words.is_not_so.format(name=name)
    else:
        text = words.is_so.format(name=name, value=value_in_words(value, fact.label, teller))
    if truth is False and value is not None and not isinstance(value, bool):
        missed = [_wanted(one, teller) for one in same if one.truth is False and one.wanted is not None]
        text += words.paren.format(words.alternatives_of_rules.join(missed)) if missed else ""
    return text + _origin(fact.path, teller)


def value_in_words(value: object, label: str | None, teller: Teller) -> str:
    """Return a value: by its Chinese label, in English by its identifier."""
    if isinstance(value, bool):
        return teller.words.yes if value else teller.words.no
    if teller.words.lang == "zh" or label is None or label == str(value):
        return label if label is not None else str(value)
    return humanised(str(value))


def _wanted(fact: FactUsed, teller: Teller) -> str:
    """Say what the value would have to be."""
    zh = teller.words.lang == "zh"
    wanted = (fact.wanted_label if zh else humanised(fact.wanted or "")) or ""
    phrases = teller.words.wanted_day if isinstance(fact.value, date) else teller.words.wanted
    return phrases.get(fact.test, "{}").format(wanted)


def _origin(path: str, teller: Teller) -> str:
    """Say who found a fact, when and on what evidence, where the case says so."""
    origin = teller.origins.get(path)
    if origin is None:
        return ""
    words = teller.words
    parts = []
    if origin.by or origin.on:
        parts.append(words.found.format(by=origin.by or "", on=origin.on or "").replace("  ", " ").strip())
    if origin.evidence:
        parts.append(words.evidence.format(teller.listed(origin.evidence)))
    return words.paren.format(words.semicolon.join(parts))
