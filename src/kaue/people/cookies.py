"""The cookie of a sign-in: set, and taken away, with the same attributes."""

from litestar.datastructures import Cookie

from kaue import settings
from kaue.people import actions, duty
from kaue.people.guards import cookie_name
from kaue.web.page import Answer, AnyRequest


async def carrying(request: AnyRequest, answer: Answer, token: str) -> Answer:
    """The answer with the cookie of a new sign-in; the one the browser had ends."""
    if old := request.cookies.get(cookie_name()):
        await actions.sign_out(old)
    lasting = actions.LONGEST
    if await duty.moderates_anywhere(token):
        # Reading sets no cookie, so the browser must keep from the start what may be extended.
        lasting += duty.LONGEST_DAY
    answer.set_cookie(cookie(token, max_age=int(lasting.total_seconds())))
    return answer


def cookie(value: str, *, max_age: int, purpose: str = "") -> Cookie:
    """Deleting one needs the same attributes: without Secure, `__Host-` would be ignored."""
    return Cookie(
        key=cookie_name(purpose),
        value=value,
        path="/",
        max_age=max_age,
        secure=settings.current().secure,
        httponly=True,
        samesite="lax",
    )
