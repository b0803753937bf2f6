"""Resolve sources to the members of a report's cast, in the order of the text; unsure stays unsure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.resolve.anaphora import Said, resolve_pronouns
from onrecord.resolve.cast import Cast, cast_of
from onrecord.resolve.described import find_described
from onrecord.resolve.descriptions import body_spoken_of, owner_of, resolve_group
from onrecord.resolve.heads import AMBIGUOUS_CONFIDENCE, NAMED_CONFIDENCE, named_head
from onrecord.resolve.holders import PARTITIVE, Reference, name_holder, resolve_description
from onrecord.resolve.holding import find_holding
from onrecord.resolve.joint import joint_speakers
from onrecord.resolve.names import find_names, label_speakers
from onrecord.resolve.offices import find_offices
from onrecord.resolve.openings import find_openings, hear_opening
from onrecord.resolve.phrases import parse_phrase
from onrecord.resolve.pronouns import GENDERS, NOBODY, PLURAL, SPEAKERS, THINGS, Guess, resolve_pronoun
from onrecord.resolve.scene import Place, Scene, set_scene
from onrecord.resolve.taken_up import SURE, taken_up
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc

_NOBODY_IN_PARTICULAR = frozenset(["you", "your", "one", "who", "which", "that", "this"])
_RELATIVES = frozenset(["who", "which", "whose"])
_PRONOUNS = frozenset([*GENDERS, *PLURAL, *THINGS, *SPEAKERS, *_NOBODY_IN_PARTICULAR])
_IN_PASSING = 0.5
_TOO_FAINT = 0.5
_SPOKEN_OF = 0.75


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks where.

    Attributes:
        cast: everybody in the report.
        guesses: for each attribution's key, who speaks.
        mentions: offsets, member and confidence of every mention, in order.
    """

    cast: Cast
    guesses: dict[int, Guess]
    mentions: tuple[tuple[Place, int, float], ...]


def resolve_speakers(doc: Doc, layout: Layout, references: Sequence[Reference]) -> Resolved:
    """Resolve the sources of a report's attributions.

    Args:
        doc: the text with its entities, if any.
        layout: its sentences, blocks and quotations.
        references: the sources, in any order.

    Returns:
        The cast and, for each reference, the likeliest speaker, others that are possible, and how sure
        that is; nobody where the words name nobody that could be found.
    """
    names = label_speakers(find_names(doc, layout), [r.source for r in references if r.source])
    cast = cast_of(names, layout)
    scene = set_scene(doc, layout, cast, names)
    find_offices(doc, layout, names, cast, lambda start, end: owner_of(scene, start, end))
    ordered = sorted((r for r in references if r.source), key=lambda r: (r.source or (0, 0), r.key))
    by_key = {reference.key: reference for reference in references}
    guesses: dict[int, Guess] = {}
    mentions = [((n.start, n.end), cast.named[(n.start, n.end)][0], NAMED_CONFIDENCE)
                for n in names if (n.start, n.end) in cast.named]  # fmt: skip
    openings = find_openings(doc, layout, names)
    for place, reference in enumerate(ordered):
        assert reference.source is not None
        while openings and openings[0][0] < reference.source[0]:
            opening = openings.pop(0)
            if not any(each.source and each.source[0] <= opening[0] < each.source[1] for each in ordered):
                hear_opening(scene, opening, ordered[place:])
        guess = _with_parts(scene, _resolve(scene, reference, ordered[place + 1 :], guesses))
        guesses[reference.key] = guess
        name_holder(scene, reference, ordered[:place], guesses)
        if guess.member is not None:
            if not layout.is_quoted(reference.source[0]):
                scene.hear(reference.source[0], guess.member, 2.0 if reference.within is None else 0.5)
            head = _head_place(scene, *reference.source)
            if not _is_named_within(scene, head, guess.member) and not _is_joined(scene, head, guess.member):
                mentions.append((head, guess.member, guess.confidence))
    mentions = [(place, cast.current(member), sure) for place, member, sure in mentions]
    for reference in references:
        settled = _settled(reference, by_key, guesses, layout, set())
        guesses[reference.key] = as_current(settled, cast)
    find_holding(cast)
    mentions += find_described(scene, mentions)
    mentions += resolve_pronouns(scene, mentions, _said(references, guesses))
    return Resolved(cast, guesses, tuple(sorted(mentions)))


def _said(references: Sequence[Reference], guesses: Mapping[int, Guess]) -> list[Said]:
    """What is attributed to whom, as far as that is known."""
    return [
        Said(*place, guess.member, reference.direct, guess.confidence)
        for reference in references
        if (guess := guesses[reference.key]).member is not None
        for place in reference.content
    ]


def _settled(
    reference: Reference,
    by_key: dict[int, Reference],
    guesses: dict[int, Guess],
    layout: Layout,
    seen: set[int],
) -> Guess:
    """The guess for a reference, that of another where it shares its speaker."""
    if reference.key in seen:
        return NOBODY
    seen = seen | {reference.key}
    other = None
    if reference.source is None:
        other = reference.follows
    elif layout.text[slice(*reference.source)].lower() in SPEAKERS:
        other = reference.within
    if other is not None and other in by_key:
        guess = _settled(by_key[other], by_key, guesses, layout, seen)
        return Guess(guess.member, guess.others, guess.confidence * 0.95)
    return guesses.get(reference.key, NOBODY)


def as_current(guess: Guess, cast: Cast) -> Guess:
    """A guess by the members that the cast has in the end: some turned out to be others since it was made."""
    if guess.member is None:
        return guess
    member = cast.current(guess.member)
    others = dict.fromkeys(cast.current(number) for number in guess.others)
    return Guess(member, tuple(number for number in others if number != member), guess.confidence)


def _is_named_within(scene: Scene, place: Place, member: int) -> bool:
    """Whether a stretch holds a name of a member, which is a mention already."""
    return any(place[0] <= start and end <= place[1] for start, end in scene.member(member).places)


def _with_parts(scene: Scene, guess: Guess) -> Guess:
    """A guess for a group with those who make it up as candidates."""
    parts = scene.member(guess.member).parts if guess.member is not None else ()
    return replace(guess, others=parts) if parts else guess


def _is_joined(scene: Scene, place: Place, member: int) -> bool:
    """Whether a stretch names the parts of a group one by one, so that theirs are the mentions."""
    parts = scene.member(member).parts
    return bool(parts) and all(_is_named_within(scene, place, number) for number in parts)


def _head_place(scene: Scene, start: int, end: int) -> Place:
    """The words of a source that are the mention: without a relative clause or an apposition."""
    phrase = parse_phrase(scene.layout.text, start, end)
    return (start, min(end, phrase.end)) if phrase is not None and phrase.end > start else (start, end)


def _resolve(
    scene: Scene, reference: Reference, later: Sequence[Reference], guesses: dict[int, Guess]
) -> Guess:
    """Who speaks, by the words of the source."""
    assert reference.source is not None
    start, end = reference.source
    text = scene.layout.text
    joint = joint_speakers(scene, start, end)
    named = joint if joint is not None else named_head(scene, start, end)
    if named is not None:
        return named
    words = re.sub(r"['\u2019]s?$", "", text[start:end].strip()).lower()
    if words in _RELATIVES:
        return _antecedent(scene, reference, later)
    if words in _PRONOUNS:
        return _pronoun(scene, words, reference, guesses)
    phrase = parse_phrase(text, start, end)
    if phrase is None:
        return NOBODY
    return resolve_description(scene, phrase, reference, later)


def _antecedent(scene: Scene, reference: Reference, later: Sequence[Reference]) -> Guess:
    """Whom "who" or "which" stands for: the noun phrase before it."""
    assert reference.source is not None
    start = reference.source[0]
    text = scene.layout.text
    for name in scene.names:
        if (
            name.end <= start
            and not text[name.end : start].strip(" ,")
            and (name.start, name.end) in scene.cast.named
        ):
            numbers = scene.cast.named[(name.start, name.end)]
            return Guess(numbers[0], numbers[1:], 0.9 if len(numbers) == 1 else AMBIGUOUS_CONFIDENCE)
    noun = _noun_before(scene.doc, start)
    if noun is None:
        return NOBODY
    named = named_head(scene, *noun)
    if named is not None:
        return named
    phrase = parse_phrase(text, *noun)
    return (
        resolve_description(scene, phrase, replace(reference, source=noun), later)
        if phrase is not None
        else NOBODY
    )


def _noun_before(doc: Doc, offset: int) -> Place | None:
    """The noun phrase that a relative clause belongs to, by the parse."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return None
    token = span[0]
    for _ in range(3):
        token = token.head
        if token.dep_.startswith(("acl", "relcl")) and token.head.i < span[0].i:
            noun = token.head
            first = next((part for part in doc[noun.left_edge.i : noun.i] if part.pos_ != "ADP"), noun)
            return first.idx, noun.idx + len(noun)
    return None


def _pronoun(scene: Scene, words: str, reference: Reference, guesses: dict[int, Guess]) -> Guess:
    if words in SPEAKERS or words in _NOBODY_IN_PARTICULAR or reference.source is None:
        return NOBODY
    quoted = scene.layout.is_quoted(reference.source[0])
    if quoted and words not in GENDERS:
        return NOBODY  # "they say", in somebody's mouth
    barred = []
    if reference.within is not None and reference.within in guesses:
        outer = guesses[reference.within].member
        if outer is not None and quoted:
            barred.append(outer)
    content = [] if reference.direct else reference.content
    if words in PLURAL:
        plural = _plural_before(scene, reference.source[0])
        if plural.member is not None:
            return plural
    if words == "it" and not quoted:
        body = body_spoken_of(scene, reference.source[0])
        if body is not None:
            return Guess(body, (), _SPOKEN_OF)
    heard = [(each.start, each.member, each.weight > _IN_PASSING) for each in scene.heard]
    sole = None if quoted else taken_up(scene, words, reference.source[0], heard)
    if sole is not None:
        return Guess(sole, (), SURE)
    guess = resolve_pronoun(scene, words, reference.source[0], content, barred)
    unsure = guess.member is None or scene.member(guess.member).gender is None
    if content and (guess.confidence < _TOO_FAINT or unsure):
        # "Ms Novak had nothing against it, she said": nobody else is near, or known to be a woman.
        inside = resolve_pronoun(scene, words, reference.source[0], (), barred)
        titled = scene.member(inside.member).titles if inside.member is not None else {}
        if inside.confidence > guess.confidence or (unsure and titled and GENDERS.get(words) in titled):
            return inside
    return guess


def _plural_before(scene: Scene, offset: int) -> Guess:
    """The plural phrase that its sentence, or the one before, opens with or counts out, as a group."""
    layout = scene.layout
    here = layout.sentence_at(offset)
    for index in (here, here - 1):
        if index < 0 or layout.sentences[index].block != layout.block_at(offset):
            continue
        sentence = layout.sentences[index]
        limit = min(sentence.end, offset)
        for find in (_OPENS_PLURAL.match, _COUNTED.search):
            match = find(layout.text, sentence.start, limit)
            if match is None or layout.is_quoted(match.start("group")):
                continue
            phrase = parse_phrase(layout.text, *match.span("group"))
            if phrase is not None and (phrase.plural or phrase.head in PARTITIVE):
                return resolve_group(scene, phrase)
    return NOBODY


_COUNTS = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_OPENS_PLURAL = re.compile(
    rf"(?P<group>\b(?:The|Both|All|Some|Several|Many|{_COUNTS.title()}|{_COUNTS})\s+[^,.;:]{{2,60}}?)"
    r"(?=\s+(?:have|has|had|were|are|will|would|could|did|do|said|say)\b|\s*,)"
)
_COUNTED = re.compile(rf"\b(?P<group>(?:the|both)\s+{_COUNTS}(?:\s+[a-z]+s)?)\b", re.IGNORECASE)
