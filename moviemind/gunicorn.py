"""How gunicorn serves the site: `gunicorn -c python:moviemind.gunicorn moviemind.wsgi`.

Two processes of four threads: a process that hangs or dies leaves the other, and each holds an index and an encoder.
"""

import gc
import os
from pathlib import Path
from threading import Lock
from typing import Any

from gunicorn.http import message

# There are as many processes as a small machine has cores: threads of NumPy and FAISS would wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# DeepSparse would tie the first stream of every process to the same core, and leave the others idle.
os.environ.setdefault("NM_BIND_THREADS_TO_CORES", "0")

# An address carries a question of 1,000 characters, each up to twelve letters long there ("%F0%9F%8E%AC"), and all that
# was understood of it. gunicorn's own bound is 8,190 letters, and what it says to longer ones is no page of ours: a
# question of 10,000 characters comes through as well, to be refused with the field and the reason.
message.MAX_REQUEST_LINE = limit_request_line = 128_000

bind = "127.0.0.1:8000"  # the command line may say otherwise
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # the code is loaded once and shared; index and encoder are not, see post_worker_init
timeout = 60
graceful_timeout = 5
keepalive = 5
accesslog = None
errorlog = "-"
control_socket_disable = True
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


# What loading leaves behind lives as long as the process. Python's collector would look through all of it in the middle
# of an answer, for a tenth of a second; it is told to leave it alone, and to look less often at the rest.
COLLECT_AFTER = (10_000, 20, 50)  # objects made, and collections of each of the younger generations


def post_worker_init(worker: Any) -> None:
    """Load index and encoder in each worker: an engine does not survive a fork, so the master must never make one."""
    from recommender import service

    service.warm_up(processes=worker.cfg.workers)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


# A kept connection stays with its process. Two busy ones that happen to share one take turns on its interpreter, while
# the other process has nothing to do: the later of them is told to come anew, and whoever is idle takes it.
_lock = Lock()
_answering = 0


def pre_request(worker: Any, request: Any) -> None:
    """Count what this process is answering; a request that finds another on its way is the last of its connection."""
    global _answering
    with _lock:
        _answering += 1
        shares = _answering > 1
    if shares and worker.cfg.workers > 1:
        request.force_close()


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """An answer less on its way."""
    global _answering
    with _lock:
        _answering -= 1
