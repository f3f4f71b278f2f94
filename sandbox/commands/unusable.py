"""Why a database cannot be used, in words for whoever runs the hall, and what to do next."""

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


def _writable(file: Path) -> bool:
    return all(os.access(each, os.W_OK) for each in (file.parent, file) if each.exists())
