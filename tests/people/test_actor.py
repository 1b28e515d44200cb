"""What roles open, for every combination there can be."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from kaue.people.actor import Actor
from kaue.tables import RoleName

EVENTS = [SimpleNamespace(id=number, roles_of=number) for number in range(3)]

actors = st.builds(
    Actor,
    id=st.just(1),
    name=st.just("Ada"),
    language=st.just("de"),
    is_admin=st.booleans(),
    roles=st.dictionaries(
        st.integers(0, 2), st.frozensets(st.sampled_from(list(RoleName)), min_size=1)
    ),
    strong=st.booleans(),
    only_event=st.none() | st.integers(0, 2),
)


@given(actors, st.sampled_from(EVENTS))
def test_a_role_opens_doors_in_its_event_once_a_second_factor_was_shown(actor, event):
    held = actor.roles.get(event.id, frozenset())

    for may, role in ((actor.may_review, RoleName.STAFF), (actor.may_moderate, RoleName.MODERATOR)):
        assert may(event) == (actor.strong and (actor.is_admin or role in held))
    assert actor.may_administer == (actor.strong and actor.is_admin)
    assert actor.holds_any == (actor.is_admin or bool(actor.roles))


@given(actors)
def test_outside_of_an_event_only_an_admin_holds_anything(actor):
    assert bool(actor.held_in(None)) == actor.is_admin


@given(actors, st.sampled_from(EVENTS))
def test_a_card_is_for_one_event(actor, event):
    assert actor.may_take_part(event) == (actor.only_event in {None, event.id})
