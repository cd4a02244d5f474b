"""`zongzhi check --watch` as a process of its own, with the real watcher: it reports, again and again, and ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import watchfiles

from zongzhi_rules.cli.watching import watching

if TYPE_CHECKING:
    from collections.abc import Iterator

PACK = Path(__file__).parents[1] / "bad" / "base" / "sample_base"
LONGEST = 120  # seconds to wait for a report; it comes within one, unless the machine is busy
DONE = "waiting for changes; Ctrl-C ends"
PROGRAM = "import sys; from zongzhi_rules.cli import main; sys.exit(main())"


class Watcher:
    """A running `check --watch`, and what it has said so far."""

    def __init__(self, folder: Path, said: Path, *, polling: bool) -> None:
        self._said = said
        environment = {**os.environ, "ZONGZHI_LANG": "en", "PYTHONUNBUFFERED": "1"}
        environment["WATCHFILES_FORCE_POLLING"] = "1" if polling else ""
        with said.open("wb") as file:
            command = [sys.executable, "-c", PROGRAM, "check", str(folder), "--watch"]
            self.process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)  # noqa: S603 - our own

    def wait_for(self, wanted: str) -> None:
        """Wait until the last whole report holds a text."""
        until = time.monotonic() + LONGEST
        while wanted not in self._last_report():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, f"no report with {wanted!r}\n{self.said}"
            time.sleep(0.05)

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def _last_report(self) -> str:
        reports = self.said.split(DONE)[:-1]
        return reports[-1] if reports else ""


def a_second_later(file: Path) -> None:
    """Wait until a change can be seen by the time of a file: those who look for themselves go by whole seconds."""
    while int(time.time()) <= int(file.stat().st_mtime):
        time.sleep(0.05)


@pytest.mark.parametrize("polling", [False, True], ids=["told by the system", "by looking"])
def test_it_reports_each_change_and_ends_in_peace(tmp_path: Path, *, polling: bool) -> None:
    folder = tmp_path / "sample_base"
    shutil.copytree(PACK, folder)
    file = folder / "pack.yaml"
    good = file.read_text(encoding="utf-8")
    watcher = Watcher(folder, tmp_path / "said.txt", polling=polling)
    try:
        watcher.wait_for("1 pack, 0 cases: no problem")
        file.write_text(good + "unheard_of: {}\n", encoding="utf-8")
        watcher.wait_for("unheard_of")
        watcher.wait_for("1 error")
        a_second_later(file)
        other = tmp_path / "saved"  # as many editors save: a new file in the place of the old one
        other.write_text(good, encoding="utf-8")
        other.replace(file)
        watcher.wait_for("1 pack, 0 cases: no problem")
        watcher.process.send_signal(signal.SIGINT)
        assert watcher.process.wait(LONGEST) == 0, watcher.said
    finally:
        watcher.process.kill()
        watcher.process.wait()
    assert "Traceback" not in watcher.said
    assert "KeyboardInterrupt" not in watcher.said


def test_it_looks_for_itself_where_the_system_has_no_watches_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bool | None] = []

    def watch(*_: Path, force_polling: bool | None, **__: object) -> Iterator[set[object]]:
        tried.append(force_polling)
        if not force_polling:
            raise OSError(28, "OS file watch limit reached.")
        yield set()
        yield {"a change"}

    monkeypatch.setattr(watchfiles, "watch", watch)
    acts = iter([1, 0])
    assert watching(lambda: next(acts), [tmp_path], "en") == 0
    assert tried == [None, True]
