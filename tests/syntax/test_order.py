"""The order of keys: theirs where the language names them, the author's elsewhere; comments go with their keys."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.syntax.rewriting import ABOVE, BESIDE, Rewriter

from zongzhi_rules.cli.files import ANY_FILE
from zongzhi_rules.compiler.passes import compile_files
from zongzhi_rules.diagnostics import Source
from zongzhi_rules.syntax.comments import comments
from zongzhi_rules.syntax.layout import same_meaning
from zongzhi_rules.syntax.nodes import MappingNode, Node, SequenceNode, make_mapping, make_sequence
from zongzhi_rules.syntax.order import arranged, in_order, same_order
from zongzhi_rules.syntax.yaml_reader import read_yaml
from zongzhi_rules.testing import PackText, small_packs

ROOT = Path(__file__).parents[2]
FOLDERS = ("rulepacks", "examples", "tests/packs", "tests/mutation/packs", "src/zongzhi_rules/cli/skeleton")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.yaml") if path.parent.name != "expected")


def tree(text: str) -> Node:
    root, found = read_yaml(Source("a.yaml", text))
    assert root is not None, (found, text)
    return root


def assert_arranged(text: str) -> str:
    """Assert what must hold of each result, and return it."""
    before = tree(text)
    new = arranged(before, ANY_FILE)
    after = tree(new)
    assert same_meaning(in_order(before, ANY_FILE), after), (text, new)
    assert same_order(after, ANY_FILE), (text, new)
    assert Counter(one.text for one in comments(before)) == Counter(one.text for one in comments(after)), (text, new)
    assert arranged(after, ANY_FILE) == new, text
    return new


def any_order(node: Node, chosen: Random) -> Node:
    """Return a tree whose keys were shuffled wherever their order is not the author's."""
    if isinstance(node, SequenceNode):
        return make_sequence([any_order(item, chosen) for item in node.items], node.source, node.start, node.end)
    if not isinstance(node, MappingNode):
        return node
    entries = [(key, any_order(value, chosen)) for key, value in node.entries]
    chosen.shuffle(entries)
    values = {key.value: value for key, value in entries}
    return make_mapping([key for key, _ in entries], values, node.source, node.start, node.end)


def assert_comments_stay(text: str) -> None:
    """Assert that each comment that names a key stands above it or beside it."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        for mark in (ABOVE, BESIDE):
            if mark not in line:
                continue
            key = line.split(f"{mark} ")[1].split(" | ")[0]
            below = lines[number:] if mark == BESIDE else lines[number + 1 :]
            owner = next(one for one in below if mark == BESIDE or not re.match(r"\s*(#|$)", one)).lstrip(" -")
            assert owner.startswith((f"{key}:", f'"{key}":')), (line, owner, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_shipped_files_however_they_are_written(path: Path) -> None:
    original = tree(path.read_text(encoding="utf-8"))
    wanted = in_order(original, ANY_FILE)
    assert same_meaning(original, wanted, keys_in_order=False)
    assert_arranged(path.read_text(encoding="utf-8"))
    chosen = Random(path.name)  # noqa: S311 - no secret
    written = Rewriter(chosen).text(any_order(original, chosen))
    new = assert_arranged(written)
    assert same_meaning(original, tree(new), keys_in_order=False), written
    assert_comments_stay(new)


@settings(max_examples=15, deadline=None)
@given(small_packs(), st.integers(0, 10**6))
def test_packs_in_any_order_keep_their_digest(pack: PackText, seed: int) -> None:
    chosen = Random(seed)  # noqa: S311 - no secret
    files = {
        name: {
            shown: assert_arranged(Rewriter(chosen).text(any_order(tree(data.decode()), chosen))).encode()
            for shown, data in parts.items()
        }
        for name, parts in pack.files.items()
    }
    assert compile_files(pack.id, files[pack.id], files.get).digest == pack.rules.digest
