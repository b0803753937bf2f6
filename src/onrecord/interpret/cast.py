"""Who is meant: the actors of a report by the words that stand for them, and whom they speak for."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.interpret.subjects import Subject
from onrecord.interpret.words import pos_of, things
from onrecord.model import Actor, Mention
from onrecord.text.folding import fold
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

FIRST_PERSON = word_set("i we us me our my ours")
_THIRD_PERSON = word_set("he she they it")
_POSSESSIVES = word_set("his her its their our my")
# What may stand after a party's name without being someone else.
_OF_A_PARTY = word_set(
    "party government union unions ministry country side delegation team leader leaders leadership "
    "members member deputies lawmakers company "
    "officials negotiators spokesman spokeswoman spokesperson administration association group "
    "movement military army forces authorities cabinet "
    "diplomacy president council city state nation parliament campaign firm people workers team bloc "
    "camp coalition organisation organization"
)
BODIES = word_set("party government union company ministry council country association campaign firm group")
_SEVERAL = word_set("the both two three four")
_OF_STATES = word_set("minister premier chancellor ambassador envoy king queen emir sultan consul")
_STATE_BODIES = word_set("government ministry cabinet administration")
_OF_COMPANIES = word_set(
    "executive ceo chairman chairwoman chair chairperson spokesman spokeswoman spokesperson director"
)
LEAST_SURE = 0.65
"""Words that stand for an actor with less confidence give no holder."""
LEAST_SURE_OF_PERSONS = 0.87
"""The same of "he", "she", "his" and "her": below it one in eight was right in news read for this."""
_OF_PERSONS = frozenset({"he", "she", "him", "his", "her"})
_PERSONS = frozenset({"person", "unnamed"})


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a report.

    Attributes:
        actors: by id.
        mentions: in order of their start.
    """

    actors: dict[str, Actor]
    mentions: tuple[Mention, ...]
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [mention.span.start for mention in self.mentions])

    def party(self, actor: str) -> str:
        """Whom an actor speaks for: the party of a person in office, else the actor."""
        seen = {actor}
        while True:
            known = self.actors.get(actor)
            following = self._spoken_for(known) if known is not None else None
            if following is None:
                return actor
            if following in seen:
                return actor
            seen.add(following)
            actor = following

    def _spoken_for(self, known: Actor) -> str | None:
        """Whom somebody speaks for: the first that is acted for in an office whose holders do so."""
        if known.kind not in _PERSONS:
            return None
        return next((role.actor for role in known.acts_for if self._is_in_office(known, role.actor)), None)

    def _is_in_office(self, known: Actor, body: str) -> bool:
        """Whether somebody's office in a body is one to speak from: a minister's, not a former one's."""
        acted_for = self.actors.get(body)
        name = acted_for.name if acted_for is not None else ""
        titles = [role.title for role in known.roles if role.for_ == name] or [r.title for r in known.roles]
        if not titles:
            return acted_for is not None and acted_for.kind in {"organization", "group"}
        return any(_speaks(title) for title in titles)

    def side(self, actor: str) -> frozenset[str]:
        """An actor and all it acts for, directly or through others."""
        found, open_ = {actor}, [actor]
        while open_:
            known = self.actors.get(open_.pop())
            for role in known.acts_for if known else ():
                if role.actor not in found and (
                    known is None or known.kind not in _PERSONS or self._is_in_office(known, role.actor)
                ):
                    found.add(role.actor)
                    open_.append(role.actor)
        return frozenset(found)

    def same_side(self, one: str, other: str) -> bool:
        """Whether two actors are one, or one acts for the other, or both for one."""
        if self.party(one) == self.party(other):
            return True
        return one in self.side(other) or other in self.side(one)

    def may_speak_for(self, speaker: str, body: str) -> bool:
        """Whether somebody of whom only the office is told speaks for the body that the words are about.

        "Hollin Steel will not sell the mill, chief executive Ada Brenn said": whose chief executive she is
        need not be said. A minister may so speak for a state or its government, not for a company.

        Args:
            speaker: id of who speaks.
            body: id of what the words are about.
        """
        known, about = self.actors.get(speaker), self.actors.get(body)
        if known is None or about is None or known.kind not in _PERSONS or known.acts_for:
            return False
        titles = [role.title for role in known.roles if not role.for_]
        if known.kind == "unnamed" and not known.roles:
            titles = [known.name]
        words = {word for title in titles if _speaks(title) for word in title.lower().split()}
        if words & _OF_STATES:
            return about.kind == "state" or bool(set(about.name.lower().split()) & _STATE_BODIES)
        return about.kind in {"organization", "group"} and bool(words & _OF_COMPANIES)

    def is_heard_for(self, speaker: str, body: str) -> bool:
        """Whether a person of whom no party is told is taken to speak for the one that the words bind.

        "Utopia would not send a ship, Orr said": a report that has him say so names him as Utopia's.

        Args:
            speaker: id of who speaks.
            body: id of whose stand it is.
        """
        known, about = self.actors.get(speaker), self.actors.get(body)
        if known is None or about is None or known.kind != "person" or known.acts_for:
            return False
        words = {word for role in known.roles for word in role.title.lower().split()}
        if any(role.for_ for role in known.roles) or words & (things().outsiders | things().past):
            return False
        return about.kind in {"state", "organization"}

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within a stretch of text, the outermost of those that overlap."""
        begun = self.mentions[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        inside = [m for m in begun if m.span.end <= end]
        kept: list[Mention] = []
        for mention in sorted(inside, key=lambda m: (m.span.start, -m.span.end)):
            if not kept or mention.span.start >= kept[-1].span.end:
                kept.append(mention)
        return kept


def _speaks(title: str) -> bool:
    """Whether whoever has a title speaks for the body: "prime minister", not "former minister"."""
    words = title.lower().replace(",", " ").split()
    return bool(set(words) & things().speaking) and not set(words) & things().past


def cast_of(actors: Sequence[Actor], mentions: Sequence[Mention]) -> Cast:
    """Put the actors of a report and the mentions that are sure enough together."""
    sure = [mention for mention in mentions if mention.confidence >= _least_sure(mention)]
    return Cast({actor.id: actor for actor in actors}, tuple(sorted(sure, key=lambda m: m.span)))


def _least_sure(mention: Mention) -> float:
    """How sure the words must be that stand for an actor: a "he" has more rivals than a name or an "it"."""
    return LEAST_SURE_OF_PERSONS if mention.span.text.lower() in _OF_PERSONS else LEAST_SURE


def actors_of(doc: Doc, cast: Cast, subject: Subject, speaker: str | None, quoted: bool) -> list[str]:
    """The actors that a subject stands for.

    Args:
        doc: the document.
        cast: the actors.
        subject: the words.
        speaker: whose words they stand in, or None in narration.
        quoted: whether they are the speaker's own words, so that "we" is the speaker and "he" is not.

    Returns:
        Their ids, several where names are joined; empty where the words stand for nobody known.
    """
    first = doc[subject.start]
    if first.lower_ in FIRST_PERSON and subject.end - subject.start == 1:
        return [speaker] if speaker is not None else []
    head_end = subject.head_end
    whole = _whole(doc, cast, subject)
    if whole is not None:
        return [whole]
    found = cast.between(first.idx, doc[head_end - 1].idx + len(doc[head_end - 1]))
    chosen = [mention for mention in found if _is_head(doc, subject, mention)]
    if subject.relative and chosen:
        chosen = _described(doc, cast, subject, chosen)
    if chosen:
        return list(dict.fromkeys(mention.actor for mention in chosen))
    other = _in_apposition(doc, cast, subject) or _together(doc, cast, subject)
    if other is not None:
        return [other]
    if speaker is None:
        return []
    alone = subject.end - subject.start == 1
    if alone and first.lower_ == "it" and not quoted:
        before = _party_before(doc, cast, subject, speaker)
        if before:
            return before
    if alone and first.lower_ in _THIRD_PERSON and not quoted:
        known = cast.actors.get(speaker)
        single = known is None or known.kind == "person"
        unnamed = known is not None and known.kind == "unnamed" and not _are_several(known)
        return [speaker] if single == (first.lower_ in {"he", "she"}) or unnamed else []
    if first.lower_ in {"our", "my"} or (first.lower_ in _POSSESSIVES and not quoted):
        if any(doc[index].lower_ in _OF_A_PARTY for index in range(subject.start, head_end)):
            return [cast.party(speaker)]
        return []
    return (
        _by_name(doc, cast, subject, speaker)
        or _the_body(doc, cast, subject, speaker, quoted)
        or _their_people(doc, cast, subject, speaker)
    )


def _in_apposition(doc: Doc, cast: Cast, subject: Subject) -> str | None:
    """The actor named between commas after what it is: "the largest owner, the Teachers' Fund, has"."""
    if subject.end + 1 >= len(doc) or doc[subject.end].text != "," or doc[subject.start].lower_ != "the":
        return None
    start, limit = doc[subject.end + 1].idx, doc[subject.start].sent.end_char
    for mention in cast.mentions:
        if start <= mention.span.start <= start + len("the ") and mention.span.end < limit:
            after = next((token for token in doc[subject.end + 1 :] if token.idx >= mention.span.end), None)
            return mention.actor if after is not None and after.text == "," else None
    return None


def _whole(doc: Doc, cast: Cast, subject: Subject) -> str | None:
    """The actor whose words go on past the subject's head: "doctors in Utopia"."""
    if subject.relative or subject.head_end >= subject.end or pos_of(doc[subject.head_end]) != "ADP":
        return None
    start = doc[subject.start].idx
    head_end = doc[subject.head_end - 1].idx + len(doc[subject.head_end - 1])
    reach = doc[subject.end - 1].idx + len(doc[subject.end - 1])
    for mention in cast.mentions:
        begins = 0 <= mention.span.start - start <= len("the ") and mention.span.start < head_end
        if begins and head_end < mention.span.end <= reach:
            return mention.actor
    return None


def _described(doc: Doc, cast: Cast, subject: Subject, chosen: list[Mention]) -> list[Mention]:
    """Those of some actors whom a relative clause describes: the last, or all where its verb is a plural.

    In "compared the mayor to a former governor who backed the tax" it is nobody of the cast.
    """
    words = doc[subject.start : subject.end]
    words_end = words[-1].idx + len(words[-1])
    nearest = cast.between(words[0].idx, words_end)[-1]
    if any(token.pos_ == "ADP" and token.lower_ not in {"of", "in"} for token in words):
        return [nearest] if nearest.span.end >= words_end - 1 else []
    plural = any(token.tag_ == "VBP" for token in doc[subject.end : subject.end + 3])
    return chosen if plural else chosen[-1:]


def _is_head(doc: Doc, subject: Subject, mention: Mention) -> bool:
    """Whether a mention is what the subject is about, and not only whose it is."""
    after = next(
        (
            i
            for i in range(subject.start, subject.head_end + 1)
            if i < len(doc) and doc[i].idx >= mention.span.end
        ),
        subject.head_end,
    )
    rest = [doc[i] for i in range(after, subject.head_end)]
    if not rest:
        return True
    if rest[0].text == "," or rest[0].lower_ in {"and", "or"}:
        return True
    return rest[-1].lower_ in _OF_A_PARTY and (
        rest[0].tag_ == "POS" or rest[0].text in {"'", "’", "'s", "’s"} or len(rest) == 1
    )


def _are_several(known: Actor) -> bool:
    """Whether an unnamed actor is several people by the words: "union members and leaders"."""
    words = known.name.lower().split()
    return "and" in words or (bool(words) and words[-1].endswith("s") and not words[-1].endswith("ss"))


def _party_before(doc: Doc, cast: Cast, subject: Subject, speaker: str) -> list[str]:
    """The speaker's party, where it was the last one named before "it" in the sentence."""
    sentence = doc[subject.start].sent
    found = cast.between(doc[sentence.start].idx, doc[subject.start].idx)
    known = cast.actors.get(found[-1].actor) if found else None
    if known is None or known.kind == "person" or known.id not in cast.side(speaker):
        return []
    return [known.id]


def _the_body(doc: Doc, cast: Cast, subject: Subject, speaker: str, quoted: bool) -> list[str]:
    """The speaker's party, where the words are "the party", "members", or the office that leads it, alone."""
    party = cast.party(speaker)
    words = [token.lower_ for token in doc[subject.start : subject.end]]
    known = cast.actors.get(party)
    if party == speaker or known is None or known.kind in _PERSONS:
        return []
    if words in (["members"], ["deputies"]):
        return [party]
    if len(words) != 2 or words[0] != "the":
        return []
    # "The minister", in the words of an official of the ministry.
    return [party] if words[1] in BODIES or (words[1] in things().speaking and not quoted) else []


def _together(doc: Doc, cast: Cast, subject: Subject) -> str | None:
    """The one group that "both unions" or "the two unions" stands for, where one of that name is known."""
    words = [token.lower_ for token in doc[subject.start : subject.end]]
    if len(words) < 2 or words[0] not in _SEVERAL or not words[-1].endswith("s") or len(words) > 3:
        return None
    if len(words) == 3 and words[1] not in {"two", "three", "four"}:
        return None
    found = {
        actor.id
        for actor in cast.actors.values()
        if actor.kind not in _PERSONS | {"state"}
        and any(_is_plural_of(form, words[-1]) for form in (actor.name, *actor.aliases))
    }
    return next(iter(found)) if len(found) == 1 else None


def _is_plural_of(form: str, noun: str) -> bool:
    """Whether a name is only a plural with "the", "both" or a number: "the two unions"."""
    words = form.lower().split()
    return len(words) > 1 and words[-1] == noun and set(words[:-1]) <= _SEVERAL


def _their_people(doc: Doc, cast: Cast, subject: Subject, speaker: str) -> list[str]:
    """The speaker's party, where a bare plural is in its name: "doctors", said for a doctors' league."""
    first = doc[subject.start]
    if subject.end - subject.start != 1 or first.tag_ != "NNS":
        return []
    party = cast.party(speaker)
    known = cast.actors.get(party)
    if known is None or known.kind != "organization":
        return []
    forms = {word for form in (known.name, *known.aliases) for word in form.lower().split()}
    return [party] if forms & {f"{first.lower_}'", f"{first.lower_}’"} else []


def _by_name(doc: Doc, cast: Cast, subject: Subject, speaker: str) -> list[str]:
    """The speaker's own side, where the words are one of its names."""
    words = fold(doc[subject.start : subject.head_end].text).removeprefix("the ")
    for actor in cast.side(speaker):
        known = cast.actors.get(actor)
        if known and any(words == fold(alias).removeprefix("the ") for alias in (known.name, *known.aliases)):
            return [actor]
    return []
