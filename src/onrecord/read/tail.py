"""The lines within and below a report's body that are not its own: teasers, notices, sign-offs, taglines."""

import re
from collections.abc import Sequence

from onrecord.read.byline import is_agency, read_byline
from onrecord.read.found import Found, key
from onrecord.read.head import is_date_line
from onrecord.read.lines import Line, ends_sentence
from onrecord.read.phrases import (
    is_boilerplate,
    is_caption,
    is_contributors,
    is_correction,
    is_labelled_teaser,
    is_language_switcher,
    is_navigation,
    is_teaser,
    is_teaser_heading,
)
from onrecord.read.printed_dates import find_date

_LONGEST_TEASER = 160
_LONGEST_LISTED = 260
_SHORTEST_STORY = 70
_LONGEST_NOTE = 130
_MOST_HEADLINES = 10
_MOST_LISTED = 80
_LONGEST_NOTICE = 240
_MOST_NOTES = 8
_SIGN_OFF = re.compile(
    r"[(\[-]?\s*([A-Z][A-Za-z.-]{1,24}(?:\s?/\s?[A-Za-z]{1,12}){0,4})\s*[)\]]?(?:\s+[a-z]{1,4}(?:/[a-z]{1,4}){0,3})?"
)
_ABOUT_ITSELF = re.compile(
    r"\s+(?:is|are|was|has been|can be|will|has)\s+(?:\w+\s+)?(?:written|printed|published|edited|produced"
    r"|owned|funded|financed|supported|based|available|delivered|distributed|made|run|broadcast|carry|stream|show|bring|cover)\b",
    re.IGNORECASE,
)
_TITLE_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_QUOTES = "\"'“‘«„"


def read_tail(lines: Sequence[Line], found: Found, agencies: frozenset[str]) -> None:
    """Mark the lines within and below the body that are not the report's own.

    Args:
        lines: of the text, in order.
        found: what the head said; the lines that go are added to `removed`, an agency's sign-off to `credit`.
        agencies: casefolded names that the text itself shows to be agencies.
    """
    first = next((index for index in range(len(lines)) if index not in found.removed), len(lines))
    _mark_furniture(lines, found, first)
    _mark_lists(lines, found, first)
    _mark_apart(lines, found, first)
    _mark_end(lines, found, first, agencies)


def _mark_furniture(lines: Sequence[Line], found: Found, first: int) -> None:
    """Mark what its own words give away, wherever it stands."""
    for index in range(first, len(lines)):
        line = lines[index]
        if index in found.removed or is_correction(line.text):
            continue
        if is_teaser_heading(line.text) and _next_is_teaser(lines, index):
            found.removed[index] = "teaser"
            if index + 1 < len(lines):
                found.removed.setdefault(index + 1, "teaser")
        elif (
            (line.linked and not ends_sentence(line.text))
            or is_teaser(line.text)
            or is_labelled_teaser(line.text)
        ):
            found.removed[index] = "teaser"
        elif not any(character.isalnum() for character in line.text):
            found.removed[index] = "separator"
        elif is_boilerplate(line.text):
            found.removed[index] = "boilerplate"
        elif is_caption(line.text):
            found.removed[index] = "caption"


def _next_is_teaser(lines: Sequence[Line], index: int) -> bool:
    """Whether one headline follows a label such as "Read also", and the story goes on after it."""
    if index + 1 >= len(lines):
        return True
    following = lines[index + 1]
    return not ends_sentence(following.text) and len(following.text) <= _LONGEST_TEASER


def _mark_lists(lines: Sequence[Line], found: Found, first: int) -> None:
    """Mark a heading over other reports and all that follows it, where that is short lines only."""
    for index in range(max(first, len(lines) - _MOST_LISTED), len(lines)):
        if not is_teaser_heading(lines[index].text):
            continue
        rest = [line.text for line in lines[index + 1 :]]
        before = sum(len(line.text) for line in lines[first:index])
        told = sum(
            len(text) > _SHORTEST_STORY and ends_sentence(text) and not is_boilerplate(text) for text in rest
        )
        short = all(len(text) <= _LONGEST_LISTED for text in rest) and sum(map(len, rest)) <= 0.6 * before
        if short and told <= len(rest) / 3:
            for other in range(index, len(lines)):
                if not is_correction(lines[other].text):
                    found.removed.setdefault(other, "teaser")
            return


def _mark_apart(lines: Sequence[Line], found: Found, first: int) -> None:
    """Mark short lines at the end that a wider gap than any between paragraphs sets apart."""
    usual = sorted(line.gap for line in lines[first + 1 :])
    if len(usual) < 5:
        return
    widest = usual[len(usual) // 2] + 1
    for index in range(max(first + 3, len(lines) - _MOST_NOTES), len(lines)):
        rest = lines[index:]
        if lines[index].gap >= max(2, widest) and all(
            len(line.text) <= _LONGEST_NOTE and line.text[0] not in _QUOTES and not is_correction(line.text)
            for line in rest
        ):
            for other in range(index, len(lines)):
                found.removed.setdefault(other, "boilerplate")
            return


def _mark_end(lines: Sequence[Line], found: Found, first: int, agencies: frozenset[str]) -> None:
    """Go up from the last line, for as long as the lines are no sentences of a story."""
    kept = [line for index, line in enumerate(lines) if index >= first and index not in found.removed]
    long_ones = [line for line in kept if len(line.text) > _LONGEST_TEASER // 2]
    stopped = sum(ends_sentence(line.text) for line in long_ones)
    # Where marks were lost throughout, a line without a full stop says nothing.
    punctuated = stopped >= 0.6 * len(long_ones) and bool(long_ones)
    unmarked: list[int] = []
    for index in range(len(lines) - 1, first, -1):
        if index in found.removed:
            continue
        if is_correction(lines[index].text):
            break
        reason = _why_no_story(lines[index], found, agencies)
        if reason:
            found.removed[index] = reason
        elif punctuated and (
            _is_bare_headline(lines[index]) or _is_cut_headline(lines, index, bool(unmarked))
        ):
            unmarked.append(index)
        else:
            break
    # So many lines without a stop are a list of the report's own: dates, names, results.
    if len(unmarked) <= _MOST_HEADLINES:
        found.removed.update(dict.fromkeys(unmarked, "teaser"))


def _why_no_story(line: Line, found: Found, agencies: frozenset[str]) -> str:
    text = line.text
    sign_off = _SIGN_OFF.fullmatch(text)
    agency = sign_off.group(1).split("/")[0].strip() if sign_off else ""
    marked = text[0] in "([-" or "/" in text
    if agency and (is_agency(agency, agencies) or (agency.isupper() and marked)):
        found.credit = found.credit or agency
        return "credit"
    if is_contributors(text):
        return "byline"
    if is_date_line(text):
        found.take_date(text)
        return "date"
    byline = read_byline(text) if len(text) < 80 else None
    if byline and byline.labelled:
        found.author = found.author or byline.author
        return "byline"
    if is_navigation(text) or is_language_switcher(text):
        return "navigation"
    if _is_about_itself(text, found):
        return "boilerplate"
    return ""


def _is_bare_headline(line: Line) -> bool:
    """Whether a closing line has no stop, is no point of a list and doesn't begin with a date or figure."""
    text = line.text
    if line.is_bullet or (not text[0].isalpha() and text[0] not in _QUOTES + "(["):
        return False
    dated = find_date(text[:24])
    return (
        not text[0].islower()
        and not ends_sentence(text)
        and text[-1] not in ":;,"
        and len(text) <= _LONGEST_TEASER
        and not (dated and dated.start == 0)
    )


def _is_about_itself(text: str, found: Found) -> bool:
    """Whether a closing line is the outlet speaking of itself."""
    if len(text) > _LONGEST_NOTICE or not found.outlet:
        return False
    name = key(found.outlet).removeprefix("the")
    subject = _ABOUT_ITSELF.search(text[:100])
    if subject is None or subject.start() > 60:
        return False
    told = key(text[: subject.start()]).removeprefix("the")
    # The short form of a name counts: "The Courier" for "The Northern Courier".
    return len(told) >= 4 and (told == name or name.endswith(told))


def _is_cut_headline(lines: Sequence[Line], index: int, among_headlines: bool) -> bool:
    """Whether a line is a headline cut off with an ellipsis, in capitals or among others of its kind."""
    text = lines[index].text
    if not text.endswith(("…", "...", "[…]", "[...]")) or len(text) > _LONGEST_TEASER or text[0] in _QUOTES:
        return False
    tokens = _TITLE_WORD.findall(text)
    capitals = len(tokens) >= 4 and sum(word[0].isupper() for word in tokens) >= 0.7 * len(tokens)
    return capitals or among_headlines or lines[index - 1].text.endswith(("…", "..."))
