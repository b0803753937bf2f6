"""Make drafts of linked spans: split quotations joined, resumed ones set apart, stray ones dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from onrecord.extract.cues import attitude
from onrecord.extract.drafts import Draft, Tagged
from onrecord.extract.kinds import kind_of
from onrecord.extract.linking import Linked
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc


class Keys:
    """Numbers for drafts, each given once."""

    def __init__(self) -> None:
        self._numbers: Iterator[int] = count()

    def next(self) -> int:
        """The next number."""
        return next(self._numbers)


def assemble(
    linked: Sequence[Linked], layout: Layout, doc: Doc, keys: Keys
) -> tuple[list[Draft], list[Tagged]]:
    """Make drafts of linked spans.

    Args:
        linked: pieces of content with cue and source.
        layout: where sentences and quotations lie.
        doc: the tokens.
        keys: gives each draft its number.

    Returns:
        The drafts, and the pieces that no cue was found for.
    """
    drafts: list[Draft] = []
    strays: list[Tagged] = []
    for each in linked:
        if each.cue is None:
            strays.extend(each.content)
        else:
            if _is_far(each, each.cue, layout):
                strays.extend(each.content)
            else:
                drafts.extend(_from_cue(each, each.cue, layout, doc, keys))
    return _follow_quotations(drafts, layout), strays


def _is_far(each: Linked, cue: Tagged, layout: Layout) -> bool:
    """Whether all that a cue has is a quotation in a later sentence that nothing announces."""
    first = each.content[0]
    if layout.sentence_at(first.start) <= layout.sentence_at(cue.start) or not layout.is_quoted(first.start):
        return False
    sentence = layout.sentences[layout.sentence_at(cue.start)]
    return not layout.text[cue.end : sentence.end].rstrip().endswith((":", ","))


def _follow_quotations(drafts: list[Draft], layout: Layout) -> list[Draft]:
    """Let a resumed quotation go on from the one before it in its paragraph, not from paraphrase."""
    leaders = {draft.key: draft for draft in drafts}
    found = []
    for draft in drafts:
        if draft.follows is not None and draft.kind == "direct" and leaders[draft.follows].kind == "indirect":
            block = layout.block_at(draft.start)
            before = [
                other
                for other in drafts
                if other.cue and other.kind == "direct" and other.start < draft.start
                and layout.block_at(other.start) == block
            ]  # fmt: skip
            if before:
                draft = replace(draft, follows=max(before, key=lambda other: other.start).key)
        found.append(draft)
    return found


def _from_cue(each: Linked, cue: Tagged, layout: Layout, doc: Doc, keys: Keys) -> Iterator[Draft]:
    """The draft of a cue, and those of pieces that resume its quotation in other sentences."""
    main, resumed = _divide(_without_paraphrase(each.content, cue, layout), cue, layout)
    text = layout.text
    source = ((each.source.start, each.source.end),) if each.source else ()
    first = Draft(
        key=keys.next(),
        content=tuple((piece.start, piece.end) for piece in main),
        cue=((cue.start, cue.end),),
        source=source,
        kind=kind_of(layout, doc, [(piece.start, piece.end) for piece in main], [(cue.start, cue.end)]),
        attitude=attitude(text[cue.start : cue.end]),
        confidence=_together([*main, cue, *([each.source] if each.source else [])]),
    )
    yield first
    for piece in resumed:
        place = ((piece.start, piece.end),)
        kind = kind_of(layout, doc, place, ())
        if kind == "indirect" and _goes_on(first, piece, layout):
            kind = "direct"
        if kind == "indirect":
            continue  # paraphrase doesn't go on beyond its sentence: the reporter's own words
        yield Draft(
            key=keys.next(),
            content=place,
            kind=kind,
            attitude=first.attitude,
            confidence=min(first.confidence, piece.confidence),
            follows=first.key,
        )


def _without_paraphrase(pieces: Sequence[Tagged], cue: Tagged, layout: Layout) -> Sequence[Tagged]:
    """The pieces of a cue; where a quotation stands before it, those after it that are quoted too.

    In '"Absolutely," she said when asked if she would stay' nobody says what follows; of 15 such pieces in
    PolNeAR's training articles 3 belong to the quotation.
    """
    before = any(
        piece.end <= cue.start and layout.is_quoted(piece.start) and layout.is_quoted(piece.end - 1)
        for piece in pieces
    )
    if not before:
        return pieces
    return [piece for piece in pieces if piece.start < cue.end or _has_quotation(layout, piece)]


def _has_quotation(layout: Layout, piece: Tagged) -> bool:
    return any(quotation.start < piece.end and piece.start < quotation.end for quotation in layout.quotations)


def _goes_on(first: Draft, piece: Tagged, layout: Layout) -> bool:
    """Whether a quotation that has lost its marks goes on in a piece: the sentence right after it."""
    if first.kind != "direct" or layout.quotations:
        return False
    last = max(first.end, first.cue[0][1])
    near = layout.sentence_at(piece.start) - layout.sentence_at(last - 1) == 1
    return near and layout.block_at(piece.start) == layout.block_at(last - 1)


def _divide(pieces: Sequence[Tagged], cue: Tagged, layout: Layout) -> tuple[list[Tagged], list[Tagged]]:
    """Part the pieces that belong to the cue's sentence from those in other sentences."""
    sentence = layout.sentence_at(cue.start)
    main, resumed = [], []
    for piece in pieces:
        if layout.sentence_at(piece.start) <= sentence <= layout.sentence_at(piece.end - 1):
            main.append(piece)
        else:
            resumed.append(piece)
    if not main:
        nearest = min(resumed, key=lambda piece: max(piece.start - cue.end, cue.start - piece.end))
        main.append(nearest)
        resumed.remove(nearest)
    return main, resumed


def _together(spans: Sequence[Tagged]) -> float:
    """How sure an attribution is that rests on these spans: the mean of their confidences."""
    return sum(span.confidence for span in spans) / len(spans)
