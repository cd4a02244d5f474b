"""Entries from files and dictionaries; whatever is wrong is said in the author's terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zongzhi_rules.casefile.events import EVENT, KINDS, Event
from zongzhi_rules.casefile.paths import likely
from zongzhi_rules.diagnostics import diagnose, suggest
from zongzhi_rules.errors import CaseError
from zongzhi_rules.facts.faults import diagnostics_of
from zongzhi_rules.syntax.files import decode, read_file
from zongzhi_rules.syntax.nodes import MappingNode, Node, SequenceNode
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.yaml_reader import read_yaml

if TYPE_CHECKING:
    from datetime import datetime

    from zongzhi_rules.diagnostics import Diagnostic

_LIST = "events"


def event_from(data: Mapping[str, object]) -> Event:
    """Make an entry of data as `json.load` gives it.

    Raises:
        CaseError: the data are no entry; with every error and its path.
    """
    return _event(data, None)


def read_events(path: str | Path, *, now: datetime | None = None) -> tuple[Event, ...]:
    """Read entries from a YAML or JSON file: one entry, or several under `events`.

    Args:
        path: the file.
        now: the moment of recording for entries that state none.

    Raises:
        CaseError: the file cannot be read, or what it says are no entries; with every error and its place.
    """
    return _events(*read_file(Path(path)), now)


def parse_events(text: bytes, name: str = "<events>", *, now: datetime | None = None) -> tuple[Event, ...]:
    """Read entries from the bytes of a file.  Arguments and errors as for `read_events`."""
    source, found = decode(name, text)
    if source is None:
        raise CaseError(found)
    return _events(*read_yaml(source), now)


def _events(root: Node | None, found: list[Diagnostic], now: datetime | None) -> tuple[Event, ...]:
    if root is None:
        raise CaseError(found)
    listed = root.get(_LIST) if isinstance(root, MappingNode) else root
    nodes = [root] if listed is None else list(listed.items) if isinstance(listed, SequenceNode) else []
    if not nodes:
        raise CaseError([diagnose("ZR591", root.span)])
    events: list[Event] = []
    problems: list[Diagnostic] = []
    for node in nodes:
        data = to_plain(node)
        if now is not None and isinstance(data, dict):
            data = {"recorded_at": now, **data}
        try:
            events.append(_event(data, node))
        except CaseError as error:
            problems += error.diagnostics
    if problems:
        raise CaseError(problems)
    return tuple(events)


def _event(data: object, node: Node | None) -> Event:
    kind = data.get("event") if isinstance(data, Mapping) else None
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        known, given = tuple(KINDS), "null" if kind is None else str(kind)
        likely = suggest(given, known)
        span = None
        if isinstance(node, MappingNode):
            word = node.get("event")
            span = (word or node).span
        raise CaseError([diagnose("ZR578", span, path="event", suggestions=likely, value=given, known=known)])
    try:
        return EVENT.validate_python(model.model_validate(data))
    except ValidationError as error:
        raise CaseError(map(_with_likely_paths, diagnostics_of(error, data, node, model))) from None


def _with_likely_paths(found: Diagnostic) -> Diagnostic:
    """Add the paths that may have been meant to the diagnostic of one that a case does not have."""
    if found.code != "ZR571":
        return found
    given = str(found.arguments["value"])
    return replace(found, suggestions=suggest(given, likely(given)))
