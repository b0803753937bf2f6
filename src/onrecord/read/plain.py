"""Plain text, as scrapers and people leave it, to a report."""

from onrecord.errors import EmptyInput
from onrecord.model import DateInterval, Report
from onrecord.read.found import Known, known_from_name
from onrecord.read.given import Given
from onrecord.read.identify import identify
from onrecord.read.lines import join_wrapped, split_lines
from onrecord.read.trim import Trimmed, trim


def read_plain(
    text: str,
    *,
    name: str,
    given: Given = Given(),  # noqa: B008 - frozen
    encoding: str = "utf-8",
    raw: bytes = b"",
    file_name: str | None = None,
) -> Report:
    """Read a plain text.

    Args:
        text: the decoded text.
        name: of the file or address, for messages, and for the date and outlet that it may state.
        given: metadata that a person states; it wins.
        encoding: that the text was decoded with.
        raw: the bytes as they were read, where they are to be kept.
        file_name: where that is not `name`; empty for a record of a larger file, whose name says nothing
            about it.

    Returns:
        The report. `restore(report.text, report.edits)` is `text` again.

    Raises:
        EmptyInput: there is nothing in it, or nothing but boilerplate.
    """
    lines = join_wrapped(text, split_lines(text))
    if not lines:
        raise EmptyInput(f"{name} is empty.", "Check that it was saved completely.")
    slug, bounds = known_from_name(name if file_name is None else file_name)
    published = given.published if given.published.earliest or given.published.latest else bounds
    titles = (given.title,) if given.title else ()
    trimmed = trim(text, lines, Known(titles=titles, outlet=given.outlet, slug=slug, published=published))
    if not trimmed.text:
        raise EmptyInput(f"{name} holds nothing but boilerplate.", "Check that the report's text was saved.")
    return Report(
        text=trimmed.text,
        blocks=trimmed.blocks,
        outlet=given.outlet or trimmed.outlet,
        title=given.title or trimmed.title,
        author=given.author or trimmed.author,
        credit=given.credit or trimmed.credit,
        url=given.url,
        path=given.path,
        published=_published(given, trimmed),
        language=given.language or identify(trimmed.text),
        media_type="text/plain",
        encoding=encoding,
        raw=raw,
        edits=trimmed.edits,
    )


def _published(given: Given, trimmed: Trimmed) -> DateInterval:
    """The given day; else what the text states, within a given month or year; else that month or year."""
    if given.published.day or not (trimmed.published.earliest or trimmed.published.latest):
        return given.published
    return trimmed.published
