"""An author's word on taking a topic along to the next barcamp."""

from litestar import Controller, post

from kaue.people.guards import the_person
from kaue.results import next_year
from kaue.topics.lookups import own_topic
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest, go_to


class NextYearPages(Controller):
    path = "/{slug:str}/themen/{topic:str}/naechstes-jahr"

    @post(status_code=200)
    async def choose(self, request: AnyRequest) -> Answer:
        """States what is wanted: mit=1 or 0."""
        topic, by = await own_topic(request), await the_person(request)
        form = await read_form(request)
        there = f"{topic.path}#naechstes-jahr"
        if form.value("mit") == "1":
            await next_year.agree(topic, by=by)
            return go_to(request, there, tell="naechstes-jahr")
        await next_year.take_back(topic, by=by)
        return go_to(request, there, tell="nicht-naechstes-jahr")
