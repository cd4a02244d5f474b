"""`zongzhi seal`: signing packs, verifying their seals, making keys."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zongzhi_rules.cli.cases import packs_option
from zongzhi_rules.cli.command import Spoken
from zongzhi_rules.cli.faults import WrongUseError
from zongzhi_rules.cli.output import print_json, say, write_file
from zongzhi_rules.cli.texts import text
from zongzhi_rules.diagnostics.visible import visible
from zongzhi_rules.packs.library import PackLibrary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zongzhi_rules.compiler.passes import CompiledPack
    from zongzhi_rules.diagnostics import Diagnostic, Language
    from zongzhi_rules.seals import Signature

_ZONE = ZoneInfo("Asia/Shanghai")
_SHORT = 23  # characters of a key's id that a line shows


def seal_command(lang: Language) -> click.Command:
    """Make the command that seals packs."""

    def run(  # noqa: PLR0913 - the options of the command
        pack: Sequence[str],
        *,
        key: str | None,
        to: str | None,
        verify: bool,
        trusted: Sequence[str],
        new_key: str | None,
        packs: Sequence[str],
        json: bool,
    ) -> None:
        _check_use(pack, key, trusted, new_key, lang, verify=verify)
        library = PackLibrary(tuple(map(Path, packs)))
        if new_key is not None:
            told = _new_key(new_key, lang)
        elif key is not None:
            told = [_seal(library, one, key, to, lang) for one in pack]
        else:
            told = _verify(library, pack, trusted, lang)
        if json:
            print_json([one for one, _ in told])
        else:
            for _, line in told:
                say(line)

    parameters: list[click.Parameter] = [
        click.Argument(["pack"], nargs=-1, metavar="[PACK]..."),
        click.Option(["--key"], metavar="FILE", help=text("key", lang)),
        click.Option(["--to"], metavar="DIR", help=text("seal_to", lang)),
        click.Option(["--verify"], is_flag=True, help=text("verify_seal", lang)),
        click.Option(["--trusted"], multiple=True, metavar="KEYS", help=text("trusted", lang)),
        click.Option(["--new-key"], metavar="FILE", help=text("new_key", lang)),
        packs_option(lang),
        click.Option(["--json"], is_flag=True, help=text("json", lang)),
    ]
    return Spoken("seal", lang, parameters, callback=run)


_Told = tuple[dict[str, object], str]


def _check_use(  # noqa: PLR0913 - the options of the command
    pack: Sequence[str],
    key: str | None,
    trusted: Sequence[str],
    new_key: str | None,
    lang: Language,
    *,
    verify: bool,
) -> None:
    """Refuse what does not go together, or does not say what to do."""
    asked = [name for name, given in (("--key", key), ("--verify", verify), ("--new-key", new_key)) if given]
    if not asked:
        raise WrongUseError(text("one_of", lang).format("--key, --verify, --new-key"))
    if len(asked) > 1:
        raise WrongUseError(text("not_together", lang).format(*asked[:2]))
    if asked == ["--new-key"] and pack:
        raise WrongUseError(text("not_together", lang).format("--new-key", "PACK"))
    if asked != ["--new-key"] and not pack:
        raise WrongUseError(text("missing", lang).format("PACK"))
    if verify and not trusted:
        raise WrongUseError(text("needs", lang).format("--verify", "--trusted"))


def _new_key(file: str, lang: Language) -> list[_Told]:
    from zongzhi_rules.seals import new_key  # noqa: PLC0415 - only what is asked for

    made = new_key(file)
    line = text("made_key", lang).format(visible(file), visible(f"{file}.pub"), made.id)
    return [({"private": file, "public": f"{file}.pub", "key": made.id}, line)]


def _seal(library: PackLibrary, name: str, key: str, to: str | None, lang: Language) -> _Told:
    from zongzhi_rules.seals import SealError, make_seal, read_seal, read_signing_key, seal_file  # noqa: PLC0415

    compiled = library.load(name)
    signer = read_signing_key(key, lambda: _passphrase(lang))
    file = seal_file(compiled, library.folder_of(name) if to is None else Path(to))
    try:
        earlier = read_seal(file) if file.is_file() else None
    except SealError:
        earlier = None  # what cannot be read has nothing to keep
    seal = make_seal(compiled, signer, datetime.now(_ZONE).date(), earlier)
    write_file(file, seal.to_json().encode())
    data, line = _told(compiled, seal.signatures[-1], "sealed", lang, file=visible(str(file)))
    return {**data, "file": str(file)}, line


def _verify(library: PackLibrary, packs: Sequence[str], trusted: Sequence[str], lang: Language) -> list[_Told]:
    from zongzhi_rules.seals import SealError, TrustedKeys, require_sealed  # noqa: PLC0415 - only what is asked for

    keys = TrustedKeys.read(*trusted)
    told: dict[str, _Told] = {}
    problems: dict[Diagnostic, None] = {}
    for name in packs:
        compiled = library.load(name)
        try:
            found = require_sealed(compiled, library.folders_of(compiled), keys, library.search)
        except SealError as error:
            problems |= dict.fromkeys(error.diagnostics)  # those of a pack below stand once
        else:
            told |= {one.id: _told(one, found[one.id][0], "verified", lang) for one in compiled.stack}
    if problems:
        raise SealError(problems)
    return list(told.values())


def _told(compiled: CompiledPack, signature: Signature, word: str, lang: Language, **more: str) -> _Told:
    version, day = compiled.pack.instrument.version, signature.signed_on.isoformat()
    line = text(word, lang).format(pack=compiled.id, version=version, key=f"{signature.key[:_SHORT]}…", day=day, **more)
    return {"pack": compiled.id, "version": version, "key": signature.key, "signed_on": day}, line


def _passphrase(lang: Language) -> bytes | None:
    """Ask for the passphrase where there is somebody to ask."""
    if not sys.stdin.isatty():
        return None
    given: str = click.prompt(text("passphrase", lang), hide_input=True, err=True, default="", show_default=False)
    return given.encode()
