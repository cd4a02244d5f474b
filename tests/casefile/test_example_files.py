"""The two files under examples/files: what each entry must change, derived by hand from the articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from zongzhi_rules import CaseError, UseError
from zongzhi_rules.casefile import CaseFile, case_of, read_events, replay
from zongzhi_rules.ledger import Ledger

if TYPE_CHECKING:
    from zongzhi_rules.casefile import Change
    from zongzhi_rules.ir.base import Citation

FOLDER = Path(__file__).parents[2] / "examples" / "files"
NAMES = sorted(one.stem for one in FOLDER.glob("*.yaml"))
every_file = pytest.mark.parametrize("name", NAMES)
_OF_QUESTIONS = {"asked", "answered", "settled"}


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / "expected" / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def provision(cite: Citation) -> str:
    paragraph = "" if cite.paragraph is None else f".{cite.paragraph}"
    item = "" if cite.item is None else f"({cite.item})"
    return f"{cite.instrument[0]}{cite.article}{paragraph}{item}"


def said(change: Change) -> str:
    """Return a change as the expectations write it: `became_overdue term 通报 2024-05-06 failed h33.1`."""
    named: dict[str, list[str | None]] = {"outcome": [], "term": [change.under], "measure": [change.id]}
    parts = named.get(change.subject, [change.under, change.id])
    now = [change.was, "->", change.now] if change.kind == "outcome" else [change.now]
    cites = ",".join(provision(one) for one in change.cite)
    day = [] if change.day is None else [str(change.day)]
    return " ".join(str(part) for part in (change.kind, change.subject, *parts, *day, *now, cites) if part)


@every_file
def test_each_entry_changes_what_the_articles_say(name: str) -> None:
    events = read_events(FOLDER / f"{name}.yaml")
    steps = expected(name)
    assert [one.id for one in events][1:] == list(steps)
    for event, step in list(zip(events, replay(events), strict=True))[1:]:
        assert step.pending == ()
        wanted = steps[event.id]
        changes = [said(one) for one in step.difference if one.kind not in _OF_QUESTIONS]
        assert sorted(changes) == sorted(wanted.get("changes", [])), event.id
        for kind in ("asked", "answered"):
            seen = [one.id for one in step.difference if one.kind == kind]
            assert seen == wanted.get(kind, []), (event.id, kind)


@every_file
def test_every_change_has_its_article(name: str) -> None:
    for step in replay(read_events(FOLDER / f"{name}.yaml")):
        for change in step.difference:
            assert change.cite, change


@every_file
def test_no_entry_is_older_than_the_one_before_by_more_than_knowing(name: str) -> None:
    events = read_events(FOLDER / f"{name}.yaml")
    assert [one.recorded_at for one in events] == sorted(one.recorded_at for one in events)
    assert (events[-1].known_on - events[0].known_on).days >= 2 * 365


@every_file
def test_a_ledger_keeps_the_file_and_answers_as_of_its_days(name: str, tmp_path: Path) -> None:
    events = read_events(FOLDER / f"{name}.yaml")
    whole = CaseFile.of(events)
    with Ledger(tmp_path / "ledger.db") as ledger:
        for event in events:
            ledger.append(whole.case, event)
        assert ledger.verify() == ()
        file = ledger.file(whole.case)
    assert file == whole
    for step in replay(events):  # what the file said when it was written is what it says now of that moment
        last = max(one.recorded_at for one in step.state.events)
        if all(one.recorded_at.date() > last.date() for one in events[len(step.state.events) :]):
            assert case_of(file, step.state.day, recorded_by=last.date()) == case_of(step.state, step.state.day)


def test_the_station_was_no_longer_a_problem_though_nobody_knew() -> None:
    file = CaseFile.of(read_events(FOLDER / "henan_county_released.yaml"))
    late = next(one for one in file.events if one.id == "车站整改")
    day = late.known_on.replace(month=9, day=10)

    def solved(**by: Any) -> bool:
        found = (case_of(file, day, **by).hot_spots or ())[0].effective_measures
        return found is not None and found.value

    assert solved()
    assert not solved(known_by=day)
    assert not solved(recorded_by=late.known_on)
    with pytest.raises((CaseError, UseError), match="ZR590"):
        solved(known_by=day.replace(year=2020))
