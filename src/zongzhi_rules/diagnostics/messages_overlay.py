"""Wording of what can be wrong with an overlay: its changes, and how it fits the pack below (ZR3xx)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Template

OVERLAY_MESSAGES: dict[str, Template] = {
    "ZR301": Template(
        "一项变动应当有且只有一个动词",
        "a change has exactly one verb",
        "请写 add、replace、amend、withdraw 之一",
        "write one of add, replace, amend, withdraw",
    ),
    "ZR302": Template(
        "`{verb}` 不用 `{key}`",
        "`{verb}` takes no `{key}`",
        "add 和 replace 用 as，amend 用 set，withdraw 两样都不用",
        "add and replace take `as`, amend takes `set`, withdraw takes neither",
    ),
    "ZR303": Template(
        "`{verb}` 缺少 `{key}`",
        "`{verb}` needs `{key}`",
        "请写 {key}: 及新的内容",
        "write {key}: with the new content",
    ),
    "ZR304": Template(
        "对 `{target}` 的变动没有改变任何内容",
        "the change to `{target}` changes nothing",
        "请删去这项变动，或者改为所要的内容",
        "take the change out, or say what is to be different",
    ),
    "ZR305": Template(
        "`{target}` 已经存在，不能增加",
        "`{target}` is already there and cannot be added",
        "要取代它用 replace，要改其中的字段用 amend，要并存就换一个编号",
        "to take its place use replace, to change a field use amend, to keep both choose another id",
    ),
    "ZR306": Template(
        "`{target}` 不是可以增加的位置",
        "nothing can be added at `{target}`",
        "请写作“段.编号”，例如 circumstances.new_one；可用的段：{known}",
        "write section.id, such as circumstances.new_one; the sections are: {known}",
    ),
    "ZR307": Template(
        "amend `{target}` 须在 set 之下写字段和新值",
        "amend `{target}` needs fields with new values under `set`",
        "例如 set: {{rank: 25}}；整项更换用 replace",
        "such as set: {{rank: 25}}; to change the whole entry use replace",
    ),
    "ZR308": Template(
        "变动的对象 `{target}` 不存在：`{existing}` 之下没有 `{missing}`",
        "the target `{target}` does not exist: there is no `{missing}` under `{existing}`",
        "请核对所依据的规则包中的编号",
        "check the ids in the pack that this one rests on",
    ),
    "ZR309": Template(
        "`{target}` 这一处已经有另一项变动",
        "another change touches `{target}` already",
        "请合成一项变动；写重了的，删去一项",
        "make one change of them, or take out the one that is written twice",
    ),
    "ZR310": Template(
        "`{versions}` 不是版本范围",
        "`{versions}` is not a range of versions",
        '请写作 ">=1.0,<2.0"',
        'write it as ">=1.0,<2.0"',
    ),
    "ZR311": Template(
        "`{base}` 的版本是 {version}，不在 `{versions}` 之内",
        "`{base}` has version {version}, outside `{versions}`",
        "请对照这一版核对各项变动，再改 extends 的 versions",
        "check the changes against that version, then change `versions` under `extends`",
    ),
    "ZR312": Template(
        "适用地域 {territory} 不在 `{base}` 的适用地域 {base_territory} 之内",
        "the territory {territory} does not lie in that of `{base}`, {base_territory}",
        "请核对地域；下级规定只能适用于上级规定地域的一部分",
        "check it; a lower instrument governs a part of the higher one's territory",
    ),
    "ZR313": Template(
        "施行日期 {since} 早于所依据的 `{base}` 的施行日期 {base_since}",
        "in force from {since}, before {base_since}, the first day of `{base}` on which it rests",
        "请核对日期，或者依据另一个规则包",
        "check the day, or rest on another pack",
    ),
    "ZR314": Template(
        "`{territory}` 不是适用地域",
        "`{territory}` is not a territory",
        "请写 nation，或者六位 GB/T 2260 行政区划代码，例如 110000",
        "write nation, or a GB/T 2260 division code of six digits, such as 110000",
    ),
    "ZR315": Template(
        "规则包互相依据：{cycle}",
        "packs rest on each other: {cycle}",
        "请去掉其中一处 extends",
        "take one `extends` out",
    ),
    "ZR316": Template(
        "找不到所依据的规则包 `{base}`",
        "the pack `{base}` that this one rests on is not to be found",
        "请把它放在同一个文件夹里，或者安装它，或者用 --packs 指明文件夹",
        "put it beside this one, install it, or name its folder with --packs",
    ),
    "ZR317": Template(
        "规则包一层叠一层，超过 {limit} 层",
        "packs rest on each other more than {limit} deep",
        "请减少层次",
        "use fewer levels",
    ),
    "ZR318": Template(
        "在 `{base}` 名下找到的规则包编号是 `{found}`",
        "the pack found as `{base}` has the id `{found}`",
        "请使文件夹的名称与规则包的 id 一致",
        "give the folder the name of the pack's id",
    ),
}
