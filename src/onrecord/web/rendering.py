"""Pages from templates: what every template can use, with everything escaped unless it was made here."""

from calendar import monthrange
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.store.judgements import interval_from_json
from onrecord.text.acting import ACTS, CHANGES, CONFLICTS, LINKS, does
from onrecord.text.folding import folded_words
from onrecord.text.telling import dated, dates, day
from onrecord.version import __version__
from onrecord.web.claim_shapes import UtteranceData
from onrecord.web.differing import differing
from onrecord.web.files import content_of
from onrecord.web.marking import Marked, hits, marked, shown
from onrecord.web.opened import Opened, Site, site_of
from onrecord.web.shapes import PassageData, ReportData

SHORT_ID = 12
PAGES = (
    ("", "Overview"),
    ("positions", "Positions"),
    ("timeline", "Timeline"),
    ("conditions", "Conditions"),
    ("deadlocks", "Deadlocks"),
    ("changes", "Changes"),
    ("conflicts", "Conflicts"),
    ("statements", "Statements"),
    ("actors", "Actors"),
    ("issues", "Issues"),
    ("reports", "Reports"),
    ("briefing", "Briefing"),
    ("review", "Review"),
)
BESIDE = {
    "positions": ("history",),
    "deadlocks": ("unlock", "what-if"),
    "statements": ("utterances",),
    "reports": ("outlets",),
}
"""Pages that have no entry of their own in the row of pages, by the one that they belong to."""
POLARITIES = {"for": ("+", "for"), "against": ("−", "against"), "open": ("?", "open")}
HOW = {
    "direct": "in the speaker's own words",
    "indirect": "in the reporter's words",
    "mixed": "in the reporter's words, with the speaker's own quoted in them",
}


@cache
def environment() -> Environment:
    """The templates, with what they can use."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        day=iso_day,
        dates=interval,
        when=when,
        short=short,
        shown=shown,
        number=number,
        file_name=file_name,
        month=month,
    )
    made.globals.update(
        hits=hits,
        passage=passage,
        link=link,
        outside=outside,
        static=static,
        plural=plural,
        within=within,
        named=named,
        claims_in=claims_in,
        copies_of=copies_of,
        differing=differing,
        pages=PAGES,
        beside=BESIDE,
        does=does,
        links_words=LINKS,
        acts=tuple(ACTS),
        change_words=CHANGES,
        conflict_words=CONFLICTS,
        polarity_words=POLARITIES,
        how=HOW,
        version=__version__,
    )
    return made


def render(request: Request, template: str, **values: Any) -> str:
    """A page.

    Args:
        request: what asks for it.
        template: its name.
        values: what it shows.
    """
    site: Site = site_of(request)
    name = request.path_params.get("ledger", "")
    here: Opened | None = site.ledgers.get(name)
    person = request.state.person
    settings = site.settings
    return (
        environment()
        .get_template(template)
        .render(
            site=site,
            here=here,
            person=person,
            form_key=site.door.form_key(person),
            may_write=person is not None and not settings.public_read_only,
            can_sign_in=not settings.public_read_only,
            path=request.url.path,
            anchored=set(),
            address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            **values,
        )
    )


def iso_day(text: str | None) -> str:
    """`4 March 2025` of `2025-03-04`."""
    return day(date.fromisoformat(text[:10])) if text else "date not known"


def interval(record: dict[str, Any], unknown: str = "date not known") -> str:
    """A date interval in words."""
    return dates(interval_from_json(record), unknown)


def when(record: dict[str, Any], published: dict[str, Any]) -> str:
    """When something was said, beside when its report was published."""
    return dated(interval_from_json(record), interval_from_json(published))


def short(id_: str) -> str:
    """An id as short as commands still take it."""
    return id_[:SHORT_ID]


def within(part: str) -> dict[str, str]:
    """The first and the last day of a year, or of a month, as a list is asked for them."""
    if len(part) == len("2024"):
        return {"since": f"{part}-01-01", "until": f"{part}-12-31"}
    year, month = int(part[:4]), int(part[5:])
    return {"since": f"{part}-01", "until": f"{part}-{monthrange(year, month)[1]:02d}"}


def month(part: str) -> str:
    """`March 2024` of `2024-03`; a year as it is."""
    return f"{date(int(part[:4]), int(part[5:]), 1):%B %Y}" if len(part) > len("2024") else part


def file_name(path: str) -> str:
    """The last part of a path: what lies before it is of the machine that read it."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def number(value: int) -> str:
    """A number with its thousands parted."""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 report`, `2 reports`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def named(words: str, name: str) -> bool:
    """Whether a source says no more than the name that it stands for."""
    return set(folded_words(words)) <= set(folded_words(name))


def claims_in(data: ReportData, start: int, end: int) -> list[Any]:
    """What a report says of who wants what between two places of its text, in order."""
    every: list[Any] = [*data.positions, *data.conditions, *data.events]
    inside = [one for one in every if start <= one["evidence"][0]["start"] < end]
    return sorted(inside, key=lambda one: (one["evidence"][0]["start"], one["id"]))


def copies_of(data: UtteranceData, report: str) -> set[str]:
    """The ids of the reports that carry the text of another."""
    return {id_ for id_, one in data.reports.items() if one["copied_from"] == report}


def passage(data: PassageData, anchored: set[str]) -> Markup:
    """A paragraph with its marks; see `marked`."""
    marks = [Marked(mark.start, mark.end, mark.role, mark.record) for mark in data.marks]
    return marked(data.text, data.start, marks, anchored)


def link(here: Opened, page: str = "", **asked: Any) -> str:
    """The address of a page of a ledger, with what is asked of it."""
    told = {name: value for name, value in asked.items() if value not in (None, "")}
    return here.at(page) + (f"?{urlencode(told)}" if told else "")


def outside(url: str | None) -> str:
    """An address outside that it is safe to link to, or empty."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


@cache
def static(name: str) -> str:
    """The address of a file of the site's own; it changes with the file, so that browsers may keep it."""
    return f"/static/{name}?v={sha256(content_of(name)).hexdigest()[:12]}"
