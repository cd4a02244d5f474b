"""Pass 2: the pack that an overlay rests on, found, compiled and held against what the overlay says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from zongzhi_rules.compiler.tree import at
from zongzhi_rules.divisions import Division

if TYPE_CHECKING:
    from zongzhi_rules.compiler.problems import Problems
    from zongzhi_rules.compiler.source import PackSource
    from zongzhi_rules.ir.pack import Instrument

NATION = "nation"
_DIGITS = 6
_NATION = {"全国", "国家", "中国", "中央", "national", "china"}


def check_base(source: PackSource, base: Instrument, problems: Problems) -> None:
    """Note where the base is not the one that the overlay was written against."""
    extends = source.header.extends
    if extends is None:
        return
    node = at(source.header_node, ("extends", "versions")) or source.header_node
    try:
        wanted = SpecifierSet(extends.versions)
    except InvalidSpecifier:
        wanted = SpecifierSet()
    if not wanted:  # an empty range would fit any version
        problems.add("ZR310", node, "pack.extends.versions", versions=extends.versions)
        return
    if not wanted.contains(base.version):
        path = "pack.extends.versions"
        problems.add("ZR311", node, path, base=base.id, version=base.version, versions=extends.versions)
    territory = at(source.header_node, ("territory",)) or source.header_node
    if not _inside(source.header.territory, base.territory):
        problems.add(
            "ZR312",
            territory,
            "pack.territory",
            territory=source.header.territory,
            base=base.id,
            base_territory=base.territory,
        )
    since, earlier = source.header.in_force.since, base.in_force
    if since is not None and earlier is not None and since < earlier:
        node = at(source.header_node, ("in_force", "since")) or source.header_node
        problems.add("ZR313", node, "pack.in_force.since", since=str(since), base=base.id, base_since=str(earlier))


def check_territory(source: PackSource, problems: Problems) -> None:
    """Note a territory that is no division."""
    territory = source.header.territory
    if territory != NATION and (len(territory) != _DIGITS or Division.parse(territory) is None):
        node = at(source.header_node, ("territory",)) or source.header_node
        problems.add("ZR314", node, "pack.territory", (), _likely(territory), territory=territory)


def _likely(territory: str) -> tuple[str, ...]:
    """Return what was probably meant: the nation by its name, a code without the zeros at its end."""
    if territory in _NATION:
        return (NATION,)
    padded = territory.ljust(_DIGITS, "0")
    whole = territory.isascii() and territory.isdigit() and len(territory) in {2, 4}
    return (f'"{padded}"',) if whole and Division.parse(padded) is not None else ()


def _inside(territory: str, base: str) -> bool:
    if base == NATION:
        return True
    return territory != NATION and Division(territory).lies_in(base)
