"""Find the offices that a report says people hold: "River Minister Ada Novak", "Bruno Orr, who leads ..."."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from onrecord.resolve.cast import Cast, Member, Office
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.names import Name
from onrecord.resolve.phrases import Phrase, is_past, parse_phrase, words_of
from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

OwnerOf = Callable[[int, int], int | None]

_STOPS = word_set(
    "said says told asked added and but that when while with to by from as after before because if although "
    "whether is was are were be been has had have did does will would could may might against between than "
    "or nor so then despite where who which whose on in at into about over under including called named "
    "like per"
)
_LEADS = {
    "leads": "leader", "led": "leader", "heads": "head", "headed": "head", "chairs": "chairman",
    "chaired": "chairman", "runs": "head", "directs": "director", "represents": "representative",
    "represented": "representative", "commands": "commander", "founded": "founder", "owns": "owner",
}  # fmt: skip
_WHO_LEADS = re.compile(
    r",?\s+(?:who|which)\s+(?:also\s+|now\s+|has\s+|jointly\s+)?(?P<verb>" + "|".join(_LEADS) + r")\s+"
    r"(?P<owner>[^,.;:\u2013\u2014]{2,60}?)(?=\s+(?:and|but|since|for|from)\b|\s*[,.;:\u2013\u2014]|$)"
)
_WHO_ACTS_FOR = re.compile(
    r",?\s+who\s+(?:handles|runs|oversees|manages|directs|speaks|negotiates|acts|answers)\s+"
    r"(?:[\w'\u2019-]+\s+){0,5}?for\s+(?P<owner>(?:the\s+)?[\w'\u2019 -]{2,60}?)(?=\s*[,.;:\u2013\u2014]|$)"
)
_WHO_AS = re.compile(r",?\s+who,?\s+as\s+(?P<office>[^,.;:]{3,70}?)(?=\s+\w+(?:s|ed)\b|\s*,)")
_OF = re.compile(
    r"\s+(?:of|from|for)\s+(?P<owner>(?:the\s+)?[^\W\d_a-z][^,.;:()\u2013\u2014]{1,60}?)"
    r"(?=\s+[a-z]|\s*[,.;:()\u2013\u2014]|$)"
)
_APPOSITION = re.compile(r"\s*,\s+(?P<office>[^,.;:()\"\u201c\u201d\u2013\u2014]{3,90})")
_TITLE = re.compile(r"\s+(?:[A-Z]\w+\s+)?Minister\b")
_SEAT_OF = re.compile(
    r"\s*,\s+(?:the|its)\s+(?:official\s+)?(?:seat|residence|office|offices|headquarters)\s+of\s+"
    r"(?P<whose>[^,.;:()\u2013\u2014]{3,60})"
)
_BECOMES = re.compile(
    r",?\s+(?:is|becomes|became|has become|(?:was|has been) (?:named|appointed|elected))"
    r"\s+(?:as\s+)?(?P<office>(?:the|its|their)\s+[^,.;:()\"\u201c\u201d\u2013\u2014]{3,70})"
)
DEPUTIES = frozenset(["deputy"])
_DETERMINERS = word_set("the a an its his her their")
_OF_WHAT = frozenset(["of", "for"])
_LONGEST_BEFORE = 9
_TO = re.compile(r"\bto (?:the )?$")
_LONGEST_TO = 8
_CLAUSE_WORDS = frozenset(["VERB", "AUX", "ADP", "SCONJ", "CCONJ", "ADV"])


def find_offices(doc: Doc, layout: Layout, names: Sequence[Name], cast: Cast, owner_of: OwnerOf) -> None:
    """Add to a cast the offices that its persons hold, and whom they act for.

    Args:
        doc: the tokens, tagged or not.
        layout: the text.
        names: its names in order.
        cast: who they stand for; persons gain offices.
        owner_of: finds the member that words stand for, by their offsets.
    """
    reading = _Reading(doc, layout.text, cast, owner_of)
    for name in names:
        numbers = cast.named.get((name.start, name.end))
        if not numbers or layout.is_quoted(name.start):
            continue
        member = cast.members[numbers[0]]
        if member.kind != "person":
            _seat(layout.text, name, member, owner_of)
            continue
        sentence = layout.sentences[layout.sentence_at(name.start)]
        set_apart = _before(reading, sentence.start, name, member)
        _after(reading, sentence.end, name, member, set_apart)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What offices are read from.

    Attributes:
        doc: the tokens.
        text: the whole text.
        cast: who is named in it.
        owner_of: finds the member that words stand for, by their offsets.
    """

    doc: Doc
    text: str
    cast: Cast
    owner_of: OwnerOf


def _seat(text: str, name: Name, member: Member, owner_of: OwnerOf) -> None:
    """Whose seat a building is: "the Grey House, the seat of the Ostravan president"."""
    found = _SEAT_OF.match(text, name.end)
    if found is None:
        return
    phrase = parse_phrase(text, *found.span("whose"))
    ruler = phrase is not None and phrase.head in lexicon().roles
    whose = phrase.owner if phrase is not None and ruler else found.span("whose")
    owner = owner_of(*whose) if whose is not None else None
    if owner is not None:
        _act_for(member, owner)


def _before(reading: _Reading, begin: int, name: Name, member: Member) -> bool:
    """The office before a name: "the minister, Ada Novak", "Labour leader Ada Novak".

    Returns:
        Whether the name stands in apposition to it, so that a comma after the name closes that.
    """
    doc, text, start = reading.doc, reading.text, name.start
    titled = re.search(r"\b[^\W\d_]{1,12}\.?\s+$", text[max(begin, start - 16) : start])
    words = words_of(text, begin, start)
    if titled and words and fold(words[-1][2]) in {"mr", "mrs", "ms", "dr", "miss", "mx"}:
        words = words[:-1]
    taken = _office_before(doc, text, words, start)
    if not taken:
        return False
    held = _hold(reading, parse_phrase(text, taken[0][0], taken[-1][1]), member)
    if all(word[2][0].isupper() for word in taken) and text[: taken[0][0]].endswith(", "):
        # "The union's secretary, Deputy Mayor Ada Novak": a title after an office.
        earlier = _office_before(doc, text, [word for word in words if word[1] < taken[0][0]], taken[0][0])
        if earlier:
            _hold(reading, parse_phrase(text, earlier[0][0], earlier[-1][1]), member)
    return held and "," in text[taken[-1][1] : name.start]


def _office_before(
    doc: Doc, text: str, words: Sequence[tuple[int, int, str]], start: int
) -> list[tuple[int, int, str]]:
    """The words right before an offset that may be an office, with at most a comma after them."""
    taken: list[tuple[int, int, str]] = []
    after = start
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        gap = text[word[1] : after].strip()
        if (gap and not (gap == "," and not taken)) or len(taken) >= _LONGEST_BEFORE:
            break
        if word[2].lower() in _STOPS or _is_tagged(doc, word[0], _CLAUSE_WORDS):
            break
        taken.insert(0, word)
        after = word[0]
        if word[2].lower() in _DETERMINERS and not (
            place and words[place - 1][2].lower() in _OF_WHAT and not _is_of_a_person(text, taken)
        ):
            break
    while taken and taken[0][2].lower() in {"of", "for"}:
        taken = taken[1:]
    if taken and taken[-1][2].lower() in {"of", "for"}:
        return []  # "a spokesman for Ada Novak" is somebody else
    return taken


def _is_of_a_person(text: str, words: Sequence[tuple[int, int, str]]) -> bool:
    """Whether words name an office, so that what an "of" before them belongs to is somebody else's."""
    phrase = parse_phrase(text, words[0][0], words[-1][1])
    return phrase is None or phrase.head in lexicon().roles


def _after(reading: _Reading, limit: int, name: Name, member: Member, set_apart: bool) -> None:
    """The office after a name: ", who leads the union", ", mayor of Novigrad,", " of the union"."""
    doc, text, end, owner_of = reading.doc, reading.text, name.end, reading.owner_of
    of = _OF.match(text, end, limit)
    if of:
        owner = owner_of(of.start("owner"), of.end("owner"))
        if owner is not None:
            _act_for(member, owner)
        end = of.end("owner")
    leads = _WHO_LEADS.match(text, end, limit)
    if leads:
        head = _LEADS[leads["verb"]]
        start, end = leads.start("owner"), _before_verb(doc, text, *leads.span("owner"))
        _add(member, Office(head, head, frozenset(), owner_of(start, end), text[start:end]))
        return
    acts_for = _WHO_ACTS_FOR.match(text, end, limit)
    if acts_for:
        owner = owner_of(*acts_for.span("owner"))
        if owner is not None and not reading.cast.members[owner].is_one_person:
            _act_for(member, owner)
        return
    as_office = _WHO_AS.match(text, end, limit)
    becomes = _BECOMES.match(text, end, limit)
    if becomes:
        _hold(reading, parse_phrase(text, *becomes.span("office")), member)
        return
    apposition = as_office or _APPOSITION.match(text, end, limit)
    if apposition and (as_office or not set_apart):
        start = apposition.start("office")
        if _is_tagged(doc, start, {"VERB", "AUX"}):
            return
        if re.match(
            r"(?:who|which|whose|and|but|said|says|told|in|on|at|after|as)\b", text[start : start + 6]
        ):
            return
        phrase = parse_phrase(text, start, apposition.end("office"))
        _hold(reading, phrase, member)
        becomes = _BECOMES.match(text, apposition.end(), limit)
        if becomes:
            _hold(reading, parse_phrase(text, *becomes.span("office")), member)


def _before_verb(doc: Doc, text: str, start: int, end: int) -> int:
    """The end of the noun phrase that a stretch begins with: before a verb, or a word that goes with one."""
    words = words_of(text, start, end)
    for index, word in enumerate(words):
        goes_on = word[2].lower() in _STOPS - {"of", "for", "in", "at", "on", "and"}
        if index and (goes_on or _is_tagged(doc, word[0], {"VERB", "AUX"})):
            return words[index - 1][1]
    return end


def _is_tagged(doc: Doc, offset: int, parts: Collection[str]) -> bool:
    """Whether the token at an offset is some part of speech; "of" and "for" go with nouns."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span is not None and span[0].pos_ in parts and span[0].lower_ not in {"of", "for"}


def _is_sent_to(text: str, phrase: Phrase) -> bool:
    """Whether what follows an office is where its holder is sent: "ambassador to Ostrava"."""
    if phrase.owner is None:
        return False
    end = phrase.owner[0]
    return _TO.search(text, max(0, end - _LONGEST_TO), end) is not None


def _is_portfolio(text: str, cast: Cast, phrase: Phrase) -> bool:
    """Whether what looks like an owner only ever opens a title: "Transport" in "Transport Minister"."""
    if phrase.owner is None or phrase.head != "minister" or not _is_within_title(text, phrase):
        return False
    words = text[slice(*phrase.owner)]
    found = [place for member in cast.members if words in member.forms for place in member.places]
    return country_of(words) is None and all(_TITLE.match(text, end) for _, end in found)


def _hold(reading: _Reading, phrase: Phrase | None, member: Member) -> bool:
    """Add the office that a phrase names; whether it names one."""
    text, cast, owner_of = reading.text, reading.cast, reading.owner_of
    if phrase is None or phrase.plural or phrase.head not in lexicon().roles:
        return False
    owner: int | None = None
    words = ""
    modifiers = phrase.strong_modifiers
    title = phrase.title
    if phrase.owner is not None:
        words = text[phrase.owner[0] : phrase.owner[1]]
        owner = None if _is_portfolio(text, cast, phrase) else owner_of(*phrase.owner)
        if owner is None and phrase.owner[1] <= phrase.end and _is_within_title(text, phrase):
            modifiers = modifiers | frozenset(fold(words).split())
            title, words = f"{fold(words)} {title}", ""
    elif phrase.pronoun:
        owner = owner_of(phrase.start, phrase.start + len(phrase.pronoun))
    speaks = not (is_past(phrase) or phrase.head in lexicon().beside or _is_sent_to(text, phrase))
    _add(member, Office(title, phrase.head, modifiers, owner, words), speaks=speaks)
    if phrase.head in DEPUTIES and owner is not None:
        _deputise(member, cast.members[owner])
    return True


def _deputise(member: Member, superior: Member) -> None:
    """Add the office of a person's deputy by that person's: the minister's deputy is a deputy minister."""
    for office in superior.offices[:1]:
        if superior.kind == "person" and office.head not in DEPUTIES:
            title, modifiers = f"deputy {office.title}", office.modifiers | {"deputy"}
            _add(member, Office(title, office.head, modifiers, office.owner, office.owner_words))


def _is_within_title(text: str, phrase: Phrase) -> bool:
    """Whether what looked like an owner is a part of the title: "Labour Minister"."""
    return (
        phrase.owner is not None
        and re.match(r"\s+[^\W\d_]", text[phrase.owner[1] : phrase.owner[1] + 3]) is not None
    )


def _add(member: Member, office: Office, *, speaks: bool = True) -> None:
    if not any(
        known.head == office.head and known.owner == office.owner and known.modifiers == office.modifiers
        for known in member.offices
    ):
        member.offices.append(office)
    if office.owner is not None and speaks:
        _act_for(member, office.owner)


def _act_for(member: Member, owner: int) -> None:
    if owner != member.number and owner not in member.acts_for:
        member.acts_for.append(owner)
