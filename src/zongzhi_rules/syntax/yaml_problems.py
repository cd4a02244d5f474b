"""Says in our words why a YAML parser gave up.

The parser names what it met, at the place where it could not go on; authors need the mistake, often a line above.
libyaml and the Python parser word the same problem differently, so each rule matches both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yaml import MarkedYAMLError, YAMLError

from zongzhi_rules.diagnostics import Diagnostic, Related, Source, Span, diagnose
from zongzhi_rules.syntax.characters import ESCAPE, half_of_a_pair
from zongzhi_rules.syntax.nodes import ScalarNode, Style
from zongzhi_rules.syntax.punctuation import FULL_WIDTH_COLON, NO_COMMAS, suspect_in_flow, wide_bracket

if TYPE_CHECKING:
    from collections.abc import Callable

    from zongzhi_rules.syntax.findings import Findings
    from zongzhi_rules.syntax.tree import TreeBuilder

_LONGEST_KEY = 1024  # YAML's own limit for a key without `? `
_MISSING_SPACE = re.compile(r"[^\s:]+:(?=\S)")
_DASH_WITHOUT_SPACE = re.compile(r"[ \t]*-[^\s\d-]")
_WORD = re.compile(r"\S+")
_CLOSING = {"[": "]", "{": "}"}


def report_problem(error: YAMLError, tree: TreeBuilder, findings: Findings) -> None:
    """Report the problem that ended the parsing."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        findings.report("ZR120", Span(findings.source, 1, 1, 1, 1))
        return
    context, problem = error.context or "", error.problem or ""
    text = findings.source.text
    at = min(error.problem_mark.index, len(text))
    began = error.context_mark.index if error.context_mark else at
    trouble = _Trouble(findings.source, text, at, min(began, len(text)), problem, tree)
    for in_context, in_problem, explain in _RULES:
        if re.search(in_context, context) and re.search(in_problem, problem):
            found = explain(trouble)
            if not findings.has(found):
                findings.add(found)
            return
    findings.add(trouble.here("ZR120"))


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Where the parser stood.

    Attributes:
        at: offset of what it could not take.
        began: offset of the construct that it was in.
        problem: its own words.
        tree: what had been read.
    """

    source: Source
    text: str
    at: int
    began: int
    problem: str
    tree: TreeBuilder

    @property
    def mark(self) -> str:
        """The character that could not be taken; empty at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def is_end(self) -> bool:
        """Whether the text was read to its end."""
        return not self.text[self.at :].strip()

    @property
    def last(self) -> ScalarNode | None:
        """The last scalar that was read."""
        return self.tree.last_scalar

    def line_of(self, offset: int) -> int:
        """Return the number of the line that an offset is in."""
        return self.source.position(offset)[0]

    def line_start(self, offset: int) -> int:
        """Return the offset at which its line starts."""
        return self.source.offset(self.line_of(offset), 1)

    def line_end(self, offset: int) -> int:
        """Return the offset after the last visible character of its line."""
        return self.line_start(offset) + len(self.source.line(self.line_of(offset)).rstrip())

    def indentation(self, offset: int) -> str:
        """Return the white space at the start of its line."""
        line = self.source.line(self.line_of(offset))
        return line[: len(line) - len(line.lstrip(" \t"))]

    def line_above(self, offset: int) -> Span | None:
        """Return what stands on the last line above that is neither empty nor a comment."""
        for number in range(self.line_of(offset) - 1, 0, -1):
            text = self.source.line(number)
            if text.strip() and not text.lstrip().startswith("#"):
                start = self.source.offset(number, 1) + len(text) - len(text.lstrip(" \t"))
                return self.source.span(start, self.source.offset(number, 1) + len(text.rstrip()))
        return None

    def before(self, offset: int) -> str:
        """Return what stands on its line before it."""
        return self.text[self.line_start(offset) : offset]

    def point(self, code: str, offset: int, length: int = 1, /, **arguments: str) -> Diagnostic:
        """Make a diagnostic about a few characters."""
        end = min(offset + length, len(self.text))
        return Diagnostic(code, arguments, self.source.span(offset, end))

    def here(self, code: str, /, **arguments: str) -> Diagnostic:
        """Make a diagnostic about the character that could not be taken."""
        return self.point(code, self.at, **arguments)

    def rest_of_line(self, code: str, offset: int, /, **arguments: str) -> Diagnostic:
        """Make a diagnostic about an offset and what follows on its line."""
        return self.point(code, offset, max(self.line_end(offset) - offset, 1), **arguments)


def _alias(trouble: _Trouble) -> Diagnostic:
    return trouble.point("ZR142", trouble.began)


def _anchor(trouble: _Trouble) -> Diagnostic:
    return trouble.point("ZR141", trouble.began)


def _tag(trouble: _Trouble) -> Diagnostic:
    word = _WORD.match(trouble.text, trouble.began)
    return trouble.point("ZR143", trouble.began, len(word[0]) if word else 1)


def _directive(trouble: _Trouble) -> Diagnostic:
    return trouble.rest_of_line("ZR149", trouble.line_start(trouble.at))


def _unstartable(trouble: _Trouble) -> Diagnostic:
    return trouble.here("ZR121") if trouble.mark == "\t" else trouble.here("ZR131", character=trouble.mark)


def _tab(trouble: _Trouble) -> Diagnostic:
    return _indentation_tab(trouble) or trouble.here("ZR121")


def _indentation_tab(trouble: _Trouble) -> Diagnostic | None:
    tab = trouble.indentation(trouble.at).find("\t")
    return None if tab < 0 else trouble.point("ZR121", trouble.line_start(trouble.at) + tab)


def _unclosed_quote(trouble: _Trouble) -> Diagnostic:
    return trouble.point("ZR122", trouble.began)


def _escape(trouble: _Trouble) -> Diagnostic:
    backslash = trouble.text.rfind("\\", trouble.began, trouble.at + 1)
    escape = ESCAPE.match(trouble.text, backslash) if backslash >= 0 else None
    if escape is None:
        return trouble.here("ZR132")
    half = half_of_a_pair(escape[0])
    if half is not None:
        return trouble.point("ZR114", backslash, len(escape[0]), character=half)
    return trouble.point("ZR132", backslash, len(escape[0]))


def _block_header(trouble: _Trouble) -> Diagnostic:
    return trouble.rest_of_line("ZR133", trouble.at)


def _unclosed_bracket(trouble: _Trouble) -> Diagnostic:
    """Report the innermost bracket that is open, or the end of the text if none is."""
    start = trouble.tree.innermost_flow
    if start is None:
        return trouble.here("ZR120")
    return trouble.point("ZR124", start, bracket=trouble.text[start])


def _unseparated(trouble: _Trouble) -> Diagnostic:  # noqa: PLR0911 - a case each
    """In brackets neither a comma nor the closing bracket came: one is missing here, or the bracket never closed."""
    last = trouble.last
    if trouble.is_end or _is_next_key(trouble):
        return _unclosed_bracket(trouble)
    if last is not None and last.style is Style.QUOTED and last.span.start_line < last.span.end_line:
        return trouble.point("ZR122", last.start)  # what closes it was to open another
    if trouble.mark == FULL_WIDTH_COLON:
        return trouble.here("ZR128")
    if trouble.mark and trouble.mark in NO_COMMAS:
        return trouble.here("ZR129", mark=trouble.mark)
    at = trouble.at
    if trouble.mark == ":" and last is not None and last.style is Style.PLAIN and last.end == at:
        wide = suspect_in_flow(last)
        if wide is not None:  # `{a: 甲，b: 2}`: one text up to the second colon
            return wide
        words = last.span.text.split()
        if len(words) < 2:  # noqa: PLR2004 - one word or none
            return trouble.here("ZR138")
        at -= len(words[-1])  # `1 b:` was read as one text and a colon; the comma is missing before `b`
    bracket = trouble.text[trouble.began : trouble.began + 1]
    if bracket not in _CLOSING:
        return trouble.here("ZR120")
    opened = Related(trouble.source.span(trouble.began, trouble.began + 1), "opened_here")
    return diagnose("ZR134", trouble.source.span(at, at + 1), related=(opened,), bracket=_CLOSING[bracket])


def _is_next_key(trouble: _Trouble) -> bool:
    """Whether the colon belongs to a key on a later line that cannot be inside the bracket."""
    return (
        trouble.mark == ":"
        and trouble.line_of(trouble.at) > trouble.line_of(trouble.began)
        and bool(trouble.before(trouble.began).strip())
        and len(trouble.indentation(trouble.at)) <= len(trouble.indentation(trouble.began))
    )


def _unexpected(trouble: _Trouble) -> Diagnostic:
    return _unclosed_bracket(trouble) if trouble.is_end else trouble.here("ZR135", text=trouble.mark)


def _unexpected_item(trouble: _Trouble) -> Diagnostic:
    in_brackets = trouble.tree.innermost_flow is not None
    return trouble.here("ZR135", text="-") if in_brackets else trouble.here("ZR139")


def _colon_without_space(trouble: _Trouble) -> Diagnostic:
    return trouble.here("ZR137", mark=":")


def _key_without_colon(trouble: _Trouble) -> Diagnostic:
    return _indentation_tab(trouble) or _no_colon_after(trouble, trouble.began)


def _no_colon_after(trouble: _Trouble, start: int) -> Diagnostic:
    """Say why the words from an offset on, which must be a key, are none."""
    words = trouble.text[start : trouble.line_end(start)]
    if words[:1] in ("'", '"') and words.count(words[0]) == 1:
        return trouble.point("ZR122", start)
    if FULL_WIDTH_COLON in words:
        return trouble.point("ZR128", start + words.index(FULL_WIDTH_COLON))
    if words.startswith("-"):
        return trouble.point("ZR137", start, mark="-")
    if missing := _MISSING_SPACE.match(words):
        return trouble.point("ZR137", start + missing.end() - 1, mark=":")
    if len(words) > _LONGEST_KEY:
        return trouble.point("ZR151", start, limit=str(_LONGEST_KEY))
    return trouble.rest_of_line("ZR136", start)


def _colon_in_value(trouble: _Trouble) -> Diagnostic:  # noqa: PLR0911 - a case each
    """A colon stands where no key can be: behind another key, or behind a text that began on a line above."""
    if tab := _indentation_tab(trouble):
        return tab
    last = trouble.last
    here = trouble.line_of(trouble.at)
    if last is not None and last.style is Style.PLAIN and (bracket := wide_bracket(last)) is not None:
        return bracket
    if len(trouble.before(trouble.at)) > _LONGEST_KEY:
        return trouble.point("ZR151", trouble.line_start(trouble.at), limit=str(_LONGEST_KEY))
    if last is None or last.span.end_line != here or last.span.start_line == here:
        return trouble.here("ZR138")
    start = last.start
    if last.style is Style.QUOTED:
        return trouble.point("ZR122", start)
    if item := _DASH_WITHOUT_SPACE.match(trouble.text, trouble.line_start(start)):  # `-amend: x` began no item
        return trouble.point("ZR137", item.end() - 2, mark="-")
    if not trouble.before(start).strip(" -?"):  # no key before it: it should be the key, and lacks its colon
        return _no_colon_after(trouble, start)
    first_line = trouble.text[start : trouble.line_end(start)]
    if first_line.endswith(FULL_WIDTH_COLON):
        return trouble.point("ZR128", start + len(first_line) - 1)
    key = trouble.line_start(trouble.at) + len(trouble.indentation(trouble.at))
    above = Related(trouble.source.span(start, trouble.line_end(start)), "value_above")
    return diagnose("ZR126", trouble.source.span(key, trouble.at + 1), related=(above,))


def _misaligned(trouble: _Trouble) -> Diagnostic:  # noqa: PLR0911 - a case each
    """Something stands where the next entry of a block should start."""
    before = trouble.before(trouble.at)
    last = trouble.last
    if trouble.mark and trouble.mark in "]}":
        return trouble.here("ZR135", text=trouble.mark)
    if trouble.mark == ":" and not before.strip(" -"):
        return trouble.here("ZR148")
    if not before.strip() and _DASH_WITHOUT_SPACE.match(trouble.text, trouble.at):
        return trouble.here("ZR137", mark="-")
    if last is not None and last.style is Style.QUOTED and last.span.end_line == trouble.line_of(trouble.at):
        behind = trouble.text[last.end : trouble.at]
        if not behind.strip():
            unclosed = last.span.start_line < last.span.end_line
            return trouble.point("ZR122", last.start) if unclosed else trouble.rest_of_line("ZR123", trouble.at)
    if tab := _indentation_tab(trouble):
        return tab
    if before.strip():
        word = _WORD.match(trouble.text, trouble.at)
        found = word[0] if word else trouble.mark
        return trouble.point("ZR135", trouble.at, len(found), text=found)
    same_level = trouble.source.position(trouble.at)[1] == trouble.source.position(trouble.began)[1]
    if same_level:
        return trouble.rest_of_line("ZR127", trouble.at)
    misfit = trouble.rest_of_line("ZR125", trouble.at)
    above = trouble.line_above(trouble.at)  # as often as not the mistake is there
    return misfit if above is None else replace(misfit, related=(Related(above, "line_above"),))


_RULES: tuple[tuple[str, str, Callable[[_Trouble], Diagnostic]], ...] = (
    # in the context, in the problem, what it means; the first that fits counts
    ("alias", "", _alias),
    ("anchor", "", _anchor),
    ("tag", "", _tag),
    ("", "tag handle", _tag),
    ("directive", "", _directive),
    ("", "%YAML|incompatible YAML", _directive),
    ("", "cannot start any token", _unstartable),
    ("", "tab character", _tab),
    ("quoted", "end of stream|document (indicator|separator)", _unclosed_quote),
    ("quoted", "", _escape),
    ("block scalar", "", _block_header),
    ("", r"',' or '[\]}]'", _unseparated),
    ("", "node content|[Mm]apping keys", _unexpected),
    ("", "sequence entries", _unexpected_item),
    ("", "unexpected ':'", _colon_without_space),
    ("", "expected ':'", _key_without_colon),
    ("", "mapping values", _colon_in_value),
    ("", "expected key|'-' indicator|<block end>", _misaligned),
)
