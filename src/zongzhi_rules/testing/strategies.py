"""Cases and histories at random, with hypothesis.

A record is drawn as one string of bytes, because drawing field by field takes a hundred times as long.  A zero byte is
an unknown, so examples shrink to cases that say next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from zongzhi_rules.facts.catalogue import catalogue
from zongzhi_rules.testing.building import (
    HALF_KNOWN,
    LONGEST_LIST,
    MOSTLY_KNOWN,
    MOSTLY_UNKNOWN,
    YEARS_ON,
    Builder,
    Drawn,
)
from zongzhi_rules.testing.entries import history_of, in_file_order

if TYPE_CHECKING:
    from zongzhi_rules.casefile import Event
    from zongzhi_rules.decision.rulepack import RulePack
    from zongzhi_rules.facts.model import Case


def cases(pack: RulePack) -> st.SearchStrategy[Case]:
    """Return a strategy of cases that the pack admits: in its territory, on or after its first day.

    A third of them states next to nothing, a third about half of the facts, a third nearly all; in half of them the
    lists that are not given are known to be empty.
    """
    builder = Builder(pack)
    drawn = st.builds(
        Drawn,
        st.integers(0, 400) | st.integers(0, YEARS_ON),
        st.sampled_from((MOSTLY_UNKNOWN, HALF_KNOWN, MOSTLY_KNOWN)),
        st.booleans(),
        _subjects(builder),
        st.fixed_dictionaries({name: _record(len(fields)) for name, fields in builder.sections.items()}),
        st.fixed_dictionaries({name: _lists(builder.width(name)) for name in catalogue().collections}),
    )
    return drawn.map(builder.case)


def readings(pack: RulePack) -> st.SearchStrategy[dict[str, str]]:
    """Return a strategy of choices of readings: reading id to option id, the default where a reading is left out."""
    options = {one.id: tuple(option.id for option in one.options) for one in pack.pack.readings if len(one.options) > 1}
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(found) for name, found in options.items()})


def histories(pack: RulePack) -> st.SearchStrategy[tuple[Event, ...]]:
    """Return a strategy of the entries of a case file, the opening first, that come to a case of `cases(pack)`.

    They know of findings that are revised, of slips, and of corrections; examples shrink to entries without such
    detours.  `CaseFile.of(entries)` is the file, and `case_of(file, file.day)` the case.
    """
    return st.builds(history_of, cases(pack).map(in_file_order), st.randoms(use_true_random=False))


def _subjects(builder: Builder) -> st.SearchStrategy[dict[str, Any]]:
    drawn = (st.sampled_from(builder.codes), st.booleans(), _record(builder.width_of_subject))
    return st.tuples(*drawn).map(lambda one: builder.subject(*one))


def _record(width: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=width, max_size=width)


def _lists(width: int) -> st.SearchStrategy[list[bytes] | None]:
    return st.none() | st.lists(_record(width), max_size=LONGEST_LIST)
