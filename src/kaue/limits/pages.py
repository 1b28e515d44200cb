"""How people are told that it was too often."""

from kaue.limits.actions import TooOften
from kaue.web.errors import error_page
from kaue.web.page import Answer, AnyRequest
from kaue.web.visit import visit_of


def on_too_often(request: AnyRequest, refusal: TooOften) -> Answer:
    """429, with the time after which it works again, for people and for programs."""
    answer = error_page(request, 429, told(request, refusal))
    answer.headers["retry-after"] = str(refusal.seconds)
    return answer


def told(request: AnyRequest, refusal: TooOften) -> str:
    """The sentence in the visitor's language."""
    problem = refusal.problem
    if isinstance(problem, str):
        return visit_of(request).say(problem)
    return visit_of(request).say(problem[0], num=problem[1])
