# ruff: noqa: INP001 - a script, not a package
"""Writes docs/diagnostics from the catalogue and the pages; with `--check`, only compares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics.page import GROUPS, Page, pages

if TYPE_CHECKING:
    from zongzhi_rules.diagnostics import Language

DOCS = Path(__file__).parent.parent / "docs" / "diagnostics"
TITLES = {
    "text": ("ZR1xx: text, YAML and JSON", "ZR1xx：文本、YAML、JSON"),
    "pack": ("ZR2xx: the shape of a pack", "ZR2xx：规则包的写法"),
    "overlay": ("ZR3xx: changes of an overlay", "ZR3xx：对上级规则包的变动"),
    "meaning": ("ZR4xx: names, types and meaning", "ZR4xx：名称、类型和含义"),
    "case": ("ZR5xx: cases and their files", "ZR5xx：案件、案例、案卷"),
    "use": ("ZR6xx: packs, engines, ledgers", "ZR6xx：规则包、引擎、账本"),
}


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = []
    for name, content in _files().items():
        file = DOCS / name
        if file.is_file() and file.read_text(encoding="utf-8") == content:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            DOCS.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8")
    if "--check" in sys.argv and stale:
        sys.stdout.write(f"out of date: {', '.join(stale)}\n")
        return 1
    return 0


def _files() -> dict[str, str]:
    found = {}
    for group in GROUPS:
        english, chinese = TITLES[group]
        of_group = [page for _, page in sorted(pages().items()) if page.group == group]
        intro = "Made from the catalogue of messages. `zongzhi help CODE` shows a page on the terminal.\n"
        found[f"{group}.md"] = f"# {english}\n\n[中文]({group}.zh-CN.md)\n\n{intro}" + "".join(
            _entry(page, "en") for page in of_group
        )
        intro = "由消息目录生成。`zongzhi help 代码` 在终端显示同样的内容。\n"
        found[f"{group}.zh-CN.md"] = f"# {chinese}\n\n[English]({group}.md)\n\n{intro}" + "".join(
            _entry(page, "zh") for page in of_group
        )
    return found


def _entry(page: Page, language: Language) -> str:
    colon = "：" if language == "zh" else ": "
    lines = [f"\n## {page.code}\n", f"**{page.severity(language)}**{colon}{page.what(language)}\n"]
    for heading, body, is_example in page.sections(language):
        if not is_example:
            lines.append(f"{heading}{colon}{body}\n")
        else:
            lines.append(f"{heading}{colon}\n\n```text\n{body}\n```\n")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
