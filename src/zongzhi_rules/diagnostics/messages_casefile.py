"""Wording of what can be wrong with the file of a case: its entries and their corrections (ZR57x, ZR59x)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Template

CASEFILE_MESSAGES: dict[str, Template] = {
    "ZR570": Template(
        "编号为 `{entry}` 的记录已经有了，内容不同",
        "the file has another entry with the id `{entry}`",
        "记录不能改写；原记录有误的，用 correction 更正，新的记录请另用编号",
        "entries are never changed: put a wrong one right with a `correction`, and give a new one an id of its own",
    ),
    "ZR571": Template(
        "案件里没有 `{value}` 这个事实",
        "a case has no fact `{value}`",
        "写法如 severity.harm、incidents[编号].grade、officials[编号]、local.名称",
        "write severity.harm, incidents[id].grade, officials[id] or local.name",
    ),
    "ZR572": Template(
        "案卷应当有且只有一条 opened 记录，这里有 {count} 条",
        "a file has one entry `opened`, not {count}",
        "第一条记录用 event: opened 立案，写明 case 和 subject",
        "open the file with `event: opened`, `case` and `subject`",
    ),
    "ZR573": Template(
        "发生日期 `{value}` 晚于获知日期 {known_on}",
        "it happened on `{value}`, after {known_on}, when it was known",
        "请核对两个日期；尚未发生的事不能记入",
        "check both days; what has not happened cannot be entered",
    ),
    "ZR574": Template(
        "`{value}` 不是带时区的日期和时间",
        "`{value}` is not a date and time with its zone",
        "请写成 2020-01-31T09:30:00+08:00 的形式",
        "write it like 2020-01-31T09:30:00+08:00",
    ),
    "ZR575": Template(
        "获知日期 `{value}` 晚于记录日期 {recorded_on}",
        "it was known on `{value}`, after {recorded_on}, when it was recorded",
        "请核对两个日期",
        "check both days",
    ),
    "ZR576": Template(
        "更正 `{entry}` 的内容不能代替记录 `{corrects}`",
        "what the correction `{entry}` gives cannot stand for the entry `{corrects}`",
        "更正只能撤回，再写一条新的更正；立案只能由立案代替",
        "a correction can only be withdrawn, and another one written; only an opening stands for the opening",
    ),
    "ZR577": Template(
        "更正 `{entry}` 撤回了立案",
        "the correction `{entry}` takes the opening back",
        "立案可以更正，不能撤回",
        "correct the opening; it cannot be withdrawn",
    ),
    "ZR578": Template(
        "没有 `{value}` 这种记录",
        "there is no event `{value}`",
        "event 写其中之一：{known}",
        "write one of these under `event`: {known}",
    ),
    "ZR579": Template(
        "`{value}` 不能作为一份清单或者一条记录的整体",
        "`{value}` cannot be the whole of a list or an item",
        "清单写 []（除已记入的以外没有），条目写各字段，收回的写 null",
        "write [] for a list (none but those entered), the fields of an item, or null to take it back",
    ),
    "ZR590": Template(
        "{day} 还没有案卷 `{case}`",
        "on {day} there was no file of `{case}`",
        "请用立案以后的日期",
        "ask about a day after it was opened",
    ),
    "ZR591": Template(
        "这里没有记录",
        "there are no entries here",
        "写一条记录，或者在 events: 之下写若干条",
        "write one entry, or several under `events:`",
    ),
    "ZR592": Template(
        "更正后的记录编号是 `{value}`，所更正的是 `{corrects}`",
        "the replacement has the id `{value}`, but it is `{corrects}` that is corrected",
        "代替的记录沿用原来的编号",
        "the replacement keeps the id of the entry that it stands for",
    ),
    "ZR593": Template(
        "`{value}` 与记录的发生日期 {happened_on} 不同",
        "`{value}` is not {happened_on}, the day of the entry",
        "日期只写在记录的 happened_on",
        "write the day once, as `happened_on` of the entry",
    ),
    "ZR594": Template(
        "更正 `{value}` 更正的是它自己",
        "the correction `{value}` corrects itself",
        "corrects 写有误的那条记录的编号；更正本身用新的编号",
        "name the wrong entry under `corrects`, and give the correction an id of its own",
    ),
    "ZR595": Template(
        "更正 `{entry}` 把案件编号改成了 `{given}`，案卷是 `{case}` 的",
        "the correction `{entry}` gives the case the id `{given}`, but the file is that of `{case}`",
        "案件编号不能更正；编号有误的，另立案卷",
        "the id of a case cannot be corrected: open another file",
    ),
}
