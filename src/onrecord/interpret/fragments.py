"""Quotations without a verb that list what is wanted: "Two new ferries, a lower toll and no fines"."""

from collections.abc import Iterator

from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import positive
from onrecord.interpret.naming import name_phrase
from onrecord.interpret.nouns import split_list
from onrecord.interpret.slots import index_at
from onrecord.interpret.verbs import verb_groups
from onrecord.interpret.whole import says_something
from onrecord.model import Attribution

LEAST_PARTS = 3
_OF_ALL = frozenset({"every", "each", "any"})


def read_fragments(scene: Scene) -> Iterator[PositionDraft]:
    """The demands of quotations that are nothing but a list of things.

    Args:
        scene: the report.

    Yields:
        A demand for each thing, or a word against it where it has a "no".
    """
    for attribution in scene.voices.attributions:
        if attribution.kind == "direct" and attribution.attitude == "speech" and attribution.speaker:
            yield from _read(scene, attribution, attribution.speaker)


def _read(scene: Scene, attribution: Attribution, speaker: str) -> Iterator[PositionDraft]:
    doc, content = scene.doc, attribution.content[0]
    start = index_at(doc, content.start, 0, len(doc))
    end = index_at(doc, content.end, start, len(doc))
    if end - start < 5 or verb_groups(doc, start, end) or any(t.text in "?!;" for t in doc[start:end]):
        return
    parts = [name_phrase(doc, first, last) for first, last in split_list(doc, start, end)]
    listed = [named for named in parts if named is not None]
    if len(listed) < LEAST_PARTS or all(named.negative for named in listed):
        return
    for named in listed:
        if not says_something(named) or doc[named.start].lower_ in _OF_ALL:
            continue
        voice = scene.voices.at(content.start)
        yield PositionDraft(
            holders=(scene.cast.party(speaker),),
            act="oppose" if named.negative else "demand",
            polarity="against" if named.negative else "for",
            naming=positive(named),
            evidence=scene.place(start, end),
            voice=voice,
            pattern="list-of-demands",
            confidence=0.55,
            via=voice.outer,
        )
