"""Everything a fresh machine needs, in two commands: `python3 dev.py run` and `python3 dev.py test`.

Only Python itself is required: this file imports the standard library alone and keeps to syntax
that old versions can read far enough to be told why they are too old. It makes `.venv`, installs
the hashed lock when the lock changed, and starts things there. It never touches the Python it is
called with. For tests only it brings a browser: as root on Debian from the system's packages,
with what else tests need of them; elsewhere Playwright's own, where the machine has none.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed-locks"
LOCKS = {name: ROOT / "requirements" / (name + ".txt") for name in ("runtime", "test")}
WHEELHOUSE = ROOT / "wheelhouse"
OFFLINE = ["--no-index", "--find-links", str(WHEELHOUSE)]
OLDEST = "3.11"
SIDE_BY_SIDE = (f"--numprocesses={min(4, (os.cpu_count() or 1) + 1)}", "--dist=worksteal")
"""Tests on every core and one more, for some wait for a browser or a clock; more than four at once
only fight for memory. `-n 0` runs them in order."""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
APPLICATIONS = Path("/Applications")
APPLICATION_BROWSERS = ("Google Chrome", "Chromium")
PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
PROGRAM_BROWSERS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/service-hall-sandbox.conf")


class Stopped(Exception):
    """Why it cannot go on, and what to do next, in Chinese and in English."""


def main(arguments: list[str]) -> int:
    """Do one command; the answer is the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", line_buffering=True)
    chosen, rest = parser().parse_known_args(arguments)
    if rest and chosen.command not in ("test", "bench", "cases"):
        parser().error("unrecognized arguments: " + " ".join(rest))
    try:
        demand_python()
        return int(chosen.does(chosen, rest))
    except Stopped as stopped:
        print(*stopped.args, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    commands = argparse.ArgumentParser(prog="dev.py", description=(__doc__ or "").split("\n")[0])
    each = commands.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, does: object, told: str, own: bool = True) -> argparse.ArgumentParser:
        made = each.add_parser(name, help=told, description=told, allow_abbrev=False, add_help=own)
        made.set_defaults(does=does)
        return made

    start = command("run", run, "安装并启动演示场次 · install, then serve a demo round")
    start.add_argument("--host", help="listen on this address")
    start.add_argument("--demo-on-network", action="store_true", help="let other machines in, too")
    start.add_argument("--port", type=int, help="listen on this port")
    start.add_argument("--people", type=int, help="size of the synthetic population")
    command("install", into_venv, "只安装，供正式比赛用 · install only, for a hall of your own")
    tests = command(
        "test", test, "检查并运行全部测试 · lint, types, all tests; more goes to pytest"
    )
    tests.add_argument(
        "--without-browser", action="store_true", help="skip what needs a browser if there is none"
    )
    command("bench", bench, "性能测试 · run the benchmarks; more goes to tests.bench")
    command("cases", cases, "检查、演练、证明案例脚本 · check, rehearse, prove case scripts", False)
    command("lists", lists, "更新文档中的一览表 · write the lists in docs/ anew")
    relock = command("lock", lock, "更新依赖锁定文件 · remake requirements/ (needs uv)")
    relock.add_argument("--upgrade", action="store_true", help="take the newest versions")
    wheels = command("wheelhouse", wheelhouse, "下载离线安装包 · fill wheelhouse/ for offline use")
    wheels.add_argument("--test", action="store_true", help="what tests need, too")
    return commands


def run(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Serve a demo round."""
    ready("runtime")
    options = {name: getattr(chosen, name) for name in ("host", "port", "people")}
    given = [f"--{name}={value}" for name, value in options.items() if value is not None]
    given += ["--demo-on-network"] if chosen.demo_on_network else []
    return become(["-m", "sandbox", "serve", "--demo", *given])


def into_venv(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Install what running needs, and tell by which Python the commands run."""
    ready("runtime")
    print("已安装。在本目录中用这个解释器运行命令 · installed; run the commands here with:")
    print(f"{PYTHON} -m sandbox -h")
    return 0


def test(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Every check there is, each told as passed or failed; pytest gets the arguments."""
    install_from_debian(missing_from_debian())
    ready("test")
    if not chosen.without_browser:
        demand_browser()
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", *SIDE_BY_SIDE, *rest],
    }
    failed = [name for name, words in checks.items() if not passes(name, words)]
    print("未通过 · failed: " + ", ".join(failed) if failed else "全部通过 · all passed")
    if chosen.without_browser and not browser():
        print("没有浏览器，需要它的测试可能已跳过 · no browser: tests that need one may be skipped")
    return int(bool(failed))


def passes(name: str, words: list[str]) -> bool:
    """Whether a module called in the environment ends well."""
    print("── " + name)
    started = time.monotonic()
    code = subprocess.call([str(PYTHON), "-m", *words], cwd=ROOT, env=environment())
    seconds = time.monotonic() - started
    print(f"── {name}: {'FAILED' if code else 'ok'} ({seconds:.0f} s)\n")
    return not code


def bench(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Run the benchmarks."""
    ready("test")
    return become(["-m", "tests.bench", *rest])


def cases(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Do something with case scripts; files are named from where the command was given."""
    ready("runtime")
    named = [str(Path(word).resolve()) if Path(word).is_file() else word for word in rest]
    return become(["-m", "sandbox", "cases", *named])


def lists(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Write the lists that documents repeat from the product."""
    ready("runtime")
    return become(["-m", "docs.lists"])


def lock(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Remake both locks; the tests' lock agrees with the runtime's wherever both name a package."""
    uv = shutil.which("uv")
    if uv is None:
        raise Stopped("更新锁定文件需要 uv：pip install uv", "lock needs uv: pip install uv")
    words = [uv, "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--generate-hashes"]
    words += ["--no-emit-index-url", "--no-header", "--python-version", OLDEST]
    words += ["--upgrade"] if chosen.upgrade else []
    runtime, tests = (path.relative_to(ROOT).as_posix() for path in LOCKS.values())
    more = ["--group", "test", "--constraint", runtime]
    return subprocess.call([*words, "-o", runtime], cwd=ROOT) or subprocess.call(
        [*words, *more, "-o", tests], cwd=ROOT
    )


def wheelhouse(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Download the wheels for this system and this Python; a failed try leaves the folder as it was."""
    wanted = LOCKS["test" if chosen.test else "runtime"]
    with tempfile.TemporaryDirectory() as folder:
        made, wheels = Path(folder, "venv"), Path(folder, "wheels")
        make_venv(made, uv=None)
        words = [str(made / PYTHON.relative_to(VENV)), "-m", "pip", "download", "--quiet"]
        words += ["--require-hashes", "--only-binary", ":all:", "-r", str(wanted)]
        if subprocess.call([*words, "--dest", str(wheels)], env=environment()):
            raise Stopped(*NO_NETWORK)
        shutil.rmtree(WHEELHOUSE, ignore_errors=True)
        shutil.move(str(wheels), str(WHEELHOUSE))
    print(f"wheelhouse/: {len(list(WHEELHOUSE.iterdir()))} wheels")
    return 0


NO_NETWORK = (
    "安装包下载失败（原因见上）。没有网络时：在同类系统、同版本 Python 的联网电脑上运行"
    " python3 dev.py wheelhouse，把 wheelhouse 文件夹复制到此处；"
    "经代理上网时设置 HTTPS_PROXY；使用镜像时设置 PIP_INDEX_URL（uv 为 UV_DEFAULT_INDEX）。",
    "Could not download the packages (see above). Without a network: run `python3 dev.py wheelhouse`"
    " on a machine of the same system and Python that has one, and copy the folder here. Behind a"
    " proxy set HTTPS_PROXY; for a mirror set PIP_INDEX_URL (UV_DEFAULT_INDEX with uv).",
)
STALE_WHEELHOUSE = (
    "wheelhouse 文件夹缺少所需的安装包（见上）。请在同类系统、同版本 Python 的联网电脑上重新运行"
    " python3 dev.py wheelhouse（测试用加 --test）后复制过来；能上网时删除该文件夹即可。",
    "wheelhouse/ lacks packages (see above). Fill it again with `python3 dev.py wheelhouse`"
    " (--test for tests) on a connected machine of the same system and Python, or, with a network"
    " here, remove the folder.",
)
NO_BROWSER = (
    "没有可供测试的浏览器，也未能安装（原因见上）。请安装 Chromium、Chrome 或 Edge（已装在别处的，用环境变量"
    " SANDBOX_BROWSER 指明程序路径；经镜像下载时设置 PLAYWRIGHT_DOWNLOAD_HOST）；"
    "不测试页面则加 --without-browser。",
    "There is no browser for the tests, and none could be installed (see above). Install Chromium,"
    " Chrome or Edge (name one that is elsewhere in SANDBOX_BROWSER; for a mirror set"
    " PLAYWRIGHT_DOWNLOAD_HOST), or go without it: --without-browser.",
)


def ready(name: str) -> None:
    """Make sure that `.venv` works and holds what a lock names.

    The environment remembers the locks it holds, each with its Python. One that holds another lock
    is made anew, so that nothing lingers that is no longer declared.
    """
    wanted = fingerprint(name)
    held = INSTALLED.read_text().split() if wanted and INSTALLED.exists() else []
    if wanted in held:
        return
    uv = shutil.which("uv")
    if not held or not set(held) <= {fingerprint(each) for each in LOCKS}:
        print("创建 .venv · making .venv")
        make_venv(VENV, uv)
    INSTALLED.unlink(missing_ok=True)
    print(f"安装依赖 · installing requirements/{name}.txt")
    install(name, uv)
    covered = LOCKS if name == "test" else [name]
    INSTALLED.write_text("\n".join(map(fingerprint, covered)))


def fingerprint(name: str) -> str:
    """A lock's content and the environment's Python; empty where that Python does not run."""
    asked = [str(PYTHON), "-ISc", "import sys; print(sys.version, sys.platform)"]
    try:
        said = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return hashlib.sha256(said.stdout + LOCKS[name].read_bytes()).hexdigest()


def make_venv(folder: Path, uv: str | None) -> None:
    """A fresh environment of the Python that runs this file; uv is quicker and needs no ensurepip."""
    base = getattr(sys, "_base_executable", sys.executable)
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise Stopped(
            f"无法重建 {folder}：{error}。请先停止正在运行的服务。",
            f"Cannot make {folder} anew: stop what still runs in it.",
        ) from error
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        raise Stopped(
            "此 Python 缺少 venv 组件。Debian、Ubuntu、UOS 上：sudo apt-get install python3-venv",
            "This Python lacks venv. On Debian and its kin: sudo apt-get install python3-venv",
        )
    words = [uv, "venv", "--quiet", "--python", base] if uv else [base, "-m", "venv"]
    if subprocess.call([*words, str(folder)]):
        raise Stopped(
            "无法创建虚拟环境（原因见上）。请检查磁盘空间和目录权限。",
            "Could not make the environment (see above): check disk space and permissions.",
        )


def install(name: str, uv: str | None) -> None:
    """Install a lock into `.venv`, from the wheelhouse where there is one."""
    if uv:
        words = [uv, "pip", "install", "--python", str(PYTHON)]
    else:
        words = [str(PYTHON), "-m", "pip", "install", "--retries", "2"]
    words += ["--quiet", "--require-hashes", "-r", str(LOCKS[name])]
    words += OFFLINE if WHEELHOUSE.is_dir() else []
    if subprocess.call(words, env=environment()):
        raise Stopped(*(STALE_WHEELHOUSE if WHEELHOUSE.is_dir() else NO_NETWORK))


def become(words: list[str]) -> int:
    """Go on as the environment's Python, so that signals reach it; Windows waits for it instead."""
    os.chdir(ROOT)
    if os.name == "nt":
        with contextlib.suppress(KeyboardInterrupt):
            return subprocess.call([str(PYTHON), *words], env=environment())
        return 0
    return os.execve(PYTHON, [str(PYTHON), *words], environment())


def environment() -> dict[str, str]:
    """The caller's environment with UTF-8 everywhere and no proxy between this machine and itself.
    Compiled modules are kept: a test run starts dozens of processes that import the same."""
    given = dict(os.environ, PYTHONUTF8="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    for name in ("NO_PROXY", "no_proxy"):
        given[name] = ",".join(filter(None, [given.get(name), "127.0.0.1,localhost,::1"]))
    for name in ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):
        given.pop(name, None)
    return given


def demand_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < tuple(map(int, OLDEST.split("."))):
        version = sys.version.split()[0]
        raise Stopped(
            f"需要 Python {OLDEST} 或更高版本，当前为 {version}（{sys.executable}）。",
            f"Needs Python {OLDEST} or later; this is {version} ({sys.executable}).",
        )


def browser() -> dict[str, str]:
    """How Playwright launches the browser of this machine; empty where only its own may be there."""
    named = os.environ.get("SANDBOX_BROWSER")
    places = [named, *map(shutil.which, BROWSERS), *filter(os.path.isfile, off_the_path())]
    found = next(filter(None, places), None)
    return {"executable_path": str(found)} if found else {}


def off_the_path() -> Iterator[Path]:
    """Where macOS and Windows keep browsers, which no search path leads to."""
    for name in APPLICATION_BROWSERS:
        yield APPLICATIONS / (name + ".app") / "Contents" / "MacOS" / name
    folders = [os.environ[each] for each in PROGRAM_FOLDERS if os.environ.get(each)]
    for program in PROGRAM_BROWSERS:
        yield from (Path(folder, program) for folder in folders)


def demand_browser() -> None:
    """Make sure that tests have a browser: without one most of what people see is not tested.

    Playwright's own is asked for only where the machine has none and Debian's packages brought
    none; one that was installed before is left as it is, without a network.
    """
    own = [str(PYTHON), "-m", "playwright", "install", "chromium"]
    if not browser() and subprocess.call(own, env=environment()):
        raise Stopped(*NO_BROWSER)


def postgres_programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: on the path, or the newest that Debian's packages put."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    kept = sorted((int(f.parent.name), f) for f in folders if (f / "initdb").exists())
    return kept[-1][1] if kept else None


def missing_from_debian() -> list[str]:
    """Debian's packages that tests need and this machine has no equal of."""
    fonts = ["fc-list", ":lang=zh", "family"]
    chinese = shutil.which("fc-list") and subprocess.run(fonts, stdout=subprocess.PIPE).stdout
    venv = shutil.which("uv") or importlib.util.find_spec("ensurepip")
    needed = {
        "chromium-headless-shell": browser(),
        "fonts-wqy-microhei": chinese,
        "libatomic1": ctypes.util.find_library("atomic"),
        "postgresql": postgres_programs(),
        "python3-venv": venv,
    }
    return [package for package, there in needed.items() if not there]


def install_from_debian(packages: list[str]) -> None:
    """As root on Debian, install these; elsewhere the tests that need them say what is missing."""
    if not packages or sys.platform != "linux" or os.geteuid() or not shutil.which("apt-get"):
        return
    print("安装系统软件包 · installing " + ", ".join(packages))
    quiet = dict(environment(), DEBIAN_FRONTEND="noninteractive")
    install_words = ["install", "-y", "-qq", "--no-install-recommends", *packages]
    with no_main_cluster():
        for words in (["update", "-qq"], install_words):
            subprocess.call(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL)
    importlib.invalidate_caches()


@contextlib.contextmanager
def no_main_cluster() -> Iterator[None]:
    """Meanwhile, installing PostgreSQL starts no server and leaves no database on the machine."""
    NO_MAIN_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_MAIN_CLUSTER.write_text("create_main_cluster = false\n")
    try:
        yield
    finally:
        NO_MAIN_CLUSTER.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
