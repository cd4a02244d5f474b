"""The passes in their order, and the function that runs them.

1. `source`    the files become one tree of sections, a header and a list of changes
2. `stack`     the base is compiled the same way and held against what the overlay says of it
3. `overlay`   the changes are carried out on the base's tree: from here on there is one effective pack
4. `mirror`    the tree is held against the models of the language
5. `lower`     names are resolved, values typed, conditions read: the representation
6. `check`     what only the whole pack shows: cycles, ranks used twice, dead names

A pass reports all that it finds; the next one starts only when it found no error.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from zongzhi_rules.canonical import digest_of_bytes
from zongzhi_rules.compiler.check import check
from zongzhi_rules.compiler.citations import Extent, citations
from zongzhi_rules.compiler.lower import Lowering
from zongzhi_rules.compiler.mirror import hold
from zongzhi_rules.compiler.names import gather
from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.overlay import apply_changes
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import MOST_LEVELS, read_pack
from zongzhi_rules.compiler.stack import check_base, check_territory
from zongzhi_rules.compiler.tree import at
from zongzhi_rules.diagnostics import Source, Span
from zongzhi_rules.ir.dump import digest
from zongzhi_rules.ir.pack import ArticleDigest, Instrument, Provision
from zongzhi_rules.syntax.model import Document
from zongzhi_rules.syntax.nodes import MappingNode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zongzhi_rules.compiler.source import Locate, PackSource
    from zongzhi_rules.diagnostics.model import Diagnostic
    from zongzhi_rules.ir.base import Citation, Origin
    from zongzhi_rules.ir.pack import Change, Pack
    from zongzhi_rules.syntax.model import Header

PASSES = ("source", "stack", "overlay", "mirror", "lower", "check")


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A checked pack, its digest, the compiled pack that it rests on, and the warnings of its compilation.

    `files` are its own files by name, each with the digest of the very bytes that were compiled.
    """

    pack: Pack
    digest: str
    base: CompiledPack | None
    warnings: tuple[Diagnostic, ...]
    tree: MappingNode
    files: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """The id of the pack."""
        return self.pack.id

    @property
    def stack(self) -> tuple[CompiledPack, ...]:
        """This pack and the ones below it, the top one first."""
        return (self, *(self.base.stack if self.base else ()))


def compile_files(
    name: str,
    files: Mapping[str, bytes],
    locate: Locate,
    _above: tuple[str, ...] = (),
) -> CompiledPack:
    """Compile the files of a pack (shown name to content).

    `locate` finds the files of the pack that an overlay extends.  Raises `PackError` with all errors of the first
    pass that found any.
    """
    problems = Problems()
    source = read_pack(files, problems, name, locate)
    if source is not None:
        check_territory(source, problems)
    problems.settle()
    if source is None:  # settle has raised unless there was nothing to read at all
        problems.add("ZR220", Span(Source(name, "", name), 1, 1, 1, 1), folder=name)
        problems.settle()
        raise AssertionError(name)
    return compile_source(source, _base(source, locate, problems, _above), files, problems)


def compile_source(
    source: PackSource,
    base: CompiledPack | None,
    files: Mapping[str, bytes],
    problems: Problems,
) -> CompiledPack:
    """Run the passes from `overlay` on; `files` are those that were read.  Raises `PackError` as `compile_files`."""
    known = _known(source, base)
    tree, changes, taken_out = _effective(source, base, known, problems)
    titles = {one.id: (one.short_title, one.title) for one in _texts(source, base)}
    document = hold(Document, tree, problems, missing=taken_out, titles=lambda: titles)
    problems.settle()
    if document is None:
        raise AssertionError(source.header.id)
    instruments = (_instrument(source, known, problems), *(base.pack.instruments if base else ()))
    names = gather(document, _first_days(instruments))
    pack = Lowering(tree, document, names, known, taken_out, problems).lower(instruments, changes)
    pack = pack.model_copy(update=_annex(source, base, problems))
    problems.settle()
    check(pack, tree, problems)
    problems.settle()
    return CompiledPack(pack, digest(pack), base, problems.sorted(), tree, _digests(files))


def _digests(files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Return the files by their names within the folder."""
    return tuple(sorted((PurePosixPath(shown).name, digest_of_bytes(data)) for shown, data in files.items()))


def _base(
    source: PackSource,
    locate: Locate,
    problems: Problems,
    above: tuple[str, ...],
) -> CompiledPack | None:
    """Compile the pack that an overlay rests on."""
    extends = source.header.extends
    if extends is None:
        return None
    chain = (*above, source.header.id)
    node = at(source.header_node, ("extends", "pack")) or source.header_node
    path = "pack.extends.pack"
    if extends.pack in chain:
        problems.add("ZR315", node, path, cycle=" → ".join([*chain, extends.pack]))
        problems.settle()
    if len(chain) >= MOST_LEVELS:
        problems.add("ZR317", node, path, limit=MOST_LEVELS)
        problems.settle()
    files = locate(extends.pack)
    if files is None:
        problems.add("ZR316", node, path, base=extends.pack)
        problems.settle()
        raise AssertionError(extends.pack)
    base = compile_files(extends.pack, files, locate, chain)
    if base.id != extends.pack:
        problems.add("ZR318", node, path, base=extends.pack, found=base.id)
    check_base(source, base.pack.instrument, problems)
    problems.settle()
    return base


def _known(source: PackSource, base: CompiledPack | None) -> dict[str, Extent]:
    """Return the pack and then those that it rests on, by their ids, with how far their numbers go."""
    return {text.id: Extent.of(text) for text in _texts(source, base)}


def _texts(source: PackSource, base: CompiledPack | None) -> tuple[Header | Instrument, ...]:
    return source.header, *(base.pack.instruments if base else ())


def _effective(
    source: PackSource,
    base: CompiledPack | None,
    known: Mapping[str, Extent],
    problems: Problems,
) -> tuple[MappingNode, tuple[Change, ...], Mapping[tuple[str, ...], Span]]:
    """Return the tree of the pack with the changes carried out, all changes, and where entries were taken out."""
    if base is None:
        return source.sections, (), {}
    overlaid = apply_changes(base.tree, source, known, problems)
    return overlaid.tree, (*overlaid.changes, *base.pack.changes), overlaid.taken_out


def _instrument(source: PackSource, known: Mapping[str, Extent], problems: Problems) -> Instrument:
    header = source.header
    cite_node = at(source.header_node, ("in_force", "cite")) or source.header_node
    return Instrument(
        id=header.id,
        version=header.version,
        title=header.title,
        short_title=header.short_title,
        number=header.number,
        territory=header.territory,
        in_force=header.in_force.since,
        in_force_note=header.in_force.not_stated,
        in_force_cite=citations(header.in_force.cite or (), cite_node, header.id, known, problems),
        numbering=header.numbering,
        articles=header.articles,
    )


def _first_days(instruments: tuple[Instrument, ...]) -> dict[str, date]:
    """Return the first day of each instrument; one that does not say has that of the next below."""
    found: dict[str, date] = {}
    below: date | None = None
    for instrument in reversed(instruments):
        below = instrument.in_force or below
        if below is not None:
            found[instrument.id] = below
    return found


def _annex(source: PackSource, base: CompiledPack | None, problems: Problems) -> dict[str, object]:
    """Return the provisions and digests of the instrument, followed by those of the ones below."""
    own = source.header.id
    known = {own: Extent.of(source.header)}

    def cite(section: str, text: str) -> tuple[Citation, Origin]:
        written = at(source.annex_node, (section,))
        key = written.key_node(text) if isinstance(written, MappingNode) else None
        node = key or source.annex_node
        return citations((text,), node, own, known, problems)[0], origin_of(node)

    provisions = []
    for text, entry in source.annex.provisions.items():
        cited, where = cite("provisions", text)
        provisions.append(Provision(cite=cited, kind=entry.kind, not_executable=entry.not_executable, at=where))
    digests = [
        ArticleDigest(cite=cite("digests", text)[0], sha256=value) for text, value in source.annex.digests.items()
    ]
    return {
        "provisions": (*sorted(provisions, key=_place), *(base.pack.provisions if base else ())),
        "digests": (*sorted(digests, key=_place), *(base.pack.digests if base else ())),
    }


def _place(entry: Provision | ArticleDigest) -> tuple[int, int, int]:
    return entry.cite.article, entry.cite.paragraph or 0, entry.cite.item or 0
