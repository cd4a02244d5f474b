"""Asking for an engine that there is none of, or that cannot run here: one clear error, which names the way out.

These tests run everywhere, also where durable-rules is missing.
"""

from __future__ import annotations

import platform
import sys
from datetime import date

import pytest
from click.testing import CliRunner
from tests.engines.support import ABSENCE, BARE, EXAMPLE

from zongzhi_rules import RulePack, api, case_from, load_pack, resolve_pack
from zongzhi_rules.cli import App
from zongzhi_rules.diagnostics import render_diagnostic
from zongzhi_rules.engines.registry import DURABLE
from zongzhi_rules.errors import EngineUnavailableError, UseError

MODULE = "durable_rules_engine"


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library be missing; packs that were loaded before are forgotten."""
    monkeypatch.setitem(sys.modules, MODULE, None)
    api._ready.cache_clear()  # noqa: SLF001 - or the packs of other tests are found ready


@pytest.mark.parametrize("engine", ["durabel", "Durable", "", "\x00"])
def test_no_such_engine(engine: str) -> None:
    with pytest.raises(UseError) as refusal:
        load_pack("henan_2016", engine=engine)
    (problem,) = refusal.value.diagnostics
    assert problem.code == "ZR620"
    assert DURABLE in render_diagnostic(problem, "en")


@pytest.mark.parametrize(("version", "code"), [((3, 12), "ZR621"), ((3, 13), "ZR622"), ((3, 14), "ZR622")])
def test_an_engine_that_cannot_run(version: tuple[int, int], code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = load_pack("national_2016").compiled
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, MODULE, None)
        patched.setattr(sys, "version_info", version)
        with pytest.raises(EngineUnavailableError) as refusal:
            RulePack(compiled, DURABLE)
    (problem,) = refusal.value.diagnostics
    assert problem.code == code
    for language in ("en", "zh"):
        text = render_diagnostic(problem, language)
        assert "`reference`" in text
        assert "zongzhi-rules[durable]" in text


@pytest.mark.usefixtures("without")
def test_every_way_to_ask_says_so() -> None:
    for _ in range(2):  # a refusal is not remembered as a pack
        with pytest.raises(EngineUnavailableError):
            load_pack("jiangxi", engine=DURABLE)
        with pytest.raises(EngineUnavailableError):
            resolve_pack("410100", date(2024, 5, 6), engine=DURABLE)
    outcome = load_pack("henan_2016").verdict(case_from(BARE))
    assert outcome.status == "open", "the other engine judges all the same"


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("command", ["decide", "explain"])
def test_commands_say_so(command: str) -> None:
    code = "ZR621" if sys.version_info < (3, 13) else "ZR622"
    for language, word in (("zh", "改用"), ("en", "or use" if code == "ZR621" else "use")):
        found = CliRunner().invoke(App(), [command, EXAMPLE, "--engine", DURABLE, "--lang", language])
        assert found.exit_code == 1
        assert not found.stdout
        assert code in found.stderr
        assert word in found.stderr
        assert "reference" in found.stderr
        assert "Traceback" not in found.stderr
    wrong = CliRunner().invoke(App(), [command, EXAMPLE, "--engine", "durabel"])
    assert wrong.exit_code == 2
    assert "ZR620" in wrong.stderr
    assert CliRunner().invoke(App(), [command, EXAMPLE, "--engine", "reference"]).exit_code == 0


def test_this_interpreter_has_the_engine_or_a_reason() -> None:
    """Nothing is skipped by mistake: either the library is there, or asking for the engine says why not."""
    if ABSENCE is None:
        assert load_pack("national_2016", engine=DURABLE).engine == DURABLE
        return
    with pytest.raises(EngineUnavailableError) as refusal:
        load_pack("national_2016", engine=DURABLE)
    (problem,) = refusal.value.diagnostics
    assert problem.code == ("ZR621" if sys.version_info < (3, 13) else "ZR622")
    assert sys.version_info < (3, 13) or platform.python_version() in str(problem.arguments)
