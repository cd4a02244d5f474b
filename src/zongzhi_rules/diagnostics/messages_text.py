"""Wording of what can be wrong with a text, as YAML or JSON, before it is looked at as a pack or a case (ZR1xx)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Template

TEXT_MESSAGES: dict[str, Template] = {
    # ZR10x, files and their encoding
    "ZR101": Template(
        "找不到文件 `{file}`",
        "there is no file `{file}`",
        "请检查路径和文件名是否写对",
        "check the path and the spelling of the name",
    ),
    "ZR102": Template(
        "`{file}` 是目录，不是文件",
        "`{file}` is a directory",
        "请写出目录中的某个文件",
        "name a file in it",
    ),
    "ZR103": Template(
        "无法读取文件 `{file}`：{reason}",
        "the file `{file}` cannot be read: {reason}",
        "请检查文件的读取权限，以及是否被其他程序占用",
        "check who may read the file and whether it is open elsewhere",
    ),
    "ZR104": Template(
        "文本超过 {limit} KiB",
        "the text is larger than {limit} KiB",
        "请拆成几个文件，或删去不需要的内容",
        "split it into several files or leave out what is not needed",
    ),
    "ZR105": Template(
        "文件不是 UTF-8 文本",
        "the file is not UTF-8 text",
        "请另存为 UTF-8 编码，并确认选对了文件",
        "save it as UTF-8; check that it is the text file that was meant",
    ),
    "ZR106": Template(
        "文件不是 UTF-8 编码，很可能是 GBK（GB 18030）编码",
        "the file is not UTF-8 but looks like GBK (GB 18030)",
        "请用编辑器“另存为”，编码选 UTF-8",
        "save it as UTF-8: in most editors “Save as”, encoding UTF-8",
    ),
    "ZR107": Template(
        "文件不是 UTF-8 编码，很可能是 UTF-16 或 UTF-32 编码",
        "the file is not UTF-8 but looks like UTF-16 or UTF-32",
        "请用编辑器“另存为”，编码选 UTF-8（有的编辑器把 UTF-16 叫作“Unicode”）",
        "save it as UTF-8: some editors call UTF-16 “Unicode”",
    ),
    # ZR11x, characters
    "ZR110": Template(
        "文本中不能有控制字符 {character}",
        "the control character {character} is not allowed in text",
        "请删除；这类字符常由其他程序复制带入",
        "delete it; it often comes from copying out of another program",
    ),
    "ZR111": Template(
        "字符 {character} 会改变文字方向，使看到的与实际内容不同",
        "the character {character} changes the direction of the text, so that it reads differently from what it is",
        "请删除",
        "delete it",
    ),
    "ZR112": Template(
        "文本中不能有看不见的字符 {character}",
        "the invisible character {character} is not allowed in text",
        "请删除；需要换行时请按回车",
        "delete it; for a new line press Enter",
    ),
    "ZR113": Template(
        "缩进或文字开头处用了全角空格或不间断空格",
        "a full-width or non-breaking space stands where indentation or the start of a text should be",
        "请改用半角空格；如果文字本来就以它开头，请加引号",
        "use ordinary spaces; if the text is meant to start with it, put the text in quotes",
    ),
    "ZR114": Template(
        "{character} 只是半个字符（代理对的一半），不能单独使用",
        "{character} is half of a character (of a surrogate pair) and cannot stand alone",
        "请写出完整的字符；截短文字的程序常把一个字符切成两半",
        "write the whole character; programs that cut texts short often split one in two",
    ),
    # ZR12x, ZR13x, YAML that cannot be read
    "ZR120": Template(
        "这里不是可以读懂的 YAML",
        "this cannot be read as YAML",
        "请检查此处和上一行的缩进、冒号、引号和括号",
        "check indentation, colons, quotes and brackets here and on the line above",
    ),
    "ZR121": Template(
        "只能用空格的地方用了制表符（Tab）",
        "a tab stands where only spaces are allowed",
        "请用空格缩进，每级两个",
        "indent with spaces, two for each level",
    ),
    "ZR122": Template(
        "从这里开始的引号没有结束",
        "the quote that opens here is never closed",
        "请补上结束的引号",
        "add the closing quote",
    ),
    "ZR123": Template(
        "结束引号之后还有文字",
        "there is more text after the closing quote",
        '请把整段文字放进引号；双引号内的引号写作 `\\"`，或用中文引号“ ”',
        'quote the whole text; inside double quotes write a quote as `\\"`, or use “ ”',
    ),
    "ZR124": Template(
        "从这里开始的括号 `{bracket}` 没有结束",
        "the bracket `{bracket}` that opens here is never closed",
        "请补上结束的括号",
        "add the closing bracket",
    ),
    "ZR125": Template(
        "这一行的缩进与上面任何一级都对不齐",
        "the indentation of this line fits no level above it",
        "同一级的各项请使用相同数量的空格",
        "give all entries of one level the same number of spaces",
    ),
    "ZR126": Template(
        "这一行的缩进像是接着上面的值，却又有自己的键",
        "this line is indented as if it went on with the value above, but has a key of its own",
        "请让这个键与同级的键对齐；如果是上面文字的一部分，请加引号",
        "line the key up with the keys of its level, or put the text above in quotes",
    ),
    "ZR127": Template(
        "同一级里混用了列表项和键",
        "list items and keys are mixed at one level",
        "同一级要么每项都以 `- ` 开头，要么都不用；键下面的列表请再缩进一级",
        "let every entry start with `- `, or none; a list under a key is indented further",
    ),
    "ZR128": Template(
        "这里用了全角冒号 `：`，应当用半角冒号 `:` 加空格",
        "a full-width colon `：` stands where `:` and a space should be",
        "请改成半角冒号加空格；如果冒号是文字的一部分，请加引号",
        "write `:` and a space; if the colon is part of the text, put the text in quotes",
    ),
    "ZR129": Template(
        "各项之间用了 `{mark}`，应当用半角逗号 `,`",
        "`{mark}` stands where `,` should part the items",
        "请改成半角逗号加空格；如果 `{mark}` 是文字的一部分，请加引号",
        "write `,` and a space; if `{mark}` is part of the text, put the text in quotes",
    ),
    "ZR130": Template(
        '这里用了全角引号 `{mark}`，应当用半角引号 `"`',
        'a full-width quote `{mark}` stands where `"` should be',
        "请改成半角引号；YAML 里也可以去掉引号",
        'write `"`; in YAML the quotes may be left out',
    ),
    "ZR131": Template(
        "不加引号的文字不能以 `{character}` 开头",
        "a text cannot start with `{character}` unless it is in quotes",
        "请给这段文字加引号；条件里比较大小，写 {{at_least: …}}、{{more_than: …}} 等",
        "put the text in quotes; a condition that compares reads {{at_least: …}}, {{more_than: …}} and the like",
    ),
    "ZR132": Template(
        "双引号内不能这样转义",
        "this is not an escape that can be used inside double quotes",
        "请直接写出字符；反斜杠写作 `\\\\`，或改用单引号",
        "write the character itself; write a backslash as `\\\\`, or use single quotes",
    ),
    "ZR133": Template(
        "`|` 或 `>` 之后，同一行只能有 `-`、`+` 或一个数字",
        "only `-`, `+` or a number may follow `|` or `>` on its line",
        "文字请另起一行并缩进；以 `|` 或 `>` 开头的文字请加引号",
        "start the text on the next line, indented; put a text that starts with `|` or `>` in quotes",
    ),
    "ZR134": Template(
        "此处之前缺少 `,` 或 `{bracket}`",
        "`,` or `{bracket}` is missing before this",
        "各项之间用 `,` 隔开，末尾用 `{bracket}` 结束",
        "part the items with `,` and close the bracket with `{bracket}`",
    ),
    "ZR135": Template(
        "这里不应出现 `{text}`",
        "`{text}` is not expected here",
        "请删除；如果是文字的一部分，请加引号",
        "delete it; if it is part of a text, put the text in quotes",
    ),
    "ZR136": Template(
        "键的后面缺少冒号 `:` 和空格",
        "the key is not followed by `:` and a space",
        "请写成 `键: 值`；列表的一项以 `- ` 开头；接着上一行的文字，请再缩进一级",
        "write `key: value`; an item of a list starts with `- `; a text that goes on from the line above is indented "
        "further",
    ),
    "ZR137": Template(
        "`{mark}` 后面缺少空格",
        "the space after `{mark}` is missing",
        "请在 `{mark}` 后面加空格；如果是文字的一部分，请加引号",
        "write `{mark}` and a space; if it is part of the text, put the text in quotes",
    ),
    "ZR138": Template(
        "值里又出现了冒号 `:` 加空格",
        "a second `:` stands in the value",
        "请给值加引号；如果是另一个键，请另起一行",
        "put the value in quotes, or start a new line for a key of its own",
    ),
    "ZR139": Template(
        "列表不能与键写在同一行",
        "a list cannot start on the line of its key",
        "列表各项请另起一行，以 `- ` 开头，或写成 `[甲, 乙]`；以 `- ` 开头的文字请加引号",
        "start each item on a new line with `- `, or write `[a, b]`; put a text that starts with `- ` in quotes",
    ),
    # ZR14x, YAML that the language does not use
    "ZR140": Template(
        "键 `{key}` 在这里出现了两次",
        "the key `{key}` stands here twice",
        "请只保留一个",
        "keep one of the two",
    ),
    "ZR141": Template(
        "本语言不使用锚点（`&`）",
        "anchors are not part of the language",
        "请在用到的地方写出完整的值；以 `&` 开头的文字请加引号",
        "write the value out where it is used; put a text that starts with `&` in quotes",
    ),
    "ZR142": Template(
        "本语言不使用别名（`*`）",
        "aliases are not part of the language",
        "请写出完整的值；以 `*` 开头的文字请加引号",
        "write the value out; put a text that starts with `*` in quotes",
    ),
    "ZR143": Template(
        "本语言不使用标签（`!`）",
        "tags are not part of the language",
        "请删除标签；以 `!` 开头的文字请加引号",
        "delete the tag; put a text that starts with `!` in quotes",
    ),
    "ZR144": Template(
        "本语言不使用合并键（`<<`）",
        "merge keys are not part of the language",
        "请写出各项",
        "write the entries out",
    ),
    "ZR145": Template(
        "文件里不止一个文档",
        "the file holds more than one document",
        "请把各文档分放在不同文件；如果本应只有一个，请删除 `---` 或 `...`",
        "put each document in a file of its own; delete `---` or `...` if there should be one only",
    ),
    "ZR146": Template(
        "文本里除了空白和注释没有内容",
        "there is nothing in the text but space and comments",
        "请写入内容，或改用正确的文件",
        "write the content, or name the file that was meant",
    ),
    "ZR147": Template(
        "键只能是文字，不能是列表或映射",
        "a key must be a plain word, not a list or a mapping",
        "请在冒号前写一个词；带括号的文字请加引号",
        "write a word before the `:`; put a text with brackets in quotes",
    ),
    "ZR148": Template(
        "缺少键",
        "the key is missing",
        "请在冒号前写一个词；如果键就是 `null` 或 `~`，请加引号",
        "write a word before the `:`; a key that is to read `null` or `~` needs quotes",
    ),
    "ZR149": Template(
        "本语言不使用指令（`%`）",
        "directives are not part of the language",
        "请删除这一行",
        "delete the line",
    ),
    # ZR15x, limits
    "ZR150": Template(
        "列表和映射的嵌套超过 {limit} 层",
        "lists and mappings are nested more than {limit} deep",
        "请减少嵌套",
        "write it flatter",
    ),
    "ZR151": Template(
        "这段文字超过 {limit} 个字符",
        "the text is longer than {limit} characters",
        "请缩短",
        "shorten it",
    ),
    "ZR152": Template(
        "内容过多：键、值和括号合计超过 {limit} 个",
        "there is too much in one text: more than {limit} keys, values and ends of lists and mappings",
        "请拆分文件",
        "split the file",
    ),
    "ZR153": Template(
        "问题超过 {limit} 个，其余部分没有再读",
        "there are more than {limit} problems; the rest of the text was not read",
        "请先改正以上问题再试",
        "correct these and try again",
    ),
    "ZR154": Template(
        "内容结束之后还有文字",
        "there is more text after the end",
        "请删除，并检查括号是否过早结束",
        "delete it; check that no bracket is closed too early",
    ),
    # ZR155: a list
    "ZR155": Template(
        "`{key}` 前面很可能缺少 `- `，列表的两项成了一项",
        "`- ` is most probably missing before `{key}`: two items of a list became one",
        "列表的每一项以 `- ` 开头，上下对齐；如果是写重了，请只保留一个",
        "start each item of a list with `- `, one below the other; if it is written twice, keep one of the two",
    ),
    "ZR156": Template(
        "这里用了全角括号 `{mark}`，应当用半角括号 `{bracket}`",
        "a full-width bracket `{mark}` stands where `{bracket}` should be",
        "请把一对括号都改成半角；如果是文字的一部分，请加引号",
        "write both brackets in their half-width form; if they are part of the text, put the text in quotes",
    ),
    # ZR16x, JSON that cannot be read
    "ZR160": Template(
        "键的后面缺少冒号 `:`",
        "`:` is missing after the key",
        '请写成 `"键": 值`',
        'write `"key": value`',
    ),
    "ZR161": Template(
        "JSON 的结束括号之前不能有逗号",
        "JSON has no comma before a closing bracket",
        "请删除这个逗号",
        "delete the comma",
    ),
    "ZR162": Template(
        "JSON 不能有注释",
        "JSON has no comments",
        "请删除注释，或改用 YAML 文件",
        "delete the comment, or use a YAML file",
    ),
    "ZR163": Template(
        "JSON 的键必须是双引号内的文字",
        "a key in JSON is a text in double quotes",
        '请写成 `"键": 值`',
        'write `"key": value`',
    ),
    "ZR164": Template(
        "`{text}` 不是 JSON 的值",
        "`{text}` is not a JSON value",
        "请写双引号内的文字、数字、`true`、`false` 或 `null`；未知的写 `null`",
        "write a text in double quotes, a number, `true`, `false` or `null`; what is not known is `null`",
    ),
    "ZR165": Template(
        "JSON 的文字里不能直接换行或有制表符",
        "a text in JSON cannot hold a line break or a tab as it is",
        "请写成 `\\n` 或 `\\t`，或补上结束的引号",
        "write `\\n` or `\\t`, or add the closing quote",
    ),
    "ZR166": Template(
        "缺少值",
        "the value is missing",
        "请写出值；未知的写 `null`",
        "write the value; what is not known is `null`",
    ),
    # ZR17x: laying a text out
    "ZR170": Template(
        "按统一排版改写会改变内容的含义，没有改动",
        "in our layout this file would not mean the same; it was left as it is",
        "请把写法特殊的文字（多行文字、特殊字符）改写成普通的形式，并报告这个缺陷",
        "write what is unusual in it (texts of several lines, special characters) in a plainer way, and report this",
    ),
}
