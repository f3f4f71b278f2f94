"""Where the hall is heard: its address, and the certificate that keeps what is said there secret."""

import ipaddress
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from uvicorn import Config

from sandbox.commands import CannotRun
from sandbox.settings import Settings


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """The only server of a home with an SQLite database, for as long as the block; the system knows
    when it is gone, however it went. Windows locks no folder: there nothing is demanded."""
    if settings.database or os.name == "nt":
        yield
        return
    folder = os.open(settings.home, os.O_RDONLY)
    try:
        _lock(folder, settings.home)
        yield
    finally:
        os.close(folder)


def _lock(folder: int, home: Path) -> None:
    import fcntl

    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        way_out = "请先停止它；要用几个进程，请加 --workers"
        raise CannotRun("已有一个服务在用这个目录", where=str(home), remedy=way_out) from None


def authority(host: str, port: int) -> str:
    """An address as browsers take it: one of IPv6 in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def demand_address(host: str, port: int) -> None:
    """Nothing, where one can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise CannotRun(
                f"不能监听（{reason.strerror}）",
                where=authority(host, port),
                remedy="请用 --host 和 --port 换一个地址或端口",
            ) from reason


def demand_certificate(certificate: Path | None, key: Path | None) -> None:
    """Nothing, where a certificate and the key that belongs to it can be used, or none is asked for."""
    if certificate is None and key is None:
        return
    if certificate is None or key is None:
        lacking = "--key" if certificate else "--certificate"
        raise CannotRun("证书和私钥缺一不可", remedy=f"请写明 {lacking} 文件")
    for file in (certificate, key):
        file.open("rb").close()  # says which of them cannot be read
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, _no_password)
    except (ssl.SSLError, _Encrypted) as reason:
        raise CannotRun(
            f"证书和私钥不能使用（{reason}）",
            where=f"{certificate}、{key}",
            remedy="请核对：都是 PEM 文件，私钥没有密码，属于这张证书",
        ) from reason


def without_key_updates(_: Config, made: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """What TLS is served by: no later version than 1.2.

    In TLS 1.3 either side may ask for new keys as often as it likes. OpenSSL derives them, some 9 µs
    for 27 bytes, on the thread that serves, before anything of ours hears of it: a few MB would keep
    a whole hall waiting for seconds. TLS 1.2 has no such message (docs/decisions/136-tls-1-2.md)."""
    context = made()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


class _Encrypted(Exception):
    """A key that asks for a password, which nobody would type at each start."""


def _no_password() -> str:
    raise _Encrypted("私钥有密码")
