"""Codes, links, wrong tries and waiting in any order: what a model allows happens, nothing else."""

import mailbox
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaue import keyed
from kaue.people.actions import Blocked
from kaue.signin import codes
from kaue.tables import MailedCode, Person
from kaue.web.dates import now

BROWSER = "the secret of a browser"

QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.integers(0, 1)),
        st.tuples(
            st.sampled_from(["code", "wrong", "link", "link without", "wait", "block"]),
            st.integers(0, 5),
        ),
    ),
    max_size=25,
)


class Mail:
    """One mail, and what it may still do."""

    def __init__(self, email, handle, code, token):
        self.email, self.handle, self.code, self.token = email, handle, code, token
        self.tries, self.is_over = 0, False

    async def wait(self):
        over = MailedCode.update({MailedCode.expires_at: now() - timedelta(seconds=1)})
        await over.where(MailedCode.handle_hash == keyed.token_hash(self.handle))
        self.is_over = True

    def may(self, step):
        """Whether the step is looked at at all; it counts as a try."""
        if self.is_over or step.startswith("link"):
            return not self.is_over
        self.tries += 1
        return self.tries <= codes.MOST_TRIES

    async def enter(self, step):
        if step.startswith("link"):
            acts = step == "link"
            return await codes.enter_by_link(self.token, "de", BROWSER, password="", acts=acts)
        typed = f"{(int(self.code) + 1) % 10**6:06}" if step == "wrong" else self.code
        return await codes.enter_by_code(self.handle, typed, "de", BROWSER)


class World:
    """The accounts there should be."""

    def __init__(self):
        self.people, self.blocked = set(), set()

    async def block(self, email):
        await Person.update({Person.blocked_at: now()}).where(Person.email == email)
        self.blocked |= {email} & self.people

    async def take(self, mail, step):
        works = mail.may(step)
        try:
            entered = await mail.enter(step)
        except codes.CodeGone:
            assert not works
        except codes.WrongCode:
            assert (works, step) == (True, "wrong")
        except Blocked:
            assert works
            assert mail.email in self.blocked
        else:
            assert works
            assert step != "wrong"
            assert mail.email not in self.blocked
            assert entered.person.email == mail.email
            assert entered.is_new == (mail.email not in self.people)
            assert entered.act == ("" if step == "link without" else "act")
            mail.is_over = True
            self.people.add(mail.email)


@QUICK
@given(steps=STEPS)
async def test_every_order_of_steps_does_what_the_model_allows(db, read_mail, steps):
    await Person.delete(force=True)
    await MailedCode.delete(force=True)
    world, mails = World(), []
    for step, which in steps:
        if step == "ask":
            email = f"person{which}@example.org"
            mails.append(Mail(email, *await read_mail(email)))
        elif mails:
            mail = mails[which % len(mails)]
            if step == "wait":
                await mail.wait()
            elif step == "block":
                await world.block(mail.email)
            else:
                await world.take(mail, step)

    assert {one.email for one in await Person.objects()} == world.people


@pytest.fixture
def read_mail(db, monkeypatch):
    """await read_mail(email): (handle, code, token) of a new mail, however often one asks."""

    async def nothing(*_):
        pass

    made = {}
    for name in ("new_token", "new_digits"):
        original = getattr(keyed, name)

        def remembered(*values, _original=original, _name=name):
            made.setdefault(_name, []).append(_original(*values))
            return made[_name][-1]

        monkeypatch.setattr(keyed, name, remembered)
    # How often one may ask is counted elsewhere, and tested there.
    monkeypatch.setattr(codes.limits, "spend", nothing)

    async def read(email):
        made.clear()
        handle = await codes.send(codes.Wish(email, "de", act="act", browser=BROWSER))
        link = await mailbox.newest_link(email)
        return handle, made["new_digits"][0], link.rpartition("/")[2]

    return read
