"""A briefing in Markdown: where the parties stand on an issue, or one party stands, with the words for it.

Every line rests on a footnote: the quotation, the outlet, the day, the address. Nothing is summed up that the
records don't say; what is hypothetical is left out, and what was replaced is said to be so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from onrecord.errors import Ambiguous, NotFound
from onrecord.exchange.fields import RecordDict, by_type
from onrecord.text.acting import did

HAPPENED = {
    "done": "{} came about", "begun": "{} began", "agreed": "there was agreement on {}",
    "postponed": "there was a postponement of {}", "failed": "{} failed",
}  # fmt: skip
LONGEST_QUOTATION = 400
_ESCAPED = {ord(letter): f"\\{letter}" for letter in "\\`*_[]#"}
_ESCAPED |= {
    ord(letter): f"&#{ord(letter)};" for letter in "<>&|~$"
}  # not every Markdown knows their backslash
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def briefing(records: Iterable[RecordDict], *, issue: str = "", holder: str = "") -> str:
    """A briefing on one issue, one holder, or one holder's stand on one issue.

    Args:
        records: as an export gives them.
        issue: id or words of an issue's label or alias, or empty for all.
        holder: id, name or alias of an actor, or empty for all.

    Returns:
        Markdown with footnotes, ending in a line end.

    Raises:
        NotFound: nothing has that name.
        Ambiguous: several have.
    """
    tables = by_type(records)
    known = {record["id"]: record for table in tables.values() for record in table}
    issues = {_found(issue, tables.get("issue", []), "issue")["id"]} if issue else None
    if issues is not None:
        issues |= {one["id"] for one in tables.get("issue", []) if one["negates"] in issues}
    who = _found(holder, tables.get("actor", []), "actor")["id"] if holder else None
    claims = [
        one
        for kind in ("position", "condition", "event")
        for one in tables.get(kind, [])
        if _about(one, issues) and (who is None or who in _holders(one)) and not one.get("hypothetical")
    ]
    notes = _Notes(known)
    title = " on ".join(_name(known, id_) for id_ in (who, min(issues) if issues else None) if id_)
    ledger = next(iter(tables.get("ledger", [])), {})
    lines = [f"# {_plain(title or ledger.get('name') or 'The record')}", ""]
    as_of = _in_words(ledger.get("as_of"))
    lines += [f"{_counted(claims)}{f', as of {as_of}' if as_of else ''}.", ""]
    lines += _sections(claims, known, notes, by_holder=issues is not None)
    return "\n".join([*lines, *notes.lines()]).rstrip() + "\n"


def _sections(
    claims: list[RecordDict], known: Mapping[str, RecordDict], notes: "_Notes", *, by_holder: bool
) -> Iterator[str]:
    """Claims under the name of their holder, or of their issue; events come last."""

    def head(claim: RecordDict) -> str:
        if claim["type"] == "event":
            return "What has happened"
        subject = claim["holder"] if by_holder else claim.get("issue", claim.get("step"))
        return _name(known, subject)

    def order(claim: RecordDict) -> tuple[bool, str, str, str]:
        return claim["type"] == "event", head(claim).casefold(), _day(claim), claim["id"]

    for name, group in groupby(sorted(claims, key=order), key=head):
        yield f"## {_plain(name)}"
        yield ""
        for claim in group:
            yield f"- {_sentence(claim, known)}{notes.mark(claim)}"
        yield ""


def _sentence(claim: RecordDict, known: Mapping[str, RecordDict]) -> str:
    """A claim in a sentence: of the past, in which a verb is the same for one and for many."""

    def called(id_: str) -> str:
        return f"*{_plain(_name(known, id_))}*"

    when = _in_words(claim["date"]["earliest"], claim["date"]["latest"])
    parts = [f"{when}: " if when else "Undated: "]
    if claim["type"] == "position":
        parts.append(
            f"{_holder(claim, known)} {did(claim['act'], claim['polarity'])} {called(claim['issue'])}"
        )
    elif claim["type"] == "condition":
        step = called(claim["step"])
        needed = " or ".join(called(one) for one in (claim["requirement"], *claim["alternatives"]))
        requires = claim["relation"] == "requires"
        told = f"made {step} depend on {needed}" if requires else f"put {needed} before {step}"
        parts.append(f"{_holder(claim, known)} {told}")
    else:
        parts.append(HAPPENED[claim["status"]].format(called(claim["issue"])))
    if claim["via"]:
        parts.append(f", according to {_plain(_name(known, claim['via']))}")
    if claim.get("until"):
        parts.append(f" (held until {_in_words(claim['until'])})")
    if claim.get("restates"):
        parts.append(" (said before)")
    return "".join([*parts, "."])


def _holder(claim: RecordDict, known: Mapping[str, RecordDict]) -> str:
    return f"**{_plain(_name(known, claim['holder']))}**"


class _Notes:
    """The footnotes of a briefing, numbered as they are asked for.

    Args:
        known: the records by id.
    """

    def __init__(self, known: Mapping[str, RecordDict]) -> None:
        self._known = known
        self._notes: list[str] = []

    def mark(self, claim: RecordDict) -> str:
        """The mark of a claim's footnote."""
        report = self._known.get(claim["report"], {})
        words = " … ".join(span["text"] for span in claim["evidence"])
        cut = words if len(words) <= LONGEST_QUOTATION else words[: LONGEST_QUOTATION - 1] + "…"
        published = report.get("published", {})
        day = _in_words(published.get("earliest"), published.get("latest"))
        title = f"“{_plain(report['title'])}”" if report.get("title") else ""
        place = report.get("url") or report.get("path") or ""
        address = f"<{place}>" if re.fullmatch(r"https?://[^\s<>]+", place) else _plain(place)
        start, end = claim["evidence"][0]["start"], claim["evidence"][-1]["end"]
        about = [part for part in (_plain(report.get("outlet") or ""), title, day, address) if part]
        about.append(f"`{claim['id']}`, characters {start:,} to {end:,}")
        self._notes.append(f"“{_plain(cut)}” {', '.join(about)}.")
        return f"[^{len(self._notes)}]"

    def lines(self) -> Iterator[str]:
        """The footnotes, one a line."""
        for number, note in enumerate(self._notes, start=1):
            yield f"[^{number}]: {note}"


def _found(asked: str, table: Iterable[RecordDict], kind: str) -> RecordDict:
    """The one record that answers to an id, a whole name, or words of one."""
    wanted = asked.casefold()
    candidates = list(table)

    def named(one: RecordDict) -> list[str]:
        return [
            str(name).casefold() for name in (one["id"], one.get("name"), one.get("label"), *one["aliases"])
        ]

    exact = [one for one in candidates if wanted in named(one)]
    found = exact or [one for one in candidates if any(wanted in name for name in named(one))]
    if not found:
        raise NotFound(f"No {kind} answers to {asked!r}.", f"List them: onrecord {kind}s")
    if len(found) > 1:
        some = "; ".join(f"{one.get('name') or one.get('label')} ({one['id']})" for one in found[:5])
        raise Ambiguous(f"{len(found)} {kind}s answer to {asked!r}: {some}.", "Give the id of one.")
    return found[0]


def _about(claim: RecordDict, issues: set[str] | None) -> bool:
    if issues is None:
        return True
    named = [claim.get(name) for name in ("issue", "step", "requirement")]
    return bool(issues & {*named, *claim.get("alternatives", [])})


def _holders(claim: RecordDict) -> list[str]:
    return list(claim["actors"]) if claim["type"] == "event" else [claim["holder"]]


def _counted(claims: list[RecordDict]) -> str:
    counts = [
        f"{number} {kind}{'' if number == 1 else 's'}"
        for kind in ("position", "condition", "event")
        if (number := sum(claim["type"] == kind for claim in claims))
    ]
    reports = len({claim["report"] for claim in claims})
    if not counts:
        return "Nothing on record"
    return f"{', '.join(counts)} from {reports} report{'' if reports == 1 else 's'}"


def _name(known: Mapping[str, RecordDict], id_: str | None) -> str:
    record = known.get(id_ or "", {})
    return str(record.get("name") or record.get("label") or id_ or "")


def _day(claim: RecordDict) -> str:
    return claim["date"]["earliest"] or claim["date"]["latest"] or ""


def _in_words(earliest: str | None, latest: str | None = None) -> str:
    """A day or an interval as people write it."""
    ends = [
        f"{day.day} {day:%B %Y}" for end in (earliest, latest) if end and (day := date.fromisoformat(end))
    ]
    if earliest and latest and earliest != latest:
        return f"{ends[0]} to {ends[1]}"
    if latest and not earliest:
        return f"by {ends[0]}"
    return ends[0] if ends else ""


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _LIST_START.sub(r"\1\\\2", " ".join(text.split()).translate(_ESCAPED))
