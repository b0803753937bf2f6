"""Find the source of a cue that the tagger gave none: its subject by the parse, else the words beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.beside import source_after, source_before
from onrecord.extract.cues import base_form, is_cue_noun
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.link_features import is_passive
from onrecord.extract.tagged import may_speak
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc, Token

WITHOUT_TAGGER = 0.85
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass"}
_NOBODY = {"csubj", "csubj:pass", "expl"}  # a clause, or "it" in "it seemed": nobody who could say anything
_CARRIES_SUBJECT = {"conj", "advcl", "xcomp", "acl", "parataxis"}
_ACCORDING = re.compile(
    r"according\s+to|in\s+the\s+(?:words|view|opinion|eyes)\s+of|as\s+told\s+by", re.IGNORECASE
)
_POSSESSOR = re.compile(
    r"(?P<source>\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur)|"
    r"(?:\b[Tt]he\s+)?[^\W\d_][\w\u2019' -]{0,50}?(?:['\u2019]s|s['\u2019]))"
    r"\s+(?:\w+\s+){0,2}$"
)
_FARTHEST = 220
_QUOTED = re.compile(
    r"\s+(?P<who>[^,;.:\"\u201c\u201d]{1,69}?[^\s,;.:\"\u201c\u201d])\s+as\s+"
    r"(?:saying|telling|writing|stating|having said)\b"
)


def swap_source(drafts: Sequence[Draft], layout: Layout) -> list[Draft]:
    """Take for a source what was tagged as content but stands beside a cue that has other content.

    Args:
        drafts: drafts in any order.
        layout: the text.

    Returns:
        The drafts, some with a piece of content as source.
    """
    return [_as_saying(_bracketed(_swapped(draft, layout), layout), layout) for draft in drafts]


def _without_place(draft: Draft, layout: Layout) -> Draft:
    """A draft whose source lacks a place that it was taken to begin with: "In Veld, the mayor"."""
    if len(draft.source) != 1 or not draft.source[0]:
        return draft
    text, (start, end) = layout.text, draft.source[0]
    begin = layout.sentences[layout.sentence_at(start)].start
    for _ in range(2):
        comma = text.find(", ", start, end)
        at = _AT_A_PLACE.fullmatch(text, begin, start)
        apposed = _IN_A_PLACE.fullmatch(text, begin, start)
        if comma < 0 or not (at or (apposed and _SORT_OF_PLACE.fullmatch(text, start, comma))):
            break
        start = comma + len(", ")
    if start == draft.source[0][0] or not looks_like_source(text[start:end]):
        return draft
    return replace(draft, source=((start, end),))


def _bracketed(draft: Draft, layout: Layout) -> Draft:
    """A draft whose closing cue has its own source beside it: "The board would wait, Ada Novak said".

    The subject of the content, or whoever was told, is no source then.
    """
    if len(draft.content) != 1 or not draft.cue or not draft.source:
        return draft
    text, cue, source, (start, end) = layout.text, draft.cue[0], draft.source[0], draft.content[0]
    if end > cue[0] or layout.is_quoted(start):
        return draft
    if source[0] >= cue[1] and text[cue[0] : cue[1]].endswith((" to", " with")):
        return replace(draft, source=())
    if not source[1] <= start <= source[1] + 2 or text[end : end + 1] != ",":
        return draft
    limit = layout.sentences[layout.sentence_at(cue[0])].end
    before = source_before(text, end, cue[0])
    other = before or (source_after(text, cue[1], limit) if text[end : cue[0]].strip() == "," else None)
    if other is None:
        return draft
    return replace(draft, source=(other,), content=((source[0], end),))


def _as_saying(draft: Draft, layout: Layout) -> Draft:
    """A draft whose cue quotes somebody else: "the Herald quoted her as saying" has her as its source."""
    if not draft.cue:
        return draft
    text, cue = layout.text, draft.cue[0]
    if base_form(text[cue[0] : cue[1]].split()[-1]) not in {"quote", "cite"}:
        return draft
    match = _QUOTED.match(text, cue[1], layout.sentences[layout.sentence_at(cue[0])].end)
    if match is None or draft.overlaps(*match.span("who")):
        return draft
    return replace(draft, source=(match.span("who"),))


def _swapped(draft: Draft, layout: Layout) -> Draft:
    if draft.source or not draft.cue or len(draft.content) < 2:
        return draft
    text, cue = layout.text, draft.cue[0]
    for place in draft.content:
        start, end = place
        if layout.is_quoted(start) or not looks_like_source(text[start:end]):
            continue
        others = tuple(other for other in draft.content if other != place)
        before = end <= cue[0] and not text[end : cue[0]].strip(" ,") and others[0][0] >= cue[1]
        after = start >= cue[1] and not text[cue[1] : start].strip(" ,") and others[-1][1] <= cue[0]
        if before or after:
            return replace(
                draft, source=(place,), content=others, confidence=draft.confidence * WITHOUT_TAGGER
            )
    return draft


_NAME = r"[^\W\d_a-z][\w.\u2019'-]*(?:\s+[^\W\d_a-z][\w.\u2019'-]*){0,4}"
_AT_A_PLACE = re.compile(r"(?:In|At|From|Outside|Near|Across)\s+(?:the\s+)?$")
_IN_A_PLACE = re.compile(rf"(?:In|At|From|Outside|Near)\s+{_NAME},\s+$")
_SORT_OF_PLACE = re.compile(
    r"(?:the|an?|its)\s+[^,]{0,40}?\b(?:capital|city|town|port|village|province|region|resort|island)"
)
_SOURCES = (
    re.compile(rf"{_NAME}(?:,.*|\s+(?:of|who|from)\b.*)?"),
    re.compile(
        r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Tt]wo|[Tt]hree|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b[^,]{1,60}"
        rf"(?:,\s+(?:(?:who|which|an?|the)\b.*|{_NAME}))?"
    ),
)
_NO_SOURCE = re.compile(r"(?:For|In|On|At|After|Before|During|With|By|From|To|If|When|While|As|But|And)\b")


def looks_like_source(words: str) -> bool:
    """Whether words are a noun phrase with at most a relative clause or an apposition."""
    words = words.rstrip(" ,.")
    return not _NO_SOURCE.match(words) and any(pattern.fullmatch(words) for pattern in _SOURCES)


def find_sources(drafts: Sequence[Draft], layout: Layout, doc: Doc) -> list[Draft]:
    """Give a source to each draft that has a cue and none, and part others from the place before them.

    Args:
        drafts: drafts in any order.
        layout: the text.
        doc: its tokens, parsed or not.

    Returns:
        The drafts, those without a source completed where the words beside the cue name one.
    """
    whole = (_completed(draft, layout, doc) if draft.cue and not draft.source else draft for draft in drafts)
    return [_without_place(draft, layout) for draft in whole]


def _completed(draft: Draft, layout: Layout, doc: Doc) -> Draft:
    source = _source(draft, layout, doc)
    if source is None:
        subject = _closing_words(draft, layout)
        if subject is None and doc.has_annotation("DEP"):
            subject = _subject(doc, draft.cue[0])
        cut = _cut_out(draft, subject, layout) if subject is not None else None
        if cut is not None:
            draft, source = cut, subject
    if source is None:
        return draft
    return replace(draft, source=(source,), confidence=draft.confidence * WITHOUT_TAGGER)


def _closing_words(draft: Draft, layout: Layout) -> Place | None:
    """The source that was tagged as the end of a content: "..., its head, Ada Novak," before "said"."""
    text, cue = layout.text, draft.cue[0]
    for start, end in draft.content:
        if end > cue[0] or text[end : cue[0]].strip(" ,"):
            continue
        commas = [match.end() for match in re.finditer(r",\s+", text[start:end])]
        for comma in reversed(commas[-2:]):
            words = text[start + comma : end]
            if len(words.split()) <= 9 and looks_like_source(words) and re.search(r"[^\W\d_a-z]", words[1:]):
                whole = [other for other in commas[-2:] if other < comma]
                longer = text[start + whole[-1] : end] if whole else ""
                if longer and len(longer.split()) <= 9 and looks_like_source(longer):
                    return start + whole[-1], end
                return start + comma, end
    return None


def _cut_out(draft: Draft, subject: Place, layout: Layout) -> Draft | None:
    """A draft without the subject of its cue at the end, or the start, of a piece of content."""
    cue = draft.cue[0]
    pieces: list[Place] = []
    cut = False
    for start, end in draft.content:
        place: Place | None = (start, end)
        if start < subject[0] < end <= subject[1] + 1 and end <= cue[0]:
            place, cut = trim(layout, start, subject[0]), True
        elif subject[0] <= start + 1 and start < subject[1] and start >= cue[1]:
            place, cut = trim(layout, subject[1], end) if subject[1] < end else None, True
        if place is not None:
            pieces.append(place)
    return replace(draft, content=tuple(pieces)) if cut and pieces else None


def _source(draft: Draft, layout: Layout, doc: Doc) -> Place | None:
    text, cue = layout.text, draft.cue[0]
    sentence = layout.sentences[layout.sentence_at(cue[0])]
    if _ACCORDING.match(text, cue[0], cue[1]):
        return _free(draft, source_after(text, cue[1], sentence.end))
    if is_cue_noun(text[cue[0] : cue[1]].split()[-1]):
        possessor = _POSSESSOR.search(text, max(sentence.start, cue[0] - 80), cue[0])
        return _free(draft, possessor.span("source")) if possessor else None
    by_parse = _free(draft, _subject(doc, cue)) if doc.has_annotation("DEP") else None
    if by_parse is not None:
        return by_parse
    begins = [end for _, end in draft.content if end <= cue[0]]
    if _is_passive(doc, cue):
        return None  # what stands before it is spoken of, and speaks not
    before = _speaking(doc, source_before(text, max([sentence.start, *begins]), cue[0]))
    after = _speaking(doc, source_after(text, cue[1], sentence.end)) if begins else None
    return _free(draft, after) or _free(draft, before)


def _speaking(doc: Doc, place: Place | None) -> Place | None:
    """A place, if its words may name somebody who speaks: "on her way out" may not."""
    return place if place is not None and may_speak(doc, *place) else None


def _is_passive(doc: Doc, cue: Place) -> bool:
    """Whether a cue's last verb is in the passive voice: "was named", "has been seen as"."""
    span = doc.char_span(*cue, alignment_mode="expand") if doc.has_annotation("DEP") else None
    verbs = [token for token in span if token.pos_ == "VERB"] if span is not None else []
    return bool(verbs) and is_passive(verbs[-1])


def _free(draft: Draft, place: Place | None) -> Place | None:
    """A place, unless it lies in the content or the cue, or beyond the content from the cue."""
    if place is None or place[0] >= place[1]:
        return None
    cue = draft.cue[0]
    if draft.end <= cue[0] and place[0] < draft.end:
        return None
    if draft.start >= cue[1] and place[0] >= draft.start:
        return None
    if draft.overlaps(*place) or any(first < place[1] and place[0] < last for first, last in draft.cue):
        return None
    return place


def _subject(doc: Doc, cue: Place) -> Place | None:
    """The subject of a cue's verb, or of the verb that it shares one with."""
    span = doc.char_span(*cue, alignment_mode="expand")
    if span is None:
        return None
    verbs = [token for token in span if token.pos_ == "VERB"] or [
        token for token in span if token.pos_ == "AUX"
    ]
    token: Token | None = verbs[-1] if verbs else None
    for _ in range(3):
        if token is None or is_passive(token):
            return None
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS | _NOBODY), None)
        if subject is not None:
            return _extent(subject) if subject.dep_ in _SUBJECTS else None
        token = token.head if token.dep_ in _CARRIES_SUBJECT and token.head is not token else None
    return None


def _extent(subject: Token) -> Place | None:
    """The stretch of text under a subject."""
    if subject.lower_ in {"that", "which", "who", "what", "this", "there"}:
        return None
    start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)
    return (start, end) if end - start <= _FARTHEST else None
