"""Find cue and source beside a quotation by rule, where the tagger found none: "...", said Ada Novak."""

import re

from onrecord.extract.cues import is_quoting_verb
from onrecord.extract.drafts import Place
from onrecord.text.layout import Layout
from onrecord.text.quotes import Quotation
from onrecord.text.words import word_set

_TOKEN = re.compile(r"[^\W_]+(?:[.\u2019'-][^\W_]+)*\.?|[,;:.!?()\u2014\u2013]")
_STOP_WORDS = word_set(
    "in at on to after before during when while as adding that because if but and from by about with "
    "following speaking referring who yesterday today tomorrow monday tuesday wednesday thursday friday "
    "saturday sunday late early last this"
)
_AUXILIARIES = word_set("has had have also later then once would will did does")
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we"])
_LONGEST_SOURCE = 9


def cue_beside(layout: Layout, quotation: Quotation) -> tuple[Place, Place] | None:
    """Find who speaks, and the verb, in the words right after a quotation or right before it.

    Args:
        layout: the text with its sentences.
        quotation: the quotation.

    Returns:
        The offsets of cue and source, or None where no verb of saying stands there with a source.
    """
    block = layout.blocks[layout.block_at(quotation.start)]
    return _after(layout.text, quotation.end, block.end) or _before(layout, quotation, block.start)


def _after(text: str, start: int, limit: int) -> tuple[Place, Place] | None:
    """`..." said X` or `..." X said`."""
    words = _clause(text, start, limit)
    if not words:
        return None
    if is_quoting_verb(words[0][2]):
        source = _inverted_source(text, words[1:])
        return ((words[0][0], words[0][1]), source) if source else None
    for index, (begin, end, word) in enumerate(words[: _LONGEST_SOURCE + 3]):
        if index and is_quoting_verb(word) and not text[begin].isupper():
            source = _source(text, words[:index])
            return ((begin, end), source) if source else None
        if word.lower() in _STOP_WORDS and index > 2:
            return None
    return None


def _before(layout: Layout, quotation: Quotation, start: int) -> tuple[Place, Place] | None:
    """`X said: "..."` or `X told Y, "..."`."""
    text = layout.text
    sentence = layout.sentences[layout.sentence_at(max(start, quotation.start - 1))]
    begin = max(start, sentence.start)
    lead = text[begin : quotation.start].rstrip()
    if not lead.endswith((",", ":")) or layout.is_quoted(begin):
        return None
    words = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, begin, begin + len(lead) - 1)]
    for index in range(len(words) - 1, 0, -1):
        if len(words) - index > 8:
            return None
        if is_quoting_verb(words[index][2]):
            source = _source(text, words[:index])
            return ((words[index][0], words[index][1]), source) if source else None
    return None


def _clause(text: str, start: int, limit: int) -> list[tuple[int, int, str]]:
    """The words after a quotation up to the end of their clause; none where another sentence begins."""
    lead = re.compile(r"[\s,\u2014\u2013-]*").match(text, start, limit)
    begin = lead.end() if lead else start
    closing = text[max(0, start - 3) : start]
    starts_anew = "." in closing and begin < limit and text[begin].isupper()
    found: list[tuple[int, int, str]] = []
    for match in _TOKEN.finditer(text, begin, min(limit, begin + 160)):
        if match[0] in {";", ":", ".", "!", "?", "(", ")", "\u2014", "\u2013"}:
            break
        found.append((match.start(), match.end(), match[0]))
    if starts_anew and not any(is_quoting_verb(word) for _, _, word in found[:5]):
        return []
    return found


def source_after(text: str, start: int, limit: int) -> Place | None:
    """The source that follows a cue: `said Ada Novak`, `according to the mayor`.

    Args:
        text: the text.
        start: offset after the cue.
        limit: end of its sentence.

    Returns:
        Offsets of the name or noun phrase there, up to a comma or a word that neither goes on with.
    """
    return _inverted_source(text, [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, limit)])


def source_before(text: str, start: int, cue: int) -> Place | None:
    """The source that stands before a cue: `Ada Novak, the mayor, said`.

    Args:
        text: the text.
        start: where the clause begins: the start of the sentence, or the end of a content.
        cue: offset of the cue.

    Returns:
        Offsets of the name or noun phrase there.
    """
    words = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, start, cue)]
    while words and words[0][2] in {",", ";", ":", "and", "but"}:
        words = words[1:]
    return _source(text, words)


def _inverted_source(text: str, words: list[tuple[int, int, str]]) -> Place | None:
    """The source after its verb: up to a comma or a word that no name goes on with."""
    taken: list[tuple[int, int, str]] = []
    for word in words[:14]:
        if word[2] in {",", ".", ";", ":"} or word[2].lower() in _STOP_WORDS:
            break
        taken.append(word)
    return _source(text, taken)


def _source(text: str, words: list[tuple[int, int, str]]) -> Place | None:
    """The words as a source, if they look like one: a name, a pronoun or a noun with an article."""
    while words and (words[-1][2].lower() in _AUXILIARIES or words[-1][2] == ","):
        words = words[:-1]
    commas = [index for index, word in enumerate(words) if word[2] == ","]
    if len(words) > _LONGEST_SOURCE and commas:
        words = words[: commas[0]]
    if not words or len(words) > _LONGEST_SOURCE + 5:
        return None
    first = words[0][2]
    named = any(word[:1].isupper() for _, _, word in words)
    if first.lower() in _PRONOUNS:
        return (words[0][0], words[0][1])
    if not named and first.lower() not in {
        "the",
        "a",
        "an",
        "one",
        "his",
        "her",
        "its",
        "their",
        "two",
        "three",
    }:
        return None
    end = words[-1][1]
    if text[end - 1] == "." and len(words[-1][2]) > 4:
        end -= 1
    return (words[0][0], end)
