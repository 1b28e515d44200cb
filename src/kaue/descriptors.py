"""How many files and connections this process may have open: each stream of a phone is one."""

import logging
import resource

MOST = 65_536
"""More is of no use, and "unlimited" is refused on some platforms."""

ENOUGH = 4_096
"""Below that, a full hall meets the limit: then the system turns away whoever comes, unseen."""

log = logging.getLogger("kaue")


def allow_as_many_as_possible() -> int:
    """Raise the soft limit, 1,024 almost everywhere, to the hard one. Returns what holds now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        allowed = MOST if soft == resource.RLIM_INFINITY else soft
    else:
        allowed = _raised(soft, wanted, hard)
    if allowed < ENOUGH:
        log.warning("at most %d open files and connections; set LimitNOFILE higher", allowed)
    return allowed


def _raised(soft: int, wanted: int, hard: int) -> int:
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):
        return soft
    return wanted
