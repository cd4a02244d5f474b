"""What a user needs: an empty folder, a pack, a property test of ten lines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.laws.support import LADDER

if TYPE_CHECKING:
    from pathlib import Path

TEN_LINES = """
from hypothesis import given, settings
from zongzhi_rules import load_pack
from zongzhi_rules.testing import cases, check_all_laws, sources

PACK = load_pack("packs/ladder")


@settings(deadline=None)
@given(cases(PACK))
def test_invariants(case):
    check_all_laws(PACK, case, locate=sources("packs"))
""".lstrip()
BROKEN = ("severity.harm: {at_least: serious}", "severity.harm: serious")
FEW_EXAMPLES = """
from hypothesis import Phase, settings

settings.register_profile("few", max_examples=6, derandomize=True, phases=[Phase.generate])
settings.load_profile("few")
"""


def project(place: Path, change: tuple[str, str] = ("", "")) -> subprocess.CompletedProcess[str]:
    """Make a project with a pack and its test, and run pytest in it."""
    text = LADDER.read_text(encoding="utf-8")
    folder = place / "packs" / "ladder"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(text.replace(*change), encoding="utf-8")
    (place / "test_invariants.py").write_text(TEN_LINES, encoding="utf-8")
    (place / "conftest.py").write_text(FEW_EXAMPLES, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(place), str(place)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603


def test_ten_lines_check_all_invariants_of_an_own_pack(tmp_path: Path) -> None:
    assert len([line for line in TEN_LINES.splitlines() if line]) <= 10
    done = project(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_they_find_what_is_wrong_and_show_the_case(tmp_path: Path) -> None:
    done = project(tmp_path, BROKEN)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "law 1 does not hold under ladder: severity.harm from serious to especially_serious" in done.stdout
    assert re.search(r"severity:\nE? +harm: serious\n", done.stdout)
