"""Sealing a pack: signing what it is, file by file and as law."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from zongzhi_rules.diagnostics import diagnose
from zongzhi_rules.seals.errors import SealError
from zongzhi_rules.seals.model import SEAL_SCHEMA_VERSION, SUFFIX, Seal, Signature, signed_bytes
from zongzhi_rules.syntax.files import read_source
from zongzhi_rules.syntax.places import dotted, head_span
from zongzhi_rules.syntax.plain import node_at
from zongzhi_rules.syntax.yaml_reader import read_yaml
from zongzhi_rules.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.seals.keys import SigningKey

_ALGORITHM: Final = "ed25519"


def make_seal(compiled: CompiledPack, key: SigningKey, on: date, earlier: Seal | None = None) -> Seal:
    """Sign a compiled pack.

    Args:
        compiled: the pack; the packs that it rests on are sealed by themselves.
        key: who signs.
        on: the day of signing.
        earlier: a seal that the pack has; where the pack is still what it says, its other signatures stay.
    """
    statement = statement_of(compiled)
    value = key.sign(signed_bytes(statement, key.id, _ALGORITHM, on))
    made = Signature(key=key.id, algorithm=_ALGORITHM, signed_on=on, value=base64.b64encode(value).decode())
    kept: tuple[Signature, ...] = ()
    if earlier is not None and earlier.statement() == statement:
        kept = tuple(one for one in earlier.signatures if one.key != key.id)
    return Seal.model_validate({**statement, "signatures": (*kept, made)})


def statement_of(compiled: CompiledPack) -> dict[str, object]:
    """Return what there is to sign of a pack."""
    return {
        "schema_version": SEAL_SCHEMA_VERSION,
        "pack": compiled.id,
        "version": compiled.pack.instrument.version,
        "law": compiled.digest,
        "library": __version__,
        "files": dict(compiled.files),
    }


def seal_file(compiled: CompiledPack, folder: Path) -> Path:
    """Return where the seal of a pack lies in a folder."""
    return folder / f"{compiled.id}{SUFFIX}"


def find_seal(compiled: CompiledPack, places: Iterable[Path]) -> Path | None:
    """Return the seal of a pack: in its own folder, else in the first of the places that has one."""
    return next((file for one in places if (file := seal_file(compiled, one)).is_file()), None)


def read_seal(file: Path) -> Seal:
    """Read a seal.  Raises `SealError` for a file that cannot be read or is no seal, with every error and its place."""
    source, found = read_source(file)
    node = None
    if source is not None:
        node, more = read_yaml(source)
        found += more
    if source is None or node is None:
        raise SealError(found)
    try:
        return Seal.model_validate_json(source.text)
    except ValidationError as error:
        steps = [one["loc"] for one in error.errors(include_url=False)]
        raise SealError(
            [diagnose("ZR662", head_span(node_at(node, one)), path=dotted(one), field=dotted(one)) for one in steps]
        ) from None
