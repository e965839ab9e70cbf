"""Make, or bring up to date, a virtual environment from one of the hash-locked lists that lie beside this file.

    python3.11 requirements/environment.py .venv serve

Plain Python: it runs before anything is installed. The packages are installed by uv where uv is there or can be had
(seconds), by pip otherwise (a minute). A stamp in the environment says which lists it holds: nothing is done twice.
"""

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAMP = "installed.json"
HOLDS = {"dev": ("serve",), "bench": ("serve",)}  # these are the serving list and more, with the same versions


class SetupError(RuntimeError):
    """The environment cannot be made; the message says why and what to do."""


def main(argv: list[str] | None = None) -> int:
    """Make the environment that the command line names; 1 with one line of reason when that cannot be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the environment is, or shall be")
    parser.add_argument("lock", help="serve, dev, or another NAME of a requirements/NAME.txt")
    arguments = parser.parse_args(argv)
    try:
        ensure(arguments.folder, arguments.lock)
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def ensure(folder: Path, lock: str) -> None:
    """Make `folder` hold everything that `lock` lists. Two callers at once take turns.

    Raises:
        SetupError: the list is missing, or the packages cannot be had.
    """
    listed = HERE / f"{lock}.txt"
    if not listed.is_file():
        raise SetupError(f"there is no {listed.relative_to(HERE.parent)}")
    if _is_ready(folder, lock):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".making").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not _is_ready(folder, lock):
            _make(folder, lock, listed)


def _digest(lock: str) -> str:
    return hashlib.sha256((HERE / f"{lock}.txt").read_bytes()).hexdigest()


def _is_ready(folder: Path, lock: str) -> bool:
    try:
        stamp = json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return False
    return bool(stamp.get(lock) == _digest(lock)) and _works(folder / "bin" / "python")


def _works(python: Path) -> bool:
    """Whether this interpreter starts and is new enough: after a system upgrade it may be gone."""
    ask = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make(folder: Path, lock: str, listed: Path) -> None:
    started = time.monotonic()
    count = sum("==" in line for line in listed.read_text().splitlines())
    _say(f"making {folder.name}/ with Python {sys.version.split()[0]}: up to {count} packages, only this once ...")
    (folder / STAMP).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="moviemind-uv-") as aside:
        uv = _find_uv(Path(aside))
        how = "uv"
        if uv is None or not _install_with_uv(uv, folder, listed):
            how = "pip"
            _install_with_pip(folder, listed)
    stamp = {name: _digest(name) for name in (lock, *HOLDS.get(lock, ()))}
    (folder / STAMP).write_text(json.dumps(stamp))
    _say(f"{folder.name}/ is ready: installed with {how} in {time.monotonic() - started:.0f} s")


def _find_uv(aside: Path) -> list[str] | None:
    """Return the command of an installed uv, or of one fetched into `aside`; None where it cannot be had."""
    installed = shutil.which("uv")
    if installed and _run([installed, "--version"]).returncode == 0:
        return [installed]
    fetch = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    fetched = _run([sys.executable, *fetch, "--target", str(aside), "-r", str(HERE / "installer.txt")])
    return [str(aside / "bin" / "uv")] if fetched.returncode == 0 else None


def _install_with_uv(uv: list[str], folder: Path, listed: Path) -> bool:
    python = folder / "bin" / "python"
    if not _works(python):
        made = _run([*uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(folder)])
        if made.returncode:
            return False
    install = ["pip", "install", "--quiet", "--require-hashes", "--compile-bytecode", "--python", str(python)]
    done = _run([*uv, *install, "-r", str(listed)])
    if done.returncode:
        _say(f"uv could not install ({_last_line(done)}); trying pip, which takes longer ...")
    return done.returncode == 0


def _install_with_pip(folder: Path, listed: Path) -> None:
    made = _run([sys.executable, "-m", "venv", str(folder)])
    if made.returncode:
        raise SetupError(
            f"{sys.executable} cannot make a virtual environment ({_last_line(made)}); on Debian and Ubuntu: "
            f"apt-get install python3-venv"
        )
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = _run([str(folder / "bin" / "python"), *install, "-r", str(listed)])
    if done.returncode:
        raise SetupError(
            f"the packages of requirements/{listed.name} cannot be installed ({_last_line(done)}); is there a network, "
            f"and room on the disk? The next start goes on from here"
        )


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    settings = {"UV_HTTP_TIMEOUT": "30", "UV_NO_CONFIG": "1"}
    if "PIP_FIND_LINKS" in os.environ:  # uv does not read pip's settings
        settings["UV_FIND_LINKS"] = os.environ["PIP_FIND_LINKS"]
    else:  # torch's CPU build, where a list asks for it, is not in the common registry: uv knows where it is
        settings["UV_TORCH_BACKEND"] = "cpu"
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**settings, **os.environ})


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or [f"exit status {done.returncode}"])[-1][:300]


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
