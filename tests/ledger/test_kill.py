"""An acknowledged entry outlives its writer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("killing.py")


def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(PROGRAM), str(tmp_path / "ledger.db"), "10", "4", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["acknowledged"] > 0
    assert found["stored"] >= found["acknowledged"]
