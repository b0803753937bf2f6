"""Tell direct, indirect and mixed attributions apart by what stands between quotation marks."""

import re
from collections.abc import Sequence

from onrecord.extract.drafts import Place
from onrecord.model import AttributionKind
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc

_WORD = re.compile(r"[^\W_]+")
FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Mm]e|us|[Mm]y|[Oo]ur|[Mm]ine|[Oo]urs|[Mm]yself|[Oo]urselves|I'm|I\u2019m)\b(?!\.)"
)
_SELF = re.compile(r"I|we|nobody|no one|everybody|somebody|anybody|you|one", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:is|are|am|has|have|do|does|will|can|may|shall|isn[\u2019']t|don[\u2019']t|won[\u2019']t)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|would|could|might)\b")


def kind_of(layout: Layout, doc: Doc, content: Sequence[Place], cue: Sequence[Place]) -> AttributionKind:
    """The kind of an attribution.

    Args:
        layout: the text with its quotations.
        doc: its tokens.
        content: the pieces of content.
        cue: the pieces of cue.

    Returns:
        `direct` where every word of the content is quoted, or is in the first person with its marks
        lost; `mixed` where only some are, or where the quoted words are a fragment of the reporter's
        clause; else `indirect`.
    """
    quoted = unquoted = 0
    for start, end in content:
        for word in _WORD.finditer(layout.text, start, end):
            if layout.is_quoted(word.start()):
                quoted += 1
            else:
                unquoted += 1
    if not quoted:
        return "direct" if lost_its_marks(layout, content, cue) else "indirect"
    if unquoted or _is_fragment(layout, doc, content):
        return "mixed"
    return "direct"


def is_nobody_else(source: str) -> bool:
    """Whether a source is only the speaker, or nobody in particular: "I", "we", "nobody"."""
    return _SELF.fullmatch(source) is not None


def _is_fragment(layout: Layout, doc: Doc, content: Sequence[Place]) -> bool:
    """Whether the quoted words are no sentence of their own: "called it 'a disgrace'"."""
    if len(content) > 1:
        return False
    start, end = content[0]
    text = layout.text
    if not text[start].islower():
        return False
    quotation = layout.quotation_at(start)
    before = text[: quotation.start].rstrip()[-1:] if quotation else ""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    if doc.has_annotation("DEP"):
        subject = any(token.dep_ in {"nsubj", "nsubj:pass", "expl", "csubj"} for token in span)
        return not subject and before not in {":", ","}
    return len(span) < 6 and before not in {":", ","}


def lost_its_marks(layout: Layout, content: Sequence[Place], cue: Sequence[Place]) -> bool:
    """Whether an unquoted content is nevertheless in the speaker's own words.

    The first person gives it away. Where a report holds no quotation mark at all, so does the present
    tense before a closing cue, since a reporter would have shifted it into the past.
    """
    text = layout.text
    if cue and text[: content[0][0]].rstrip().lower().endswith(("that", "whether", "if")):
        return False
    if any(_first_person_outside_quotations(layout, start, end) for start, end in content):
        return True
    if layout.quotations or not cue or cue[0][0] < content[0][1]:
        return False
    first = text[content[0][0] : content[0][1]]
    present, past = _PRESENT.search(first), _PAST.search(first)
    return present is not None and (past is None or present.start() < past.start())


def _first_person_outside_quotations(layout: Layout, start: int, end: int) -> bool:
    return any(
        not layout.is_quoted(match.start()) for match in FIRST_PERSON.finditer(layout.text, start, end)
    )
