"""Several who speak or act as one: "Ada Novak and Bruno Orr said", "the two leaders", "they" after both.

The record has one speaker, so two who speak together are a group, named as the report names them. Its parts
stand beside it as further candidates, and it acts for whomever all of them act for.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.resolve.heads import named_head
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.names import Name, is_office
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.pronouns import Guess
from onrecord.resolve.scene import Place, Scene
from onrecord.text.folding import fold
from onrecord.text.words import word_set

JOINT_CONFIDENCE = 0.9
PAIR_CONFIDENCE = 0.7
_AND = re.compile(r"\s*,?\s+and\s+")
_AND_COMMA = re.compile(r"\s*,?\s+and\s+|\s*,\s+(?=[^\W\d_a-z])")
_BETWEEN = re.compile(r"\s*(?:,|,?\s+and)\s+(?P<lead>(?:[^\W\d_][\w.\u2019'-]*\s+){0,5})")
_PERSON_NOUNS = word_set("man woman leader minister president official negotiator")
_BODY_NOUNS = word_set("side party country government state nation union company group delegation")
_SENTENCES = 4


def joint_speakers(scene: Scene, start: int, end: int) -> Guess | None:
    """Find the group that a source joins by "and".

    Args:
        scene: what the report names.
        start: offset of the source.
        end: offset after it.

    Returns:
        The group, its parts as others; None where the source does not name at least two.
    """
    for mark in (_AND_COMMA, _AND):  # a comma parts either names, or an office from its holder's name
        parts = [named_head(scene, *place) for place in _parts(scene, start, end, mark)]
        members = [part.member for part in parts if part is not None and part.member is not None]
        if len(members) == len(parts) > 1 and len(set(members)) == len(members):
            return Guess(group_of(scene, members, start, end), tuple(members), JOINT_CONFIDENCE)
    return None


def _parts(scene: Scene, start: int, end: int, mark: "re.Pattern[str]") -> list[Place]:
    """The stretches that "and", or commas too, part a source into, names kept whole."""
    text = scene.layout.text
    limit = re.compile(r"\s*,?\s+(?:who|which|whose|both)\b").search(text, start, end)
    end = limit.start() if limit else end
    if not re.search(r"\sand\s", text[start:end]):
        return []
    found, begin = [], start
    for match in mark.finditer(text, start, end):
        if not any(name.start < match.end() and match.start() < name.end for name in scene.names):
            found.append((begin, match.start()))
            begin = match.end()
    return [*found, (begin, end)] if found else []


def group_of(scene: Scene, members: Sequence[int], start: int, end: int) -> int:
    """The number of the group that some members make up, added to the cast where it is new.

    Args:
        scene: its cast gains the group.
        members: numbers of the members.
        start: offset of the words that join them.
        end: offset after those.
    """
    words = scene.layout.text[start:end]
    for known in scene.cast.of_kind("group"):
        if known.parts and set(known.parts) == set(members):
            known.forms[words] = None
            return known.number
    group = scene.cast.add("group", words, start)
    group.plural = True
    group.parts = tuple(members)
    shared = [set(scene.member(number).acts_for) for number in members]
    group.acts_for = sorted(set.intersection(*shared))
    return group.number


def joined_names(scene: Scene) -> Iterator[tuple[Place, tuple[int, ...]]]:
    """The names that "and" joins in a report, two or more of a kind.

    Yields:
        The offsets of all of them together, and their members' numbers, in the order of the text.
    """
    run: list[Name] = []
    for name in [*scene.names, None]:
        if name is not None and run and _goes_on(scene, run[-1], name):
            run.append(name)
            continue
        yield from _read_run(scene, run)
        run = [name] if name is not None else []


def _read_run(scene: Scene, run: Sequence[Name]) -> Iterator[tuple[Place, tuple[int, ...]]]:
    text = scene.layout.text
    numbers = tuple(_number(scene, name) for name in run)
    if len(run) < 2 or " and " not in text[run[-2].end : run[-1].start] + " " or len(set(numbers)) < len(run):
        return
    if "and" in text[run[-2].end : run[-1].start].split():
        yield (run[0].start, run[-1].end), numbers


def _number(scene: Scene, name: Name) -> int:
    return scene.cast.named.get((name.start, name.end), (-1,))[0]


def _goes_on(scene: Scene, one: Name, other: Name) -> bool:
    """Whether a name goes on a list after another: only offices and articles stand before it."""
    first, second = _number(scene, one), _number(scene, other)
    if first < 0 or second < 0:
        return False
    if (scene.member(first).kind == "person") != (scene.member(second).kind == "person"):
        return False
    match = _BETWEEN.fullmatch(scene.layout.text, one.end, other.start)
    return match is not None and all(
        word.lower() == "the" or is_office(fold(word)) for word in match["lead"].split() if fold(word)
    )


def pair_before(scene: Scene, phrase: Phrase) -> Guess | None:
    """Find the two that "the two leaders", "both sides" stand for: those last named together.

    Args:
        scene: what has been heard of.
        phrase: the description.

    Returns:
        Their group, with them as others; None where the words count none, or no two were named together in
        the last sentences.
    """
    text, layout = scene.layout.text, scene.layout
    if not phrase.plural or not re.match(r"(?:the\s+two|both|these\s+two|two)\b", text[phrase.start :], re.I):
        return None
    persons = phrase.head in _PERSON_NOUNS or phrase.head in lexicon().roles
    if not persons and phrase.head not in _BODY_NOUNS:
        return None
    here = layout.sentence_at(phrase.start)
    last = None
    for place, members in joined_names(scene):
        if place[1] > phrase.start:
            break
        kinds = {scene.member(number).kind == "person" for number in members}
        if len(members) == 2 and kinds == {persons} and here - layout.sentence_at(place[0]) <= _SENTENCES:
            last = place, members
    if last is None:
        return None
    group = group_of(scene, last[1], *last[0])
    return Guess(group, last[1], PAIR_CONFIDENCE)
