"""Why a database or a file cannot be used, in words for whoever runs the hall, and what to do
next."""

import errno
import os
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from sandbox.settings import DATABASE, HOME
from sandbox.store.soundness import first_line

_DAMAGED = ("malformed", "not a database", "disk i/o error", "encrypted")
_NOT_ALLOWED = "42501"
"""What PostgreSQL calls an insufficient privilege."""
_READ_ONLY = ("readonly", "read-only", "unable to open")


def why_unusable(raised: SQLAlchemyError, home: Path, is_elsewhere: bool) -> str:
    """Why a database cannot be used, and what to do next: where `is_elsewhere`, it is not the file
    in the home."""
    first = first_line(raised)
    if is_elsewhere and getattr(getattr(raised, "orig", None), "sqlstate", "") == _NOT_ALLOWED:
        way_out = "建表和升级用表的所有者的账号，其余用 migrate --server 写明过的账号"
        return f"数据库账号没有这个权限：{first}。请核对环境变量 {DATABASE}：{way_out}。"
    if is_elsewhere:
        way_out = f"请核对环境变量 {DATABASE}，确认数据库已启动、可以登录"
        return f"数据库不能使用：{first}。{way_out}。"
    file = home / "hall.db"
    if any(word in first.lower() for word in _DAMAGED):
        way_out = "请保留该文件，用 python -m sandbox restore 恢复最近的备份"
        return f"数据库文件 {file} 已损坏或读不出来：{first}。{way_out}。"
    if any(word in first.lower() for word in _READ_ONLY) and not _writable(file):
        way_out = "请核对磁盘是否以只读方式挂载，目录和文件的权限是否允许本账号写入"
        return f"数据库文件 {file} 所在的目录不能写入：{first}。{way_out}。"
    return f"数据库文件 {file} 不能使用：{first}。请核对环境变量 {HOME} 和磁盘空间。"


_SYSTEM_SAYS = {
    errno.ENOENT: "没有这个文件或目录",
    errno.ENOTDIR: "路径中间的一段不是目录",
    errno.EISDIR: "这是目录，不是文件",
    errno.EEXIST: "已经有了",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘以只读方式挂载",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称过长",
}


def why_not(raised: OSError) -> str:
    """Why a file cannot be used, and what to do next; what else the system says is told as it is."""
    where = f"{raised.filename}：" if raised.filename else ""
    what = _SYSTEM_SAYS.get(raised.errno or 0) or raised.strerror or str(raised)
    return f"{where}{what}。请核对路径、权限和磁盘空间。"


def _writable(file: Path) -> bool:
    return all(os.access(each, os.W_OK) for each in (file.parent, file) if each.exists())
