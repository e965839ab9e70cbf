"""The site's settings for tests: state in a directory of its own, and no Redis unless a test starts one."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="moviemind-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # as the web server sets them; a core for each of two test processes
os.environ.setdefault("ENCODER_RUNTIME", "onnxruntime")  # compiles nothing; tests of DeepSparse ask for it by name
for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "HTTPS", "DEEPSPARSE_LICENCE"):
    os.environ.pop(name, None)

from moviemind.settings import *  # noqa: E402, F403

IMPRESSIONS_WAIT_S = 0.0  # a thread of its own would not see what a test has not committed
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in often
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CATALOGUE = Path(__file__).resolve().parent.parent / "fixtures" / "catalogue"
