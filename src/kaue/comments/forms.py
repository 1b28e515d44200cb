"""What somebody types to comment."""

from dataclasses import dataclass

from kaue.web.forms import Form, Problem
from kaue.web.language import N_

LONGEST = 2000


@dataclass(frozen=True)
class CommentForm:
    text: str
    answer_to: int | None

    @classmethod
    def of(cls, form: Form) -> "CommentForm":
        number = form.number("antwort")
        return cls(text=form.value("kommentar"), answer_to=number if number > 0 else None)

    def problems(self) -> dict[str, Problem]:
        if not self.text:
            return {"kommentar": N_("Write something before you send it.")}
        if len(self.text) > LONGEST:
            return {
                "kommentar": (N_("Shorten your comment to at most %(num)s characters."), LONGEST)
            }
        return {}
