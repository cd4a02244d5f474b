"""Wording of what can go wrong in use: finding packs, resolving the law in force, choosing readings (ZR6xx)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Template

USE_MESSAGES: dict[str, Template] = {
    # ZR60x: finding packs
    "ZR601": Template(
        "找不到规则包 `{pack}`",
        "there is no pack `{pack}`",
        "可用的规则包：{known}；自己的规则包请给出文件夹的路径",
        "the packs are: {known}; for a pack of your own give the path of its folder",
    ),
    "ZR602": Template(
        "文件夹 `{folder}` 里没有规则包",
        "the folder `{folder}` holds no pack",
        "请指向含有 pack.yaml 的文件夹",
        "name the folder that holds pack.yaml",
    ),
    "ZR603": Template(
        "{day} 没有适用于 {division} 的规则包",
        "no pack is in force for {division} on {day}",
        "请核对区划代码和日期；要按某个规则包研判的，用 --pack 指明",
        "check the division code and the day; to judge by a certain pack, name it with --pack",
    ),
    "ZR604": Template(
        "{day} 适用于 {division} 的规则包不止一个：{packs}",
        "more than one pack is in force for {division} on {day}: {packs}",
        "请用 --pack 指明一个",
        "name one with --pack",
    ),
    # ZR61x: what the caller chooses
    "ZR610": Template(
        "规则包 `{pack}` 没有叫 `{reading}` 的理解",
        "the pack `{pack}` has no reading called `{reading}`",
        "请核对理解的编号，规则包的 readings 段列有全部",
        "check the id; the section `readings` of the pack has them all",
    ),
    "ZR611": Template(
        "理解 `{reading}` 没有选项 `{option}`",
        "the reading `{reading}` has no option `{option}`",
        "可用的选项：{options}",
        "its options are: {options}",
    ),
    "ZR612": Template(
        "规则包 `{pack}` 没有机构 `{bearer}`，它也不是领导职责",
        "`{bearer}` is neither a body of the pack `{pack}` nor a role of an official",
        "可以写：{known}",
        "write one of: {known}",
    ),
    "ZR613": Template(
        "`{year}` 不在 {first} 至 {last} 年之内",
        "the year `{year}` lies outside {first} to {last}",
        "请写四位的公历年",
        "write a year in four digits",
    ),
    # ZR62x: which engine judges
    "ZR620": Template(
        "没有叫 `{engine}` 的引擎",
        "there is no engine called `{engine}`",
        "可用的引擎：{engines}",
        "the engines are: {engines}",
    ),
    "ZR621": Template(
        "引擎 `durable` 所用的 durable-rules 没有安装",
        "the engine `durable` needs durable-rules, which is not installed",
        "请运行 pip install 'zongzhi-rules[durable]'（需要 C 编译器），或者改用引擎 `reference`，结论相同",
        "run pip install 'zongzhi-rules[durable]' (it takes a C compiler), or use the engine `reference`, "
        "which answers the same",
    ),
    "ZR622": Template(
        "引擎 `durable` 不能在 Python {python} 上运行：durable-rules 只支持到 Python 3.12",
        "the engine `durable` does not run on Python {python}: durable-rules goes no further than Python 3.12",
        "请改用引擎 `reference`，结论相同；或者在 Python 3.11、3.12 上安装 zongzhi-rules[durable]",
        "use the engine `reference`, which answers the same, or install zongzhi-rules[durable] on Python 3.11 or 3.12",
    ),
    # ledgers, the stores of case files
    "ZR640": Template(
        "账本里没有案件 `{case}`",
        "the ledger has no case `{case}`",
        "先用 `zongzhi case new` 立案",
        "open it first with `zongzhi case new`",
    ),
    "ZR641": Template(
        "`{ledger}` 不是账本",
        "`{ledger}` is no ledger",
        "请核对路径或者地址；`zongzhi case new` 会新建账本",
        "check the path or the URL; `zongzhi case new` makes a new one",
    ),
    "ZR642": Template(
        "账本需要 SQLAlchemy",
        "a ledger needs SQLAlchemy",
        "请安装 zongzhi-rules[ledger]",
        "install zongzhi-rules[ledger]",
    ),
    "ZR644": Template(
        "数据库拒绝了：{reason}",
        "the database refuses: {reason}",
        "请用 `zongzhi case verify` 检查账本，或者核对数据库的设置",
        "check the ledger with `zongzhi case verify`, or look at how the database is set up",
    ),
    "ZR645": Template(
        "第 {seq} 条记录 `{entry}` 读不出来",
        "entry {seq}, `{entry}`, cannot be read",
        "请用 `zongzhi case verify` 检查账本",
        "check the ledger with `zongzhi case verify`",
    ),
    "ZR646": Template(
        "立案写的是案件 `{given}`，不是 `{case}`",
        "the opening is that of the case `{given}`, not `{case}`",
        "请核对案件编号",
        "check the id of the case",
    ),
}
