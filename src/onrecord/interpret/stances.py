"""Positions without a verb of their own: "we will not sign", "they must go", "there will be no vote"."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.cast import FIRST_PERSON
from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.conditional import is_conditional
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.fitting import PRESSING
from onrecord.interpret.holding import holders_of, is_a_party, is_own_side, positive, speaker_of, words_from
from onrecord.interpret.musts import read_musts
from onrecord.interpret.naming import Naming, name_clause, name_phrase, name_span, name_verb
from onrecord.interpret.nouns import PRONOUNS
from onrecord.interpret.staying import stays, will_stay
from onrecord.interpret.undone import has_never, is_not_doing
from onrecord.interpret.verbs import VerbGroup, is_listed
from onrecord.interpret.words import pos_of, things, verbs
from onrecord.model import Actor
from onrecord.model.claims import Act, Polarity
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_OWN = frozenset({"will", "would"})


def read_stances(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The position that a modal verb, or a denial of what one does, shows.

    Args:
        scene: the report.
        clause: a clause that no lexicon has read.

    Yields:
        One position at most.
    """
    group = clause.group
    if clause.subject is None or not group.finite or group.bare:
        return
    first = scene.doc[clause.subject.start]
    if first.lower_ == "there" and group.base == "be":
        yield from _there(scene, clause)
    elif first.lower_ in {"no", "nobody"} and not group.negative:
        yield from _nothing(scene, clause)
    elif group.modal in _OWN and group.negative and not clause.actors and not group.passive:
        yield from _will_not_come(scene, clause)
    elif group.modal in _OWN and group.base in {"stay", "remain"} and not clause.actors:
        yield from will_stay(scene, clause, decides)
    elif group.modal in {"will", "would", "due"} or (group.modal in {"can", "could"} and group.negative):
        yield from _will(scene, clause)
    elif group.modal in PRESSING or (group.modal == "may" and group.negative):
        yield from read_musts(scene, clause)
    elif group.base in {"stay", "remain"} and not group.modal and not group.past and not group.negative:
        yield from stays(scene, clause)
    elif not group.modal and group.negative and not group.past and not group.perfect:
        yield from is_not_doing(scene, clause)
    elif not group.modal and group.negative and (group.perfect or group.past):
        yield from has_never(scene, clause)


def _there(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "There will be no referendum", "there is no contract"."""
    group = clause.group
    named = name_phrase(scene.doc, group.end, clause.limit)
    if named is None or clause.voice.speaker is None:
        return
    if not (named.negative or group.negative):
        yield from _there_must_be(scene, clause, named)
        return
    words = named.label.lower().split()
    head = next(
        (number for number, word in enumerate(words) if word in {"of", "in", "for", "on", "to"}), len(words)
    )
    planned = _planned(scene, clause, words[0])
    if planned is not None:
        named, words = planned, ["plan", "for", planned.label]
    if words[:2] == ["alternative", "to"]:
        yield from _no_alternative(scene, clause, named)
        return
    if words[0] in things().empty or words[head - 1] in things().empty or group.modal in {"may", "could"}:
        return
    begin = clause.subject.start if clause.subject else group.start
    never = any(token.lower_ == "never" for token in scene.doc[begin : group.end])
    if (group.perfect or never) and not group.modal:
        return
    act: Act = (
        "reject"
        if planned is not None or group.modal in {"will", "would", "can", "must", "should"}
        else "deny"
    )
    if act == "deny" and not all(_is_known(scene, word, group.start) for word in words[:head]):
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act=act,
        polarity="against",
        naming=positive(named),
        evidence=scene.place(
            clause.subject.start if clause.subject else group.start, max(named.end, group.end)
        ),
        voice=clause.voice,
        pattern="there-will-be-no" if act == "reject" else "there-is-no",
        confidence=0.7 if act == "reject" else 0.6,
        via=clause.voice.outer,
    )


def _there_must_be(scene: Scene, clause: Clause, named: Naming) -> Iterator[PositionDraft]:
    """ "There must be a new audit"."""
    head = named.label.lower().split()[0]
    if clause.group.modal != "must" or head in things().empty | {
        "something",
        "way",
        "someone",
        "more",
        "some",
    }:
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="demand",
        polarity="for",
        naming=named,
        evidence=scene.place(words_from(clause), max(named.end, clause.group.end)),
        voice=clause.voice,
        pattern="must",
        confidence=0.65,
        via=clause.voice.outer,
    )


def _planned(scene: Scene, clause: Clause, noun: str) -> Naming | None:
    """What there is no plan to do: "there are no plans to reopen the gate"."""
    if noun not in {"plan", "plans", "intention", "intentions"}:
        return None
    begins = range(clause.group.end, min(clause.limit, clause.group.end + 4))
    start = next((i for i in begins if scene.doc[i].lower_ in {"to", "of"}), None)
    named = name_clause(scene.doc, start + (scene.doc[start].lower_ == "of"), clause.limit) if start else None
    return replace(named, negative=True) if named is not None and named.base else None


def _no_alternative(scene: Scene, clause: Clause, named: Naming) -> Iterator[PositionDraft]:
    """ "There is no alternative to the levy"."""
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="reject",
        polarity="against",
        naming=positive(named),
        evidence=scene.place(words_from(clause), max(named.end, clause.group.end)),
        voice=clause.voice,
        pattern="no-alternative",
        confidence=0.65,
        via=clause.voice.outer,
    )


def _is_known(scene: Scene, word: str, index: int) -> bool:
    """Whether a noun came up before, so that denying it denies what somebody said."""
    return any(
        token.lower_ in {word, word + "s", word.rstrip("s")} for token in scene.doc[: max(0, index - 2)]
    )


def _nothing(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "No such law is under consideration", "nobody will be taken back"."""
    group, subject, doc = clause.group, clause.subject, scene.doc
    if clause.voice.speaker is None or subject is None or subject.relative:
        return
    if group.modal in {"will", "would"} and (group.passive or is_listed(doc, group, verbs().doable)):
        naming, act = name_verb(scene.doc, group, subject, clause.limit), "reject"
    elif (
        not group.modal and (group.passive or group.base == "be") and scene.doc[subject.start].lower_ == "no"
    ):
        naming, act = name_phrase(scene.doc, subject.start, group.start), "deny"
    else:
        return
    if naming is None or set(naming.label.lower().split()) & things().empty:
        return
    such = doc[subject.start + 1].lower_ == "such"
    if (len(naming.label.split()) < 2 or act == "deny") and not such:
        return
    if doc[subject.start + 1].lower_ in things().empty - {"such"}:
        return
    if act == "deny" and not _is_known(scene, naming.label.lower().split()[-1], subject.start):
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="reject" if act == "reject" else "deny",
        polarity="against",
        naming=positive(naming),
        evidence=scene.place(subject.start, max(clause.limit, group.end)),
        voice=clause.voice,
        pattern="nobody-will" if act == "reject" else "no-such-thing",
        confidence=0.65,
        via=clause.voice.outer,
    )


def _will(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """What one's own side will or will not do."""
    group = clause.group
    if group.passive:
        yield from _will_be(scene, clause)
        return
    listed = is_listed(scene.doc, group, verbs().doable | verbs().harmful)
    if not listed or not is_own_side(scene, clause):
        return
    if not _is_meant(scene, clause):
        return
    narrated = clause.voice.narrated
    holders, via = holders_of(scene, clause)
    naming = name_verb(scene.doc, group, None, clause.limit)
    if not group.negative and _is_harmful(scene, clause):
        yield from _threat(scene, clause, holders, via, naming)
        return
    if naming is None or len(naming.label.split()) < 2:
        return
    if narrated and not group.negative and group.base in verbs().scheduled:
        return
    act: Act = "reject" if group.negative else "commit"
    polarity: Polarity = "against" if group.negative else "for"
    pattern = "will-not" if group.negative else "will"
    if naming.none:
        if group.negative:
            return
        polarity, act, pattern = "against", "reject", "will-no"
    yield PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(words_from(clause), max(naming.end, group.end)),
        voice=clause.voice,
        pattern=pattern,
        confidence=0.55 if narrated and not group.negative else 0.7,
        via=via,
    )


def _is_meant(scene: Scene, clause: Clause) -> bool:
    """Whether a "will" or "would" binds whom it is said of, by who says it and how."""
    group = clause.group
    narrated = clause.voice.narrated
    if narrated and not group.negative and not is_a_party(scene, clause):
        return False
    if group.modal in {"can", "could"} and group.base not in verbs().refusable:
        return False
    if group.modal == "would" and not group.negative and (clause.voice.quoted or narrated):
        return False
    if group.modal == "would" and clause.voice.quoted and group.base not in verbs().refusable:
        return False
    if narrated and clause.subject is not None and scene.doc[clause.subject.start - 1].lower_ == "that":
        return False
    if not narrated:
        return True
    return not (group.modal in {"can", "could", "would"} or clause.subject is None or clause.subject.relative)


_COMING = word_set("set enter come cross return go pass land stay remain fly run")


def _will_not_come(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "Foreign patrols will not enter our waters", said for the body that can keep them out."""
    group, subject, doc, voice = clause.group, clause.subject, scene.doc, clause.voice
    known = scene.cast.actors.get(scene.cast.party(voice.speaker)) if voice.speaker else None
    if known is None or not decides(known) or group.base not in _COMING or group.modal not in _OWN:
        return
    if subject is None or subject.relative or (group.modal == "would" and voice.quoted):
        return
    if group.end < clause.limit and doc[group.end].lower_ in {"up", "down", "on", "ahead"}:
        return  # "fares will not go up": nobody enters
    if doc[subject.start].lower_ in PRONOUNS | FIRST_PERSON or pos_of(doc[subject.head_end - 1]) != "NOUN":
        return
    thing = name_span(doc, subject.start, subject.end)
    if thing is None or thing.negative:
        return
    what = "staying" if group.base in {"stay", "remain"} else "entry"
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="reject",
        polarity="against",
        naming=replace(
            thing, label=f"{what} of {thing.label}", thing=thing.label, short=thing.label, kind="step"
        ),
        evidence=scene.place(subject.start, clause.limit),
        voice=voice,
        pattern="will-not-come",
        confidence=0.65,
        via=voice.outer,
        closed=True,
    )


def _will_be(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "The filling will be suspended", said for the body that can do it."""
    group, voice, doc = clause.group, clause.voice, scene.doc
    speaker = voice.speaker
    if speaker is None or clause.actors or clause.subject is None or clause.subject.relative:
        return
    if group.modal != "will" and (group.modal != "would" or voice.quoted):
        return
    known = scene.cast.actors.get(scene.cast.party(speaker))
    if known is None or not decides(known):
        return
    if not is_listed(doc, group, verbs().doable) or any(
        t.lower_ == "by" for t in doc[group.end : clause.limit]
    ):
        return
    naming = name_verb(doc, group, clause.subject, clause.limit)
    if naming is None or doc[clause.subject.start].lower_ in PRONOUNS:
        return
    against = group.negative or naming.negative
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="reject" if against else "commit",
        polarity="against" if against else "for",
        naming=positive(naming),
        evidence=scene.place(clause.subject.start, max(naming.end, group.end)),
        voice=voice,
        pattern="will-not-be" if against else "will-be",
        confidence=0.6,
        via=voice.outer,
    )


def decides(known: Actor) -> bool:
    """Whether an actor is a body, or somebody who speaks for one by office or by name: "the president".

    Args:
        known: the actor.
    """
    if known.kind in {"state", "organization", "group"}:
        return True
    words = {word for role in known.roles for word in role.title.lower().split()}
    return bool((words or set(known.name.lower().split())) & things().speaking) and not words & things().past


def _is_harmful(scene: Scene, clause: Clause) -> bool:
    """Whether what is announced is harm, or a break: "we will leave the talks", not "leave it to them"."""
    group = clause.group
    if not is_listed(scene.doc, group, verbs().harmful | verbs().blocking):
        sues = group.base == "take" and is_to_court(scene.doc, group.end, clause.limit)
        return sues or imposes(scene.doc, group, clause.limit)
    if group.base not in {"leave", "fight", "fire", "walk", "quit"}:
        return True
    if trigger_of(scene, clause) is not None:
        return True
    thing = name_phrase(scene.doc, group.end, clause.limit)
    return thing is None or bool(set(thing.label.lower().split()) & things().tables)


def trigger_of(scene: Scene, clause: Clause) -> tuple[Naming, int] | None:
    """What an "if" after a clause, or before it, names, and the index after it."""
    doc, sentence = scene.doc, scene.doc[clause.group.verb].sent
    for index in range(clause.start, sentence.end):
        if _is_if(doc, index):
            end = clause.group.start if index < clause.group.start else sentence.end
            stop = next((i for i in range(index, end) if doc[i].text == "," or _is_aside(doc, i)), end)
            named = name_clause(doc, index + 1, stop)
            return (named, stop) if named else None
    return None


_COURTS = word_set("court courts tribunal arbitration")


def is_to_court(doc: Doc, start: int, limit: int) -> bool:
    """Whether somebody would be taken to court: "take | the council to the high court".

    Args:
        doc: the document.
        start: index after the verb.
        limit: index after the last word of its clause.
    """
    to = next((i for i in range(start, limit) if doc[i].lower_ == "to"), None)
    return to is not None and any(token.lower_ in _COURTS for token in doc[to + 1 : min(limit, to + 6)])


_IMPOSING = word_set("impose reimpose slap")
_BURDENS = word_set(
    "tariff tariffs sanctions duty duties levy levies ban embargo restrictions curbs penalty penalties fine "
    "fines blockade"
)


def imposes(doc: Doc, group: VerbGroup, limit: int) -> bool:
    """Whether somebody would put a burden on another: "impose a tariff on timber".

    Args:
        doc: the document.
        group: the verb.
        limit: index after the last word of its clause.
    """
    thing = name_phrase(doc, group.end, limit) if group.base in _IMPOSING and group.end < limit else None
    return thing is not None and bool(set(thing.label.lower().split()) & _BURDENS)


_DETERMINED = word_set("the a an any its their his her it they he she nothing no")
_ASKING = word_set("why how what when where who")


def _is_if(doc: Doc, index: int) -> bool:
    """Whether a word opens a condition: "if", or a "should" before its subject: "should the toll rise"."""
    if doc[index].lower_ == "if":
        return doc[index - 1].lower_ not in {"as", "only", "even"}
    if doc[index].lower_ != "should" or index + 2 >= len(doc) or not index:
        return False
    turned = doc[index + 1].lower_ in _DETERMINED or (
        doc[index].text == "Should" and pos_of(doc[index + 1]) in {"PROPN", "NOUN"}
    )
    return turned and doc[index - 1].lower_ not in _ASKING and "?" not in doc[index].sent.text[-3:]


def _is_aside(doc: Doc, index: int) -> bool:
    """Whether somebody's own words begin after a preposition: "if the seat went to “a man who ...”"."""
    return doc[index].text in {'"', "“", "‘"} and pos_of(doc[index - 1]) == "ADP"


_STOPPING = word_set(
    "stop end suspend halt freeze cancel leave quit boycott close cease withhold interrupt abandon cut break "
    "block"
)


def stopped_by(scene: Scene, group: VerbGroup, limit: int) -> Naming | None:
    """What a threat would stop: "we will leave the talks" stops the talks.

    Args:
        scene: the report.
        group: the verb of what is threatened.
        limit: index after the last word of its clause.

    Returns:
        Its name, or None where the verb stops nothing.
    """
    if group.base not in _STOPPING:
        return None
    start = group.end
    while start < limit and scene.doc[start].lower_ in {"off", "up", "down", "with"}:
        start += 1
    return name_phrase(scene.doc, start, limit) if start < limit else None


def _threat(
    scene: Scene, clause: Clause, holders: tuple[str, ...], via: str | None, naming: Naming | None
) -> Iterator[PositionDraft]:
    """A threat: against what it would block, else against what would trigger it."""
    group = clause.group
    polarity: Polarity = "for"
    pattern, end = "will-harm", max(naming.end if naming else 0, group.end)
    trigger = trigger_of(scene, clause)
    if group.base in verbs().blocking:
        thing = name_phrase(scene.doc, group.end, clause.limit)
        if thing is None:
            return
        naming, polarity, pattern, end = thing, "against", "will-block", thing.end
    elif trigger is not None and not trigger[0].negative:
        naming, polarity, pattern, end = trigger[0], "against", "will-harm-if", trigger[1]
    elif trigger is not None:
        end = trigger[1]
    elif clause.voice.narrated or is_conditional(scene.doc, group.verb):
        return  # the trigger has no name
    if naming is None:
        return
    triggered = pattern == "will-harm-if"
    yield PositionDraft(
        stopped=stopped_by(scene, group, clause.limit) if triggered else None,
        holders=holders,
        act="threaten",
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(min(words_from(clause), end - 1), max(end, group.end)),
        voice=clause.voice,
        pattern=pattern,
        confidence=0.65,
        via=via,
    )
