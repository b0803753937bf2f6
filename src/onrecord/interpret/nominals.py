"""Positions that a noun shows: "her call for a tax", "the union's refusal to sign"."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.cast import BODIES, actors_of
from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.fitting import fits
from onrecord.interpret.holding import positive
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.patterns import Complement, Pattern, complement_of, noun_patterns
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.sound import sound
from onrecord.interpret.subjects import subject_of
from onrecord.interpret.verbs import verb_groups
from onrecord.interpret.words import base_of, pos_of, things, verbs
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

_POSSESSIVES = word_set("his her its their our my")
_BETWEEN = word_set("own")
_NEAR = 250
_SHORTLY = 4
_QUESTIONING = word_set(
    "about question questions questioned questioning questionable doubt doubts doubted doubting whether "
    "evidence proof suspicion rumours rumors lack"
)
_REPEATING = word_set("repeat renew reiterate mention restate")
_LEAVING = word_set("abandon reverse overcome shed lose forget outgrow withdraw drop retract lift waive")
_FORMER = word_set("earlier former previous past old onetime one-time initial longtime")
_LINKED_BY = frozenset({"demand-for", "condition-is"})
_LINKED = ("to", "that", "noun")
_LINKS = word_set("is are was were include includes included remains remain :")


def read_nominals(scene: Scene, start: int, end: int) -> Iterator[PositionDraft]:
    """The positions that the nouns of a sentence show.

    Args:
        scene: the report.
        start: index of the sentence's first word.
        end: index after its last one.

    Yields:
        A position for each noun of the lexicon that has a holder before it and an issue after it.
    """
    doc = scene.doc
    known = noun_patterns()
    for index in range(start + 1, end - 1):
        pattern = known.get(doc[index].lower_)
        if pattern is None or not _is_now(doc, index, start):
            continue
        holder, begin = _owner(scene, index, start)
        after = index + 1
        if holder is None:
            holder, begin, after = _owner_after(scene, index, end)
        if holder is None:
            holder, begin = _owner_by_verb(scene, index, start)
        if holder is None:
            continue
        after = _past_addressee(scene, pattern, after, end)
        linked = _past_link(doc, after, end) if pattern.name in _LINKED_BY else None
        if linked is not None:
            takes = _LINKED if pattern.name == "demand-for" else pattern.takes
            complement = complement_of(doc, replace(pattern, takes=takes), linked, end)
        else:
            complement = complement_of(doc, pattern, after, end)
        if complement is None or complement.naming.label.lower().split()[-1] in things().people:
            continue
        if pattern.outcome[0] == "support" and _names_people(complement.naming.label):
            continue
        if complement.frame == "that" and not _is_asked(scene, complement):
            continue
        if not fits(scene, pattern, complement) or _is_questioned(scene, begin, start):
            continue
        voice = scene.voices.at(doc[index].idx)
        party = scene.cast.party(holder)
        own = voice.speaker is None or scene.cast.same_side(holder, voice.speaker)
        act, polarity = pattern.outcome
        draft = PositionDraft(
            holders=(party,),
            act=act,
            polarity=polarity,
            naming=positive(complement.naming),
            evidence=scene.place(begin, complement.end),
            voice=voice,
            pattern=pattern.name,
            confidence=0.7,
            # Who blames "their refusal to pay" takes it for known, and doesn't tell it.
            via=voice.outer if own else None,
        )
        reached = min(complement.end, max(complement.naming.end, index + 1))
        kept = sound(scene, draft, index, _next_verb(scene, reached, clause_end(doc, reached, end)))
        if kept is not None:
            yield kept


def _is_now(doc: Doc, index: int, start: int) -> bool:
    """Whether a word is a noun, and not that of a former stand: "his earlier hostility"."""
    if pos_of(doc[index]) not in {"NOUN", "PROPN"} and doc[index - 1].tag_ != "PRP$":
        return False
    return not any(token.lower_ in _FORMER for token in doc[max(start, index - 3) : index])


def _past_addressee(scene: Scene, pattern: Pattern, index: int, end: int) -> int:
    """The index after those whom a demand goes to: "its appeal to the mayor for a longer lease"."""
    doc = scene.doc
    if pattern.outcome[0] != "demand" or index + 3 >= end or doc[index].lower_ not in {"to", "on"}:
        return index
    found = noun_phrase(doc, index + 1, min(end, index + 7))
    stop = next((i for i in range(index + 2, min(end, index + 7)) if doc[i].lower_ in {"for", "to"}), None)
    if found is None or stop is None or pos_of(doc[index + 1]) == "VERB":
        return index
    named = scene.cast.between(doc[index + 1].idx, doc[stop].idx)
    return stop if named else index


def _is_questioned(scene: Scene, begin: int, start: int) -> bool:
    """Whether words before say that it is in doubt, or not said: "questions about its willingness to"."""
    words = {token.lower_ for token in scene.doc[max(start, begin - _SHORTLY) : begin]}
    before = scene.doc[begin - 1] if begin > start else None
    verb = base_of(before) if before is not None and pos_of(before) == "VERB" else ""
    silent = verb in _REPEATING and not words.isdisjoint({"not", "never", "n't", "without"})
    return bool(words & _QUESTIONING) or verb in _LEAVING or silent


def _is_asked(scene: Scene, complement: Complement) -> bool:
    """Whether a "that" clause says what should be, and not what is: "a plea that it be heard"."""
    inner = complement.inner
    if inner is None:
        return False
    plain = scene.doc[inner.start].tag_ == "VBP" and scene.doc[inner.start - 1].tag_ in {"NN", "NNP"}
    return inner.modal in {"must", "should"} or plain or scene.doc[inner.start].tag_ == "VB"


def _names_people(label: str) -> bool:
    """Whether the thing supported is somebody: "support for the candidates"."""
    words = label.lower().split()
    return bool(words) and (words[0] in things().people or (len(words) > 1 and words[1] in things().people))


def _owner(scene: Scene, index: int, start: int) -> tuple[str | None, int]:
    """Whose call, demand or offer it is, and where the words begin."""
    doc = scene.doc
    place = index - 1
    while place > start and (pos_of(doc[place]) == "ADJ" or doc[place].lower_ in _BETWEEN):
        place -= 1
    token = doc[place]
    if token.lower_ in _POSSESSIVES:
        mention = next(
            (
                m
                for m in scene.cast.mentions
                if m.span.start == token.idx and m.span.end == token.idx + len(token)
            ),
            None,
        )
        if mention is not None:
            return (mention.actor if _is_nearest(scene, mention.actor, token, start) else None), place
        return _by_pronoun(scene, token.lower_, place, start), place
    if token.tag_ == "POS" or token.text in {"'s", "’s", "'", "’"}:
        begin = doc[place - 1]
        found = next(
            (
                m
                for m in scene.cast.mentions
                if m.span.start <= begin.idx
                and begin.idx + len(begin) <= m.span.end <= token.idx + len(token)
            ),
            None,
        )
        if found is not None:
            first = next((i for i in range(start, place) if doc[i].idx >= found.span.start), place - 1)
            return found.actor, first
        if place - 2 >= start and doc[place - 2].lower_ in _POSSESSIVES and begin.lower_ in BODIES:
            return _by_pronoun(scene, doc[place - 2].lower_, place - 2, start), place - 2
    return None, place


def owner_of(scene: Scene, index: int, start: int) -> str | None:
    """Whose demand, offer or call a noun is, by the possessive before it: "its claim", "the union's claim".

    Args:
        scene: the report.
        index: index of the noun.
        start: index of the first word of its sentence.
    """
    return _owner(scene, index, start)[0]


def _past_link(doc: Doc, index: int, end: int) -> int | None:
    """The index after "is", "include" or a colon that says what a demand is, "of her own" passed over."""
    if index + 2 < end and doc[index].lower_ == "of" and doc[index + 1].tag_ == "PRP$":
        index += 3
    while index < end and doc[index].lower_ in {"now", "still", "also", "alone"}:
        index += 1
    if index + 1 >= end or doc[index].lower_ not in _LINKS or pos_of(doc[index + 1]) == "PUNCT":
        return None
    return index + 1


def _owner_by_verb(scene: Scene, index: int, start: int) -> tuple[str | None, int]:
    """Whose it is by the verb that it is the object of: "the union voiced strong support for"."""
    doc, place = scene.doc, index - 1
    while place > start and (pos_of(doc[place]) in {"ADJ", "DET", "NUM"} or doc[place].lower_ in _BETWEEN):
        place -= 1
    if any(token.lower_ in {"no", "any", "little"} for token in doc[place + 1 : index]):
        return None, index
    groups = verb_groups(doc, start, place + 1)
    number = len(groups) - 1
    if number < 0 or groups[number].end != place + 1 or groups[number].base not in verbs().uttering:
        return None, index
    group = groups[number]
    subject = subject_of(doc, groups, number, start) if group.finite or group.infinitive else None
    apart = doc[group.start - 1].text == "," and not _is_short_insertion(doc, group.start - 1, start)
    if subject is None or apart or group.negative or group.passive or group.modal:
        return None, index
    voice = scene.voices.at(doc[group.verb].idx)
    actors = actors_of(doc, scene.cast, subject, voice.speaker, voice.quoted)
    return (actors[0], subject.start) if len(actors) == 1 and not subject.relative else (None, index)


def _is_short_insertion(doc: Doc, comma: int, start: int) -> bool:
    """Whether what stands between two commas is short: a name, as in "the mayor, Ada Orr, voiced"."""
    return any(doc[index].text == "," for index in range(max(start, comma - 5), comma))


def _is_nearest(scene: Scene, actor: str, pronoun: Token, start: int) -> bool:
    """Whether nobody else who could be meant stands nearer before a possessive in its sentence."""
    wanted = {"his": True, "her": True, "its": False}.get(pronoun.lower_)
    before = scene.cast.between(scene.doc[start].idx, pronoun.idx)
    known = [(m.actor, scene.cast.actors.get(m.actor)) for m in before]
    near = [
        found
        for found, other in known
        if wanted is None or other is None or (other.kind in {"person", "unnamed"}) == wanted
    ]
    return not near or near[-1] == actor or scene.cast.same_side(near[-1], actor)


def _owner_after(scene: Scene, index: int, end: int) -> tuple[str | None, int, int]:
    """Whose it is by the words after it: "a demand by the union for"; with the index after those."""
    doc = scene.doc
    if index + 2 >= end or doc[index + 1].lower_ not in {"by", "from"}:
        return None, index, index + 1
    mentions = scene.cast.between(doc[index + 2].idx, doc[end - 1].idx + len(doc[end - 1]))
    if not mentions or mentions[0].span.start > doc[index + 2].idx + 4:
        return None, index, index + 1
    after = next((i for i in range(index + 2, end) if doc[i].idx >= mentions[0].span.end), end)
    return mentions[0].actor, index, after


def _by_pronoun(scene: Scene, word: str, place: int, start: int) -> str | None:
    """Whom a possessive stands for: the speaker, or the one actor named before it in the sentence."""
    voice = scene.voices.at(scene.doc[place].idx)
    if word in {"our", "my"}:
        return voice.speaker
    if word not in {"his", "her", "its", "their"}:
        return None
    before = {m.actor for m in scene.cast.between(scene.doc[start].idx, scene.doc[place].idx)}
    if len(before) == 1:
        return next(iter(before))
    if before:
        return None
    topic = _subject_before(scene, start) if word in {"its", "their"} else None
    return topic or _last_speaker(scene, scene.doc[place].idx, plural=word == "their")


def _subject_before(scene: Scene, start: int) -> str | None:
    """The body that the sentence before, in the same paragraph, opens with: "The millers moved. Their"."""
    doc = scene.doc
    if start == 0:
        return None
    before = doc[start - 1].sent
    if "\n\n" in doc[before.start : start].text_with_ws:
        return None
    found = scene.cast.between(doc[before.start].idx, doc[start].idx)
    opens = found and found[0].span.start - doc[before.start].idx <= len("The ")
    known = scene.cast.actors.get(found[0].actor) if opens else None
    return known.id if known is not None and known.kind in {"organization", "group", "state"} else None


def _last_speaker(scene: Scene, offset: int, *, plural: bool) -> str | None:
    """Who spoke last, shortly before a place."""
    last = [
        attribution
        for attribution in scene.voices.attributions
        if attribution.content[-1].end <= offset
        and offset - attribution.content[-1].end < _NEAR
        and attribution.speaker
    ]
    if not last:
        return None
    speaker = max(last, key=lambda attribution: attribution.content[-1].end).speaker
    known = scene.cast.actors.get(speaker or "")
    return speaker if known is not None and (known.kind == "person") != plural else None


def _next_verb(scene: Scene, start: int, end: int) -> int:
    """The index of the next verb of a clause, which ends a noun that is its subject."""
    return next((g.start for g in verb_groups(scene.doc, start, end) if g.finite), end)
