"""Who is meant by a description: the holder of an office, known, named next, or new; a body; a group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.resolve.cast import Office
from onrecord.resolve.descriptions import (
    office_owner,
    office_party,
    resolve_body,
    resolve_group,
    resolve_newcomer,
    resolve_office,
)
from onrecord.resolve.heads import named_head
from onrecord.resolve.joint import pair_before
from onrecord.resolve.lexicon import lexicon, may_be_role
from onrecord.resolve.phrases import Phrase, is_leading, parse_phrase
from onrecord.resolve.pronouns import NOBODY, Guess
from onrecord.resolve.scene import Place, Scene
from onrecord.text.folding import fold
from onrecord.text.words import word_set

PARTITIVE = word_set(
    "one two three four five six seven eight nine ten some many several most both another others few"
)
# Beside a rank somebody may hold an office: "General Veld ... the chief of staff said".
_RANKS = word_set("general colonel major admiral captain lieutenant marshal sergeant professor doctor")
_QUESTIONERS = frozenset(["question", "q"])
DELAYED_CONFIDENCE = 0.65
VARIED_CONFIDENCE = 0.7
ONE_BEFORE_CONFIDENCE = 0.55
UNNAMED_CONFIDENCE = 0.75
_NEXT_PARAGRAPHS = 3
_AS_SUBJECT = 0.9
_REMEMBERED = 6
_IN_TURN = frozenset(["predecessor", "successor", "counterpart"])
_GOES_ON = re.compile(r"\s+(?:also|again|further|too|repeated|reiterated|restated|went\s+on|added)\b")
_FOLLOWS = re.compile(
    r"\b(?:success(?:or|ion)|succeed(?:s|ed)?|replace[sd]?|appointed|named|elected|follow(?:s|ed))\b"
)
_DEFINITE = re.compile(r"(?:the|its|his|her|their)\b|.*['\u2019]s?\s", re.IGNORECASE)


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


def resolve_description(
    scene: Scene, phrase: Phrase, reference: Reference, later: Sequence[Reference]
) -> Guess:
    """Find whom a description stands for.

    Args:
        scene: what has been heard of.
        phrase: the description.
        reference: the source that it is, or stands in.
        later: the sources after it, one of which may give the name.
    """
    assert reference.source is not None
    text = scene.layout.text
    lexical = lexicon()
    if phrase.head in _QUESTIONERS and phrase.determiner == "none":  # the label of a turn
        return resolve_newcomer(scene, phrase, phrase.end)
    if phrase.determiner == "definite" and (phrase.plural or phrase.head in PARTITIVE):
        before = _unnamed_before(scene, phrase)
        if before.member is not None:
            return before
    if phrase.head in PARTITIVE or text[phrase.start : phrase.end].lower().startswith(
        ("one of", "two of", "some of")
    ):
        return resolve_newcomer(scene, phrase, phrase.end)
    if phrase.determiner == "indefinite" or (phrase.determiner == "none" and not phrase.named):
        return resolve_newcomer(scene, phrase, _with_relative(text, phrase, reference.source[1]))
    if phrase.plural:
        return pair_before(scene, phrase) or resolve_group(scene, phrase)
    if may_be_role(phrase.head):
        return _office_holder(scene, phrase, reference, later)
    if phrase.head in lexical.documents and not phrase.named:  # "the post"; "the Post" is an outlet
        return _document(scene, phrase)
    return resolve_body(scene, phrase)


def _unnamed_before(scene: Scene, phrase: Phrase) -> Guess:
    """Several without names who were heard of last, by their noun or number: "the people", "the three"."""
    if phrase.owner is not None or phrase.modifiers:
        return NOBODY
    for _, heard in scene.before(phrase.start, _REMEMBERED):
        member = scene.member(heard.member)
        if member.kind != "unnamed" or not member.plural or heard.weight < 1.0:
            continue
        counted = fold(member.first_words).split()[:1] == [phrase.head]
        same = any(office.head == phrase.head for office in member.offices)
        if counted if phrase.head in PARTITIVE else same:
            return Guess(member.number, (), UNNAMED_CONFIDENCE)
    return NOBODY


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
    if _is_new_in_office(scene, phrase):
        just = _named_just_before(scene, phrase)
        if just.member is not None:
            _give_office(scene, phrase, just.member)
            return just
    known = resolve_office(scene, phrase, named_within(scene, reference.content))
    if known.member is not None:
        return known
    if phrase.determiner == "none":
        return _unknown_holder(scene, phrase)  # a bare title stands like a name: "MODERATOR"
    if phrase.pronoun and phrase.head in _IN_TURN:
        return _unknown_holder(scene, phrase)  # "her predecessor" is not whoever was named last
    offset = reference.source[0]
    guess = _varied(scene, phrase, offset, 1, VARIED_CONFIDENCE, same_block=True)
    if guess.member is None and reference.direct:
        guess = _who_goes_on(scene, phrase, offset)
    if guess.member is None:
        guess = _named_next(scene, reference, later)
    if guess.member is None and reference.direct:
        guess = _quoted_next(scene, phrase, offset)
    if guess.member is None:
        guess = _varied(scene, phrase, offset, 6, ONE_BEFORE_CONFIDENCE, same_block=False)
    if guess.member is None:
        guess = _unknown_holder(scene, phrase)
    else:
        _give_office(scene, phrase, guess.member or 0)
    return guess


def named_within(scene: Scene, content: Sequence[Place]) -> frozenset[int]:
    """The members whom what is said calls by their names: it is not they who say it."""
    return frozenset(
        numbers[0]
        for (start, end), numbers in scene.cast.named.items()
        if len(numbers) == 1 and any(left <= start and end <= right for left, right in content)
    )


def _is_new_in_office(scene: Scene, phrase: Phrase) -> bool:
    """Whether an office is said to have changed hands: "the new mayor"."""
    words = scene.layout.text[phrase.start : phrase.end].lower().split()
    return phrase.determiner == "definite" and words[1:2] == ["new"]


def _named_just_before(scene: Scene, phrase: Phrase) -> Guess:
    """The one person whom the sentence before brings in as who follows: "Her successor is Ada Novak"."""
    layout = scene.layout
    here = layout.sentence_at(phrase.start)
    if not here or layout.block_at(phrase.start) != layout.block_at(layout.sentences[here - 1].start):
        return NOBODY
    before = layout.sentences[here - 1]
    if not _FOLLOWS.search(layout.text, before.start, before.end):
        return NOBODY
    named = {each.member for back, each in scene.before(phrase.start, 1) if back == 1}
    persons = [number for number in named if scene.member(number).person is not None]
    first = [number for number in persons if scene.member(number).first >= before.start]
    return Guess(first[0], (), VARIED_CONFIDENCE) if len(first) == 1 else NOBODY


def _give_office(scene: Scene, phrase: Phrase, number: int) -> None:
    """Remember an office for the member that it was taken to mean."""
    owner, words, modifiers = office_owner(scene, phrase)
    member = scene.member(number)
    member.offices.append(Office(phrase.title, phrase.head, modifiers, owner, words))
    member.forms[scene.layout.text[phrase.start : phrase.end]] = None
    party = office_party(scene, phrase, owner)
    if party is not None and party != number and party not in member.acts_for:
        member.acts_for.append(party)


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
        placed = any(office.head not in _RANKS for office in member.offices)
        if member.kind != "person" or placed or heard.weight < 1.0 or not member.is_surely_person:
            continue
        if (owner is None and not words) or owner in member.acts_for or (same_block and not member.acts_for):
            return Guess(member.number, (), confidence)
    return NOBODY


def _who_goes_on(scene: Scene, phrase: Phrase, offset: int) -> Guess:
    """Whoever spoke in the sentence before, quoted further by an office that nobody else is known to hold.

    "Ada Novak, who leads the League, wants the letter. "It is a treaty," the opposition leader said."
    """
    if phrase.determiner != "definite" or phrase.head in lexicon().beside:
        return NOBODY
    layout = scene.layout
    first = layout.sentences[layout.sentence_at(offset)].start
    spoke = {
        heard.member
        for back, heard in scene.before(first, 1)
        if back == 1
        and heard.weight >= _AS_SUBJECT
        and layout.block_at(heard.start) == layout.block_at(offset)
    }
    if len(spoke) != 1:
        return NOBODY
    member = scene.member(spoke.pop())
    leads = is_leading(phrase.title) and any(is_leading(office.title) for office in member.offices)
    if member.kind != "person" or not member.is_surely_person or not leads:
        return NOBODY
    return Guess(member.number, (), DELAYED_CONFIDENCE)


def _quoted_next(scene: Scene, phrase: Phrase, offset: int) -> Guess:
    """Whoever spoke last in the paragraph before, where nothing more is told of them than the name.

    "..., Ada Novak told the crowd." and in the next paragraph "..., said the pilots' president": who is
    quoted without a name has just been named.
    """
    layout = scene.layout
    here = layout.block_at(offset)
    if phrase.owner is None or phrase.determiner != "definite":
        return NOBODY
    for _, heard in scene.before(offset, 3):
        if layout.block_at(heard.start) == here or heard.weight < 2.0:
            continue
        member = scene.member(heard.member)
        alone = not member.offices and not member.acts_for and member.is_surely_person
        if layout.block_at(heard.start) == here - 1 and member.kind == "person" and alone:
            return Guess(member.number, (), DELAYED_CONFIDENCE)
        return NOBODY
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


def name_holder(
    scene: Scene, reference: Reference, earlier: Sequence[Reference], guesses: dict[int, Guess]
) -> None:
    """Name somebody known by office only, where the next to speak is named for the first time.

    Args:
        scene: what has been heard of; the one known by office is merged into the one named.
        reference: a source that was just resolved.
        earlier: the sources before it.
        guesses: who speaks, by key; changed where somebody got a name.
    """
    guess = guesses[reference.key]
    if guess.member is None or reference.source is None:
        return
    if not _is_new(scene, guess.member, reference) and not _goes_on(scene, guess.member, reference):
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
        if not _DEFINITE.match(holder.first_words):
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


def _goes_on(scene: Scene, number: int, reference: Reference) -> bool:
    """Whether a source names a person, of whom no office is told, who says something more or again.

    "The mayor warned ... Ada Novak also promised ...": who goes on is who has just been heard.
    """
    assert reference.source is not None
    layout = scene.layout
    member = scene.member(number)
    start, end = reference.source
    sentence = layout.sentences[layout.sentence_at(start)]
    heard = [each for back, each in scene.before(start, 1) if back == 1 and each.weight >= 2.0]
    return (
        member.kind == "person"
        and member.person is not None
        and member.person.full
        and not member.offices
        and start == sentence.start
        and reference.within is None
        and _GOES_ON.match(layout.text, end) is not None
        and any(layout.block_at(each.start) == layout.block_at(start) for each in heard)
    )


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
    party = office_party(scene, phrase, owner)
    if party is not None:
        member.acts_for.append(party)
    return Guess(member.number, (), 0.7)
