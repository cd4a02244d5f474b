"""What a decision comes through unchanged: the fast verdict, JSON, another process, a dump of the pack, an overlay."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import yaml

from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.decision.model import Decision
from zongzhi_rules.decision.rulepack import RulePack
from zongzhi_rules.ir.dump import digest, dump, load
from zongzhi_rules.testing.broken import as_data, broken
from zongzhi_rules.testing.laws.common import span
from zongzhi_rules.testing.laws.order import difference
from zongzhi_rules.testing.sources import files_of, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zongzhi_rules.facts.model import Case
    from zongzhi_rules.testing.sources import Locate

_KEPT = 8  # packs
_EMPTY = "same_again"


def verdict_is_the_outcome(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """The fast verdict is the outcome of the full decision.

    Raises:
        LawBroken: it is not.
    """
    quick, full = pack.verdict(case, readings), pack.decide(case, readings).outcome
    if quick != full:
        raise broken("verdict", pack, case, f"the verdict is {span(quick)}, the decision {span(full)}", readings)


def json_round_trip(pack: RulePack, case: Case, readings: Mapping[str, str] | None = None) -> None:
    """A decision is the same after it was written as JSON and read back, as data and as bytes.

    Raises:
        LawBroken: it is not.
    """
    decision = pack.decide(case, readings)
    text = decision.model_dump_json()
    again = Decision.model_validate_json(text)
    if again != decision:
        one, other = decision.model_dump(), again.model_dump()
        names = [name for name in one if one[name] != other[name]]
        raise broken("json", pack, case, f"after JSON the decision differs in {', '.join(names)}", readings)
    if again.model_dump_json() != text:
        raise broken("json", pack, case, "after JSON the decision is written otherwise", readings)


def dumped_and_loaded(pack: RulePack, cases: Iterable[Case] = (), readings: Mapping[str, str] | None = None) -> None:
    """Law 12: loading what was dumped gives the same pack, the same digest and the same decisions.

    Raises:
        LawBroken: one of them differs.
    """
    other = _loaded(pack)
    for case in cases:
        _same(12, "after dump and load", (pack, pack.decide(case, readings)), other.decide(case, readings), case)


@functools.lru_cache(maxsize=_KEPT)
def _loaded(pack: RulePack) -> RulePack:
    loaded = load(dump(pack.pack))
    if loaded != pack.pack:
        raise broken(12, pack, None, "the pack is another after it was dumped and loaded")
    if digest(loaded) != pack.digest:
        raise broken(12, pack, None, f"after dump and load the digest is {digest(loaded)} instead of {pack.digest}")
    return RulePack(dataclasses.replace(pack.compiled, pack=loaded))


def empty_overlay(
    pack: RulePack,
    case: Case,
    readings: Mapping[str, str] | None = None,
    locate: Locate = shipped,
) -> None:
    """Law 12: an overlay that changes nothing decides alike, but for its own name among the packs.

    `locate` finds the files of the pack and of those below it, by id.

    Raises:
        LawBroken: it decides otherwise.
    """
    decision = pack.decide(case, readings)
    over = overlaid_with_nothing(pack, locate).decide(case, readings)
    if over.packs[1:] != decision.packs or over.packs[0].id != _EMPTY:
        raise broken(12, pack, case, f"the overlay names the packs {[one.id for one in over.packs]}", readings)
    said = over.floor[0]
    if said.higher or said.outcome != decision.outcome or over.floor[1:] != decision.floor:
        what = f"over itself the pack has the floor {[(one.pack, span(one.outcome)) for one in over.floor]}"
        raise broken(12, pack, case, what, readings)
    alike = over.model_copy(update={"packs": decision.packs, "floor": decision.floor})
    _same(12, "overlaid with nothing", (pack, decision), alike, case)


@functools.lru_cache(maxsize=_KEPT)
def overlaid_with_nothing(pack: RulePack, locate: Locate = shipped) -> RulePack:
    """Return an overlay on a pack that has a header and no change."""
    instrument = pack.instrument
    in_force: dict[str, Any] = {"not_stated": instrument.in_force_note}
    if instrument.in_force is not None:
        in_force = {"since": instrument.in_force, "cite": 1}
    header = {
        "id": _EMPTY,
        "version": "1.0.0",
        "language": 1,
        "title": "没有变动",
        "short_title": "没有变动",
        "territory": instrument.territory,
        "in_force": in_force,
        "numbering": instrument.numbering,
        "extends": {"pack": pack.id, "versions": f"=={instrument.version}"},
    }
    files_of(pack.id, locate)  # says so where there are none
    text = yaml.safe_dump({"pack": header}, allow_unicode=True, sort_keys=False)
    return RulePack(compile_files(_EMPTY, {"pack.yaml": text.encode()}, locate))


def any_hash_seed(
    pack: RulePack,
    cases: Iterable[Case],
    readings: Mapping[str, str] | None = None,
    locate: Locate = shipped,
    seeds: tuple[int, ...] = (0, 1),
) -> None:
    """Law 7: decisions are the same bytes in processes of their own, whatever their hash seed.

    Each process compiles the pack from its files anew.  `locate` finds them, by id.

    Raises:
        LawBroken: a decision differs.
    """
    cases = list(cases)
    found = {one.id: files_of(one.id, locate) for one in pack.stack}
    task = {
        "pack": pack.id,
        "files": {name: {file: data.decode() for file, data in files.items()} for name, files in found.items()},
        "cases": [as_data(case) for case in cases],
        "readings": dict(readings or {}),
    }
    here = [pack.decide(case, readings).model_dump_json() for case in cases]
    for seed in seeds:
        there = _elsewhere(task, seed)
        for case, one, other in zip(cases, here, there, strict=True):
            if one != other:
                what = f"with hash seed {seed} the decision differs in {difference(json.loads(one), json.loads(other))}"
                raise broken(7, pack, case, what, readings)


def _elsewhere(task: Mapping[str, Any], seed: int) -> list[str]:
    command = [sys.executable, "-c", "from zongzhi_rules.testing.laws import forms; forms.answer()"]
    done = subprocess.run(  # noqa: S603 - this interpreter, our own text
        command,
        input=json.dumps(task),
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def answer() -> None:
    """Decide the cases of a task on standard input; the other end of `any_hash_seed`."""
    from zongzhi_rules.facts.load import case_from  # noqa: PLC0415 - only the child process needs it

    task = json.load(sys.stdin)
    files = {pack: {name: text.encode() for name, text in parts.items()} for pack, parts in task["files"].items()}
    pack = RulePack(compile_files(task["pack"], files[task["pack"]], files.get))
    for case in task["cases"]:
        sys.stdout.write(pack.decide(case_from(case), task["readings"]).model_dump_json() + "\n")


def _same(law: int, when: str, mine: tuple[RulePack, Decision], other: Decision, case: Case) -> None:
    pack, decision = mine
    one, two = decision.model_dump_json(), other.model_dump_json()
    if one != two:
        raise broken(law, pack, case, f"{when} the decision differs in {difference(json.loads(one), json.loads(two))}")
