"""What tests look at in a page: ids, names, values and states, never its wording."""

import re
from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values = {}
        self.chosen = {}
        self._area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "textarea":
            self._area = name
            self.values[name] = ""
        elif tag == "input" and attrs.get("type") in {"radio", "checkbox"}:
            if "checked" in attrs:
                self.chosen.setdefault(name, []).append(attrs["value"])
        elif tag == "input":
            self.values[name] = attrs.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area:
            self.values[self._area] += data


def _fields(answer):
    parser = _Fields()
    parser.feed(answer.text)
    return parser


def value(answer, name):
    """What stands in the field of that name."""
    # The newline right after <textarea> belongs to the markup.
    return _fields(answer).values[name].removeprefix("\n")


def chosen(answer, name):
    """The values of the ticked boxes of that name."""
    return _fields(answer).chosen.get(name, [])


def problems(answer):
    """The fields that the error summary leads to, in its order; each has its message beside it."""
    summary = re.search(r'id="error-summary".*?</ul>', answer.text, re.DOTALL)
    fields = re.findall(r'href="#([^"]*)"', summary[0]) if summary else []
    for field in fields:
        assert f'id="{field}"' in answer.text
        assert f'id="{field}-error"' in answer.text
    return fields


def topics(answer):
    """The numbers of the topics in the list, in its order."""
    return [
        int(number) for number in re.findall(r'<li class="topic" id="thema-(\d+)"', answer.text)
    ]


def is_disabled(answer, element):
    """Whether the control of that id is there and disabled."""
    return re.search(rf'id="{element}"[^>]* disabled', answer.text) is not None
