"""What speaks for and against a position, as named signs that a model of confidence weighs.

A sign is there or not: the pattern, the act, the shape of the issue's name, who holds it, whose words they
are, and whether the report is about talks or about a campaign. `data/confidence.json` has a weight for each.
"""

from onrecord.interpret.around import signs_around, summed_up
from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import PRONOUNS
from onrecord.interpret.recurring import (
    RECURRENT,
    campaigned,
    counts_of,
    is_negotiated,
    is_untold,
    matter_of,
    negotiated,
    share_of,
)
from onrecord.interpret.stems import stem
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import things, verbs
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

_OWN_WORDS = word_set("we our us i my")
_DEFINITE = word_set("the this that these those its his her their our my such")
_ABSTRACT = ("ness", "ity", "ism", "ship", "hood", "ence", "ance")
_LONG_SENTENCE = 38
_SURE = 0.9


def signs_of(scene: Scene, draft: PositionDraft, verb: int) -> tuple[str, ...]:
    """The signs of a position.

    Args:
        scene: the report, with what was read of it so far.
        draft: the position, its holders those that are kept and its issue named in full.
        verb: index of the word that shows it.

    Returns:
        Their names, sorted, each once.
    """
    found = {f"pattern {draft.pattern}", f"act {draft.act}", f"polarity {draft.polarity}"}
    found |= _of_the_name(scene, draft.naming)
    found |= _of_the_holder(scene, draft)
    found |= _of_the_words(scene, draft, verb)
    found |= _of_the_report(scene.doc)
    found |= signs_around(scene, draft, verb)
    return tuple(sorted(found | summed_up(found, draft.pattern)))


def _of_the_name(scene: Scene, naming: Naming) -> set[str]:
    """How the issue is called."""
    doc = scene.doc
    label = scene.phrases.in_full(naming).label
    words = label.lower().split()
    count = len(words)
    found = {
        f"name of {count if count < 3 else '3 to 5' if count < 6 else '6 to 9' if count < 10 else '10 up'}"
    }
    found.add("name is a step" if naming.kind == "step" else "name is a topic")
    if naming.base:
        found.add("name made of a verb")
        found.add("verb can be done" if naming.base in verbs().doable else "verb of another kind")
        if naming.base in verbs().weak:
            found.add("verb says little")
    if any(word[:1].isdigit() for word in words):
        found.add("name with a figure")
    if any(word[:1].isupper() for word in label.split()[1:]):
        found.add("name with a name")
    if {"that", "which", "who"} & set(words):
        found.add("name with a clause")
    if naming.start < len(doc) and doc[naming.start].lower_ in _DEFINITE and count < 3:
        found.add("name short and definite")
    if is_untold(scene, naming):
        found.add("name untold")
    return found | _of_the_head(doc, naming, words)


def _of_the_head(doc: Doc, naming: Naming, words: list[str]) -> set[str]:
    """What the issue's name is about."""
    known, head, found = things(), head_of(words), set()
    if is_negotiated(head):
        found.add("head is negotiated")
    if head in known.vague | known.empty | known.hollow:
        found.add("head says little")
    if head in known.people or set(words) & known.people:
        found.add("name with people")
    if head.endswith(_ABSTRACT):
        found.add("head is abstract")
    if counts_of(doc)[stem(head)] >= RECURRENT:
        found.add("head recurs")
    thing = head_of(naming.thing.lower().split()) if naming.thing else ""
    if thing and counts_of(doc)[stem(thing)] >= RECURRENT:
        found.add("thing recurs")
    return found


def _of_the_holder(scene: Scene, draft: PositionDraft) -> set[str]:
    """Who holds it, and by which words."""
    known = scene.cast.actors.get(draft.holders[0]) if draft.holders else None
    if known is None:
        return {"holder unknown"}
    found = {f"holder {known.kind}"}
    titles = {word for role in known.roles for word in role.title.lower().split()}
    if titles & things().speaking:
        found.add("holder in office")
    if titles & things().political or set(known.name.lower().split()) & things().political:
        found.add("holder political")
    if len(draft.holders) > 1:
        found.add("several holders")
    if any(set(draft.holders) & set(earlier.holders) for earlier in scene.recent):
        found.add("holder holds more")
    if draft.via is not None:
        found.add("told by another")
    first = scene.doc.char_span(draft.evidence[0], draft.evidence[0] + 1, alignment_mode="expand")
    if first is not None and first[0].lower_ in PRONOUNS:
        found.add("holder by pronoun" if first[0].lower_ not in _OWN_WORDS else "holder says we")
    return found


def _of_the_words(scene: Scene, draft: PositionDraft, verb: int) -> set[str]:
    """Whose words they are, and of which sentence."""
    doc, voice = scene.doc, draft.voice
    token: Token = doc[verb]
    found = {"narrated" if voice.narrated else "quoted" if voice.quoted else "indirect"}
    if voice.attribution is not None:
        found.add("attribution sure" if voice.attribution.confidence >= _SURE else "attribution unsure")
    if len(token.sent) > _LONG_SENTENCE:
        found.add("long sentence")
    around = {other.lower_ for other in doc[max(token.sent.start, verb - 4) : verb + 1]}
    found |= {f"modal {word}" for word in ("will", "would", "could", "must", "should") if word in around}
    if token.tag_ in {"VBD", "VBN"}:
        found.add("past")
    return found


def _of_the_report(doc: Doc) -> set[str]:
    """Whether the report is about talks, or about a campaign."""
    found = {f"report on {matter_of(doc)}"}
    for name, words in (("talks", negotiated()), ("campaign", campaigned())):
        share = share_of(doc, words)
        found.add(
            f"{name} {'none' if share < 2 else 'few' if share < 8 else 'some' if share < 20 else 'many'}"
        )
    return found
