"""Where somebody goes on; after a detour such addresses come from forms, links, and anybody."""

from kaue.web.text import clean_line


def own_path(wanted: str, otherwise: str = "/") -> str:
    """The path if it is one of ours, without sub-path and language; else `otherwise`."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted == clean_line(wanted) else otherwise


def with_query(address: str, more: str) -> str:
    """The address, which may have a query already, with more of it."""
    return address + ("&" if "?" in address else "?") + more
