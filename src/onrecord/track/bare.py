"""What a label is about, bare: "signing of the new job guarantee" is about a guarantee of jobs.

Two labels can be compared once they are taken apart so: what only brings a thing about is taken off, an
ending is remembered as an absence, words that mean the same within a negotiation are one word, and what
stands beside a thing ("at the border", "by the council") is kept apart from what tells it from others of its
kind.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations

from onrecord.text.words import word_set
from onrecord.track.labels import Token, is_gerund, lexicon, stem, stem_of, tokens_of
from onrecord.track.matter_kinds import kinds

MOST = 6
"""Of so many narrowing words every selection is tried as a shorter name, of more only all and all but one."""
COMPLEMENT = word_set("of on for about over regarding concerning")
DIRECTED = word_set("to from against into towards toward through off out than without")
BESIDE = word_set(
    "in at within by with during before after until between among as under above below near along beyond "
    "behind beside across around onto upon despite per via"
)
PARTICLES = word_set("back away up down out off aside apart forward")
"""After a verb of coming or going these say that it brings nothing about: "coming down of the gates"."""
MONTHS = word_set("january february march april may june july august september october november december")
PREPOSITIONS = COMPLEMENT | DIRECTED | BESIDE
CLAUSES = word_set("that which who whose where when if")
TOWARDS = frozenset({"end", "acces", "access"})
"""Heads after which "to" is no more than "of"."""
AGENTS = ("or", "er")
ALTERNATIVE = stem("alternative")
MEMBERSHIP = frozenset(role + stem(word) for role in ("", "to:") for word in ("membership", "accession"))
AMOUNT = "#"
ORDINAL = "no. "
NAME = "="
LEAST_TELLING = 10
"""A bare number from here on can tell by itself which amount is meant."""
REINSTATEMENT, WITHDRAWAL, RELEASE, STRIKE, FIGHTING, TALKS, ELECTION = (
    "reinstat", "withdrawal", "release", "strike", "fighting", "talk", "election",
)  # fmt: skip
STEPS = frozenset({REINSTATEMENT, WITHDRAWAL, RELEASE})
SAT_DOWN = frozenset({"down", "to:talk"})
HOMEWARD = frozenset({stem("coming"), stem("going"), stem("return"), stem("bringing"), stem("sending")})
DAY, DATE = stem("day"), stem("date")
RISE, PAY = stem("rise"), stem("pay")
CHANGING = frozenset({RISE, *map(stem, ("cut", "reduction", "fall", "drop", "decrease", "change"))})
"""What is "in" a thing and not at a place."""
FIGURES = frozenset(map(stem, ("demand", "claim", "bid", "offer", "request")))
"""What is asked or offered in figures."""
FIXING = frozenset({stem("fixing"), stem("naming"), stem("setting"), stem("announcing")})
YEAR = re.compile(r"(?:19|20)\d\d")
TAKEN = frozenset({stem("step"), stem("measure"), stem("action")})
GOING = re.compile(
    r"\s+to (?:vanish|disappear|end|stop|cease"
    r"|be (?:dropped|scrapped|abolished|lifted|removed|repealed|cancell?ed|ended|banned|waived))$",
    re.IGNORECASE,
)
""""A tax to vanish": what goes, and that it does."""
OPENING = stem("opening")
LEDGERS = frozenset(map(stem, ("account", "book", "record", "file", "ledger")))
MOST_STRIPPED = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """What a label is about, bare.

    Attributes:
        absent: whether it is the absence or the end of that.
        head: stem of its head noun, an agent's taken for the thing that the agent does.
        words: stems of what tells it from others of its kind.
        beside: place, time, manner and doer, each word with its preposition: "at:border".
        measured: what makes another matter of it: "less", "not", the number of a round.
        hollow: whether its head, as it was worded, says too little by itself.
        figures: how much of it, where that makes no other matter of it.
    """

    absent: bool
    head: str
    words: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    measured: frozenset[str] = frozenset()
    hollow: bool = field(default=False, compare=False)
    figures: frozenset[str] = frozenset()

    @property
    def amount(self) -> frozenset[str]:
        """The numbers by which two names of one matter still differ: "14 percent", "350 cubic metres"."""
        return self.figures | (self.words - units_of(self.words) if is_measure(self) else frozenset())

    @property
    def key(self) -> str:
        """The same for two labels of one matter in the same words."""
        return self._key(self.words)

    def _key(self, words: frozenset[str]) -> str:
        # A number of a round may be left unsaid, so that it can't be part of a key.
        measured = {word for word in self.measured if not word.startswith(ORDINAL)}
        # Who asked for 420 tonnes a day and takes 350 has moved; eleven percent may be of anything.
        named = units_of(words) if is_measure(self) else words
        return f"{self.head} < {' '.join(sorted(named | measured))}"

    def shorter(self) -> Iterator[str]:
        """Keys of the names that leave some of the narrowing words out, this one's own among them."""
        words = sorted(self.words)
        counts = range(len(words) + 1) if len(words) <= MOST else (0, 1, len(words))
        for dropped in counts:
            for gone in combinations(words, dropped):
                kept = self.words.difference(gone)
                if kept or not self.hollow:
                    yield self._key(kept)

    @property
    def says_enough(self) -> bool:
        """Whether it can be told from others by itself."""
        if self.head == AMOUNT:
            number = next((int(word) for word in self.words if word.isdigit()), 0)
            return number >= LEAST_TELLING or len(self.words) > 1
        return bool(self.head) and (bool(self.words) or not self.hollow)


def units_of(words: frozenset[str]) -> frozenset[str]:
    """The words of an amount without its numbers."""
    return frozenset(word for word in words if not word.isdigit())


def is_measure(matter: Matter) -> bool:
    """Whether it is an amount whose units tell what is meant: tonnes a day, and not percent."""
    return matter.head == AMOUNT and len(units_of(matter.words)) > 1


def is_hollow(head: str) -> bool:
    """Whether the stem of a head says too little by itself."""
    known = lexicon()
    return head in known.hollow or head.isdigit() or head in known.units


@lru_cache(maxsize=65_536)
def matter_of(label: str) -> Matter | None:
    """What a label is about; None where it says too little to be compared.

    Args:
        label: of an issue: "signing of the job guarantee", "no return to work".
    """
    bare = views_of(label)[-1]
    return bare if bare.says_enough else None


@lru_cache(maxsize=65_536)
def views_of(label: str) -> tuple[Matter, ...]:
    """A label as it stands, and with what only brings its thing about taken off, one word after another.

    Args:
        label: "signing of the treaty" is both a signing and, as the last of the views, a treaty.

    Returns:
        At least one; the last is the barest. Views may say too little to be compared.
    """
    absent, bare = False, label.strip()
    found: list[Matter] = []
    for _ in range(MOST_STRIPPED):
        bare, negated = _without_no(bare)
        absent ^= negated
        step = _step(_parsed(absent, bare))
        if step is not None:
            return (*found, step)
        outer, preposition, rest = _outer(bare)
        if not outer:
            break
        asked = _amount_asked(absent, outer, bare, rest)
        if asked is not None:
            return (*found, asked)
        if outer in kinds().ending and preposition in ("of", "to", "on"):
            absent, bare = not absent, rest
        elif outer in kinds().bringing:
            found.append(_parsed(absent, bare, preposition))
            bare = rest
        else:
            break
    bare, negated = _without_no(bare)
    last = _parsed(absent ^ negated, bare, _opening(bare))
    if last.head == DAY and found and found[-1].head in FIXING:
        last = replace(last, head=DATE)  # "fixing of a day", "naming of a date"
    return (*found, _step(last) or _undone(last) or _taken(last) or _rise(last))


def _opening(label: str) -> str:
    """The preposition that says of what a label's head is: a rise "in" fares is one of fares."""
    before, _, rest = label.partition(" in ")
    head = tokens_of(before)[-1:]
    return "in" if rest and head and _kin(stem_of(head[0])) in CHANGING else "of"


def _amount_asked(absent: bool, outer: str, label: str, rest: str) -> Matter | None:
    """A figure by what it is of: "fare rise of 5 percent"; a demand for so much pay is one for a rise."""
    amount = _parsed(False, rest)
    if outer not in FIGURES | {RISE} or amount.head != AMOUNT:
        return None
    before = tokens_of(label[: label.index(rest)])
    words = frozenset(_kin(stem_of(one)) for one in before) - SMALL - {outer} - COMPLEMENT
    if not words:
        return None
    if outer == RISE or PAY in words:
        return Matter(absent, RISE, words, amount.beside, amount.measured, figures=amount.words)
    return Matter(absent, AMOUNT, words | amount.words, amount.beside, amount.measured)


def _rise(matter: Matter) -> Matter:
    """A rise without how much: who asked for fourteen percent and asks for twelve has moved."""
    if matter.head != RISE:
        return matter
    figures = frozenset(one for one in matter.words if _is_figure(one))
    own = matter.words - figures
    return replace(matter, words=own, figures=figures) if own else matter


def _is_figure(word: str) -> bool:
    """Whether a stem, with its preposition if it has one, is a number or a unit."""
    plain = word.rpartition(":")[2]
    return plain.replace(".", "").replace(",", "").isdigit() or plain in lexicon().units


def _without_no(label: str) -> tuple[str, bool]:
    """A label without what says that the thing is not there, and whether it said so."""
    match = re.match(r"(?:(?:an?|the)\s+)?(?:no|lack of|absence of)\s+(?=\S)", label, re.IGNORECASE)
    if match:
        return label[match.end() :], True
    match = GOING.search(label)
    return (label[: match.start()], True) if match else (label, False)


def _outer(label: str) -> tuple[str, str, str]:
    """The stem of the noun before the first preposition of a label, that preposition, and the rest."""
    words = label.split()
    for at, word in enumerate(words):
        plain = word.casefold()
        if plain in kinds().prepositions and at:
            before = tokens_of(" ".join(words[:at]))
            moved = not PARTICLES.isdisjoint(one for one, _ in before[1:])
            if before and not moved and at + 1 < len(words):
                # "taking back of the drivers", "giving up of the claim": the verb opens the label.
                head = before[0] if is_gerund(before[0][0]) else before[-1]
                return _kin(stem_of(head)), plain, " ".join(words[at + 1 :])
            break
        if plain in DIRECTED or plain in BESIDE or plain in CLAUSES:
            break
    return "", "", ""


def _kin(word: str) -> str:
    """A stem as the one that stands for all that mean the same; "arbitrator" as what arbitrators do."""
    found = kinds().kin.get(word)
    if found is not None:
        return found
    return next((word[: -len(end)] for end in AGENTS if word.endswith("at" + end) and len(word) > 6), word)


def _parsed(absent: bool, label: str, opening: str = "of") -> Matter:
    """A label word by word: head, what narrows it, what stands beside it.

    Args:
        absent: whether it is the absence of that.
        label: the words.
        opening: a preposition that is no more than "of" here: "looking at the books".
    """
    every = tokens_of(label)
    gerund = bool(every) and is_gerund(every[0][0])
    head = raw = ""
    words: list[str] = []
    beside: set[str] = set()
    measured: set[str] = set()
    named = False
    for role, ahead, token in _in_roles(every, opening):
        mark = _measure(role, token)
        if mark:
            measured.add(mark)
        elif token[1] or token[0] not in kinds().loose or (ahead and token == every[-1]):
            stemmed = _kin(stem_of(token))
            named = named or (token[1] and role == "for")
            if ahead and not (head and gerund):
                words += [head] if head else []
                head, raw = stemmed, stem_of(token)
            elif role in {"from", "to"} and token[0].casefold() in MONTHS:
                beside.add(f"in:{stemmed.removeprefix(NAME)}")
            elif role in BESIDE or role == "that":
                beside.add(f"{role}:{NAME if token[1] else ''}{stemmed.removeprefix(NAME)}")
            else:
                directed = role in DIRECTED and not (role == "to" and head in TOWARDS)
                words.append(f"{role}:{stemmed}" if directed else stemmed)
    if head == stem("vote") and named:
        head = ELECTION
    own = frozenset(words) - {head}
    if head == ALTERNATIVE:
        own -= MEMBERSHIP  # of what, the words around a bare "alternative to membership" have said
    hollow = is_hollow(raw)
    measured |= _years(beside)
    if not own:
        measured |= _bounds(beside)
    return _amount(Matter(absent, head, own, frozenset(beside), frozenset(measured), hollow))


def _in_roles(tokens: list[Token], opening: str) -> Iterator[tuple[str, bool, Token]]:
    """The words that say something, with the preposition that each stands after and whether none came yet."""
    role, ahead, any_yet = "", True, False
    for token in tokens:
        word, name = token
        if not name and word in CLAUSES:
            role, ahead = "that", False
        elif not name and any_yet and word in PREPOSITIONS:
            keeps = word == "of" and role in BESIDE
            role = "of" if ahead and word == opening else role if keeps else word
            ahead = False
            if word in ("than", "without"):
                yield role, ahead, token
        elif name or (word not in SMALL and word not in PREPOSITIONS):
            any_yet = True
            yield role, ahead, token


def _measure(role: str, token: Token) -> str:
    """What makes another matter of a thing, in one word, or empty."""
    word, name = token
    if name or role == "that":
        return ""
    if word in kinds().ordinals:
        return f"{ORDINAL}{kinds().ordinals[word]}"
    return kinds().measuring.get(stem(word), "")


def _bounds(beside: Iterable[str]) -> set[str]:
    """That a number bounds a thing: "a share below 28 percent" is another matter than the share."""
    told = [word.partition(":") for word in beside]
    return {kinds().measuring.get(stem(role), "") for role, _, word in told if word.isdigit()} - {""}


def _years(beside: Iterable[str]) -> set[str]:
    """The year that a clause gives a thing: "the merger that failed in 2011" is another than today's."""
    told = set(beside)
    if not any(word.startswith("that:") for word in told):
        return set()
    return {f"of {word[-4:]}" for word in told if YEAR.fullmatch(word.partition(":")[2])}


SMALL = word_set(
    "the a an its his her their our my your this that these those and as it s be is are was were same any "
    "all both every each some such"
)


def _amount(matter: Matter) -> Matter:
    """A label of numbers and units alone as the amount that it is."""
    every = matter.words | {matter.head}
    numbers = {word for word in every if word.isdigit()}
    if not numbers or any(word not in lexicon().units for word in every - numbers):
        return matter
    return Matter(matter.absent, AMOUNT, every, matter.beside, matter.measured)


def _step(matter: Matter) -> Matter | None:
    """One of the steps that news words in many ways, with what tells it from others of its kind."""
    known = kinds()
    head, words = matter.head, matter.words
    objects = {word.rpartition(":")[2] for word in words}
    every = words | matter.beside
    people = bool(words) and all(word.isdigit() or word in known.people for word in objects)
    if head in known.reinstating or (head == stem("taking") and "back" in words):
        return _made(matter, REINSTATEMENT, words - {"back"})
    if head == stem("return") and people:
        return _made(matter, REINSTATEMENT, words)
    if head in {stem("return"), stem("going")} and "to:work" in words:
        return _made(matter, STRIKE, words - {"to:work", "back"}, absent=not matter.absent)
    if head in known.freeing and objects & known.captives:
        return _made(matter, RELEASE, words)
    if head == stem("withdrawal") and not words:
        return _made(matter, WITHDRAWAL, words)
    if head in known.leaving and objects & known.troops:
        own = frozenset(word for word in words if ":" not in word) - {"home", "back"} - known.troops
        return _made(matter, WITHDRAWAL, own, {word for word in words if ":" in word})
    if head == stem("ceasefire"):
        return _made(matter, FIGHTING, words, absent=not matter.absent)
    back = {word.rpartition(":")[2] for word in every} & {stem("table"), "together"}
    if back and head in {stem("return"), stem("sitting"), "back"}:
        return _made(matter, TALKS, words - {"down", "together", "back", "to:table"}, set())
    if head == OPENING and objects & LEDGERS:
        return _made(matter, "audit", words)
    if head == stem("sitting") and words >= SAT_DOWN:
        return _made(matter, TALKS, words - SAT_DOWN, set())
    if head in HOMEWARD and "hom" in words and objects & known.troops:
        own = frozenset(word for word in words if ":" not in word and not word.isdigit())
        own -= known.troops | {"hom"}
        return _made(matter, WITHDRAWAL, own, {word for word in words if ":" in word})
    return None


def _taken(matter: Matter) -> Matter | None:
    """Steps, where they are taken: "taking of all three steps within the hour"."""
    things = sorted(matter.words & TAKEN)
    if matter.head != stem("taking") or len(things) != 1:
        return None
    words = matter.words.difference(things)
    return Matter(matter.absent, things[0], words, matter.beside, matter.measured)


def _undone(matter: Matter) -> Matter | None:
    """The end of what is held or stationed as the step that brings it: a release, a withdrawal."""
    known = kinds()
    if not matter.absent:
        return None
    if matter.head in known.troops and not any(word.startswith("to:") for word in matter.words):
        own = frozenset(word for word in matter.words if ":" not in word)
        return Matter(False, WITHDRAWAL, own, matter.beside, matter.measured)
    if matter.head in known.holding and matter.words:
        objects = {word.rpartition(":")[2] for word in matter.words}
        head = RELEASE if objects & known.captives else _kin(stem(RELEASE))
        return Matter(False, head, matter.words, matter.beside, matter.measured)
    return None


def _made(
    matter: Matter,
    head: str,
    words: frozenset[str],
    more: set[str] | None = None,
    *,
    absent: bool | None = None,
) -> Matter:
    gone = matter.absent if absent is None else absent
    beside = matter.beside | (more or set())
    name = head if head in STEPS else _kin(stem(head))
    return Matter(gone, name, words, beside, matter.measured, hollow=head == TALKS)


@lru_cache(maxsize=262_144)
def one_matter(one: Matter, other: Matter) -> bool:
    """Whether two can be names of one matter: the one's words are among the other's, and nothing differs.

    Two amounts of one measure are one, whatever their numbers. Absences are left to the caller.
    """
    if is_measure(one) and is_measure(other):
        return units_of(one.words) == units_of(other.words) and one.measured == other.measured
    nested = one.words <= other.words or other.words <= one.words
    return one.head == other.head and nested and not at_odds(one, other)


def at_odds(one: Matter, other: Matter) -> bool:
    """Whether two of one kind can't be one matter: what tells them from others differs.

    Args:
        one: a matter.
        other: another; where its head is another, the two are not compared.
    """
    if one.head != other.head:
        return False
    if one.words and other.words and not (one.words <= other.words or other.words <= one.words):
        return True
    if one.measured != other.measured:
        counted = any(word.startswith(ORDINAL) for word in one.measured | other.measured)
        if not (counted and (not one.measured or not other.measured)):
            return True
    return any(_differ(role, one.beside, other.beside) for role in BESIDE)


def _differ(role: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether numbers or names after one preposition differ."""
    first, second = (
        {word.partition(":")[2] for word in words if word.startswith(role + ":")} for words in (one, other)
    )
    numbers = {word for word in first if word.isdigit()}, {word for word in second if word.isdigit()}
    named = (
        {word for word in first if word.startswith("=")},
        {word for word in second if word.startswith("=")},
    )
    return any(bool(mine) and bool(theirs) and mine.isdisjoint(theirs) for mine, theirs in (numbers, named))
