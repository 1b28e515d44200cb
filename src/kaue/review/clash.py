"""Somebody was quicker: what was wanted, to be shown beside what is by now."""

from dataclasses import dataclass

from kaue.review.reasons import said_of
from kaue.web.forms import Form
from kaue.web.page import AnyRequest
from kaue.web.visit import visit_of


@dataclass(frozen=True, slots=True)
class Clash:
    """`wanted` is what was tried, and `seen` where the thing stood then, both in English."""

    wanted: str
    reason: str = ""
    words: str = ""
    seen: str = ""


async def clash_of(request: AnyRequest, form: Form, wanted: str, *, seen: str = "") -> Clash:
    """With the reason that was chosen and whatever words were typed."""
    reason = await said_of(form.value("grund"), visit_of(request).language)
    words = [form.value(name) for name in ("worte", "frage", "zusage", "antwort")]
    return Clash(wanted, reason, next(filter(None, words), ""), seen)
