"""What tests of the second factor do and look at."""

import re
from time import time

import pyotp

from kaue import db
from kaue.people import actions as people
from kaue.people.actor import Actor
from kaue.people.guards import cookie_name
from kaue.second_factor import actions as second_factor
from kaue.tables import Mail, SecondFactor, SignIn

ACCOUNT = "/konto/zweiter-faktor"
SETTING_UP = f"{ACCOUNT}/einrichten"
DOOR = "/anmelden/zweiter-faktor"


def code_of(secret, steps=0):
    """What an app shows now, or some steps of 30 seconds later."""
    return pyotp.TOTP(secret).at(time() + 30 * steps)


def secret_in(page):
    """The letters for typing."""
    found = re.search(r'id="geheimnis">([A-Z2-7 ]+)<', page.text)
    return found[1].replace(" ", "")


def recovery_codes_in(page):
    return re.findall(r"<code>([A-Z]{5}-[A-Z]{5})</code>", page.text)


async def give_factor(person):
    """Set one up, with no code used yet. Returns (secret, recovery codes)."""
    secret = pyotp.random_base32()
    token = await people.start_sign_in(person)
    row = (await SignIn.objects().order_by(SignIn.id, ascending=False).first()).id
    actor = Actor(person.id, person.name, person.language, sign_in=row)
    codes, token = await second_factor.set_up(secret, code_of(secret), by=actor)
    await people.sign_out(token)
    await start_anew(person)
    return secret, codes


async def weakly(browser, person):
    """The browser, signed in by mail or password only."""
    token = await people.start_sign_in(person)
    browser.cookies.set(cookie_name(), token, domain="127.0.0.1", path="/")
    return browser


async def start_anew(person):
    """As if the codes of this half minute had not been used yet."""
    await SecondFactor.update({SecondFactor.last_step: 0}).where(SecondFactor.person == person.id)


async def is_strong(person):
    """Whether any of the person's sign-ins has shown a factor."""
    found = await db.rows(
        "SELECT id FROM sign_in WHERE person = {} AND strong_at IS NOT NULL", person.id
    )
    return bool(found)


async def mails(person):
    """The kinds of what was mailed to somebody."""
    return [mail.kind for mail in await Mail.objects().where(Mail.address == person.email)]
