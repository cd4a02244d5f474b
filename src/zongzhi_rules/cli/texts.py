"""What the command line says about itself, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.cli.texts_author import AUTHOR_TEXTS
from zongzhi_rules.cli.texts_case import CASE_TEXTS
from zongzhi_rules.cli.texts_receipts import RECEIPT_TEXTS
from zongzhi_rules.diagnostics import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zongzhi_rules.diagnostics import Language

TEXTS: Mapping[str, Label] = {
    # headings of the help
    "usage": Label("用法：", "Usage: "),
    "options": Label("选项", "Options"),
    "commands": Label("命令", "Commands"),
    "options_metavar": Label("[选项]", "[OPTIONS]"),
    "command_metavar": Label("命令 [参数]...", "COMMAND [ARGS]..."),
    "try_help": Label("用 `{} --help` 查看说明。", "Try `{} --help` for help."),
    # commands
    "zongzhi": Label(
        "以数据形式的规则研判社会治安综合治理领导责任：案件进，附理由的结论出。",
        "Rules on accountability for comprehensive public-order governance as data: cases in, explained decisions out.",
    ),
    "check": Label(
        "检查规则包和案件，列出全部问题及其位置。\n\n"
        "每个 TARGET 是规则包的编号、规则包的文件夹、存放规则包的文件夹，或者案件文件；- 为标准输入的案件。"
        "不写 TARGET 时，检查找得到的全部规则包。有错误时退出状态为 1。",
        "Check packs and cases, and show every problem with its place.\n\n"
        "A TARGET is the id of a pack, its folder, a folder of packs, or a case file; - is a case on standard input. "
        "Without one, every pack within reach is checked. The exit status is 1 if there are errors.",
    ),
    "decide": Label(
        "研判一个案件，给出简要结论。\n\nCASE 是 YAML 或 JSON 案件文件，- 为标准输入。",
        "Decide a case and print the outcome in short.\n\nCASE is a YAML or JSON file, or - for standard input.",
    ),
    "explain": Label(
        "研判一个案件，说明结论、理由、日期和依据。\n\nCASE 是 YAML 或 JSON 案件文件，- 为标准输入。",
        "Decide a case and explain the outcome, the reasons, the days and the provisions.\n\n"
        "CASE is a YAML or JSON file, or - for standard input.",
    ),
    "diff": Label(
        "逐条比较两个规则包。\n\n每个 PACK 是规则包的编号或者文件夹，旧的在前。",
        "Compare two packs, provision by provision.\n\nA PACK is the id of a pack or its folder, the older one first.",
    ),
    "schema": Label(
        "输出 JSON Schema（2020-12）：案件、结论、案卷的一条记录和记录文件、规则包文件、回执、案卷、规则包的案例文件。",
        "Print a JSON Schema (2020-12): of a case, a decision, an entry, a file of entries, a file of a pack, a "
        "receipt, the state of a file, or a file of cases beside a pack.",
    ),
    "duties": Label(
        "列出一年里到期的职责和报告。\n\nPACK 是规则包的编号或者文件夹。",
        "List the duties and reports that fall due in a year.\n\nPACK is the id of a pack or its folder.",
    ),
    "eligible": Label(
        "判断某一天是否取消荣誉、奖励、晋升的资格。\n\n每个 CASE 是案件文件，- 为标准输入。",
        "Tell who is barred from honours, awards or promotion on a day.\n\nA CASE is a file, or - for standard input.",
    ),
    "test": Label(
        "运行规则包 cases 文件夹里的案例，衡量它们覆盖了多少条件。\n\n"
        "有案例失败、没有案例，或者覆盖率低于 --fail-under 时，退出状态为 1。",
        "Run the cases in a pack's folder `cases`, and measure what they show of its conditions.\n\n"
        "The exit status is 1 if one fails, if there is none, or if less is covered than --fail-under asks for.",
    ),
    "coverage": Label(
        "列出条文、规则、案例的对应，指出缺口。\n\n有缺口时退出状态为 1。",
        "Print the matrix of provisions, rules and cases, and its gaps.\n\nThe exit status is 1 if there is a gap.",
    ),
    "cases": Label(
        "为还没有案例显示的条件提出最小的案例，由作者确认。\n\n"
        "预期照现在的结果填写，每个案例都标明 confirmed: false，确认以前不运行也不计入。",
        "Propose the smallest cases that show what no case shows yet, for the author to confirm.\n\n"
        "What is expected is what comes out now; a case marked `confirmed: false` is neither run nor counted.",
    ),
    "mutate": Label(
        "逐处改动规则包，看有没有案例发现。\n\n"
        "每次只改一处：删去一部分、互换 all 和 any、移动期限、位次、界限、层级，删去事由或者叠加的改动。"
        "列出没有案例发现的改动；发现率低于 --fail-under 时，退出状态为 1。",
        "Change a pack in one place at a time and see whether a case notices.\n\n"
        "A part is dropped, `all` and `any` are changed over, a term, rank, bound or level is moved, a ground or a "
        "change of an overlay is left out. Changes that no case notices are listed; the exit status is 1 if the score "
        "is below --fail-under.",
    ),
    "source": Label(
        "核对手中的官方文本是否就是规则包所依据的文本。\n\n有一条不符或者缺少时，退出状态为 1。",
        "Check whether a copy of the official text is the one that a pack encodes.\n\n"
        "The exit status is 1 if an article differs or is missing.",
    ),
    # options
    "help_option": Label("显示说明后退出", "Show this message and exit."),
    "version": Label("显示版本后退出", "Show the version and exit."),
    "lang": Label("输出语言，默认依环境变量 ZONGZHI_LANG 或系统语言", "Language; else ZONGZHI_LANG, else the locale."),
    "json": Label("输出 JSON", "Print JSON."),
    "cases_output": Label("写入这个文件（不能是已有的文件）", "Write them to this file, which must not exist yet."),
    "file_exists": Label("`{}` 已经存在，请另取文件名", "`{}` exists already; choose another name"),
    "nothing_to_propose": Label("没有缺口，不需要更多案例", "nothing is lacking: no case to propose"),
    "proposed": Label("写出 {} 个案例；{} 处没有找到案例", "{} cases written; none found for {}"),
    "only_cases": Label("只运行名称含有这段文字的案例", "Only cases with this text in their names."),
    "condition_coverage": Label(
        "条件各部分是否见过成立、不成立、未知，是否单独决定过结果（MC/DC）",
        "Which parts of conditions are seen true, false and unknown, and decide by themselves (MC/DC).",
    ),
    "coverage_html": Label(
        "把覆盖情况标在规则包的 YAML 上，写成网页（文件或者文件夹）",
        "Write the coverage as a page over the pack's YAML (a file or a folder).",
    ),
    "fail_under": Label(
        "覆盖率低于百分之 N 的，退出状态为 1", "The exit status is 1 if less than N percent is covered."
    ),
    "full_coverage": Label("列出每条的全部案例", "Every case of a provision, not only the first."),
    "full": Label("列出全部事实和理解", "Every fact and reading, not only what decides."),
    "pack": Label("按这个规则包研判（编号或文件夹）", "Judge by this pack (id or folder)."),
    "packs": Label("另在这个文件夹里查找规则包，可重复", "Look for packs in this folder, too; may be repeated."),
    "reading": Label("选定对条文的理解，可重复", "Choose a reading of the text; may be repeated."),
    "engine": Label(
        "由哪个引擎推理：reference（默认）或 durable，结论相同",
        "Which engine judges: reference (the default) or durable; both answer the same.",
    ),
    "calendar": Label("补充的放假通知文件，可重复", "A file with a further holiday notice; may be repeated."),
    "year": Label("年份", "The year."),
    "role": Label("只列这个机构或者领导职责的（编号）", "Only what this body or role (by its id) has to do."),
    "duties_case": Label(
        "加上这个案件已采取措施的报告，并标明履行情况", "Add the reports of this case, and what was done."
    ),
    "ics": Label("另存为 iCalendar 文件（.ics）", "Write an iCalendar file (.ics), too."),
    "on_day": Label("日期，如 2017-03-01", "The day, such as 2017-03-01."),
    "bar": Label("哪一种资格", "Which honour or advancement."),
    "eligible_role": Label(
        "领导职责，subject 为该地区、单位；可重复", "A role, or subject for the locality or unit; may be repeated."
    ),
    "text_file": Label("官方文本文件（UTF-8）", "The copy of the official text (UTF-8)."),
    "explain_text": Label(
        "附上这份官方文本里的相关条文，可重复", "Show the articles from this copy of a text; may be repeated."
    ),
    "mutate_only": Label("只改这条规则，或者路径以此开头的规则", "Only this rule, or those whose path begins so."),
    "mutate_sample": Label("只抽取 N 处改动", "Only N changes, picked at random."),
    "mutate_seed": Label("抽取的种子，默认 0", "What the sample is picked by; 0 if not given."),
    "mutate_jobs": Label("同时使用几个进程，默认 1", "How many processes to use; 1 if not given."),
    "mutate_fail_under": Label("发现率（百分比）的下限，默认 100", "The lowest score, in per cent; 100 if not given."),
    "mutate_survivors": Label("未发现 {}", "not noticed: {}"),
    "mutate_verbose": Label(
        "连同已发现的、等效的、检查拒绝的一并列出", "Also list what was noticed, refused, or is equivalent."
    ),
    "digests": Label("输出各条的摘要，供写入规则包", "Print the digests, to be kept in a pack."),
    # wrong usage
    "no_bearer": Label("`{}` 不是规则包里的机构或者领导职责；可以用 {}", "`{}` is no body or role of the pack; try {}"),
    "range": Label("`{}` 应当是 {} 至 {} 的整数", "`{}` is a whole number from {} to {}"),
    "least": Label("`{}` 应当是不小于 {} 的整数", "`{}` is a whole number, {} or more"),
    "number_range": Label("`{}` 应当是 {} 至 {} 的数", "`{}` is a number from {} to {}"),
    "whole_number": Label("`{}` 应当是整数", "`{}` is a whole number"),
    "day_wanted": Label("`{}` 应当是日期，如 2017-03-01", "`{}` is a day, such as 2017-03-01"),
    "not_together": Label("`{}` 不能和 `{}` 同用", "`{}` does not go together with `{}`"),
    "day_form": Label("`{}` 不是日期，写作 2017-03-01", "`{}` is no day; write it as 2017-03-01"),
    "no_command": Label("没有命令 `{}`", "there is no command `{}`"),
    "no_option": Label("没有选项 `{}`", "there is no option `{}`"),
    "did_you_mean": Label("，是否想写 {}？", "; did you mean {}?"),
    "option_wants": Label("选项 `{}` 后面要写一个值", "the option `{}` wants a value after it"),
    "option_bare": Label("选项 `{}` 不带值", "the option `{}` takes no value"),
    "missing": Label("缺少 {}", "{} is missing"),
    "choose": Label("`{}` 应当是其中之一：{}", "`{}` is one of: {}"),
    "bad_value": Label("`{}` 的值不对", "`{}` has a wrong value"),
    "too_many": Label("多余的参数", "there are more arguments than the command takes"),
    "wrong": Label("命令写得不对", "the command is not written like that"),
    "reading_form": Label("`--reading {}` 应当写成 `编号=选项`", "`--reading {}` is to be written as `id=option`"),
    "reading_twice": Label("`{}` 选了两次", "`{}` is chosen twice"),
    "stdin_twice": Label("标准输入只能读一次", "standard input can be read only once"),
    # results and messages
    "not_our_calendar": Label(
        "`{}` 不是本命令生成的日历文件，没有覆盖；请换一个文件名",
        "`{}` is no calendar file that this command made and was left as it is; name another file",
    ),
    "no_articles": Label("文件里找不到条文", "no articles are found in the file"),
    "error": Label("错误：", "error: "),
    "packs_checked": Label("{} 个规则包", "{} packs"),
    "cases_checked": Label("{} 个案件", "{} cases"),
    "errors": Label("{} 个错误", "{} errors"),
    "warnings": Label("{} 个警告", "{} warnings"),
    "checked": Label("{}、{}：{}", "{}, {}: {}"),
    "no_problem": Label("没有问题", "no problem"),
    "no_packs": Label("没有找到规则包", "no packs within reach"),
    "explain_more": Label(
        "用 `zongzhi explain` 查看理由和依据。", "`zongzhi explain` gives the reasons and provisions."
    ),
    "unexpected": Label(
        "程序内部错误（{kind}：{what}）。请连同输入报告这个缺陷；设 ZONGZHI_DEBUG=1 可查看经过。",
        "an error of the program itself ({kind}: {what}); please report it with the input; "
        "ZONGZHI_DEBUG=1 shows where it happened",
    ),
    "interrupted": Label("已中断", "interrupted"),
}


TABLES = (AUTHOR_TEXTS, RECEIPT_TEXTS, CASE_TEXTS, TEXTS)
_ALL = {name: label for table in TABLES for name, label in table.items()}


def counted(name: str, number: int, lang: Language) -> str:
    """Return a text that counts something."""
    said = text(name, lang).format(number)
    return said.removesuffix("s") if lang == "en" and number == 1 else said


def text(name: str, lang: Language) -> str:
    """Return a text in a language."""
    label = _ALL[name]
    return label.zh if lang == "zh" else label.en
