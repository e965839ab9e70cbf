"""What an answer costs over HTTP, beside an endpoint that does nothing: one run, two clients, medians.

Run it with `make bench NAME=serving`. For each catalogue it makes a site of its own in a temporary folder: an index
built by the shipped encoder, 200 members with ratings and tokens, an embedded Redis and the production web server.
Nothing keeps results, and every ask is another sentence, so that no cache answers. The catalogues are the shipped one
and, where shared data lies beside the checkout or --wikipedia names a file, that with Wikipedia's films: minutes of
embedding.

The last line is one JSON object: the figures of the largest catalogue, with those of the shipped one under "shipped".
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import multiprocessing
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file
    sys.path.insert(0, str(ROOT))

from benchmarks.processes import machine, megabytes, process, processor_s, redis, wait_for  # noqa: E402
from benchmarks.serving_site.world import MEMBERS, asks  # noqa: E402
from deploy.demo import commands  # noqa: E402

WIKIPEDIA = ROOT.parent / "shared" / "data" / "wikipedia-films.jsonl.gz"
CLIENTS, CALLS, WARM_UP = 2, 600, 60
KINDS = ("empty", "bare", "personal", "home", "personal_1000", "ask", "similar", "suggest")
TITLES, PARSED = 100_000, 500
PARTS = ("django", "djangorestframework", "gunicorn", "numpy", "faiss-cpu", "onnxruntime", "deepsparse")
QUIET_S = 2.0  # servers that used no processor for so long have loaded all that they load


def main() -> None:
    """Set up, measure, tear down, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calls", type=int, default=CALLS, help="calls of each kind, after the warm-up")
    parser.add_argument("--wikipedia", type=Path, help="Wikipedia's films, JSON lines, for a larger catalogue")
    parser.add_argument("--shipped-only", action="store_true", help="leave the larger catalogue out")
    parser.add_argument("--keep", type=Path, help="make the sites in this folder, or take those made there before")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # so that the servers are ended too
    wikipedia = arguments.wikipedia or (WIKIPEDIA if WIKIPEDIA.exists() else None)
    catalogues: dict[str, list[str]] = {"shipped": []}
    if wikipedia and not arguments.shipped_only:
        catalogues["wikipedia"] = [str(wikipedia)]
    print(machine(PARTS), flush=True)
    figures: dict[str, dict[str, Any]] = {}
    with ExitStack() as stack:
        folder = arguments.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="moviemind-bench-"))
        for name, sources in catalogues.items():
            figures[name] = _measure_site(name, Path(folder).resolve() / name, sources, arguments.calls)
    parse_ms = _parse_ms(wikipedia)
    *smaller, largest = figures
    result = {
        "catalogue": largest,
        **figures[largest],
        "parse_ms": parse_ms,
        **{name: figures[name] for name in smaller},
    }
    print(json.dumps(result))


def _measure_site(name: str, var: Path, sources: list[str], calls: int) -> dict[str, Any]:
    """Make one site, call it, and print its table; returns its figures."""
    var.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "VAR_DIR": str(var),
        "DATABASE_URL": "",
        "REDIS_URL": f"unix://{var}/redis/redis.sock",
        "DJANGO_SETTINGS_MODULE": "benchmarks.serving_site.settings",
        "THROTTLE_MEMBER": "100000/second",  # still counted, never reached
        "THROTTLE_VISITOR": "100000/second",
        "LOG_LEVEL": "WARNING",
    }
    with ExitStack() as stack:
        stack.enter_context(redis(var))
        _step(f"{name}: loading the catalogue, making members, building the index")
        subprocess.run(
            [sys.executable, "-m", "benchmarks.serving_site.world", *sources], cwd=ROOT, env=environment, check=True
        )
        world = json.loads((var / "world.json").read_text())
        _step(f"{name}: starting the servers")
        bare = {**environment, "BENCH_BARE": "1", "ENCODER_RUNTIME": "onnxruntime"}  # it never encodes
        site, bare_site = (stack.enter_context(_server(var, env)) for env in (environment, bare))
        ready = _wait_until_ready(site, bare_site)
        _step(f"{name}: {calls} calls of each kind, {CLIENTS} clients, after {WARM_UP} calls a client to warm up")
        medians = _call(world, (site.port, bare_site.port), calls)
        memory = site.megabytes()
    empty = medians["empty"]
    print(f"\n{name}: {ready['index']['films']} films, encoder on {ready['encoder']['runtime']}, {MEMBERS} members")
    print(f"medians of {calls} calls from {CLIENTS} clients at once; {memory:.0f} MB a web process")
    for kind, value in medians.items():
        print(f"  {kind:<14}{value:8.2f} ms {value / empty:6.2f} x empty")
    return {
        "empty_ms": round(empty, 2),
        "bare_ms": round(medians.pop("bare"), 2),
        **{f"{kind}_x": round(value / empty, 2) for kind, value in medians.items() if kind != "empty"},
        "runtime": ready["encoder"]["runtime"],
        "films": ready["index"]["films"],
        "mb_per_process": round(memory),
    }


# --- clients --------------------------------------------------------------------------------------------------------


def _call(world: dict[str, Any], ports: tuple[int, int], calls: int) -> dict[str, float]:
    """Call every kind from two processes at once; returns the median milliseconds of each kind."""
    each = -(-calls // CLIENTS) + WARM_UP
    sentences = asks(each * CLIENTS)
    context = multiprocessing.get_context("spawn")
    with context.Pool(CLIENTS) as pool:
        shares = [
            ({key: values[n::CLIENTS] for key, values in world.items()}, ports, sentences[n::CLIENTS], n)
            for n in range(CLIENTS)
        ]
        gathered = pool.starmap(_client, shares)
    return {
        kind: statistics.median([value for times in gathered for value in times[kind][WARM_UP:]])
        for kind in gathered[0]
    }


def _client(world: dict[str, Any], ports: tuple[int, int], sentences: list[str], seed: int) -> dict[str, list[float]]:
    """Call the kinds in turn, so that whatever else the machine does falls on all alike; milliseconds of each call.

    The processor's caches hold what ran last. So the kinds come in another order each round, and the first call after a
    change from one server to the other is made once unmeasured: the bare one, called the least, would always come cold.
    """
    site, bare = (http.client.HTTPConnection("127.0.0.1", port) for port in ports)
    draw = random.Random(seed)
    times: dict[str, list[float]] = {}

    def call(kind: str, connection: http.client.HTTPConnection, token: str, path: str, body: str | None) -> float:
        headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        started = time.perf_counter()
        connection.request("POST" if body else "GET", path, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - started) * 1000
        if response.status != 200:
            raise RuntimeError(f"{path} gave {response.status}: {content[:300]!r}")
        if kind.startswith(("personal", "similar")) and len(json.loads(content)["results"]) != 10:
            raise RuntimeError(f"{path} gave a short list")
        if kind == "home" and not json.loads(content)["rows"]:
            raise RuntimeError(f"{path} gave no rows")
        return took

    for sentence in sentences:
        member, film = draw.choice(world["members"]), draw.choice(world["films"])
        typed = sentence[: draw.randint(3, len(sentence))]
        kinds = [
            ("empty", member, "/bench/empty/", None),
            ("personal", member, "/api/v1/me/recommendations/", None),
            ("home", member, "/api/v1/me/home/", None),
            ("ask", member, "/api/v1/recommendations/", json.dumps({"text": sentence})),
            ("similar", member, f"/api/v1/films/{film}/similar/", None),
            ("suggest", member, f"/api/v1/suggestions/?{urlencode({'q': typed})}", None),
        ]
        if world["keen"]:
            kinds.append(("personal_1000", draw.choice(world["keen"]), "/api/v1/me/recommendations/", None))
        draw.shuffle(kinds)
        for connection, called in ((bare, [("bare", member, "/bench/empty/", None)]), (site, kinds)):
            call("empty", connection, member, "/bench/empty/", None)
            for kind, *what in called:
                times.setdefault(kind, []).append(call(kind, connection, *what))
    return {kind: times[kind] for kind in KINDS if kind in times}


# --- the parser alone -----------------------------------------------------------------------------------------------


def _parse_ms(wikipedia: Path | None) -> float:
    """Median milliseconds of parsing an ask over 100,000 titles: the films there are, repeated with a changed year."""
    from recommender.query import Lexicon, parse
    from recommender.shapes import FilmFacts

    rows: list[dict[str, Any]] = []
    for path in (wikipedia,) if wikipedia else sorted(ROOT.glob("fixtures/catalogue/*.jsonl")):
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines if line.strip()]
    _step(f"parsing {PARSED} asks over {TITLES} titles")
    films = [
        FilmFacts(
            id=number + 1,
            title=rows[number % len(rows)]["title"],
            year=int(rows[number % len(rows)]["year"]) + number // len(rows),
            cast=tuple(rows[number % len(rows)].get("cast") or ()),
        )
        for number in range(TITLES)
    ]
    lexicon = Lexicon.build(films)
    draw = random.Random(5)
    named = [", ".join(film.title for film in draw.sample(films, 2)) for _ in range(PARSED // 2)]
    sentences = asks(PARSED - len(named)) + [
        draw.choice(("I love {}", "something like {}", "Similar to {} but funnier")).format(titles) for titles in named
    ]
    for sentence in sentences[:: len(sentences) // 10]:
        parse(sentence, lexicon)
    times = []
    for sentence in sentences:
        started = time.perf_counter()
        parse(sentence, lexicon)
        times.append((time.perf_counter() - started) * 1000)
    median = round(statistics.median(times), 2)
    print(f"\nparsing over {TITLES} titles: median {median} ms, slowest of {PARSED} asks {max(times):.1f} ms")
    return median


# --- servers --------------------------------------------------------------------------------------------------------


class Server:
    """A gunicorn master and its workers."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        """Know the master and where it listens."""
        self.process, self.pid, self.port = process, process.pid, port

    def _workers(self) -> list[str]:
        return Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()

    def processor_s(self) -> float:
        """Seconds of processor time that the workers have used."""
        return sum(map(processor_s, self._workers()))

    def megabytes(self) -> float:
        """Resident memory of a worker, the median over the workers."""
        return statistics.median(map(megabytes, self._workers()))

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and content at a path.

        Raises:
            SystemExit: the server has ended.
        """
        if self.process.poll() is not None:
            raise SystemExit("a server could not start; its log lies in the folder that --keep names")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


@contextmanager
def _server(var: Path, environment: dict[str, str]) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number, port = listening.fileno(), listening.getsockname()[1]
        command = commands.web(Path(sys.executable), f"fd://{number}")
        with process(command, environment, var / f"web-{port}.log", pass_fds=(number,)) as master:
            yield Server(master, port)


def _wait_until_ready(site: Server, bare: Server) -> dict[str, Any]:
    """Every worker has its index and encoder, and has nothing left to load: all have been quiet for a while."""

    def loaded() -> bool:
        try:
            if bare.get("/bench/empty/")[0] != 401:
                return False
            reports = [json.loads(site.get("/readyz")[1]) for _ in range(10)]  # each may meet another worker
        except (OSError, ValueError):
            return False
        return all(report["index"]["ok"] and report["encoder"]["ok"] for report in reports)

    def quiet() -> bool:
        before = site.processor_s() + bare.processor_s()
        time.sleep(QUIET_S)
        return site.processor_s() + bare.processor_s() - before < 0.2

    wait_for(loaded, 180, "both servers are ready")
    wait_for(quiet, 180, "both servers have loaded everything")
    report: dict[str, Any] = json.loads(site.get("/readyz")[1])
    return report


def _step(words: str) -> None:
    print(f"serving: {words} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
