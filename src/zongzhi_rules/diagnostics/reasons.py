"""Why the operating system refuses a file, in both languages: its own words are in one, which the machine picks."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from zongzhi_rules.diagnostics.template import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_ROOM: Final = Label("磁盘已满，或者超出限额", "no room left on the disk, or the quota is used up")
_NO_RIGHT: Final = Label("没有权限", "no permission")
_REASONS: Final[Mapping[str, Label]] = {
    "ENOENT": Label("没有这个文件或者文件夹", "no such file or folder"),
    "ENOTDIR": Label("路径中有一部分不是文件夹", "a part of the path is not a folder"),
    "EISDIR": Label("这是文件夹，不是文件", "it is a folder, not a file"),
    "EEXIST": Label("已有同名的文件", "a file of that name is there already"),
    "EACCES": _NO_RIGHT,
    "EPERM": _NO_RIGHT,
    "EROFS": Label("文件系统只读", "the file system is read-only"),
    "ENOSPC": _NO_ROOM,
    "EDQUOT": _NO_ROOM,
    "EFBIG": Label("文件太大", "the file is too large"),
    "ENAMETOOLONG": Label("名称太长", "the name is too long"),
    "ELOOP": Label("链接绕成了圈", "links that lead in a circle"),
    "EMFILE": Label("打开的文件太多", "too many files are open"),
    "EIO": Label("设备读写出错", "the device fails"),
    "ENXIO": Label("没有这个设备", "no such device"),
    "ENODEV": Label("没有这个设备", "no such device"),
    "ETXTBSY": Label("文件正在使用", "the file is in use"),
    "EBUSY": Label("文件正在使用", "the file is in use"),
}
_NUL: Final = Label("路径里有空字符", "the path holds a NUL")


def reason_of(error: OSError | ValueError) -> Label:
    """Say why a file could not be opened, read or written; a `ValueError` is what a NUL in its path gives."""
    if not isinstance(error, OSError):
        return _NUL
    known = _REASONS.get(errno.errorcode.get(error.errno or 0, ""))
    if known is not None:
        return known
    said = error.strerror or type(error).__name__
    return Label(f"系统不允许（{said}）", said)
