r"""Reads JSON into the same tree as YAML.

YAML's parsers do not take all of JSON: tabs between tokens, `\ud83d\ude00` for one character, keys of any length.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from enum import Enum, auto

from zongzhi_rules.diagnostics import Diagnostic, Related, Source, diagnose
from zongzhi_rules.syntax.characters import ESCAPE, check_escaped, readable_text
from zongzhi_rules.syntax.findings import MOST_PARTS, Findings, StopReadingError
from zongzhi_rules.syntax.nodes import Node, Style
from zongzhi_rules.syntax.punctuation import FULL_WIDTH_COLON, FULL_WIDTH_QUOTES, NO_COMMAS
from zongzhi_rules.syntax.tree import TreeBuilder

_IN_STRING = r'(?:[^"\\\x00-\x1f]++|\\.)*+'
_TOKEN = re.compile(
    r"[ \t\r\n]*+(?:"
    rf'(?P<string>"{_IN_STRING}")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])"
    r"|(?P<word>true|false|null)(?!\w)"
    r"|(?P<mark>[\[\]{}:,]))?",
)
_JSON_START = re.compile(r'\s*[\[{][\[{\s]*"')
_STRING = re.compile(f'"{_IN_STRING}"')
_STRING_START = re.compile(f'"{_IN_STRING}')
_WORD = re.compile(r"[^\s,\[\]{}:]+|.", re.DOTALL)
_CLOSING = {"[": "]", "{": "}"}


def is_json(source: Source) -> bool:
    """Whether the name or the start of the text says that this must be JSON.

    `{"` could start YAML, too, but a JSON text with a mistake is often YAML with another meaning: `{"a": 1 "b": 2}`.
    """
    return source.name.lower().endswith(".json") or _JSON_START.match(source.text) is not None


def read_json(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """Read a JSON text.

    Returns:
        The tree, and the findings by position.  There is a tree exactly if no finding is an error.
    """
    findings = Findings(source)
    tree = TreeBuilder(findings)
    with suppress(StopReadingError):
        text = readable_text(findings)
        _Reader(text, tree, findings).read()
    return None if findings.has_errors else tree.root, findings.sorted()


class _Next(Enum):
    """What may come next."""

    VALUE = auto()
    VALUE_OR_END = auto()
    KEY = auto()
    KEY_OR_END = auto()
    COLON = auto()
    COMMA_OR_END = auto()
    NOTHING = auto()


class _Reader:
    def __init__(self, text: str, tree: TreeBuilder, findings: Findings) -> None:
        self._text = text
        self._tree = tree
        self._findings = findings
        self._source = findings.source
        self._open: list[tuple[str, int]] = []  # brackets with their offsets

    def read(self) -> None:
        """Read the one value of the text; a first mistake in the grammar is the last."""
        state, offset, parts = _Next.VALUE, 0, 0
        while state is not _Next.NOTHING:
            token = _TOKEN.match(self._text, offset)
            kind = token.lastgroup if token else None
            if token is None or kind is None:
                raise self._fault(state, token.end() if token else offset)
            start, offset = token.span(kind)
            parts += token[kind] not in (",", ":")
            if parts > MOST_PARTS:
                raise self._findings.stop("ZR152", self._source.span(start, offset), limit=MOST_PARTS)
            after = self._take(state, kind, start, offset)
            if after is None:
                raise self._fault(state, start)
            state = after
        rest = len(self._text) - len(self._text[offset:].lstrip(" \t\r\n"))
        if rest < len(self._text):
            raise self._findings.stop("ZR154", self._source.span(rest, rest + 1))

    def _take(self, state: _Next, kind: str, start: int, end: int) -> _Next | None:  # noqa: PLR0911 - a state machine
        """Take one token; return what comes next, None if the token may not stand here."""
        mark = self._text[start] if kind == "mark" else ""
        match state:
            case _Next.KEY | _Next.KEY_OR_END if kind == "string":
                self._scalar(kind, start, end)
                return _Next.COLON
            case _Next.COLON if mark == ":":
                return _Next.VALUE
            case _Next.COMMA_OR_END if mark == ",":
                return _Next.KEY if self._open[-1][0] == "{" else _Next.VALUE
            case _Next.KEY_OR_END | _Next.VALUE_OR_END | _Next.COMMA_OR_END if mark == _CLOSING[self._open[-1][0]]:
                self._open.pop()
                self._tree.close(end)
                return self._after_value()
            case _Next.VALUE | _Next.VALUE_OR_END if mark and mark in "[{":
                self._open.append((mark, start))
                self._tree.open(start, is_mapping=mark == "{", flow=True)
                return _Next.KEY_OR_END if mark == "{" else _Next.VALUE_OR_END
            case _Next.VALUE | _Next.VALUE_OR_END if not mark:
                self._scalar(kind, start, end)
                return self._after_value()
        return None

    def _after_value(self) -> _Next:
        return _Next.COMMA_OR_END if self._open else _Next.NOTHING

    def _scalar(self, kind: str, start: int, end: int) -> None:
        token = self._text[start:end]
        if kind != "string":
            self._tree.scalar(token, Style.PLAIN, start, end)
            return
        value = token[1:-1]
        if "\\" in value:
            try:
                value = json.loads(token)
            except json.JSONDecodeError as error:
                backslash = self._text.rfind("\\", start, start + error.pos + 1)
                escape = ESCAPE.match(self._text, backslash)
                end_of_escape = escape.end() if escape else backslash + 1
                self._findings.report("ZR132", self._source.span(backslash, end_of_escape), self._tree.path())
            else:
                check_escaped(value, start, end, self._findings)
        self._tree.scalar(value, Style.QUOTED, start, end)

    def _fault(self, state: _Next, offset: int) -> StopReadingError:  # noqa: C901, PLR0911 - one case after another
        """Report why what stands here may not."""
        findings, text = self._findings, self._text
        if offset == len(text):
            bracket, opened = self._open[-1]
            return findings.stop("ZR124", self._source.span(opened, opened + 1), bracket=bracket)
        mark = text[offset]
        here = self._source.span(offset, offset + 1)
        if mark == '"' and _STRING.match(text, offset) is None:
            return self._fault_in_string(offset)
        if mark in FULL_WIDTH_COLON:
            return findings.stop("ZR128", here)
        if mark in NO_COMMAS:
            return findings.stop("ZR129", here, mark=mark)
        if mark in FULL_WIDTH_QUOTES:
            return findings.stop("ZR130", here, mark=mark)
        if mark in "/#":
            return findings.stop("ZR162", here)
        before = text[:offset].rstrip()
        if mark in "]}" and before.endswith(","):
            return findings.stop("ZR161", self._source.span(len(before) - 1, len(before)))
        if state is _Next.COLON:
            return findings.stop("ZR160", here)
        if state is _Next.COMMA_OR_END:
            bracket, opened = self._open[-1]
            related = (Related(self._source.span(opened, opened + 1), "opened_here"),)
            findings.add(diagnose("ZR134", here, related=related, bracket=_CLOSING[bracket]))
            return StopReadingError()
        if mark in ",:]}" and before.endswith(":"):
            return findings.stop("ZR166", here)
        word = _WORD.match(text, offset)
        end = word.end() if word else offset + 1
        there = self._source.span(offset, end)
        if state in (_Next.KEY, _Next.KEY_OR_END):
            return findings.stop("ZR163", there)
        return findings.stop("ZR135" if mark in ",:]}" else "ZR164", there, text=text[offset:end])

    def _fault_in_string(self, offset: int) -> StopReadingError:
        """Report why a text that opens here does not close."""
        body = _STRING_START.match(self._text, offset)
        end = body.end() if body else offset + 1
        if self._text[end : end + 1] == "\t":
            return self._findings.stop("ZR165", self._source.span(end, end + 1))
        if self._text[end : end + 1] == "\\":
            return self._findings.stop("ZR132", self._source.span(end, end + 1))
        return self._findings.stop("ZR122", self._source.span(offset, offset + 1))
