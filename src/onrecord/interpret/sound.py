"""What a position must have to be kept: a holder who can be told, a whole name, words that are meant."""

from dataclasses import replace

from onrecord.interpret.clauses import Scene
from onrecord.interpret.complements import with_what_follows
from onrecord.interpret.conditional import is_conditional, is_held_back, waits, waits_for_a_deed
from onrecord.interpret.confidence import confidence_of
from onrecord.interpret.dating import dated
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.labels import is_decidable, with_means, without_rest
from onrecord.interpret.moved import given_way
from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import PRONOUNS
from onrecord.interpret.pointing import owner_of_summary, pointed_at
from onrecord.interpret.recurring import is_short
from onrecord.interpret.signs import signs_of
from onrecord.interpret.voices import Voice
from onrecord.interpret.whole import head_of, says_something, whole
from onrecord.interpret.whose import by_whom, with_owner
from onrecord.interpret.words import things
from onrecord.model import Actor
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_MOST_WORDS_OF_A_HOLDER = 9
_LEAST_IN_CAPITALS = 0.8
_SHORTEST_CAPITALISED = 4
_SMALL = word_set("the a an of in on to for with and or at by from as but vs via")
_WEAK_SIGNS = frozenset(
    {"will", "wants", "needs", "intends", "must", "must-not", "is-not-doing", "expects-of"}
)
_OF_ANY_STATE = word_set(
    "government cabinet ministry department administration army military police authorities "
    "ministers officials diplomats negotiators lawmakers leaders delegates politicians"
)
"""Who these are is told by whose they are, where several states or bodies have them."""
_NO_NAME = word_set(
    "its whose only about other like as but and while when if based according of in on for with his her "
    "their our unlike alongside among amid despite through within without against before after since until "
    "under over between addressing including"
)
_MANDATES = word_set("mandate manifesto motion text draft treaty accord pact resolution memorandum")
_CLAUSE_OF_A_NOUN = 2
_BLAME = word_set(
    "accusation accusations criticism criticisms fear fears worry worries concern concerns suspicion "
    "suspicions rumour rumours rumor rumors impression perception complaint complaints speculation"
)
_SHARES = word_set("percent majority plurality two-thirds three-quarters half third respondents polled")
_POLLS = frozenset({"poll", "polls", "survey", "surveys"})
_AIMED = word_set("for at as over on in with about to from during after")
_COUNTS = word_set("two three four five six both others rest")
_MANY_OF_ONE = word_set("demand demands offer offers decision request call appeal threat move promise pledge")
_DENIED_FOR_NOW = frozenset(
    {
        "will-not", "will-no", "will-not-be", "there-will-be-no", "nobody-will", "will-not-come", "refuses",
        "out-of-the-question",
    }
)  # fmt: skip
_BINDING = frozenset({"offer", "commit", "accept", "concede", "reject"})
_UNCONDITIONAL = frozenset({"deny", "allege", "threaten", "withdraw"})
# Signs that hold for a body, or somebody who speaks for one, but not for a person among many.
_OF_A_BODY = frozenset(
    {
        "needs",
        "must",
        "must-not",
        "ready-to",
        "condemns",
        "seeks",
        "alleges",
        "allegedly",
        "denies-claim",
        "there-is-no",
        "there-will-be-no",
        "necessary",
        "support-for",
        "content-with",
        "list-of-demands",
        "accepts",
        "considers",
        "threatens",
        "will-harm",
        "withdraws",
        "out-of-the-question",
        "nobody-will",
        "decides-to",
        "would-take",
        "sceptical-of",
    }
)
_TITLES = word_set(
    "president senator sen gov governor secretary mr mrs ms dr minister judge justice king pope rep"
)
_BACKING = word_set("back endorse support vote elect nominate")
_NEAR = 4
LEAST_CONFIDENCE = 0.45
"""Below this a position is left out."""


def sound(scene: Scene, draft: PositionDraft, verb: int, limit: int) -> PositionDraft | None:
    """A position as it can be kept.

    Args:
        scene: the report.
        draft: the position.
        verb: index of the word that shows it.
        limit: index after the last word of its clause.

    Returns:
        It, its issue named in full; None where holder or issue can't be told, or the words aren't meant.
    """
    if not _is_meant(scene, draft, verb) or _goes_on_counting(scene.doc, draft.naming.end):
        return None
    draft = given_way(scene, draft, verb)
    holders = _holders(scene, draft)
    after = verb < draft.naming.end <= limit
    summed_up = pointed_at(scene, draft)
    if summed_up is not None:
        draft, after = replace(draft, naming=summed_up), False
    naming = whole(scene.doc, draft.naming, limit) if after and not draft.closed else draft.naming
    if naming is not None and summed_up is None and verb < naming.end and not draft.closed:
        naming = with_what_follows(scene.doc, naming, wanted=draft.act == "demand")
    naming = _told(scene, draft, naming) if naming is not None else None
    if not holders or naming is None or draft.confidence < LEAST_CONFIDENCE:
        return None
    evidence = draft.evidence
    if naming.end > draft.naming.end:
        evidence = (evidence[0], max(evidence[1], scene.place(verb, naming.end)[1]))
    via = draft.via if draft.via is None or _can_tell(scene, draft.via) else None
    via = None if via is not None and _is_own_body(scene, draft, via, verb) else via
    return _sure(scene, replace(draft, via=via, holders=holders, naming=naming, evidence=evidence), verb)


def _is_meant(scene: Scene, draft: PositionDraft, verb: int) -> bool:
    """Whether the words show a stand, and are no joke, headline, guess, poll or errand."""
    doc = scene.doc
    if is_joke(draft.voice) or is_capitalised(doc, verb) or is_doubted(doc, verb):
        return False
    if draft.act in _BINDING and is_conditional(doc, verb, side=draft.act != "offer"):
        return False
    if draft.act not in _UNCONDITIONAL and is_held_back(doc, max(verb + 1, draft.naming.end)):
        return False
    if draft.act in {"oppose", "reject"} and waits_for_a_deed(doc, draft.naming.end):
        return False
    if _is_personal(scene, draft, verb):
        return False
    if draft.act == "reject" and draft.pattern in _DENIED_FOR_NOW and waits(doc, verb, draft.naming.end):
        return False
    if is_about_people(scene, draft) or _is_told_by_an_outsider(scene, draft):
        return False
    if draft.act != "deny" and _is_only_feared(scene, draft):
        return False
    if _is_polled(scene, draft, verb) or _is_to_own_people(scene, draft, verb):
        return False
    return draft.act not in {"deny", "allege"} or not _is_bare_name(scene, draft.naming)


def _holders(scene: Scene, draft: PositionDraft) -> tuple[str, ...]:
    """Those of the holders who can hold a position of its kind."""
    holders = tuple(holder for holder in draft.holders if can_hold(scene, holder))
    if draft.pattern in _WEAK_SIGNS:
        holders = tuple(holder for holder in holders if not is_private(scene, holder))
    if draft.pattern in _OF_A_BODY:
        holders = tuple(holder for holder in holders if not _is_a_person(scene, holder))
    return holders


def _told(scene: Scene, draft: PositionDraft, naming: Naming) -> Naming | None:
    """A whole name that tells by itself what the issue is, with whose it is; None where there is none."""
    if not says_something(scene.phrases.in_full(naming), draft.act != "threaten"):
        return None
    if scene.phrases.in_full(naming).label in _MANY_OF_ONE:
        return None
    if naming.label.split()[0] in _MANY_OF_ONE and owner_of_summary(scene, naming) is not None:
        return None  # "the mayor's demand", and the report has said of none what for
    naming = with_means(scene.doc, draft, without_rest(scene.doc, naming))
    if not is_decidable(scene.doc, draft, naming):
        return None
    found = by_whom(scene, draft, naming)
    return with_owner(scene, draft, found) if found is not None else None


def _sure(scene: Scene, draft: PositionDraft, verb: int) -> PositionDraft:
    """A position with its confidence and its date."""
    signs = signs_of(scene, draft, verb)
    voice = dated(scene, draft.voice, verb)
    return replace(draft, confidence=confidence_of(signs), signs=signs, voice=voice)


def is_joke(voice: Voice) -> bool:
    """Whether the cue says that the words aren't meant."""
    if voice.attribution is None:
        return False
    return any(set(cue.text.lower().split()) & things().joking for cue in voice.attribution.cue)


def is_capitalised(doc: Doc, index: int) -> bool:
    """Whether the sentence of a word is set as a headline, most of its words with a capital."""
    words = [token for token in doc[index].sent if token.is_alpha and token.lower_ not in _SMALL]
    if len(words) < _SHORTEST_CAPITALISED:
        return False
    return sum(token.text[0].isupper() for token in words) >= _LEAST_IN_CAPITALS * len(words)


def can_hold(scene: Scene, holder: str) -> bool:
    """Whether a holder is somebody in particular, by the name."""
    known = scene.cast.actors.get(holder)
    if known is None:
        return False
    words = known.name.lower().split()
    if words and words[0] in _NO_NAME:
        return False
    if not words or len(words) > _MOST_WORDS_OF_A_HOLDER or "\n" in known.name:
        return False
    if words[0] in PRONOUNS or (words[0] == "the" and words[-1] in _COUNTS) or words[:2] == ["one", "of"]:
        return False
    alone = known.kind != "state" and len(words) - (words[0] == "the") == 1
    if alone and words[-1] in _OF_ANY_STATE and not is_short(scene.doc):
        return False  # "the government", of which of them is not told
    said = bool({words[-1], head_of(words)} & (things().papers | _MANDATES) or set(words) & _POLLS)
    if said and known.kind not in {"person", "state"}:
        return False
    if known.kind == "group" and words[0] == "both" and len(words) > 1:
        return True  # "both unions" are two bodies, and no crowd
    return words[0] not in things().crowds and (
        known.kind != "unnamed" or not set(words[:2]) & things().crowds
    )


def _can_tell(scene: Scene, actor: str) -> bool:
    """Whether somebody can be the one who says so: no clash, and no number of anything."""
    known = scene.cast.actors.get(actor)
    return known is not None and not (
        known.kind == "unnamed" and head_of(known.name.lower().split()) in things().papers
    )


def _goes_on_counting(doc: Doc, end: int) -> bool:
    """Whether "more than" follows a name: then how much is what matters ("a split shift more than twice")."""
    words = [token.lower_ for token in doc[end : end + 2]]
    return words in (["more", "than"], ["less", "than"], ["fewer", "than"], ["longer", "than"])


def _is_own_body(scene: Scene, draft: PositionDraft, via: str, verb: int) -> bool:
    """Whether who tells of a position calls its holder their own: "her federation had dropped"."""
    doc = scene.doc
    own = {mention.span.start for mention in scene.cast.mentions if mention.actor == via}
    return any(
        token.tag_ == "PRP$" and token.idx in own and not things().people & {doc[token.i + 1].lower_}
        for token in doc[doc[verb].sent.start : verb]
        if token.idx >= draft.evidence[0] and token.i + 1 < len(doc)
    )


def _is_a_person(scene: Scene, actor: str) -> bool:
    """Whether a holder is a person by name, who speaks for no body as far as the report tells."""
    known = scene.cast.actors.get(actor)
    return known is not None and known.kind == "person" and is_candidate_or_private(known)


def is_candidate_or_private(known: Actor) -> bool:
    """Whether somebody holds no office to act from: a candidate, a lawmaker, a private person."""
    words = {word for role in known.roles for word in role.title.lower().split()}
    return bool(words & things().political) or not words & things().speaking


def is_private(scene: Scene, actor: str) -> bool:
    """Whether somebody is a private person, as far as the report tells: no office, no candidacy, no body."""
    known = scene.cast.actors.get(actor)
    if known is None or known.kind not in {"person", "unnamed"}:
        return False
    words = {word for role in known.roles for word in role.title.lower().split()}
    if known.kind == "unnamed" or not words:
        words |= {word for form in (known.name, *known.aliases) for word in form.lower().rstrip(".").split()}
    return not words & (things().speaking | things().political)


def _is_bare_name(scene: Scene, naming: Naming) -> bool:
    """Whether a label is only the name of an actor, so that what is denied or alleged got lost."""
    label = naming.label.lower()
    return not naming.base and any(
        label in {form.lower() for form in (actor.name, actor.name.split()[-1], *actor.aliases)}
        for actor in scene.cast.actors.values()
        if actor.name
    )


def _is_personal(scene: Scene, draft: PositionDraft, verb: int) -> bool:
    """Whether a stand is only that of the person who speaks for a holder: "she personally supports"."""
    near = scene.doc[max(scene.doc[verb].sent.start, verb - _NEAR) : verb + 2].text.lower()
    if "personally" not in near and "for one" not in near:
        return False
    known = [scene.cast.actors.get(holder) for holder in draft.holders]
    return any(one is not None and one.kind not in {"person", "unnamed"} for one in known)


def is_doubted(doc: Doc, index: int) -> bool:
    """Whether "probably", "perhaps" or the like stands with a verb."""
    begin = max(doc[index].sent.start, index - _NEAR)
    return any(token.lower_ in things().doubting for token in doc[begin : index + 3])


def is_about_people(scene: Scene, draft: PositionDraft) -> bool:
    """Whether an issue is somebody to be voted for, backed or blamed, and nothing that is negotiated."""
    full = scene.phrases.in_full(draft.naming).label
    if full != draft.naming.label and full.islower():
        # "the company" that was "a joint company" when it came up is a thing, and nobody.
        return False
    words = draft.naming.label.lower().split()
    known = things()
    if set(words) & known.campaigning:
        return True
    if draft.act in {"support", "oppose"} and not draft.naming.base:
        if _is_an_actor(scene, draft.naming.label):
            return True
        if any(words[-1] == actor.name.lower().split()[-1] for actor in _persons(scene)):
            return True
        if len(words) > 1 and words[-1] not in _SMALL and _is_titled(draft.naming.label):
            return True
        head = head_of(words)
        if head in known.people or head == "percent" or _begins_with_an_actor(scene, words):
            return True
    if draft.act not in {"support", "oppose", "commit", "offer", "reject", "accept"}:
        return False
    whom = draft.pattern == "promises" and not draft.naming.base
    if whom and head_of(words) in known.speaking | known.people:
        return True
    thing = (draft.naming.thing or draft.naming.label).lower()
    persons = _persons(scene)
    if _is_a_name(draft.naming.thing or draft.naming.label, persons) and (
        not draft.naming.base or draft.naming.base in _BACKING
    ):
        return True
    return draft.naming.base in _BACKING and (
        head_of(thing.split()) in known.people or _names_a_person(persons, thing)
    )


def _is_titled(label: str) -> bool:
    """Whether a label is a person with a title that the report names nowhere else: "former President Orr"."""
    words = label.split()
    return words[-1][:1].isupper() and bool({word.lower().rstrip(".") for word in words[:-1]} & _TITLES)


def _persons(scene: Scene) -> list[Actor]:
    return [actor for actor in scene.cast.actors.values() if actor.kind == "person" and actor.name.strip()]


def _is_a_name(label: str, persons: list[Actor]) -> bool:
    """Whether a label is a person's name, perhaps with a title and a place."""
    core = label.split(" of ")[0].split()
    return all(word[:1].isupper() for word in core) and any(
        core[-1].lower() == actor.name.lower().split()[-1] for actor in persons
    )


def _begins_with_an_actor(scene: Scene, words: list[str]) -> bool:
    """Whether a label is an actor with a reason or place: "the company for the move"."""
    cut = next((i for i, word in enumerate(words) if i and word in _AIMED), 0)
    if not cut:
        return False
    start = " ".join(words[:cut])
    return any(
        start in {form.lower().removeprefix("the ") for form in (actor.name, *actor.aliases)}
        for actor in scene.cast.actors.values()
    )


def _is_an_actor(scene: Scene, label: str) -> bool:
    """Whether a label is the name of a state or body that the report speaks of: backing it names no issue."""
    return label[:1].isupper() and any(
        label in {actor.name, *actor.aliases} for actor in scene.cast.actors.values()
    )


def _names_a_person(persons: list[Actor], thing: str) -> bool:
    return any(thing.endswith(actor.name.lower().split()[-1]) for actor in persons)


def is_outsider(scene: Scene, actor: str) -> bool:
    """Whether somebody is no party, but one who studies or reports: an analyst, a professor."""
    known = scene.cast.actors.get(actor)
    if known is None or known.kind not in {"person", "unnamed"}:
        return False
    words = {word for role in known.roles for word in role.title.lower().split()}
    if known.kind == "unnamed":
        words |= set(known.name.lower().split())
    return bool(words & things().outsiders) and not words & things().speaking


def _is_told_by_an_outsider(scene: Scene, draft: PositionDraft) -> bool:
    """Whether an outsider only says what a party would need or want."""
    if draft.via is not None and _is_a_poll(scene, draft.via):
        return True
    told = draft.via is not None and is_outsider(scene, draft.via)
    return told and draft.act in {"demand", "commit", "offer"}


def _is_only_feared(scene: Scene, draft: PositionDraft) -> bool:
    """Whether a clause only says what somebody is feared or blamed to do: "accusations that it favours"."""
    doc = scene.doc
    first = doc.char_span(draft.evidence[0], draft.evidence[0] + 1, alignment_mode="expand")
    if first is None or first[0].i < _CLAUSE_OF_A_NOUN:
        return False
    return doc[first[0].i - 1].lower_ == "that" and doc[first[0].i - 2].lower_ in _BLAME


def _is_polled(scene: Scene, draft: PositionDraft, verb: int) -> bool:
    """Whether the words tell how many of those asked take a side: "69 percent of members support"."""
    if draft.act not in {"support", "oppose"}:
        return False
    known = [scene.cast.actors.get(holder) for holder in draft.holders]
    if any(one is not None and one.kind not in {"group", "unnamed"} for one in known):
        return False
    return any(token.text == "%" or token.lower_ in _SHARES for token in scene.doc[verb].sent)


def _is_to_own_people(scene: Scene, draft: PositionDraft, verb: int) -> bool:
    """Whether a person only tells those who serve or follow him or her: "asked her assistant to"."""
    if draft.act != "demand":
        return False
    near = scene.doc[verb + 1 : min(draft.naming.start, verb + _NEAR)]
    # "Her own" is no one's: "added a demand of her own".
    return any(
        token.tag_ == "PRP$" and token.lower_ in {"his", "her", "my"} and token.nbor().lower_ != "own"
        for token in near
    )


def _is_a_poll(scene: Scene, actor: str) -> bool:
    """Whether what somebody holds is only what people answered when asked."""
    known = scene.cast.actors.get(actor)
    return known is not None and bool(set(known.name.lower().split()) & _POLLS)
