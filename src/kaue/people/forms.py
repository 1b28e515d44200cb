"""What people type about themselves, and what may be wrong with it."""

from kaue.people import addresses, passwords
from kaue.people.names import is_reserved
from kaue.web.forms import Form, Problem
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_ADDRESS = addresses.LONGEST
LONGEST_NAME = 80
SHORTEST_PASSWORD = passwords.SHORTEST
LONGEST_PASSWORD = passwords.LONGEST

NO_ADDRESS = N_("Write the whole address, for example name@example.org.")


def is_address(text: str) -> bool:
    return bool(addresses.folded(text))


def typed_address(form: Form, name: str = "email") -> str:
    """In its one spelling; what is none stays as it was typed, to be shown again."""
    typed = clean_line(form.value(name))
    return addresses.folded(typed) or typed


RESERVED_NAME = N_("This name reads like the barcamp's team. Choose another one.")


def new_name_problem(name: str) -> Problem | None:
    """As name_problem; nobody new may be called like those who run the barcamp."""
    return name_problem(name) or (RESERVED_NAME if is_reserved(name) else None)


def name_problem(name: str) -> Problem | None:
    if not name:
        return N_("Enter a name. A first name or a pseudonym is enough.")
    if len(name) > LONGEST_NAME:
        return N_("Shorten the name to at most %(num)s characters."), LONGEST_NAME
    return None


def password_problem(password: str, *about: str) -> Problem | None:
    """What can be told without effort; passwords.is_guessable() looks closer."""
    if len(password) < SHORTEST_PASSWORD:
        return N_("Choose a password of at least %(num)s characters."), SHORTEST_PASSWORD
    if len(password) > LONGEST_PASSWORD:
        return N_("Shorten the password to at most %(num)s characters."), LONGEST_PASSWORD
    if password.casefold() in {one.casefold() for one in about}:
        return N_("Choose a password that is neither your name nor your address.")
    return None
