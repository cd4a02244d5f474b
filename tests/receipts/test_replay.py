"""Receipts: every example comes out again byte for byte, and whatever was altered or changed is named."""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.examples.runs import RUNS, Run

from zongzhi_rules import HolidayOverride, UseError, WorkCalendar, case_from, load_pack, read_case
from zongzhi_rules.calendar import AfterCoverage
from zongzhi_rules.canonical import digest_of
from zongzhi_rules.receipts import (
    Receipt,
    ReceiptError,
    Replayer,
    decision_digest,
    parse_receipt,
    read_receipt,
    receipt_for,
    replay,
)
from zongzhi_rules.receipts import issue as issuing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zongzhi_rules.receipts import Replay

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "henan_county_interview.yaml"
DECIDED = [run for run in RUNS if run.refused is None]
SEED = 20261127
FLIPS = 60


def receipt_of(run: Run) -> Receipt:
    return receipt_for(run.decide(), run.case(), load_pack(run.pack))


@pytest.fixture(scope="module")
def receipt() -> Receipt:
    case, rules = read_case(EXAMPLE), load_pack("henan_2016")
    return receipt_for(rules.decide(case), case, rules)


def changes(found: Replay) -> set[tuple[str, str]]:
    return {(one.input, one.name) for one in found.inputs}


def henan(folder: Path, old: str = "length: {months: 2}", new: str = "length: {months: 3}") -> Path:
    """Copy Henan's pack with one text replaced."""
    copied = Path(shutil.copytree(ROOT / "rulepacks" / "henan_2016", folder / "henan_2016"))
    for file in copied.glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    return copied


# reproduced ------------------------------------------------------------------------------------------------------


def test_every_example_is_reproduced_byte_for_byte() -> None:
    replayer = Replayer()
    for run in DECIDED:
        kept = parse_receipt(receipt_of(run).to_json())
        found = replayer.replay(kept)
        assert (found.state, found.inputs, found.ok) == ("reproduced", (), True), run.id
        assert kept.decision.digest == decision_digest(run.decide())


def test_receipts_are_the_same_in_processes_that_hash_otherwise(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom zongzhi_rules import load_pack, read_case\n"
        "from zongzhi_rules.receipts import read_receipt, receipt_for, replay\n"
        "rules = load_pack('henan_2016')\n"
        "for name in sorted(Path('examples').glob('henan_*.yaml'))[1:30:6]:\n"
        "    case = read_case(name)\n"
        "    text = receipt_for(rules.decide(case), case, rules).to_json()\n"
        "    print(text)\n"
        "    kept = Path(sys.argv[1]) / f'{name.stem}.json'\n"
        "    if kept.exists():\n"
        "        assert replay(read_receipt(kept)).ok, name\n"
        "    kept.write_text(text, 'utf-8')\n"
    )
    printed = set()
    for seed in ("0", "1"):
        run = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, run.stderr
        printed.add(run.stdout)
    assert len(printed) == 1


def test_readings_that_were_asked_for_are_asked_for_again() -> None:
    chosen = [run for run in DECIDED if run.readings]
    assert len(chosen) > 10
    for run in chosen:
        kept = receipt_of(run)
        assert kept.readings.asked == dict(run.readings)
        assert kept.readings.used.items() >= run.readings.items()


def test_a_receipt_is_only_for_its_own_decision(receipt: Receipt) -> None:
    case, rules = read_case(EXAMPLE), load_pack("henan_2016")
    decision = rules.decide(case)
    other = read_case(ROOT / "examples" / "henan_one_trait.yaml")
    raised = WorkCalendar.official([notice(b'{"year": 2026, "papers": ["x"], "days": []}')])
    for wrong, part in (
        ((decision, other, rules, None), "case"),
        ((decision, case, load_pack("national_2016"), None), "packs"),
        ((decision, case, rules, raised), "calendar"),
    ):
        with pytest.raises(UseError) as error:
            receipt_for(*wrong)
        assert [(one.code, one.path) for one in error.value.diagnostics] == [("ZR654", part)]
    assert receipt_for(decision, case, rules) == receipt


# altered ---------------------------------------------------------------------------------------------------------


def steps(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in data."""
    if path:
        yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from steps(value, (*path, key))


def altered(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    found = copy.deepcopy(data)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return found


def without(data: Any, path: tuple[str | int, ...]) -> Any:
    found = copy.deepcopy(data)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return found


def noticed(text: str) -> bool:
    """Whether a receipt is refused, or does not fit its digest."""
    try:
        return not parse_receipt(text).intact
    except ReceiptError:
        return True


def test_any_field_that_is_altered_or_taken_out_is_noticed(receipt: Receipt) -> None:
    data = json.loads(receipt.to_json())
    for path in steps(data):
        inner = data
        for step in path:
            inner = inner[step]
        likely = [True if inner is False else False if inner is True else "sha256:" + "0" * 64, None]
        bad = [altered(data, path, value) for value in likely if value is not inner]
        bad += [altered(data, (*path, "more"), 1)] if isinstance(inner, dict) else [without(data, path)]
        for one in bad:
            assert noticed(json.dumps(one)), path


def test_any_byte_that_is_altered_is_noticed_unless_it_says_the_same(receipt: Receipt) -> None:
    text = receipt.to_json()
    random_bytes = random.Random(SEED)  # noqa: S311 - not for secrets
    for _ in range(FLIPS):
        raw = bytearray(text.encode())
        place, value = random_bytes.randrange(len(raw)), random_bytes.randrange(256)
        raw[place] = value
        try:
            same = json.loads(raw.decode()) == json.loads(text)
        except ValueError:
            same = False
        try:
            kept = parse_receipt(bytes(raw))
        except ReceiptError:
            assert not same, (SEED, place, value)
        else:
            assert kept.intact == same, (SEED, place, value)


def test_what_was_altered_is_named(receipt: Receipt) -> None:
    data = json.loads(receipt.to_json())
    facts = altered(data, ("case", "facts", "earlier_measures", 0, "inspections", 0, "result"), "passed")
    found = replay(parse_receipt(json.dumps(facts)))
    assert changes(found) == {("receipt", ""), ("case", "henan_county_interview")}
    assert found.state == "differs"
    assert not found.ok
    assert ("outcome", "interview", "circular") in {(one.path, one.was, one.now) for one in found.said}

    label = altered(data, ("decision", "said", "outcome"), "circular")
    found = replay(parse_receipt(json.dumps(label)))
    assert (found.state, changes(found), found.ok) == ("reproduced", {("receipt", "")}, False)

    digest = altered(data, ("decision", "digest"), "sha256:" + "0" * 64)
    found = replay(parse_receipt(json.dumps(digest)))
    assert (found.state, changes(found), found.said) == ("same", {("receipt", "")}, ())


def reissued(data: Any) -> Receipt:
    """Return a receipt with a digest that fits."""
    data["case"]["digest"] = digest_of(data["case"]["facts"])
    data["digest"] = digest_of({name: value for name, value in data.items() if name != "digest"})
    kept = parse_receipt(json.dumps(data))
    assert kept.intact
    return kept


def test_a_forger_who_makes_the_digests_fit_still_has_to_fit_the_decision(receipt: Receipt) -> None:
    data = altered(json.loads(receipt.to_json()), ("case", "facts", "as_of"), "2026-05-21")
    found = replay(reissued(data))
    assert (found.state, changes(found)) == ("differs", set())


def test_facts_that_are_no_case_any_more(receipt: Receipt) -> None:
    data = altered(json.loads(receipt.to_json()), ("case", "facts", "severity"), {"harm": "terrible"})
    found = replay(reissued(data))
    assert found.state == "not_decided"
    assert isinstance(found.refusal, Exception)
    assert "ZR504" in str(found.refusal)


# inputs gone or changed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "change"),
    [
        (("packs", 0, "id"), "nowhere", ("pack", "nowhere")),
        (("packs", 1, "id"), "nowhere", ("pack", "nowhere")),
        (("packs", 0, "version"), "0.9.0", ("pack_version", "henan_2016")),
        (("packs", 1, "digest"), "sha256:" + "0" * 64, ("pack_digest", "national_2016")),
        (("readings", "used", "term.start"), "receipt", ("reading", "term.start")),
        (("calendar", "notices", "version"), "chinese-calendar 1.10.0 (2004-2025)", ("notices", "")),
        (
            ("calendar", "notices", "digest"),
            "sha256:" + "0" * 64,
            ("notices", "chinese-calendar 1.11.0 (2004-2026)"),
        ),
        (("library",), "0.0.1", ("library", "")),
        (("schemas", "case"), 9, ("case_schema", "")),
        (("schemas", "decision"), 9, ("decision_schema", "")),
        (("engine", "name"), "abacus", ("engine", "abacus")),
        (("engine", "version"), "1.0", ("engine", "reference")),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_an_input_that_is_not_as_pinned_is_named(
    receipt: Receipt,
    path: tuple[str | int, ...],
    value: object,
    change: tuple[str, str],
) -> None:
    found = replay(reissued(altered(json.loads(receipt.to_json()), path, value)))
    assert change in changes(found)
    gone = change == ("pack", "nowhere") and path[1] == 0
    assert found.state == ("not_decided" if gone else "reproduced")
    assert found.ok == (not gone)


def test_another_version_of_the_library_with_the_same_decision_is_reproduced_and_said(
    receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zongzhi_rules.receipts.replaying.__version__", "9.9.9")
    found = replay(receipt)
    assert (found.ok, found.state, changes(found)) == (True, "reproduced", {("library", "")})
    assert [(one.was, one.now) for one in found.inputs] == [(receipt.library, "9.9.9")]


def test_a_pack_that_changed(tmp_path: Path, receipt: Receipt) -> None:
    henan(tmp_path)
    case = read_case(EXAMPLE)
    rules = load_pack(tmp_path / "henan_2016")
    of_copy = receipt_for(rules.decide(case), case, rules)
    found = replay(of_copy)
    assert (found.state, changes(found)) == ("differs", {("pack_digest", "henan_2016")})
    said = {one.path: (one.was, one.now) for one in found.said}
    assert said["outcome"] == ("circular", "interview")
    assert said["earlier_measures.三月通报.term"] == ("2026-06-02", "2026-05-06")
    # the one of the right digest is found, whatever its folder is called and whichever comes first
    shutil.move(tmp_path / "henan_2016", tmp_path / "older")
    assert replay(of_copy, packs=[tmp_path]).ok
    assert replay(receipt, packs=[tmp_path]).ok


def test_a_pack_that_only_lies_otherwise_in_its_files_is_the_same(tmp_path: Path, receipt: Receipt) -> None:
    henan(tmp_path, "changes:\n", "# moved down\n\nchanges:\n")
    assert replay(receipt, packs=[tmp_path]).ok


def test_a_pack_that_does_not_compile_any_more(tmp_path: Path) -> None:
    henan(tmp_path)
    case = read_case(EXAMPLE)
    rules = load_pack(tmp_path / "henan_2016")
    kept = receipt_for(rules.decide(case), case, rules)
    data = json.loads(kept.to_json())
    for number, pin in enumerate(data["packs"]):
        pin["id"] = ["own_henan", "national_2016"][number]
    shutil.move(tmp_path / "henan_2016", tmp_path / "own_henan")
    (tmp_path / "own_henan" / "pack.yaml").write_text("pack: {id: own_henan\n", "utf-8")
    found = replay(reissued(data), packs=[tmp_path])
    assert (found.state, changes(found)) == ("not_decided", {("pack", "own_henan")})
    assert "own_henan/pack.yaml" in str(found.refusal)


# the calendar ----------------------------------------------------------------------------------------------------


def notice(content: bytes, name: str = "notice.json") -> HolidayOverride:
    return HolidayOverride.from_bytes(content, name)


OFF = notice('{"year": 2026, "papers": [], "days": [{"name": "甲", "date": "2026-08-20", "isOffDay": true}]}'.encode())
OTHER = notice(
    '{"year": 2026, "papers": [], "days": [{"name": "乙", "date": "2026-08-19", "isOffDay": true}]}'.encode()
)
CITY = notice(
    '{"year": 2026, "region": "410100", "papers": [], '
    '"days": [{"name": "丙", "date": "2026-08-20", "isOffDay": true}]}'.encode(),
    "city.json",
)


def with_notices(*overrides: HolidayOverride) -> Receipt:
    case, rules = read_case(EXAMPLE), load_pack("henan_2016")
    calendar = WorkCalendar.official(overrides, region=case.subject.division)
    return receipt_for(rules.decide(case, None, calendar), case, rules, calendar)


def test_override_files_are_pinned_and_wanted_again() -> None:
    kept = with_notices(OFF, CITY)
    assert [(one.name, one.region) for one in kept.calendar.overrides] == [
        ("notice.json", None),
        ("city.json", "410100"),
    ]
    assert kept.decision.said["measures.interview.term"] == "2026-08-21"
    assert replay(kept, overrides=[CITY, OTHER, OFF]).ok

    gone = replay(kept)
    assert (gone.state, changes(gone)) == ("differs", {("override", "notice.json"), ("override", "city.json")})
    assert {one.path: one.now for one in gone.said}["measures.interview.term"] == "2026-08-20"

    changed = replay(with_notices(OFF), overrides=[OTHER])
    assert [(one.input, one.now) for one in changed.inputs] == [("override", f"sha256:{OTHER.digest}")]
    assert changed.state == "differs"


def test_notices_that_contradict_each_other_are_told() -> None:
    kept = with_notices(OFF, CITY)
    data = json.loads(kept.to_json())
    on = notice(
        '{"year": 2026, "papers": [], "days": [{"name": "甲", "date": "2026-08-20", "isOffDay": false}]}'.encode()
    )
    data["calendar"]["overrides"][1] = {
        "name": "on.json",
        "digest": f"sha256:{on.digest}",
        "year": 2026,
        "region": None,
    }
    found = replay(reissued(data), overrides=[OFF, on])
    assert found.state == "not_decided"
    assert "2026-08-20" in str(found.refusal)


def test_provisional_dates_pin_what_they_rest_on() -> None:
    data = {
        "id": "县",
        "as_of": "2027-03-02",
        "subject": {"kind": "locality", "division": "410122"},
        "work": dict.fromkeys(
            ("neglected", "mechanisms_unsound", "measures_not_carried_out", "foundations_weak"), True
        ),
        "severity": {"harm": "ordinary", "impact": "ordinary"},
        "earlier_measures": [],
    }
    case, rules = case_from(data), load_pack("henan_2016")
    kept = receipt_for(rules.decide(case), case, rules)
    assert kept.calendar.statutory is not None
    assert kept.calendar.statutory.version.startswith("holidays ")
    assert "provisional" in kept.decision.said["measures.circular.term"]
    assert replay(kept).ok
    raw = json.loads(kept.to_json())
    found = replay(reissued(altered(raw, ("calendar", "statutory", "version"), "holidays 0.1")))
    assert changes(found) == {("statutory", "")}
    strict = WorkCalendar.official(after_coverage=AfterCoverage.RAISE)
    assert strict.data_version == rules.decide(case).calendar
    refused = replay(reissued(altered(raw, ("calendar", "after_coverage"), "raise")))
    assert refused.state == "not_decided"


# other engines ---------------------------------------------------------------------------------------------------


def test_the_other_engine_is_pinned_and_used_again() -> None:
    pytest.importorskip("durable.engine")
    case, rules = read_case(EXAMPLE), load_pack("henan_2016", engine="durable")
    kept = receipt_for(rules.decide(case), case, rules)
    assert kept.engine.name == "durable"
    assert kept.engine.version
    assert replay(kept).inputs == ()
    assert issuing.pinned_engine("reference").version is None


# what is no receipt ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", {"ZR146"}),
        ("[]", {"ZR650"}),
        ("{}", {"ZR650"}),
        ('{"decision": 1, "packs": 2, "digest": 3}', {"ZR651"}),
        ('{"schema_version": 2, "decision": 1, "packs": 2, "digest": 3}', {"ZR651"}),
        ('{"schema_version": true, "decision": 1, "packs": 2, "digest": 3}', {"ZR651"}),
        ('{"schema_version": 1, "decision": 1, "packs": 2, "digest": 3}', {"ZR652"}),
    ],
)
def test_what_is_no_receipt_is_refused(text: str, codes: set[str]) -> None:
    with pytest.raises(ReceiptError) as error:
        parse_receipt(text)
    assert {one.code for one in error.value.diagnostics} <= codes


def test_a_receipt_cut_off_is_refused(receipt: Receipt, tmp_path: Path) -> None:
    text = receipt.to_json()
    for end in range(0, len(text) - 2, 997):
        (tmp_path / "cut.json").write_text(text[:end], "utf-8")
        with pytest.raises(ReceiptError):
            read_receipt(tmp_path / "cut.json")
