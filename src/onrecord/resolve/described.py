"""Definite descriptions that are no source but stand for somebody known: "the minister", "the union"."""

from collections.abc import Sequence

from onrecord.resolve.descriptions import (
    known_body,
    owner_of,
    resolve_body,
    resolve_group,
    resolve_office,
)
from onrecord.resolve.joint import pair_before
from onrecord.resolve.lexicon import lexicon, may_be_role
from onrecord.resolve.phrases import parse_phrase
from onrecord.resolve.pronouns import NOBODY, Guess
from onrecord.resolve.scene import Place, Scene, in_heading
from onrecord.resolve.subjects import SUBJECTS
from onrecord.text.tokens import Token
from onrecord.text.words import word_set

_DEFINITE = word_set("the this that these those both")
_COUNTED = word_set("both two three four five")
_OF_THEIR_OWN = word_set("council union association committee federation")
_ENDINGS = frozenset(["'s", "\u2019s", "'", "\u2019"])
_SIDES = word_set("side country state nation delegation club")
_APPOSITION_CONFIDENCE = 0.85
_LEAST = 0.6

Found = tuple[Place, int, float]


def find_described(scene: Scene, known: Sequence[Found]) -> list[Found]:
    """Find the definite descriptions of a report that stand for a member of its cast.

    Args:
        scene: what the report names.
        known: offsets, member and confidence of the mentions known already.

    Returns:
        Offsets, member and confidence of each description that no known mention overlaps, in order. Nobody
        new is added to the cast but what acts: a group of bodies ("both unions turned it down"), a body
        within another.
    """
    doc, layout = scene.doc, scene.layout
    if not doc.has_annotation("DEP"):
        return []
    by_start = {place[0]: (place, member) for place, member, _ in known}
    taken = [place for place, _, _ in known]
    _add_counted(scene, taken)
    found: list[Found] = []
    for token in doc:
        if token.pos_ != "NOUN" or in_heading(layout, token.idx):
            continue
        definite = _is_definite(token)
        if not definite and not _may_be_somebody(token):
            continue
        place = _phrase(token)
        if any(
            start < place[1] and place[0] < end and (start, end) != place
            for start, end in taken
            if end > token.idx and start < token.idx + len(token)
        ):
            continue
        guess = _in_apposition(scene, token, by_start)
        if guess.member is None and definite:
            guess = _known(scene, place)
        if guess.member is None and token.dep_ in SUBJECTS and not scene.layout.is_quoted(token.idx):
            place, guess = _within_another(scene, token, place)
        if guess.member is not None and guess.confidence >= _LEAST:
            found.append((place, guess.member, guess.confidence))
    return found


def _add_counted(scene: Scene, taken: Sequence[Place]) -> None:
    """Add the groups that act as one: "both unions", "the two companies", "the three parties"."""
    for token in scene.doc:
        if token.dep_ not in SUBJECTS or token.tag_ != "NNS" or in_heading(scene.layout, token.idx):
            continue
        place = _phrase(token)
        words = scene.layout.text[place[0] : place[1]].lower().split()
        if not _COUNTED.intersection(words[:2]) or scene.layout.is_quoted(token.idx):
            continue
        if any(start < place[1] and place[0] < end for start, end in taken):
            continue
        phrase = parse_phrase(scene.layout.text, *place)
        bodies = phrase is not None and (phrase.head in lexicon().bodies or phrase.head in _SIDES)
        if phrase is not None and phrase.plural and bodies and pair_before(scene, phrase) is None:
            resolve_group(scene, phrase)


def _phrase(noun: Token) -> Place:
    """A noun with its article, adjectives and owner, up to the noun itself."""
    first = noun
    for child in noun.lefts:
        if child.dep_ in {"det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "flat"}:
            edge = child.left_edge
            if edge.i < first.i:
                first = edge
    return first.idx, noun.idx + len(noun)


def _is_definite(noun: Token) -> bool:
    """Whether a noun's phrase opens with a definite article, or with whose it is."""
    return any(
        (child.dep_.startswith("det") and child.lower_ in _DEFINITE) or (child.dep_ == "nmod:poss")
        for child in noun.lefts
    )


def _may_be_somebody(noun: Token) -> bool:
    """Whether a noun is an office or a body."""
    return may_be_role(noun.lower_) or noun.lower_ in lexicon().bodies


def _in_apposition(scene: Scene, noun: Token, names: dict[int, tuple[Place, int]]) -> Guess:
    """The member whose name is in apposition to an office: "Ada Novak, the mayor", "the mayor, Ada Novak"."""
    if not _may_be_somebody(noun):
        return NOBODY
    other = noun.head if noun.dep_ == "appos" else next((c for c in noun.rights if c.dep_ == "appos"), None)
    if other is None or other.pos_ != "PROPN":
        return NOBODY
    for place, member in names.values():
        if place[0] <= other.idx < place[1]:
            person = scene.member(member).is_one_person
            fits = may_be_role(noun.lower_) == person
            return Guess(member, (), _APPOSITION_CONFIDENCE) if fits else NOBODY
    return NOBODY


def _within_another(scene: Scene, noun: Token, place: Place) -> tuple[Place, Guess]:
    """A body with a will of its own within another, which acts: "Selby Ferries' works council backed it"."""
    if noun.lower_ not in _OF_THEIR_OWN:
        return place, NOBODY
    text = scene.layout.text
    # The parser may leave out whose it is.
    owners = [
        start
        for start, end in scene.cast.named
        if end <= place[0] and text[end : place[0]].strip() in _ENDINGS
    ]
    whole = max(owners, default=place[0]), place[1]
    phrase = parse_phrase(text, *whole)
    owner = owner_of(scene, *phrase.owner) if phrase is not None and phrase.owner is not None else None
    if phrase is None or owner is None or scene.member(owner).kind != "organization":
        return place, NOBODY
    return whole, resolve_body(scene, phrase)


def _known(scene: Scene, place: Place) -> Guess:
    """The member known already that a description stands for."""
    phrase = parse_phrase(scene.layout.text, *place)
    if phrase is None:
        return NOBODY
    members = scene.cast.members
    before = len(members)
    if phrase.plural:
        guess = pair_before(scene, phrase) or resolve_group(scene, phrase, known_only=True)
        if guess.member is not None and scene.member(guess.member).parts:
            return guess  # a pair is new only as a pair
    elif may_be_role(phrase.head):
        guess = resolve_office(scene, phrase)
    else:
        guess = known_body(scene, phrase)
    del members[before:]  # nobody whom only such words name
    return guess if guess.member is not None and guess.member < before else NOBODY
