"""Resolve sources to the members of a report's cast, in the order of the text; unsure stays unsure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from onrecord.resolve.cast import Cast, Member, Office, cast_of
from onrecord.resolve.descriptions import (
    office_owner,
    owner_of,
    resolve_body,
    resolve_group,
    resolve_newcomer,
    resolve_office,
)
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.names import find_names, is_office
from onrecord.resolve.offices import find_offices
from onrecord.resolve.phrases import Phrase, parse_phrase
from onrecord.resolve.pronouns import GENDERS, NOBODY, PLURAL, SPEAKERS, THINGS, Guess, resolve_pronoun
from onrecord.resolve.scene import Place, Scene, set_scene
from onrecord.text.folding import fold
from onrecord.text.layout import Layout

_PARTITIVE = frozenset(
    ["one", "two", "three", "some", "many", "several", "most", "both", "another", "others", "few"]
)
_NOBODY_IN_PARTICULAR = frozenset(["you", "your", "one", "who", "which", "that", "this"])
_RELATIVES = frozenset(["who", "which", "whose"])
_PRONOUNS = frozenset([*GENDERS, *PLURAL, *THINGS, *SPEAKERS, *_NOBODY_IN_PARTICULAR])
NAMED_CONFIDENCE = 0.97
DELAYED_CONFIDENCE = 0.65
_TOO_FAINT = 0.5
VARIED_CONFIDENCE = 0.7
ONE_BEFORE_CONFIDENCE = 0.55
_NEXT_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """A source to resolve.

    Attributes:
        key: number of the attribution.
        source: offsets of the words that name who speaks, or None.
        content: what is attributed.
        follows: key of the attribution whose speaker this one shares, or None.
        within: key of the attribution that reports this one, or None.
        direct: whether the content is in the speaker's words.
    """

    key: int
    source: Place | None
    content: tuple[Place, ...] = ()
    follows: int | None = None
    within: int | None = None
    direct: bool = False


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
    names = find_names(doc, layout)
    cast = cast_of(names, layout)
    scene = set_scene(doc, layout, cast, names)
    find_offices(doc, layout, names, cast, lambda start, end: owner_of(scene, start, end))
    ordered = sorted((r for r in references if r.source), key=lambda r: (r.source or (0, 0), r.key))
    by_key = {reference.key: reference for reference in references}
    guesses: dict[int, Guess] = {}
    mentions = [((n.start, n.end), cast.named[(n.start, n.end)][0], NAMED_CONFIDENCE)
                for n in names if (n.start, n.end) in cast.named]  # fmt: skip
    for place, reference in enumerate(ordered):
        guess = _resolve(scene, reference, ordered[place + 1 :], guesses)
        guesses[reference.key] = guess
        _name_holder(scene, reference, ordered[:place], guesses)
        if guess.member is not None and reference.source is not None:
            if not layout.is_quoted(reference.source[0]):
                scene.hear(reference.source[0], guess.member, 2.0 if reference.within is None else 0.5)
            head = _head_place(scene, *reference.source)
            if not _is_named_within(scene, head, guess.member):
                mentions.append((head, guess.member, guess.confidence))
    mentions = [(place, cast.current(member), sure) for place, member, sure in mentions]
    for reference in references:
        guesses[reference.key] = _settled(reference, by_key, guesses, layout, set())
    return Resolved(cast, guesses, tuple(sorted(mentions)))


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


def _is_named_within(scene: Scene, place: Place, member: int) -> bool:
    """Whether a stretch holds a name of a member, which is a mention already."""
    return any(place[0] <= start and end <= place[1] for start, end in scene.member(member).places)


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
    named = named_head(scene, start, end)
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
    return _described(scene, phrase, reference, later)


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
            return Guess(numbers[0], numbers[1:], 0.9 if len(numbers) == 1 else 0.6)
    noun = _noun_before(scene.doc, start)
    if noun is None:
        return NOBODY
    named = named_head(scene, *noun)
    if named is not None:
        return named
    phrase = parse_phrase(text, *noun)
    return _described(scene, phrase, replace(reference, source=noun), later) if phrase is not None else NOBODY


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
            return noun.left_edge.idx, noun.idx + len(noun)
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
    guess = resolve_pronoun(scene, words, reference.source[0], content, barred)
    if guess.confidence < _TOO_FAINT and content:
        # "Ms Novak had nothing against it, she said": nobody else is near.
        inside = resolve_pronoun(scene, words, reference.source[0], (), barred)
        return inside if inside.confidence > guess.confidence else guess
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
            if phrase is not None and (phrase.plural or phrase.head in _PARTITIVE):
                return resolve_group(scene, phrase)
    return NOBODY


_COUNTS = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_OPENS_PLURAL = re.compile(
    rf"(?P<group>\b(?:The|Both|All|Some|Several|Many|{_COUNTS.title()}|{_COUNTS})\s+[^,.;:]{{2,60}}?)"
    r"(?=\s+(?:have|has|had|were|are|will|would|could|did|do|said|say)\b|\s*,)"
)
_COUNTED = re.compile(rf"\b(?P<group>(?:the|both)\s+{_COUNTS}(?:\s+[a-z]+s)?)\b", re.IGNORECASE)


def named_head(scene: Scene, start: int, end: int) -> Guess | None:
    """Who is named by a source, where a name is its head: "chief executive Ada Novak"."""
    text = scene.layout.text
    inside = [
        (name, scene.cast.named[(name.start, name.end)])
        for name in scene.names
        if start <= name.start and name.end <= end and (name.start, name.end) in scene.cast.named
    ]
    if not inside:
        return None
    cut = re.compile(r"\s*,|\s+(?:who|which|that|whose)\b").search(text, start, end)
    first_end = cut.start() if cut else end
    for name, numbers in inside:
        member = scene.member(numbers[0])
        if name.start < first_end:
            if _is_head(text, start, name.start, name.end, first_end, member):
                return Guess(numbers[0], numbers[1:], NAMED_CONFIDENCE if len(numbers) == 1 else 0.6)
        elif member.kind == "person" and _opens_apposition(text, start, first_end, name.start):
            return Guess(numbers[0], numbers[1:], NAMED_CONFIDENCE if len(numbers) == 1 else 0.6)
    return None


def _is_head(text: str, start: int, first: int, last: int, limit: int, member: Member) -> bool:
    """Whether a name heads the noun phrase that it stands in."""
    left = _without_titles(text[start:first])
    right = text[last:limit].strip()
    if re.match(r"['\u2019]s?(?:\s|$)", text[last : last + 3]) and re.sub(r"^['\u2019]s?", "", right).strip():
        return False
    if re.search(r"\b(?:of|for|at|from|to|with|by|in|on|near|behind|against|about)(?:\s+the)?$", left):
        return False
    after = re.sub(r"^['\u2019]s?", "", right).strip()
    if not after or re.match(r"(?:(?:of|from|in|at|on|for|himself|herself|itself|and)\b|\()", after):
        return True
    return member.kind == "person" and left == "" and not re.match(r"[a-z]", after)


def _without_titles(words: str) -> str:
    """The words before a name, in small letters, without the titles and offices right before it."""
    left = words.strip().split()
    while left and (is_office(fold(left[-1])) and left[-1][0].isupper()):
        left.pop()
    return " ".join(left).lower()


def _opens_apposition(text: str, start: int, comma: int, name: int) -> bool:
    """Whether a name right after the first comma stands for the description before it."""
    between = text[comma:name].strip(" ,")
    if re.search(r"\b(?:who|which|of|for|at|from|to|with|by|in|and)\b", between):
        return False
    phrase = parse_phrase(text, start, comma)
    return phrase is not None and phrase.head in lexicon().roles and not _without_titles(between)


def _described(scene: Scene, phrase: Phrase, reference: Reference, later: Sequence[Reference]) -> Guess:
    """Who speaks, where the source is a description."""
    assert reference.source is not None
    text = scene.layout.text
    lexical = lexicon()
    if phrase.head in _PARTITIVE or text[phrase.start : phrase.end].lower().startswith(
        ("one of", "two of", "some of")
    ):
        return resolve_newcomer(scene, phrase, phrase.end)
    if phrase.determiner == "indefinite" or (phrase.determiner == "none" and not phrase.named):
        return resolve_newcomer(scene, phrase, _with_relative(text, phrase, reference.source[1]))
    if phrase.plural:
        return resolve_group(scene, phrase)
    if phrase.head in lexical.roles:
        return _office_holder(scene, phrase, reference, later)
    if phrase.head in lexical.documents:
        return _document(scene, phrase)
    return resolve_body(scene, phrase)


def _with_relative(text: str, phrase: Phrase, end: int) -> int:
    """The end of a description with the relative clause that tells it from others, up to a comma."""
    clause = re.compile(r"\s+(?:who|that|which)\b[^,;:.]{3,80}").match(text, phrase.end, end)
    return phrase.end + len(clause[0].rstrip()) if clause else phrase.end


def _document(scene: Scene, phrase: Phrase) -> Guess:
    """A document speaks for the body that issued it; else for whoever was heard of writing last."""
    owner, _, _ = office_owner(scene, phrase)
    if owner is not None:
        return Guess(owner, (), 0.75)
    for back, heard in scene.before(phrase.start, 2):
        if heard.weight >= 2.0 and back <= 2 and phrase.determiner == "definite":
            return Guess(heard.member, (), 0.6)
    return resolve_newcomer(scene, phrase, phrase.end)


def _office_holder(scene: Scene, phrase: Phrase, reference: Reference, later: Sequence[Reference]) -> Guess:
    """The person who holds an office: known, just named, named next, or new."""
    assert reference.source is not None
    known = resolve_office(scene, phrase)
    if known.member is not None:
        return known
    offset = reference.source[0]
    guess = _varied(scene, phrase, offset, 1, VARIED_CONFIDENCE, same_block=True)
    if guess.member is None:
        guess = _named_next(scene, reference, later)
    if guess.member is None:
        guess = _varied(scene, phrase, offset, 6, ONE_BEFORE_CONFIDENCE, same_block=False)
    if guess.member is None:
        guess = _unknown_holder(scene, phrase)
    else:
        _give_office(scene, phrase, guess.member or 0)
    return guess


def _give_office(scene: Scene, phrase: Phrase, number: int) -> None:
    """Remember an office for the member that it was taken to mean."""
    owner, words, modifiers = office_owner(scene, phrase)
    member = scene.member(number)
    member.offices.append(Office(phrase.title, phrase.head, modifiers, owner, words))
    member.forms[scene.layout.text[phrase.start : phrase.end]] = None
    if owner is not None and owner != number and owner not in member.acts_for:
        member.acts_for.append(owner)


def _varied(
    scene: Scene, phrase: Phrase, offset: int, sentences: int, confidence: float, same_block: bool
) -> Guess:
    """The one person without an office whom the words just before were about: elegant variation."""
    layout = scene.layout
    here = layout.block_at(offset)
    owner, words, _ = office_owner(scene, phrase)
    for back, heard in scene.before(offset, sentences):
        blocks = here - layout.block_at(heard.start)
        if blocks > (0 if same_block else 1) or not back:
            continue
        member = scene.member(heard.member)
        if member.kind != "person" or member.offices or heard.weight < 1.0 or not member.is_surely_person:
            continue
        if (owner is None and not words) or owner in member.acts_for or (same_block and not member.acts_for):
            return Guess(member.number, (), confidence)
    return NOBODY


def _named_next(scene: Scene, reference: Reference, later: Sequence[Reference]) -> Guess:
    """Whoever is named for the first time as the source of the next paragraph's opening words."""
    assert reference.source is not None
    layout = scene.layout
    here = layout.block_at(reference.source[0])
    for other in later:
        if other.source is None or other.within is not None:
            continue
        block = layout.block_at(other.source[0])
        if block == here:
            continue
        if sum(each.kind == "paragraph" for each in layout.blocks[here + 1 : block + 1]) > _NEXT_PARAGRAPHS:
            break
        named = named_head(scene, *other.source)
        if named is None or named.member is None:
            if _same_office(layout.text, reference.source, other.source):
                here = block  # still without a name: look on from there
                continue
            break
        if _is_new(scene, named.member, other):
            return Guess(named.member, (), DELAYED_CONFIDENCE)
        break
    return NOBODY


def _name_holder(
    scene: Scene, reference: Reference, earlier: Sequence[Reference], guesses: dict[int, Guess]
) -> None:
    """Name somebody known by office only, where the next to speak is named for the first time."""
    guess = guesses[reference.key]
    if guess.member is None or reference.source is None or not _is_new(scene, guess.member, reference):
        return
    layout = scene.layout
    for other in reversed(earlier):
        before = guesses[other.key]
        if before.member is None or other.source is None:
            continue
        blocks = layout.blocks[
            layout.block_at(other.source[0]) + 1 : layout.block_at(reference.source[0]) + 1
        ]
        holder = scene.member(before.member)
        if holder.person is not None or not holder.offices or holder.kind != "person":
            return
        if len(blocks) > _NEXT_PARAGRAPHS:
            return
        member = scene.member(guess.member)
        scene.cast.merge(holder, member)
        for key, known in guesses.items():
            if known.member == holder.number:
                guesses[key] = Guess(member.number, known.others, min(known.confidence, DELAYED_CONFIDENCE))
        scene.heard = [
            replace(h, member=member.number) if h.member == holder.number else h for h in scene.heard
        ]
        return


def _is_new(scene: Scene, number: int, reference: Reference) -> bool:
    """Whether a source names a new person, without an office, in a paragraph's first sentence."""
    assert reference.source is not None
    member = scene.member(number)
    opening = scene.layout.sentences_of(scene.layout.block_at(reference.source[0]))[:1]
    opens = any(start < sentence.end for sentence in opening for start, _ in reference.content)
    return (
        member.kind == "person"
        and member.person is not None
        and not member.offices
        and member.first >= reference.source[0]
        and opens
        and reference.within is None
    )


def _same_office(text: str, one: Place, other: Place) -> bool:
    """Whether two sources name the same office."""
    first, second = parse_phrase(text, *one), parse_phrase(text, *other)
    return first is not None and second is not None and first.title == second.title


def _unknown_holder(scene: Scene, phrase: Phrase) -> Guess:
    """A new person known by office only: "the treasurer"."""
    owner, words, modifiers = office_owner(scene, phrase)
    text = scene.layout.text[phrase.start : phrase.end]
    name = text
    if phrase.pronoun and owner is not None:
        name = f"{phrase.title} of {scene.member(owner).name}"
    member = scene.cast.add("person", re.sub(r"^(?:The)\b", "the", name), phrase.start)
    member.first_words = text
    member.forms.clear()
    member.forms[text] = None
    member.offices.append(Office(phrase.title, phrase.head, modifiers, owner, words))
    gender = lexicon().genders.get(phrase.head)
    if gender:
        member.genders[gender] += 3
    if owner is not None:
        member.acts_for.append(owner)
    return Guess(member.number, (), 0.7)
