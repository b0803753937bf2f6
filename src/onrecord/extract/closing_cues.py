"""Find "..., she said." and "..., said Ada Novak, ..." where the tagger passed them over."""

import re
from collections.abc import Sequence

from onrecord.extract.assembling import Keys
from onrecord.extract.cues import attitude, base_form, is_quoting_verb
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import kind_of
from onrecord.extract.sources import looks_like_source
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout, Sentence
from onrecord.text.tokens import Doc

CLOSING_CONFIDENCE = 0.7
_PRONOUN = re.compile(r"(?:he|she|they|it)", re.IGNORECASE)
_PIECE = re.compile(r"[^,]+")
_MOST_WORDS = 8
_WITH_HEARER = frozenset(["tell", "inform", "assure", "remind", "ask"])
_AFTERTHOUGHT = re.compile(
    r"\s+(?:on|in|at|last|this|yesterday|late|early|earlier|during|after|before|to)\b.*$", re.IGNORECASE
)


def claim_closing_cues(layout: Layout, doc: Doc, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Make drafts of unquoted sentences that end in, or are broken by, a verb of saying and its subject.

    Args:
        layout: the text.
        doc: its tokens.
        drafts: what is known already; their sentences are left alone.
        keys: gives each new draft its number.

    Returns:
        All drafts.
    """
    known = list(drafts)
    for sentence in layout.sentences:
        if layout.blocks[sentence.block].kind == "heading" or _is_taken(layout, sentence, known):
            continue
        found = _closing(doc, layout.text, sentence)
        if found is None:
            continue
        pieces, cue, source = found
        content = tuple(place for piece in pieces if (place := trim(layout, *piece)) is not None)
        if content:
            known.append(
                Draft(
                    key=keys.next(),
                    content=content,
                    cue=(cue,),
                    source=(source,),
                    kind=kind_of(layout, doc, content, (cue,)),
                    attitude=attitude(layout.text[cue[0] : cue[1]]),
                    confidence=CLOSING_CONFIDENCE,
                )
            )
    return known


def _is_taken(layout: Layout, sentence: Sentence, known: Sequence[Draft]) -> bool:
    """Whether a sentence is attributed already, or holds quotation marks, which other rules read."""
    if any(q.start < sentence.end and sentence.start < q.end for q in layout.quotations):
        return True
    for draft in known:
        if draft.overlaps(sentence.start, sentence.end):
            return True
        if any(sentence.start <= start < sentence.end for start, _ in draft.cue):
            return True
    return False


def _closing(doc: Doc, text: str, sentence: Sentence) -> tuple[list[Place], Place, Place] | None:
    """The content around, the cue and the source of a comma piece such as "said Ada Novak"."""
    pieces = [match.span() for match in _PIECE.finditer(text, sentence.start, sentence.end)]
    for index in range(len(pieces) - 1, 0, -1):
        found = _cue_and_source(text, *pieces[index])
        first = index
        if found is None:
            found, first = _with_source_before(text, pieces, index)
        if found is None or first < 1 or not _is_verb(doc, found[0]):
            continue
        before = (sentence.start, pieces[first - 1][1])
        after = [(pieces[index + 1][0], sentence.end)] if index + 1 < len(pieces) else []
        if len(text[slice(*before)].split()) < 3:
            return None
        return [before, *after], *found
    return None


def _is_verb(doc: Doc, place: Place) -> bool:
    """Whether a word is a verb, as far as the tagger says anything."""
    span = doc.char_span(*place, alignment_mode="expand")
    return span is not None and (not doc.has_annotation("TAG") or span[0].pos_ == "VERB")


def _words(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The words of a stretch with their offsets, the last one without its full stop."""
    found = []
    for match in re.finditer(r"\S+", text[start:end]):
        word = match[0].rstrip(".")
        found.append((start + match.start(), start + match.start() + len(word), word))
    return found


def _cue_and_source(text: str, start: int, end: int) -> tuple[Place, Place] | None:
    """Cue and source of a piece that is nothing but them: "said the mayor", "she told this paper"."""
    words = _words(text, start, end)
    if not 2 <= len(words) <= _MOST_WORDS + 4:
        return None
    if is_quoting_verb(words[0][2]) and base_form(words[0][2]) not in _WITH_HEARER:
        rest = _AFTERTHOUGHT.sub("", text[words[1][0] : end]).rstrip(" .")
        if _is_source(rest):
            return words[0][:2], (words[1][0], words[1][0] + len(rest))
    for index in range(1, min(len(words), _MOST_WORDS)):
        if is_quoting_verb(words[index][2]) and words[index][2].endswith(("d", "s", "e", "t")):
            source = text[words[0][0] : words[index - 1][1]]
            return (words[index][:2], (words[0][0], words[index - 1][1])) if _is_source(source) else None
    return None


def _with_source_before(
    text: str, pieces: Sequence[Place], index: int
) -> tuple[tuple[Place, Place] | None, int]:
    """Cue and source where a comma parts them ("its head, Ada Novak, told us"), and their first piece."""
    words = _words(text, *pieces[index])
    if not words or not is_quoting_verb(words[0][2]) or len(words) > _MOST_WORDS:
        return None, index
    for first in (index - 2, index - 1):
        if first < 1:
            continue
        start = _words(text, *pieces[first])[:1]
        if start and _is_source(text[start[0][0] : pieces[index - 1][1]]):
            return (words[0][:2], (start[0][0], pieces[index - 1][1])), first
    return None, index


def _is_source(words: str) -> bool:
    """Whether words are a pronoun, or a short noun phrase that may speak."""
    if _PRONOUN.fullmatch(words):
        return True
    return len(words.split()) <= _MOST_WORDS and looks_like_source(words)
