"""How many examples the laws are tried on, and the packs that several tests use."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

from zongzhi_rules import RulePack, load_pack
from zongzhi_rules.compiler.passes import compile_files

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = ("national_2016", "henan_2016")
LADDER = Path(__file__).parent / "ladder.yaml"
CASES_OF_A_PACK = 2
"""So many cases are judged by each generated pack, because compiling it takes longer than judging."""

_WANTED = int(os.environ.get("ZONGZHI_LAW_EXAMPLES", "0"))
"""Examples for each law, if not the few of the daily run; `make laws` sets it."""

in_numbers = pytest.mark.skipif(not _WANTED, reason="wants many examples: make laws")


def examples(usual: int, cases_of_each: int = 1) -> settings:
    """Return the settings of a property test: so many examples as a rule, the same ones each time.

    Where more are wanted they are new ones each time, and a failure prints how to repeat it.
    """
    return settings(
        max_examples=-(-_WANTED // cases_of_each) or usual,
        derandomize=not _WANTED,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
    )


@functools.cache
def shipped(pack: str) -> RulePack:
    return load_pack(pack)


def ladder(*changes: tuple[str, str]) -> RulePack:
    """Return the small ladder of this folder, with pieces of its text exchanged for others."""
    text = LADDER.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times in the ladder: {old}"
        text = text.replace(old, new)
    return compiled({"ladder": text}, "ladder")


def overlay(text: str) -> RulePack:
    """Return an overlay on the small ladder; the text holds its changes."""
    header = (
        "pack: {id: over, version: 1.0.0, language: 1, title: 上层, short_title: 上层, territory: nation,\n"
        "  in_force: {since: 2020-01-01, cite: 1}, extends: {pack: ladder, versions: '>=1.0'}}\n"
    )
    return compiled({"ladder": LADDER.read_text(encoding="utf-8"), "over": header + text}, "over")


def compiled(texts: Mapping[str, str], pack: str) -> RulePack:
    """Compile a pack of one file, among others that it may rest on."""
    files = {name: {f"{name}.yaml": text.encode()} for name, text in texts.items()}
    return RulePack(compile_files(pack, files[pack], files.get))
