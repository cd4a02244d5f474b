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
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.check import check
from zongzhi_rules.compiler.lower import Lowering, citation
from zongzhi_rules.compiler.mirror import hold
from zongzhi_rules.compiler.names import gather
from zongzhi_rules.compiler.origins import origin_of
from zongzhi_rules.compiler.overlay import apply_changes
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.source import read_pack
from zongzhi_rules.compiler.stack import check_base, check_territory
from zongzhi_rules.compiler.tree import at
from zongzhi_rules.diagnostics import Source, Span
from zongzhi_rules.ir.dump import digest
from zongzhi_rules.ir.pack import ArticleDigest, Instrument, Provision
from zongzhi_rules.syntax.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zongzhi_rules.compiler.source import PackSource
    from zongzhi_rules.diagnostics.model import Diagnostic
    from zongzhi_rules.ir.pack import Change, Pack
    from zongzhi_rules.syntax.nodes import MappingNode

PASSES = ("source", "stack", "overlay", "mirror", "lower", "check")


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A checked pack, its digest, the compiled pack that it rests on, and the warnings of its compilation."""

    pack: Pack
    digest: str
    base: CompiledPack | None
    warnings: tuple[Diagnostic, ...]
    tree: MappingNode

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
    locate: Callable[[str], Mapping[str, bytes] | None],
    _above: tuple[str, ...] = (),
) -> CompiledPack:
    """Compile the files of a pack (shown name to content).

    `locate` finds the files of the pack that an overlay extends.  Raises `PackError` with all errors of the first
    pass that found any.
    """
    problems = Problems()
    source = read_pack(files, problems, name)
    if source is not None:
        check_territory(source, problems)
    problems.settle()
    if source is None:  # settle has raised unless there was nothing to read at all
        problems.add("ZR220", Span(Source(name, "", name), 1, 1, 1, 1), folder=name)
        problems.settle()
        raise AssertionError(name)
    base = _base(source, locate, problems, _above)
    tree, changes = _effective(source, base, problems)
    document = hold(Document, tree, problems)
    problems.settle()
    if document is None:
        raise AssertionError(name)
    instruments = (_instrument(source), *(base.pack.instruments if base else ()))
    in_force = next((one.in_force for one in instruments if one.in_force is not None), None)
    pack = Lowering(tree, document, gather(document, in_force), problems).lower(instruments, changes)
    pack = pack.model_copy(update=_annex(source, base))
    problems.settle()
    check(pack, tree, problems)
    problems.settle()
    return CompiledPack(pack, digest(pack), base, tuple(problems.found), tree)


def _base(
    source: PackSource,
    locate: Callable[[str], Mapping[str, bytes] | None],
    problems: Problems,
    above: tuple[str, ...],
) -> CompiledPack | None:
    extends = source.header.extends
    if extends is None:
        return None
    chain = (*above, source.header.id)
    node = at(source.header_node, ("extends", "pack")) or source.header_node
    if extends.pack in chain:
        problems.add("ZR315", node, "pack.extends", cycle=" → ".join([*chain, extends.pack]))
        problems.settle()
    files = locate(extends.pack)
    if files is None:
        problems.add("ZR316", node, "pack.extends", base=extends.pack)
        problems.settle()
        raise AssertionError(extends.pack)
    base = compile_files(extends.pack, files, locate, chain)
    check_base(source, base.pack.instrument, problems)
    problems.settle()
    return base


def _effective(
    source: PackSource,
    base: CompiledPack | None,
    problems: Problems,
) -> tuple[MappingNode, tuple[Change, ...]]:
    if base is None:
        return source.sections, ()
    tree, changes = apply_changes(base.tree, source, problems)
    problems.settle()
    return tree, (*changes, *base.pack.changes)


def _instrument(source: PackSource) -> Instrument:
    header = source.header
    return Instrument(
        id=header.id,
        version=header.version,
        title=header.title,
        short_title=header.short_title,
        number=header.number,
        territory=header.territory,
        in_force=header.in_force.since,
        in_force_note=header.in_force.not_stated,
        in_force_cite=tuple(citation(text, header.id) for text in header.in_force.cite or ()),
        numbering=header.numbering,
        articles=header.articles,
    )


def _annex(source: PackSource, base: CompiledPack | None) -> dict[str, object]:
    """Return the provisions and digests of the instrument, followed by those of the ones below."""
    own = source.header.id
    provisions = tuple(
        Provision(
            cite=citation(text, own),
            kind=entry.kind,
            not_executable=entry.not_executable,
            at=origin_of(at(source.annex_node, ("provisions", text)) or source.annex_node),
        )
        for text, entry in source.annex.provisions.items()
    )
    digests = tuple(
        ArticleDigest(cite=citation(text, own), sha256=value) for text, value in source.annex.digests.items()
    )
    return {
        "provisions": (*sorted(provisions, key=_place), *(base.pack.provisions if base else ())),
        "digests": (*sorted(digests, key=_place), *(base.pack.digests if base else ())),
    }


def _place(entry: Provision | ArticleDigest) -> tuple[int, int, int]:
    return entry.cite.article, entry.cite.paragraph or 0, entry.cite.item or 0
