"""A proxy in front of a site that fails as proxies do, so that pages can show how they heal."""

import asyncio
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n"
    b"<html><h1>502 Bad Gateway</h1></html>"
)
STREAM = b"text/event-stream"


class FaultyProxy:
    """One request for each connection, so that every one meets the fault of its moment.

    `broken`: everything is answered with 502, and what is open is cut. `holds`: streams are taken
    but nothing of them is passed on, as virus scanners do. `drops`: the next so many requests for
    a piece (htmx) are answered with 502. `holds_posts`: what is sent is answered with 502.
    """

    def __init__(self, port):
        self.port = port
        self.broken = self.holds = self.holds_posts = False
        self.drops = 0
        self.streams = 0
        self.most_streams = 0
        self.requests = []
        self._writers = set()

    def breaks(self):
        self.broken = True
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        try:
            # RuntimeError: what was cut off meanwhile takes nothing more (uvloop).
            with suppress(OSError, RuntimeError, asyncio.IncompleteReadError):
                await self._answer(reader, writer)
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answer(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        line, *lines = head.split(b"\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (one.partition(b":") for one in lines)
        }
        body = await reader.readexactly(int(headers.get(b"content-length", 0)))
        self.requests.append(line.decode())
        is_stream = STREAM in headers.get(b"accept", b"")
        is_lost = self.drops and b"hx-request" in headers and line.startswith(b"GET")
        is_held = self.holds_posts and line.startswith(b"POST")
        if self.broken or is_lost or is_held:
            self.drops -= bool(is_lost)
            writer.write(BAD_GATEWAY)
            await writer.drain()
            return
        headers[b"host"] = f"127.0.0.1:{self.port}".encode()
        headers[b"connection"] = b"close"
        sent = b"".join(name + b": " + value + b"\r\n" for name, value in headers.items() if name)
        upstream, there = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            there.write(line + b"\r\n" + sent + b"\r\n" + body)
            if is_stream:
                self.streams += 1
                self.most_streams = max(self.most_streams, self.streams)
            await self._relay(upstream, reader, writer, is_stream)
        finally:
            self.streams -= is_stream
            there.close()

    async def _relay(self, upstream, reader, writer, is_stream):
        """Until either side has gone."""
        gone = asyncio.create_task(reader.read(1))
        try:
            while True:
                part = asyncio.create_task(upstream.read(65536))
                await asyncio.wait({part, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not part.done() or not part.result():
                    part.cancel()
                    return
                if not (is_stream and self.holds):
                    writer.write(part.result())
                    await writer.drain()
        finally:
            gone.cancel()


@asynccontextmanager
async def faulty(url):
    """Stands in front of the site at `url`; `.url` is where browsers go."""
    proxy = FaultyProxy(urlsplit(url).port)
    server = await asyncio.start_server(proxy._serve, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        server.close()
        for writer in list(proxy._writers):
            writer.transport.abort()
