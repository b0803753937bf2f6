"""An Atom feed (RFC 4287) of what is new in a ledger, for alerts."""

from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.ledger.corrections import CorrectionEntry
from onrecord.store.entries import ChangeEntry, ConflictEntry, ReportEntry
from onrecord.text.acting import CHANGES, CONFLICTS
from onrecord.text.telling import dates, joined
from onrecord.web.marking import shown
from onrecord.web.opened import Here, Opened

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
LATELY = timedelta(days=365)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

router = APIRouter(prefix="/l/{ledger}")


@router.get("/changes.atom", include_in_schema=False)
def changes_feed(request: Request, here: Here) -> Response:
    """What is new: who moved, the reports published last, conflicts and corrections."""
    base = str(request.base_url).rstrip("/")
    entries = here.ledger.newest(MOST)
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _text(feed, "id", f"{base}{here.at()}")
    _text(feed, "title", here.title)
    _text(feed, "updated", max(map(_updated, entries), default=LONG_AGO).isoformat())
    _link(feed, "self", f"{base}{here.at('changes.atom')}")
    _link(feed, "alternate", f"{base}{here.at()}")
    changed, opposed = here.ledger.latest(MOST, since=_lately(here))
    for change in changed:
        _add_change(feed, here, base, change)
    for entry in entries:
        _add_report(feed, here, base, entry)
    for conflict in opposed:
        _add_conflict(feed, here, base, conflict)
    for correction in here.ledger.corrections()[-MOST:][::-1]:
        _add_correction(feed, here, base, correction)
    body = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def _lately(here: Opened) -> date | None:
    """The day since which changes are in the feed."""
    last = here.ledger.days()[1]
    return last - LATELY if last else None


def _add_change(feed: ElementTree.Element, here: Opened, base: str, entry: ChangeEntry) -> None:
    element = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    address = f"{base}{here.at('changes')}#{entry.change.id}"
    _text(element, "id", address)
    _text(element, "title", f"{entry.holder} {CHANGES[entry.change.kind]} {entry.issue}")
    day = entry.change.date.latest or entry.change.date.earliest
    _text(element, "updated", (datetime.combine(day, time.min, UTC) if day else LONG_AGO).isoformat())
    _link(element, "alternate", address)
    author = ElementTree.SubElement(element, f"{{{ATOM}}}author")
    _text(author, "name", entry.holder)
    sides = [joined(side.record.evidence) for side in (entry.before, entry.after) if side is not None]
    _text(element, "summary", " — then: ".join(f"“{words}”" for words in sides))


def _add_conflict(feed: ElementTree.Element, here: Opened, base: str, entry: ConflictEntry) -> None:
    element = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    address = f"{base}{here.at('conflicts')}#{entry.conflict.id}"
    _text(element, "id", address)
    _text(element, "title", f"{CONFLICTS[entry.conflict.kind].capitalize()}: {entry.issue}")
    days = [day for one in entry.members if (day := one.record.date.latest or one.report.published.latest)]
    _text(element, "updated", _midnight(max(days, default=None)).isoformat())
    _link(element, "alternate", address)
    for one in entry.members:
        author = ElementTree.SubElement(element, f"{{{ATOM}}}author")
        _text(author, "name", one.report.outlet or "outlet not known")
    sides = [joined(one.record.evidence) for one in entry.members]
    _text(element, "summary", " — against: ".join(f"“{words}”" for words in sides))


def _add_correction(feed: ElementTree.Element, here: Opened, base: str, entry: CorrectionEntry) -> None:
    element = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    note = entry.correction.note
    address = f"{base}{here.at(f'reports/{entry.report.id}')}"
    _text(element, "id", f"{address}#note-{note.note.start}")
    _text(element, "title", f"{note.kind.capitalize()} by {entry.report.outlet or 'an outlet not known'}")
    _text(element, "updated", _updated(entry.report).isoformat())
    _link(element, "alternate", address)
    author = ElementTree.SubElement(element, f"{{{ATOM}}}author")
    _text(author, "name", entry.report.outlet or "outlet not known")
    _text(element, "summary", " ".join(note.note.text.split()))


def _add_report(feed: ElementTree.Element, here: Opened, base: str, entry: ReportEntry) -> None:
    element = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    address = f"{base}{here.at(f'reports/{entry.id}')}"
    _text(element, "id", address)
    _text(element, "title", entry.title or entry.address or "Without a title")
    _text(element, "updated", _updated(entry).isoformat())
    _link(element, "alternate", address)
    author = ElementTree.SubElement(element, f"{{{ATOM}}}author")
    _text(author, "name", entry.outlet or "outlet not known")
    _text(element, "summary", f"Published {dates(entry.published)}; {entry.attributions} statements.")


def _updated(entry: ReportEntry) -> datetime:
    return _midnight(entry.published.latest)


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day, time.min, UTC) if day else LONG_AGO


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = "".join(
        letter
        for letter in shown(text)
        if letter not in "\ufffe\uffff" and not "\ud800" <= letter <= "\udfff"
    )


def _link(parent: ElementTree.Element, relation: str, address: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": address})
