"""What an answer costs over HTTP, beside an endpoint that does nothing: one run, two clients, medians.

Run it with `make bench NAME=serving`. It makes its own state in a temporary directory: the shipped catalogue, an index
built by the shipped encoder, 200 members with ratings and tokens, an embedded Redis and the production web server.
There is no cache of results; every ask is another sentence, so that no cache of queries answers either. The last line
is one JSON object.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEMBERS, CLIENTS, CALLS, WARM_UP = 200, 2, 600, 60
PORT, BARE_PORT = 8766, 8767
OPENINGS = (
    "something {} about {}", "a {} film about {}", "{} and {}", "I want a {} story of {}", "films that are {} with {}",
)  # fmt: skip


def main() -> None:
    """Set up, measure, tear down, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=CALLS, help="calls of each kind, after the warm-up")
    parser.add_argument("--wikipedia", type=Path, help="also load these films: a larger catalogue")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="moviemind-bench-")))
        environment = {
            **os.environ,
            "VAR_DIR": str(var),
            "DJANGO_SETTINGS_MODULE": "benchmarks.serving_site.settings",
            "THROTTLE_MEMBER": "100000/second",  # still counted, never reached
            "THROTTLE_VISITOR": "100000/second",
            "LOG_LEVEL": "WARNING",
        }
        os.environ.update(environment)
        stack.enter_context(_redis(var))
        tokens, films = _make_world(arguments.wikipedia)
        stack.enter_context(_server(PORT, environment))
        stack.enter_context(_server(BARE_PORT, {**environment, "BENCH_BARE": "1"}))
        ready = _wait_until_ready()
        memory = _web_memory()
        medians = _measure(tokens, films, arguments.calls)
    _report(medians, ready, memory, arguments.calls)


def _make_world(wikipedia: Path | None) -> tuple[list[str], list[int]]:
    """Migrate, load, embed, and make members; returns their tokens and the films' ids."""
    import django

    django.setup()
    from django.core.management import call_command

    from moviemind.catalog.models import Film
    from moviemind.profiles.models import Member, Rating
    from recommender.rebuild import request_rebuild, work_on_rebuild

    call_command("migrate", verbosity=0)
    _step("loading the catalogue")
    call_command("import_films", "jsonl", str(ROOT / "fixtures" / "catalogue"), verbosity=0)
    if wikipedia:
        call_command("import_films", "wikipedia", str(wikipedia), verbosity=0)
    _step("building the index")
    from recommender.encoding import get_encoder

    request_rebuild("benchmark")
    while (request := work_on_rebuild(get_encoder())) and request.status in ("waiting", "working"):
        pass
    _step(f"making {MEMBERS} members")
    from rest_framework.authtoken.models import Token

    films = list(Film.objects.recommendable().order_by("pk").values_list("pk", flat=True))
    draw = random.Random(7)
    members = Member.objects.bulk_create(
        [Member(username=f"bench{number}", taste_version=1) for number in range(MEMBERS)]
    )
    for member in members:
        rated = draw.sample(films, draw.choice((5, 10, 20, 40, 80)))
        Rating.objects.bulk_create(
            [Rating(member=member, film_id=film, half_stars=draw.randint(1, 10)) for film in rated]
        )
    tokens = [Token.objects.create(user=member).key for member in members]
    return tokens, films


def _asks(calls: int) -> list[str]:
    """Different sentences made of the vocabulary's words; none is asked twice."""
    import tomllib

    themes = tomllib.loads((ROOT / "fixtures" / "vocabulary.toml").read_text(encoding="utf-8"))["themes"]
    pairs = [(mood, subject) for mood in themes["mood"] for subject in themes["subject"] + themes["story"]]
    draw = random.Random(11)
    return [draw.choice(OPENINGS).format(*pair) for pair in draw.sample(pairs, calls)]


def _client(number: int, tokens: list[str], films: list[int], asks: list[str], calls: int, out: Any) -> None:
    """Call every kind in turn, so that whatever else the machine does falls on all alike; milliseconds a call."""
    site, bare = (http.client.HTTPConnection("127.0.0.1", port) for port in (PORT, BARE_PORT))
    draw = random.Random(number)
    times: dict[str, list[float]] = {name: [] for name in ("empty", "bare", "personal", "ask", "similar")}
    for call in range(calls):
        member = draw.choice(tokens)
        for name, connection, method, path, body in (
            ("empty", site, "GET", "/bench/empty/", None),
            ("bare", bare, "GET", "/bench/empty/", None),
            ("personal", site, "GET", "/api/v1/me/recommendations/", None),
            ("ask", site, "POST", "/api/v1/recommendations/", json.dumps({"text": asks[call]})),
            ("similar", site, "GET", f"/api/v1/films/{draw.choice(films)}/similar/", None),
        ):
            headers = {"Authorization": f"Token {member}", "Content-Type": "application/json"}
            started = time.perf_counter()
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            content = response.read()
            times[name].append((time.perf_counter() - started) * 1000)
            if response.status != 200:
                raise SystemExit(f"{method} {path} gave {response.status}: {content[:300]!r}")
            if name in ("personal", "similar") and len(json.loads(content)["results"]) != 10:
                raise SystemExit(f"{path} gave a short list")
    out.put(times)


def _measure(tokens: list[str], films: list[int], calls: int) -> dict[str, float]:
    each = calls // CLIENTS + WARM_UP
    asks = _asks(each * CLIENTS)
    _step(f"{CLIENTS} clients, {calls} calls of each kind after {WARM_UP} a client to warm up")
    context = multiprocessing.get_context("spawn")
    out = context.Queue()
    clients = [
        context.Process(
            target=_client,
            args=(n, tokens[n::CLIENTS], films, asks[n * each : (n + 1) * each], each, out),
        )
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    gathered = [out.get(timeout=600) for _ in clients]
    for client in clients:
        client.join()
    return {
        name: statistics.median([value for times in gathered for value in times[name][WARM_UP:]])
        for name in gathered[0]
    }


@contextmanager
def _redis(var: Path) -> Iterator[None]:
    import django.conf
    from moviemind.demo import redis_command

    socket = Path(str(django.conf.settings.REDIS_SOCKET))
    socket.parent.mkdir(parents=True, exist_ok=True)
    with _process(redis_command(var / "redis", socket), dict(os.environ), var / "redis.log"):
        yield


@contextmanager
def _server(port: int, environment: dict[str, str]) -> Iterator[None]:
    command = [
        sys.executable, "-m", "gunicorn", "--config", "python:moviemind.gunicorn", "--bind", f"127.0.0.1:{port}",
        "moviemind.wsgi:application",
    ]  # fmt: skip
    with _process(command, environment, Path(environment["VAR_DIR"]) / f"web-{port}.log"):
        yield


@contextmanager
def _process(command: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_ready() -> dict[str, Any]:
    """Both servers answer, and the first has index and encoder loaded in every worker."""
    deadline = time.monotonic() + 120
    calm = 0
    while time.monotonic() < deadline:
        try:
            reports = []
            for port in (PORT, BARE_PORT):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/readyz")
                reports.append(json.loads(connection.getresponse().read()))
            calm = calm + 1 if all(r["index"]["ok"] and r["encoder"]["ok"] for r in reports) else 0
            if calm >= 10:  # each call may meet another worker
                return reports[0]
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit("the servers did not become ready within two minutes")


def _web_memory() -> float:
    """Megabytes a web worker: resident, the median over the workers of the measured server."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = status.with_name("cmdline").read_bytes()
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue
        if b"gunicorn" in command and f":{PORT}".encode() in command:
            sizes.append(int(lines["VmRSS"].split()[0]) / 1024)
    workers = sorted(sizes)[1:]  # the smallest is the master, which loads nothing
    return statistics.median(workers) if workers else 0.0


def _report(medians: dict[str, float], ready: dict[str, Any], memory: float, calls: int) -> None:
    empty = medians["empty"]
    result = {
        "empty_ms": round(empty, 2),
        "bare_ms": round(medians["bare"], 2),
        **{f"{name}_x": round(medians[name] / empty, 2) for name in ("personal", "ask", "similar")},
        "runtime": ready["encoder"]["runtime"],
        "films": ready["index"]["films"],
        "memory_mb": round(memory),
    }
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, {_processor()}")
    print(f"{calls} calls of each kind, {CLIENTS} clients, {MEMBERS} members; medians in milliseconds:")
    for name, value in medians.items():
        print(f"  {name:<10}{value:8.2f}   {value / empty:5.2f} x empty")
    print(json.dumps(result))


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"


def _step(words: str) -> None:
    print(f"serving: {words} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
