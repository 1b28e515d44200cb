"""Which compression a browser takes."""

from functools import lru_cache

_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}


@lru_cache(maxsize=256)
def best_encoding(accepted: str, available: tuple[str, ...]) -> str:
    """The first of `available` that the Accept-Encoding header allows; empty for none."""
    wanted = {}
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        wanted[name.strip()] = weight.replace(" ", "") not in _REFUSED
    return next((one for one in available if wanted.get(one)), "")
