"""Golden files: text that was read once by a person and must not change unnoticed."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def check_golden(path: Path, text: str, *, update: bool) -> None:
    """Compare a text with a golden file, or write the file.

    Tests take `update` from the fixture `update_golden`, which `pytest --update-golden` sets.
    """
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return
    if not path.is_file():
        pytest.fail(f"there is no golden file {path.name}: run `make golden`, then read what it wrote", pytrace=False)
    golden = path.read_bytes().decode("utf-8")
    if text != golden:
        difference = unified_diff(golden.splitlines(), text.splitlines(), path.name, "now", lineterm="")
        pytest.fail("\n".join(difference) or "only the line breaks differ", pytrace=False)
