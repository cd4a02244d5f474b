"""Reads YAML (and JSON) into a tree that remembers every place.

The language uses a small part of YAML: mappings with words for keys, lists, texts.  Anchors, aliases, tags, merge
keys, directives and several documents are refused, and with them every trick that they allow.  The text is read event
by event and never composed by the YAML library, so that nothing in it makes the reader recurse, expand or construct.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from zongzhi_rules.diagnostics import Diagnostic, Source, Span
from zongzhi_rules.syntax.characters import check_escaped, readable_text
from zongzhi_rules.syntax.findings import MOST_PARTS, Findings, StopReadingError
from zongzhi_rules.syntax.json_reader import is_json, read_json
from zongzhi_rules.syntax.nodes import Node, ScalarNode, Style
from zongzhi_rules.syntax.punctuation import misread_collection
from zongzhi_rules.syntax.tree import TreeBuilder
from zongzhi_rules.syntax.yaml_problems import report_problem

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
FASTEST_LOADER: Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_BLANK_AND_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*+[ \t]*(?:#[^\r\n]*)?")
_DOCUMENT_MARK = re.compile(r"(?:---|\.\.\.)(?!\S)")
_LONG_ESCAPE = re.compile(r"\\U[0-9A-Fa-f]{8}")
_TOO_DEEP = "maximum nesting depth"
"""In what libyaml 0.2.6 says from 1000 levels on.  It looks ahead, and so gives up before the tree can say where."""
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*")


def read_yaml(source: Source, *, loader: Loader = FASTEST_LOADER) -> tuple[Node | None, list[Diagnostic]]:
    """Read a text; one that is JSON is read as JSON.

    Returns:
        The tree, and the findings by position.  There is a tree exactly if no finding is an error.
    """
    if is_json(source):
        return read_json(source)
    findings = Findings(source)
    tree = TreeBuilder(findings)
    with suppress(StopReadingError):
        text = readable_text(findings)
        _check_start(findings)
        try:
            _build(loader(text), tree, findings)
        except yaml.YAMLError as error:
            if loader is not yaml.SafeLoader and _TOO_DEEP in str(error):
                return read_yaml(source, loader=yaml.SafeLoader)
            report_problem(error, tree, findings)
        except (OverflowError, ValueError):  # the Python parser met an escape beyond Unicode
            escape = _LONG_ESCAPE.search(text, tree.last_scalar.end if tree.last_scalar else 0)
            findings.report("ZR132", source.span(*escape.span()) if escape else Span(source, 1, 1, 1, 1))
    return None if findings.has_errors else tree.root, findings.sorted()


def _check_start(findings: Findings) -> None:
    """Refuse a text without content, and directives before any parser sees them: libyaml takes quadratic time."""
    source = findings.source
    start = _blank_until(source.text, 0)
    if start == len(source.text):
        raise findings.stop("ZR146", Span(source, 1, 1, 1, 1))
    if source.text[start] == "%" and source.position(start)[1] == 1:
        raise findings.stop("ZR149", source.span(start, start + 1))


def _build(parser: yaml.SafeLoader | yaml.CSafeLoader, tree: TreeBuilder, findings: Findings) -> None:  # noqa: C901, PLR0912 - one branch an event
    """Feed the tree with the events of the first document."""
    source, next_event, scalar = findings.source, parser.get_event, tree.scalar
    event: Any  # the stubs make every mark optional, which none is in what a parser makes
    try:
        for _ in range(MOST_PARTS):
            event = next_event()
            kind = type(event)
            start, end = event.start_mark, event.end_mark
            if kind is ScalarEvent:
                if event.anchor or event.tag:
                    _refuse_properties(event, findings, tree)
                written = event.style
                if not written:
                    scalar(event.value, Style.PLAIN, start.index, end.index)
                elif written in "|>":
                    scalar(event.value, Style.BLOCK, start.index, _without_blank_end(start.index, end.index, source))
                else:
                    if written == '"':
                        check_escaped(event.value, start.index, end.index, findings)
                    scalar(event.value, Style.QUOTED, start.index, end.index)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor or event.tag:
                    _refuse_properties(event, findings, tree)
                tree.open(start.index, is_mapping=kind is MappingStartEvent, flow=event.flow_style)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                tree.close(end.index)
            elif kind is AliasEvent:
                findings.report("ZR142", source.span(start.index, end.index), path=tree.path())
                tree.drop(start.index, end.index)
            elif kind is DocumentEndEvent:
                _check_end(event, tree, findings)
                return
        raise findings.stop("ZR152", source.span(event.start_mark.index, event.end_mark.index), limit=MOST_PARTS)
    finally:
        parser.dispose()


def _check_end(event: Any, tree: TreeBuilder, findings: Findings) -> None:  # noqa: ANN401 - as `_build`
    source = findings.source
    rest = _blank_until(source.text, event.end_mark.index)
    if rest < len(source.text):
        another = event.explicit or _DOCUMENT_MARK.match(source.text, rest)
        raise findings.stop("ZR145" if another else "ZR154", source.span(rest, rest + 1))
    root = tree.root
    if isinstance(root, ScalarNode) and root.style is Style.PLAIN:
        suspicion = misread_collection(root)  # nothing that is read here is a single text
        if not root.value:
            findings.report("ZR146", Span(source, 1, 1, 1, 1))
        elif suspicion is not None:
            findings.add(suspicion)


def _refuse_properties(event: Any, findings: Findings, tree: TreeBuilder) -> None:  # noqa: ANN401 - as `_build`
    """Report the anchor and the tag of a node; both stand before it, in either order."""
    text, offset = findings.source.text, event.start_mark.index
    while (match := _PROPERTY.match(text, offset)) is not None:
        findings.report(
            "ZR141" if match[0][0] == "&" else "ZR143", findings.source.span(*match.span()), path=tree.path()
        )
        offset = _blank_until(text, match.end())


def _without_blank_end(start: int, end: int, source: Source) -> int:
    """Return the end of a block scalar without the blank lines and the indentation that follow it."""
    return start + len(source.text[start:end].rstrip())


def _blank_until(text: str, offset: int) -> int:
    """Return the offset of the next character that is neither blank nor in a comment."""
    match = _BLANK_AND_COMMENTS.match(text, offset)
    return match.end() if match else offset
