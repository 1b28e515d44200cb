"""What lies in the outbox, as the person it is for would read it."""

import re

from kaue.tables import Mail


async def newest(address=None):
    """The last mail, or the last one to that address."""
    asked = Mail.objects().order_by(Mail.id, ascending=False).first()
    return await (asked.where(Mail.address == address) if address else asked)


async def newest_code(address=None):
    """The six digits in it."""
    return re.search(r"^\d{6}$", (await newest(address)).text, re.MULTILINE)[0]


async def newest_link(address=None):
    """The path of the first link in it."""
    return re.search(r"^https?://[^/\s]+(/\S+)$", (await newest(address)).text, re.MULTILINE)[1]
