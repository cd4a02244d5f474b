"""Wording of what can be wrong with the form of a pack: its files, sections and fields (ZR2xx)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Template

PACK_MESSAGES: dict[str, Template] = {
    # ZR20x-21x: the shape of an entry
    "ZR201": Template(
        "缺少必填的 `{key}`，即“{title}”",
        "`{key}` is missing here",
        "请在这一项之下补写 `{key}`",
        "add `{key}` to this entry",
    ),
    "ZR202": Template(
        "这里没有 `{key}` 这个字段",
        "there is no field `{key}` here",
        "此处可用的字段：{known}",
        "the fields here are: {known}",
    ),
    "ZR203": Template(
        "`{value}` 不在可选值之内",
        "`{value}` is not one of the possible values",
        "请写其中之一：{options}",
        "write one of: {options}",
    ),
    "ZR204": Template(
        "`{value}` 不能作为编号",
        "`{value}` cannot be an id",
        "编号以小写英文字母开头，只含小写英文字母、数字和下划线；中文名称写在 title",
        "an id starts with a small letter and holds small letters, digits and underscores; "
        "a name in Chinese goes under `title`",
    ),
    "ZR205": Template(
        "`{value}` 不是整数",
        "`{value}` is not a whole number",
        "请只写阿拉伯数字，最多十五位，不带单位",
        "write digits only, fifteen at most, without a unit",
    ),
    "ZR206": Template(
        "`{value}` 不是 true 或 false",
        "`{value}` is neither true nor false",
        "请写 true 或 false；yes、no、on、off 都不行",
        "write true or false; yes, no, on and off will not do",
    ),
    "ZR207": Template(
        "`{value}` 不是条文依据",
        "`{value}` is not a citation",
        "请写作“条.款(项)”，用半角的阿拉伯数字、点和括号，例如 5(2)、7.2、8.1(3)；"
        "引用其他规则包的，前面加其编号和一个空格，例如 other_pack 9",
        "write article.paragraph(item), such as 5(2), 7.2 or 8.1(3); "
        "for another pack put its id and a space before, such as other_pack 9",
    ),
    "ZR208": Template(
        "`{value}` 不是版本号",
        "`{value}` is not a version",
        "请写三段数字，例如 1.0.0",
        "write three numbers, such as 1.0.0",
    ),
    "ZR209": Template(
        "`{value}` 不是“年-月-日”形式的日期",
        "`{value}` is not a day of the form year-month-day",
        "请写成 2020-01-31 的形式：四位年、两位月、两位日",
        "write it like 2020-01-31: four digits, two and two",
    ),
    "ZR210": Template(
        "日历上没有 `{value}` 这一天",
        "there is no such day as `{value}`",
        "请核对年、月、日；年份在 {first} 至 {last} 之内",
        "check year, month and day; years run from {first} to {last}",
    ),
    "ZR211": Template(
        "这里应当是文字，不是 `{value}`",
        "text is wanted here, not `{value}`",
        "请写一段文字；含冒号或以特殊符号开头的，加引号",
        "write text; put it in quotes if it holds a colon or starts with a special character",
    ),
    "ZR212": Template(
        "这里应当是“字段: 值”的一组，不是 `{value}`",
        "a group of `field: value` lines is wanted here, not `{value}`",
        "请换行缩进，逐个写字段{fields}",
        "indent on the next line and write the fields one by one{fields}",
    ),
    "ZR213": Template(
        "这里应当是列表，不是 `{value}`",
        "a list is wanted here, not `{value}`",
        "请写作 [甲, 乙]，或者每行以 `- ` 开头",
        "write [a, b], or start each line with `- `",
    ),
    "ZR214": Template(
        "这里不能为空",
        "this must not be empty",
        "请写出内容；用不着的，删去整个字段",
        "fill it in, or leave out the whole field",
    ),
    "ZR215": Template(
        "文字超过 {limit} 个字符",
        "the text is longer than {limit} characters",
        "请用自己的话写短；条文原文不放入规则包",
        "say it shortly in your own words; the official text does not belong in a pack",
    ),
    "ZR217": Template(
        "`{value}` 不能用在这里",
        "`{value}` cannot stand here",
        "请参照规则包语言说明改写",
        "see the reference of the pack language",
    ),
    "ZR218": Template(
        "`{file}` 以 .yml 结尾，规则包只读 .yaml 文件",
        "`{file}` ends in .yml, and of a pack only .yaml files are read",
        "请把扩展名改为 .yaml",
        "rename it to .yaml",
    ),
    "ZR219": Template(
        "无法读取规则包文件夹 `{folder}`：{reason}",
        "the pack folder `{folder}` cannot be read: {reason}",
        "请检查路径和读取权限",
        "check the path and who may read it",
    ),
    "ZR220": Template(
        "规则包 `{folder}` 里没有 .yaml 文件",
        "the pack `{folder}` has no .yaml file",
        "请指向含有 pack.yaml 的文件夹",
        "name the folder that holds pack.yaml",
    ),
    "ZR221": Template(
        "规则包 `{name}` 没有 pack 段",
        "the pack `{name}` has no section `pack`",
        "请在 pack.yaml 写 pack: 及其 id、version、title 等",
        "write `pack:` with id, version, title and the rest in pack.yaml",
    ),
    "ZR222": Template(
        "叠加在 `{base}` 之上的规则包不能直接写 `{section}` 段",
        "a pack on top of `{base}` cannot have a section `{section}` of its own",
        "请写进 changes 段，用 add、replace、amend 或 withdraw 说明怎样变动",
        "put it under `changes:` as add, replace, amend or withdraw",
    ),
    "ZR223": Template(
        "没有写 extends，却有 changes 段",
        "there are changes but no `extends`",
        "请在 pack 段写 extends: {{pack: …, versions: …}}，或者改写为普通的段",
        "write extends: {{pack: …, versions: …}} in the section `pack`, or use plain sections",
    ),
    "ZR224": Template(
        "施行日期应当写 since 和 cite，或者只写 not_stated",
        "say either `since` with `cite`, or only `not_stated`",
        "例如 in_force: {{since: 2020-01-31, cite: 9}}；文本未载明的，写 in_force: {{not_stated: 说明}}",
        "such as in_force: {{since: 2020-01-31, cite: 9}}; where the text is silent, in_force: {{not_stated: why}}",
    ),
    "ZR225": Template(
        "规则文件的最外层应当是各段",
        "a pack file holds sections at its top",
        "最外层请写 pack:、circumstances:、measures: 等",
        "start with `pack:`, `circumstances:`, `measures:` and the like",
    ),
    "ZR226": Template(
        "没有 `{section}` 这个段",
        "there is no section `{section}`",
        "可用的段：{known}",
        "the sections are: {known}",
    ),
    "ZR227": Template(
        "`{section}` 段在两个文件里都有，合不到一起",
        "the section `{section}` stands in two files and cannot be joined",
        "请只在一个文件里写这一段",
        "keep it in one file",
    ),
    "ZR228": Template(
        "`{section}` 段的 `{name}` 写了两次",
        "`{name}` in `{section}` is written twice",
        "请删去其一，或者改编号",
        "take one out, or give it another id",
    ),
    "ZR229": Template(
        "changes 段应当是列表",
        "`changes` is a list",
        "每项变动请以 - add:、- replace:、- amend: 或 - withdraw: 开头",
        "start each change with - add:, - replace:, - amend: or - withdraw:",
    ),
    "ZR230": Template(
        "期间应当只写一个单位，数值在 1 至 {limit} 之内",
        "a period has one unit and a number from 1 to {limit}",
        "例如 {{months: 2}} 或 {{working_days: 10}}",
        "such as {{months: 2}} or {{working_days: 10}}",
    ),
    "ZR231": Template(
        "自定事实 `{name}` 的选项或者次序与类型不符",
        "the options or the order of the fact `{name}` do not fit its type",
        "类型为 term 的要写 options，可以写 ordered；其他类型都不写",
        "a fact of type `term` has options and may be ordered, others neither",
    ),
    "ZR232": Template(
        "参数 `{name}` 应当写 value、values、undetermined 之一",
        "the parameter `{name}` needs exactly one of `value`, `values`, `undetermined`",
        "文本没有规定的，请写 undetermined: 理由",
        "where the text sets no value, write undetermined: and why",
    ),
    "ZR233": Template(
        "整改期限应当写 length，或者写 set_by_authority: true",
        "a term has either a `length` or set_by_authority: true",
        "请二者取一；其中一个是从下面的规则包保留下来的，在变动里写 null 去掉，如 set_by_authority: null",
        "keep one of the two; where one is kept from the pack below, take it out in the change with null, "
        "as set_by_authority: null",
    ),
    "ZR234": Template(
        "一项报告不能同时写 within 和 every",
        "a report cannot have both `within` and `every`",
        "请分成两项报告",
        "make two reports of it",
    ),
    "ZR235": Template(
        "后果的期间应当写 lasts，或者写 while_it_stands: true",
        "an effect has either `lasts` or while_it_stands: true",
        "请二者取一",
        "keep one of the two",
    ),
    "ZR249": Template(
        "后果的期间不按工作日计算",
        "an effect is not counted in working days",
        "请写 days、months 或者 years：取消资格的期间不因休息日延长",
        "write days, months or years: days off do not lengthen a disqualification",
    ),
    "ZR236": Template(
        "`{key}` 成了没有值的字段，很可能是一段文字在半角逗号处断开了",
        "`{key}` became a field without a value: most probably a text was cut at a comma",
        "花括号里的文字含逗号的，请用全角逗号，或者给整段文字加引号",
        "inside braces write a full-width comma, or put the whole text in quotes",
    ),
    "ZR237": Template(
        "时间应当写 every、on、ongoing 之一",
        "a timing has exactly one of `every`, `on`, `ongoing`",
        "每年、每季等请写 every，遇事才有的写 on，没有期限的写 ongoing: true；by 只用于按年的，within 只用于 on",
        "`every` is for a cadence, `on` for an event, ongoing: true for no date; "
        "`by` goes with years, `within` with `on`",
    ),
    "ZR238": Template(
        "周期应当是一年的整分之一或者若干年",
        "a cadence divides the year evenly, or counts years",
        "请写 {{months: 1}}、{{months: 3}}、{{months: 6}} 或 {{years: 1}} 等",
        "such as {{months: 1}}, {{months: 3}}, {{months: 6}} or {{years: 1}}",
    ),
    "ZR239": Template(
        "指标 `{name}` 的数值与方向不符",
        "the value of the indicator `{name}` does not fit its direction",
        "at_least 和 at_most 要写数值，其他方向不写",
        "at_least and at_most take a number, the others none",
    ),
    "ZR240": Template(
        "规则包 `{folder}` 里有 {count} 个 .yaml 文件，超过 {limit} 个",
        "the pack `{folder}` has {count} .yaml files, more than {limit}",
        "请确认选对了文件夹，或者合并文件",
        "check that it is the folder that was meant, or join files",
    ),
    "ZR241": Template(
        "`{value}` 不是“月-日”形式的日期",
        "`{value}` is not a day of the form month-day",
        "请写成 12-31 的形式：两位月、两位日",
        "write it like 12-31: two digits and two",
    ),
    "ZR242": Template(
        "`{value}` 不是条文摘要",
        "`{value}` is not the digest of an article",
        "摘要是 SHA-256 的 64 位小写十六进制数",
        "a digest is a SHA-256 in 64 small hexadecimal digits",
    ),
    "ZR243": Template(
        "条数 `{value}` 不在 1 至 {most} 之内",
        "the number of articles, `{value}`, lies outside 1 to {most}",
        "请写文本一共有多少条；没有数过的，删去 articles",
        "write how many there are; if they were not counted, leave `articles` out",
    ),
    "ZR244": Template(
        "`{key}` 应当在 `{owner}` 之下，这里缩进得不够",
        "`{key}` belongs under `{owner}`: it is not indented far enough",
        "请比 `{owner}` 多缩进两个空格，`{owner}` 之下的其他字段也一样",
        "indent it two spaces further than `{owner}`, and with it the other fields of `{owner}`",
    ),
}
