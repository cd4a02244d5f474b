"""What the commands about case files and ledgers say about themselves, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

CASE_TEXTS: Mapping[str, Label] = {
    "case": Label(
        "案卷：立案、记入、查看、核验。\n\nLEDGER 是账本：SQLite 文件的路径，或者数据库的 URL。",
        "Files of cases: open, enter, look up, verify.\n\nA LEDGER is the path of an SQLite file, or a database URL.",
    ),
    "case_new": Label(
        "立案，没有账本就新建。\n\nFILE 是 YAML 或 JSON，第一条记录是 opened；没有写 recorded_at 的记为现在。",
        "Open a file, and make the ledger if there is none.\n\n"
        "FILE is YAML or JSON, its first entry `opened`; entries without `recorded_at` are recorded now.",
    ),
    "add": Label(
        "记入一条或者多条记录，给出每条带来的变化。\n\n已有的同一条记录不重复记入。",
        "Enter one or more events, and show what each changes.\n\nAn entry that is there already is not made twice.",
    ),
    "show": Label(
        "按案卷研判某一天。\n\n不写日期的，为案卷所到的日期。",
        "Judge the file as of a day.\n\nWithout one, as of the day that the file has come to.",
    ),
    "timeline": Label("逐条列出记录带来的变化。", "Show what each entry changed."),
    "verify": Label(
        "核验账本：每条记录的摘要、链和数据库。\n\n有损坏时退出状态为 1。",
        "Verify a ledger: the digest of every entry, the chain, the database.\n\n"
        "The exit status is 1 if there is damage.",
    ),
    "export": Label(
        "输出案卷的全部记录（JSON），可以再用 new 记入。",
        "Print all entries of a file as JSON, which `new` reads.",
    ),
    "due": Label(
        "列出账本里某日以前到期的期限和报告，以及期满未整改将采取的措施。",
        "Show the terms and reports in a ledger that fall due by a day, and the measure that a failed term opens.",
    ),
    "on": Label("截至这一天的事实", "The facts as of this day."),
    "known_by": Label("只用这一天以前获知的", "Only what was known by this day."),
    "recorded_by": Label("只用这一天以前记录的", "Only what was recorded by this day."),
    "until": Label("看到哪一天", "The last day to look at."),
    "anchor": Label("另行保存的链首（条数:摘要）", "The head kept elsewhere (count:digest)."),
    "one_day": Label("`{}` 应当写成 2020-01-31 的形式", "`{}` is to be written like 2020-01-31"),
    "anchor_form": Label("`{}` 应当写成 条数:摘要", "`{}` is to be written as count:digest"),
}
