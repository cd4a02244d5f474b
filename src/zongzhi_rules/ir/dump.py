"""The canonical form of a pack and its digest: the same law gives the same bytes, however its files were laid out."""

from __future__ import annotations

from typing import Any

from zongzhi_rules.canonical import canonical, digest_of
from zongzhi_rules.ir.pack import Pack

_POSITION = "at"


def dump(pack: Pack) -> str:
    """Return the pack as JSON text with sorted keys; `load` reads it back."""
    return canonical(pack.model_dump(mode="json")).decode()


def load(text: str) -> Pack:
    """Read a dumped pack.  Raises pydantic's `ValidationError` for a text that `dump` did not write."""
    return Pack.model_validate_json(text)


def digest(pack: Pack) -> str:
    """Return `sha256:…` over the canonical form without positions: moving a rule within its file changes nothing."""
    return digest_of(_without_positions(pack.model_dump(mode="json")))


def _without_positions(data: Any) -> Any:  # noqa: ANN401 - JSON has no better type
    if isinstance(data, dict):
        return {key: _without_positions(value) for key, value in data.items() if key != _POSITION}
    if isinstance(data, list):
        return [_without_positions(item) for item in data]
    return data
