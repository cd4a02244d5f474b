"""Condition coverage as a page over the YAML of the pack: self-contained, to be read without scripts.

Each line that holds a part of a condition is coloured by what is missing of it and opens, on a click, what each part
was seen as and in which cases.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from zongzhi_rules.diagnostics import Label
from zongzhi_rules.render.cases import TRUTHS, percent_text, reason_text, truth_word
from zongzhi_rules.render.excerpts import end_of
from zongzhi_rules.render.parts import place_text
from zongzhi_rules.render.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zongzhi_rules.decision.model import Truth
    from zongzhi_rules.diagnostics import Language
    from zongzhi_rules.packtests import ConditionCoverage, PartCoverage, Share
    from zongzhi_rules.render.parts import PartNames

State = Literal["full", "part", "none"]
_FEW = 6
_LABELS: Mapping[str, Label] = {
    "title": Label("{} 条件覆盖", "Condition coverage of {}"),
    "truths": Label("见过成立、不成立、未知", "Seen true, false, unknown"),
    "mcdc": Label("单独决定过结果（MC/DC）", "Decides by itself (MC/DC)"),
    "file": Label("文件", "File"),
    "full": Label("全部显示", "all shown"),
    "part": Label("部分没有显示", "some not shown"),
    "none": Label("完全没有显示", "nothing shown"),
    "how": Label(
        "点开有颜色的一行，可以看到各部分在哪些案例中成立、不成立、未知。"
        "● 单独决定过结果，○ 只是见过，– 没有见过，∅ 不能这样，附理由。",
        "Open a coloured line to see in which cases each part is true, false or unknown. "
        "● decides by itself, ○ only seen, – never seen, ∅ cannot be, with the reason.",
    ),
    "more": Label("等 {} 个案例", "and more: {} cases"),
}
_STYLE = """
:root{--full:#dff3e1;--part:#fff0c2;--none:#fbd5d5;--ink:#1d2330;--aside:#667085;--rule:#e4e7ec;--bar:#3a8f4b}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 2rem 4rem;color:var(--ink);background:#fff;
 font:15px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.45rem;margin:0 0 .8rem}
h2{font-size:1.05rem;margin:2.2rem 0 .5rem;font-family:ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
p{max-width:62rem;color:var(--aside);margin:.6rem 0}
table{border-collapse:collapse}
.sum td,.sum th{padding:.3rem 1rem .3rem 0;text-align:left;border-bottom:1px solid var(--rule);white-space:nowrap}
.sum th{font-weight:600;color:var(--aside)}
.sum .n{text-align:right;font-variant-numeric:tabular-nums}
.bar{display:inline-block;width:7rem;height:.55rem;border-radius:.3rem;background:var(--none);vertical-align:middle;overflow:hidden}
.bar i{display:block;height:100%;background:var(--bar)}
.code{border:1px solid var(--rule);border-radius:.4rem;overflow-x:auto;
 font:13px/1.6 ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
.l{display:block;white-space:pre;min-width:max-content}
.l>.no,summary>.no{display:inline-block;width:4em;padding-right:1em;text-align:right;color:#98a2b3;user-select:none}
summary{list-style:none;cursor:pointer;white-space:pre;min-width:max-content}
summary::-webkit-details-marker{display:none}
summary:focus-visible{outline:2px solid #2f6fde;outline-offset:-2px}
.full>summary{background:var(--full)}.part>summary{background:var(--part)}.none>summary{background:var(--none)}
summary::after{content:" ▸";color:#98a2b3}details[open]>summary::after{content:" ▾"}
u{text-decoration-thickness:2px;text-underline-offset:3px}
u.full{text-decoration-color:#3a8f4b}u.part{text-decoration-color:#c98a00}u.none{text-decoration-color:#c93434}
.in{padding:.6rem 1rem .8rem 4em;background:#fafbfc;border-bottom:1px solid var(--rule);white-space:normal;
 font-family:system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
.in table{width:100%;max-width:75rem}
.in th,.in td{padding:.2rem .9rem .2rem 0;vertical-align:top;text-align:left;font-weight:400;white-space:normal}
.in th{font-family:ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere;padding-top:.5rem}
.in td:first-child{width:8em;white-space:nowrap}
.miss{color:#b42318;font-weight:600}.cannot,.aside{color:var(--aside)}
.key span{padding:.1rem .6rem;margin-right:.6rem;border-radius:.25rem}
@media (prefers-color-scheme:dark){:root{--full:#173a20;--part:#4a3a08;--none:#5a1d1d;--ink:#e6e9ef;--aside:#98a2b3;
 --rule:#2b3240;--bar:#58b56a}body{background:#12151c}.in{background:#181c25}.miss{color:#ff8b80}}
@media print{.in{page-break-inside:avoid}}
"""


def coverage_page(
    name: str,
    found: ConditionCoverage,
    sources: Mapping[str, str],
    names: PartNames,
) -> str:
    """Return the page.

    Args:
        name: what the pack is called.
        found: the coverage.
        sources: the text of each file, by the name under which the parts give it.
        names: names the parts, in the language of what is not the pack's.
    """
    lang = names.lang
    by_file: dict[str, list[PartCoverage]] = {file: [] for file in sources}
    for one in found.parts:
        by_file.setdefault(one.part.at.file, []).append(one)
    files = {file: parts for file, parts in by_file.items() if parts}
    title = _word("title", lang).format(name)
    key = "".join(f'<span style="background:var(--{state})">{_word(state, lang)}</span>' for state in _STATES)
    body = [
        f"<h1>{escape(title)}</h1>",
        _summary(found, files, lang),
        f'<p>{_word("how", lang)}</p><p class="key">{key}</p>',
        *(part for file, parts in files.items() for part in _file(file, sources.get(file, ""), parts, names)),
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    language = "zh-CN" if lang == "zh" else "en"
    page = f'<!doctype html>\n<html lang="{language}"><head>{head}<style>{_STYLE}</style></head>\n<body>\n'
    return page + "\n".join(body) + "\n</body></html>\n"


_STATES: tuple[State, ...] = ("full", "part", "none")


def _word(name: str, lang: Language) -> str:
    label = _LABELS[name]
    return label.zh if lang == "zh" else label.en


def _summary(found: ConditionCoverage, files: Mapping[str, Sequence[PartCoverage]], lang: Language) -> str:
    head = "".join(
        f'<th colspan="{wide}">{_word(name, lang)}</th>' for name, wide in (("file", 1), ("truths", 2), ("mcdc", 2))
    )
    rows = [f"<tr><td><b>Σ</b></td>{_share(found.truths)}{_share(found.mcdc)}</tr>"]
    for file, parts in files.items():
        own = found.of_parts(parts)
        link = f'<a href="#{_anchor(file)}">{escape(file)}</a>'
        rows.append(f"<tr><td>{link}</td>{_share(own.truths)}{_share(own.mcdc)}</tr>")
    return f'<table class="sum"><tr>{head}</tr>{"".join(rows)}</table>'


def _share(share: Share) -> str:
    percent = percent_text(share.percent)
    bar = f'<td><span class="bar"><i style="width:{percent}%"></i></span></td>'
    return f'{bar}<td class="n">{share.shown}/{share.of} {percent}%</td>'


def _anchor(file: str) -> str:
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in file)


def _file(file: str, text: str, parts: Sequence[PartCoverage], names: PartNames) -> Iterator[str]:
    by_line: dict[int, list[PartCoverage]] = {}
    for one in parts:
        by_line.setdefault(one.part.at.line, []).append(one)
    yield f'<h2 id="{_anchor(file)}">{escape(file)}</h2><div class="code">'
    lines = text.splitlines()
    for number in range(1, max([len(lines), *by_line]) + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        here = by_line.get(number)
        if here is None:
            yield f'<span class="l"><span class="no">{number}</span>{escape(line)}</span>'
            continue
        state = _worst(here)
        code = f'<span class="no">{number}</span>{_marked(line, here)}'
        yield f'<details class="{state}"><summary title="{escape(_hint(here, names))}">{code}</summary>'
        yield '<div class="in"><table>'
        for one in here:
            place = f"{place_text(one.part.at)} {one.part.path}"
            head = f'{escape(names.name(one.part.node))} <span class="aside">{escape(place)}</span>'
            yield f'<tr><th colspan="2">{head}</th></tr>'
            yield from (_row(one, truth, names) for truth in TRUTHS)
        yield "</table></div></details>"
    yield "</div>"


def _state(one: PartCoverage) -> State:
    missing = len(one.unseen) + len(one.undecided)
    if not missing:
        return "full"
    return "part" if any(one.seen.values()) else "none"


def _worst(parts: Iterable[PartCoverage]) -> State:
    return max((_state(one) for one in parts), key=_STATES.index)


def _marked(line: str, parts: Sequence[PartCoverage]) -> str:
    """Return a line in which the text of each part is underlined."""
    by_column: dict[int, list[PartCoverage]] = {}
    for one in parts:
        by_column.setdefault(one.part.at.column - 1, []).append(one)
    text = ""
    done = 0
    for column, here in sorted(by_column.items()):
        if column < done or column >= len(line):
            continue
        end = end_of(line, column)
        text += f'{escape(line[done:column])}<u class="{_worst(here)}">{escape(line[column:end])}</u>'
        done = end
    return text + escape(line[done:])


def _hint(parts: Iterable[PartCoverage], names: PartNames) -> str:
    colon = words_of(names.lang).colon
    return "\n".join(
        names.name(one.part.node)
        + colon
        + " ".join(f"{truth_word(truth, names.lang)} {_mark(one, truth)}" for truth in TRUTHS)
        for one in parts
    )


def _mark(one: PartCoverage, truth: Truth) -> str:
    if one.decides[truth]:
        return "●"
    if one.seen[truth]:
        return "○" if truth in one.undecided else "○∅"
    return "–" if truth in one.unseen else "∅"


def _row(one: PartCoverage, truth: Truth, names: PartNames) -> str:
    lang = names.lang
    mark = _mark(one, truth)
    reason = one.never.get(truth) or one.masked.get(truth)
    style = "miss" if truth in (*one.unseen, *one.undecided) else "cannot" if reason and not one.decides[truth] else ""
    cases = one.decides[truth] or one.seen[truth]
    said = escape("；".join(cases[:_FEW]) if lang == "zh" else "; ".join(cases[:_FEW]))
    if len(cases) > _FEW:
        said += f' <span class="aside">{_word("more", lang).format(len(cases))}</span>'
    if reason is not None and not one.decides[truth]:
        said += f' <span class="aside">{escape(reason_text(reason, names))}</span>'
    return f'<tr><td class="{style}">{mark} {truth_word(truth, lang)}</td><td>{said}</td></tr>'
