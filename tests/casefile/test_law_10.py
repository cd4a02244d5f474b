"""Law 10 for every prefix and question: random histories against a naive reading of the same entries.

`make casefile-laws` tries many more of them (`ZONGZHI_HISTORIES`).
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.casefile.decompose import Taken, in_file_order
from tests.casefile.oracle import NoFileError, facts_of

from zongzhi_rules import CaseError, load_pack
from zongzhi_rules.casefile import CaseFile, advance, case_of, event_from
from zongzhi_rules.casefile.view import Judging
from zongzhi_rules.testing.strategies import cases

if TYPE_CHECKING:
    from zongzhi_rules import Case, RulePack
    from zongzhi_rules.casefile import Event

PACKS = ("national_2016", "henan_2016", "jiangxi")
EXAMPLES = int(os.environ.get("ZONGZHI_HISTORIES", "20"))
relaxed = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@cache
def rules_of(pack: str) -> RulePack:
    return load_pack(pack)


def histories() -> st.SearchStrategy[tuple[RulePack, tuple[Event, ...], Random]]:
    """Return a pack, the entries of a case, some corrected, some corrections withdrawn, and what shuffles them."""

    def drawn(pack: str) -> st.SearchStrategy[tuple[RulePack, tuple[Event, ...], Random]]:
        facts = cases(rules_of(pack)).map(in_file_order)
        return st.builds(
            lambda case, seed: (rules_of(pack), muddled(case, Random(seed)), Random(seed + 1)),  # noqa: S311
            facts,
            st.integers(0, 2**32),
        )

    return st.sampled_from(PACKS).flatmap(drawn)


def muddled(case: Case, random: Random) -> tuple[Event, ...]:
    """Return the entries of a case, and corrections of them that make another case of it."""
    opening, *rest = Taken(case, random).events
    found = {one.id: one for one in rest}
    for number in range(random.randrange(8)):
        target = random.choice([*found.values()])
        known = target.known_on + timedelta(days=random.randrange(40))
        recorded = max(
            target.recorded_at, target.recorded_at.replace(year=known.year, month=known.month, day=known.day)
        )
        dates = {"known_on": known, "recorded_at": recorded + timedelta(minutes=random.randrange(-90, 60 * 24 * 9))}
        new: dict[str, Any] | None = None
        if target.event != "correction" and random.random() < 0.7:
            new = altered(target, random)
        entry = {"event": "correction", "id": f"c{number}", "corrects": target.id, "replacement": new, **dates}
        try:
            found[f"c{number}"] = event_from(entry)
        except CaseError:  # the days happened to be out of order
            continue
    return (opening, *found.values())


def altered(event: Event, random: Random) -> dict[str, Any]:
    """Return an entry with something else in it: another day, no value, another item."""
    data = event.model_dump(mode="json", exclude_defaults=True)
    ways = [name for name in ("happened_on", "value", "item", "holds_from", "result", "period") if name in data]
    match random.choice(ways) if ways else None:
        case "happened_on":
            day = date.fromisoformat(data["happened_on"]) - timedelta(days=random.randrange(90))
            data["happened_on"] = str(day)
        case "value":
            data["value"] = None
        case "item":
            data["item"] = "another"
        case "holds_from":
            del data["holds_from"]
        case "result":
            data["result"] = "passed" if data["result"] == "failed" else "failed"
        case "period":
            del data["period"]
        case _:
            pass
    return data


def asked(file: CaseFile, **question: Any) -> Case | None:
    """Return the facts of a file; None where its entries contradict each other, or it was not open."""
    try:
        return case_of(file, question["as_of"], question["known_by"], recorded_by=question["recorded_by"])
    except CaseError:
        return None


def scratch(events: tuple[Event, ...], **question: Any) -> Case | None:
    try:
        return facts_of(events, **question)
    except (ValidationError, NoFileError):
        return None


def day_near(file: CaseFile, random: Random) -> date:
    return file.day + timedelta(days=random.choice([0, 0, 1, 30, -1, -20, -100, -400]))


@relaxed
@given(histories())
def test_each_prefix_answers_each_question_as_its_entries_do_from_scratch(
    drawn: tuple[RulePack, tuple[Event, ...], Random],
) -> None:
    rules, (opening, *others), random = drawn
    random.shuffle(others)
    file = CaseFile.of([opening])
    for number, event in enumerate(others, 2):
        file = file.plus(event)
        if number != len(others) + 1 and random.random() > 5 / len(others):
            continue
        prefix = (opening, *others[: number - 1])
        assert file == CaseFile.of(prefix[::-1])
        for _ in range(4):
            question = {
                "as_of": day_near(file, random),
                "known_by": random.choice([None, day_near(file, random)]),
                "recorded_by": random.choice([None, day_near(file, random)]),
            }
            assert asked(file, **question) == scratch(prefix, **question), question
    now = {"as_of": file.day, "known_by": None, "recorded_by": None}
    facts = scratch((opening, *others), **now)
    before = CaseFile.of((opening, *others[:-1]))
    if facts is None or asked(before, **{**now, "as_of": before.day}) is None:
        return
    last = others[-1]
    try:
        wanted = rules.decide(facts).model_dump_json()
        step = advance(before, last, Judging(rules))
    except CaseError:  # a fact that the pack refuses, before or after
        return
    assert step.decision.model_dump_json() == wanted
    assert step.state == file
