"""Numbers in addresses: what no database can hold is not there."""

from litestar.exceptions import NotFoundException

from kaue.web.page import AnyRequest

LARGEST = 2**31 - 1
"""What the columns take, on PostgreSQL."""


async def only_possible_numbers(request: AnyRequest) -> None:
    """Before every handler: 404 for a `{…:int}` that nothing can have."""
    for value in request.path_params.values():
        if isinstance(value, int) and not 0 < value <= LARGEST:
            raise NotFoundException
