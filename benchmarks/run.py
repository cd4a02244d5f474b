"""`make bench`: compare every engine's answers on the small ladder, then time them side by side."""

from __future__ import annotations

import argparse
import json
import platform
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.cases import MEASURES, generate
from benchmarks.rivals import cel, durable, handwritten, validated, zen, zongzhi
from benchmarks.timing import Contestant, Timing, race, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.cases import Case, Interval
    from benchmarks.rival import AnyRival

# The first is the one that the others' answers are compared with.
RIVALS: Final[tuple[AnyRival, ...]] = (
    handwritten.DICT,
    handwritten.OBJECT,
    validated.MODEL,
    validated.OUR_CASE,
    zongzhi.VERDICT,
    validated.VALIDATED,
    zongzhi.EXPLAINED,
    zen.QUIET,
    zen.TRACED,
    cel.RUST,
    cel.PYTHON,
    durable.DURABLE,
)


@dataclass(frozen=True, slots=True)
class Goal:
    """`rival` takes at most `limit` times what `against` takes."""

    rival: AnyRival
    against: AnyRival
    limit: float


GOALS: Final = (
    Goal(zongzhi.VERDICT, validated.OUR_CASE, 5.0),
    Goal(zongzhi.EXPLAINED, zen.TRACED, 1.0),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status is 1 if two engines disagree on a case."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="how many cases to generate (default: 2000)")
    parser.add_argument("--seed", type=int, default=20161216, help="the seed of the generator")
    parser.add_argument("--rounds", type=int, default=15, help="how many interleaved rounds to time (default: 15)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the result here, as JSON")
    options = parser.parse_args(arguments)

    cases = generate(options.cases, options.seed)
    contestants, absent = _assemble(cases)
    difference = _first_difference(cases, contestants)
    if difference is not None:
        print(difference)
        return 1
    outcomes = Counter(map(handwritten.decide_dict, cases))
    timings = race(contestants, options.rounds)

    result = _result(options, timings, absent, outcomes)
    print(_table(result))
    if options.json is not None:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


def _assemble(cases: Sequence[Case]) -> tuple[dict[str, Contestant], dict[str, str]]:
    """Return those that can run, and why the others cannot."""
    contestants: dict[str, Contestant] = {}
    absent: dict[str, str] = {}
    for rival in RIVALS:
        try:
            decide = rival.prepare()
        except ImportError as error:
            absent[rival.name] = str(error)
        else:
            contestants[rival.name] = Contestant(decide, [rival.load(case) for case in cases])
    return contestants, absent


def _first_difference(cases: Sequence[Case], contestants: Mapping[str, Contestant]) -> str | None:
    for index, case in enumerate(cases):
        answers = {name: contestant.decide(contestant.inputs[index]) for name, contestant in contestants.items()}
        if len(set(answers.values())) > 1:
            lines = [f"case {index}: the answers differ; nothing was timed", json.dumps(case, indent=2)]
            lines += [f"  {name}: {answer}" for name, answer in answers.items()]
            return "\n".join(lines)
    return None


def _result(
    options: argparse.Namespace,
    timings: Mapping[str, Timing],
    absent: Mapping[str, str],
    outcomes: Mapping[Interval, int],
) -> dict[str, Any]:
    return {
        "benchmark": "small_ladder",
        "cases": options.cases,
        "seed": options.seed,
        "rounds": options.rounds,
        "cpu": _cpu(),
        "platform": platform.platform(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "outcomes": [
            {"low": low, "high": high, "cases": outcomes[low, high]}
            for low in MEASURES
            for high in MEASURES
            if (low, high) in outcomes
        ],
        "rows": [_row(rival, timings.get(rival.name), absent.get(rival.name)) for rival in RIVALS],
        "goals": [_goal(goal, timings) for goal in GOALS],
    }


def _row(rival: AnyRival, timing: Timing | None, reason: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {"name": rival.name, "takes": rival.takes}
    if timing is None:
        return row | {"status": "absent", "reason": reason}
    return row | {
        "status": "measured",
        "versions": {name: version(name) for name in rival.distributions},
        "cases": timing.cases,
        "passes": timing.passes,
        "median_us": timing.median_us,
        "min_us": min(timing.rounds_us),
        "max_us": max(timing.rounds_us),
        "rounds_us": timing.rounds_us,
    }


def _goal(goal: Goal, timings: Mapping[str, Timing]) -> dict[str, Any]:
    entry: dict[str, Any] = {"rival": goal.rival.name, "against": goal.against.name, "limit": goal.limit}
    timing = timings.get(goal.rival.name)
    against = timings.get(goal.against.name)
    if timing is None or against is None:
        return entry | {"ratio": None, "met": None}
    measured = ratio(timing, against)
    return entry | {"ratio": measured, "met": measured <= goal.limit}


def _table(result: Mapping[str, Any]) -> str:
    measured = sum(row["status"] == "measured" for row in result["rows"])
    outcomes = len(result["outcomes"])
    lines = [
        f"{result['cpu']}, {result['python']}, {result['rounds']} interleaved rounds",
        f"{result['cases']} cases (seed {result['seed']}), {outcomes} different intervals",
        f"the {measured} contestants that are present give the same answer to every case",
        "",
        f"{'µs per case':40} {'median':>10} {'min':>10} {'max':>10} {'cases':>6}  {'takes':16}  version",
    ]
    for row in result["rows"]:
        if row["status"] == "absent":
            lines.append(f"{row['name']:40} absent: {row['reason']}")
            continue
        versions = ", ".join(row["versions"].values())
        lines.append(
            f"{row['name']:40} {row['median_us']:10.2f} {row['min_us']:10.2f} {row['max_us']:10.2f}"
            f" {row['cases']:6}  {row['takes']:16}  {versions}".rstrip()
        )
    lines.append("")
    for goal in result["goals"]:
        claim = f"{goal['rival']}: at most {goal['limit']:g} × {goal['against']}"
        verdict = {None: "not measured", True: "met", False: "NOT MET"}[goal["met"]]
        figure = "" if goal["ratio"] is None else f", {goal['ratio']:.2f} ×"
        lines.append(f"{claim}: {verdict}{figure}")
    return "\n".join(lines)


def _cpu() -> str:
    """Return the processor's name; Linux keeps it in /proc, elsewhere the platform module may know it."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
