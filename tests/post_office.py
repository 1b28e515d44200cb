"""A real SMTP server for tests, with what arrived and what it shall refuse."""

import asyncio
import email
from email import policy

from aiosmtpd.smtp import SMTP


class PostOffice:
    """`letters` is what arrived, as EmailMessage; `refuse` maps addresses to its answers."""

    def __init__(self):
        self.letters = []
        self.refuse = {}
        self.mail_from = []
        self.slow = 0.0
        self._server = None
        self.port = 0
        self._writers = []

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def open(self):
        loop = asyncio.get_running_loop()

        def talk():
            talking = SMTP(self, hostname="mail.example", loop=loop)
            self._writers.append(talking)
            return talking

        self._server = await loop.create_server(talk, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self):
        if self._server is None:
            return
        self._server.close()
        for talking in self._writers:
            if talking.transport:
                talking.transport.abort()
        await asyncio.sleep(0.01)
        self._server = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.slow:
            await asyncio.sleep(self.slow)
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        letter.raw = envelope.content
        letter.envelope = (envelope.mail_from, envelope.rcpt_tos)
        self.letters.append(letter)
        return "250 OK"
