"""From a request to the account of whoever sent it, or a 404."""

from litestar.exceptions import NotFoundException

from kaue.account import queries
from kaue.account.queries import Account
from kaue.people.guards import the_person
from kaue.web.visit import Connection


async def the_account(connection: Connection) -> Account:
    account = await queries.account((await the_person(connection)).id)
    if account is None:
        # Deleted in another tab, this very moment.
        raise NotFoundException
    return account
