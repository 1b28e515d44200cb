"""Jinja: one environment per language, strict about names, with what every page may use."""

from functools import cache, partial
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kaue import settings
from kaue.places import TEMPLATES
from kaue.web import dates
from kaue.web.assets import asset
from kaue.web.folding import FoldingEnvironment
from kaue.web.language import address, html_language, translations
from kaue.web.text import excerpt, markdown
from kaue.web.tickets import ticket


@cache
def environment(language: str) -> FoldingEnvironment:
    """Templates that speak `language`. StrictUndefined: a name the page forgot is an error."""
    made = FoldingEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        # Mails are plain text; everything else is HTML.
        autoescape=select_autoescape(["html"], default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings.current().demo,
    )
    catalogue = translations(language)
    made.gettext = catalogue.gettext
    made.frames = {}
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True
    )
    directory = settings.current().directory
    made.addresses = {"url": partial(address, language), "asset": asset}
    made.globals.update(
        made.addresses,
        lang=html_language(language),
        as_written=_as_written(language),
        demo=settings.current().demo,
        ticket=ticket,
        live_at=f"{settings.current().root_path}/live",
        right_now=lambda: dates.milliseconds(dates.now()),
        directory_name=directory.name if directory else "",
    )
    made.filters.update(_filters(language))
    return made


def _as_written(language: str) -> Markup:
    """The attribute for what people write: German, as far as anybody can tell."""
    return Markup("" if html_language(language) == "de" else ' lang="de"')  # noqa: S704 - fixed


def _filters(language: str) -> dict[str, Any]:
    return {
        "long_day": lambda moment: dates.long_day(moment, language),
        "short_day": lambda moment: dates.short_day(moment, language),
        "plain_day": lambda day: dates.plain_day(day, language),
        "clock": lambda moment, zone=dates.BERLIN: dates.clock(moment, language, zone),
        "minutes": dates.minutes,
        "day_and_clock": lambda moment: dates.day_and_clock(moment, language),
        "weekday_and_clock": lambda moment: dates.weekday_and_clock(moment, language),
        "how_long": lambda time: dates.how_long(time, language),
        "ago": lambda moment: dates.ago(moment, language),
        "iso": dates.iso,
        "milliseconds": dates.milliseconds,
        "number": lambda number: dates.number(number, language),
        "decimal": lambda number: dates.number(number, language, "#,##0.0"),
        "markdown": markdown,
        "excerpt": excerpt,
    }


def render(language: str, template: str, **context: Any) -> str:
    """The text of a template. Raises jinja2.UndefinedError when the context lacks a name."""
    return environment(language).get_template(template).render(context)
