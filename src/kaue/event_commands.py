"""`kaue event export` and `kaue event import`: the day on a laptop, should all else fail.
`kaue event archive`: what is over as plain pages.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kaue import db, settings
from kaue.commands import Refused, with_database
from kaue.event_file import actions, document, queries
from kaue.event_file.checking import checked
from kaue.event_file.values import Wrong
from kaue.events import queries as events
from kaue.invitations import actions as invitations
from kaue.people.addresses import folded
from kaue.results import archive
from kaue.tables import RoleName
from kaue.web.dates import now
from kaue.web.language import address, german


def add_to(commands: Any) -> None:
    event = commands.add_parser("event", help="take a barcamp along in a file")
    does = event.add_subparsers(required=True, metavar="ACT")

    out = does.add_parser("export", help="write what its day needs into one file")
    out.add_argument("event", help="its address, such as smartvest")
    out.add_argument("file", type=Path, nargs="?", help="EVENT.kaue.json unless named")
    out.set_defaults(run=_export)

    pages = does.add_parser("archive", help="write what is over as a folder of plain web pages")
    pages.add_argument("event", help="its address, such as smartvest")
    pages.add_argument("directory", type=Path, help="a new or an empty one")
    pages.set_defaults(run=_archive)

    back = does.add_parser("import", help="store a barcamp from such a file")
    back.add_argument("file", type=Path)
    back.add_argument("--replace", action="store_true", help="in place of an earlier copy of it")
    for role in RoleName:
        hint = f"print a link by which this address becomes {role}"
        back.add_argument(f"--{role}", action="append", default=[], metavar="ADDRESS", help=hint)
    back.set_defaults(run=_import)


def _export(chosen: argparse.Namespace) -> None:
    async def work() -> tuple[dict[str, Any], list[str]]:
        event = await events.by_slug(chosen.event)
        if event is None or event.rehearsal_of is not None:
            raise Refused("There is no such event.")
        hints = ["Votes still come in. Those after this moment are not in the file."]
        return await queries.content(event.id), hints if event.takes_votes(now()) else []

    content, hints = with_database(work)
    file = chosen.file or Path(f"{chosen.event}.kaue.json")
    document.save(content, file)
    people = sum(one["people"] for one in content["ballots"])
    print(
        f"{file}: {len(content['topic'])} topics, {len(content['people'])} names of those", end=" "
    )
    print(f"who propose or hold them, votes of {people} people without names.")
    print(
        *hints,
        "Keep it as safe as the database: it tells the counts, and whole ballots without names.",
        sep="\n",
    )


def _archive(chosen: argparse.Namespace) -> None:
    async def work() -> archive.Files:
        event = await events.by_slug(chosen.event)
        if event is None or event.rehearsal_of is not None:
            raise Refused("There is no such event.")
        if event.ends_at > now():
            raise Refused("It is not over yet.")
        return await archive.files(event)

    made = with_database(work)
    archive.write(made, chosen.directory)
    pages = sum(name.endswith(".html") for name in made)
    print(f"{chosen.directory}: {pages} pages. Open index.html, or put the folder on a web server.")


def _import(chosen: argparse.Namespace) -> None:
    addresses = [(folded(one), str(role)) for role in RoleName for one in getattr(chosen, role)]
    if not all(email for email, _ in addresses):
        raise Refused("That is no mail address.")
    try:
        given = checked(document.load(chosen.file))
        links = with_database(lambda: _bring_in(given, chosen.replace, addresses))
    except document.NotReadable as error:
        raise Refused(str(error)) from error
    except Wrong as error:
        raise Refused(f"The file holds what kaue never wrote, at: {error}.") from error
    except tuple(_WHY_NOT) as error:
        raise Refused(_WHY_NOT[type(error)]) from error
    path = address(german(), f"/{given.event['slug']}")
    print(f"Stored: {settings.current().public_url}{path}")
    for email, role, link in links:
        print(f"{role}, {email}: {link}")
    if not addresses:
        print("Nobody has a role in it yet. Give one with: kaue invite … --print-link")


_WHY_NOT: dict[type[Exception], str] = {
    actions.AlreadyThere: "A barcamp with this address is here already. If it came from a file as"
    " well, --replace puts this one in its place.",
    actions.NotACopy: "Nothing is replaced: people with accounts have taken part in the barcamp"
    " that is here, or cards were printed for it. So it is no copy.",
    actions.NumbersTaken: "Other barcamps here have topics with the same numbers, and topics keep"
    " theirs: they are on paper and in the draw. Import into a database of its own.",
    db.Conflict: "The file contradicts itself, or somebody stored the same just now.",
}


async def _bring_in(
    given: Any, replacing: bool, addresses: Iterable[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    async with db.unit_of_work():
        await actions.bring_in(given, replacing=replacing)
        event = await events.load(given.event["slug"])
        tokens = [
            (email, role, await invitations.invite(email, role, event, language=german()))
            for email, role in addresses
        ]
    base = settings.current().public_url
    return [
        (email, role, base + address(german(), invitations.path_of(token)))
        for email, role, token in tokens
    ]
