"""What the commands about receipts and seals say about themselves, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongzhi_rules.diagnostics import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

RECEIPT_TEXTS: Mapping[str, Label] = {
    "replay": Label(
        "按回执重作结论：逐字节重现，或者指出哪一项输入不在或者已变。\n\n"
        "每个 RECEIPT 是 `zongzhi decide --receipt` 写出的文件，或者存放它们的文件夹；- 为标准输入。"
        "有一份没有逐字节重现时，退出状态为 1。",
        "Make decisions again from their receipts: byte for byte, or tell which input is gone or changed.\n\n"
        "A RECEIPT is a file that `zongzhi decide --receipt` wrote, or a folder of them; - is standard input. "
        "The exit status is 1 if one is not reproduced byte for byte.",
    ),
    "backtest": Label(
        "规则包修改以后，哪些已有案件的结论会不同，为什么。\n\n"
        "每个 FILE 是案件、案卷记录、回执、账本，或者存放它们的文件夹。有案件不同时，退出状态为 1。",
        "Tell which past cases a changed pack would decide otherwise, and why.\n\n"
        "A FILE is a case, a file of events, a receipt, a ledger, or a folder of such files. "
        "The exit status is 1 if a case comes out otherwise.",
    ),
    "seal": Label(
        "签封规则包：以私钥签署规则和文件；或者核验签封，或者生成密钥。\n\n"
        "每个 PACK 是规则包的编号或者文件夹。核验时，它所依据的规则包也一并核验；有一个不符时，退出状态为 1。",
        "Seal packs: sign what they are with a private key; or verify seals, or make a key.\n\n"
        "A PACK is the id of a pack or its folder. Verifying covers the packs that it rests on; "
        "the exit status is 1 if one is not as it was sealed.",
    ),
    "receipt": Label(
        "另写一份回执，供以后重作结论", "Write a receipt, too, from which the decision can be made again."
    ),
    "old_pack": Label("旧的规则包（编号或文件夹）", "The old pack (id or folder)."),
    "new_pack": Label("新的规则包（编号或文件夹）", "The new pack (id or folder)."),
    "replay_calendar": Label(
        "回执所用的补充放假通知文件，可重复", "A holiday notice that receipts were made with; may be repeated."
    ),
    "require_signed": Label(
        "只接受由这些公钥（文件或文件夹）签封的规则包，可重复",
        "Refuse packs that none of these public keys (file or folder) has sealed; may be repeated.",
    ),
    "key": Label("签名所用的私钥（PEM）", "The private key to sign with (PEM)."),
    "seal_to": Label(
        "签封文件写到这个文件夹，默认写在规则包里", "Write the seal into this folder, not the pack's own."
    ),
    "verify_seal": Label("核验签封", "Verify seals."),
    "trusted": Label("可信的公钥（文件或文件夹），可重复", "A trusted public key (file or folder); may be repeated."),
    "new_key": Label("生成密钥，公钥写在 FILE.pub", "Make a key; the public half goes to FILE.pub."),
    "passphrase": Label("私钥的口令", "Passphrase of the private key"),
    "one_of": Label("要写 {} 之一", "one of {} is needed"),
    "needs": Label("`{}` 要和 `{}` 同用", "`{}` needs `{}`"),
    "no_receipts": Label("文件夹 `{}` 里没有 .json 文件", "the folder `{}` holds no .json files"),
    "sealed": Label(
        "{pack} {version}：已签封，密钥 {key}，{day}，{file}", "{pack} {version}: sealed by {key} on {day}, {file}"
    ),
    "verified": Label("{pack} {version}：签封无误，密钥 {key}，{day}", "{pack} {version}: as sealed by {key} on {day}"),
    "made_key": Label("私钥 {}，公钥 {}，密钥编号 {}", "private key {}, public key {}, id {}"),
}
