"""Leave out what only looks like an attribution: stands without words, and words that somebody was told."""

import re
from collections.abc import Sequence

from onrecord.extract.cues import base_form, takes_a_noun
from onrecord.extract.drafts import Draft
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc

_WORD = re.compile(r"[^\W\d_]+")
_TOLD = (
    r"(?:told|asked|informed|warned|urged|reminded|assured|advised|invited|ordered|charged|pressed|questioned"
    r"|quizzed|challenged|expected|supposed|set|due|scheduled)"
)
_WITHHELD = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever|\bdeclined to|\brefused to|\bwithout)\s+(?:\w+ly\s+)?(?:be\s+)?"
    r"(?:say|saying|tell|told|said|comment|commenting|discuss|discussing|name|named|naming|disclose|reveal|specify"
    r"|elaborate|answer|respond|mention|confirm or deny|identify)\b|\bdeclined comment\b",
    re.IGNORECASE,
)
_KEPT_BACK = re.compile(
    r"(?:[\w\u2019']+\s+){0,3}?(?:declin|refus)(?:e|es|ed|ing)\s+to\s+(?:\w+ly\s+)?"
    r"(?:be\s+(?:drawn|named|identified|quoted|interviewed)|comment|discuss|elaborate|answer|say|tell|respond"
    r"|name|identify|disclose|reveal|specify|give|go into|provide|confirm or deny|speculate|speak"
    r"|take questions)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:[\w\u2019']+\s+){0,3}?(?:ask|request|insist|want|wish)(?:s|ed|ing)?\s+(?:on\s+|for\s+)?"
    r"(?:not\s+to\s+be\s+(?:named|identified|quoted)|to\s+(?:remain|stay|be)\s+(?:anonymous|unnamed|unidentified)"
    r"|anonymity|(?:that\s+)?(?:his|her|their)\s+(?:\w+\s+)?names?\s+(?:not\s+be|be\s+withheld))",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:when|if|once|unless|after being|until)\s+$", re.IGNORECASE)
_DOUBTFUL = 0.6
_NOBODY = re.compile(
    r"(?:nobody|no one|none|no|neither|somebody|someone|anybody|anyone|few)\b", re.IGNORECASE
)
_HEARERS = re.compile(
    rf"\b(?:been|was|were|is|are|be|being)\s+(?:\w+ly\s+)?{_TOLD}\b|^{_TOLD}$", re.IGNORECASE
)


def drop_unspoken(layout: Layout, doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out drafts that attribute no words.

    Args:
        layout: the text.
        doc: its tokens, tagged or not.
        drafts: what was found.

    Returns:
        The drafts without those whose cue makes the source a hearer ("has been told to"), and those that
        give a noun phrase to a verb that only tells a stand or a deed ("welcomed the plan", "showed a map").
    """
    return [
        draft
        for draft in drafts
        if not _is_heard(layout, draft)
        and not _is_withheld(layout, draft)
        and not _is_nobody(layout, draft)
        and not _is_authors(layout, draft)
        and not _is_unsourced(draft)
        and not _is_stand(layout, doc, draft)
    ]


def _is_withheld(layout: Layout, draft: Draft) -> bool:
    """Whether the cue tells that something was not said: "would not say whether"."""
    if draft.kind == "direct" or not draft.cue:
        return False
    start, end = draft.cue[0]
    if _WITHHELD.search(layout.text[start:end]):
        return True
    first, last = draft.content[0]
    together = f"{layout.text[start:end]} {layout.text[first:last]}"
    return first >= end and (_KEPT_BACK.match(together) or _UNNAMED.match(together)) is not None


def _is_authors(layout: Layout, draft: Draft) -> bool:
    """Whether the source is the reporter: "I" or "we" outside quotations and transcripts."""
    if not draft.source or layout.blocks[layout.block_at(draft.start)].kind in {"turn", "blockquote"}:
        return False
    start, end = draft.source[0]
    return (
        layout.text[start:end].lower() in {"i", "we"}
        and not layout.is_quoted(start)
        and draft.kind != "mixed"
    )


def _is_unsourced(draft: Draft) -> bool:
    """Whether paraphrase has nobody to be attributed to, and little speaks for it."""
    return (
        draft.kind == "indirect"
        and not draft.source
        and draft.follows is None
        and draft.confidence < _DOUBTFUL
    )


def _is_nobody(layout: Layout, draft: Draft) -> bool:
    """Whether the source is nobody: "nobody asked", "none of them said"."""
    return (
        bool(draft.source) and _NOBODY.match(layout.text, draft.source[0][0], draft.source[0][1]) is not None
    )


def _is_heard(layout: Layout, draft: Draft) -> bool:
    """Whether the source is the one who was told or asked."""
    if not draft.cue:
        return False
    start, end = draft.cue[0]
    words = layout.text[start:end]
    if " by" in words or not _HEARERS.search(words):
        return False
    if _HEARERS.fullmatch(words) and " " not in words:
        # "Asked whether ..., she replied": a participle opens the sentence, or a "when asked" closes it.
        opens = start == layout.sentences[layout.sentence_at(start)].start
        return opens or _WHEN.search(layout.text, max(0, start - 12), start) is not None
    return True


def _is_stand(layout: Layout, doc: Doc, draft: Draft) -> bool:
    """Whether a noun phrase without quoted words depends on a verb that isn't one of saying such things."""
    if (
        draft.kind != "indirect"
        or not draft.cue
        or draft.attitude != "speech"
        or not doc.has_annotation("TAG")
    ):
        return False
    for start, end in draft.content:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or any(token.pos_ in {"VERB", "AUX"} for token in span):
            return False
    words = _WORD.findall(layout.text[draft.cue[0][0] : draft.cue[0][1]])
    if "according" in (word.lower() for word in words):
        return False
    return bool(words) and not any(takes_a_noun(base_form(word)) for word in words)
