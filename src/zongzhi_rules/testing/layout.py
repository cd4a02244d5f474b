"""The same pack written otherwise: keys in another order, sections spread over other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

Files = dict[str, bytes]


def rewritten(files: Mapping[str, bytes], random: Random) -> Files:
    """Return the files of a pack with their mappings and changes in random order, spread over one to four files.

    Comments are lost; what stands where, and which file holds it, is all that changes otherwise.
    """
    entries = [entry for text in files.values() for entry in _entries(_shuffled(yaml.compose(text.decode()), random))]
    random.shuffle(entries)
    parts: list[list[tuple[str, yaml.Node, yaml.Node | None]]] = [[] for _ in range(random.randint(1, 4))]
    for entry in entries:
        random.choice(parts).append(entry)
    return {f"part{number}.yaml": _text(part) for number, part in enumerate(parts) if part}


def _shuffled(node: yaml.Node | None, random: Random) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        is_fact = any(key.value == "type" for key, _ in node.value)
        for key, value in node.value:
            if not (is_fact and key.value == "options"):  # mildest first: there the order is what the author says
                _shuffled(value, random)
        random.shuffle(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _shuffled(value, random)
    return node


_WHOLE = {"pack", "scope"}
_LISTED = "changes"


def _entries(root: yaml.Node | None) -> list[tuple[str, yaml.Node, yaml.Node | None]]:
    """Take a file apart: (section, key, value) for each entry, no value for what is an item of a list."""
    found: list[tuple[str, yaml.Node, yaml.Node | None]] = []
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value in _WHOLE:
            found.append((key.value, value, None))
        elif key.value == _LISTED:
            found += [(key.value, item, None) for item in value.value]
        else:
            found += [(key.value, name, entry) for name, entry in value.value]
    return found


def _text(part: list[tuple[str, yaml.Node, yaml.Node | None]]) -> bytes:
    sections: dict[str, list[tuple[yaml.Node, yaml.Node | None]]] = {}
    for section, key, value in part:
        sections.setdefault(section, []).append((key, value))
    root = yaml.MappingNode("tag:yaml.org,2002:map", [], flow_style=False)
    for section, entries in sections.items():
        body: yaml.Node
        if section in _WHOLE:
            body = entries[0][0]
        elif section == _LISTED:
            body = yaml.SequenceNode("tag:yaml.org,2002:seq", [item for item, _ in entries], flow_style=False)
        else:
            body = yaml.MappingNode("tag:yaml.org,2002:map", entries, flow_style=False)
        root.value.append((yaml.ScalarNode("tag:yaml.org,2002:str", section), body))
    text: str = yaml.serialize(root, allow_unicode=True, width=1000)
    return text.encode()
