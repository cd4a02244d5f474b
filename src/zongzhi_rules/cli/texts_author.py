"""What the commands for rule authors say, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTHOR_TEXTS: Mapping[str, Label] = {
    "check_format": Label(
        "输出形式：text（默认）、json，或代码平台和编辑器能读的 sarif",
        "text (the default), json, or sarif, which code hosts and editors read.",
    ),
    "watch": Label("文件一有改动就再检查，按 Ctrl-C 结束", "Check again whenever a file changes, until Ctrl-C."),
    "watching": Label("{} 检查完毕，等待改动；按 Ctrl-C 结束", "{}: checked, waiting for changes; Ctrl-C ends"),
    "no_watchfiles": Label(
        "`--watch` 需要 watchfiles，请运行 pip install 'zongzhi-rules[watch]'",
        "`--watch` needs watchfiles: run pip install 'zongzhi-rules[watch]'",
    ),
    "fmt": Label(
        "统一规则包和案件文件的排版和键的顺序，保留注释，不改变含义。\n\n"
        "PATH 是文件或文件夹（其中全部 *.yaml），`-` 表示从标准输入读取、写到标准输出。有错误的文件不作改动。",
        "Put the files of packs and cases into one layout and order of keys; comments and meaning stay.\n\n"
        "PATH is a file or a folder (every *.yaml in it); `-` reads standard input and writes standard output. "
        "A file with a mistake is left as it is.",
    ),
    "fmt_check": Label(
        "只列出需要改动的文件，不写入；有则退出状态为 1", "Name the files that would change; status 1 if any."
    ),
    "fmt_diff": Label("只显示改动，不写入", "Show the changes and write nothing."),
    "fmt_stdin": Label("`-` 须单独使用", "`-` stands alone"),
    "fmt_files": Label("{} 个文件", "{} files"),
    "fmt_done": Label("已整理 {0}，无须改动的 {1} 个", "{0} formatted, {1} left as they were"),
    "fmt_would": Label("需要整理 {0}，无须改动的 {1} 个", "{0} would change, {1} would not"),
    "new": Label(
        "新建本省、市、县的规则包，马上可以检查、测试、运行。\n\n"
        "FOLDER 是新文件夹，其名称就是规则包的编号。不写 --extends 时，建立在该地区当日适用的规则包之上。",
        "Start the pack of a province, city or county; it checks, tests and runs as it is.\n\n"
        "FOLDER is a new folder, and its name the id of the pack. Without --extends it rests on the pack that governs "
        "the territory on that day.",
    ),
    "new_territory_option": Label("行政区划代码，六位，如 410100", "The division code, six digits, such as 410100."),
    "new_extends": Label("所依据的上级规则包（编号或文件夹）", "The pack that it rests on (id or folder)."),
    "new_title_option": Label("文件名称", "The title of the instrument."),
    "new_short_title_option": Label(
        "简称，说明中用它；不写时从名称中省去与上级文件相同的部分",
        "What explanations call it; else the title without what it shares with the text that it rests on.",
    ),
    "new_since": Label("施行之日，不写为今天", "The day from which it is in force; else today."),
    "new_title": Label("示例办法", "示例办法"),
    "new_next": Label("下一步：zongzhi check {0} 和 zongzhi test {0}", "next: zongzhi check {0} and zongzhi test {0}"),
    "schema_output": Label(
        "写入这个文件，已有的替换，没有的文件夹一并建立（编辑器用）",
        "Write it to this file, in place of one that is there, folders included (for editors).",
    ),
    "new_id": Label(
        "文件夹的名称 `{}` 不能作为规则包的编号：以小写英文字母开头，只含小写英文字母、数字和下划线",
        "the folder's name `{}` cannot be the id of a pack: small letters, digits and underscores, a letter first",
    ),
    "new_exists": Label("`{}` 已经存在，没有改动；请换一个名称", "`{}` is there already and was left as it is"),
    "new_territory": Label(
        "`{}` 不是六位的行政区划代码，例如 410100", "`{}` is no division code of six digits, such as 410100"
    ),
    "new_outside": Label("{} 不在规则包 `{}` 的地域 {} 之内", "{} lies outside the territory of the pack `{}`, {}"),
    "new_before": Label("{} 早于规则包 `{}` 的施行之日 {}", "{} lies before the first day of the pack `{}`, {}"),
    "help": Label("一个诊断代码或者一个命令的说明", "Explain the code of a diagnostic, or a command."),
    "no_topic": Label("没有代码或者命令 `{}`", "there is no code or command `{}`"),
    "help_codes": Label("用 `zongzhi help {}` 查看代码的说明。\n", "`zongzhi help {}` explains a code.\n"),
}
