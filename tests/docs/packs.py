"""Compiles the YAML of the documentation in a surrounding that makes a pack of it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml

from zongzhi_rules import load_pack
from zongzhi_rules.compiler.passes import CompiledPack, compile_files
from zongzhi_rules.packs.find import bundled
from zongzhi_rules.packtests import read_pack_cases, run_cases

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER = """\
pack:
  id: example
  version: 1.0.0
  language: 1
  title: 示例
  short_title: 示例
  territory: nation
  in_force: {since: 2016-03-01, cite: 99}
"""
OVERLAY = HEADER + '  extends: {pack: national_2016, versions: ">=1.0,<2.0"}\n'
SCOPE = "scope: {applies: {title: 各级机关, cite: 1, when: always}}\n"
REST = """\
bodies:
  office: {title: 综治办, full_title: 综治办, cite: 3}
  commission: {title: 综治委, full_title: 综治委, cite: 3}
circumstances:
  work_neglected: {title: 不重视, cite: 2(1), when: work.neglected}
measures:
  circular:
    title: 通报
    cite: 3
    rank: 10
    grounds:
      listed: {title: 具有所列情形, cite: 3, when: listed_circumstance}
    authority: {title: 上一级综治办, cite: 3, body: office, level: one_up}
    grades:
      only: {title: 通报, cite: 3, step: 1}
    addressees:
      subject: {title: 该地方, cite: 3}
"""


def compile_pack(text: str) -> CompiledPack:
    """Compile a whole pack in one file."""
    return _compile({"pack.yaml": text})


def compile_sections(text: str) -> CompiledPack:
    """Compile some sections beside a small pack."""
    own = yaml.safe_load(text)
    return _compile({"pack.yaml": HEADER + ("" if "scope" in own else SCOPE), "rest.yaml": REST, "example.yaml": text})


def compile_changes(text: str) -> CompiledPack:
    """Compile changes on top of the nation's pack."""
    return _compile({"pack.yaml": OVERLAY, "changes.yaml": text})


def compile_condition(text: str, of: str | None) -> CompiledPack:
    """Compile a condition, about the case or an item, as a definition on top of the nation's pack."""
    about = f"      of: {of}\n" if of else ""
    head = f"changes:\n  - add: definitions.example\n    warrant: 1\n    as:\n      title: 示例\n      cite: 1\n{about}"
    return compile_changes(f"{head}      when:\n{textwrap.indent(text, ' ' * 8)}")


def failing_cases(text: str, pack: str) -> list[str]:
    """Run cases beside a shipped pack, and return the names of those that fail."""
    rules = load_pack(pack)
    with TemporaryDirectory() as folder:
        Path(folder, "example.yaml").write_text(text, encoding="utf-8")
        results = run_cases(rules, read_pack_cases(rules, Path(folder)))
    assert results
    return [one.case.name for one in results if not one.passed]


def _compile(files: Mapping[str, str]) -> CompiledPack:
    return compile_files("example", {f"example/{name}": text.encode() for name, text in files.items()}, _shipped)


def _shipped(name: str) -> dict[str, bytes] | None:
    folder = bundled() / name
    return {f"{name}/{path.name}": path.read_bytes() for path in folder.glob("*.yaml")} if folder.is_dir() else None
