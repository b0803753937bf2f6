"""The cast of a report: who and what it names, each once, with all their spellings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import ActorKind
from onrecord.resolve.genders import gender_votes
from onrecord.resolve.lexicon import Gender, lexicon
from onrecord.resolve.names import Name, is_demonym
from onrecord.resolve.naming import (
    ALIKE_ALONE,
    PersonName,
    akin,
    content_words,
    initials,
    person_name,
    same_person,
    same_surname,
)
from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.layout import Layout

_UNPLACED = -1
# "Novak said she would", "Novak repeated her demand": whoever is meant, it is she.
_SPEAKS_OF_SELF = re.compile(r"\s+(?:[a-z]+\s+){1,3}?(?:that\s+)?(she|he|her|his)\b")


@dataclass(slots=True)
class Office:
    """That somebody holds an office.

    Attributes:
        title: head and modifiers: "general secretary".
        head: the head noun.
        modifiers: the words that tell one office from another.
        owner: number of the member whose office it is, or None.
        owner_words: the words that say whose it is.
    """

    title: str
    head: str
    modifiers: frozenset[str] = frozenset()
    owner: int | None = None
    owner_words: str = ""


@dataclass(slots=True)
class Member:
    """Somebody or something in a report's cast. It grows while the report is read.

    Attributes:
        number: its place in the cast.
        kind: what it is.
        name: the fullest form so far.
        forms: every form, in the order they were met.
        first: offset of the first mention.
        first_words: the words of the first mention.
        plural: whether an unnamed member is several.
        person: the parts of a person's name.
        genders: votes for a gender, by titles and pronouns.
        titles: those by titles alone.
        offices: the offices held.
        acts_for: numbers of the members acted for, in order.
        places: offsets of its mentions by name.
        parts: numbers of the members that make up a group, where the report joins them.
    """

    number: int
    kind: ActorKind
    name: str
    first: int
    first_words: str
    forms: dict[str, None] = field(default_factory=dict)
    plural: bool = False
    person: PersonName | None = None
    genders: Counter[Gender] = field(default_factory=Counter)
    titles: Counter[Gender] = field(default_factory=Counter)
    offices: list[Office] = field(default_factory=list)
    acts_for: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    parts: tuple[int, ...] = ()

    @property
    def is_one_person(self) -> bool:
        """Whether it is one human being, named or not."""
        return self.kind in {"person", "unnamed"}

    @property
    def is_surely_person(self) -> bool:
        """Whether more than the tagger's word for it says that this is a person."""
        return bool(self.titles or self.offices or (self.person is not None and self.person.full))

    @property
    def gender(self) -> Gender | None:
        """The gender that most votes show, or None without any or with a tie."""
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


@dataclass(slots=True)
class Cast:
    """All members of a report's cast, and which one each name stands for.

    Attributes:
        members: in the order they were met.
        named: for each name's offsets, the numbers of the members it may stand for, the likeliest first.
        merged: numbers of members that turned out to be others, with those.
    """

    members: list[Member] = field(default_factory=list)
    named: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)

    @property
    def present(self) -> list[Member]:
        """The members that did not turn out to be others."""
        return [member for member in self.members if member.number not in self.merged]

    def current(self, number: int) -> int:
        """The number of a member, or of the one that it turned out to be."""
        while number in self.merged:
            number = self.merged[number]
        return number

    def merge(self, one: Member, other: Member) -> None:
        """Make one member the same as another, which gains its forms and offices."""
        self.merged[one.number] = other.number
        other.forms |= one.forms
        other.offices += [office for office in one.offices if office not in other.offices]
        other.acts_for += [number for number in one.acts_for if number not in other.acts_for]
        other.genders += one.genders

    def add(self, kind: ActorKind, name: str, place: int) -> Member:
        """A new member."""
        member = Member(len(self.members), kind, name, place, name, {name: None})
        self.members.append(member)
        return member

    def of_kind(self, *kinds: ActorKind) -> list[Member]:
        """The members of some kinds."""
        return [member for member in self.present if member.kind in kinds]


def cast_of(names: Sequence[Name], layout: Layout) -> Cast:
    """Bring the names of a report together: full names first, then shorter ones under them.

    Args:
        names: in order of their place.
        layout: the text, for the genders that its pronouns show.

    Returns:
        The cast. A surname that two persons share stands for both, the one named last before it first.
    """
    cast = Cast()
    persons = [name for name in names if name.label == "person"]
    for name in persons:
        if person_name(name.text).full:
            _place_full_name(cast, name)
    others = [name for name in names if name.label in {"state", "organization", "group"}]
    others = [name for name in others if name.definite or not _is_surname(cast, name)]
    for name in sorted(
        others, key=lambda each: (-len(content_words(each.text)), _is_adjective(each), each.start)
    ):
        _place_body(cast, name)
    _vote(cast, layout, names)
    for name in names:
        if (name.start, name.end) not in cast.named:
            _place_short_name(cast, name, layout)
    _vote(cast, layout, names)
    for member in cast.members:
        member.places.sort()
        if member.places:
            member.first = member.places[0][0]
    return cast


def _vote(cast: Cast, layout: Layout, names: Sequence[Name]) -> None:
    """Count what pronouns show of the persons placed so far; a second count takes the place of the first."""
    persons = []
    for name in names:
        number = cast.named.get((name.start, name.end), (_UNPLACED,))[0]
        is_person = cast.members[number].kind == "person" if number >= 0 else name.label == "person"
        if is_person and not layout.is_quoted(name.start):
            persons.append((name.start, number))
    votes = gender_votes(layout, sorted([*persons, *_others(layout)]))
    for member in cast.of_kind("person"):
        # A single word that a tagger took for a person may be a place: "Ostrava would wait, she said".
        surely = bool(member.titles) or (member.person is not None and member.person.full)
        member.genders = member.titles + (votes.get(member.number, Counter()) if surely else Counter())


def _others(layout: Layout) -> list[tuple[int, int]]:
    """Persons who go by office alone, so that a pronoun after them votes for nobody else."""
    roles = "|".join(sorted(lexicon().roles))
    found = []
    for match in re.finditer(
        rf"\b[Tt]he\s+(?:[\w\u2019'-]+\s+){{0,3}}?(?:{roles})\b(?!\s+[^\W\d_a-z])", layout.text
    ):
        if not layout.is_quoted(match.start()) and layout.text[match.start() - 2 : match.start()] != ", ":
            found.append((match.start(), _UNPLACED - 1 - match.start()))
    return found


def _note(cast: Cast, member: Member, name: Name, others: Sequence[int] = ()) -> None:
    """Record that a name stands for a member."""
    cast.named[(name.start, name.end)] = (member.number, *others)
    member.places.append((name.start, name.end))
    member.forms[name.text] = None
    if name.gender:
        member.titles[name.gender] += 3
        member.genders[name.gender] += 3


def _place_full_name(cast: Cast, name: Name) -> None:
    parts = person_name(name.text)
    for member in cast.of_kind("person"):
        if member.person is not None and same_person(member.person, parts):
            _note(cast, member, name)
            if len(name.text) > len(member.name) and len(parts.given) >= len(member.person.given):
                member.name, member.person = name.text, parts
            return
    member = cast.add("person", name.text, name.start)
    member.person = parts
    _note(cast, member, name)


def _place_body(cast: Cast, name: Name) -> None:
    """Place the name of a state, an organization or a group."""
    country = country_of(name.text)
    key = country[0] if country else ""
    for member in cast.of_kind("state", "organization", "group"):
        if _is_adjective(name) and member.kind == "state" and is_demonym(fold(name.text), fold(member.name)):
            _note(cast, member, name)
            return
        if (key and member.name == key and member.kind == "state") or (not key and _same_body(member, name)):
            _note(cast, member, name)
            return
    kind: ActorKind = "state" if key else _kind(name)
    member = cast.add(kind, key or name.text, name.start)
    member.first_words = name.text
    if key:
        member.forms.clear()
    _note(cast, member, name)


def _is_adjective(name: Name) -> bool:
    """Whether a name may be a state's adjective: "Ostravan", not "Ostravans", who are its people."""
    return name.label == "group" and " " not in name.text and not name.text.endswith("s")


def _kind(name: Name) -> ActorKind:
    if name.label in {"state", "organization", "group"}:
        return name.label
    return "organization"


def _same_body(member: Member, name: Name) -> bool:
    """Whether a name is a form of a body's: the same, a part of it, or its initials."""
    if member.kind == "state" and country_of(member.name):
        return False
    words = content_words(name.text)
    for form in member.forms:
        known = content_words(form)
        if words == known or fold(name.text) == fold(form):
            return True
        short, long = (words, known) if len(words) < len(known) else (known, words)
        if len(short) == 1 and len(long) > 1 and _shortens(short[0], long, name):
            # "Hydro-Ostrava" is not Ostrava, nor is the "Bank of Ostrava".
            hyphened = (form if words is short else name.text).casefold().endswith("-" + short[0])
            if not hyphened and not (name.label == "state" and words is short and member.kind != "state"):
                return True
        acronym, spelled = (name.text, form) if len(name.text) < len(form) else (form, name.text)
        if acronym.isupper() and 2 < len(acronym) < 8 and fold(acronym) == initials(spelled):
            return True
        if len(short) > 1 and short == long[: len(short)]:
            return True
    return False


def _is_surname(cast: Cast, name: Name) -> bool:
    """Whether a name is the surname of somebody named in full, whatever the tagger took it for."""
    parts = person_name(name.text)
    return not parts.full and any(
        member.person is not None and member.person.surname == parts.surname
        for member in cast.of_kind("person")
    )


def _shortens(word: str, long: Sequence[str], name: Name) -> bool:
    """Whether one word may stand for a longer name: its last, or its first unless that is a place."""
    return word == long[-1] or (word == long[0] and name.label != "state")


def _place_short_name(cast: Cast, name: Name, layout: Layout) -> None:
    """Place a surname alone, or a name that nothing has a label for."""
    parts = person_name(name.text)
    found = _persons_called(cast, name, parts)
    if len(found) > 1 and not name.gender:
        found = _by_pronoun(found, name, layout)
    if found:
        _note(cast, found[0], name, [member.number for member in found[1:]])
        return
    body = next((m for m in cast.of_kind("organization", "group") if _same_body(m, name)), None)
    if body is not None and not name.titled:
        _note(cast, body, name)
    elif name.label == "person":
        member = cast.add("person", name.text, name.start)
        member.person = parts
        _note(cast, member, name)
    elif name.label:
        _place_body(cast, name)


def _persons_called(cast: Cast, name: Name, parts: PersonName) -> list[Member]:
    """The persons that a short name may stand for, the one named last before it first."""
    if parts.full and name.label != "person":
        return []
    persons = [member for member in cast.of_kind("person") if member.person is not None]
    found = [m for m in persons if m.person and m.person.surname == parts.surname and not parts.full]
    if not found and not parts.full:
        found = [m for m in persons if m.person and parts.surname in m.person.given and not name.titled]
    if not found and not parts.full:
        alike = [
            m for m in persons if m.person and same_surname(m.person.surname, parts.surname, ALIKE_ALONE)
        ]
        found = alike if len(alike) == 1 else []
    if name.gender:
        found = [m for m in found if m.gender == name.gender] or [m for m in found if m.gender is None]
    return sorted(found, key=lambda member: _recency(member, name.start), reverse=True)


def _by_pronoun(persons: list[Member], name: Name, layout: Layout) -> list[Member]:
    """Those of some persons with one surname whom a "she" or "he" right after it may mean, if any."""
    sentence = layout.sentences[layout.sentence_at(name.start)]
    pronoun = _SPEAKS_OF_SELF.match(layout.text, name.end, sentence.end)
    if pronoun is None:
        return persons
    gender: Gender = "feminine" if pronoun[1] in {"she", "her"} else "masculine"
    alike = [member for member in persons if member.gender == gender]
    return alike or [member for member in persons if member.gender is None] or persons


def _recency(member: Member, offset: int) -> int:
    """How late before an offset a member was last named; negative for later ones only."""
    before = [start for start, _ in member.places if start < offset]
    return max(before) if before else -min((start for start, _ in member.places), default=0)


def bodies_like(cast: Cast, words: Sequence[str]) -> list[tuple[int, Member]]:
    """The bodies whose forms share stems with some words, and how many words they share."""
    found = []
    for member in cast.of_kind("organization", "group", "state"):
        shared = max(
            (
                sum(any(akin(word, part) for part in parts) for word in words)
                for parts in map(content_words, (member.name, *member.forms))
            ),
            default=0,
        )
        if shared:
            found.append((shared, member))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].number))
