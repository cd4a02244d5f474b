"""Wording of what can be wrong with a case, by itself, against a pack, or beside one (ZR50x to 56x, 58x)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Template

CASE_MESSAGES: dict[str, Template] = {
    # the shape of a case
    "ZR501": Template(
        "案件应当写成“字段: 值”的一组，这里是 `{value}`",
        "a case is a group of `field: value` lines, not `{value}`",
        "请从 id、as_of（研判日期）、subject（对象）写起",
        "start with `id`, `as_of` and `subject`",
    ),
    "ZR502": Template(
        "缺少必填的 `{key}`，即“{title}”",
        "`{key}` is missing here",
        "请在这一项之下补写 `{key}`",
        "add `{key}` to this entry",
    ),
    "ZR503": Template(
        "这里没有 `{key}` 这个字段",
        "there is no field `{key}` here",
        "此处可用的字段：{known}",
        "the fields here are: {known}",
    ),
    "ZR504": Template(
        "`{value}` 不是“{title}”的取值",
        "`{value}` is not a value of `{field}`",
        "请写其中之一：{options}",
        "write one of: {options}",
    ),
    "ZR505": Template(
        "这里应当是“{title}”下的一组字段，不是 `{value}`",
        "a group of fields is wanted here, not `{value}`",
        "请换行缩进，逐个写字段：{known}",
        "indent on the next line and write the fields one by one: {known}",
    ),
    "ZR506": Template(
        "“{title}”应当是列表，不是 `{value}`",
        "a list is wanted here, not `{value}`",
        "每条记录以 `- ` 开头；确定没有的写 []，不知道有没有的不写这个字段",
        "start each entry with `- `; write [] where there is none, and leave the field out where that is not known",
    ),
    "ZR507": Template(
        "“{title}”不能为空",
        "`{where}` must not be empty",
        "请写出内容；整条记录不需要的，请删去",
        "fill it in, or take the whole entry out",
    ),
    "ZR508": Template(
        "键 `{value}` 不是文字",
        "the key `{value}` is not text",
        "字段名和编号都用文字",
        "names and ids are text",
    ),
    "ZR509": Template(
        "案件格式没有第 `{value}` 版",
        "there is no version `{value}` of the case format",
        "请写 {version}，或删去 schema_version",
        "write {version}, or leave schema_version out",
    ),
    # days and division codes
    "ZR510": Template(
        "`{value}` 不是“年-月-日”形式的日期",
        "`{value}` is not a day of the form year-month-day",
        "请写成 2020-01-31 的形式：四位年、两位月、两位日，不带钟点",
        "write it like 2020-01-31: four digits, two and two, without a time of day",
    ),
    "ZR511": Template(
        "日历上没有 `{value}` 这一天",
        "there is no such day as `{value}`",
        "请核对月和日",
        "check month and day",
    ),
    "ZR512": Template(
        "`{value}` 的年份不在 {first} 至 {last} 之内",
        "the year of `{value}` lies outside {first} to {last}",
        "请核对年份",
        "check the year",
    ),
    "ZR513": Template(
        "`{value}` 晚于研判日期 {as_of}",
        "`{value}` lies after the day of the case, {as_of}",
        "请核对两个日期；研判日期以后的事不能写进案件",
        "check both days; what happens after the day of the case cannot be part of it",
    ),
    "ZR514": Template(
        "`{value}` 早于作出这项措施的日期 {decided_on}",
        "`{value}` lies before {decided_on}, when the measure was decided on",
        "请核对两个日期",
        "check both days",
    ),
    "ZR515": Template(
        "`{value}` 不是行政区划代码",
        "`{value}` is not a division code",
        "请写 GB/T 2260 代码：省、市、县各两位，共六位，例如 110101；乡级再加三位",
        "write the GB/T 2260 code: two digits each for province, prefecture and county, such as 110101; "
        "three more for a township",
    ),
    "ZR516": Template(
        "层级 `{value}` 与区划代码 {code} 不符，这个代码是{label}的代码",
        "the level `{value}` contradicts the division code {code}, which is that of a {shown}",
        "请核对代码；地方的层级由代码得出，可以不写",
        "check the code; a locality's level follows from it and can be left out",
    ),
    "ZR517": Template(
        "只有县级才能是省直管县，区划代码 {code} 是{label}的代码",
        "only a county can be directly governed; the division code {code} is that of a {shown}",
        "请核对代码，或删去 directly_governed",
        "check the code, or leave directly_governed out",
    ),
    # values
    "ZR520": Template(
        "`{value}` 不是 true 或 false",
        "`{value}` is neither true nor false",
        "是写 true，否写 false，不知道的写 null；yes、no、on、off、引号内的文字和数字都不行",
        "write true or false, or null where it is not known; yes, no, on, off, quoted text and numbers will not do",
    ),
    "ZR521": Template(
        "`{value}` 不是整数",
        "`{value}` is not a whole number",
        "请只写阿拉伯数字，不加引号、小数点和单位，前面不加 0",
        "write digits only: no quotes, no decimal point, no unit, no leading zero",
    ),
    "ZR522": Template(
        "`{value}` 不是数",
        "`{value}` is not a number",
        "请写阿拉伯数字，可以有小数点，不加引号和单位；不知道的写 null",
        "write digits, with a decimal point if need be, without quotes or unit; what is not known is null",
    ),
    "ZR523": Template(
        "`{value}` 小于 {limit}",
        "`{value}` is less than {limit}",
        "请核对；最小是 {limit}",
        "check it; {limit} is the least",
    ),
    "ZR524": Template(
        "`{value}` 大于 {limit}",
        "`{value}` is more than {limit}",
        "请核对数值和单位；最大是 {limit}",
        "check the number and its unit; {limit} is the most",
    ),
    "ZR525": Template(
        "这里应当是文字，不是 `{value}`",
        "text is wanted here, not `{value}`",
        "请写文字；数字作为文字的，加引号",
        "write text; put a number that is meant as text in quotes",
    ),
    "ZR526": Template(
        "文字超过 {limit} 个字符",
        "the text is longer than {limit} characters",
        "请写短",
        "shorten it",
    ),
    "ZR527": Template(
        "`{value}` 不能作为编号",
        "`{value}` cannot be an id",
        "编号写成一行，首尾没有空格",
        "an id is one line without spaces at either end",
    ),
    "ZR528": Template(
        "自定事实的值不能是 `{value}`",
        "a fact of a pack cannot be `{value}`",
        "请写 true、false、数或文字；连同认定主体、日期、依据一起写的，值写在 value 之下",
        "write true, false, a number or text; with who found it, when and on what, the value goes under `value`",
    ),
    "ZR529": Template(
        "“{title}” `{value}` 写了两次",
        "`{value}` stands twice in this list",
        "每条记录各用一个编号，每个年度只写一条",
        "give every entry an id of its own, and every year one entry",
    ),
    "ZR530": Template(
        "local 应当是“编号: 值”的一组，不是 `{value}`",
        "`local` is a group of `id: value` lines, not `{value}`",
        "请换行缩进，逐个写规则包自定的事实",
        "indent on the next line and write the facts that packs declare one by one",
    ),
    "ZR531": Template(
        "这是{given}，不是{wanted}",
        "this is {given}, not {wanted}",
        "请核对文件；这样的文件由 {command} 读取",
        "check which file was meant; {command} takes one like this",
    ),
    # a case against a pack
    "ZR550": Template(
        "规则包 `{pack}` 没有声明事实 `{name}`",
        "the pack `{pack}` declares no fact `{name}`",
        "请核对编号；local 之下只能写所用规则包的 facts 段声明的事实",
        "check the id; under `local` stand only facts that the section `facts` of the pack declares",
    ),
    "ZR551": Template(
        "事实 `{name}` 的值不能是 `{value}`",
        "the fact `{name}` cannot be `{value}`",
        "请写：{wanted}",
        "write: {wanted}",
    ),
    "ZR552": Template(
        "所用的规则包没有措施 `{measure}`",
        "no pack in use has a measure `{measure}`",
        "请写其中之一：{known}",
        "write one of: {known}",
    ),
    "ZR560": Template(
        "{division} 不在规则包 `{pack}` 的适用地域 {territory} 之内",
        "{division} lies outside {territory}, the territory of the pack `{pack}`",
        "请核对区划代码，或者用另一个规则包",
        "check the division code, or use another pack",
    ),
    "ZR561": Template(
        "研判日期 {day} 早于规则包 `{pack}` 的施行日期 {since}",
        "the day of the case, {day}, lies before {since}, when the pack `{pack}` came into force",
        "请核对日期，或者用当时施行的规则包",
        "check the day, or use the pack that was in force then",
    ),
    # ZR58x: cases beside a pack
    "ZR580": Template(
        "`{one}` 和 `{other}` 不能同时成立",
        "`{one}` and `{other}` cannot both come true",
        "请删去其中一处",
        "take one of them out",
    ),
    "ZR581": Template(
        "规则包 `{pack}` 没有带条件的规则 `{given}`",
        "the pack `{pack}` has no rule with a condition called `{given}`",
        "写规则的全路径，例如 circumstances.编号、factors.组.编号、measures.措施.grounds.编号",
        "write the path of the rule, such as circumstances.id, factors.group.id or measures.id.grounds.id",
    ),
    "ZR582": Template(
        "案例 `{name}` 没有写任何预期",
        "the case `{name}` expects nothing",
        "在 expect 之下至少写一项，例如 outcome，或者 true、false、unknown 之下的规则",
        "write something under `expect`, such as `outcome`, or rules under `true`, `false` or `unknown`",
    ),
    "ZR583": Template(
        "案例名称 `{name}` 已经用过",
        "there is a case `{name}` already",
        "规则包的每个案例各用一个名称，不论写在哪个文件",
        "give every case of the pack a name of its own, whichever file it stands in",
    ),
    "ZR584": Template(
        "没有{what} `{given}`",
        "there is no {what} `{given}`",
        "规则包 `{pack}` 和本案例可用的：{known}",
        "those of the pack `{pack}` and of this case are: {known}",
    ),
    "ZR585": Template(
        "规则包 `{pack}` 的条件里没有 `{given}` 这一部分",
        "no condition of the pack `{pack}` has the part `{given}`",
        "照 zongzhi test --coverage 列出的路径填写",
        "write the path as `zongzhi test --coverage` prints it",
    ),
    "ZR586": Template(
        "变异 `{mutant}` 不是等效的：`{by}` 因它而不同",
        "the mutant `{mutant}` is not equivalent: `{by}` comes out otherwise",
        "从等效变异的文件中删去这一项；没有案例发现的，让案例预期不同的部分",
        "take it out of the file of equivalent mutants; if no case notices, let one expect what is different",
    ),
    "ZR587": Template(
        "变异 `{mutant}` 已经列过",
        "the mutant `{mutant}` is named already",
        "每个变异只列一次",
        "name each mutant once",
    ),
    "ZR588": Template(
        "案例 `{name}` 没有通过，无从判断变异",
        "the case `{name}` fails, so that nothing can be said of mutants",
        "先用 `zongzhi test` 使全部案例通过",
        "make all cases pass first: `zongzhi test`",
    ),
    "ZR589": Template(
        "规则包 `{pack}` 没有案例",
        "the pack `{pack}` has no cases",
        "在规则包的 cases 文件夹里写案例",
        "write cases in the folder `cases` of the pack",
    ),
    # a fallback
    "ZR599": Template(
        "`{value}` 不能用在这里",
        "`{value}` cannot stand here",
        "字段和取值见 `zongzhi schema case`",
        "`zongzhi schema case` shows the fields and their values",
    ),
}
