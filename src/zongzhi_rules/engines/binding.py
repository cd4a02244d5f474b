"""Binds a case to a pack: picks the facts that the pack reads and works out what is derived."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zongzhi_rules.engines.access import reader
from zongzhi_rules.engines.protocol import Facts
from zongzhi_rules.engines.terms import TermEnd, first_day, overdue, rectified, term_end

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from zongzhi_rules.calendar import WorkCalendar
    from zongzhi_rules.engines.protocol import Item
    from zongzhi_rules.facts.model import Case, EarlierMeasure
    from zongzhi_rules.ir.layout import Layout
    from zongzhi_rules.ir.pack import Pack

EARLIER = "earlier_measures"
_facts = functools.partial(tuple.__new__, Facts)  # as the types do it, without their frames
_DAYS_KEPT = 1024


class Bound(NamedTuple):
    """The facts of a case as a pack sees them.

    `terms` holds the ends of the earlier terms by the id of the measure; `keys` what the items of each collection are
    called, in the order of the layout.
    """

    facts: Facts
    terms: Mapping[str, TermEnd]
    keys: tuple[tuple[str, ...], ...]


_bound = functools.partial(tuple.__new__, Bound)


class OpenTerm(NamedTuple):
    """An earlier measure whose term cannot be told, for want of one day.

    `since` is the first day of the instrument that sets the term; `ends` gives the last day of the term, `fields` what
    the pack reads of the measure, for a value of the missing day.
    """

    earlier: EarlierMeasure
    since: date | None
    ends: Callable[[date], date | None]
    fields: Callable[[date], Item]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option for every reading of a pack: by id, and as positions among each reading's options in order of id."""

    options: Mapping[str, str]
    positions: tuple[int, ...]

    @classmethod
    def of(cls, pack: Pack, options: Mapping[str, str]) -> Chosen:
        """Fill in the defaults.  `options` must name readings of the pack and options that they have."""
        full = {reading.id: options.get(reading.id, reading.default) for reading in pack.readings}
        positions = [
            sorted(option.id for option in reading.options).index(full[reading.id]) for reading in pack.readings
        ]
        return cls(full, tuple(positions))


class Binder:
    """Binds cases to one pack.  Immutable; made once with the pack."""

    __slots__ = ("_earlier_fields", "_measures", "_pack", "_read", "parameters")

    parameters: Callable[[date], tuple[object, ...]]
    """The values of the pack's parameters on a day."""

    def __init__(self, pack: Pack, layout: Layout) -> None:
        """Write the functions that pick a pack's facts out of a case."""
        self._pack = pack
        self._read = reader(layout, EARLIER)
        self._earlier_fields = dict(layout.collections).get(EARLIER)
        self._measures = {measure.id: measure for measure in pack.measures}
        self.parameters = functools.lru_cache(_DAYS_KEPT)(functools.partial(_parameters, pack))

    def bind(self, case: Case, chosen: Chosen, calendar: WorkCalendar) -> Bound:
        """Return the bound facts.  Facts and measures of another pack are passed over: the pack on top checks them."""
        terms: dict[str, TermEnd] = {}
        earlier: tuple[Item, ...] | None = None
        if self._earlier_fields is not None and case.earlier_measures is not None:
            earlier = self._earlier(case.earlier_measures, case.as_of, chosen.options, calendar, terms)
        values, collections, keys = self._read(case, earlier, tuple(terms))
        facts = _facts((values, collections, self.parameters(case.as_of), chosen.positions))
        return _bound((facts, terms, keys))

    def earlier(
        self,
        case: Case,
        chosen: Chosen,
        calendar: Callable[[], WorkCalendar],
    ) -> tuple[Item, ...] | None:
        """Return the earlier measures as `bind` does; None where they are unknown, or the pack does not read them."""
        items = case.earlier_measures
        if items is None or self._earlier_fields is None:
            return None
        return self._earlier(items, case.as_of, chosen.options, calendar(), {})

    def _earlier(
        self,
        items: tuple[EarlierMeasure, ...],
        as_of: date,
        readings: Mapping[str, str],
        calendar: WorkCalendar,
        terms: dict[str, TermEnd],
    ) -> tuple[Item, ...]:
        """Take the earlier measures that are rungs of this ladder; one of another ladder decides nothing here."""
        found = []
        for item in items:
            measure = self._measures.get(item.measure)
            if measure is None:
                continue
            end = terms[item.id] = term_end(item, measure, self._pack, readings, calendar)
            found.append(self._row(item, end, as_of))
        return tuple(found)

    def _row(self, item: EarlierMeasure, end: TermEnd, as_of: date) -> Item:
        values = vars(item) | {
            "overdue": overdue(end, as_of),
            "rectified": rectified(item, end.day),
            "term_ends_on": end.day,
            "term_stated": item.term_ends_on is not None,
        }
        return tuple([values[name] for name in self._earlier_fields or ()])

    def term(self, case: Case, key: str, missing: str, chosen: Chosen, calendar: WorkCalendar) -> OpenTerm:
        """Return what an earlier measure would be, if the day that is missing for its term were known."""
        earlier = next(one for one in case.earlier_measures or () if one.id == key)
        measure = self._measures[earlier.measure]

        def with_day(day: date) -> tuple[EarlierMeasure, TermEnd]:
            supposed = earlier.model_copy(update={missing: day})
            return supposed, term_end(supposed, measure, self._pack, chosen.options, calendar)

        def fields(day: date) -> Item:
            return self._row(*with_day(day), case.as_of)

        since = None if measure.term is None else first_day(measure.term.cite[0].instrument, self._pack)
        return OpenTerm(earlier, since, lambda day: with_day(day)[1].day, fields)


def _parameters(pack: Pack, day: date) -> tuple[object, ...]:
    return tuple([parameter.on(day) for parameter in pack.parameters])
