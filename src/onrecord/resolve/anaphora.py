"""Whom the pronouns of a report stand for, wherever they stand; in doubt they stand for nobody.

Each mention before a pronoun is a candidate. Gender, number and the pronoun's own clause rule some out; what
part a candidate plays in its clause, how near it is and how often it has been named rank the rest, as in the
salience factors of Lappin and Leass (Computational Linguistics 20(4), 1994). The weights were set by hand on
GUM's training documents.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.resolve.joint import group_of, joined_names
from onrecord.resolve.lexicon import Gender
from onrecord.resolve.pronouns import GENDERS, NOBODY, Guess
from onrecord.resolve.scene import Place, Scene, in_heading
from onrecord.resolve.taken_up import SURE, taken_up
from onrecord.text.tokens import Doc, Token

Part = Literal["subject", "object", "owner", "other"]

SINGULAR: dict[str, Gender] = {**GENDERS, "himself": "masculine", "hers": "feminine", "herself": "feminine"}
PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
THING = frozenset(["it", "its", "itself"])
OWN = frozenset(["i", "me", "my", "mine", "myself"])
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubjpass", "csubj"])
_OBJECTS = frozenset(["obj", "iobj", "dobj"])
_SAME_PHRASE = frozenset(["flat", "compound", "appos", "conj", "nmod:desc", "nummod"])
_WEIGHTS: dict[Part, float] = {"subject": 1.0, "object": 0.4, "owner": 0.3, "other": 0.0}
_REACH = 4
_PER_SENTENCE = 0.8
_PER_PARAGRAPH = 0.5
_LEAST_MARGIN = 0.5
_FIRST_PAIR = -2
_LATEST = 80
_SPEAKING = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that a later pronoun may stand for.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        member: number of the member; below -1 for several joined by "and", who are not a member yet.
        part: what it is in its clause.
        clause: index of the verb that the clause is built on, or -1.
        pronoun: whether it is a pronoun itself.
    """

    start: int
    end: int
    member: int
    part: Part = "other"
    clause: int = -1
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch that is attributed to a member.

    Attributes:
        start: offset of the content.
        end: offset after it.
        member: number of the speaker.
        direct: whether it is in the speaker's words.
        confidence: how sure the speaker is, 0 to 1.
    """

    start: int
    end: int
    member: int
    direct: bool
    confidence: float = 1.0


def resolve_pronouns(
    scene: Scene, known: Sequence[tuple[Place, int, float]], said: Sequence[Said]
) -> list[tuple[Place, int, float]]:
    """Find whom the pronouns of a report stand for that no attribution has as its source.

    Args:
        scene: what the report names.
        known: offsets, member and confidence of the mentions known already.
        said: what is attributed to whom.

    Returns:
        Offsets, member and confidence of the pronouns that stand for somebody, in order.
    """
    doc, layout = scene.doc, scene.layout
    if not doc.has_annotation("DEP"):
        return []
    taken = {place for place, _, _ in known}
    items: list[tuple[int, int, int | None]] = [(*place, member) for place, member, _ in known]
    for token in doc:
        place = (token.idx, token.idx + len(token))
        if _is_pronoun(token) and place not in taken and not in_heading(layout, token.idx):
            items.append((*place, None))
    pairs = {_FIRST_PAIR - n: pair for n, pair in enumerate(joined_names(scene))}
    items += [(*place, number) for number, (place, _) in pairs.items()]
    seen: list[Seen] = []
    counts: Counter[int] = Counter()
    found: list[tuple[Place, int, float]] = []
    for start, end, member in sorted(items, key=lambda item: (item[0], -item[1])):
        head = head_of(doc, start, end)
        if member is None and head is not None:
            guess = _resolve(scene, head, seen, counts, said)
            if guess.member is None:
                continue
            member = guess.member
            if member in pairs:
                place, members = pairs[member]
                number = group_of(scene, members, *place)
                seen = [replace(each, member=number) if each.member == member else each for each in seen]
                member = number
            found.append(((start, end), member, guess.confidence))
        if member is None:
            continue
        counts[member] += 1
        part, clause = part_of(head) if head is not None else ("other", -1)
        pronoun = head is not None and head.pos_ in {"PRON", "DET"}
        seen.append(Seen(start, end, member, part, clause, pronoun))
    return found


def _is_pronoun(token: Token) -> bool:
    words = token.lower_
    if words == "it" and (token.dep_ == "expl" or _is_empty(token)):
        return False
    return (words in SINGULAR or words in PLURAL or words in THING or words in OWN) and token.text != "IT"


def _is_empty(token: Token) -> bool:
    """Whether "it" only holds the place of a clause: "it is clear that", "it seems"."""
    head = token.head
    if head.lemma_ in {"seem", "appear", "rain", "snow"}:
        return True
    return any(
        child.dep_ in {"csubj", "ccomp", "advcl"} and child.i > token.i for child in head.children
    ) and (head.pos_ in {"ADJ", "NOUN", "ADV"})


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """The word that a stretch hangs on."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def part_of(token: Token) -> tuple[Part, int]:
    """What part a word plays in its clause, and the index of the clause's verb."""
    top = token
    for _ in range(6):
        if top.dep_ not in _SAME_PHRASE or top.head is top:
            break
        top = top.head
    clause = _clause(top)
    if top.dep_ in _SUBJECTS:
        return "subject", clause
    if top.dep_ in _OBJECTS:
        return "object", clause
    return ("owner" if top.dep_ == "nmod:poss" else "other"), clause


def _clause(token: Token) -> int:
    """The index of the verb, or other predicate, that a word belongs to."""
    here = token
    for _ in range(12):
        if here.head is here:
            return here.i
        up = here.head
        if here.dep_ in _SUBJECTS or up.pos_ in {"VERB", "AUX"}:
            return up.i
        here = up
    return here.i


def _resolve(
    scene: Scene, token: Token, seen: Sequence[Seen], counts: Counter[int], said: Sequence[Said]
) -> Guess:
    """Whom a pronoun stands for."""
    layout, words, offset = scene.layout, token.lower_, token.idx
    quotation = layout.quotation_at(offset)
    around = [each for each in said if each.start <= offset < each.end]
    inner = min(around, key=lambda each: each.end - each.start) if around else None
    if words in OWN:
        if inner is None or not (inner.direct or quotation is not None):
            return NOBODY
        return Guess(inner.member, (), min(0.95, inner.confidence))
    speaker = inner.member if inner is not None else None
    speaking = {each.member for each in said if 0 <= offset - each.start < _SPEAKING}
    latest = [
        (one.start, one.member, one.part == "subject" or one.member in speaking) for one in seen[-_LATEST:]
    ]
    sole = taken_up(scene, words, offset, latest)
    if sole is not None and quotation is None:
        return Guess(sole, (), SURE)
    scored: dict[int, float] = {}
    pronoun = _Pronoun(words, offset, *part_of(token), quotation is not None)
    for candidate in _candidates(seen, inner, token):
        if quotation is not None and candidate.member == speaker:
            continue
        score = _score(scene, pronoun, candidate, counts)
        if score is None:
            continue
        if speaker is not None and quotation is None and candidate.member == speaker:
            score += 0.7
        if score > scored.get(candidate.member, -99.0):
            scored[candidate.member] = score
    return _chosen(words, scored)


def _candidates(seen: Sequence[Seen], inner: Said | None, token: Token) -> list[Seen]:
    """The mentions before a pronoun, the latest first, and the speaker in whose paraphrase it stands."""
    found = list(reversed(seen[-_LATEST:]))
    if inner is not None and not inner.direct:
        found.append(Seen(token.idx, token.idx, inner.member, "subject"))
    return found


def _chosen(words: str, scored: dict[int, float]) -> Guess:
    """The best of the candidates, or nobody where another is as good."""
    ranked = sorted(scored, key=lambda member: (-scored[member], member))
    if not ranked or scored[ranked[0]] < _least(words):
        return NOBODY
    margin = scored[ranked[0]] - scored[ranked[1]] if len(ranked) > 1 else 2.0
    if margin < _LEAST_MARGIN:
        return NOBODY
    return Guess(ranked[0], tuple(ranked[1:3]), min(0.92, 0.6 + 0.15 * margin))


def _least(words: str) -> float:
    """The least score that somebody must have to be meant."""
    return 0.6 if words in THING else 0.3 if words in PLURAL else -0.6


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """A pronoun where it stands.

    Attributes:
        words: in small letters.
        offset: of its first character.
        part: what it is in its clause.
        clause: which clause that is.
        quoted: whether it stands in a quotation.
    """

    words: str
    offset: int
    part: Part
    clause: int
    quoted: bool


def _score(scene: Scene, pronoun: _Pronoun, candidate: Seen, counts: Counter[int]) -> float | None:
    """How well a candidate answers to a pronoun, or None where it can't."""
    layout, words, offset, part = scene.layout, pronoun.words, pronoun.offset, pronoun.part
    back = layout.sentence_at(offset) - layout.sentence_at(candidate.start)
    if back > _REACH or candidate.end > offset > candidate.start:
        return None
    fit = _fit(scene, words, candidate.member)
    if fit is None:
        return None
    same_clause = back == 0 and candidate.clause == pronoun.clause and candidate.end <= offset
    if words in _REFLEXIVE:
        nearest = 2.0 - 0.01 * (offset - candidate.start)
        return fit + nearest if back == 0 and candidate.part == "subject" else None
    if same_clause and part in {"object", "subject"} and candidate.part in {"subject", "object"}:
        return None  # "Novak saw her": somebody else
    score = fit + _WEIGHTS[candidate.part] - _PER_SENTENCE * back
    score -= _PER_PARAGRAPH * (layout.block_at(offset) - layout.block_at(candidate.start))
    score += 0.25 * min(3.0, math.log2(1 + counts[candidate.member]))
    if part == candidate.part == "subject":
        score += 0.4
    if part == "owner" and candidate.part == "subject" and back == 0:
        score += 0.6
    if not pronoun.quoted and layout.is_quoted(candidate.start):
        score -= 0.8
    return score - 0.001 * min(500, offset - candidate.start)


def _fit(scene: Scene, words: str, number: int) -> float | None:
    """How well a member fits a pronoun by gender and number, or None where it can't."""
    if number <= _FIRST_PAIR:
        return 1.0 if words in PLURAL else None
    member = scene.member(number)
    if words in SINGULAR:
        if member.kind not in {"person", "unnamed"} or member.plural:
            return None
        if member.gender is None:
            return (0.0 if member.is_surely_person else -0.8) if member.kind == "person" else -0.5
        return 1.0 if member.gender == SINGULAR[words] else None
    if words in THING:
        return {"organization": 0.3, "state": 0.0}.get(member.kind)
    if member.plural:
        return 1.0
    return {"group": 1.0, "organization": 0.0}.get(member.kind)
