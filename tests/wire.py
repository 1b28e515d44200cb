"""A way to the database that can be cut: silently, as a firewall does, or with a bang."""

import asyncio
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit, urlunsplit


class Wire:
    """`url` leads through it to the database at `target`.

    - `silence()`: what is connected stays so, but nothing gets through any more; `deaf` says
      whether that holds for new connections, too.
    - `cut()`: everything is closed and nobody gets in, until `mend()`.
    """

    def __init__(self, target):
        self._target = urlsplit(target)
        self._lines = {}
        self._server = None
        self._port = 0
        self.deaf = False

    @property
    def url(self):
        user, at, _ = self._target.netloc.rpartition("@")
        return urlunsplit(
            ("postgresql", f"{user}{at}127.0.0.1:{self._port}", self._target.path, "", "")
        )

    async def __aenter__(self):
        await self.mend()
        return self

    async def __aexit__(self, *_):
        await self.cut()

    async def mend(self):
        self.deaf = False
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self):
        self._server.close()
        for line in self._lines:
            line.end()
        await asyncio.gather(*self._lines.values())
        self._lines.clear()

    def silence(self, *, deaf=False):
        self.deaf = deaf
        for line in self._lines:
            line.silent.set()

    async def _accept(self, reader, writer):
        line = _Line(reader, writer)
        if self.deaf:
            line.silent.set()
        self._lines[line] = asyncio.create_task(line.run(self._dial))
        await self._lines[line]
        self._lines.pop(line, None)

    async def _dial(self):
        asked = {name: values[0] for name, values in parse_qs(self._target.query).items()}
        host = asked.get("host") or self._target.hostname or "127.0.0.1"
        port = int(asked.get("port") or self._target.port or 5432)
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)


class _Line:
    def __init__(self, reader, writer):
        self._here = reader, writer
        self._ended = asyncio.Event()
        self.silent = asyncio.Event()

    def end(self):
        self._ended.set()

    async def run(self, dial):
        (here, to_here), (there, to_there) = self._here, await dial()
        works = [self._pipe(here, to_there), self._pipe(there, to_here), self._ended.wait()]
        tasks = [asyncio.create_task(work) for work in works]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        for writer in (to_here, to_there):
            writer.transport.abort()

    async def _pipe(self, reader, writer):
        with suppress(OSError):
            while (said := await reader.read(65536)) and not self.silent.is_set():
                writer.write(said)
        if self.silent.is_set():
            # Not even that it was closed is told to the other side.
            await asyncio.Event().wait()
