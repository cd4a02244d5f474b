"""Writers that are killed at random moments: what they were told is safe must be there afterwards.

Run as a program, since it forks: `killing.py WHERE KILLS WRITERS SEED`.  It prints its figures as JSON and exits with 1
if an acknowledged entry is gone, an entry stands twice, or the ledger does not verify.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

from zongzhi_rules.casefile import event_from
from zongzhi_rules.ledger import Ledger, LedgerError

if TYPE_CHECKING:
    from zongzhi_rules.casefile import Event

_PER_FILE = 12
_DATES = {"known_on": "2026-01-05", "recorded_at": "2026-01-05T10:00:00+08:00"}
_SHORTEST, _LONGEST = 0.02, 0.25  # seconds between two kills
_SUBJECT = {"kind": "locality", "division": "410122"}


def opening(case: str) -> Event:
    """Return the entry that opens a file."""
    content = {"event": "opened", "id": "e0", "happened_on": "2026-01-05", "case": case, "subject": _SUBJECT}
    return event_from({**content, **_DATES})


def finding(number: int) -> Event:
    """Return an entry that states something."""
    path = ("order.cases_frequent", "work.neglected", "conduct.cooperated")[number % 3]
    content = {"event": "finding_made", "id": f"e{number}", "path": path, "value": number % 2 == 0}
    return event_from({**content, **_DATES})


def write(where: str, name: str, acknowledged: Path) -> NoReturn:
    """Append without end, and note each entry that the ledger has taken, one line in one write."""
    ledger = Ledger(where)
    descriptor = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    number = 0
    while True:
        case = f"{name}-{number // _PER_FILE}"
        position = number % _PER_FILE
        entry = ledger.append(case, opening(case) if position == 0 else finding(position))
        os.write(descriptor, f"{entry.seq} {entry.digest} {case} {entry.entry}\n".encode())
        number += 1


def start(where: str, name: str, folder: Path) -> int:
    """Fork a writer and return its process id."""
    process = os.fork()
    if process:
        return process
    try:
        write(where, name, folder / name)
    except BaseException as error:  # noqa: BLE001 - the parent looks at this file
        (folder / "failures").open("a", encoding="utf-8").write(f"{name}: {error!r}\n")
    finally:
        os._exit(70)


def run(where: str, kills: int, writers: int, seed: int) -> dict[str, object]:
    """Kill one of several writers at a time, start another in its place, and look at what is left."""
    random = Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(where) as ledger:  # makes the tables and loads the packs, which the writers then share
            ledger.append(f"first-{seed}", opening(f"first-{seed}"))
        running = [start(where, f"w{seed}-{number}", folder) for number in range(writers)]
        for kill in range(kills):
            time.sleep(random.uniform(_SHORTEST, _LONGEST))
            slot = random.randrange(writers)
            _kill(running[slot])
            if kill + 1 < kills:
                running[slot] = start(where, f"w{seed}-{writers + kill}", folder)
            else:
                running.pop(slot)
        for process in running:
            _kill(process)
        return _look(where, folder, kills, writers)


def _kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _look(where: str, folder: Path, kills: int, writers: int) -> dict[str, object]:
    failures = (folder / "failures").read_text(encoding="utf-8") if (folder / "failures").exists() else ""
    told = [
        tuple(line.split())
        for file in folder.iterdir()
        if file.name != "failures"
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    with Ledger(where, create=False) as ledger:
        entries = ledger.entries()
        damage = ledger.verify()
        stored = {(str(one.seq), one.digest, one.case, one.entry) for one in entries}
        lost = [one for one in told if one not in stored]
        twice = len(entries) - len({(one.case, one.entry) for one in entries})
        try:  # and it can be written to
            ledger.append(f"last-{folder.name}", opening(f"last-{folder.name}"))
        except LedgerError as error:
            failures += str(error)
    return {
        "kills": kills,
        "writers": writers,
        "acknowledged": len(told),
        "stored": len(entries),
        "lost": len(lost),
        "twice": twice,
        "damage": [one.model_dump() for one in damage],
        "failures": failures,
    }


if __name__ == "__main__":
    found = run(sys.argv[1], *(int(one) for one in sys.argv[2:5]))
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.exit(1 if found["lost"] or found["twice"] or found["damage"] or found["failures"] else 0)
