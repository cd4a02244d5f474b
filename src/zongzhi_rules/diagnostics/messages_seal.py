"""Wording of what can go wrong with receipts (ZR65x) and with seals and keys (ZR66x, ZR67x)."""

from __future__ import annotations

from zongzhi_rules.diagnostics.template import Label, Template

SEAL_MESSAGES: dict[str, Template] = {
    # receipts, 650 to 659
    "ZR650": Template(
        "这不是回执",
        "this is no receipt",
        "请指向 `zongzhi decide --receipt` 写出的文件",
        "name a file that `zongzhi decide --receipt` wrote",
    ),
    "ZR651": Template(
        "回执的格式是第 {given} 版，本程序只认识第 {known} 版",
        "the receipt is of format {given}; this library reads format {known}",
        "请用写出它的那一版程序重放",
        "replay it with the version of the library that wrote it",
    ),
    "ZR652": Template(
        "回执已损坏：`{field}` 缺少、多余或者写法不对",
        "the receipt is damaged: `{field}` is missing, does not belong here, or is not of its form",
        "请从存放的地方另取一份；损坏的回执不能重放",
        "take another copy of it; a damaged receipt cannot be replayed",
    ),
    "ZR653": Template(
        "回执被改动过：内容与它自身的摘要不符",
        "the receipt was altered: its contents do not fit its own digest",
        "请从存放的地方另取一份；`zongzhi replay` 会指出有何不同",
        "take another copy of it; `zongzhi replay` tells what differs",
    ),
    "ZR654": Template(
        "结论与所给的 `{part}` 不是一回事，不能出具回执",
        "the decision is not of this `{part}`, so there is no receipt for it",
        "请给出作出该结论时所用的案件、规则包和日历",
        "hand in the case, the pack and the calendar that the decision was made with",
    ),
    "ZR655": Template(
        "`{file}` 已经存在，而且不是回执，没有覆盖",
        "`{file}` exists and is no receipt; it was left as it is",
        "请换一个文件名",
        "name another file",
    ),
    "ZR656": Template(
        "文件夹 `{folder}` 里没有案件文件",
        "the folder `{folder}` holds no case files",
        "请指向含有 .yaml 或 .json 文件的文件夹；子文件夹要另外写出",
        "name a folder with .yaml or .json files; folders within it are named separately",
    ),
    # seals, 660 to 669
    "ZR660": Template(
        "签名和验签需要 cryptography",
        "signing and verifying need cryptography",
        "请安装 zongzhi-rules[sign]",
        "install zongzhi-rules[sign]",
    ),
    "ZR661": Template(
        "规则包 `{pack}` 没有签封",
        "the pack `{pack}` is not sealed",
        "请用 `zongzhi seal` 签封；它所依据的规则包也要签封",
        "seal it with `zongzhi seal`; the packs that it rests on need a seal, too",
    ),
    "ZR662": Template(
        "签封文件已损坏：`{field}` 缺少、多余或者写法不对",
        "the seal is damaged: `{field}` is missing, does not belong here, or is not of its form",
        "请从发布者处另取一份",
        "take another copy of it from who issued it",
    ),
    "ZR663": Template(
        "规则包 `{pack}` 的文件 `{file}` 在签封之后被改动",
        "`{file}` of the pack `{pack}` was altered after it was sealed",
        "请从发布者处另取一份；改动属实的，重新签封",
        "take another copy from who issued it; if the change is meant, seal the pack anew",
    ),
    "ZR664": Template(
        "规则包 `{pack}` 的文件 `{file}` 是签封之后添加的",
        "`{file}` of the pack `{pack}` was added after it was sealed",
        "请删去；添加属实的，重新签封",
        "remove it; if it is meant to be there, seal the pack anew",
    ),
    "ZR665": Template(
        "规则包 `{pack}` 签封时的文件 `{file}` 不见了",
        "`{file}` was sealed with the pack `{pack}` and is gone",
        "请从发布者处另取一份；删去属实的，重新签封",
        "take another copy from who issued it; if it was removed on purpose, seal the pack anew",
    ),
    "ZR666": Template(
        "规则包 `{pack}` 的文件与签封时相同，得出的规则却不同：签封时程序版本 {sealed}，现在 {now}",
        "the files of `{pack}` are as sealed, the law that they give is not: sealed with library {sealed}, now {now}",
        "请核对它所依据的规则包和程序版本；无误的，重新签封",
        "check the pack that it rests on and the version of the library; if they are right, seal the pack anew",
    ),
    "ZR667": Template(
        "规则包 `{pack}` 没有可信密钥的签名；签名的密钥是 {keys}",
        "no trusted key has signed the pack `{pack}`; it is signed by {keys}",
        "请核对密钥；可信的，把它的公钥加进来",
        "check the key; if it is to be trusted, add its public key",
    ),
    "ZR668": Template(
        "规则包 `{pack}` 上密钥 {key} 的签名不对",
        "the signature of the key {key} on the pack `{pack}` is wrong",
        "签封被改动过，或者不是用这个密钥签的；请从发布者处另取一份",
        "the seal was altered, or not signed with that key; take another copy from who issued it",
    ),
    "ZR669": Template(
        "签封写的是规则包 `{sealed}`，不是 `{pack}`",
        "the seal is that of the pack `{sealed}`, not of `{pack}`",
        "请放回它自己的签封文件",
        "put its own seal beside it",
    ),
    # keys, 670 to 679
    "ZR670": Template(
        "密钥文件 `{file}` 打不开：{reason}",
        "the key file `{file}` cannot be opened: {reason}",
        "请核对路径和权限",
        "check the path and the permissions",
    ),
    "ZR671": Template(
        "`{file}` 里没有 PEM 格式的{wanted}",
        "`{file}` holds no {wanted} in PEM form",
        "用 `zongzhi seal --new-key` 或者 openssl genpkey -algorithm ed25519 生成",
        "make one with `zongzhi seal --new-key`, or with openssl genpkey -algorithm ed25519",
    ),
    "ZR672": Template(
        "`{file}` 里的密钥不是 Ed25519",
        "the key in `{file}` is not of Ed25519",
        "用 `zongzhi seal --new-key` 或者 openssl genpkey -algorithm ed25519 生成",
        "make one with `zongzhi seal --new-key`, or with openssl genpkey -algorithm ed25519",
    ),
    "ZR673": Template(
        "`{file}` 是私钥，这里要用公钥",
        "`{file}` holds a private key; here the public one is wanted",
        "请收好私钥，交出的只是公钥（openssl pkey -pubout）",
        "keep the private key to yourself; hand out the public one (openssl pkey -pubout)",
    ),
    "ZR674": Template(
        "私钥文件 `{file}` 别人也能读",
        "the private key `{file}` can be read by others",
        "请用 chmod 600 收紧权限；别人可能已经读过的，换一个密钥",
        "tighten it with chmod 600; if others may have read it, take a new key",
    ),
    "ZR675": Template(
        "私钥文件 `{file}` 的口令不对，或者没有给出",
        "the passphrase of the private key `{file}` is wrong, or was not given",
        "请在终端里运行，按提示输入口令",
        "run the command in a terminal and type it when asked",
    ),
    "ZR676": Template(
        "`{file}` 已经存在，没有覆盖",
        "`{file}` exists and was left as it is",
        "请换一个文件名",
        "name another file",
    ),
    "ZR677": Template(
        "文件夹 `{folder}` 里没有公钥文件",
        "the folder `{folder}` holds no public keys",
        "公钥文件以 .pub 或 .pem 结尾",
        "files of public keys end with .pub or .pem",
    ),
}

PUBLIC_KEY, PRIVATE_KEY = Label("公钥", "public key"), Label("私钥", "private key")
