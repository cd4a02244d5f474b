"""The engines by name.  Each imports what it needs when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.diagnostics.arguments import require_text
from zongzhi_rules.engines import reference
from zongzhi_rules.errors import UseError

if TYPE_CHECKING:
    from zongzhi_rules.engines.protocol import Program
    from zongzhi_rules.ir.pack import Pack

REFERENCE, DURABLE = "reference", "durable"
ENGINES = (REFERENCE, DURABLE)


def prepare(pack: Pack, engine: str = REFERENCE) -> Program:
    """Prepare a pack for an engine.

    Raises:
        UseError: there is no engine of that name.
        EngineUnavailableError: the engine cannot run here.
    """
    require_text("engine", engine)
    if engine == REFERENCE:
        return reference.prepare(pack)
    if engine == DURABLE:
        from zongzhi_rules.engines import durable  # noqa: PLC0415 - nothing of it is needed without it

        return durable.prepare(pack)
    problem = diagnose("ZR620", suggestions=suggest(engine, ENGINES), engine=engine, engines=", ".join(ENGINES))
    raise UseError([problem])
