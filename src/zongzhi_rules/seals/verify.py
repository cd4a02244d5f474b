"""Verifying seals: the whole stack of a pack must be signed by trusted keys, and be what was signed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Source, Span, diagnose
from zongzhi_rules.seals.errors import SealError
from zongzhi_rules.seals.seal import find_seal, read_seal
from zongzhi_rules.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.diagnostics import Diagnostic
    from zongzhi_rules.seals.keys import TrustedKeys
    from zongzhi_rules.seals.model import Seal, Signature


def require_sealed(
    compiled: CompiledPack,
    folders: Sequence[Path],
    trusted: TrustedKeys,
    places: Iterable[Path] = (),
) -> Mapping[str, tuple[Signature, ...]]:
    """Refuse a pack unless it and every pack below it is signed by a trusted key and is what was signed.

    The digests compared are those of the very bytes that were compiled: nothing is read twice, so that a file which
    changes meanwhile, or lies behind a link, cannot slip in.

    Args:
        compiled: the pack.
        folders: the folders of the pack and of those below it, in the order of the stack.
        trusted: whose signatures count.
        places: where else seals lie.

    Returns:
        The signatures that count, by the ids of the packs.

    Raises:
        SealError: with everything that is wrong, of all packs of the stack.
    """
    problems: list[Diagnostic] = []
    counted: dict[str, tuple[Signature, ...]] = {}
    for one, folder in zip(compiled.stack, folders, strict=True):
        file = find_seal(one, (folder, *places))
        if file is None:
            problems.append(diagnose("ZR661", pack=one.id))
            continue
        try:
            seal = read_seal(file)
        except SealError as error:
            problems += error.diagnostics
            continue
        where = Span(Source(str(file), "", one.id), 1, 1, 1, 1)
        differing = list(_differing(one, seal, where))
        problems += differing
        good, bad = _signatures(one, seal, trusted, where)
        problems += bad
        counted[one.id] = tuple(good)
    if problems:
        raise SealError(problems)
    return counted


def _differing(compiled: CompiledPack, seal: Seal, where: Span) -> Iterator[Diagnostic]:
    """Yield how a pack is not what was sealed."""
    version = compiled.pack.instrument.version
    if (seal.pack, seal.version) != (compiled.id, version):
        yield diagnose("ZR669", where, sealed=f"{seal.pack} {seal.version}", pack=f"{compiled.id} {version}")
        return
    there = dict(compiled.files)
    codes = {(True, True): "ZR663", (False, True): "ZR664", (True, False): "ZR665"}
    files = [
        diagnose(codes[name in seal.files, name in there], where, path=name, pack=compiled.id, file=name)
        for name in sorted({*there, *seal.files})
        if seal.files.get(name) != there.get(name)
    ]
    yield from files
    if not files and seal.law != compiled.digest:
        yield diagnose("ZR666", where, pack=compiled.id, sealed=seal.library, now=__version__)


def _signatures(
    compiled: CompiledPack,
    seal: Seal,
    trusted: TrustedKeys,
    where: Span,
) -> tuple[list[Signature], list[Diagnostic]]:
    """Return the signatures that count, and what is wrong: a trusted key's that is false, or none by a trusted one."""
    known = [one for one in seal.signatures if one.key in trusted]
    if not known:
        keys = tuple(one.key for one in seal.signatures)
        return [], [diagnose("ZR667", where, pack=compiled.id, keys=keys)]
    good = [one for one in known if trusted.verify(one.key, base64.b64decode(one.value), seal.signed(one))]
    bad = [diagnose("ZR668", where, pack=compiled.id, key=one.key) for one in known if one not in good]
    return good, bad
