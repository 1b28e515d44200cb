"""The demo's mailbox: what would have been sent."""

from litestar import Controller, get
from litestar.exceptions import NotFoundException

from kaue import settings
from kaue.mail import outbox
from kaue.web.page import Answer, AnyRequest, page


class MailPages(Controller):
    @get("/postfach")
    async def show(self, request: AnyRequest) -> Answer:
        """There is no such page outside of a demo."""
        if not settings.current().demo:
            raise NotFoundException
        return page(request, "mail/outbox.html", mails=await outbox.newest())
