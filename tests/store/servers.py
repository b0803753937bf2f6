"""A PostgreSQL server of the tests' own: started once, its data in a temporary folder, reached by a socket.

Each ledger of a test gets a database of its own, copied from one that holds an empty ledger.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from onrecord.ledger import Ledger

try:
    import psycopg
except ImportError:
    psycopg = None

NAMES = count(1)
PATIENCE = 120  # seconds; the first start writes some forty megabytes


class Server:
    """A running server.

    Args:
        folder: where its data and its socket are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def address(self, database: str, schema: str = "") -> str:
        """The address of a ledger in a database."""
        named = f"&schema={schema}" if schema else ""
        return f"postgresql://onrecord@/{database}?host={self.folder}{named}"

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """What a statement gives, in a transaction of its own."""
        connection = psycopg.connect(host=str(self.folder), dbname=database, user="onrecord", autocommit=True)
        with connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def database(self, template: str = "template0") -> str:
        """A new database; its name."""
        name = f"made_{os.getpid()}_{next(NAMES)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    @cache  # noqa: B019  # there is one server
    def empty(self, name: str) -> str:
        """The database of a new ledger, to be copied from."""
        database = self.database()
        Ledger.create(self.address(database), name).close()
        return database

    def ledger(self, name: str = "") -> str:
        """The address of a new ledger."""
        return self.address(self.database(self.empty(name)))


def why_not() -> str:
    """Why there can be no server here, or empty."""
    if psycopg is None:
        return "psycopg is not installed (the extra `postgres`)"
    if not programs():
        return "PostgreSQL's initdb is neither in PATH nor in /usr/lib/postgresql"
    if os.geteuid() == 0 and not (shutil.which("setpriv") and _other_user()):
        return "PostgreSQL doesn't run as root, and there is no setpriv or no user `postgres` or `nobody`"
    return ""


@cache
def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that there is."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found and not folders:
        folders = [Path(found).resolve()]
    return folders[-1].parent if folders else None


@cache
def server() -> Server:
    """The server, started when it is first asked for and stopped when the tests end."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    # Not below pytest's own folder: a socket's path may have 107 characters, and other users must get there.
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Killed with the tests too, where setpriv is there to see to it.
    dying = ["setpriv", "--pdeathsig=QUIT"] if shutil.which("setpriv") else []
    as_whom = [*dying, "--"] if dying else []
    if os.geteuid() == 0:
        user = _other_user()
        assert user is not None
        shutil.chown(folder, user)
        as_whom = [*dying, f"--reuid={user}", "--clear-groups", "--"]
    folder.chmod(0o755)
    bin_, data = programs(), folder / "data"
    assert bin_ is not None
    _run([*as_whom, str(bin_ / "initdb"), "-D", str(data), "-U", "onrecord", "-A", "trust", "-E", "UTF8",
          "--locale=C", "--no-sync"])  # fmt: skip
    # Nothing of it has to outlive a power cut, and nobody else is to reach it.
    settings = ("listen_addresses=", "fsync=off", "full_page_writes=off", f"unix_socket_directories={folder}")
    options = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [*as_whom, str(bin_ / "postgres"), "-D", str(data), *options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
        )  # fmt: skip
    atexit.register(_stop, running)
    found = Server(folder)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            found.sql("SELECT 1")
        except psycopg.OperationalError:
            assert running.poll() is None and time.monotonic() < until, (folder / "log").read_text()[-500:]
            time.sleep(0.05)
        else:
            return found


def _stop(running: "subprocess.Popen[bytes]") -> None:
    running.send_signal(signal.SIGQUIT)
    running.wait(PATIENCE)


def _other_user() -> str | None:
    there = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in there), None)


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, cwd="/"
    )
    assert done.returncode == 0, f"{command[-1]}: {done.stdout[-500:]} {done.stderr[-500:]}"
