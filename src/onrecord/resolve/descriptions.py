"""Whom a description stands for: "the labour minister", "the company", "a senior official", "both unions"."""

import re
from collections.abc import Collection

from onrecord.model import ActorKind
from onrecord.resolve.cast import Member, Office, bodies_like
from onrecord.resolve.lexicon import lexicon, singular
from onrecord.resolve.names import is_demonym, is_office
from onrecord.resolve.naming import content_words
from onrecord.resolve.office_fit import office_fit
from onrecord.resolve.phrases import Phrase, is_past, parse_phrase
from onrecord.resolve.pronouns import GENDERS, NOBODY, Guess, resolve_pronoun
from onrecord.resolve.scene import Scene
from onrecord.resolve.subjects import subjects_before
from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.words import word_set

_NEVER_HEARD = 1.5
_LEAST_FIT = 0.9


def name_at(scene: Scene, start: int, end: int) -> Member | None:
    """The member that a stretch names, where it is a name with at most an article, title or office."""
    words = scene.layout.text[start:end]
    for (first, last), numbers in scene.cast.named.items():
        if start <= first and last <= end:
            left = [fold(word) for word in words[: first - start].split()]
            right = words[last - start :].strip().lower()
            if all(word == "the" or is_office(word) for word in left) and right in _POSSESSIVE_ENDINGS:
                return scene.member(numbers[0])
    return None


_IN_TURN = frozenset(["predecessor", "successor"])
# Offices that a state has and a person has not: "her president" is not hers alone.
_OF_A_STATE_ALONE = frozenset(
    ["president", "minister", "premier", "chancellor", "king", "queen", "ambassador"]
)
_OF_BODIES = frozenset(["its", "their"])
_APPOSED = re.compile(r"(?:, (?:the|an?) [^,.;]{2,60}){0,2}, ")
_OF_A_NAME = re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w'\u2019-]*(?:\s+[A-Z][\w'\u2019-]*)*")
_FAR = 130
_POSSESSIVE_ENDINGS = frozenset(["", "'s", "\u2019s", "'", "\u2019"])


def owner_of(scene: Scene, start: int, end: int) -> int | None:
    """The member that the owner in a phrase stands for.

    Args:
        scene: what has been heard of.
        start: offset of the owner's words: "Labour", "the ferry pilots", "Ukrainian", "its".
        end: offset after them.

    Returns:
        The member's number; None where the words name nobody ("Foreign" in "Foreign Minister").
    """
    text = scene.layout.text
    words = text[start:end]
    lowered = words.lower()
    if lowered in GENDERS or lowered in _OF_BODIES:
        joined = _named_right_before(scene, start)
        if joined is None and lowered in _OF_BODIES:
            joined = body_spoken_of(scene, start)
        if joined is None and lowered in GENDERS:
            joined = _holder_spoken_of(scene, lowered, start)
        return joined if joined is not None else resolve_pronoun(scene, lowered, start).member
    named = name_at(scene, start, end) or _by_prefix(scene, start, end)
    if named is not None:
        return named.number
    country = country_of(words)
    if country is not None:
        return state_member(scene, country[0], words, start).number
    people = _state_of_people(scene, words)
    if people is not None:
        return people.number
    article = re.search(r"\b[Tt]he\s+$", text[max(0, start - 5) : start])
    phrase = parse_phrase(text, start - len(article[0]) if article else start, end)
    if phrase is None:
        return None
    like = [pair for pair in bodies_like(scene.cast, content_words(words)) if pair[1].kind != "state"]
    if like and like[0][0] >= len(content_words(words)):
        return like[0][1].number
    if phrase.head in lexicon().bodies and not phrase.plural:
        return resolve_body(scene, phrase).member
    if phrase.determiner == "definite" and phrase.plural and re.match(r"the\s", lowered):
        return _new(scene, "group", _as_name(words), start).number
    return None


def body_spoken_of(scene: Scene, offset: int) -> int | None:
    """The body that a sentence is about: "the union" in "The union will sign, its leader said".

    Where the sentence has said nothing of anybody yet, the one before tells: "The union signed. Its leader".
    """
    layout = scene.layout
    here = layout.sentence_at(offset)
    places = list(subjects_before(scene.doc, layout, offset))
    if not places and here and layout.block_at(layout.sentences[here - 1].start) == layout.block_at(offset):
        places = list(subjects_before(scene.doc, layout, layout.sentences[here - 1].end - 1))[:1]
    for place in places:
        named = name_at(scene, *place) or _named_after(scene, place[1]) or _unlisted(scene, *place)
        if named is None and not _is_of_a_body(layout.text, place):
            phrase = parse_phrase(layout.text, *place)
            known = _by_last_word(scene, phrase).member if phrase is not None else None
            if known is None:
                continue
            named = scene.member(known)
        if named is None and (whose := _OF_A_NAME.match(layout.text, place[1])):
            place = place[0], whose.end()  # "The council of Veld refused. Its leader"
        number = named.number if named is not None else owner_of(scene, *place)
        if number is not None and not scene.member(number).is_one_person:
            return number
    return None


def _holder_spoken_of(scene: Scene, pronoun: str, offset: int) -> int | None:
    """Whom the sentence before last speaks of by an office: "..., the mayor said. Her deputy"."""
    layout = scene.layout
    here = layout.sentence_at(offset)
    if layout.sentences[here].start != offset or not here:
        return None
    end = layout.sentences[here - 1].end
    if layout.block_at(layout.sentences[here - 1].start) != layout.block_at(offset):
        return None
    for place in list(subjects_before(scene.doc, layout, end - 1))[-1:]:
        phrase = parse_phrase(layout.text, *place)
        if phrase is None or phrase.determiner != "definite" or phrase.head not in lexicon().roles:
            return None
        holder = resolve_office(scene, phrase).member
        known = holder is not None and scene.member(holder).gender in {None, GENDERS[pronoun]}
        return holder if known else None
    return None


def _unlisted(scene: Scene, start: int, end: int) -> Member | None:
    """The body whose name no tagger knew: "Long Shore" in "Long Shore refused. Its leader"."""
    words = re.sub(r"^[Tt]he\s+(?:[a-z]+\s+)*", "", scene.layout.text[start:end])
    if len(words.split()) < 2 or not all(word[0].isupper() for word in words.split()):
        return None
    like = (member for member in scene.cast.of_kind("organization") if words in member.forms)
    return next(like, None) or _new(scene, "organization", words, start)


def _named_after(scene: Scene, end: int) -> Member | None:
    """The body whose name stands in apposition after a noun: "the largest party, Common Shore, said"."""
    text = scene.layout.text
    for (first, last), numbers in scene.cast.named.items():
        if end < first < end + _FAR and _APPOSED.fullmatch(text, end, first) and text[last : last + 1] == ",":
            return scene.member(numbers[0])
    return None


def _is_of_a_body(text: str, place: tuple[int, int]) -> bool:
    """Whether words describe a body or its people: "the ferry union", "the pilots"."""
    phrase = parse_phrase(text, *place)
    if phrase is None or phrase.determiner != "definite":
        return False
    known = lexicon()
    return phrase.head in known.bodies or (phrase.plural and phrase.head in known.roles | known.groups)


def _state_of_people(scene: Scene, words: str) -> Member | None:
    """The state whose people a capitalised word stands for: "Ostravan" for a cast that has Ostrava."""
    folded = fold(re.sub(r"^[Tt]he\s+|['\u2019]s?$", "", words))
    if not words[:1].isupper() and not words.lower().startswith("the "):
        return None
    for member in scene.cast.of_kind("state", "organization"):
        if is_demonym(folded, fold(member.name)):
            return member
    return None


def _named_right_before(scene: Scene, offset: int) -> int | None:
    """The member that a possessive pronoun points at in "Ostrava and its leader"."""
    for (_, end), numbers in scene.cast.named.items():
        if 0 < offset - end <= 5 and scene.layout.text[end:offset].strip() in {"and", ",", "or"}:
            return numbers[0]
    return None


def _by_prefix(scene: Scene, start: int, end: int) -> Member | None:
    """The member that the first words of a stretch name: "US" in "US Special"."""
    text = scene.layout.text
    for match in reversed(list(re.finditer(r"\s+", text[start:end]))):
        cut, rest = start + match.start(), text[start + match.end() : end]
        if not (rest[:1].isupper() or rest in _OF_A_STATE):
            continue
        named = name_at(scene, start, cut)
        if named is not None and named.kind != "person":
            return named
        country = country_of(text[start:cut])
        if country is not None:
            return state_member(scene, country[0], text[start:cut], start)
    return None


def state_member(scene: Scene, country: str, words: str, place: int) -> Member:
    """The member of the cast that is a country, added where it is new."""
    for member in scene.cast.of_kind("state"):
        if member.name == country:
            return member
    member = scene.cast.add("state", country, place)
    member.forms.clear()
    member.forms[words] = None
    member.first_words = words
    return member


def _new(scene: Scene, kind: ActorKind, words: str, place: int) -> Member:
    member = scene.cast.add(kind, words, place)
    return member


def resolve_office(scene: Scene, phrase: Phrase, barred: Collection[int] = ()) -> Guess:
    """Find the person that an office stands for.

    Args:
        scene: what has been heard of.
        phrase: "the labour minister", "its president", "the Ukrainian leader".
        barred: numbers of members that it can't be.

    Returns:
        The guess; nobody where no one is known to hold such an office.
    """
    owner, words, modifiers = office_owner(scene, phrase)
    scored: list[tuple[float, int]] = []
    for member in scene.cast.of_kind("person", "unnamed"):
        if (phrase.pronoun and member.number == owner) or member.number in barred:
            continue  # "his predecessor" is not himself
        fits = [office_fit(scene, phrase, office, owner, words, modifiers) for office in member.offices]
        best = max((fit for fit in fits if fit is not None), default=None)
        if best is None:
            continue
        score = best - _staleness(scene, member.number, phrase.start)
        if score >= _LEAST_FIT:
            scored.append((score, member.number))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    if not scored:
        return NOBODY
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.0
    others = tuple(number for _, number in scored[1:3]) if margin < 0.5 else ()
    return Guess(scored[0][1], others, min(0.93, 0.7 + 0.1 * margin))


def office_owner(scene: Scene, phrase: Phrase) -> tuple[int | None, str, frozenset[str]]:
    """Whose office a phrase speaks of, in which words, and the words that tell the office from others."""
    text = scene.layout.text
    if phrase.pronoun:
        owner = owner_of(scene, phrase.start, phrase.start + len(phrase.pronoun))
        return _ruled(scene, owner, phrase.head), "", phrase.strong_modifiers
    if phrase.owner is None:
        return None, "", phrase.strong_modifiers
    words = text[phrase.owner[0] : phrase.owner[1]]
    if phrase.head == "head" and fold(words) in lexicon().heads:
        return None, words, phrase.strong_modifiers  # "the head of state": of which, it doesn't say
    owner = owner_of(scene, *phrase.owner)
    if (
        owner is None
        and re.match(r"\s+[^\W\d_]", text[phrase.owner[1] : phrase.owner[1] + 3])
        and phrase.owner[1] < phrase.end
    ):
        return None, "", phrase.strong_modifiers | frozenset(fold(words).split())
    return _ruled(scene, owner, phrase.head), words, phrase.strong_modifiers


def _ruled(scene: Scene, owner: int | None, head: str) -> int | None:
    """Whose office it is where the words name a person: "her president" is her country's."""
    if owner is None or head not in _OF_A_STATE_ALONE:
        return owner
    return next(iter(scene.member(owner).acts_for), owner)


def office_party(scene: Scene, phrase: Phrase, owner: int | None) -> int | None:
    """Whom the holder of an office acts for, by the member whose office it is.

    A predecessor or successor of a person acts for whom that person acts for, a rival or counterpart for
    nobody known, and who held the office once for nobody.
    """
    if owner is None or is_past(phrase):
        return None
    if phrase.head in _IN_TURN:
        return next(iter(scene.member(owner).acts_for), None)
    if phrase.head in lexicon().beside:
        return None
    return owner


def _staleness(scene: Scene, member: int, offset: int) -> float:
    """What counts against a member that was last heard of long ago, or not at all yet."""
    back = scene.last_heard(member, offset)
    return _NEVER_HEARD if back is None else min(2.0, 0.12 * back)


def resolve_body(scene: Scene, phrase: Phrase) -> Guess:
    """Find the body that a description stands for, or add it to the cast.

    Args:
        scene: what has been heard of.
        phrase: "the company", "the labour ministry", "the ferry union".
    """
    known = known_body(scene, phrase)
    return known if known.member is not None else _added(scene, phrase, "organization")


def known_body(scene: Scene, phrase: Phrase) -> Guess:
    """Find the body that a description stands for among those heard of.

    Args:
        scene: what has been heard of.
        phrase: as for `resolve_body`.

    Returns:
        The guess; nobody where no known body answers to the description.
    """
    text = scene.layout.text
    if phrase.head == "side" and phrase.owner is not None:
        owner = owner_of(scene, *phrase.owner)
        if owner is not None:
            return Guess(owner, (), 0.85)
    if phrase.head not in lexicon().bodies:
        return _by_last_word(scene, phrase)
    words = [word for word in content_words(text[phrase.start : phrase.end]) if singular(word) != phrase.head]
    if phrase.pronoun:
        words = words[1:]
    if words:
        like = bodies_like(scene.cast, words)
        both = [member for shared, member in like if member.kind != "state" and shared >= len(words)]
        return _chosen(scene, both, phrase, 0.85) if both else NOBODY
    with_head = [
        member
        for _, member in bodies_like(scene.cast, (phrase.head,))
        if member.kind != "state" and not _is_counted(member)
    ]
    if with_head:
        return _chosen(scene, with_head, phrase, 0.85)
    if phrase.determiner == "definite" and phrase.head in {"country", "state", "republic", "nation"}:
        return _latest(scene, phrase, ("state",))
    if phrase.determiner == "definite" and phrase.head in lexicon().open_bodies:
        return _latest(scene, phrase, ("organization",))
    return NOBODY


def _by_last_word(scene: Scene, phrase: Phrase) -> Guess:
    """The body whose name ends with a description's noun: "the infirmary" for the "Veld Infirmary"."""
    if phrase.determiner != "definite" or phrase.plural or phrase.modifiers or phrase.owner is not None:
        return NOBODY
    called = [
        member
        for member in scene.cast.of_kind("organization")
        if member.name[:1].isupper() and content_words(member.name)[1:][-1:] == (phrase.head,)
    ]
    return _chosen(scene, called, phrase, 0.85) if called else NOBODY


def _is_counted(member: Member) -> bool:
    """Whether a group goes by how many it is, so that no one body is meant: "both unions"."""
    return member.kind == "group" and not _COUNTS.isdisjoint(member.name.lower().split()[:2])


def _chosen(scene: Scene, members: list[Member], phrase: Phrase, confidence: float) -> Guess:
    """The member heard of last among several."""
    ranked = sorted(members, key=lambda m: (_staleness(scene, m.number, phrase.start), m.number))
    return Guess(ranked[0].number, tuple(m.number for m in ranked[1:3]), confidence - 0.1 * (len(ranked) > 1))


def _latest(scene: Scene, phrase: Phrase, kinds: tuple[str, ...]) -> Guess:
    """The body heard of last that its name doesn't show to be of another sort."""
    seen: list[int] = []
    for _, heard in scene.before(phrase.start, 40):
        member = scene.member(heard.member)
        if member.kind in kinds and member.number not in seen and not _is_settled(member):
            seen.append(member.number)
    if not seen:
        return NOBODY
    return Guess(seen[0], tuple(seen[1:3]), 0.7 if len(seen) == 1 else 0.6)


def _is_settled(member: Member) -> bool:
    """Whether a body's name says of what sort it is, or where it sits."""
    words = [singular(word) for word in content_words(member.name)]
    if not words:
        return False
    return any(word in lexicon().settled for word in (words[0], words[-1])) or words[-1] in lexicon().seats


def _added(scene: Scene, phrase: Phrase, kind: ActorKind) -> Guess:
    """A new member named by its description."""
    words = scene.layout.text[phrase.start : phrase.end]
    for member in scene.cast.of_kind(kind):
        if any(content_words(form) == content_words(words) for form in member.forms):
            return Guess(member.number, (), 0.8)
    member = scene.cast.add(kind, _as_name(words), phrase.start)
    member.first_words = words
    member.forms.clear()
    member.forms[words] = None
    return Guess(member.number, (), 0.8)


def _as_name(words: str) -> str:
    """A description as a name: its article in small letters."""
    return re.sub(r"^(?:The|A|An|One|Two|Three|Some|Several|Both)\b", lambda m: m[0].lower(), words)


def resolve_group(scene: Scene, phrase: Phrase, known_only: bool = False) -> Guess:
    """Find the group that a plural description stands for: "both unions", "the dockers".

    Args:
        scene: what has been heard of.
        phrase: the description.
        known_only: whether to find nobody rather than add a new group.
    """
    text = scene.layout.text
    people = _state_of_people(scene, text[phrase.start : phrase.end])
    if people is not None:
        return Guess(people.number, (), 0.8)
    words = [w for w in content_words(text[phrase.start : phrase.end]) if w not in _COUNTS]
    known = [
        member
        for member in scene.cast.of_kind("group")
        if [w for w in content_words(member.name) if w not in _COUNTS] == words
    ]
    if known:
        return _chosen(scene, known, phrase, 0.85)
    like = [m for shared, m in bodies_like(scene.cast, words) if shared >= len(words) and m.kind != "state"]
    if like and phrase.head not in lexicon().bodies and phrase.head not in lexicon().groups:
        return _chosen(scene, like, phrase, 0.75)
    return NOBODY if known_only else _added(scene, phrase, "group")


_OF_A_STATE = word_set("state government nation republic delegation side team embassy mission leadership")
_POINTS_BACK = re.compile(r"\bof\s+(?:them|those|these|us|whom)$", re.IGNORECASE)
_COUNTS = frozenset(["both", "two", "three", "four", "five", "six", "seven", "all", "these", "those"])


def resolve_newcomer(scene: Scene, phrase: Phrase, end: int) -> Guess:
    """Add somebody whom the words leave unnamed: "a senior official at the ministry"."""
    words = scene.layout.text[phrase.start : end]
    for member in scene.cast.of_kind("unnamed"):
        if _POINTS_BACK.search(words):
            break  # "one of them" may be another each time
        if fold(words) in {fold(form) for form in member.forms} and not phrase.plural:
            return Guess(member.number, (), 0.8)
    owner, owner_words, modifiers = office_owner(scene, phrase)
    member = scene.cast.add("unnamed", _as_name(words), phrase.start)
    member.first_words = words
    member.forms.clear()
    member.forms[words] = None
    member.plural = phrase.plural
    member.offices.append(Office(phrase.title, phrase.head, modifiers, owner, owner_words))
    gender = lexicon().genders.get(phrase.head)
    if gender:
        member.genders[gender] += 3
    party = office_party(scene, phrase, owner)
    if party is not None and phrase.head in lexicon().roles:
        member.acts_for.append(party)
    return Guess(member.number, (), 0.9)
