"""The published schemas, by name; only what a schema is about is imported."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_MAKERS: Final = {
    "case": "zongzhi_rules.facts.schema.case_schema",
    "decision": "zongzhi_rules.decision.schema.decision_schema",
    "event": "zongzhi_rules.casefile.schema.event_schema",
    "events": "zongzhi_rules.casefile.schema.events_schema",
    "pack": "zongzhi_rules.compiler.schema.pack_schema",
    "receipt": "zongzhi_rules.receipts.schema.receipt_schema",
    "state": "zongzhi_rules.casefile.schema.state_schema",
    "cases": "zongzhi_rules.packtests.schema.cases_schema",
}
NAMES: Final = tuple(_MAKERS)


def schema(name: str) -> dict[str, Any]:
    """Make the schema of that name, one of `NAMES`."""
    module, _, function = _MAKERS[name].rpartition(".")
    make = cast("Callable[[], dict[str, Any]]", getattr(importlib.import_module(module), function))
    return make()


def schema_text(name: str) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
