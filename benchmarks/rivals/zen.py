"""zen-engine: a JDM graph, `small_ladder.jdm.json`: an expression node for the circumstances, two decision tables.

The graph is handed to the engine through the static loader, which compiles it once. The other way of keeping a
decision, ``create_decision(...).evaluate``, starts an asynchronous runtime at each call (zen-engine 2.1.3) and
takes several times as long, so it would not be a fair measure.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rival import Rival, as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.cases import Case, Interval

GRAPH = Path(__file__).with_name("small_ladder.jdm.json")


def _prepare(*, trace: bool) -> Callable[[Case], Interval]:
    graph = json.loads(GRAPH.read_text(encoding="utf-8"))
    engine = import_module("zen").ZenEngine({"loader": {"type": "static", "content": {"ladder": graph}}})
    evaluate = engine.evaluate
    options = {"trace": trace}

    def decide(case: Case) -> Interval:
        result = evaluate("ladder", case, options)["result"]
        return result["low"], result["high"]

    return decide


QUIET = Rival(
    name="zen-engine",
    takes="dict",
    distributions=("zen-engine",),
    prepare=lambda: _prepare(trace=False),
    load=as_it_is,
)
TRACED = Rival(
    name="zen-engine, trace on",
    takes="dict",
    distributions=("zen-engine",),
    prepare=lambda: _prepare(trace=True),
    load=as_it_is,
)
