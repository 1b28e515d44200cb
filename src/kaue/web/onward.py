"""Where somebody goes on after a detour; addresses come from forms and links, and from anybody."""

from kaue.web.text import clean_line


def own_path(wanted: str, otherwise: str = "/") -> str:
    """The path if it is one of ours, without sub-path and language; else `otherwise`."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted == clean_line(wanted) else otherwise
