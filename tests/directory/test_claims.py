"""What is read out of claims, whatever a directory puts into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kaue.directory.claims import identity
from kaue.settings import Directory

PLAIN = Directory("https://id.example", "kaue", "", "Kreis", "roles", False, "", False, False)

anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)
names = some.sampled_from(["roles", "name", "email", "email_verified", "amr", "acr", "given_name"])


@given(some.dictionaries(names, anything))
def test_any_claims_are_read_without_granting_anything(claims):
    found = identity({"sub": "1"} | claims, PLAIN)

    assert 1 <= len(found.name) <= 80
    assert found.email == "" or "@" in found.email
    assert found.roles == frozenset()
    assert not found.is_admin


@given(some.text())
def test_only_roles_of_ours_count(word):
    found = identity({"sub": "1", "roles": [word, f"x{word}", f"{word}:staff:camp"]}, PLAIN)

    for slug, name in found.roles:
        assert f"kaue:{name}:{slug}" in {word.strip(), f"{word}:staff:camp".strip()}


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (["kaue:staff:camp", "kaue:moderator:camp"], {("camp", "staff"), ("camp", "moderator")}),
        ("kaue:staff:camp", {("camp", "staff")}),
        (["kaue:staff:", "kaue:staff", "kaue:owner:camp", "staff:camp", 7, None], set()),
        ({"kaue:staff:camp": True}, set()),
    ],
)
def test_roles_name_an_event_and_a_role(given_, expected):
    assert identity({"sub": "1", "roles": given_}, PLAIN).roles == expected


def test_a_claim_whose_name_has_dots_is_found_by_its_name():
    claim = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"
    adfs = Directory("https://id", "kaue", "", "K", claim, False, "", False, False)

    found = identity({"sub": "1", claim: "kaue:staff:camp"}, adfs)

    assert found.roles == {("camp", "staff")}


@given(some.text(max_size=200))
def test_without_an_at_sign_there_is_no_address(text):
    claims = {"sub": "1", "email": text.replace("@", ""), "email_verified": True}

    assert identity(claims, PLAIN).email == ""
