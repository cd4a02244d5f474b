"""A part of a condition named as its author knows it: where it is written, by which words, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.packtests.wording import Wording, not_rectified
from zongzhi_rules.render.excerpts import excerpt
from zongzhi_rules.syntax.keywords import NOT_RECTIFIED_AFTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.ir.base import Origin
    from zongzhi_rules.ir.condition import Condition
    from zongzhi_rules.ir.pack import Pack


class PartNames:
    """Names the parts of a pack's conditions in a language."""

    def __init__(self, pack: Pack, sources: Mapping[str, str], lang: Language) -> None:
        """Keep what the pack is called by.

        Args:
            pack: the pack.
            sources: the text of each file, by the name under which places give it.
            lang: the language.
        """
        self._wording = Wording(pack)
        self._sources = sources
        self.lang = lang

    def written(self, at: Origin) -> str:
        """Return what the author wrote at a place, shortly."""
        return excerpt(at, self._sources)

    def name(self, node: Condition) -> str:
        """Return a part: what is written, and what that says; of a short form, which of what it stands for."""
        label = self._wording.of(node)
        zh = self.lang == "zh"
        said = label.zh if zh else label.en
        written = self.written(node.at)
        if not written:
            return said
        if written.startswith(NOT_RECTIFIED_AFTER) and not_rectified(node) is None:
            return f"`{written}` 之中：{said}" if zh else f"within `{written}`: {said}"
        if _folded(written) == _folded(said):
            return f"`{written}`"
        return f"`{written}`：{said}" if zh else f"`{written}`: {said}"


def place_text(at: Origin) -> str:
    """Return a place as file, line and column."""
    return f"{at.file}:{at.line}:{at.column}"


def _folded(text: str) -> str:
    return text.replace(" ", "").replace(":", "").replace("=", "")
