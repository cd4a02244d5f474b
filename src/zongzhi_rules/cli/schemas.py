"""The published schemas, by name; only what a schema is about is imported."""

from __future__ import annotations

import json
from typing import Any, Final

NAMES: Final = ("case", "decision", "event", "pack", "receipt", "state", "cases")


def schema(name: str) -> dict[str, Any]:
    """Make the schema of that name, one of `NAMES`."""
    if name == "case":
        from zongzhi_rules.facts.schema import case_schema  # noqa: PLC0415

        return case_schema()
    if name == "decision":
        from zongzhi_rules.decision.schema import decision_schema  # noqa: PLC0415

        return decision_schema()
    if name == "event":
        from zongzhi_rules.casefile.schema import event_schema  # noqa: PLC0415

        return event_schema()
    if name == "state":
        from zongzhi_rules.casefile.schema import state_schema  # noqa: PLC0415

        return state_schema()
    if name == "receipt":
        from zongzhi_rules.receipts.schema import receipt_schema  # noqa: PLC0415

        return receipt_schema()
    if name == "cases":
        from zongzhi_rules.packtests.schema import cases_schema  # noqa: PLC0415

        return cases_schema()
    from zongzhi_rules.compiler.schema import pack_schema  # noqa: PLC0415

    return pack_schema()


def schema_text(name: str) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
