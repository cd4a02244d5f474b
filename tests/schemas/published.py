"""The published schemas as validators, and the files of the repository that they are for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from zongzhi_rules.cli.schemas import schema
from zongzhi_rules.syntax.files import read_file
from zongzhi_rules.syntax.plain import to_plain

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
PACK_FILES = sorted([*ROOT.glob("rulepacks/*/*.yaml"), *ROOT.glob("tests/packs/*/*.yaml")])
FILES = sorted((ROOT / "examples" / "files").glob("*.yaml"))
CASES_FILES = sorted([*ROOT.glob("rulepacks/*/cases/*.yaml"), *ROOT.glob("tests/packs/*/cases/*.yaml")])


@functools.cache
def validator(name: str) -> Draft202012Validator:
    """Return the schema that `zongzhi schema` prints under that name, ready to validate."""
    return Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def plain(path: Path) -> Any:
    """Return a file as data, read as an editor does: days and `on` are text."""
    node, found = read_file(path)
    assert node is not None, found
    return to_plain(node)
