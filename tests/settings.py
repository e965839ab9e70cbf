"""The site's settings for tests, with state in a folder of their own: a demo that runs in this checkout is not disturbed."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="moviemind-tests-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["VAR_DIR"] = _var
# What this shell has set must not decide what the tests see. DATABASE_URL may: the suite also runs on PostgreSQL.
for _name in (
    "DEBUG",
    "EMAIL_URL",
    "HTTPS",
    "PROXIES",
    "REDIS_URL",
    "SECRET_KEY",
    "THROTTLE_MEMBER",
    "THROTTLE_VISITOR",
):
    os.environ.pop(_name, None)

from moviemind.settings import *  # noqa: E402, F403 - all of them, but for what follows

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # sign-ups in milliseconds
