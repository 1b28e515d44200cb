"""The `kaue` command."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from kaue import db, demo, event_commands, settings
from kaue.audit.verdicts import noted, verdict
from kaue.commands import Refused, with_database
from kaue.events import queries as events
from kaue.invitations import actions as invitations
from kaue.invitations.queries import ADMIN
from kaue.mail import queries as mail_queries
from kaue.people import queries as people_queries
from kaue.people.addresses import folded
from kaue.retention import actions as retention
from kaue.second_factor import actions as second_factor
from kaue.standing import actions as standing
from kaue.standing import queries as standing_queries
from kaue.standing.forms import NotDetails, details_in_file
from kaue.web.assets import manifest
from kaue.web.language import address, german
from kaue.web.log import set_up_log


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 refused, with the reason on stderr."""
    set_up_log()
    chosen = _parser().parse_args(arguments)
    try:
        settings.current()
        return int(chosen.run(chosen) or 0)
    except (settings.Unsafe, Refused) as refusal:
        print(refusal, file=sys.stderr)
    except db.Unavailable as error:
        print(f"The database cannot be used: {error}", file=sys.stderr)
    except OSError as error:
        print(f"{error.strerror}: {error.filename or ''}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kaue", description="Topics, votes and pitches of a barcamp."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the site")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1, help="more than one needs PostgreSQL")
    serve.set_defaults(run=_serve)

    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(run=_migrate)

    show = commands.add_parser("demo", help="build the demo barcamp in an empty database")
    show.add_argument("--topics", type=_count)
    show.add_argument("--people", type=_count, help="voters besides the authors")
    show.add_argument("--comments", type=_count)
    show.add_argument("--seed", type=int, default=1)
    show.add_argument("--json", action="store_true", help="print a sign-in cookie per person")
    show.set_defaults(run=_demo)

    invite = commands.add_parser("invite", help="offer a role by mail")
    invite.add_argument("email")
    invite.add_argument("--role", required=True, choices=["staff", "moderator", "admin"])
    invite.add_argument("--event", help="its address, such as smartvest; not for admins")
    invite.add_argument("--print-link", action="store_true", help="also where mail is sent")
    invite.set_defaults(run=_invite)

    reset = commands.add_parser(
        "reset-second-factor", help="for somebody who lost both the app and the recovery codes"
    )
    reset.add_argument("email")
    reset.set_defaults(run=_reset_second_factor)

    anonymise = commands.add_parser("anonymise", help="take all names out of a past event")
    anonymise.add_argument("event", help="its address, such as smartvest")
    anonymise.add_argument("--dry-run", action="store_true", help="only say what would happen")
    anonymise.set_defaults(run=_anonymise)

    event_commands.add_to(commands)

    log = commands.add_parser("audit", help="the decision log")
    does = log.add_subparsers(required=True, metavar="ACT")
    verify = does.add_parser("verify", help="is every entry as it was written?")
    verify.add_argument("event", nargs="?", help="its address; without one, every event's log")
    expect = "an end of the log noted earlier, as the daily mail quotes it"
    verify.add_argument("--expect", type=noted, metavar="NUMBER:HASH", help=expect)
    verify.set_defaults(run=_verify)

    details = commands.add_parser(
        "details", help="fill in what only the operator knows, for Impressum and Datenschutz"
    )
    details.add_argument("file", type=Path, help='TOML lines such as "E-Mail" = "info@example.org"')
    details.set_defaults(run=_details)

    check = commands.add_parser("check", help="is this installation fit to serve?")
    check.set_defaults(run=_check)
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _serve(chosen: argparse.Namespace) -> None:
    workers = chosen.workers
    db.connect(settings.current().database_url)
    if workers > 1 and db.is_sqlite():
        raise Refused(
            "SQLite allows one worker only: exactly one process may write. Use PostgreSQL."
        )
    asyncio.run(db.migrate())
    # Workers are processes of their own; a demo's secret must be the same in all of them.
    os.environ["KAUE_SECRET"] = settings.current().secret
    # uvicorn shuts down gracefully, then raises the signal again; being told to stop is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        "kaue.app:create_app",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        workers=workers,
        loop="uvloop",
        http="httptools",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=bool(settings.current().trusted_proxies),
        forwarded_allow_ips=list(settings.current().trusted_proxies),
        timeout_graceful_shutdown=4,
    )


def _migrate(_: argparse.Namespace) -> None:
    db.connect(settings.current().database_url)
    done = asyncio.run(db.migrate())
    print(f"{done} migration(s) carried out." if done else "The database is up to date.")


def _demo(chosen: argparse.Namespace) -> None:
    if not settings.current().demo:
        raise Refused("kaue demo works in demo mode only. Set KAUE_DEMO=1.")
    size = demo.Size(chosen.topics, chosen.people, chosen.comments, chosen.seed)

    async def work() -> None:
        try:
            built = await demo.build(size)
        except (demo.HalfBuilt, db.Conflict) as error:
            raise Refused(
                "The demo was begun here before and not finished, or is being built right now."
                " Remove the database and start anew."
            ) from error
        if not chosen.json:
            print("The demo barcamp is ready." if built else "The demo barcamp is there already.")
            return
        async for line in demo.sign_everybody_in():
            print(line)

    with_database(work)


def _invite(chosen: argparse.Namespace) -> None:
    email = folded(chosen.email)
    if not email:
        raise Refused("That is no mail address.")

    async def work() -> str:
        event = await events.by_slug(chosen.event or "") if chosen.role != ADMIN else None
        if event is None and chosen.role != ADMIN:
            raise Refused("There is no such event. Name one with --event.")
        return await invitations.invite(email, chosen.role, event, language=german())

    token = with_database(work)
    mails = settings.current().mails
    if mails:
        print("The invitation is on its way by mail.")
    if chosen.print_link or not mails:
        print(settings.current().public_url + address(german(), invitations.path_of(token)))


def _reset_second_factor(chosen: argparse.Namespace) -> None:
    async def work() -> None:
        person = await people_queries.by_email(chosen.email)
        if person is None:
            raise Refused("Nobody has an account with this address.")
        await second_factor.reset(person)

    with_database(work)
    print("Done. The person is signed out everywhere and has been told by mail.")


def _anonymise(chosen: argparse.Namespace) -> None:
    async def work() -> retention.Report:
        event = await events.by_slug(chosen.event)
        if event is None:
            raise Refused("There is no such event.")
        try:
            return await retention.anonymise(event.id, dry_run=chosen.dry_run)
        except retention.NotOver as error:
            raise Refused("The event is not over yet. Names go when it is.") from error

    report = with_database(work)
    print(f"Names of {report.people} people are taken out, {report.accounts} accounts deleted.")
    print(f"Without a name: {report.topics} topics, {report.comments} comments,", end=" ")
    print(f"{report.votes} votes. Deleted: {report.drafts} drafts. No count changes.")
    if chosen.dry_run:
        print("This was a dry run. Nothing has changed.")


def _verify(chosen: argparse.Namespace) -> int:
    """0 when every log holds, 1 when one does not."""
    if chosen.expect and not chosen.event:
        raise Refused("Say which event's log should have that entry.")

    async def work() -> list[tuple[bool, str]]:
        found = [one for one in await events.all_ones() if chosen.event in {None, one.slug}]
        if chosen.event and not found:
            raise Refused("There is no such event.")
        return [await verdict(one.id, one.slug, chosen.expect) for one in found]

    verdicts = with_database(work)
    print("\n".join(says for _, says in verdicts))
    return 0 if all(holds for holds, _ in verdicts) else 1


def _details(chosen: argparse.Namespace) -> None:
    try:
        wanted = details_in_file(chosen.file.read_text(encoding="utf-8"))
    except (NotDetails, UnicodeDecodeError) as error:
        raise Refused(str(error)) from error

    async def work() -> None:
        await standing.save_details(wanted, before=await standing_queries.details())

    with_database(work)
    print("Done.")


def _check(_: argparse.Namespace) -> None:
    try:
        manifest()
    except FileNotFoundError as missing:
        raise Refused("The assets are not built. Run `make setup`.") from missing
    try:
        with_database(db.ping)
        unfilled = with_database(standing_queries.unfilled_legal_texts)
    except db.Unavailable as error:
        raise Refused("The database does not answer.") from error
    if unfilled:
        lines = ["To fill in, at /verwaltung/texte/angaben or by `kaue details`:", *unfilled]
        if settings.current().production:
            raise Refused("\n".join(lines))
        print("\n".join(lines))
    for line in with_database(_about_mail):
        print(line)
    print("Fit to serve.")


async def _about_mail() -> list[str]:
    """What an operator should know: whether mail is sent, and what of it did not arrive."""
    failed = await mail_queries.undelivered()
    lines = [
        f"Not delivered in the last 30 days: {n} mail(s), {kind}" for kind, n in failed.items()
    ]
    if settings.current().mails:
        return [f"Waiting to be sent: {await mail_queries.waiting()} mail(s)", *lines]
    return ["No mail is sent: KAUE_SMTP_URL is not set.", *lines]


if __name__ == "__main__":
    sys.exit(main())
