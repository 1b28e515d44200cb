"""Whether a form has to bring a proof, because very many were sent from the same network.

In pages.py of a public form, after its own problems were checked:

    if proof := await proof_wanted(request, form, "register"):
        return _again(request, form, proof=proof)      # 429, with everything typed
    ...
    return page(…, proof=await proof_ahead(request, "register"))

and in the template, inside the form: {% include "limits/proof.html" %}
"""

from kaue.limits.actions import TooOften, is_spent, spend
from kaue.limits.networks import pseudonym
from kaue.limits.proofs import Proof, judge, new_challenge
from kaue.limits.rules import Purpose
from kaue.web.forms import Form
from kaue.web.page import AnyRequest

CHALLENGE, SOLUTION = "nachweis", "loesung"
"""The names of the hidden fields."""

SIGN_IN, SIGN_UP = "sign_in", "sign_up"
"""The forms of the door. People are led to the first one from any form (people/guards.py)."""


async def proof_wanted(
    request: AnyRequest, form: Form, purpose: str, *about: tuple[str, str]
) -> Proof | None:
    """Count this form for its network, and for what it is `about`, such as ("password", address).
    None: go on. Else show the form again with the proof.

    Nobody is ever locked out: whoever brings a proof passes, however many came before.
    """
    network = (Purpose.NETWORK, await _counted_as(request, purpose))
    over = [one for one in (network, *about) if await _is_over(*one)]
    return await judge(form.value(CHALLENGE), form.value(SOLUTION), purpose) if over else None


async def _is_over(purpose: str, who: str) -> bool:
    try:
        await spend(purpose, who)
    except TooOften:
        return True
    return False


async def proof_ahead(request: AnyRequest, purpose: str) -> Proof | None:
    """For a form that is shown: the proof it will have to bring, so that nobody notices it."""
    if await is_spent(Purpose.NETWORK, await _counted_as(request, purpose)):
        return Proof(new_challenge(purpose))
    return None


async def _counted_as(request: AnyRequest, purpose: str) -> str:
    client = request.client
    return f"{purpose} {await pseudonym(client.host if client else None)}"
