"""What has been heard of at each point of a report: who was named or spoke, where, and in what part."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.names import Name
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc

Place = tuple[int, int]
_SUBJECT_WEIGHT = 0.9

_PARTS_AFTER = re.compile(
    r"\b(?:of|for|with|by|to|from|between|against|on|about|at|near)\s+(?:(?:[\w.\u2019'-]+\s+){1,4}?and\s+)?"
    r"(?:the\s+|Mr\.?\s+|Ms\.?\s+|Mrs\.?\s+)?$"
)


@dataclass(frozen=True, slots=True, order=True)
class Heard:
    """One mention.

    Attributes:
        start: offset of its first character.
        member: number of the member.
        weight: 2 for a source, 1 for what opens a sentence, 0.6 for an owner that does ("Novak's plan is"),
            0 to 0.3 for the rest, -1 for another owner.
    """

    start: int
    member: int
    weight: float = 0.0


@dataclass(slots=True)
class Scene:
    """The report as far as it has been read.

    Attributes:
        doc: its tokens.
        layout: its sentences, blocks and quotations.
        cast: its members.
        names: its names, in order.
        heard: the mentions outside quotations, in order; sources are added as they are resolved.
    """

    doc: Doc
    layout: Layout
    cast: Cast
    names: Sequence[Name]
    heard: list[Heard] = field(default_factory=list)

    def hear(self, start: int, member: int, weight: float) -> None:
        """Add a mention."""
        insort(self.heard, Heard(start, member, weight))

    def before(self, offset: int, sentences: int) -> list[tuple[int, Heard]]:
        """The mentions before an offset.

        Args:
            offset: where to look back from.
            sentences: how many sentences back to go.

        Returns:
            The mentions with how many sentences back each stands, the latest first.
        """
        here = self.layout.sentence_at(offset)
        found = []
        for index in range(bisect_left(self.heard, Heard(offset, -1)) - 1, -1, -1):
            back = here - self.layout.sentence_at(self.heard[index].start)
            if back > sentences:
                break
            found.append((back, self.heard[index]))
        return found

    def last_heard(self, member: int, offset: int) -> int | None:
        """How many sentences before an offset a member was last heard of, or None."""
        here = self.layout.sentence_at(offset)
        for index in range(bisect_left(self.heard, Heard(offset, -1)) - 1, -1, -1):
            if self.heard[index].member == member:
                return here - self.layout.sentence_at(self.heard[index].start)
        return None

    def member(self, number: int) -> Member:
        """A member by its number."""
        return self.cast.members[number]


def set_scene(doc: Doc, layout: Layout, cast: Cast, names: Sequence[Name]) -> Scene:
    """The scene before any source is resolved: all names outside quotations."""
    scene = Scene(doc, layout, cast, names)
    for name in names:
        numbers = cast.named.get((name.start, name.end))
        if numbers and not layout.is_quoted(name.start):
            scene.heard.append(
                Heard(name.start, numbers[0], max(_weight(layout, name), _as_subject(doc, name)))
            )
    scene.heard.sort()
    return scene


def in_heading(layout: Layout, offset: int) -> bool:
    """Whether an offset lies in a heading."""
    return layout.blocks[layout.block_at(offset)].kind == "heading"


def _as_subject(doc: Doc, name: Name) -> float:
    """The weight of a name as the subject of a clause, wherever in its sentence that stands."""
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return -1.0
    return _SUBJECT_WEIGHT if span.root.dep_ in {"nsubj", "nsubj:pass"} else -1.0


def _weight(layout: Layout, name: Name) -> float:
    """What part a name plays in its sentence, by its place and neighbours."""
    text = layout.text
    sentence = layout.sentences[layout.sentence_at(name.start)]
    lead = text[sentence.start : name.start]
    if re.match(r"['\u2019]s?\s", text[name.end : name.end + 3]):
        return -1.0 if lead.strip() else 0.6
    if _PARTS_AFTER.search(lead):
        return 0.0
    return 1.0 if len(lead.split()) <= 5 else 0.3
