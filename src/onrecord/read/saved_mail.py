"""Saved e-mail (.eml) and saved web archives (.mht), by the standard library.

The subject is the title, the sender's name the author, the `Organization` header the outlet, the `Date`
header the day. Of the bodies the plain one is read, the HTML one where there is no other or the plain one
only points to it. Left out are the signature (after a line of two hyphens), and what a reply quotes. A `.mht`
file holds a page: its HTML goes through the reader of pages.
"""

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage, MIMEPart

from onrecord.errors import DamagedInput, EmptyInput
from onrecord.model import UNKNOWN_DATE, Report
from onrecord.read.decode import decode
from onrecord.read.fragments import passages_of
from onrecord.read.given import Given
from onrecord.read.html import read_html
from onrecord.read.passages import Passage, as_text, letters, with_kinds
from onrecord.read.plain import read_plain
from onrecord.read.stamps import parse_stamp
from onrecord.read.wrapped_lines import join_lines

MEDIA_TYPE = "message/rfc822"
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_REPLY = re.compile(
    r"^(?:On .{6,200}wrote:|-{2,}\s*(?:Original Message|Forwarded message)\s*-{2,}|_{20,})\s*$",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_SUBJECT_MARKS = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*|\[[^\]]{1,40}\]\s*)+", re.IGNORECASE)
_FEWEST = 200
"""A plain body with fewer letters than this gives way to an HTML one that has more."""


def read_saved_mail(data: bytes, *, name: str, given: Given = Given()) -> Report:  # noqa: B008
    """Read a saved mail, or a saved web archive, as one report.

    Args:
        data: the file.
        name: what to call it in an error.
        given: metadata that wins over what the headers say.

    Raises:
        EmptyInput: it has no text.
        DamagedInput: it cannot be read.
    """
    message = _parse(data, name)
    stated = _with_headers(given, message)
    location = str(message.get("Snapshot-Content-Location", "")).strip()
    page = message.get_body(preferencelist=("related", "html"))
    if location and page is not None:
        text = _part_bytes(page)
        report = read_html(
            text, name=name, given=replace(stated, author=given.author, url=given.url or location)
        )
        return replace(report, raw=data, media_type="multipart/related")
    passages = _passages(message, name)
    if not passages:
        raise EmptyInput(
            f"{name} is a mail without text.", "Add what is attached to it as files of their own."
        )
    report = read_plain(as_text(passages), name=name, given=stated)
    return with_kinds(replace(report, raw=data, media_type=MEDIA_TYPE, encoding=""), passages)


def _parse(data: bytes, name: str) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage):
            raise TypeError("no mail")
        for header in ("subject", "from", "date"):
            str(message.get(header, ""))
    except Exception as error:  # the standard library raises many kinds on broken headers
        raise DamagedInput(
            f"{name} is a damaged mail ({error}).", "Save it from the mail program again."
        ) from error
    return message


def _with_headers(given: Given, message: EmailMessage) -> Given:
    subject = re.sub(r"\s+", " ", str(message.get("subject", ""))).strip()
    published = given.published
    if published == UNKNOWN_DATE:
        published = parse_stamp(str(message.get("date", ""))) or UNKNOWN_DATE
    return replace(
        given,
        title=given.title or _SUBJECT_MARKS.sub("", subject) or subject,
        author=given.author or _sender(message),
        outlet=given.outlet or str(message.get("organization", "")).strip(),
        published=published,
    )


def _sender(message: EmailMessage) -> str:
    addresses: Sequence[object] = getattr(message.get("from"), "addresses", ())
    for address in addresses:
        shown = str(getattr(address, "display_name", "")).strip()
        return shown or str(getattr(address, "addr_spec", ""))
    return ""


def _passages(message: EmailMessage, name: str) -> list[Passage]:
    plain_part = message.get_body(preferencelist=("plain",))
    html_part = message.get_body(preferencelist=("html",))
    plain = _unwrapped(_part_text(plain_part, name), _is_flowed(plain_part)) if plain_part is not None else []
    if html_part is not None and letters(plain) < _FEWEST:
        from_html = passages_of(_part_text(html_part, name))
        if letters(from_html) > letters(plain):
            return from_html
    return plain


def _part_bytes(part: MIMEPart) -> bytes:
    """The bytes of a part, or of its first HTML part where it is a group."""
    for candidate in part.walk():
        if candidate.get_content_maintype() == "text":
            payload = candidate.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    return b""


def _part_text(part: MIMEPart, name: str) -> str:
    text, _ = decode(_part_bytes(part), name=name, declared=part.get_content_charset() or "")
    return text


def _is_flowed(part: MIMEPart) -> bool:
    return str(part.get_param("format", "")).lower() == "flowed"


def _unwrapped(text: str, flowed: bool) -> list[Passage]:
    """The paragraphs of a plain body, wrapped lines joined (RFC 3676 where it is flowed)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for end in (_SIGNATURE.search(text), _REPLY.search(text)):
        if end is not None and text[: end.start()].strip():
            text = text[: end.start()]
    passages: list[Passage] = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip() and not line.startswith(">")]
        for group in _groups(lines, flowed):
            passages.append(Passage(join_lines([line.strip() for line in group])))
    return [passage for passage in passages if passage.text]


def _groups(lines: list[str], flowed: bool) -> list[list[str]]:
    """Lines that belong together: those that a mail program wrapped, and not those that end early."""
    groups: list[list[str]] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else ""
        if flowed:
            goes_on = before.endswith(" ")
        else:
            # Wrapped by hand or program: the first word of this line would not have fitted the last one.
            goes_on = len(before) >= 45 and len(before) + len(line.split(None, 1)[0]) >= 62
        if groups and goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
