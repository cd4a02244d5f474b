"""Pass 1: the files of a pack, read and put together into one tree of sections, a header and a list of changes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zongzhi_rules.compiler.mirror import hold
from zongzhi_rules.compiler.problems import Problems
from zongzhi_rules.compiler.tree import at, mapping
from zongzhi_rules.diagnostics import Related, Source, Span, suggest_named
from zongzhi_rules.diagnostics.reasons import reason_of
from zongzhi_rules.syntax.files import decode
from zongzhi_rules.syntax.findings import LARGEST_TEXT
from zongzhi_rules.syntax.keywords import KEYWORDS
from zongzhi_rules.syntax.model import ANNEX, SECTIONS, Annex, Change, Header
from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from zongzhi_rules.compiler.citations import Titles

_HEADER, _CHANGES = "pack", "changes"
_SUFFIX, _OTHER_SUFFIX = ".yaml", ".yml"
_MOST_FILES = 200
MOST_LEVELS = 16  # of packs that rest on each other; the law has four or five

Locate = Callable[[str], Mapping[str, bytes] | None]
"""Finds the files of a pack by its id."""


@dataclass(frozen=True, slots=True)
class PackSource:
    """A pack as written: its header, its sections, and for an overlay its changes with their nodes."""

    header: Header
    header_node: MappingNode
    sections: MappingNode
    changes: tuple[tuple[Change, MappingNode], ...]
    annex: Annex
    annex_node: MappingNode


def read_files(folder: Path, problems: Problems) -> dict[str, bytes]:
    """Read the YAML files of a pack folder; its sub-folders (cases) are not part of the pack."""
    name = folder.name
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        problems.add("ZR219", _nowhere(name, name), folder=name, reason=reason_of(error))
        return {}
    for stray in paths:
        if stray.suffix == _OTHER_SUFFIX:
            problems.add("ZR218", _nowhere(f"{name}/{stray.name}", name), file=stray.name)
    paths = [path for path in paths if path.suffix == _SUFFIX]
    if not paths:
        problems.add("ZR220", _nowhere(name, name), folder=name)
    if len(paths) > _MOST_FILES:
        problems.add("ZR240", _nowhere(name, name), folder=name, count=len(paths), limit=_MOST_FILES)
        return {}
    files = {}
    for path in paths:
        shown = f"{name}/{path.name}"
        try:
            with path.open("rb") as file:
                files[shown] = file.read(LARGEST_TEXT + 1)  # one more shows that it is too large
        except OSError as error:
            problems.add("ZR103", _nowhere(shown, name), file=path.name, reason=reason_of(error))
    return files


def _nowhere(shown: str, pack: str) -> Span:
    """Return the place of a file that has no text to show."""
    return Span(Source(shown, "", pack), 1, 1, 1, 1)


def read_pack(
    files: Mapping[str, bytes],
    problems: Problems,
    name: str,
    locate: Locate = lambda _: None,
) -> PackSource | None:
    """Read the files of one pack.

    Args:
        files: shown name to content.
        problems: where problems go.
        name: what to call the pack until its id is known.
        locate: finds the files of the pack that it rests on, for what that is called.
    """
    roots = _roots(files, problems, name)
    own = _own_id(roots)
    if own is not None and own != name:  # what is read must bear the pack's own id, whatever its folder is called
        roots = _roots(files, Problems(), own)
    gathered: dict[str, tuple[ScalarNode, Node]] = {}
    for root in roots:
        for key, value in root.entries:
            _take(gathered, key, value, problems)
    if not files:
        return None
    problems.settle()
    if _HEADER not in gathered:
        problems.add("ZR221", _nowhere(name, name), name=name)
        return None
    header_key, header_node = gathered.pop(_HEADER)
    titles = functools.cache(lambda: _titles(header_node, locate))
    written = gathered.pop(_CHANGES, None)
    header = hold(Header, header_node, problems, _HEADER, {(): header_key.span}, titles=titles)
    changes = _changes(written, problems, titles)
    annex_node = mapping([gathered.pop(name) for name in ANNEX if name in gathered], header_key)
    annex = hold(Annex, annex_node, problems, titles=titles)
    if header is None or annex is None or not isinstance(header_node, MappingNode):
        return None
    _check_header(header, header_node, problems)
    if header.extends is None and written is not None:
        problems.add("ZR223", written[0])
    if header.extends is not None:
        for key, _ in gathered.values():
            problems.add("ZR222", key, section=key.value, base=header.extends.pack)
    return PackSource(header, header_node, mapping(gathered.values(), header_key), changes, annex, annex_node)


def _titles(header: Node | None, locate: Locate) -> Titles:
    """Return what a pack and those below it are called, by ids; their headers are taken as they stand."""
    found: dict[str, tuple[str, ...]] = {}
    while header is not None and len(found) < MOST_LEVELS:
        own = _text(header, "id")
        found[own] = (_text(header, "short_title"), _text(header, "title"))
        below = _text(header, "extends", "pack")
        files = locate(below) if below and below not in found else None
        roots = _roots(files or {}, Problems(), below)
        header = next((root.get(_HEADER) for root in roots if root.get(_HEADER)), None)
    return found


def _text(node: Node, *keys: str) -> str:
    found = at(node, keys)
    return found.value if isinstance(found, ScalarNode) else ""


def _check_header(header: Header, node: MappingNode, problems: Problems) -> None:
    in_force = header.in_force
    if (in_force.since is None) == (in_force.not_stated is None) or (in_force.since and not in_force.cite):
        problems.add("ZR224", node.key_node("in_force") or node, "pack.in_force")


def _roots(files: Mapping[str, bytes], problems: Problems, pack: str) -> list[MappingNode]:
    found = [_root(shown, data, problems, pack) for shown, data in sorted(files.items())]
    return [root for root in found if root is not None]


def _own_id(roots: list[MappingNode]) -> str | None:
    for root in roots:
        header = root.get(_HEADER)
        own = header.get("id") if isinstance(header, MappingNode) else None
        if isinstance(own, ScalarNode):
            return own.value
    return None


def _root(shown: str, data: bytes, problems: Problems, pack: str) -> MappingNode | None:
    source, found = decode(shown, data, pack)
    problems.found += found
    if source is None:
        return None
    node, more = read_yaml(source)
    problems.found += more
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        problems.add("ZR225", node)
        return None
    return node


def _take(gathered: dict[str, tuple[ScalarNode, Node]], key: ScalarNode, value: Node, problems: Problems) -> None:
    """Add a section to what was gathered; a section may be spread over files, an entry may not."""
    known = (_HEADER, _CHANGES, *SECTIONS, *ANNEX)
    if key.value not in known:
        near = suggest_named(key.value, {name: (KEYWORDS[name],) for name in known})
        problems.add("ZR226", key, section=key.value, suggestions=near, known=known)
        return
    earlier = gathered.get(key.value)
    if earlier is None:
        gathered[key.value] = (key, value)
        return
    old_key, old = earlier
    if isinstance(old, SequenceNode) and isinstance(value, SequenceNode):
        gathered[key.value] = (old_key, SequenceNode((*old.items, *value.items), old.source, old.start, old.end))
        return
    if key.value == _HEADER or not isinstance(old, MappingNode) or not isinstance(value, MappingNode):
        problems.add("ZR227", key, key.value, [Related(old_key.span, "first_here")], section=key.value)
        return
    names = {name.value: name for name, _ in old.entries}
    for name, _ in value.entries:
        if name.value in names:
            related = [Related(names[name.value].span, "first_here")]
            problems.add("ZR228", name, key.value, related, section=key.value, name=name.value)
    new = [(name, entry) for name, entry in value.entries if name.value not in names]
    gathered[key.value] = (old_key, mapping((*old.entries, *new), old))


def _changes(
    section: tuple[ScalarNode, Node] | None,
    problems: Problems,
    titles: Callable[[], Titles],
) -> tuple[tuple[Change, MappingNode], ...]:
    if section is None:
        return ()
    key, node = section
    if not isinstance(node, SequenceNode):
        problems.add("ZR229", key)
        return ()
    read = []
    for index, item in enumerate(node.items):
        change = hold(Change, item, problems, f"{_CHANGES}[{index}]", titles=titles)
        if change is not None and isinstance(item, MappingNode):
            read.append((change, item))
    return tuple(read)
