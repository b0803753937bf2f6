"""Signs from what stands around a position: how its issue's name ends, how its verb and its holder stand.

A name that goes on past its end may be cut short; one that left "his" out doesn't say whose; a verb far
from its subject may have another. None of these decides: `signs.py` puts them with the others.
"""

from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming
from onrecord.interpret.recurring import LEAD, counts_of, lead_of, plain_patterns
from onrecord.interpret.stems import key_of
from onrecord.interpret.words import pos_of, things
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

# Signs that a name is cut short or says little, or the holder is another: `summed_up` counts them.
_DEFECTS_OF_A_NAME = frozenset(
    {
        *(
            f"name goes on with {word}"
            for word in ("an adverb", "a word", "a clause", "a relative clause", "as")
        ),
        *(f"name goes on with {word}" for word in ("to", "with", "for", "from")),
        "name begins shapeless",
        "name joins two",
        "name breaks a quotation",
        "name untold",
        "name short and definite",
        "head says little",
        "verb says little",
        "issue once",
    }
)
_DEFECTS_OF_A_HOLDER = frozenset(
    {
        "holder by pronoun",
        "holder without a name",
        "several holders",
        "verb far",
        "others before 1",
        "others before 2",
    }
)
_MOST = 3
_QUOTES = frozenset('"“”«»')
_WHOSE = word_set("his her its their our my your")
_POINTING = word_set("this that these those such it them they he she him one ones")
_RELATIVE = word_set("that which who whom whose where")
_FEW = 4
_FAR = 10
_LONG = 28
_OFTEN = 4


def signs_around(scene: Scene, draft: PositionDraft, verb: int) -> set[str]:
    """The signs of a position that its surroundings give.

    Args:
        scene: the report, with what was read of it so far.
        draft: the position, its holders those that are kept and its issue named in full.
        verb: index of the word that shows it.
    """
    found = _of_the_end(scene.doc, draft.naming)
    found |= _of_what_is_left_out(scene, draft.naming)
    found |= _of_the_lead(scene, draft)
    found |= _of_the_subject(scene, draft, verb)
    return found


def summed_up(signs: set[str], pattern: str) -> set[str]:
    """Signs made of others: few examples weigh them better than each alone.

    Args:
        signs: of a position.
        pattern: that found it.

    Returns:
        How many defects its name and its holder may have, and whether its words are plain, for what the
        report is about.
    """
    words = "plain" if pattern.removesuffix(" (passive)") in plain_patterns() else "weak"
    matter = "in talks" if signs & {"report on talks", "report on near talks"} else "elsewhere"
    return {
        f"words {words}",
        f"words {words} {matter}",
        f"name defects {min(_MOST, len(signs & _DEFECTS_OF_A_NAME))}",
        f"holder defects {min(_MOST, len(signs & _DEFECTS_OF_A_HOLDER))}",
    }


def _of_the_end(doc: Doc, naming: Naming) -> set[str]:
    """How the words go on where a name ends, and whether it ends inside a quotation."""
    found, index = set(), naming.end
    marks = sum(token.text in _QUOTES for token in doc[naming.start : naming.end])
    if marks % 2:
        found.add("name breaks a quotation")
    elif marks:
        found.add("name quotes")
    while index < len(doc) and (doc[index].text in _QUOTES or doc[index].text in {"'", "’", "''"}):
        index += 1
    if index >= len(doc) or doc[index].is_space or index >= doc[naming.end - 1].sent.end:
        return found | {"name ends its sentence"}
    return found | {f"name goes on with {_kind(doc[index])}"}


def _kind(token: Token) -> str:
    """What kind of word goes on after a name."""
    kind = pos_of(token)
    if token.text in {".", "!", "?", ";", ":"}:
        return "a stop"
    if kind == "PUNCT":
        return "a comma" if token.text == "," else "a mark"
    if kind == "CCONJ":
        return "another"
    if token.lower_ in _RELATIVE:
        return "a relative clause"
    if kind == "SCONJ":
        return "a clause"
    if token.lower_ in {"to", "for", "of", "on", "with", "against", "from", "in", "at", "by", "as"}:
        return f"{token.lower_}"
    return {"ADP": "a preposition", "VERB": "a verb", "AUX": "a verb", "ADV": "an adverb"}.get(kind, "a word")


def _of_what_is_left_out(scene: Scene, naming: Naming) -> set[str]:
    """What a name doesn't tell: whose, which, more than what."""
    doc, found = scene.doc, set()
    words = doc[naming.start : naming.end]
    label = scene.phrases.in_full(naming).label.lower()
    if any(token.lower_ in _WHOSE for token in words):
        found.add("name leaves out whose")
    if set(label.split()) & _POINTING:
        found.add("name points elsewhere")
    if any(token.tag_ in {"JJR", "RBR"} or token.lower_ in {"more", "other", "further"} for token in words):
        found.add("name compares")
    if any(token.lower_ in {"and", "or"} for token in words):
        found.add("name joins two")
    if not any(pos_of(token) in {"ADJ", "PROPN", "NUM", "ADP"} or token.tag_ == "VBN" for token in words):
        found.add("name without a detail")
    if " ".join(label.split()) in " ".join(words.text.lower().split()):
        found.add("name as it stands")
    if label.split()[0] in things().shapeless:
        found.add("name begins shapeless")
    return found


def _of_the_lead(scene: Scene, draft: PositionDraft) -> set[str]:
    """Whether the issue's words stand where the report says what it is about, and come back elsewhere."""
    doc, found = scene.doc, set()
    keys = key_of(scene.phrases.in_full(draft.naming).label)
    lead = lead_of(doc)
    here = draft.evidence[0] < LEAD
    if here:
        found.add("in the lead")
    counts = counts_of(doc)
    shared = sum(word in lead for word in keys)
    if keys and not here and shared * 2 >= len(keys):
        found.add("issue in the lead")
    again = sum(counts[word] > 1 for word in keys)
    if keys:
        found.add("issue all recurs" if again == len(keys) else "issue recurs" if again else "issue once")
    return found


def _of_the_subject(scene: Scene, draft: PositionDraft, verb: int) -> set[str]:
    """How far the verb stands from whoever holds the position, and who else stands near."""
    doc, found = scene.doc, set()
    first = doc.char_span(draft.evidence[0], draft.evidence[0] + 1, alignment_mode="expand")
    distance = verb - first[0].i if first is not None else 0
    found.add("verb at once" if distance < _FEW else "verb later" if distance < _FAR else "verb far")
    sentence = doc[verb].sent
    before = {mention.actor for mention in scene.cast.between(doc[sentence.start].idx, doc[verb].idx)}
    sides = [actor for actor in before if not any(scene.cast.same_side(actor, one) for one in draft.holders)]
    found.add(f"others before {min(2, len(sides))}")
    if len(before) > len(sides):
        found.add("holder in the sentence")
    if draft.voice.speaker is not None and any(
        scene.cast.same_side(draft.voice.speaker, one) for one in draft.holders
    ):
        found.add("holder speaks")
    times = sum(mention.actor in draft.holders for mention in scene.cast.mentions)
    found.add("holder often" if times >= _OFTEN else "holder seldom")
    known = scene.cast.actors.get(draft.holders[0]) if draft.holders else None
    if known is not None and (not known.name[:1].isupper() or not known.name.replace(" ", "").isascii()):
        found.add("holder without a name")
    if known is not None and known.acts_for:
        found.add("holder acts for another")
    if draft.evidence[1] - draft.evidence[0] > _LONG * 5:
        found.add("many words")
    if any(token.text in {"!", "?"} for token in sentence):
        found.add("sentence asks or cries out")
    if doc[verb].tag_ == "VBG":
        found.add("verb goes on")
    if any(token.lower_ in {"i", "me", "you"} for token in sentence):
        found.add("sentence of persons")
    return found
