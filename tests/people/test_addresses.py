"""One mailbox, one spelling; and nothing that only looks like somebody else's."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.people.addresses import LONGEST, folded


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("a.d+x_y'z@sub.example.org", "a.d+x_y'z@sub.example.org"),
        ("ada@müller.example", "ada@xn--mller-kva.example"),
        ("ada@MÜLLER.example", "ada@xn--mller-kva.example"),
        ("ada@mu\u0308ller.example", "ada@xn--mller-kva.example"),
        ("ada@XN--mller-kva.example", "ada@xn--mller-kva.example"),
        # Not `strasse`, which is another host.
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("ada@ｅｘａｍｐｌｅ．org", "ada@example.org"),
        ("ada@example。org", "ada@example.org"),
        ("ada@\u212aiel.example", "ada@kiel.example"),
    ],
)
def test_one_spelling_is_stored(typed, stored):
    assert folded(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "", "@", "ada", "ada@", "@example.org", "ada@example", "ada@localhost", "ada@@example.org",
        "a da@example.org", "ada@exam ple.org", " ada@example.org", "ada@example.org\n",
        "ada@example.org.", "ada@.org", "ada@example..org", "ada@-x.org", "ada@x-.org",
        "ada@127.0.0.1", "ada@[127.0.0.1]", "ada@example.o", "ada@1.2.3.44",
        ".ada@example.org", "ada.@example.org", "a..d@example.org", '"a b"@example.org',
        "ädä@example.org", "ａda@example.org", "\u212aim@example.org", "ad\u0430@example.org",
        "a\u200bda@example.org", "ada@exam\u200bple.org", "ada@exam\u00adple.org",
        "ada@exam\u200dple.org", "ada@exam\u2060ple.org", "ada@exam\ufe0fple.org",
        "ada@exam\u034fple.org", "ada@exam\U000e0101ple.org", "ada@exam\u180bple.org",
        "ada@xn--a.example", "ada@xn--.example", "ada@ex_ample.org", "ada@ex\u2044ample.org",
        "ada@evil.example,eve@example.org", "<ada@example.org>", "ada@example.org;x",
        "x" * 65 + "@example.org", "ada@" + "x" * 64 + ".org", "ada@" + "abc." * 63 + "org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    assert folded(typed) == ""


ODD = st.text(
    st.sampled_from("aAäÄßi\u0130\u0131kK\u212a.-@_1 \u200b\u00ad\u2024。．ｘxn-\u0308é٣")
)


@given(ODD | st.text() | st.builds("{}@{}.{}".format, ODD, ODD, st.sampled_from(["org", "ÖRG"])))
def test_what_is_stored_is_plain_and_stays_what_it_is(typed):
    stored = folded(typed)

    if stored:
        assert folded(stored) == stored
        assert stored.isascii()
        assert stored == stored.lower()
        assert len(stored) <= LONGEST
        assert re.fullmatch(r"[!-?A-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+", stored)


@given(
    st.from_regex(
        r"[a-z][a-z0-9+_]{0,20}@[a-zäöüé]{1,20}(\.[a-zäöüé]{1,20})?\.(org|de)", fullmatch=True
    )
)
def test_every_way_of_typing_it_is_one(typed):
    local, _, host = typed.partition("@")
    wide = "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in host)
    stored = folded(typed)

    assert stored
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert folded(f"{local}@{unicodedata.normalize(form, host)}") == stored
    assert folded(typed.upper()) == stored
    assert folded(f"{local}@{wide}") == stored


@given(
    st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e\u061c\u180e\u034f\ufe0e"),
    st.integers(0, len("ada@example.org")),
)
def test_nothing_hidden_gets_in_anywhere(hidden, place):
    typed = "ada@example.org"

    assert folded(typed[:place] + hidden + typed[place:]) == ""
