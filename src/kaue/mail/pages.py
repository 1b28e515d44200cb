"""The demo's mailbox: what would have been sent. And the way out of notices, for everybody."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue import settings
from kaue.mail import actions, message, outbox, queries, unsubscribing
from kaue.tables import Notify, Person
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest, download, go_to, html_answer, page, whole_page
from kaue.web.visit import visit_of

ONE_CLICK = "List-Unsubscribe"
"""The field that mail programs send (RFC 8058)."""


class MailPages(Controller):
    @get("/postfach")
    async def show(self, request: AnyRequest) -> Answer:
        """There is no such page outside of a demo."""
        if not settings.current().demo:
            raise NotFoundException
        return page(request, "mail/outbox.html", mails=await outbox.newest())

    @get("/postfach/{mail:int}")
    async def save(self, request: AnyRequest) -> Answer:
        """The whole message, HTML and all, for a mail program."""
        found = await queries.find(request.path_params["mail"])
        if found is None or not settings.current().demo:
            raise NotFoundException
        whole = message.whole(found).decode("ascii")
        return download(whole, media_type="message/rfc822", name=f"kaue-{found.id}.eml")

    @get("/abbestellen/{token:str}")
    async def show_unsubscribing(self, request: AnyRequest) -> Answer:
        """Changes nothing: programs that look at links before people do would unsubscribe them."""
        return _private(request, "mail/unsubscribe.html", chosen=(await _asking(request)).notify)

    @post("/abbestellen/{token:str}", status_code=200)
    async def unsubscribe(self, request: AnyRequest) -> Answer:
        """Also pressed by mail programs, which follow no way to another page."""
        person, form = await _asking(request), await read_form(request)
        wanted = form.value("hinweise") or Notify.NONE
        if wanted not in set(Notify):
            raise NotFoundException
        await actions.choose_notices(person.id, Notify(wanted))
        if form.value(ONE_CLICK):
            return _private(request, "mail/unsubscribe.html", chosen=wanted)
        before = f"?vorher={person.notify}" if wanted == Notify.NONE != person.notify else ""
        return go_to(request, visit_of(request).here + before)


async def _asking(request: AnyRequest) -> Person:
    """Whose address this is; the token in it is proof enough."""
    person_id = unsubscribing.person_in(request.path_params["token"])
    person = await Person.objects().get(Person.id == person_id) if person_id else None
    if person is None:
        raise NotFoundException
    return person


def _private(request: AnyRequest, template: str, **context: Any) -> Answer:
    """A page with a token in its address, which nobody on the way may keep."""
    before = request.query_params.get("vorher", "")
    context["before"] = before if before in set(Notify) - {Notify.NONE} else Notify.MATTERS
    html = whole_page(visit_of(request), template, **context)
    return html_answer(request, html.encode(), stored=False)
