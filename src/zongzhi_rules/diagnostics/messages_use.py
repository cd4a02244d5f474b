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
        "请核对区划代码和日期；命令有 --pack 的，可以用它指明规则包",
        "check the division code and the day; where a command has --pack, that names the pack",
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
    "ZR614": Template(
        "规则包 `{pack}` 没有可以变异的规则 `{rule}`",
        "the pack `{pack}` has no rule `{rule}` to mutate",
        "写规则的路径或者它的开头，如 circumstances、measures.circular；从下级规则包接受而未改动的内容不变异",
        "write the path of a rule or its beginning, such as circumstances or measures.circular; what an overlay "
        "takes over untouched is not mutated",
    ),
    "ZR615": Template(
        "这里应当是个案，不是 {kind}",
        "a case is wanted here, not {kind}",
        "请先用 case_from 由字典生成个案",
        "make a case of a dictionary with case_from",
    ),
    "ZR616": Template(
        "参数 `{argument}` 应当是{wanted}，不是 {kind}",
        "the argument `{argument}` should be {wanted}, not {kind}",
        "请核对传入的值",
        "check what is handed over",
    ),
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
    "ZR630": Template(
        "规则包没有变异 `{mutant}`",
        "the pack has no mutant `{mutant}`",
        "规则改过以后变异的编号也会变；用 `zongzhi mutate` 查看现有的编号",
        "a rule that is changed has other mutants: `zongzhi mutate` shows their ids",
    ),
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
        "账本 `{ledger}` 的数据库拒绝了：{reason}",
        "the database of the ledger `{ledger}` refuses: {reason}",
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
    # files that are read and written
    "ZR690": Template(
        "`{file}` 不能读写：{reason}",
        "`{file}` cannot be read or written: {reason}",
        "请核对路径、权限和磁盘空间",
        "check the path, the rights and the room on the disk",
    ),
    "ZR691": Template(
        "放假通知有误：{problem}",
        "the holiday notice is at fault: {problem}",
        "通知是 JSON：`year`、`papers`、`days`，每一天写明 `name`、`date`、`isOffDay`",
        "a notice is JSON with `year`, `papers` and `days`, each day with `name`, `date` and `isOffDay`",
    ),
    "ZR692": Template(
        "工作日无法计算：{problem}",
        "working days cannot be counted: {problem}",
        "请核对日期和所给的放假通知",
        "check the day and the holiday notices that were given",
    ),
    "ZR680": Template(
        "`{ledger}` 是文件夹，不是账本",
        "`{ledger}` is a folder, not a ledger",
        "请写出文件夹里账本文件的名称",
        "name the file of the ledger within it",
    ),
    "ZR681": Template(
        "不能在 `{folder}` 里新建账本：没有这个文件夹",
        "no ledger can be made in `{folder}`: there is no such folder",
        "请先建文件夹，或者核对路径",
        "make the folder first, or check the path",
    ),
    "ZR682": Template(
        "`{ledger}` 是别的程序的数据库，里面有表 {tables}",
        "`{ledger}` is another program's database, with the tables {tables}",
        "请另起一个文件名；这个文件没有改动",
        "name another file; this one was left as it is",
    ),
    "ZR683": Template(
        "账本 `{ledger}` 的格式版本是 {version}，这里只认得 {known}",
        "the ledger `{ledger}` has the format version {version}; only {known} is known here",
        "请用写这个账本的版本的 zongzhi-rules 打开",
        "open it with the release of zongzhi-rules that made it",
    ),
    "ZR684": Template(
        "账本 `{ledger}` 一直被别的写入者占用，等不到：{reason}",
        "another writer has held the ledger `{ledger}` for too long: {reason}",
        "稍后把同一条记录再记一次，不会重复",
        "enter the same entry again later; it is not made twice",
    ),
    "ZR685": Template(
        "账本 `{ledger}` 写不下了，磁盘已满：{reason}",
        "there is no room left for the ledger `{ledger}`: {reason}",
        "没有记入；腾出空间后把同一条记录再记一次",
        "nothing was entered; make room, then enter the same entry again",
    ),
    "ZR686": Template(
        "账本 `{ledger}` 不许写入：{reason}",
        "the ledger `{ledger}` may not be written to: {reason}",
        "请核对文件、文件夹或者数据库用户的权限",
        "check the rights on the file, its folder, or of the database user",
    ),
    "ZR687": Template(
        "`{ledger}` 不是数据库，或者文件头已经损坏：{reason}",
        "`{ledger}` is no database, or the file is damaged: {reason}",
        "请核对路径；确是账本的，从备份恢复",
        "check the path; if it is a ledger, restore it from a copy",
    ),
}
