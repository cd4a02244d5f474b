"""The phrases of an explanation: one table for each language, with the same fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.render.numerals import chinese_numeral

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language

Table = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language; `{}` takes what they are about."""

    lang: Language

    # punctuation
    colon: str
    comma: str
    semicolon: str
    stop: str
    list_comma: str
    alternatives: str
    alternatives_of_rules: str
    paren: str
    cited: str

    # opening and closing
    title: str
    about: str
    bare_citations: str
    advice: str
    headings: Table

    # the subject
    of_subject: str
    directly_governed: str
    vertically_managed: str
    level_open: str

    # the outcome
    no_measure: str
    interval: str
    measure_due: str
    nothing_due: str
    at_least_due: str
    perhaps_due: str
    standing: str
    standing_until: str
    determined: str
    open_facts: str
    ask_first: str
    because: str
    with_circumstances: str
    taken_by: str
    rectify_until: str
    attention: str
    floor_higher: str
    readings_decide: str

    # facts
    yes: str
    no: str
    none: str
    unknown: str
    is_so: str
    is_not_so: str
    none_fulfil: str
    some_fulfil: str
    count_wanted: str
    wanted: Table
    wanted_day: Table
    found: str
    evidence: str
    in_scope: Mapping[bool | None, str]

    # grounds
    circumstance: str
    also_present: str
    present: str
    lower_reached: str

    # what is to be done
    authority: str
    grade: str
    directions: Mapping[str, Table]
    direction_short: Table
    raised: str
    at_the_top: str
    may_be_lowered: str
    both_stand: str
    grade_open: str
    addressees: str
    procedure: str
    steps: Table
    step_by: str
    if_applies: str
    perhaps_steps: str
    does_not_apply: str
    manners: Table

    # terms
    assumption: str
    term: str
    term_until: str
    term_by_authority: str
    term_unknown: str
    reports: str
    by_whom: str
    to_whom: str
    due: str
    no_day_set: str
    effects: str
    handled_by: str
    from_until: str
    from_only: str
    while_it_stands: str
    not_known: str
    other_count: str
    release: str
    released: str
    earliest: Table
    runs_from: str
    runs_for: str
    stated: str
    assumed: str
    assumed_short: str
    assumed_start: str
    events: Table
    length: str
    units: Table
    moved: str
    counted_by: str
    calendar: str
    provisional: str
    amendable: str
    weekdays: tuple[str, ...]

    # people and earlier measures
    forms: str
    officials: str
    officials_perhaps: str
    accountability_unknown: str
    accountability_not: str
    lacking: str
    earlier: str
    of_earlier: str
    ends: str
    states: Table
    term_ends: str

    # questions
    question: str
    any_value: str
    days: tuple[str, str, str]
    numbers: tuple[str, str, str]
    more_questions: str
    and_others: str

    # what was rejected
    measure_possible: str
    measure_not_reached: str
    circumstances_unknown: str
    circumstances_idle: str
    circumstances_absent: str
    factors_unknown: str
    factors_absent: str
    lacking_short: str
    no_circumstance: str
    never: str
    and_more: str

    # sources
    in_force: str
    in_force_unknown: str
    pack_record: str
    kept: str
    the_rest: str
    all_from: str
    parts: Table
    floor_is_higher: str
    floor_is_not_higher: str
    floor_circumstances: str
    floor_differences: str
    floor_unexplained: str
    reading_used: str
    chosen: str
    reading_other: str
    would_change_outcome: str
    would_change: str
    would_change_nothing: str
    idle_readings: str
    only_idle_readings: str
    notes: Table
    difference: Table

    def heading(self, number: int, text: str) -> str:
        """Return a numbered heading."""
        return f"{chinese_numeral(number)}、{text}" if self.lang == "zh" else f"{number}. {text}"


def words_of(lang: Language) -> Words:
    """Return the phrases of a language."""
    if lang == "zh":
        from zongzhi_rules.render.words_zh import ZH  # noqa: PLC0415 - only the table that is asked for

        return ZH
    from zongzhi_rules.render.words_en import EN  # noqa: PLC0415

    return EN
