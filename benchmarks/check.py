"""``python -m benchmarks.check``: how long a check of 2,000 rules takes, in times of what PyYAML takes to parse them.

"To parse" is `yaml.load` of each file: with `SafeLoader`, PyYAML's parser in Python, its default, and with
`CSafeLoader`, its binding of libyaml, about four times as fast, where PyYAML was built with it.  A check reads the same
files from disk and compiles the pack in all passes, as `zongzhi check` does.  The processor's time is taken, the least
of several rounds in turn, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import gc
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Final

import yaml

from benchmarks.large_pack import base_of_the_overlay, large_overlay, large_pack
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zongzhi_rules.ir.pack import Pack

MOST: Final = 5.0  # times the parse with the fastest loader that there is
_LOADERS: Final = {"SafeLoader": yaml.SafeLoader} | ({"CSafeLoader": yaml.CSafeLoader} if yaml.__with_libyaml__ else {})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if a check takes longer than it may."""
    options = argparse.ArgumentParser()
    options.add_argument("--rules", type=int, default=2_000)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args(arguments)
    with TemporaryDirectory() as place:
        for name, data in {
            **large_pack(given.rules),
            **large_overlay(given.rules),
            **base_of_the_overlay(),
        }.items():
            file = Path(place, name)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
        slowest = max(
            _measure(Path(place, "large_pack"), [], given.rounds),
            _measure(Path(place, "large_overlay"), [Path(place, "large_base")], given.rounds),
        )
    return 1 if slowest > MOST else 0


def _measure(folder: Path, below: Sequence[Path], rounds: int) -> float:
    """Time one pack, print its lines, and return the worst ratio."""
    files = [file for one in (folder, *below) for file in sorted(one.iterdir())]
    compiled = PackLibrary().load(folder)
    assert not compiled.warnings
    contestants: dict[str, Callable[[], object]] = {"check": lambda: PackLibrary().load(folder)}
    for name, loader in _LOADERS.items():
        contestants[name] = lambda loader=loader: [yaml.load(file.read_bytes(), loader) for file in files]  # type: ignore[misc]  # noqa: S506 - both are safe
    least = _race(contestants, rounds)
    size = sum(file.stat().st_size for file in files)
    print(f"{folder.name}: {_rules(compiled.pack)} rules, {len(files)} files, {size / 1e6:.2f} MB")
    for name, seconds in least.items():
        times = "" if name == "check" else f"   a check takes {least['check'] / seconds:.2f} times as long"
        print(f"  {name:12} {seconds:7.3f} s{times}")
    return max(least["check"] / least[name] for name in _LOADERS)


def _rules(pack: Pack) -> int:
    """Count what has a condition of its own, and the duties."""
    grounds = sum(len(measure.grounds) for measure in pack.measures)
    return len(pack.circumstances) + len(pack.definitions) + grounds + len(pack.duties)


def _race(contestants: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the least seconds of processor time of each."""
    least = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, act in contestants.items():
            gc.collect()
            start = process_time()
            act()
            least[name] = min(least[name], process_time() - start)
    return least


if __name__ == "__main__":
    raise SystemExit(main())
