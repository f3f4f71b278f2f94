"""The two commands of a fresh machine: what they demand, install, remember and answer.

Environments are made for real in temporary folders; nothing here reaches a network.
"""

import ast
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from functools import partial
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev

PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two empty locks and nothing installed, on a machine without uv."""
    locks = {name: tmp_path / f"{name}.txt" for name in dev.LOCKS}
    for name, lock in locks.items():
        lock.write_text(f"# {name}\n")
    folder = tmp_path / ".venv"
    monkeypatch.setattr(dev, "PYTHON", folder / dev.PYTHON.relative_to(dev.VENV))
    monkeypatch.setattr(dev, "VENV", folder)
    monkeypatch.setattr(dev, "INSTALLED", folder / dev.INSTALLED.name)
    monkeypatch.setattr(dev, "WHEELHOUSE", tmp_path / "wheelhouse")
    monkeypatch.setattr(dev, "OFFLINE", ["--no-index", "--find-links", str(dev.WHEELHOUSE)])
    monkeypatch.setattr(dev, "LOCKS", locks)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    return tmp_path


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments are made once; those that follow are copies of it, which is quick."""
    first, make = tmp_path / "first", dev.make_venv

    def make_or_copy(folder: Path, uv: str | None) -> None:
        if not first.exists():
            make(first, uv)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(first, folder, symlinks=True)

    monkeypatch.setattr(dev, "make_venv", make_or_copy)


@pytest.fixture
def done(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, in order: environments (made without pip, which is quick), locks installed."""
    told: list[str] = []

    def make(folder: Path, uv: str | None) -> None:
        told.append("venv")
        venv.create(folder, clear=True, symlinks=os.name != "nt")

    monkeypatch.setattr(dev, "make_venv", make)
    monkeypatch.setattr(dev, "install", lambda name, uv: told.append(name))
    return told


def test_installing_tells_which_python_runs_the_commands_and_a_second_start_installs_nothing(
    done: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["install"]) == 0
    assert f"{dev.PYTHON} -m sandbox" in capsys.readouterr().out
    dev.ready("runtime")
    assert done == ["venv", "runtime"]


def test_tests_add_to_what_running_installed_and_serve_for_both(done: list[str]) -> None:
    dev.ready("runtime")
    dev.ready("test")
    dev.ready("runtime")
    assert done == ["venv", "runtime", "test"]


def test_a_changed_lock_makes_the_environment_anew(done: list[str]) -> None:
    dev.ready("test")
    dev.LOCKS["runtime"].write_text("# another\n")
    dev.ready("runtime")
    assert done == ["venv", "test", "venv", "runtime"]


def test_a_broken_environment_is_made_anew(done: list[str]) -> None:
    dev.ready("runtime")
    dev.PYTHON.unlink()
    dev.ready("runtime")
    assert done == ["venv", "runtime", "venv", "runtime"]


def test_an_environment_whose_python_was_replaced_is_made_anew(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.ready("runtime")
    other = subprocess.CompletedProcess([], 0, stdout=b"3.99.0 elsewhere\n")
    monkeypatch.setattr(subprocess, "run", lambda *words, **how: other)
    dev.ready("runtime")
    assert done == ["venv", "runtime", "venv", "runtime"]


def test_an_install_that_stopped_half_way_is_not_trusted(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.ready("runtime")
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(dev, "install", lambda name, uv: (_ for _ in ()).throw(KeyboardInterrupt))
        dev.ready("test")
    dev.ready("runtime")
    assert done == ["venv", "runtime", "venv", "runtime"]


def test_a_wheelhouse_serves_without_a_network_and_only_what_the_lock_hashed(
    place: Path, copied: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = wheel_of_one_module(place / "shelf" / "haiyue-1.0-py3-none-any.whl")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    dev.LOCKS["runtime"].write_text(f"haiyue==1.0 --hash=sha256:{digest}\n")
    with monkeypatch.context() as connected:
        connected.setenv("PIP_NO_INDEX", "1")
        connected.setenv("PIP_FIND_LINKS", str(wheel.parent))
        assert dev.main(["wheelhouse"]) == 0
    dev.ready("runtime")
    asked = [str(dev.PYTHON), "-c", "import haiyue; print(haiyue.CITY)"]
    assert subprocess.run(asked, capture_output=True, check=True).stdout.split() == [b"3901"]

    subprocess.run([str(dev.PYTHON), "-m", "pip", "uninstall", "-qy", "haiyue"], check=True)
    for pin in ("haiyue==1.0", f"haiyue==1.0 --hash=sha256:{'0' * 64}"):
        dev.LOCKS["test"].write_text(pin + "\n")
        with pytest.raises(dev.Stopped, match="wheelhouse/ lacks"):
            dev.ready("test")
        assert not dev.INSTALLED.exists()


def test_a_wheelhouse_that_cannot_be_filled_again_stays(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = wheel_of_one_module(dev.WHEELHOUSE / "haiyue-1.0-py3-none-any.whl")
    monkeypatch.setattr(dev, "make_venv", lambda folder, uv: None)
    monkeypatch.setattr(subprocess, "call", lambda words, **how: 1)
    assert dev.main(["wheelhouse"]) == 1
    assert wheel.exists()


def wheel_of_one_module(path: Path) -> Path:
    """The smallest wheel pip takes."""
    path.parent.mkdir()
    info = "haiyue-1.0.dist-info"
    inside = {
        "haiyue.py": "CITY = 3901\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: haiyue\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in inside.items():
            archive.writestr(name, text)
        archive.writestr(f"{info}/RECORD", "".join(map(record, *zip(*inside.items(), strict=True))))
    return path


def record(name: str, text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"{name},sha256={digest},{len(text)}\n"


def test_a_python_without_venv_is_told_what_to_install(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(dev.Stopped, match="python3-venv"):
        dev.ready("runtime")


def test_a_python_too_old_is_answered_not_crashed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST", "99.0")
    assert dev.main(["run"]) == 1
    told = capsys.readouterr().err
    assert "需要 Python 99.0" in told
    assert "Needs Python 99.0" in told


def test_an_old_python_can_read_the_file_far_enough_to_say_so() -> None:
    ast.parse(Path(dev.__file__).read_text("utf-8"), feature_version=(3, 7))


def test_running_passes_on_only_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(dev, "ready", started.append)
    monkeypatch.setattr(dev, "become", lambda words: started.extend(words) or 0)
    assert dev.main(["run", "--people", "500"]) == 0
    assert started == ["runtime", "-m", "sandbox", "serve", "--demo", "--people=500"]
    started.clear()
    assert dev.main(["run", "--host", "0.0.0.0", "--demo-on-network"]) == 0
    assert started[4:] == ["--demo", "--host=0.0.0.0", "--demo-on-network"]


def test_case_scripts_are_worked_on_from_wherever_their_files_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[str] = []
    monkeypatch.setattr(dev, "ready", started.append)
    monkeypatch.setattr(dev, "become", lambda words: started.extend(words) or 0)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.toml").write_text("")
    assert dev.main(["cases", "prove", "draft.toml", "E05", "--variants", "7"]) == 0
    file = str((tmp_path / "draft.toml").resolve())
    assert started == ["runtime", "-m", "sandbox", "cases", "prove", file, "E05", "--variants", "7"]
    started.clear()
    assert dev.main(["cases", "--help"]) == 0
    assert started == ["runtime", "-m", "sandbox", "cases", "--help"]


def test_one_failed_check_fails_the_run_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: dict[str, list[str]] = {}
    monkeypatch.setattr(dev, "ready", lambda name: None)
    monkeypatch.setattr(dev, "install_from_debian", lambda packages: None)
    monkeypatch.setattr(dev, "demand_browser", lambda: None)
    monkeypatch.setattr(dev, "passes", lambda name, words: tried.update({name: words}))
    assert dev.main(["test", "-k", "hall"]) == 1
    assert list(tried) == ["ruff check", "ruff format", "mypy", "pytest"]
    assert tried["pytest"] == ["pytest", *dev.SIDE_BY_SIDE, "-k", "hall"]
    assert "failed: ruff check, ruff format, mypy, pytest" in capsys.readouterr().out
    monkeypatch.setattr(dev, "passes", lambda name, words: True)
    assert dev.main(["test"]) == 0


def test_a_check_passes_by_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    assert dev.passes("there", ["platform"])
    assert not dev.passes("not there", ["no_such_module"])


def test_what_is_started_speaks_utf_8_and_never_asks_a_proxy_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet")
    given = dev.environment()
    assert given["PYTHONUTF8"] == "1"
    assert given["NO_PROXY"] == "intranet,127.0.0.1,localhost,::1"


def test_a_named_browser_comes_before_one_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"bin/{program}")
    monkeypatch.setenv("SANDBOX_BROWSER", "mine")
    assert dev.browser() == {"executable_path": "mine"}
    monkeypatch.delenv("SANDBOX_BROWSER")
    assert dev.browser() == {"executable_path": "bin/chromium-headless-shell"}


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, and not of Debian's kin; the folder all its programs are in."""
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(dev, "APPLICATIONS", tmp_path / "Applications")
    for name in ("SANDBOX_BROWSER", *dev.PROGRAM_FOLDERS):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    "kept",
    [
        "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "Applications/Chromium.app/Contents/MacOS/Chromium",
        "Programs/Google/Chrome/Application/chrome.exe",
        "Programs/Microsoft/Edge/Application/msedge.exe",
    ],
)
def test_a_browser_is_found_where_macos_and_windows_keep_it(
    bare: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    monkeypatch.setenv("PROGRAMFILES(X86)", str(bare / "Programs"))
    assert dev.browser() == {}
    (bare / kept).parent.mkdir(parents=True)
    (bare / kept).touch()
    assert dev.browser() == {"executable_path": str(bare / kept)}


@pytest.fixture
def commands(bare: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What `dev.py test` calls on that machine, all of which ends well."""
    words_of: list[list[str]] = []
    monkeypatch.setattr(dev, "ready", lambda name: None)
    monkeypatch.setattr(dev, "missing_from_debian", list)
    monkeypatch.setattr(subprocess, "call", lambda words, **how: words_of.append(words) or 0)
    return words_of


PLAYWRIGHTS_OWN = [str(dev.PYTHON), "-m", "playwright", "install", "chromium"]


def test_playwrights_own_browser_is_installed_where_there_is_none(
    commands: list[list[str]],
) -> None:
    assert dev.main(["test"]) == 0
    assert commands[0] == PLAYWRIGHTS_OWN
    assert "pytest" in commands[-1]


def test_a_machine_with_a_browser_asks_for_no_other(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDBOX_BROWSER", "mine")
    assert dev.main(["test"]) == 0
    assert PLAYWRIGHTS_OWN not in commands


def test_tests_without_a_browser_fail_and_say_what_to_install(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "call", lambda words, **how: commands.append(words) or 1)
    assert dev.main(["test"]) == 1
    assert commands == [PLAYWRIGHTS_OWN]
    told = capsys.readouterr().err
    assert "请安装 Chromium、Chrome 或 Edge" in told
    assert "--without-browser" in told


def test_tests_go_without_a_browser_when_asked_to_and_say_so(
    commands: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["test", "--without-browser", "--without", "-n", "0"]) == 0
    assert PLAYWRIGHTS_OWN not in commands
    assert commands[-1][-3:] == ["--without", "-n", "0"]
    assert "no browser" in capsys.readouterr().out


def test_what_debian_brought_is_enough(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = partial(monkeypatch.setenv, "SANDBOX_BROWSER", "chromium-headless-shell")
    monkeypatch.setattr(dev, "install_from_debian", lambda packages: brought())
    assert dev.main(["test"]) == 0
    assert PLAYWRIGHTS_OWN not in commands


def test_only_what_is_missing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "browser", lambda: {"executable_path": "mine"})
    monkeypatch.setattr(dev, "postgres_programs", lambda: None)
    missing = dev.missing_from_debian()
    assert "postgresql" in missing
    assert "chromium-headless-shell" not in missing


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall(dev.LOCKS[name].read_text("utf-8")))


def test_the_locks_agree_and_every_pin_has_a_hash() -> None:
    assert pins("runtime").items() <= pins("test").items()
    for lock in dev.LOCKS.values():
        text = lock.read_text("utf-8")
        assert "://" not in text
        for pinned in re.split(r"\n(?=\w)", text):
            assert "--hash=sha256:" in pinned, pinned.partition("\n")[0]


def test_the_locks_hold_what_the_project_declares() -> None:
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {
        "runtime": project["project"]["dependencies"],
        "test": project["dependency-groups"]["test"],
    }
    for name, requirements in wanted.items():
        for each in map(Requirement, requirements):
            pinned = pins(name).get(each.name)
            assert pinned and each.specifier.contains(pinned), f"{each}: python3 dev.py lock"


@pytest.mark.skipif(os.name == "nt", reason="CI is a POSIX shell's")
@pytest.mark.parametrize(
    ("told", "code", "passes"),
    [("12 passed in 3 s", 0, True), ("no tests ran", 0, False), ("12 passed, 1 failed", 1, False)],
)
def test_ci_passes_only_when_tests_ran_and_passed(
    tmp_path: Path, told: str, code: int, passes: bool
) -> None:
    (tmp_path / ".ci").mkdir()
    script = shutil.copy(dev.ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "dev.py").write_text(f"print({told!r})\nraise SystemExit({code})\n")
    ended = subprocess.run(["bash", script], capture_output=True, check=False)
    assert (ended.returncode == 0) is passes
