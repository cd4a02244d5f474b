"""Writes a tree as another author might: other styles, other blanks, keys in any order, comments in awkward places.

Each comment says where it belongs, so that a test can see whether it still stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode, Style
from zongzhi_rules.syntax.plain import to_plain
from zongzhi_rules.syntax.written import quoted

if TYPE_CHECKING:
    from random import Random

ABOVE, BESIDE = "# 在其上 above", "# 在其旁 beside"


class Rewriter:
    """Writes one tree; the same choices, the same text."""

    def __init__(self, chosen: Random, *, comments: float = 0.2) -> None:
        """Take the source of choices, and how often there is a comment."""
        self._chosen = chosen
        self._often = comments
        self._number = 0

    def text(self, root: Node) -> str:
        """Return a text of a tree."""
        lines = ["# 文件头 head of the file", *[""][: self._chosen.randrange(2)], *self._block(root, 0, "")]
        if self._chosen.random() < self._often:
            lines.append("# 文件尾 end of the file")
        ends = self._chosen.choice(["\n", "\r\n"])
        return self._chosen.choice(["", "\ufeff"]) + ends.join(lines) + self._chosen.choice(["", ends])

    def _some(self, chance: float) -> bool:
        return self._chosen.random() < chance

    def _named(self, what: str, key: str) -> str:
        self._number += 1
        return f"{what} {key} | {self._number}"

    def _block(self, node: Node, indent: int, end: str) -> list[str]:
        """Return the lines of a collection in blocks."""
        blanks = " " * indent
        lines: list[str] = []
        if isinstance(node, MappingNode):
            first = True
            for key, value in node.entries:
                if self._some(0.2) and not first:
                    lines.append("")
                if self._some(self._often) and not (first and indent == 0):
                    lines.append(blanks + self._named(ABOVE, key.value))
                lines += self._entry(key, value, indent)
                first = False
        elif isinstance(node, SequenceNode):
            step = self._chosen.choice([2, 3, 4])
            for item in node.items:
                if self._some(self._often):
                    lines += [*[""][: self._chosen.randrange(2)], f"{blanks}# 项 | {self._count()}"]
                inner = self._value(item, indent + step)
                head = blanks + "-" + " " * (step - 1)
                lines += [f"{head}{inner[0].strip()}", *inner[1:]]
        if self._some(self._often) and indent:
            lines.append(f"{blanks}# 末尾 {end} | {self._count()}")
        return lines

    def _count(self) -> int:
        self._number += 1
        return self._number

    def _entry(self, key: ScalarNode, value: Node, indent: int) -> list[str]:
        name = key.source.text[key.start : key.end]
        lead = f"{' ' * indent}{name}:"
        beside = f"  {self._named(BESIDE, key.value)}" if self._some(self._often) else ""
        if self._in_brackets(value) or isinstance(value, ScalarNode):
            first, *more = self._value(value, indent + 2)
            first = f"{lead}{' ' * self._chosen.randrange(1, 4)}{first.strip()}"
            if more or first.endswith(("|-", ">-")):  # a comment behind the last line of a block would be part of it
                return [first, *more]
            return [first + beside]
        deeper = indent + (
            self._chosen.choice([0, 2, 3]) if isinstance(value, SequenceNode) else self._chosen.choice([2, 4])
        )
        return [lead + beside, *self._block(value, deeper, key.value)]

    def _in_brackets(self, node: Node) -> bool:
        if isinstance(node, ScalarNode):
            return False
        return node.last is None or node.source.text[node.start] in "[{"

    def _value(self, node: Node, indent: int) -> list[str]:
        """Return the lines of a value; the first stands behind what comes before it."""
        if isinstance(node, ScalarNode):
            return self._scalar(node, indent)
        if not self._in_brackets(node):
            lines = self._block(node, indent, "item")
            above = next(
                number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")
            )
            return lines[above:]
        return [self._flow(node)] if self._some(0.7) or node.last is None else self._flow_lines(node, indent)

    def _flow(self, node: Node) -> str:
        gap = self._chosen.choice(["", " "])
        if isinstance(node, ScalarNode):
            return self._plain(node)
        if isinstance(node, SequenceNode):
            items = ", ".join(map(self._flow, node.items))
            return f"[{gap}{items}{'' if items.endswith('-') else gap}]"  # a dash and a blank are another thing
        return f"{{{gap}{', '.join(f'{self._key(key)}: {self._flow(value)}' for key, value in node.entries)}{gap}}}"

    def _flow_lines(self, node: SequenceNode | MappingNode, indent: int) -> list[str]:
        """Return a collection in brackets over several lines, with comments among them."""
        blanks = " " * (indent + 2)
        parts = [
            part
            for one in (node.entries if isinstance(node, MappingNode) else node.items)
            for part in [f"{self._key(one[0])}: {self._flow(one[1])}" if isinstance(one, tuple) else self._flow(one)]
        ]
        opening, closing = "{}" if isinstance(node, MappingNode) else "[]"
        lines = [opening]
        for part in parts:
            comment = f" # 括号里 | {self._count()}" if self._some(self._often) else ""
            lines += [f"{blanks}{part},{comment}"]
        return [*lines, " " * indent + closing]

    def _key(self, key: ScalarNode) -> str:
        return key.source.text[key.start : key.end]

    def _plain(self, node: ScalarNode) -> str:
        if node.style is Style.BLOCK or "\n" in node.source.text[node.start : node.end]:
            return quoted(node.value)
        return node.source.text[node.start : node.end]

    def _scalar(self, node: ScalarNode, indent: int) -> list[str]:
        value = node.value
        if (
            isinstance(to_plain(node), str)
            and value
            and value == value.strip()
            and value.isprintable()
            and "#" not in value
        ):
            if self._some(0.1):
                return [self._chosen.choice(["|-", ">-"]), " " * indent + value]
            if self._some(0.2):
                return [self._chosen.choice([quoted(value), "'" + value.replace("'", "''") + "'"])]
        return [self._plain(node)]
