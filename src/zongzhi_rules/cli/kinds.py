"""Files of another kind than a command wants, told apart by their keys: one message in place of one for every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zongzhi_rules.diagnostics import Label, diagnose
from zongzhi_rules.errors import CaseError
from zongzhi_rules.syntax.nodes import MappingNode
from zongzhi_rules.syntax.places import head_span
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Source
    from zongzhi_rules.syntax.nodes import Node


class _Kind(NamedTuple):
    """A kind of file: the keys one of which shows it, what it is called, and the command that takes it."""

    keys: frozenset[str]
    name: Label
    taken_by: str


CASE: Final = "case"
EVENTS: Final = "events"
_KINDS: Final = {
    "receipt": _Kind(frozenset({"digest"}), Label("回执", "a receipt"), "zongzhi replay"),
    EVENTS: _Kind(frozenset({"events", "event"}), Label("案卷的记录", "a file of entries"), "zongzhi case new"),
    "cases": _Kind(frozenset({"cases"}), Label("规则包旁的案例", "a file of cases beside a pack"), "zongzhi test"),
    "pack": _Kind(
        frozenset({"pack", "changes", "measures"}), Label("规则包的文件", "a file of a pack"), "zongzhi check"
    ),
    CASE: _Kind(frozenset({"as_of", "subject"}), Label("案件", "a case"), "zongzhi decide"),
}


def explained(error: CaseError, source: Source | None, wanted: str) -> CaseError:
    """Return the error that says which kind of file was given in place of the one wanted; else the error as it is."""
    root = None if source is None else read_yaml(source)[0]
    given = _kind_of(root)
    if root is None or given is None or given == wanted:
        return error
    kind = _KINDS[given]
    found = diagnose(
        "ZR531",
        head_span(root),
        given=kind.name,
        wanted=_KINDS[wanted].name,
        command=f"`{kind.taken_by}`",
    )
    return CaseError([found])


def _kind_of(root: Node | None) -> str | None:
    """Return which kind of file a tree is, as far as its keys show."""
    if not isinstance(root, MappingNode):
        return None
    keys = {key.value for key, _ in root.entries}
    if keys >= _KINDS[CASE].keys:
        return CASE  # with a wrong key, perhaps
    return next((name for name, kind in _KINDS.items() if keys & kind.keys), None)
