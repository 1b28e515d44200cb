"""The one thread that writes to SQLite.

Whoever wants to write hands in a job. The thread takes as many as are waiting, runs each in a
savepoint of its own, and commits them together: one flush to the disk for the whole group.
Nobody is told "done" before that commit. Should it fail, the whole group fails, and the next
one begins on a fresh connection.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic

from kaue.db.driver import Connection, Error, translated
from kaue.db.errors import Unavailable
from kaue.db.jobs import Job, acknowledge

LONGEST_QUEUE = 5_000
LARGEST_GROUP = 256
GROUP_SECONDS = 0.005


class Writer:
    """Owns the writing connection; only its thread touches it."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self.commits = 0
        self._connect = connect
        self._connection: Connection | None = connect()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="kaue-writer", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def submit(self, job: Job) -> None:
        with self._door:
            if self._closed:
                raise Unavailable("The database is closed.")
            if self._queue.qsize() >= LONGEST_QUEUE:
                raise Unavailable("Too many writes are waiting.")
            self._queue.put(job)

    def close(self) -> None:
        """Finish what is waiting, then end. Blocks."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    # From here on: the writing thread.

    def _work(self) -> None:
        while not self._stopping:
            job = self._queue.get()
            if job is None:
                break
            self._group(job)
        self._drop_connection()

    def _group(self, first: Job) -> None:
        group = [first]
        try:
            connection = self._begun()
        except Exception as error:
            # Those behind would wait for the same lock in turn, each as long as this one did.
            group += self._all_waiting()
            self._fail(group, error)
        else:
            self._run(connection, group)
        acknowledge(group)

    def _begun(self) -> Connection:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def _run(self, connection: Connection, group: list[Job]) -> None:
        until = monotonic() + GROUP_SECONDS
        try:
            job: Job | None = group[0]
            while job is not None:
                _in_savepoint(connection, job)
                full = len(group) >= LARGEST_GROUP or monotonic() > until
                job = None if full else self._next_waiting()
                if job is not None:
                    group.append(job)
            connection.execute("COMMIT")
            self.commits += 1
        except Exception as error:
            self._fail(group, error)

    def _next_waiting(self) -> Job | None:
        try:
            job = self._queue.get_nowait()
        except Empty:
            return None
        self._stopping = job is None
        return job

    def _all_waiting(self) -> list[Job]:
        jobs = []
        while (job := self._next_waiting()) is not None:
            jobs.append(job)
        return jobs

    def _fail(self, group: list[Job], error: Exception) -> None:
        for job in group:
            if job.error is None:
                job.error = Unavailable(f"Nothing was written: {error}")
                job.error.__cause__ = translated(error)
        self._drop_connection()

    def _drop_connection(self) -> None:
        # Closing rolls back whatever is left open; the next group connects anew.
        if self._connection is not None:
            with suppress(Error):
                self._connection.close()
        self._connection = None


def _in_savepoint(connection: Connection, job: Job) -> None:
    connection.execute("SAVEPOINT job")
    keep = job.run(connection)
    if not connection.in_transaction:
        # SQLite itself has rolled everything back, as it does when the disk is full.
        raise Unavailable("SQLite gave up the transaction.")
    if not keep:
        connection.execute("ROLLBACK TO job")
    connection.execute("RELEASE job")
